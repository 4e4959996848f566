"""`PairSettings`: what the config.json of a pair model says."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from checker.errors import AttribError
from checker.modeling.collate import Specials

KIND = "pairs"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class PairSettings:
    """One pair model's settings.

    temperature: what logits are divided by before they become probabilities (Guo et al. 2017, “On Calibration of Modern
    Neural Networks”); length: pieces of the longest pair; width: units of the head.
    """

    name: str
    base: str
    specials: Specials
    version: str = "1"
    length: int = 160
    width: int = 384
    temperature: float = 1.0

    def save(self, folder: Path) -> None:
        """Writes `folder`/config.json."""
        record = {"format": FORMAT, "kind": KIND, **asdict(self)}
        (folder / "config.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> PairSettings:
        """Reads `folder`/config.json. Raises AttribError where it is not that of a pair model."""
        path = folder / "config.json"
        try:
            record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            if record.get("kind") != KIND:
                raise AttribError(f"{path}: not a pair model. Name one, such as attrib-pairs.")
            if record["format"] != FORMAT:
                raise AttribError(
                    f"{path}: model format {record['format']}, this attrib reads {FORMAT}. Update attrib."
                )
            return cls(
                name=str(record["name"]),
                base=str(record["base"]),
                specials=Specials(**record["specials"]),
                version=str(record["version"]),
                length=int(record["length"]),
                width=int(record["width"]),
                temperature=float(record["temperature"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise AttribError(
                f"{path}: not the settings of a pair model ({error}). Install the model again."
            ) from error
