"""Who said it: the `Speaker`, and which mentions stand for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checker.document import Spans

SpeakerKind = Literal["person", "organization", "group", "document", "unnamed"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone or something that statements are attributed to.

    `name` is the fullest form in the article (“Maria Okafor”, not “he”, not “Okafor”); for kind `unnamed` the words of the
    first mention (“a senior official”). `role` is the description at first reference, None where there is none.
    `mentions` are in text order.
    """

    id: str
    name: str
    kind: SpeakerKind
    role: str | None = None
    mentions: Spans = ()
