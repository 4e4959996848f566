"""A word for its opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random

from checker.evaluation.generators.drafts import CONTRADICTION, NEGATION, NEUTRAL, OPEN, Draft, Sentence, put
from checker.evaluation.generators.verbs import forms

VERBS = """
rise/fall rise/drop fall/rise climb/fall increase/decrease increase/decline decline/increase grow/shrink surge/plunge
approve/reject accept/reject adopt/reject ratify/reject win/lose gain/lose support/oppose back/oppose endorse/oppose
oppose/support favor/oppose confirm/deny begin/end start/stop open/close buy/sell purchase/sell enter/leave
arrive/depart praise/criticize praise/condemn criticize/praise condemn/praise welcome/condemn agree/refuse
permit/forbid hire/dismiss appoint/dismiss acquit/convict convict/acquit arrest/release strengthen/weaken
improve/worsen worsen/improve expand/shrink widen/narrow love/hate like/dislike trust/distrust raise/lower lower/raise
include/exclude remember/forget join/leave attack/defend defend/attack encourage/discourage overestimate/underestimate
extend/shorten admit/deny concede/deny advance/retreat lengthen/shorten uphold/overturn overturn/uphold
acknowledge/deny obey/disobey keep/abandon save/spend earn/lose install/remove add/remove tighten/loosen tighten/relax
accelerate/slow harden/soften recall/forget succeed/fail embrace/reject despise/admire adore/despise destroy/restore
repeal/restore restore/abolish create/abolish introduce/withdraw retain/abandon maintain/abandon elect/reject
continue/stop enable/prevent allow/forbid authorize/forbid protect/endanger ignore/address reveal/hide disclose/hide
conceal/reveal publish/withhold present/withhold return/keep hide/reveal respect/violate rescue/abandon
postpone/advance delay/hasten
"""
WORDS = """
higher/lower lower/higher more/fewer before/after after/before earlier/later later/earlier above/below below/above
inside/outside majority/minority minority/majority largest/smallest smallest/largest biggest/smallest best/worst
worst/best oldest/youngest youngest/oldest highest/lowest lowest/highest stronger/weaker weaker/stronger better/worse
worse/better larger/smaller smaller/larger faster/slower slower/faster older/younger younger/older richer/poorer
cheaper/costlier safer/riskier guilty/innocent innocent/guilty legal/illegal illegal/legal open/closed closed/open
alive/dead dead/alive public/private popular/unpopular unpopular/popular successful/unsuccessful unanimous/divided
safe/dangerous dangerous/safe likely/unlikely unlikely/likely possible/impossible impossible/possible true/false
false/true full/empty strong/weak weak/strong rich/poor employed/unemployed temporary/permanent permanent/temporary
north/south south/north east/west west/east northern/southern southern/northern eastern/western always/never
never/always often/rarely rarely/often everyone/nobody everything/nothing victory/defeat defeat/victory
increase/decrease decrease/increase rise/fall gain/loss success/failure supporters/opponents opponents/supporters
supporter/opponent opponent/supporter critics/supporters allies/enemies friend/enemy voluntary/mandatory
mandatory/voluntary foreign/domestic domestic/foreign male/female female/male married/unmarried healthy/sick
experienced/inexperienced known/unknown responsible/irresponsible willing/unwilling able/unable unable/able
correct/incorrect accurate/inaccurate acceptable/unacceptable expensive/cheap
"""
# A word whose neighbours must be these for it to be the word that is meant.
_AFTER_BE = frozenset(
    "guilty innocent legal illegal open closed alive dead popular unpopular successful unsuccessful safe dangerous likely"
    " unlikely possible impossible true false full strong weak rich employed temporary permanent voluntary mandatory"
    " married healthy experienced known responsible willing able unable correct accurate acceptable expensive higher lower"
    " stronger weaker better worse larger smaller faster slower older younger richer cheaper safer always never often rarely"
    " unanimous male female".split()
)
_AFTER_THE = frozenset(
    "largest smallest biggest best worst oldest youngest highest lowest first victory defeat increase decrease rise gain"
    " success majority minority".split()
)
_BE = r"(?:is|are|was|were|be|been|being|remains?|remained|became|becomes?)"
_MODAL = r"(?:to|will|would|can|could|should|must|may|might|did|does|do|not)"


@cache
def _opposites() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Each form of each word, its opposite in the same form, and where the form must stand to be what it seems."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for a, b in (pair.split("/") for pair in VERBS.split()):
        one, two = forms(a), forms(b)
        if one is None or two is None:
            continue
        for form, opposite, where in (
            (one.stem, two.stem, rf"\b{_MODAL} "),
            (one.past, two.past, r"\b(?!(?:the|an?|his|her|its|their|of|newly|recently|to|by|in) )[\w’']+ "),
            (one.participle, two.participle, rf"\b(?:{_BE}|has|have|had) "),
            (one.gerund, two.gerund, rf"\b{_BE} "),
            (one.third, two.third, r"\b(?:[Hh]e|[Ss]he|[Ii]t|who|which) "),
        ):
            found.setdefault(form, []).append((opposite, re.compile(where + "$")))
    for a, b in (pair.split("/") for pair in WORDS.split()):
        where = (
            rf"\b{_BE} $" if a in _AFTER_BE else r"\b(?:[Tt]he|[Aa]n?|his|her|its|their) $" if a in _AFTER_THE else " $"
        )
        found.setdefault(a, []).append((b, re.compile(where)))
    return found


_WORD = re.compile(r"(?<![\w-])[a-z]+(?![\w’'-])")
_NO_CLAUSE = frozenset("against above below after before more open first inside outside north south east west".split())
_FIXED = re.compile(
    r"more (?:than|\w+(?:ly|ing|ed|ive|al|ous|ful|ic|able|ant|ent)\b|of|or|in|on|to|about)|"
    r"before (?:that|long)|after (?:all|that|a)|first (?:lady|amendment)"
    r"|above all|fight against|(?:know|known) (?:as|for|to)|able to|(?:un)?likely to be\b|looking after|took after|first time"
)


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Puts the opposite of one word. What is only possible may turn out either way: neutral."""
    text = sentence.text
    if NEGATION.search(text):
        return
    places = [
        (m, o)
        for m in _WORD.finditer(text)
        for o, where in _opposites().get(m.group(), ())
        if where.search(text[: m.start()])
    ]
    places = [(m, o) for m, o in places if not _FIXED.match(text, m.start())]
    if not places:
        return
    m, opposite = rng.choice(places)
    changed = put(text, m.start(), m.end(), opposite)
    changed = re.sub(r"\b([Aa])n (?=(?:de|lo|fa|mi|w|s|v|b))", r"\1 ", changed)
    if not OPEN.search(text):
        yield Draft(text, changed, CONTRADICTION)
    elif re.search(r"\b(?:may|might|could) $", text[: m.start()]):
        yield Draft(text, changed, NEUTRAL)
