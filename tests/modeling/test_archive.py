"""A model as one file: what is packed comes back, and what is hostile or broken is refused in one line."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from pathlib import Path

import pytest

from checker.errors import AttribError
from checker.modeling import archive
from checker.modeling.archive import MANIFEST, model_files, model_name, pack, unpack

FILES = {"config.json": b'{"name": "mine"}', "encoder.int8.onnx": bytes(range(256)) * 40, "README.md": "Où?".encode()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    (folder / "checkpoints").mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    for name in ("checkpoints/best.pt", "notes.txt", "model.pkl", ".hidden.json"):
        (folder / name).write_bytes(b"stays behind")
    return folder


def unpacked(path: Path, tmp_path: Path) -> dict[str, bytes]:
    to = tmp_path / "to"
    to.mkdir()
    unpack(path, to)
    return {p.name: p.read_bytes() for p in to.iterdir()}


def test_what_is_packed_comes_back(folder: Path, tmp_path: Path) -> None:
    manifest = pack(folder, "mine", tmp_path / "a.zip")
    assert manifest.name == "mine"
    assert manifest.files["config.json"] == (hashlib.sha256(FILES["config.json"]).hexdigest(), 16)
    assert unpacked(tmp_path / "a.zip", tmp_path) == FILES


def test_the_same_model_gives_the_same_archive(folder: Path, tmp_path: Path) -> None:
    pack(folder, "mine", tmp_path / "a.zip")
    (folder / "config.json").touch()
    pack(folder, "mine", tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_link_is_not_packed(folder: Path, tmp_path: Path) -> None:
    (folder / "tokenizer.json").symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(AttribError, match=r"tokenizer\.json: is a link"):
        model_files(folder)


def test_an_archive_that_cannot_be_written_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").mkdir()
    with pytest.raises(AttribError, match=r"a\.zip: cannot be written"):
        pack(folder, "mine", tmp_path / "a.zip")
    assert not list(tmp_path.glob("*.part")) and not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "-x y", "é", "a" * 65, "a\n", ".hidden", "a."])
def test_names_that_no_model_has(name: str) -> None:
    with pytest.raises(AttribError, match="cannot be a model's name"):
        model_name(name)


def write(path: Path, members: list[tuple[zipfile.ZipInfo | str, bytes]], record: object = None) -> Path:
    """A zip of these members and a manifest that speaks of them, or says `record`."""
    named = {(m if isinstance(m, str) else m.filename): content for m, content in members}
    files = {n: {"sha256": hashlib.sha256(c).hexdigest(), "bytes": len(c)} for n, c in named.items()}
    told = {"format": 1, "name": "mine", "files": files} if record is None else record
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(MANIFEST, told if isinstance(told, str) else json.dumps(told))
        for member, content in members:
            out.writestr(member, content)
    return path


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ([("../up.json", b"{}")], "no plain file name"),
        ([("/etc/cron.json", b"{}")], "no plain file name"),
        ([("C:\\x.json", b"{}")], "no plain file name"),
        ([("folder/config.json", b"{}")], "no plain file name"),
        ([("folder/", b"")], "no plain file name"),
        ([("con fig.json", b"{}")], "no plain file name"),
        ([(link("config.json"), b"/etc/passwd")], "a link or a device"),
        ([("weights.pkl", b"\x80\x04.")], "alone. Do not install it"),
        ([("weights.pt", b"\x80\x04.")], "alone. Do not install it"),
        ([("page.html", b"<script>")], "alone. Do not install it"),
        ([("a.json", b"{}"), ("A.json", b"[]")], "twice"),
        ([("bomb.json", b"0" * 8_000_000)], "unpacks to 8,000,000 bytes, too many"),
        ([(f"f{n}.json", b"") for n in range(64)], "holds 65 files"),
    ],
)
def test_hostile_archives(tmp_path: Path, members: list[tuple[zipfile.ZipInfo | str, bytes]], says: str) -> None:
    path = write(tmp_path / "bad.zip", members)
    to = tmp_path / "to"
    to.mkdir()
    with pytest.raises(AttribError) as error:
        unpack(path, to)
    assert says in str(error.value) and "\n" not in str(error.value) and str(error.value).startswith(str(path))
    assert list(to.iterdir()) == []
    assert set(tmp_path.iterdir()) == {path, to}


def test_a_null_byte_does_not_hide_a_name(tmp_path: Path) -> None:
    path = write(tmp_path / "bad.zip", [("config.json_.pkl", b"{}")])
    path.write_bytes(path.read_bytes().replace(b"config.json_.pkl", b"config.json\0.pkl"))
    with pytest.raises(AttribError, match=r"bad\.zip"):
        unpacked(path, tmp_path)


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ("{", "nothing that attrib understands"),
        ([], "nothing that attrib understands"),
        ({"format": 2, "name": "mine", "files": {}}, "archive format 2, this attrib reads 1"),
        ({"format": 1, "name": "../mine", "files": {}}, "cannot be a model's name"),
        ({"format": 1, "name": "mine", "files": {}}, "config.json is in the archive or in its manifest"),
        ({"format": 1, "name": "mine", "files": {"config.json": {"sha256": "0" * 64, "bytes": 2}}}, "SHA-256 differs"),
        ({"format": 1, "name": "mine", "files": {"config.json": {"sha256": "0" * 64, "bytes": 3}}}, "its size differs"),
    ],
)
def test_manifests_that_lie(tmp_path: Path, record: object, says: str) -> None:
    path = write(tmp_path / "bad.zip", [("config.json", b"{}")], record)
    with pytest.raises(AttribError) as error:
        unpacked(path, tmp_path)
    assert says in str(error.value) and "\n" not in str(error.value)


def test_no_manifest(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as out:
        out.writestr("config.json", "{}")
    with pytest.raises(AttribError, match=r"has no manifest\.json"):
        unpacked(tmp_path / "bad.zip", tmp_path)


def test_one_flipped_byte_anywhere_is_told(folder: Path, tmp_path: Path) -> None:
    pack(folder, "mine", tmp_path / "a.zip")
    whole = (tmp_path / "a.zip").read_bytes()
    for number, at in enumerate(range(0, len(whole), len(whole) // 60)):
        (tmp_path / "a.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        to = tmp_path / str(number)
        to.mkdir()
        try:
            unpack(tmp_path / "a.zip", to)
        except AttribError as error:
            assert "\n" not in str(error)
        else:  # a byte that says nothing of the content, such as a date
            assert {p.name: p.read_bytes() for p in to.iterdir()} == FILES


def test_cut_short_absent_and_no_zip_at_all(folder: Path, tmp_path: Path) -> None:
    pack(folder, "mine", tmp_path / "a.zip")
    whole = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.zip").write_text("no zip")
    for name, says in (("a", "no archive of a model"), ("text", "no archive of a model"), ("absent", "no such file")):
        with pytest.raises(AttribError, match=says):
            unpack(tmp_path / f"{name}.zip", tmp_path)


def test_what_is_too_large_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 1000)
    path = write(tmp_path / "bad.zip", [(f"f{n}.json", bytes(range(100)) * 4) for n in range(3)])
    with pytest.raises(AttribError, match="a model has 1,000 at most"):
        unpacked(path, tmp_path)
