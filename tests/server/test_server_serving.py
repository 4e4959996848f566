"""`attrib serve` itself, with the released model: one line, this machine alone, and nothing lost when it is killed."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest
from reviewing import TEXT

from checker.errors import AttribError
from checker.modeling.locate import released_models
from checker.server.serving import _listening
from checker.server.store import Store

ROOT = Path(__file__).resolve().parents[2]


def test_it_listens_on_this_machine_alone():
    with _listening(0) as listener:
        assert listener.family == socket.AF_INET and listener.getsockname()[0] == "127.0.0.1"
        taken = listener.getsockname()[1]
        with pytest.raises(AttribError, match="choose another"):
            _listening(taken)


@pytest.mark.skipif(not released_models(), reason="no released model in this checkout")
def test_a_killed_server_has_kept_every_correction(tmp_path):
    (tmp_path / "story.txt").write_text(TEXT, encoding="utf-8", newline="")
    database = tmp_path / "db.sqlite"
    code = (
        "import sys; from pathlib import Path; from checker.server.serving import serve\n"
        "serve([sys.argv[1]], port=0, database=Path(sys.argv[2]), author='Ines', browser=False)"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path), str(database)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        said = running.stdout.readline()
        port, token = re.fullmatch(
            r"attrib: review at http://127\.0\.0\.1:(\d+)/\?token=(\S{40,}) \(Ctrl\+C ends it\)\n", said
        ).groups()
        server = http.client.HTTPConnection("127.0.0.1", int(port), timeout=60)
        headers = {
            "Origin": f"http://127.0.0.1:{port}",
            "Cookie": f"attrib-{port}={token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }

        def post(path, **fields):
            server.request("POST", path, urlencode(fields), headers)
            answer = server.getresponse()
            answer.read()
            return answer

        where = post("/articles", key="0/story.txt").headers["HX-Redirect"]
        for n in range(5):
            assert post(f"{where}/corrections", action="note", item="s1", value=f"note {n}", version=n).status == 200
        os.kill(running.pid, signal.SIGKILL)
    finally:
        running.kill()
        running.wait()
        running.stdout.close()
    kept = Store(database).events(where.rpartition("/")[2])
    assert [(e.author, e.correction.value) for e in kept] == [("Ines", f"note {n}") for n in range(5)]
    assert kept[0].model.name in released_models()


def test_a_path_that_is_not_there_is_said_before_anything_is_opened(tmp_path):
    from checker.server.serving import serve

    with pytest.raises(AttribError, match="no such file"):
        serve([str(tmp_path / "absent")], database=tmp_path / "db", browser=False)
    assert not (tmp_path / "db").exists()
