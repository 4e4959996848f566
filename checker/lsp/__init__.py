"""`attrib lsp`: findings in the editor, as the article is typed."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from checker.errors import AttribError


def run(*, model: str | None = None, config: Path | None = None) -> int:
    """Serves the Language Server Protocol over standard input and output until the editor ends it.

    model, config: as for `attrib check`, over what the settings say. Returns 0 if the editor shut it down in good order,
    1 if it went away. Raises AttribError, one line, where pygls is not installed, and at a terminal, where no editor is.
    """
    try:
        from checker.lsp.server import Server
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("checker"):
            raise
        raise AttribError("lsp needs pygls; install it with: pip install 'attrib[lsp]'") from error
    if sys.stdin.isatty():
        raise AttribError("lsp: speaks with an editor, not with people; docs/editors.md says how to set one up")
    if not os.environ.get("ATTRIB_DEBUG"):
        # The library logs messages whole, and they hold the article; what goes wrong, the server says itself.
        logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
    server = Server(model=model, config=config)
    try:
        server.start_io()
    except (MemoryError, OverflowError) as error:
        raise AttribError("lsp: the editor announced a message larger than the memory; start it again") from error
    return 0 if server.shut_down else 1
