"""Opening a zip file that may be hostile: what it may hold is settled before anything in it is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from checker.errors import AttribError

MAX_MEMBERS = 4_000
MAX_UNPACKED = 200_000_000
"""Bytes, of all members together."""
# Word's XML shrinks to a twentieth, a long table perhaps to a hundredth; what shrinks more is a bomb. Small files may.
_MAX_RATIO = 200
_SMALL = 2_000_000

_SAVE_AGAIN = "Open it in Word and save it again."


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive in `data`, its table of contents checked; `name` is what messages call the file.

    Raises AttribError for what is broken off, locked, packed to burst, or has a member's name that leads out of it.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    # NotImplementedError is what zipfile raises for a version of the format, or a way of packing, that it does not know.
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise AttribError(
            f"{name}: is broken or cut short (its table of contents is missing). Get it again."
        ) from error
    members = archive.infolist()
    unpacked = sum(m.file_size for m in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        raise AttribError(
            f"{name}: unpacks to {len(members):,} parts of {unpacked:,} bytes, more than an article has. {_SAVE_AGAIN}"
        )
    seen: set[str] = set()
    for member in members:
        if member.file_size > _SMALL and member.file_size > _MAX_RATIO * member.compress_size:
            raise AttribError(f"{name}: is packed to burst ({member.file_size:,} bytes in one part). Do not open it.")
        if member.flag_bits & 1:
            raise AttribError(f"{name}: is locked with a password. Save it without one.")
        if member.filename.startswith("/") or "\\" in member.filename or ".." in member.filename.split("/"):
            raise AttribError(f"{name}: holds a part whose name leads out of the file. Do not open it.")
        if member.filename in seen:
            raise AttribError(f"{name}: holds two parts of one name. {_SAVE_AGAIN}")
        seen.add(member.filename)
    return archive


def unpack(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    """The bytes of one member, never more than the table of contents says. Raises AttribError where it is broken."""
    try:
        return archive.read(member)
    except KeyError as error:
        raise AttribError(f"{name}: lacks its part {member}. {_SAVE_AGAIN}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise AttribError(f"{name}: is broken or cut short (in its part {member}). Get it again.") from error
