"""Turns pip's installation report (standard input) into constraints (standard output): `make lock`."""

from __future__ import annotations

import json
import re
import sys

HEAD = """\
# The versions that the tests run with (Python 3.11, Linux): pip install -c constraints.txt -e '.[dev,train,eval]'
# Written by `make lock`. torch: the CPU build does; CONTRIBUTING.md says how to get it rather than the CUDA one.
"""


def constraints(report: dict[str, list[dict[str, dict[str, str]]]]) -> str:
    """One `name==version` a line, sorted, without local parts of versions (“+cpu”) and without attrib itself."""
    pins = {
        re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower(): item["metadata"]["version"].partition("+")[0]
        for item in report["install"]
    }
    pins.pop("attrib", None)
    return HEAD + "".join(f"{name}=={version}\n" for name, version in sorted(pins.items()))


if __name__ == "__main__":
    sys.stdout.write(constraints(json.load(sys.stdin)))
