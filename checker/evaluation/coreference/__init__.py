"""Coreference corpora as one type, to train a head that links a mention to its antecedent, and made fit for it.

None is annotated for attribution; each tells which mentions stand for one and the same. `complete` says whether it
tells of all of them.
"""

from __future__ import annotations

from checker.evaluation.coreference.ambiguous_pronoun import AmbiguousPronoun, read_gap
from checker.evaluation.coreference.chained_text import ChainedText, Part, part
from checker.evaluation.coreference.ecbplus import read_ecbplus
from checker.evaluation.coreference.gum import read_gum
from checker.evaluation.coreference.litbank import read_litbank
from checker.evaluation.coreference.renaming import with_new_names

__all__ = [
    "AmbiguousPronoun",
    "ChainedText",
    "Part",
    "part",
    "read_ecbplus",
    "read_gap",
    "read_gum",
    "read_litbank",
    "with_new_names",
]
