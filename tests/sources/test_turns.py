"""Who speaks where: the shapes that transcripts come in."""

from __future__ import annotations

import pytest

from checker.sources.turns import turns_of

SHAPES = {
    "labels": "MARIA OKAFOR: We will wait.\n\nHOST: How long?\n",
    "label, then time": "Maria Okafor (00:12:31): We will wait.\n\nHost (00:12:40): How long?\n\n"
    "Maria Okafor (00:12:50): Days.",
    "time, then label": "[00:12:31] MARIA OKAFOR: We will wait.\n[00:12:40] HOST: How long?\n",
    "name and time on a line": "Maria Okafor  00:12:31\nWe will wait.\n\n"
    "Host  00:12:40\nHow long?\n\nMaria Okafor  00:12:50\nDays.",
    "time and name on a line": "00:12:31 Maria Okafor\nWe will wait.\n\n00:12:40 Host\nHow long?\n\n00:12:50 Maria Okafor\nDays.",
    "WebVTT": "WEBVTT\n\n00:12:31.000 --> 00:12:35.000\n<v Maria Okafor>We will wait.</v>\n\n"
    "00:12:40.000 --> 00:12:41.000\n<v Host>How long?</v>\n",
    "SubRip": "1\n00:12:31,000 --> 00:12:35,000\nMARIA OKAFOR: We will wait.\n\n"
    "2\n00:12:40,000 --> 00:12:41,000\nHOST: How long?\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes(shape: str) -> None:
    text = SHAPES[shape]
    first, second, *_ = turns_of(text)
    assert first.speaker is not None and first.speaker.lower() == "maria okafor"
    assert second.speaker is not None and second.speaker.lower() == "host"
    assert first.span.of(text).startswith("We will wait.")
    assert second.span.of(text).startswith("How long?")
    assert first.time == (None if shape == "labels" else "00:12:31")


def test_question_and_answer() -> None:
    text = "Q: How long?\nA: Days.\nQ. Why?\nA. Because."
    assert [t.speaker for t in turns_of(text)] == ["Q", "A", "Q", "A"]


@pytest.mark.parametrize("text", ["speaker 1 how long\nspeaker 2 days\n", "Speaker 1: How long?\nSpeaker 2: Days.\n"])
def test_a_number_is_given_its_name(text: str) -> None:
    first, second = turns_of(text, {"Speaker 2": "Maria Okafor"})
    assert (first.speaker or "").lower() == "speaker 1"
    assert second.speaker == "Maria Okafor"


def test_an_e_mail_is_its_senders_and_what_it_quotes_is_not() -> None:
    text = "From: Maria Okafor <m@port.example>\nTo: desk\nSubject: Re\n\nWe will wait.\n> How long?\nThat is all.\n"
    turns = turns_of(text)
    assert [(t.speaker, t.span.of(text)) for t in turns] == [
        ("Maria Okafor", "We will wait."),
        (None, "> How long?"),
        ("Maria Okafor", "That is all."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The port is shut.\n\nContact: Press office\n",
        "Summary: all is well.\n\nThe port is shut, and so on.\n\nIt will open: soon.\n",
        "",
        "   \n",
    ],
)
def test_a_statement_names_no_voice(text: str) -> None:
    assert all(t.speaker is None for t in turns_of(text))


def test_turns_hold_every_word_of_a_plain_text() -> None:
    text = "The port is shut.\n\nIt opens on Friday."
    (turn,) = turns_of(text)
    assert turn.span.of(text) == text
