"""`Model`: a model folder, opened to read with."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from checker.article import ModelInfo
from checker.errors import AttribError
from checker.modeling.decoding import TAGS, Floats
from checker.modeling.finder import StatementFinder
from checker.modeling.locate import default_model, find_model
from checker.modeling.onnx_scorer import ENCODER, POINTER, TAGGER, TRANSITIONS, OnnxScorer
from checker.modeling.pieces import load_tokenizer
from checker.modeling.settings import Settings

#: What decides a model's answers, and so its revision; its card and its training weights do not.
_DECISIVE = ("config.json", "tokenizer.json", TRANSITIONS, ENCODER, TAGGER, POINTER)
#: Bytes of windows read of late: of some 25,000 words.
_MEMORY = 48 << 20


class Model:
    """A released or fine-tuned model. Loaded once, used for many articles.

    read(document) lets the encoder read a document once; find_statements(encoded) takes its statements from that.
    """

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        missing = [name for name in _DECISIVE if not (folder / name).is_file()]
        if missing:
            raise AttribError(
                f"{folder}: the model lacks {', '.join(missing)}. Export it with attrib train, or install it."
            )
        self.folder = folder
        self.settings = Settings.load(folder)
        with ThreadPoolExecutor(1) as aside:
            revised = aside.submit(revision, folder)
            tokenizer = load_tokenizer(str(folder / "tokenizer.json"))
            scorer = OnnxScorer(folder, _transitions(folder / TRANSITIONS), threads=threads)
            self.info = ModelInfo(self.settings.name, revised.result())
        # A window at a time: on a few cores more at once is slower, and holds the memory of as many.
        self.finder = StatementFinder(tokenizer, scorer, self.settings, batch=1, memory=_MEMORY)
        self.read, self.find_statements = self.finder.read, self.finder.statements

    @classmethod
    def open(cls, name: str | None = None, *, threads: int = 0) -> Model:
        """The model called `name`, or in the folder `name`; the default model where it is None."""
        return cls(find_model(name or default_model()), threads=threads)


def _transitions(path: Path) -> Floats:
    try:
        return np.array(json.loads(path.read_text(encoding="utf-8")), np.float32).reshape(len(TAGS), len(TAGS))
    except (ValueError, TypeError) as error:
        raise AttribError(f"{path}: not a table of tag transitions ({error}). Install the model again.") from error


def revision(folder: Path) -> str:
    """Twelve hexadecimal digits that change whenever a file that decides the model's answers does."""
    digest = hashlib.sha256()
    for name in _DECISIVE:
        digest.update(name.encode())
        with open(folder / name, "rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()[:12]
