"""A word for one that says the same: what is reworded still holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random

from checker.evaluation.generators.drafts import ENTAILMENT, Draft, Sentence, put
from checker.evaluation.generators.verbs import forms

# Both words take the same complements.
VERBS = """
purchase/buy buy/purchase begin/start start/begin climb/rise rise/climb decline/fall fall/drop drop/fall surge/soar
wound/injure attempt/try try/attempt assist/help help/assist receive/get require/need reveal/disclose
disclose/reveal show/demonstrate permit/allow allow/permit select/choose choose/select back/support endorse/back
support/back construct/build demolish/destroy criticize/attack denounce/condemn condemn/denounce recall/remember
defeat/beat beat/defeat obtain/get retain/keep announce/declare declare/announce postpone/delay finish/complete
complete/finish evacuate/clear strengthen/reinforce mock/ridicule prohibit/ban ban/prohibit authorize/allow
abandon/drop
"""
PHRASES = """
the United States=the U.S.|the U.S.=the United States|percent=per cent|attorney=lawyer|attorneys=lawyers|police officers=officers
physicians=doctors|children=kids|nearly=almost|almost=nearly|approximately=about|roughly=about
told reporters=told journalists|currently=at present|additionally=also
a number of=several|several=a number of|a majority of=more than half of|a dozen=12|twice=two times
a decade=ten years|two decades=20 years|half of=50 percent of|in order to=to|due to=because of|because of=owing to|prior to=before
biggest=largest|largest=biggest|huge=enormous|big=large|difficult=hard|frequently=often|often=frequently|rapidly=quickly
rarely=seldom|primarily=mainly|mostly=mainly|mainly=mostly|immediately=at once|attempted to=tried to
salary=pay|wages=pay|firms=companies|companies=firms
as well as=and also|such as=like|despite=in spite of|in spite of=despite|regarding=about|entire=whole|whole=entire
passed away=died|were killed=lost their lives
lawmakers=legislators|legislators=lawmakers|poll=survey
until=till
is not=isn’t|was not=wasn’t|did not=didn’t|does not=doesn’t|do not=don’t|has not=hasn’t|would not=wouldn’t|cannot=can’t
isn’t=is not|wasn’t=was not|didn’t=did not|doesn’t=does not|don’t=do not|isn't=is not|wasn't=was not|didn't=did not|don't=do not
will not=won’t|won't=will not|they are=they’re|would have=would’ve
"""
_MODAL = r"(?:to|will|would|can|could|should|must|may|might|did|does|do|not)"
_SUBJECT = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|who|[A-Z][a-z]+)"


@cache
def _rewordings() -> list[tuple[re.Pattern[str], str]]:
    found = []
    for a, b in (pair.split("/") for pair in VERBS.split()):
        one, two = forms(a), forms(b)
        if one is not None and two is not None:
            found += [
                (re.compile(rf"\b{_SUBJECT} ({one.past}) (?=the|an?|his|her|its|their|to|[A-Z\d])"), two.past),
                (re.compile(rf"\b{_MODAL} ({one.stem}) (?=the|an?|his|her|its|their|to|[A-Z\d])"), two.stem),
            ]
    for entry in PHRASES.replace("\n", "|").strip("|").split("|"):
        a, b = entry.split("=")
        found.append((re.compile(rf"(?<![\w-])({re.escape(a)})(?![\w-])"), b))
    return found


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Rewords a sentence in up to three places."""
    text = sentence.text
    changed = text
    rewordings = list(_rewordings())
    rng.shuffle(rewordings)
    done = 0
    for find, words in rewordings:
        m = find.search(changed)
        if m and words not in changed and done < 3:
            changed = put(changed, m.start(1), m.end(1), words)
            done += 1
    if changed != text:
        yield Draft(text, changed, ENTAILMENT)
