"""`Settings`: what a model folder's config.json says."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from checker.errors import AttribError
from checker.modeling.collate import Specials

FORMAT = 1


@dataclass(frozen=True, slots=True)
class HeadShape:
    """Shape of the heads: `width` units, `layers` attention layers of `heads` heads in the anchored tagger."""

    width: int = 192
    layers: int = 2
    heads: int = 6


@dataclass(frozen=True, slots=True)
class WindowSize:
    """Pieces of a window's core, and of the context on each side of it."""

    core: int = 256
    context: int = 64


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regression from what the network says of a statement to the probability that it is right, fitted on dev.

    Its two features are the log odds of the anchor and of the tag path.
    """

    anchor: float = 1.0
    path: float = 0.0
    bias: float = 0.0

    def probability(self, anchor: float, path: float) -> float:
        return 1 / (1 + math.exp(-(self.anchor * log_odds(anchor) + self.path * log_odds(path) + self.bias)))


def log_odds(p: float) -> float:
    """Log odds of a probability, kept within ±9.2 (a chance of one in ten thousand)."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


@dataclass(frozen=True, slots=True)
class Settings:
    """One model's settings. `threshold` is the confidence from which on a candidate is a statement."""

    name: str
    base: str
    specials: Specials
    heads: HeadShape = field(default_factory=HeadShape)
    windows: WindowSize = field(default_factory=WindowSize)
    calibration: Calibration = field(default_factory=Calibration)
    threshold: float = 0.5

    def save(self, folder: Path) -> None:
        """Writes `folder`/config.json."""
        record = {"format": FORMAT, **asdict(self)}
        (folder / "config.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Settings:
        """Reads `folder`/config.json. Raises AttribError where it is not one of attrib's."""
        path = folder / "config.json"
        try:
            record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            if record["format"] != FORMAT:
                raise AttribError(
                    f"{path}: model format {record['format']}, this attrib reads {FORMAT}. Update attrib."
                )
            return cls(
                name=str(record["name"]),
                base=str(record["base"]),
                specials=Specials(**record["specials"]),
                heads=HeadShape(**record["heads"]),
                windows=WindowSize(**record["windows"]),
                calibration=Calibration(**record["calibration"]),
                threshold=float(record["threshold"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise AttribError(
                f"{path}: not the settings of an attrib model ({error}). Install the model again."
            ) from error
