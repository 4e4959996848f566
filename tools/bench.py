"""How long `attrib check` takes on an article of 800 words, cold and warm, and how much memory: `make bench`."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from checker import check
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.peers import peer

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "harbour-closure.txt"
WORDS = 800
RUNS = 5


def article() -> str:
    """The sample's body over again, paragraph by paragraph, until there are 800 words."""
    headline, byline, *body = SAMPLE.read_text(encoding="utf-8").strip().split("\n\n")
    paragraphs = [headline, byline]
    while len(" ".join(paragraphs).split()) < WORDS:
        paragraphs.append(body[(len(paragraphs) - 2) % len(body)])
    return "\n\n".join(paragraphs) + "\n"


def cold(path: Path) -> float:
    """Seconds of one run of the command, from start to exit."""
    start = time.perf_counter()
    run = subprocess.run([Path(sys.executable).parent / "attrib", "check", path], capture_output=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr.decode())
    return time.perf_counter() - start


def warm(text: str) -> float:
    """Seconds of one check in a process that has done one before."""
    start = time.perf_counter()
    check(text)
    return time.perf_counter() - start


def main() -> None:
    """Prints medians of five runs; memory is the largest that a cold run held."""
    text = article()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(text, encoding="utf-8")
        colds = [cold(path) for _ in range(RUNS)]
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    check(text)
    warms = [warm(text) for _ in range(RUNS)]
    words = len(text.split())
    print(f"attrib, {words} words: cold {median(colds):.2f} s, {memory:.0f} MiB")
    print(f"attrib, warm: {median(warms):.2f} s, {words / median(warms):,.0f} words a second")
    print(textacy(text))


def textacy(text: str) -> str:
    """The same article through textacy's direct quotations, all that it finds; where it is not installed, a line that says so."""
    try:
        quotations = peer("textacy")
    except AttribError as reason:
        return f"textacy: not measured ({reason})"
    article = Annotation(text, "article.txt")
    quotations.quotes(article)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        quotations.quotes(article)
        times.append(time.perf_counter() - start)
    return f"textacy, warm: {median(times):.2f} s, {len(text.split()) / median(times):,.0f} words a second"


if __name__ == "__main__":
    main()
