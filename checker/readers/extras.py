"""Libraries that only some formats need, and that an installation may lack."""

from __future__ import annotations

import importlib
from types import ModuleType

from checker.errors import AttribError


def load(module: str, extra: str, name: str) -> ModuleType:
    """A module of an optional library; `name` is what the message calls the file.

    Raises AttribError, one line, where it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise AttribError(f"{name}: needs {library}; install it with: pip install 'attrib[{extra}]'") from error
