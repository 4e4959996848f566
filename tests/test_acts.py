"""Speech, thought, or neither."""

from __future__ import annotations

import pytest

from checker.acts import act_of, speech_cues, thought_cues
from checker.statements import Act, Kind


@pytest.mark.parametrize(
    ("cue", "kind", "act"),
    [
        ("said", "indirect", "speech"),
        ("has said", "indirect", "speech"),
        ("According to", "indirect", "speech"),
        ("tweeted", "indirect", "speech"),
        ("believes", "indirect", "thought"),
        ("hoped", "indirect", "thought"),
        ("blocked", "indirect", "other"),
        ("blocked", "direct", "speech"),
        # a colon or the mere marks of quotation say that someone speaks
        (":", "indirect", "speech"),
        ("", "mixed", "speech"),
        ("", "indirect", "other"),
        # saying wins over thinking
        ("said he believes", "indirect", "speech"),
    ],
)
def test_act(cue: str, kind: Kind, act: Act) -> None:
    assert act_of(cue, kind) == act


def test_no_word_is_both() -> None:
    assert not speech_cues() & thought_cues()
    assert all(word == word.lower().strip() for word in speech_cues() | thought_cues())
