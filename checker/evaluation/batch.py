"""`Batch`: what was found over many articles that nobody annotated, by code, by speaker and by outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checker.article import Article
from checker.errors import AttribError
from checker.evaluation.codes import CODES
from checker.evaluation.metrics import words
from checker.evaluation.naming import name_words
from checker.findings import Finding
from checker.pipeline import Checker
from checker.readers import read

ENDINGS = (".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".json", ".xml", ".pdf")
_EXAMPLE = 160  # code points of the words that a finding is shown with


@dataclass(frozen=True, slots=True)
class Flag:
    """One finding of the batch: where it is and the words it is about, cut to a line."""

    path: str
    line: int
    finding: Finding
    words: str


@dataclass(slots=True)
class Tally:
    """Sums over some articles: the whole batch or one outlet."""

    articles: int = 0
    words: int = 0
    statements: int = 0
    named: int = 0
    codes: Counter[str] = field(default_factory=Counter)

    def add(self, article: Article) -> None:
        self.articles += 1
        self.words += words(article.text)
        said = [s for s in article.statements if s.act == "speech"]
        self.statements += len(said)
        self.named += sum(s.speaker is not None for s in said)
        self.codes.update(f.code for f in article.findings)

    @property
    def per_thousand(self) -> float:
        """Findings per 1,000 words."""
        return 1000 * self.codes.total() / max(1, self.words)


@dataclass(slots=True)
class SpeakerTally:
    """How often one name was quoted, in how many articles."""

    name: str
    statements: int = 0
    articles: int = 0


@dataclass(slots=True)
class Batch:
    """What a batch of articles gave. `outlets` go by the folder a file lies in; `failed` by path, with the reason."""

    whole: Tally = field(default_factory=Tally)
    outlets: dict[str, Tally] = field(default_factory=dict)
    speakers: dict[tuple[str, ...], SpeakerTally] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    def add(self, article: Article, path: str) -> None:
        """Counts one article."""
        self.whole.add(article)
        self.outlets.setdefault(outlet(path), Tally()).add(article)
        for name, count in Counter(_names(article)).items():
            who = self.speakers.setdefault(name_words(name), SpeakerTally(name))
            who.name = max(who.name, name, key=len)
            who.statements += count
            who.articles += 1
        for finding in article.findings:
            shown = " ".join(finding.span.of(article.text).split())
            shown = shown if len(shown) <= _EXAMPLE else shown[: _EXAMPLE - 1] + "…"
            self.flags.append(Flag(path, article.document.place(finding.span.start).line, finding, shown))

    def loudest(self) -> list[SpeakerTally]:
        """Speakers, the most quoted first."""
        return sorted(self.speakers.values(), key=lambda s: (-s.statements, s.name))

    def by_code(self) -> list[tuple[str, str, int]]:
        """(code, name, count) of every check that found something, the most frequent first."""
        return [
            (code, CODES[code].name, n) for code, n in sorted(self.whole.codes.items(), key=lambda c: (-c[1], c[0]))
        ]


def outlet(path: str) -> str:
    """The folder that a file lies in, which is how archives tell outlets apart."""
    return Path(path).resolve().parent.name or "/"


def collect(paths: Sequence[str]) -> list[str]:
    """The files named, and those of known endings in the folders named, in order and once. Raises AttribError on
    none.
    """
    found: dict[str, None] = {}
    for path in paths:
        if Path(path).is_dir():
            inside = sorted(p for p in Path(path).rglob("*") if p.is_file() and p.suffix.lower() in ENDINGS)
            found.update(dict.fromkeys(str(p) for p in inside))
        else:
            found[path] = None
    if not found:
        raise AttribError(f"{', '.join(paths)}: no articles there ({', '.join(ENDINGS)})")
    return list(found)


def tally(files: Iterable[str], checker: Checker) -> Batch:
    """Checks every file. One that cannot be read is in `failed`; the others are still checked."""
    batch = Batch()
    for file in files:
        try:
            batch.add(checker.check(read(file)), file)
        except AttribError as error:
            batch.failed[file] = str(error)
    return batch


def _names(article: Article) -> Iterator[str]:
    """The name behind every statement of a named speaker."""
    for statement in article.statements:
        speaker = article.speaker_of(statement)
        if speaker is not None and speaker.kind != "unnamed" and statement.act == "speech":
            yield speaker.name
