"""Words that tell a reader of a disagreement, an update, a doubt or a question: where they stand, two versions may."""

from __future__ import annotations

import re

from checker.article import Article
from checker.comparing.assertions import Assertion
from checker.document import Span
from checker.sentences import sentence_spans

_DISPUTE = re.compile(
    r"\b(?:but|however|whereas|although|though|yet|despite|disput\w+|den(?:y|ies|ied|ying|ial)|reject(?:s"
    r"|ed|ing)?|contradict\w*"
    r"|contrast|on the other hand|for (?:his|her|its|their) part|disagree\w*|dismiss(?:ed|es|ing)"
    r"|counter(?:ed|s)?|rebut\w*"
    r"|refut\w+|contest(?:ed|s|ing)|conflicting|differ(?:s|ed|ent)?|at odds|instead|rather than|insist(?:s"
    r"|ed)?|maintain(?:s|ed)"
    r"|not so|not true|untrue|false(?:ly)?|wrong(?:ly)?|lie[sd]?|lying|argued back|otherwise|never mind"
    r"|discrepanc\w+|mistaken"
    r"|another (?:account|version)|(?:put|puts|had put) (?:it|the|them)|doubt(?:s|ed|ful)?|challeng(?:e|ed"
    r"|es|ing)|oppos(?:e|ed|ite)"
    r"|unlike|in (?:reply|answer|response)|answered|replied|retorted"
    r"|by (?:his|her|its|their) (?:own )?(?:count|account|reckoning))\b",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\b(?:up from|down from|from an earlier|earlier (?:said|told|put|counts?|tolls?|figures?|estimates?"
    r"|report\w*)|had (?:earlier|previously|first|at first|originally)"
    r"|ris(?:e|es|en|ing)|rose|climb(?:ed|s|ing)|grew|grown|increas\w+|fell|fallen|fall(?:s|ing)?|dropped"
    r"|decreas\w+|reduc\w+|cut from|revis\w+|correct(?:ed|ion)|amend\w+|updat\w+"
    r"|initial(?:ly)?|at first|originally|previous(?:ly)?|no longer|used to|later|by (?:nightfall|dusk|dawn"
    r"|noon|evening|then|now)|since then|chang(?:ed|e) (?:his|her|its|their|my|our) minds?"
    r"|spoken? too soon|took (?:it|that) back|withdr[ae]w\w*|retract\w*|backtrack\w*|now stands?|rais(?:ed"
    r"|es|ing)|bringing|turned out|last (?:year|month|week|season)|a year (?:ago|earlier|before)"
    r"|compared (?:with|to)|against \d|by contrast|instead of|expected|forecast|projected|estimated|target"
    r"|plan(?:s|ned)?|hop(?:es|ed)|next (?:year|month|week|season))\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|perhaps|possibly|probably|apparently|seem(?:s|ed)?|appear(?:s|ed)?|likely"
    r"|unlikely|i think|i guess|as far as|it is thought"
    r"|reportedly|allegedly|as if|sort of|almost|suspect(?:s|ed)?)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"\b(?:if|unless|would|should|were to|suppose|imagine|in case|whether)\b", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|without|no one|cannot|hardly|barely)\b|n[’']t\b", re.IGNORECASE
)


def negations(text: str, span: Span) -> tuple[Span, ...]:
    """The words that negate, in order."""
    return tuple(Span(*m.span()) for m in _NEGATION.finditer(text, *span))


def is_hedged(assertion: Assertion) -> bool:
    return _HEDGE.search(assertion.text) is not None


def is_update(article: Article, assertion: Assertion) -> bool:
    """Whether the sentence tells of a count that moved, of another time, or of a forecast."""
    return _UPDATE.search(assertion.sentence.of(article.text)) is not None


def is_open(assertion: Assertion) -> bool:
    """Whether it asserts nothing: a question, or something supposed."""
    return assertion.text.rstrip().endswith("?") or _SUPPOSED.search(assertion.text) is not None


def is_told_as_dispute(article: Article, a: Assertion, b: Assertion) -> bool:
    """Whether the copy itself sets `a` against the later `b`.

    A word of dispute, outside what the two say, in the sentence of either or in those next to the later one; and where
    the two stand in the same or adjoining paragraphs, in anything between them.
    """
    text, paragraphs = article.text, article.document.paragraphs
    places = [a.sentence, b.sentence]
    here = sentence_spans(text, paragraphs[b.paragraph].span)
    at = next((i for i, s in enumerate(here) if s.contains(b.sentence) or s == b.sentence), 0)
    places += here[at + 1 : at + 2]
    if b.paragraph - a.paragraph <= 1 and a.sentence.end < b.sentence.start:
        places.append(Span(a.sentence.end, b.sentence.start))
    said = sorted(s for statement in article.statements for s in statement.content)
    for place in places:
        for m in _DISPUTE.finditer(text, *place):
            found = Span(*m.span())
            if not any(s.contains(found) for s in said):
                return True
    return False


def stand_side_by_side(a: Assertion, b: Assertion) -> bool:
    """Whether two voices stand in the same or adjoining paragraphs, as news sets two sides against each other."""
    return abs(b.paragraph - a.paragraph) <= 1
