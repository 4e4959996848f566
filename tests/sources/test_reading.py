"""Sources from files and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import AttribError
from checker.sources import read_sources


def test_a_folder_gives_its_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text("OKAFOR: We will wait.\nHOST: Why?\n", encoding="utf-8")
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text("secret", encoding="utf-8")
    sources = read_sources([str(tmp_path), str(tmp_path / "a.vtt")])
    assert [Path(s.path).name for s in sources] == ["a.vtt", "two.txt"]
    assert [t.speaker for t in sources[1].turns] == ["OKAFOR", "HOST"]
    assert sources[0].turns[0].time == "00:01"


def test_an_e_mail_file(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: Maria Okafor <m@port.example>\r\nSubject: Re: crane\r\nContent-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nWe will wait =E2=80=93 till Friday.\r\n"
    )
    (source,) = read_sources([str(path)])
    (turn,) = source.turns
    assert turn.speaker == "Maria Okafor"
    assert turn.span.of(source.text) == "We will wait – till Friday."


@pytest.mark.parametrize(("name", "said"), [("missing.txt", "no such file"), (".", "holds no file")])
def test_what_cannot_be_read_is_said_in_a_line(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(AttribError, match=said) as error:
        read_sources([str(tmp_path / name)])
    assert "\n" not in str(error.value)


def test_too_many_files(tmp_path: Path) -> None:
    for number in range(501):
        (tmp_path / f"{number}.txt").touch()
    with pytest.raises(AttribError, match="more than 500"):
        read_sources([str(tmp_path)])
