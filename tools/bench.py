"""How long `attrib check` takes, cold, warm and after an edit, and how much memory: `make bench`."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from checker import Checker
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import read_annotations
from checker.evaluation.peers import peer
from checker.readers import read_string

SAMPLES = Path(__file__).resolve().parents[1] / "eval" / "samples" / "dev.jsonl"
WORDS, LONG = 800, 6000
RUNS = 5


def articles() -> Iterator[str]:
    """Articles of 800 words, no two alike: the annotated samples, put together."""
    text = ""
    for sample in read_annotations(SAMPLES):
        text = f"{text}\n\n{sample.text.strip()}".strip()
        if len(text.split()) >= WORDS:
            yield first_words(text, WORDS)
            text = ""


def first_words(text: str, count: int) -> str:
    """A text up to the end of its word number `count`."""
    ends = [m.end() for m in re.finditer(r"\S+", text)]
    return text[: ends[min(count, len(ends)) - 1]] + "\n"


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def cold(path: Path) -> None:
    """One run of the command, from start to exit."""
    run = subprocess.run([Path(sys.executable).parent / "attrib", "check", path], capture_output=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr.decode())


def checking(checker: Checker, text: str) -> float:
    """Seconds of one check in a process that has done others."""
    document = read_string(text)
    return seconds(lambda: checker.check(document))


def keystrokes(checker: Checker, text: str) -> list[float]:
    """Seconds of the check after each of five keystrokes here and there in an article that has been checked."""
    checker.check(read_string(text))
    times = []
    for k in range(1, RUNS + 1):
        at = len(text) * k // (RUNS + 1)
        text = f"{text[:at]}e{text[at:]}"
        times.append(checking(checker, text))
    return times


def main() -> None:
    """Prints medians of five runs, the warm ones of five articles; memory is the largest that a cold run held."""
    text, *others = articles()
    long = first_words("\n\n".join(others[RUNS:]), LONG)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(text, encoding="utf-8")
        colds = [seconds(lambda: cold(path)) for _ in range(RUNS)]
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        path.write_text(long, encoding="utf-8")
        cold(path)
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    checker = Checker()
    checker.check(read_string(text))
    warms = [checking(checker, other) for other in others[:RUNS]]
    edits = keystrokes(checker, text)
    print(f"attrib, {WORDS} words: cold {median(colds):.2f} s, {memory:.0f} MiB")
    print(f"attrib, warm: {median(warms):.2f} s, {WORDS / median(warms):,.0f} words a second")
    print(f"attrib, after one keystroke: {median(edits):.3f} s, at most {max(edits):.3f} s")
    print(f"attrib, {LONG} words: warm {checking(Checker(), long):.2f} s, cold {most:.0f} MiB")
    print(textacy(text))


def textacy(text: str) -> str:
    """The same article through textacy's direct quotations, all that it finds; where it is not installed, a line that says so."""
    try:
        quotations = peer("textacy")
    except AttribError as reason:
        return f"textacy: not measured ({reason})"
    article = Annotation(text, "article.txt")
    quotations.quotes(article)
    times = [seconds(lambda: quotations.quotes(article)) for _ in range(RUNS)]
    return f"textacy, warm: {median(times):.2f} s, {len(text.split()) / median(times):,.0f} words a second"


if __name__ == "__main__":
    main()
