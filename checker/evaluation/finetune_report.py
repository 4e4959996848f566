"""What `attrib finetune` writes for people: the survey of the data, the report page, the card."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from checker.errors import AttribError
from checker.evaluation.coverage import Coverage
from checker.evaluation.evaluation import Evaluation
from checker.evaluation.finetune_data import Summary, Trouble
from checker.evaluation.finetune_verdict import Verdict
from checker.evaluation.reports import render
from checker.evaluation.reports.html import table
from checker.evaluation.reports.markdown import escape as escape_markdown
from checker.evaluation.reports.tables import signed, verdict
from checker.modeling.library import VERDICT
from checker.modeling.model import revision
from checker.modeling.model_card import read_card

#: Troubles and lost spans that are shown; the report has all of them.
_SHOWN = 5


@dataclass(frozen=True)
class Tuning:
    """What a tuning is made of: the new model's name, the old one's folder, the survey of the data, and how it went.

    parts: how many articles there are to learn from, to stop by, and held out; rehearsed: what was rehearsed, empty for
    nothing; seed; minutes: of the training, by the clock and of processor time.
    """

    name: str
    old: Path
    summary: Summary
    troubles: tuple[Trouble, ...]
    coverage: Coverage
    parts: Mapping[str, int]
    rehearsed: str
    seed: int
    minutes: tuple[float, float] = (0.0, 0.0)


def survey(tuning: Tuning) -> str:
    """The data in a few lines for a terminal."""
    lines = [f"{name}: {value}" for name, value in _facts(tuning)]
    lines += _listed([_trouble(t) for t in tuning.troubles], "to look at")
    lines += _listed([f"{x.article}: {x.role} “{x.words}” {x.why}" for x in tuning.coverage.lost], "not represented")
    return "\n".join(lines)


def write_report(folder: Path, tuning: Tuning, evaluation: Evaluation, outcome: Verdict) -> None:
    """Writes report/ (a page, Markdown, JSON), the card README.md, figures.json and the verdict into a model folder.

    The report quotes the newsroom's articles; the card, which goes where the model goes, does not. Raises AttribError where
    nothing can be written.
    """
    try:
        report = folder / "report"
        report.mkdir(exist_ok=True)
        head, main, rest = render(evaluation, "html").partition("<main>")
        (report / "report.html").write_text(head + main + _page(tuning, outcome) + rest, encoding="utf-8")
        markdown = render(evaluation, "markdown")
        (report / "report.md").write_text(_markdown(tuning, outcome) + "\n" + markdown, encoding="utf-8")
        figures = render(evaluation, "json")
        for path in (report / "report.json", folder / "figures.json"):
            path.write_text(figures, encoding="utf-8")
        (folder / "README.md").write_text(_card(folder, tuning, outcome, markdown), encoding="utf-8")
        record = {"better": outcome.better, "why": outcome.why}
        (folder / VERDICT).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise AttribError(f"{folder}: cannot be written: {error.strerror or error}.") from error


def compared(outcome: Verdict) -> list[tuple[str, str, str, str, str]]:
    """Rows of where, old, new, difference with its interval, and whether it is more than noise."""
    rows = [("held-out part, statement F1", outcome.held_out)]
    rows += [(f"{where}, {d.name}", d) for where, d in outcome.own]
    return [(name, f"{d.theirs:.3f}", f"{d.ours:.3f}", signed(d), verdict(d)) for name, d in rows]


def _facts(tuning: Tuning) -> list[tuple[str, str]]:
    s, lost = tuning.summary, tuning.coverage
    kinds, acts = (", ".join(f"{n:,} {name}" for name, n in sorted(c.items())) for c in (s.kinds, s.acts))
    return [
        ("articles", f"{s.articles:,} of {s.words:,} words; " + ", ".join(f"{n} {p}" for p, n in tuning.parts.items())),
        ("statements", f"{s.statements:,}: {kinds}; {acts}"),
        ("of them", f"{s.nested:,} inside others, {s.without_source:,} without a source"),
        ("articles without a statement", f"{s.empty:,}"),
        ("to look at", f"{len(tuning.troubles):,} places where annotations are at odds"),
        ("coverage", f"this model cannot represent {lost.share:.1%} of the {lost.spans:,} spans ({len(lost.lost):,})"),
        ("rehearsed", tuning.rehearsed or "nothing"),
    ]


def _trouble(trouble: Trouble) -> str:
    return f"{trouble.article}: {trouble.what}" + (f": “{trouble.words}”" if trouble.words else "")


def _listed(items: Sequence[str], what: str) -> list[str]:
    more = [f"  … and {len(items) - _SHOWN:,} more, in the report"] if len(items) > _SHOWN else []
    return [f"{what}:", *(f"  {item}" for item in items[:_SHOWN]), *more] if items else []


def _page(tuning: Tuning, outcome: Verdict) -> str:
    parts = [
        f"<h1>Fine-tuning {escape(tuning.name)}</h1>",
        f"<p><strong>{escape(_sentence(outcome))}</strong></p>",
        table(("", tuning.old.name, tuning.name, "difference", ""), compared(outcome)),
        "<h2>The annotations</h2>",
        table(("", ""), _facts(tuning)),
    ]
    if tuning.troubles:
        rows = [(t.article, t.what, t.words) for t in tuning.troubles]
        parts += ["<h3>To look at</h3>", table(("article", "what", "words"), rows)]
    if tuning.coverage.lost:
        rows = [(x.article, f"{x.role} of {x.statement}: {x.why}", x.words) for x in tuning.coverage.lost]
        parts += ["<h3>Spans that this model cannot represent</h3>", table(("article", "what", "words"), rows)]
    return "".join(parts)


def _markdown(tuning: Tuning, outcome: Verdict) -> str:
    parts = [
        f"# Fine-tuning {escape_markdown(tuning.name)}\n\n{escape_markdown(_sentence(outcome))}",
        _table(("", tuning.old.name, tuning.name, "difference", ""), compared(outcome)),
        "## The annotations\n\n" + _table(("", ""), _facts(tuning)),
    ]
    found = [_trouble(t) for t in tuning.troubles]
    found += [f"{x.article}: {x.role} of {x.statement} {x.why}: “{x.words}”" for x in tuning.coverage.lost]
    if found:
        parts.append("\n".join(f"- {escape_markdown(line)}" for line in found))
    return "\n\n".join(parts) + "\n"


def _sentence(outcome: Verdict) -> str:
    return outcome.why[0].upper() + outcome.why[1:]


def _card(folder: Path, tuning: Tuning, outcome: Verdict, markdown: str) -> str:
    """What goes with the model: no word of the newsroom's articles."""
    old = read_card(tuning.old)
    size = sum(f.stat().st_size for f in folder.glob("*.onnx")) / 2**20
    base = f"{tuning.old.name}, revision {revision(tuning.old)}"
    facts = [
        ("revision", f"`{revision(folder)}`"),
        ("fine-tuned from", base),
        ("licence", f"the newsroom's for its part; {tuning.old.name}: {old.license or 'see the data it learned from'}"),
        ("run-time files", f"{size:.0f} MiB, int8"),
        ("made by", f"`attrib finetune`, seed {tuning.seed}"),
        ("trained in", f"{tuning.minutes[0]:.1f} minutes ({tuning.minutes[1]:.1f} of processor time)"),
    ]
    learned = tuning.parts.get("learned from", 0)
    data = [(f"{learned} articles of a newsroom's own, with {tuning.summary.statements} statements in all", "its own")]
    data += [(tuning.rehearsed, "rehearsed")] if tuning.rehearsed else []
    data += [(f"{tuning.old.name}: {row[0]}", row[1]) for row in old.data if row[1] != "licence"]
    return (
        "\n\n".join(
            [
                f"# {escape_markdown(tuning.name)}",
                "Finds who said what in English news, tuned on one newsroom's own annotated articles.",
                _sentence(outcome),
                "## Facts\n\n" + _table(("", ""), facts),
                "## Data\n\n" + _table(("Trained on", "licence"), data),
                "## Old and new\n\n" + _table(("", tuning.old.name, tuning.name, "difference", ""), compared(outcome)),
                "## Figures\n\n" + "\n".join("#" + x if x.startswith("##") else x for x in markdown.splitlines()),
            ]
        ).rstrip()
        + "\n"
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def row(cells: Sequence[str]) -> str:
        return "| " + " | ".join(" ".join(c.split()).replace("|", "\\|") for c in cells) + " |"

    return "\n".join([row(head), "|" + "---|" * len(head), *map(row, rows)])
