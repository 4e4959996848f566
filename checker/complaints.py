"""What is said on standard error: one line, whatever went wrong."""

from __future__ import annotations

import os
import sys
import traceback


def complain(message: str) -> None:
    """One line on standard error."""
    print(f"attrib: {' '.join(message.split())}", file=sys.stderr)


def complain_of_bug(error: Exception, doing: str) -> None:
    """One line for an error that is ours, or all of it where ATTRIB_DEBUG asks."""
    if os.environ.get("ATTRIB_DEBUG"):
        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    complain(f"{doing}: an error in attrib itself ({what}); run it again with ATTRIB_DEBUG=1 and report the traceback")
