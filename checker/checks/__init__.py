"""The checks: one file each, all listed here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from checker.article import Article
from checker.checks.altered_against_source import AlteredAgainstSource
from checker.checks.altered_quote import AlteredQuote
from checker.checks.ambiguous_speaker import AmbiguousSpeaker
from checker.checks.anonymous_opinion import AnonymousOpinion
from checker.checks.base import Check
from checker.checks.conflicting_attribution import ConflictingAttribution
from checker.checks.contradicted_by_text import ContradictedByText
from checker.checks.disputed_claim import DisputedClaim
from checker.checks.fragment_quote import FragmentQuote
from checker.checks.late_attribution import LateAttribution
from checker.checks.loaded_verb import LoadedVerb
from checker.checks.merged_speakers import MergedSpeakers
from checker.checks.misattributed_against_source import MisattributedAgainstSource
from checker.checks.not_in_source import NotInSource
from checker.checks.plural_single_source import PluralSingleSource
from checker.checks.pronoun_first import PronounFirst
from checker.checks.reading import Reading
from checker.checks.second_hand import SecondHand
from checker.checks.self_contradiction import SelfContradiction
from checker.checks.single_anonymous_source import SingleAnonymousSource
from checker.checks.stale_attribution import StaleAttribution
from checker.checks.unattributed_claim import UnattributedClaim
from checker.checks.unattributed_quote import UnattributedQuote
from checker.checks.unbalanced_quotes import UnbalancedQuotes
from checker.checks.unexplained_anonymity import UnexplainedAnonymity
from checker.checks.unidentified_speaker import UnidentifiedSpeaker
from checker.checks.vague_source import VagueSource
from checker.config import Config, resolve_codes
from checker.errors import AttribError
from checker.findings import Finding, Severity, fingerprinted, suppressions

__all__ = ["CHECKS", "Check", "by_code", "run_checks", "runs_any"]

CHECKS: tuple[Check, ...] = (
    UnattributedQuote(),
    UnattributedClaim(),
    AmbiguousSpeaker(),
    LateAttribution(),
    MergedSpeakers(),
    StaleAttribution(),
    PronounFirst(),
    UnidentifiedSpeaker(),
    VagueSource(),
    UnexplainedAnonymity(),
    AnonymousOpinion(),
    SingleAnonymousSource(),
    PluralSingleSource(),
    SecondHand(),
    SelfContradiction(),
    DisputedClaim(),
    AlteredQuote(),
    FragmentQuote(),
    ConflictingAttribution(),
    ContradictedByText(),
    NotInSource(),
    AlteredAgainstSource(),
    MisattributedAgainstSource(),
    UnbalancedQuotes(),
    LoadedVerb(),
)

_CODES = {check.code: check.name for check in CHECKS}


def by_code(code_or_name: str) -> Check:
    """The check of a code (ATT203) or a name (vague-source), in any case. Raises AttribError, naming the nearest."""
    found = resolve_codes([code_or_name], _CODES, "checks")
    if len(found) != 1:
        raise AttribError(
            f"checks: “{code_or_name}” is a family of {len(found)} checks; name one of {', '.join(found)}"
        )
    return next(check for check in CHECKS if check.code == found[0])


def runs_any(codes: Iterable[str], config: Config) -> bool:
    """Whether any of the checks of these codes runs: what only they stand on need not be looked for otherwise."""
    wanted = set(codes)
    return any(
        config.severity_of(check.code, check.severity) is not Severity.OFF for check in CHECKS if check.code in wanted
    )


def run_checks(
    article: Article,
    config: Config | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Mapping[str, Severity] | None = None,
    thresholds: Mapping[str, float] | None = None,
) -> tuple[Finding, ...]:
    """What there is to say about an article, sorted by place, each finding with its fingerprint.

    config: the house's settings; `select`, `ignore`, `severity` and `thresholds` replace what it holds of them, and
    take codes (ATT203), names (vague-source) and families (ATT2). A check that is off by default runs only where it is
    selected or given a severity. A finding whose probability is below its code's threshold is left out, and so is one
    that an `attrib: ignore` comment covers. Raises AttribError on a code that there is none of.
    """
    config = _overridden(config or Config(), select, ignore, severity or {}, thresholds or {})
    reading = Reading(article)
    found: list[Finding] = []
    for check in CHECKS:
        grade = config.severity_of(check.code, check.severity)
        if grade is Severity.OFF or not article.document.paragraphs:
            continue
        least = config.thresholds.get(check.code, 0.0)
        found += (
            replace(finding, severity=grade)
            for finding in check.run(reading, config)
            if finding.confidence is None or finding.confidence >= least
        )
    found.sort(key=lambda f: (f.span, f.code))
    comments = suppressions(article.document)
    # Numbered before any is left out, so that a new comment does not rename the findings around it.
    return tuple(f for f in fingerprinted(found, article.document) if not any(c.covers(f) for c in comments))


def _overridden(
    config: Config,
    select: Iterable[str],
    ignore: Iterable[str],
    severity: Mapping[str, Severity],
    thresholds: Mapping[str, float],
) -> Config:
    chosen, ignored = resolve_codes(select, _CODES, "select"), resolve_codes(ignore, _CODES, "ignore")
    grades = {c: v for key, v in severity.items() for c in resolve_codes([key], _CODES, "severity")}
    least = {c: v for key, v in thresholds.items() for c in resolve_codes([key], _CODES, "thresholds")}
    return replace(
        config,
        select=chosen or config.select,
        ignore=ignored or config.ignore,
        severity=grades or config.severity,
        thresholds=least or config.thresholds,
    )
