"""Makes the Word files of this folder: python tests/data/docx/make.py (needs LibreOffice as `soffice` for half of them)."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from shapes import SHAPES, made

HERE = Path(__file__).resolve().parent
_FILTERS = {
    ".fodt": ["--convert-to", "docx"],
    ".html": ["--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML"],
}


def packed(data: bytes) -> bytes:
    """The same file, dated so that making it again gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            new.writestr(member, old.read(name), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def main() -> None:
    """LibreOffice dates what it writes, so that only what is not there yet is made."""
    for name, shape in SHAPES.items():
        (HERE / f"python-docx/{name}.docx").write_bytes(packed(made(shape)))
    for ending, how in _FILTERS.items():
        sources = sorted((HERE / "sources").glob(f"*{ending}"))
        missing = [str(s) for s in sources if not (HERE / f"libreoffice/{s.stem}.docx").exists()]
        if missing:
            soffice = shutil.which("soffice")
            assert soffice, "LibreOffice is not installed"
            subprocess.run([soffice, "--headless", *how, "--outdir", str(HERE / "libreoffice"), *missing], check=True)


if __name__ == "__main__":
    main()
