"""A model as one file: a zip that any machine can install, with a checksum of everything in it.

Flat: `manifest.json` and the model's files, stored or deflated. What an archive holds is settled before anything is unpacked,
since it may come from anywhere: no folders, no links, no kind of file that a model does not have, none larger than it says.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from checker.errors import AttribError

MANIFEST = "manifest.json"
FORMAT = 1
#: What a model is made of. Nothing here runs code when it is read: no pickle, no Python, no page with scripts.
SUFFIXES = (".json", ".md", ".onnx", ".safetensors", ".toml")
MAX_FILES = 64
MAX_FILE = 512 << 20
MAX_TOTAL = 2 << 30
_MAX_MANIFEST = 1 << 20
# Weights hardly shrink; a tokenizer's JSON shrinks to a fifth. What shrinks more than this is a bomb.
_MAX_RATIO = 60
_SMALL = 1 << 20
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_BLOCK = 1 << 20
_DAMAGED = "Get it again from where it came."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself: the model's name, and of every file its SHA-256 (hexadecimal) and its size in bytes."""

    name: str
    files: Mapping[str, tuple[str, int]]


def model_name(name: str) -> str:
    """The name, where a model may be called so. Raises AttribError where not: it becomes a folder's name."""
    if not _NAME.fullmatch(name) or name.endswith("."):
        raise AttribError(f"“{name}” cannot be a model's name; take letters, digits, “.”, “_” and “-”, at most 64.")
    return name


def model_files(folder: Path) -> list[Path]:
    """The files of a model folder that travel with it, by name; notes, reports and checkpoints stay behind.

    Raises AttribError on a link, which would mean something else on another machine.
    """
    found = sorted(
        p for p in folder.iterdir() if p.suffix in SUFFIXES and p.name != MANIFEST and _NAME.fullmatch(p.name)
    )
    for path in found:
        if path.is_symlink():
            raise AttribError(f"{path}: is a link; put the file itself there.")
    return [p for p in found if p.is_file()]


def pack(folder: Path, name: str, output: Path) -> Manifest:
    """Writes the model in `folder` to the archive `output`, replaced whole. Raises AttribError where that cannot be."""
    files = model_files(folder)
    manifest = Manifest(model_name(name), {p.name: (_digest(p), p.stat().st_size) for p in files})
    record = {
        "format": FORMAT,
        "name": manifest.name,
        "files": {name: {"sha256": digest, "bytes": size} for name, (digest, size) in manifest.files.items()},
    }
    part = output.with_name(f".{output.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            # One fixed time, so that the same model gives the same archive.
            archive.writestr(_member(MANIFEST), json.dumps(record, indent=1) + "\n")
            for path in files:
                with archive.open(_member(path.name), "w", force_zip64=True) as to, path.open("rb") as source:
                    while block := source.read(_BLOCK):
                        to.write(block)
        part.replace(output)
    except OSError as error:
        raise AttribError(f"{output}: cannot be written: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    return info


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpacks an archive into an existing, empty folder, every file checked against the manifest.

    Raises AttribError, one line, on anything that is not what `pack` writes; `folder` may then hold a part of it.
    """
    with _telling(path), zipfile.ZipFile(path) as archive:
        members = _members(archive, path)
        manifest = _manifest(archive, members, path)
        for name, (digest, size) in manifest.files.items():
            with archive.open(members[name]) as source, (folder / name).open("xb") as to:
                if _copy(source, to, size) != digest:
                    raise AttribError(f"{path}: {name} is not what the manifest says (SHA-256 differs). {_DAMAGED}")
    return manifest


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Inside, whatever a zip may be wrong with is one line."""
    try:
        yield
    except FileNotFoundError as error:
        raise AttribError(f"{path}: no such file. Name a model's archive (.zip) or folder.") from error
    # zipfile raises NotImplementedError for a version of the format, or a way of packing, that it does not know.
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise AttribError(f"{path}: is no archive of a model, or a broken one ({error}). {_DAMAGED}") from error
    except OSError as error:
        raise AttribError(f"{path}: cannot be unpacked: {error.strerror or error}.") from error


def _members(archive: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    """The members by name. Raises AttribError on one that no model has."""
    listed = archive.infolist()
    if len(listed) > MAX_FILES:
        raise AttribError(f"{path}: holds {len(listed):,} files, a model has {MAX_FILES} at most. Do not install it.")
    members: dict[str, zipfile.ZipInfo] = {}
    for member in listed:
        # As written: zipfile cuts names at a null byte and turns backslashes round.
        name = member.orig_filename
        mode = member.external_attr >> 16
        if not _NAME.fullmatch(name):
            raise AttribError(f"{path}: holds {name!r}, which is no plain file name. Do not install it.")
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise AttribError(f"{path}: holds {name}, which is a link or a device. Do not install it.")
        if not name.endswith(SUFFIXES):
            raise AttribError(
                f"{path}: holds {name}; a model has {', '.join(SUFFIXES)} files alone. Do not install it."
            )
        if name.lower() in {n.lower() for n in members}:
            raise AttribError(f"{path}: holds {name} twice. Do not install it.")
        if member.flag_bits & 1:
            raise AttribError(f"{path}: is locked with a password. Get it without one.")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise AttribError(f"{path}: {name} is packed in a way that models are not. {_DAMAGED}")
        if member.file_size > MAX_FILE or (
            member.file_size > _SMALL and member.file_size > _MAX_RATIO * member.compress_size
        ):
            raise AttribError(f"{path}: {name} unpacks to {member.file_size:,} bytes, too many. Do not install it.")
        members[name] = member
    if (total := sum(m.file_size for m in listed)) > MAX_TOTAL:
        raise AttribError(f"{path}: unpacks to {total:,} bytes, a model has {MAX_TOTAL:,} at most. Do not install it.")
    return members


def _manifest(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], path: Path) -> Manifest:
    """The manifest, which speaks of all the other members and of nothing else."""
    if MANIFEST not in members:
        raise AttribError(f"{path}: has no {MANIFEST}. Make archives with attrib models pack.")
    if members[MANIFEST].file_size > _MAX_MANIFEST:
        raise AttribError(f"{path}: its {MANIFEST} is too large. Do not install it.")
    try:
        record: dict[str, Any] = json.loads(archive.read(members[MANIFEST]))
        if record["format"] != FORMAT:
            raise AttribError(f"{path}: archive format {record['format']}, this attrib reads {FORMAT}. Update attrib.")
        files = {str(n): (str(f["sha256"]), int(f["bytes"])) for n, f in record["files"].items()}
        manifest = Manifest(model_name(str(record["name"])), files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AttribError(
            f"{path}: its {MANIFEST} says nothing that attrib understands ({error}). {_DAMAGED}"
        ) from error
    if stray := (members.keys() - {MANIFEST}) ^ files.keys():
        raise AttribError(f"{path}: {min(stray)} is in the archive or in its manifest, not in both. {_DAMAGED}")
    for name, (digest, size) in files.items():
        if not _SHA256.fullmatch(digest) or size != members[name].file_size:
            raise AttribError(f"{path}: {name} is not what the manifest says (its size differs). {_DAMAGED}")
    return manifest


def _copy(source: Any, to: BinaryIO, size: int) -> str:
    """Copies `size` bytes at most, and gives their SHA-256."""
    digest = hashlib.sha256()
    left = size
    while left and (block := source.read(min(_BLOCK, left))):
        digest.update(block)
        to.write(block)
        left -= len(block)
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
