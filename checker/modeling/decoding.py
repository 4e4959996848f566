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
    legal = np.where(FORBIDDEN, _NEVER, transitions).astype(np.float64)
    # In float64: the scores of some hundred pieces add up, and the probability is what little lies between two of them.
    scores = emissions.astype(np.float64)
    scores[:, 0] = np.where(FORBIDDEN_START, _NEVER, scores[:, 0])
    # The sum over all paths goes on in shares of each step's total, whose logarithm is taken at the end for all steps.
    peaks = scores.max(2)
    weights, through_weights = np.exp(scores - peaks[:, :, None]), np.exp(legal - legal.max())
    totals = np.ones((n, length))
    best, share = scores[:, 0], weights[:, 0]
    back = np.zeros((n, length, k), np.int8)
    bests = np.empty_like(scores)
    for t in range(length):
        if t:
            through = best[:, :, None] + legal
            back[:, t] = through.argmax(1)
            best = through.max(1) + scores[:, t]
            share = share @ through_weights * weights[:, t]
        bests[:, t] = best
        totals[:, t] = total = share.sum(1)
        share = share / total[:, None]
    rows, last = np.arange(n), mask.sum(1) - 1
    final = bests[rows, last]
    log_z = np.where(mask, np.log(totals) + peaks, 0).sum(1) + last * legal.max()
    paths = np.zeros((n, length), np.int64)
    at = final.argmax(1)
    for t in range(length - 1, -1, -1):
        here = mask[:, t]
        paths[:, t] = np.where(here, at, 0)
        at = np.where(here, back[rows, t, at], at)
    return paths, np.minimum(np.exp(final.max(1) - log_z), 1.0)


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
