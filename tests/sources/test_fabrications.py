"""Sixty quotes that nobody said, each a plausible summary of what was, and forty-five that are right."""

from __future__ import annotations

import re

import pytest

from checker.article import Article, ModelInfo
from checker.checks import run_checks
from checker.document import Span
from checker.readers import read_string
from checker.sources import Source, parse_source, verify
from checker.speakers import Speaker
from checker.statements import Statement

TRANSCRIPT = """\
INTERVIEWER: Thank you for making the time. How bad is it?

OKAFOR: Um, it's, it's bad, you know. The crane lay across the channel for nine hours and we have eighteen ships at \
anchor. I will not let one of them through until the divers tell me that nothing's left down there.

INTERVIEWER: When will that be?

OKAFOR: Friday, if the weather holds. I said Friday to the owners and they laughed, so I said it again, slower.

INTERVIEWER: Were there warnings?

OKAFOR: There was a letter in March. I didn't see it. It went to an address we gave up four years ago, and somebody \
put it in a drawer. I'd like to meet that drawer.

INTERVIEWER: Is anybody going to resign?

OKAFOR: Not this week. I mean, I have a port to open. Ask me when it's open and I'll tell you to your face.

INTERVIEWER: Mr Brandt, you speak for the dockers. Do they feel safe?

BRANDT: They feel cold, mostly. We counted twelve cracks in that crane and painted a white ring round each of them. \
By spring it looked like a giraffe.

INTERVIEWER: And did anyone come?

BRANDT: A man came with a clipboard. He said the rings were against the rules because they weren't yellow.

INTERVIEWER: Will there be a strike?

BRANDT: We're not going on strike over it. Well, we might. My members vote on the ninth, and they don't take \
instruction from me, they never have.

INTERVIEWER: What do you want from the port?

BRANDT: Two inspectors, a phone that somebody answers, and the harbour master down here on a night shift once a \
month. She's said yes to the phone.

INTERVIEWER: What does the closure cost?

OKAFOR: About forty thousand pounds a day, and that's before anyone sends for a lawyer. The insurers have been very \
polite, which worries me.

INTERVIEWER: Is the fishing fleet out?

OKAFOR: The small boats go round by the north sound. It adds two hours, and the price of cod went up by a fifth on \
Monday.

BRANDT: My brother-in-law's on one of those boats. He's lost half a stone and found religion.

INTERVIEWER: Last word?

OKAFOR: Nobody was hurt. Everything else is paperwork.
"""

FABRICATED_OKAFOR = """\
The situation at the port is extremely serious and we are treating it as such
Safety has to come first, and no vessel will move until our diving team gives the all-clear
The channel was blocked for most of the day, causing significant delays to shipping
We have a large backlog of vessels waiting outside the harbour
I am confident that the port can reopen by the end of the week, weather permitting
Ship owners were sceptical about our timetable, but we are standing by it
I was never made aware of the warning that was sent to us in the spring
The warning went astray because our contact details were out of date
There was a clear failure of communication within the organisation
This is not the time to be discussing resignations
My focus right now is entirely on getting the harbour back up and running
I will answer questions about my own position once the port has reopened
The closure is costing the local economy tens of thousands of pounds every day
Legal fees could push the final bill considerably higher
I am concerned about the attitude that our insurers are taking
Fishing crews are having to take a longer route, which has pushed up prices
Consumers are already paying more for their fish as a result of the closure
The most important thing is that there were no injuries
We got lucky, because somebody could easily have been killed
The rest is just a matter of administration
I will let one of them through until the divers tell me that nothing's left down there
I may not let one of them through until the divers tell me that nothing's left down there
The crane lay across the channel for five hours and we have eighteen ships at anchor
The crane lay across the channel for nine hours and we have eighty ships at anchor
Saturday, if the weather holds
I saw it. It went to an address we gave up four years ago
About fourteen thousand pounds a day, and that's before anyone sends for a lawyer
The insurers have been very rude, which worries me
It adds three hours, and the price of cod went up by a fifth on Monday
Somebody was hurt. Everything else is paperwork
There was a letter in May and I didn't see it
I have a port to close
I'd never want to meet that drawer
Everybody was hurt and everything else is paperwork
The small boats do not go round by the north sound
""".splitlines()

FABRICATED_BRANDT = """\
Morale among the workforce is very low at the moment
Our members identified a dozen defects in the crane and marked every one of them
Management sent an inspector who was more interested in paperwork than in safety
The official response to our concerns was to complain about the colour of the paint
Industrial action has not been ruled out
It will be up to the members to decide whether to strike
The union leadership cannot tell its members how to vote
We are calling for more inspectors and better lines of communication
Management should spend more time on the shop floor to see conditions for themselves
The port has agreed to one of our three demands so far
The diversion has taken a real toll on the fishing families
We had repeatedly raised concerns about the state of the equipment
We counted twenty cracks in that crane and painted a white ring round each of them
We counted twelve cracks in that crane and never painted a white ring round each of them
We're going on strike over it
My members vote on the nineteenth, and they don't take instruction from me
They do take instruction from me, they always have
She's said no to the phone
He said the rings were within the rules because they weren't yellow
Ten inspectors, a phone that somebody answers
They feel scared, mostly, and I do not blame them
Workers are freezing and management does not care
My family has suffered badly because of this closure
The harbour master must not be down here on a night shift once a month
By winter it looked like a zebra
""".splitlines()

RIGHT_OKAFOR = """\
It's bad
It's bad. The crane lay across the channel for nine hours
The crane lay across the channel for 9 hours and we have 18 ships at anchor
The crane lay across the channel … and we have eighteen ships at anchor
The crane lay across the channel ... and we have eighteen ships at anchor
[The crane] lay across the channel for nine hours
We have eighteen ships at anchor
I will not let one of them through until the divers tell me that nothing is left down there
I will not let [a ship] through until the divers tell me that nothing’s left down there
I will not let one of them through … nothing's left down there
Friday, if the weather holds
I said Friday to the owners and they laughed, so I said it again, slower
I said Friday to the owners and they laughed — so I said it again, slower
There was a letter in March. I did not see it
[The letter] went to an address we gave up four years ago, and somebody put it in a drawer
It went to an address we gave up four years ago … I’d like to meet that drawer
It went to an address we gave up 4 years ago
I would like to meet that drawer
Not this week. I have a port to open
Ask me when it’s open and I’ll tell you to your face
About £40,000 a day, and that’s before anyone sends for a lawyer
About forty thousand pounds a day … before anyone sends for a lawyer
The insurers have been very polite, which worries me
THE INSURERS HAVE BEEN VERY POLITE
The small boats go round by the North Sound
It adds two hours, and the price of cod went up by a fifth on Monday
[The detour] adds two hours
Nobody was hurt. Everything else is paperwork
Nobody was hurt; everything else is paperwork
No body was hurt
""".splitlines()

RIGHT_BRANDT = """\
They feel cold, mostly
We counted 12 cracks in that crane and painted a white ring round each of them
We counted twelve cracks in that crane … By spring it looked like a giraffe
By spring it looked like a giraffe
By spring [the crane] looked like a giraffe
A man came with a clipboard
He said the rings were against the rules because they weren’t yellow
He said the rings were against the rules because they were not yellow
We’re not going on strike over it. We might
We are not going on strike over it
My members vote on the 9th, and they don’t take instruction from me, they never have
They do not take instruction from me; they never have
Two inspectors, a phone that somebody answers, and the harbour master down here on a night shift once a month
[Okafor] said yes to the phone
My brother in law’s on one of those boats
He’s lost half a stone and found religion
""".splitlines()


@pytest.fixture(scope="module")
def sources() -> tuple[Source, ...]:
    return (parse_source("interview.txt", TRANSCRIPT),)


def quoted(words: str, name: str) -> Article:
    text = f"“{words},” {name} said.\n"
    end = len(words) + 3
    speaker = Speaker("p1", name, "person")
    statement = Statement("s1", "direct", "speech", (Span(0, end),), speaker="p1")
    return Article(read_string(text), ModelInfo("gold", "0"), (statement,), (speaker,))


def codes(article: Article) -> set[str]:
    return {f.code for f in run_checks(article, select=["ATT4"])}


OKAFOR, BRANDT = "Maria Okafor", "Jon Brandt"


@pytest.mark.parametrize(
    ("words", "name"), [(w, OKAFOR) for w in FABRICATED_OKAFOR] + [(w, BRANDT) for w in FABRICATED_BRANDT]
)
def test_a_quote_that_nobody_said_is_flagged(words: str, name: str, sources: tuple[Source, ...]) -> None:
    assert codes(verify(quoted(words, name), sources)) & {"ATT401", "ATT402"}


@pytest.mark.parametrize(("words", "name"), [(w, OKAFOR) for w in RIGHT_OKAFOR] + [(w, BRANDT) for w in RIGHT_BRANDT])
def test_a_right_quote_is_left_alone(words: str, name: str, sources: tuple[Source, ...]) -> None:
    assert not codes(verify(quoted(words, name), sources))


@pytest.mark.parametrize(("words", "name"), [(w, BRANDT) for w in RIGHT_OKAFOR] + [(w, OKAFOR) for w in RIGHT_BRANDT])
def test_the_same_words_in_another_mouth(words: str, name: str, sources: tuple[Source, ...]) -> None:
    if len(re.sub(r"\[[^\]]*\]|[…,;.]|’", " ", words).split()) >= 4:
        assert codes(verify(quoted(words, name), sources)) == {"ATT403"}


def test_there_are_enough() -> None:
    assert len(FABRICATED_OKAFOR) + len(FABRICATED_BRANDT) >= 60
    assert len(RIGHT_OKAFOR) + len(RIGHT_BRANDT) >= 40
