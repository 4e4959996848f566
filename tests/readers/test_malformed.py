"""Three hundred files that are broken, hostile or of another kind: each is read, or refused in one line, and soon."""

from __future__ import annotations

import gzip
import io
import json
import random
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx_building import p, package, zipped
from docx_reading import unzipped
from pdf_building import pdf

for library in ("lxml", "trafilatura", "pypdf"):
    pytest.importorskip(library, reason="the html and pdf extras are not installed")

from checker.article import Article, ModelInfo  # noqa: E402
from checker.document import Document  # noqa: E402
from checker.errors import AttribError  # noqa: E402
from checker.readers import read  # noqa: E402
from checker.run import RunOptions, run  # noqa: E402

SECONDS = 8.0  # of processor time, for one file
MEMORY = 1 << 30  # bytes, of all of them one after the other

LINES = ["“We will not risk a second collapse,” said Maria Okafor.", "The port (of Porthaven) is shut — for a week."]
PAGE = "<!DOCTYPE html><html><head><title>T</title></head><body><h1>Port shuts</h1>{}</body></html>"
BODY = "".join(f"<p class='a'>{line} &amp; <b>so</b></p>\n" for line in LINES)
GOOD = {
    "a.txt": "\n\n".join(LINES).encode(),
    "a.md": ("# Port shuts\n\n" + "\n\n".join(f"> *{line}* [x](y)" for line in LINES)).encode(),
    "a.html": BODY.encode(),
    "page.html": PAGE.format(BODY * 5).encode(),
    "a.json": json.dumps({"headline": "Port shuts", "body_xhtml": BODY, "associations": {"a": {}}}).encode(),
    "a.xml": f'<?xml version="1.0"?>\n<nitf><body><body.content>{BODY}</body.content></body></nitf>'.encode(),
    "a.pdf": pdf([LINES, LINES], packed=True),
    "a.docx": package("".join(p(line) for line in LINES)),
}


def flipped(data: bytes, seed: int) -> bytes:
    """Forty bytes at random made random ones."""
    chance = random.Random(seed)
    out = bytearray(data)
    for _ in range(40):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def shuffled(data: bytes, seed: int) -> bytes:
    """Pieces of the file in another order, some of them twice."""
    chance = random.Random(seed)
    size = max(1, len(data) // 12)
    pieces = [data[i : i + size] for i in range(0, len(data), size)]
    return b"".join(chance.choices(pieces, k=len(pieces) + 4))


MUTATIONS: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda d: b"",
    "white space": lambda d: b" \r\n\t" * 100,
    "one byte": lambda d: d[:1],
    "a tenth": lambda d: d[: len(d) // 10],
    "half": lambda d: d[: len(d) // 2],
    "nine tenths": lambda d: d[: len(d) * 9 // 10],
    "all but one": lambda d: d[:-1],
    "its end": lambda d: d[len(d) // 2 :],
    "without its start": lambda d: d[1:],
    "twice": lambda d: d + d,
    "backwards": lambda d: d[::-1],
    "UTF-16 without a mark": lambda d: d.decode("latin-1").encode("utf-16-le"),
    "UTF-16, big end first": lambda d: d.decode("latin-1").encode("utf-16-be"),
    "UTF-16 cut short": lambda d: b"\xff\xfe" + d.decode("latin-1").encode("utf-16-le")[:-1],
    "UTF-16 with a mark": lambda d: d.decode("utf-8", "replace").encode("utf-16"),
    "UTF-32 with a mark": lambda d: d.decode("utf-8", "replace").encode("utf-32"),
    "Windows-1252": lambda d: d.decode("utf-8", "replace").encode("cp1252", "replace"),
    "EBCDIC": lambda d: d.decode("utf-8", "replace").encode("cp037", "replace"),
    "broken UTF-8": lambda d: d.replace(b"e", b"\xe2\x28\xa1"),
    "surrogates": lambda d: d.replace(b"e", "\ud83d".encode("utf-8", "surrogatepass")),
    "escaped surrogates": lambda d: d.replace(b"e", b"\\ud83d"),
    "NUL bytes": lambda d: d.replace(b" ", b"\0"),
    "a NUL at the end": lambda d: d + b"\0",
    "control characters": lambda d: d.replace(b"a", b"\x01"),
    "mark of UTF-8": lambda d: b"\xef\xbb\xbf" * 3 + d,
    "carriage returns": lambda d: d.replace(b"\n", b"\r").replace(b" ", b"\r\n"),
    "no closing": lambda d: d.replace(b">", b"").replace(b"}", b"").replace(b")", b""),
    "no quotes": lambda d: d.replace(b'"', b"").replace(b"'", b""),
    "all quotes": lambda d: d.replace(b" ", b' " ').replace(b"a", b"'"),
    "huge numbers": lambda d: d.replace(b"1", b"9" * 5000).replace(b"{", b'{"n": ' + b"9" * 5000 + b", "),
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "zip": lambda d: zipped({"a": d}),
    **{f"flipped {seed}": lambda d, seed=seed: flipped(d, seed) for seed in range(3)},  # type: ignore[misc]
    **{f"shuffled {seed}": lambda d, seed=seed: shuffled(d, seed) for seed in range(2)},  # type: ignore[misc]
}

_XML_BOMB = (
    "<!DOCTYPE nitf [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12))
    + "]><nitf><body><p>&a11;</p></body></nitf>"
)


def stored(name: str, data: bytes) -> bytes:
    """A zip file with one uncompressed member, as OpenDocument begins."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def big() -> dict[str, Callable[[], bytes]]:
    """Bombs, and what is deep, long or made to be slow."""
    n = 60_000
    word = unzipped(GOOD["a.docx"])
    return {
        "line.txt": lambda: b"a" * 50_000_000,
        "line.md": lambda: b"[" * 50_000_000,
        "line.html": lambda: b"<p>" * 17_000_000,
        "line.json": lambda: b'{"a":"' + b"a" * 50_000_000 + b'"}',
        "line.xml": lambda: b"<nitf>" + b"a" * 50_000_000,
        "line.pdf": lambda: b"%PDF-1.7 " + b"a" * 50_000_000,
        "line.docx": lambda: b"PK\x03\x04" + b"a" * 50_000_000,
        "below.txt": lambda: b"word " * 3_900_000,
        "below.html": lambda: b"a" * 19_000_000,
        "words.html": lambda: b"<p>word " * 40_000,
        "open.html": lambda: b"<b>" * n,
        "deep.html": lambda: b"<div>x" * n,
        "deep page.html": lambda: b"<!doctype html>" + b"<div><p>x" * n,
        "quotes.html": lambda: b"<a \"" * n,
        "values.html": lambda: b"<a x='" * n,
        "comments.html": lambda: b"<!--" * n,
        "references.html": lambda: b"&#" * n + b"&amp" * n,
        "bogus.html": lambda: b"<!" * n + b"</" * n,
        "head.html": lambda: b"<!-- a -->" * n + b"<p>a",
        "attribute.html": lambda: b"<a " + b"x=" * 1_000_000 + b">",
        "deep.json": lambda: b'{"headline":' * n,
        "lists.json": lambda: b"[" * 1_000_000,
        "objects.json": lambda: b'{"headline":"a","b":' + b"[{}," * n + b"1" + b"]" * n + b"}",
        "flat.json": lambda: b'{"headline":"a","b":[' + b"[]," * 1_200_000 + b"1]}",
        "number.json": lambda: b'{"headline":"a","b":' + b"9" * 3_000_000 + b"}",
        "inside.json": lambda: json.dumps({"body_html": "<div>x" * n}).encode(),
        "deep.xml": lambda: b"<nitf>" + b"<block>" * n,
        "bomb.xml": lambda: _XML_BOMB.encode(),
        "external.xml": lambda: b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><p>&x;</p></nitf>',
        "attributes.xml": lambda: b"<nitf " + b"".join(b'a%d="" ' % i for i in range(100_000)) + b"/>",
        "bomb.pdf": lambda: pdf([LINES], packed=True, content=b" " * 300_000_000),
        "text.pdf": lambda: pdf([LINES], packed=True, content=b"BT /F1 9 Tf (a) Tj ET " * 30_000),
        "open.pdf": lambda: pdf([LINES], content=b"[" * 200_000),
        "strings.pdf": lambda: pdf([LINES], content=b"BT (" * 100_000),
        "pages.pdf": lambda: GOOD["a.pdf"].replace(b"/Kids[4 0 R 6 0 R]", b"/Kids[2 0 R 2 0 R]"),
        "bomb.docx": lambda: zipped({**word, "word/document.xml": b"<a>" + b" " * 150_000_000}),
        "deep.docx": lambda: zipped({**word, "word/document.xml": word["word/document.xml"].replace(b"<w:p>", b"<w:p>" * n, 1)}),
        "brackets.md": lambda: b"[" * 20_000,
        "quoted.md": lambda: b"> " * 20_000 + b"a",
        "listed.md": lambda: b"".join(b"  " * i + b"- a\n" for i in range(300)),
        "stars.md": lambda: b"*_" * 20_000,
        "ticks.md": lambda: b"".join(b"`" * i + b" " for i in range(300)),
        "blank.txt": lambda: b"\n" * 4_000_000 + b"a",
    }  # fmt: skip


OTHERS = {
    "a.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old Office file (.doc), not text. Open it in"),
    "a.odt": (stored("mimetype", b"application/vnd.oasis.opendocument.text"), "is an OpenDocument file (.odt), not text."),
    "a.pages": (stored("Index/Document.iwa", b"x"), "is a Pages file, not text. In Pages, export it to Word (.docx)."),
    "a.epub": (stored("mimetype", b"application/epub+zip"), "is a book (.epub), not text. Save the article in it as text."),
    "a.rtf": (b"{\\rtf1\\ansi hello}", "is a rich-text (RTF) file, not text. Open it and save it as .docx."),
    "a.zip": (zipped({"a.txt": b"x"}), "is a zip or Office file, not text. Unpack it"),
    "a.gz": (gzip.compress(b"x"), "is a gzip file, not text. Unpack it and name the article in it."),
    "a.png": (b"\x89PNG\r\n\x1a\n", "is a picture, not text. Give a file that holds its words."),
    "a.jpg": (b"\xff\xd8\xff\xe0", "is a picture, not text."),
    "a.heic": (b"\0\0\0\x18ftypheic", "is a picture or a recording, not text."),
    "a.xml": (b'<?xml version="1.0"?><rss/>', "is XML, but no NITF. Export it as NITF, or save the article as text."),
    "a.json": (b'{"a": 1}', "is JSON, but no ninjs item. Export it as ninjs, or save the article as text."),
}  # fmt: skip

MANGLED = [(name, mutation) for name in GOOD for mutation in MUTATIONS]


def attempt(path: Path) -> str:
    """What reading gives: “read”, or the line that says why not. Fails for anything else."""
    try:
        document = read(str(path))
    except AttribError as error:
        line = str(error)
        assert line.startswith(f"{path}: ") and "\n" not in line and len(line) < 400
        return line
    assert document.paragraphs
    source = document.text if document.source_text is None else document.source_text
    for segment in document.segments:
        stands = source[segment.source : segment.source + segment.length]
        assert document.text[segment.start : segment.start + segment.length] == stands
    return "read"


class NoChecker:
    """Finds nothing: what is told here of a file is what reading it says."""

    def __init__(self, *_: object, **__: object) -> None:
        self.model, self.sources = "a model", ()

    def check(self, document: Document) -> Article:
        return Article(document, ModelInfo("none", "0"))


def test_the_table_is_as_long_as_promised() -> None:
    assert len(MANGLED) + len(big()) + len(OTHERS) >= 300
    assert len({MUTATIONS[m](GOOD[name]) for name, m in MANGLED}) > 0.85 * len(MANGLED)


@pytest.mark.parametrize("name", GOOD)
def test_the_good_files_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(GOOD[name])
    assert attempt(path) == "read"


@pytest.mark.parametrize("name", GOOD)
def test_mutations(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    refused = 0
    for mutation, mutate in MUTATIONS.items():
        path.write_bytes(mutate(GOOD[name]))
        begun = time.process_time()
        try:
            refused += attempt(path) != "read"
        except Exception as error:
            raise AssertionError(f"{name}: {mutation}") from error
        assert time.process_time() - begun < SECONDS, mutation
    assert refused >= 8


@pytest.mark.parametrize("name", [*GOOD, "others"])
def test_a_run_says_one_line_of_each_and_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.setattr("checker.run.Checker", NoChecker)
    if name == "others":
        broken = {other: data for other, (data, _) in OTHERS.items()}
    else:
        broken = {f"{i}-{name}": mutate(GOOD[name]) for i, mutate in enumerate(MUTATIONS.values())}
    for file, data in broken.items():
        (tmp_path / file).write_bytes(data)
    refused = [file for file in broken if attempt(tmp_path / file) != "read"]
    assert run(RunOptions([str(tmp_path / file) for file in broken], findings=True, format="json")) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in said] == [str(tmp_path / file) for file in refused]
    assert all(line.startswith("attrib: ") and "error in attrib itself" not in line for line in said)


SAMPLE = {
    "cut.docx": lambda: GOOD["a.docx"][: len(GOOD["a.docx"]) // 2],
    "bomb.docx": lambda: big()["bomb.docx"](),
    "deep.docx": lambda: big()["deep.docx"](),
    "deep.html": lambda: big()["deep.html"](),
    "deep.xml": lambda: big()["deep.xml"](),
    "deep.json": lambda: big()["deep.json"](),
    "bomb.xml": lambda: _XML_BOMB.encode(),
    "bomb.pdf": lambda: big()["bomb.pdf"](),
    "line.txt": lambda: b"a" * 50_000_000,
    "binary.txt": lambda: bytes(range(256)) * 40,
    "utf-16.txt": lambda: b"\xff\xfe" + "Sources say.".encode("utf-16-le")[:-1],
    "empty.md": lambda: b"",
    "story.txt": lambda: b"PK\x03\x04" + bytes(100),
}


def test_the_command_itself_says_one_line_and_ends_with_2(tmp_path: Path) -> None:
    for name, make in SAMPLE.items():
        (tmp_path / name).write_bytes(make())
    code = "import sys; from checker.cli import app; sys.exit(app(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", *SAMPLE], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 2 and not done.stdout
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == list(SAMPLE)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("ending", [True, False])
def test_other_kinds_are_told_what_to_do(tmp_path: Path, name: str, ending: bool) -> None:
    data, reason = OTHERS[name]
    if not ending and name in ("a.xml", "a.json"):
        reason = reason.replace("but no NITF. Export it as NITF, or s", "but neither NITF nor HTML. S")
    path = tmp_path / (name if ending else "story")
    path.write_bytes(data)
    assert attempt(path).startswith(f"{path}: {reason}")


_READ_ALL = """
import json, resource, sys, time
sys.path[:0] = {paths!r}
from pathlib import Path
import test_malformed as table

def peak():
    # What getrusage gives a child of Linux begins with its parent's peak; the kernel's own count does not.
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text().partition("VmHWM:")[2].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

out = {{}}
path = Path({folder!r})
for name, make in table.big().items():
    (path / name).write_bytes(make())
    begun = time.process_time()
    said = table.attempt(path / name)
    out[name] = said, time.process_time() - begun, peak()
    (path / name).unlink()
print(json.dumps(out))
"""


def test_bombs(tmp_path: Path) -> None:
    """In a process of its own, which is stopped where it hangs and whose greatest memory is read at its end."""
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
    code = _READ_ALL.format(paths=paths, folder=str(tmp_path))
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr[-2000:]
    found: dict[str, tuple[str, float, int]] = json.loads(run.stdout)
    assert not run.stderr
    assert {name: seconds for name, (_, seconds, _) in found.items() if seconds > SECONDS} == {}
    scale = 1 if sys.platform == "darwin" else 1024
    assert max(memory for _, _, memory in found.values()) * scale < MEMORY
    read_all_the_same = {name for name, (said, _, _) in found.items() if said == "read"}
    assert read_all_the_same <= {
        "below.txt", "words.html", "head.html", "references.html", "quoted.md", "listed.md", "stars.md", "ticks.md",
        "brackets.md", "flat.json", "number.json", "blank.txt", "text.pdf", "strings.pdf",
    }  # fmt: skip
