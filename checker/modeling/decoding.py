"""From scores to statements: the best legal tag path of every anchor, its probability, and the spans it says (numpy)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

#: The tags of the anchored tagger, in the order of its output.
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FORBIDDEN: Bools = np.array(
    [[b.startswith("I-") and a not in (b, "B-" + b[2:]) for b in TAGS] for a in TAGS], dtype=np.bool_
)
FORBIDDEN_START: Bools = np.array([b.startswith("I-") for b in TAGS], dtype=np.bool_)
_NEVER = np.float32(-1e4)


def best_paths(
    emissions: Floats, mask: Bools, transitions: Floats
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Viterbi paths [sequences, pieces] and their probabilities [sequences] under the CRF.

    emissions: [sequences, pieces, tags]; mask: True where a piece is, from the left without gaps; transitions: [tags, tags].
    Beyond a sequence's end the path is 0.
    """
    n, length, k = emissions.shape
    legal = np.where(FORBIDDEN, _NEVER, transitions).astype(np.float32)
    # In float64: the scores of some hundred pieces add up, and the probability is what little lies between two of them.
    best = np.where(FORBIDDEN_START, _NEVER, emissions[:, 0]).astype(np.float64)
    total = best.copy()
    back = np.zeros((n, length, k), np.int8)
    for t in range(1, length):
        here = mask[:, t, None]
        through = best[:, :, None] + legal
        back[:, t] = np.where(here, through.argmax(1), np.arange(k))
        best = np.where(here, through.max(1) + emissions[:, t], best)
        summed = total[:, :, None] + legal
        peak = summed.max(1)
        forward = peak + np.log(np.exp(summed - peak[:, None]).sum(1)) + emissions[:, t]
        total = np.where(here, forward, total)
    paths = np.zeros((n, length), np.int64)
    at = best.argmax(1)
    rows = np.arange(n)
    for t in range(length - 1, -1, -1):
        paths[:, t] = np.where(mask[:, t], at, 0)
        at = back[rows, t, at]
    peak = total.max(1)
    log_z = peak + np.log(np.exp(total - peak[:, None]).sum(1))
    return paths, np.minimum(np.exp(best.max(1) - log_z), 1.0)


def tag_spans(path: npt.NDArray[np.int64]) -> list[tuple[str, int, int]]:
    """(role, first piece, one past the last piece) of every span on a path."""
    out: list[tuple[str, int, int]] = []
    role, start = "", 0
    for i, tag in enumerate([*path.tolist(), 0]):
        name = TAGS[tag]
        if role and name != "I-" + role:
            out.append((role, start, i))
            role = ""
        if name.startswith("B-"):
            role, start = name[2:], i
    return out
