"""Forms of the verbs that news is told with. A word that is not in these lists has no forms here: a rule then stays silent."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# Stem, past, participle where they differ; “cut cut cut” is left out, since its past cannot be told from its stem.
_IRREGULAR = """
be:was:been beat:beat:beaten become:became:become begin:began:begun break:broke:broken bring:brought build:built buy:bought
catch:caught choose:chose:chosen come:came:come draw:drew:drawn drive:drove:driven fall:fell:fallen feel:felt
fight:fought find:found fly:flew:flown forget:forgot:forgotten forgive:forgave:forgiven get:got:gotten give:gave:given
go:went:gone grow:grew:grown have:had hear:heard hide:hid:hidden hold:held keep:kept know:knew:known lead:led
leave:left lose:lost make:made mean:meant meet:met overtake:overtook:overtaken pay:paid ride:rode:ridden
rise:rose:risen run:ran:run say:said see:saw:seen seek:sought sell:sold send:sent shake:shook:shaken shoot:shot
shrink:shrank:shrunk sink:sank:sunk speak:spoke:spoken spend:spent stand:stood steal:stole:stolen strike:struck:struck
swear:swore:sworn take:took:taken teach:taught tell:told think:thought throw:threw:thrown understand:understood
wear:wore:worn win:won withdraw:withdrew:withdrawn write:wrote:written overthrow:overthrew:overthrown uphold:upheld
undergo:underwent:undergone
"""
_REGULAR = """
abandon accept accuse acquire acquit:acquitt add address admit:admitt adopt advance agree aim announce answer
apologize appear appoint approve argue arrest arrive ask assist attack attempt attend authorize avoid award back
ban:bann block call campaign cancel carry cause challenge change charge claim close collapse compare complain complete
concede condemn confirm consider continue contribute control:controll convict cover create criticize cross decide declare
decline decrease defeat defend delay deliver demand demolish depart deploy describe destroy develop die disclose
discourage discuss dismiss disobey dispute distrust donate double earn elect employ enable encourage end endorse enjoy
enter escape establish evacuate exclude expand expect expel:expell explain extend face favor file finish fire focus
follow force forbid:forbidd found free gain handle hate help hire hope identify ignore impose improve include increase
inform injure insist inspect install introduce invade invest investigate invite issue join jump kick kill land last
launch leak lengthen like listen live load lobby loosen lower love maintain manage mention miss mock move murder name
narrow need negotiate nominate notice obey object observe obtain offer open oppose order organize overestimate
overturn own pass permit:permitt plan:plann play plead pledge point post postpone praise predict prefer:preferr
prepare present press prevent produce promise promote propose prosecute protect prove provide publish pull punish
purchase push question raise ratify reach receive recall recognize recommend record recover recruit reduce register
reinstate reject release relax rely remain remember remove rent repair repeal repeat replace report represent request
require rescue resign resist resolve respond restore resume retain retire retreat return reveal reverse review save
score select serve settle share shift shorten show sign slow soften spark sponsor start state stay steady step:stepp
stop:stopp strengthen study succeed suffer suggest support surge surrender suspect suspend tackle talk target test
testify thank threaten tighten trail train transfer:transferr travel treat trust try turn underestimate unite unveil
urge use vacate veto:vetoe violate visit volunteer vote vow wait walk want warn watch weaken welcome widen work worry
worsen wound withhold embrace accelerate adore despise deteriorate drop:dropp climb plunge relocate evict clear
sentence deny conceal endanger hasten harden abolish condone soar denounce demonstrate construct ridicule reinforce
prohibit examine acknowledge admire allow dislike fail refuse respect
"""


class Forms(NamedTuple):
    stem: str
    third: str
    past: str
    participle: str
    gerund: str


def _es(stem: str) -> str:
    if stem in ("have", "be"):
        return {"have": "has", "be": "is"}[stem]
    if re.search(r"[^aeiou]y$", stem):
        return stem[:-1] + "ies"
    return stem + ("es" if re.search(r"(?:s|sh|ch|x|z|o)$", stem) else "s")


def _ing(stem: str, doubled: str) -> str:
    if stem == "be":
        return "being"
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    return doubled + "ing" if doubled != stem else re.sub(r"(?<![eo])e$", "", stem) + "ing"


_DOUBLING = {"begin": "beginn", "forget": "forgett", "get": "gett", "run": "runn", "win": "winn", "overrun": "overrunn"}


@cache
def _tables() -> tuple[dict[str, Forms], dict[str, Forms], dict[str, Forms], dict[str, Forms]]:
    stems: dict[str, Forms] = {}
    for entry in _REGULAR.split():
        stem, _, long = entry.partition(":")
        past = "vetoed" if stem == "veto" else ("withheld" if stem == "withhold" else _ed(stem, long or stem))
        participle = past
        if stem == "forbid":
            past, participle = "forbade", "forbidden"
        stems[stem] = Forms(
            stem, _es(stem), past, participle, "vetoing" if stem == "veto" else _ing(stem, long or stem)
        )
    for entry in _IRREGULAR.split():
        parts = entry.split(":")
        stem, past, participle = parts[0], parts[1], parts[-1]
        stems[stem] = Forms(stem, _es(stem), past, participle, _ing(stem, _DOUBLING.get(stem, stem)))
    every = stems.values()
    return (
        stems,
        {f.past: f for f in every if f.stem not in ("be", "have")},
        {f.third: f for f in every if f.stem not in ("be", "have")},
        {f.participle: f for f in every},
    )


def _ed(stem: str, long: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if re.search(r"[^aeiou]y$", stem):
        return stem[:-1] + "ied"
    return long + "ed"


def forms(stem: str) -> Forms | None:
    """All forms of a verb by its stem (“rise”); None for one that is not listed."""
    return _tables()[0].get(stem)


def of_past(word: str) -> Forms | None:
    """The verb whose past tense is `word`."""
    return _tables()[1].get(word)


def of_third(word: str) -> Forms | None:
    """The verb whose form for he, she and it in the present is `word`."""
    return _tables()[2].get(word)


def of_participle(word: str) -> Forms | None:
    """The verb whose past participle is `word`."""
    return _tables()[3].get(word)
