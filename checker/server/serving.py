"""Starting the review page: what it serves, the port that it takes, and the address that it prints."""

from __future__ import annotations

import getpass
import secrets
import socket
import webbrowser
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from checker.errors import AttribError
from checker.pipeline import Checker
from checker.run import config_for_run
from checker.server.app import application
from checker.server.desk import Desk
from checker.server.location import database_path
from checker.server.shelf import Shelf
from checker.server.store import Store

_PORT = 8017


def serve(
    paths: Sequence[str],
    *,
    port: int | None = None,
    database: Path | None = None,
    author: str | None = None,
    model: str | None = None,
    browser: bool = True,
) -> None:
    """Serves the review page on this machine alone until it is interrupted, and prints its address, one line.

    Raises AttribError where a path, the model, the database or the port cannot be had.
    """
    shelf = Shelf(paths)
    checker = Checker(model, config_for_run(None))
    _ = checker.model  # a model that cannot be had is said now, not to the browser
    desk = Desk(Store(database_path(database)), author or _user(), checker)
    token = secrets.token_urlsafe(32)
    with _listening(port) as listener:
        port = listener.getsockname()[1]
        address = f"http://127.0.0.1:{port}/?token={token}"
        print(f"attrib: review at {address} (Ctrl+C ends it)", flush=True)
        if browser:
            webbrowser.open(address)
        config = uvicorn.Config(
            application(desk, shelf, token=token, port=port),
            log_level="error",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=3,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without users
        return "reviewer"


def _listening(port: int | None) -> socket.socket:
    """A socket on the loopback interface; where no port was asked for, any that is free if the usual one is taken."""
    for wanted in (port,) if port is not None else (_PORT, 0):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", wanted))
            listener.listen()  # who is told the address may come at once
        except (OSError, OverflowError) as error:
            listener.close()
            failure = error
        else:
            return listener
    raise AttribError(f"--port {port}: cannot be had ({failure}); choose another") from failure
