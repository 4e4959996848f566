"""The build step that puts the released models into the wheel: what runs them, not what trains from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("*.onnx", "*.json", "*.md")


class ModelFiles(BuildHookInterface[Any]):
    """Maps `models/NAME/*.{onnx,json,md}` to `checker/models_data/NAME/`; of a checkout without models, to nothing."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        for folder in sorted(p for p in (Path(self.root) / "models").glob("*") if p.is_dir()):
            for file in sorted(f for pattern in CARRIED for f in folder.glob(pattern)):
                build_data["force_include"][str(file)] = f"checker/models_data/{folder.name}/{file.name}"
