"""Names: their parts, which forms can be one person's or one organization's, and what they tell of gender."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from checker.nouns import Gender, gender_of_noun, is_person, singular

HONORIFICS: dict[str, Gender | None] = {
    "mr": "male", "mrs": "female", "ms": "female", "miss": "female", "mister": "male", "dr": None, "sir": "male",
    "dame": "female", "lord": "male", "lady": "female", "madam": "female", "madame": "female", "mme": "female",
    "monsieur": "male", "herr": "male", "frau": "female", "señor": "male", "señora": "female", "signor": "male",
    "signora": "female", "prof": None, "rev": None, "reverend": None, "fr": "male", "father": "male", "brother": "male",
    "sister": "female", "mother": "female", "hon": None, "doctor": None, "saint": None, "st": None, "mx": None,
    "messrs": "male", "uncle": "male", "aunt": "female", "hajji": "male", "sri": None, "shri": "male", "smt": "female",
    "baroness": "female", "baron": "male", "rt": None,
}  # fmt: skip
"""Forms of address, lower-case without a full stop, and the gender they tell."""

_OFFICES = frozenset(
    """
    sen gov lt rep pres del supt insp det sgt cpl pvt pfc capt col gen maj adm cmdr brig atty asst amb
    sheikh sheik ayatollah rabbi imam premier chancellor chief attorney-general undersecretary vice-president
    vice deputy assistant acting interim former ex retired justice general corporal private lieutenant admiral brigadier
    viscount earl count duke duchess emperor empress sultan emir president-elect cllr
    coach captain minister secretary prosecutor ombudsman first second
    """.split()
)
_PARTICLES = frozenset(
    "van von de der den del della di da das do dos du la le el al bin bint ibn ben ter ten zu zur af av abu ould".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv v esq phd md qc kc obe mbe cbe mp msp".split())
_PLAIN = frozenset(  # persons, but no titles: “Refugee Convention” is nobody
    "refugee voter consumer worker patient victim student child woman man boy girl user customer resident reader visitor"
    " veteran employee teacher farmer parent viewer passenger person citizen volunteer immigrant conservative republican"
    " democrat white driver owner donor tenant".split()
)
_SURNAMES = frozenset(  # offices that are surnames as well
    "king pope bishop judge major prince dean baker miller mason porter carpenter cook fisher hunter farmer page marshal"
    " abbot deacon queen knight cardinal general marine singer painter butcher brewer carpenter officer chase boss".split()
)
_NICKNAMES = tuple(
    frozenset(line.split())
    for line in """
    william bill billy will willie liam
    robert bob bobby rob robbie
    richard dick rick rich ricky
    james jim jimmy jamie
    john johnny jack jon
    jonathan jon
    joseph joe joey
    thomas tom tommy
    charles charlie chuck
    michael mike mick mickey
    daniel dan danny
    edward ed eddie ted teddy
    theodore ted teddy
    donald don donnie
    ronald ron ronnie
    kenneth ken kenny
    stephen steven steve
    anthony tony
    andrew andy drew
    matthew matt
    christopher chris
    nicholas nick
    patrick pat paddy
    gregory greg gregg
    benjamin ben
    samuel sam
    timothy tim
    lawrence laurence larry
    gerald jerry gerry
    alexander alex sandy
    albert al bert
    alfred al alf fred
    frederick fred freddie
    franklin frank
    francis frank
    joshua josh
    zachary zach zack
    nathaniel nathan nate
    peter pete
    philip phillip phil
    raymond ray
    douglas doug
    bernard bernie
    elizabeth liz beth betty eliza lizzie libby
    margaret maggie meg peggy
    katherine catherine kathryn kate kathy cathy katie kay
    patricia pat patty tricia trish
    jennifer jen jenny
    susan sue susie
    deborah debra debbie deb
    barbara barb
    victoria vicky tori
    jacqueline jackie
    rebecca becky
    christine christina chris tina
    pamela pam
    judith judy
    theresa teresa terry tess
    abigail abby
    alexandra alex sandra
    dorothy dot dottie
    eleanor ellie nell
    jessica jess jessie
    vladimir volodya
    yekaterina katya
    """.strip().splitlines()
)
_ORGANIZATION_WORDS = frozenset(
    """
    academy administration agency airlines airways alliance army assembly associates association authority
    bank bancorp battalion bbc board brigade broadcasting brothers bureau cabinet capital capitol caucus center centre central
    chamber charity church city club cnn coalition collective college command commission committee communications
    communist companies company conference confederation congress consortium consulate consulting corp
    corporation corps council county court daily defence defense department directorate district division
    electric embassy energy enterprise enterprises exchange express fbi federation financial firm force forces forum
    foundation front fund gazette government group guard guild hall herald holdings home hospital hotel house inc
    industries inquiry institute institution international investments journal kremlin laboratories laboratory labour
    league legislature limited llc llp ltd magazine mail mart media medical mercury ministry mission mosque motors
    movement museum musical nation nations navy network news newspaper oil office orchestra order organisation
    organization parliament partners partnership party patrol pentagon pharmaceuticals plc police politico polytechnic
    port post press project radio railway records register registry republic resources reuters reserve
    sentinel senate service services society solutions squad stadium standard star states studios sun survey systems
    team technologies telegraph television textiles theatre theater times today tribunal tribune trust tv union unit
    united university utilities vatican wire works youth school schools chronicle observer guardian register globe
    convention protocol charter program programme legacy project award awards prize act street avenue road highway bridge river lake mountain valley building bowl cup festival war
    battle island islands square tower plaza treaty agreement amendment championship championships tournament games olympics
    day week treaty ocean sea bay coast empire kingdom dynasty era age revolution campaign election debate debates law code
    monitor bulletin securities logistics airport shipping lines foods stores electronics pictures entertainment
    """.split()
)
_PLACES = frozenset(
    """
    afghanistan africa alabama alaska albania algeria america angola arabia argentina arizona arkansas armenia asia
    australia austria azerbaijan baghdad bangladesh beijing belarus belgium berlin bolivia bosnia boston brazil britain
    brussels bulgaria cairo california cambodia cameroon canada chicago chile china colombia colorado congo connecticut
    croatia cuba cyprus damascus delaware denmark ecuador egypt england estonia ethiopia europe finland florida france
    gaza geneva georgia germany ghana greece guatemala haiti havana hawaii honduras hungary iceland idaho illinois india
    indiana indonesia iowa iran iraq ireland islamabad israel istanbul italy jakarta jamaica japan jerusalem jordan kabul
    kansas kazakhstan kentucky kenya kosovo kuwait kyiv kiev laos latvia lebanon libya lithuania london louisiana
    luxembourg macedonia madrid maine malaysia mali malta manhattan maryland massachusetts mecca mexico miami michigan
    minnesota mississippi missouri moldova mongolia montana montenegro morocco moscow mozambique myanmar namibia nato
    nebraska nepal netherlands nevada nigeria norway ohio oklahoma oman oregon oslo pakistan palestine panama paraguay
    paris pennsylvania peru philippines poland portugal pyongyang qatar riyadh romania rome russia rwanda scotland senegal
    serbia seoul singapore slovakia slovenia somalia spain stockholm sudan sweden switzerland sydney syria taiwan tanzania
    tehran tennessee texas thailand tokyo toronto tunisia turkey uganda ukraine uruguay utah venezuela vermont vienna
    vietnam virginia wales york zealand jersey hampshire carolina dakota korea angeles francisco vegas hong kong delhi
    orleans antonio ankara athens dublin glasgow edinburgh manchester liverpool belfast melbourne nairobi lagos mumbai
    houston dallas philadelphia detroit seattle denver atlanta phoenix warsaw washington wisconsin wyoming yemen zambia zimbabwe
    """.split()
)


_OF_PLACES = frozenset(
    "united states north south east west new kingdom los las san santa republic saint st rhode the".split()
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts, as written; a bare surname (or a lone given name) stands in `family`.

    `title` is the office before the name (“President”, “Massachusetts Sen.”), None for “Mr” and the like.
    """

    given: tuple[str, ...]
    family: str
    suffix: str = ""
    title: str | None = None
    gender: Gender | None = None

    @property
    def full(self) -> str:
        """The name without its title: “Donald J. Trump Jr.”."""
        return " ".join((*self.given, self.family, self.suffix)).strip()

    @property
    def words(self) -> int:
        """How many words of the name proper, suffix left out."""
        return len(self.given) + 1


@cache
def _given_names() -> dict[str, int]:
    lines = resources.files("checker.data").joinpath("given_names.txt").read_text(encoding="utf-8").splitlines()
    return {name: int(share) for name, _, share in (line.partition(" ") for line in lines if line[0] != "#")}


@cache
def fold(word: str) -> str:
    """Lower case, no diacritics, plain apostrophes and no full stops: the form that names are compared in."""
    word = word.lower().replace("ł", "l").replace("ø", "o").replace("ı", "i").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c) and c != ".")


def is_given_name(word: str) -> bool:
    """Whether a word is known as a given name; a double one by its first part (“Jean-Claude”)."""
    return fold(word) in _given_names() or ("-" in word and fold(word).split("-")[0] in _given_names())


@cache
def gender_of_given(word: str) -> Gender | None:
    """The gender that a given name tells, None for unknown and for names that both bear."""
    names = _given_names()
    folded = fold(word)
    share = names.get(folded, names.get(folded.split("-")[0]))
    if share is None or 15 < share < 85:
        return None
    return "female" if share >= 85 else "male"


def is_honorific(word: str) -> bool:
    return fold(word) in HONORIFICS


def is_office(word: str) -> bool:
    """Whether a word before a name is an office or a profession (“Senator”, “Gov.”, “actress”)."""
    folded = fold(word)
    return folded in _OFFICES or is_person(folded)


def is_particle(word: str) -> bool:
    return word in _PARTICLES or word.startswith(("al-", "el-"))


def is_suffix(word: str) -> bool:
    return fold(word) in _SUFFIXES and word[0].isupper()


def is_place(word: str) -> bool:
    """Whether a word is a well-known country, state or capital: as a source, its government."""
    return fold(word) in _PLACES


def is_place_name(words: Iterable[str]) -> bool:
    """Whether all words make a place: “Mexico”, “the United States”, “New York”."""
    return all(is_place(w) or fold(w) in _OF_PLACES for w in words)


def is_organization_word(word: str) -> bool:
    """Whether a capitalised word marks the name that holds it as an organization's (“Ministry”, “Corp.”, “Times”)."""
    folded = fold(word)
    return folded in _ORGANIZATION_WORDS or singular(folded) in _ORGANIZATION_WORDS


def is_acronym(word: str) -> bool:
    """“EPA”, “U.N.”, “AFL-CIO”: no lower-case letter, two capitals or more."""
    letters = [c for c in word if c.isalpha()]
    return len(letters) >= 2 and all(c.isupper() for c in letters)


def parse_person(words: tuple[str, ...]) -> PersonName | None:
    """The parts of a person's name with whatever titles stand before it; None where nothing but titles is there."""
    start, gender, title_end = 0, None, 0
    for i, word in enumerate(words[:-1]):
        rest = words[i + 1 :]
        if is_honorific(word) and not (is_given_name(word) and i > start):
            gender = HONORIFICS[fold(word)] or gender
            start = i + 1
        elif is_office(word) and not (start < i and fold(word) in _SURNAMES and is_given_name(words[i - 1])):
            if all(is_suffix(w) for w in rest):
                break
            if len(rest) == 1 and fold(word) in _PLAIN and not is_given_name(rest[0]):
                continue
            if fold(word) in ("secretary", "speaker", "director", "archbishop", "bishop", "chief") and rest[0] == "of":
                continue
            gender = gender_of_noun(fold(word)) or gender
            start = title_end = i + 1
    if "of" in words[start:]:
        i = len(words) - 1 - words[::-1].index("of")
        begin = next((k for k in range(i + 2, len(words)) if is_given_name(words[k])), None)
        if begin is None:
            return None
        start = title_end = begin
    core = list(words[start:])
    suffix = core.pop() if len(core) > 1 and is_suffix(core[-1]) else ""
    if not core or (len(core) == 1 and is_honorific(core[0])):
        return None
    cut = len(core) - 1
    while cut > 1 and is_particle(core[cut - 1].lower() if core[cut - 1][0].islower() else core[cut - 1]):
        cut -= 1
    if cut == 1 and len(core) > 1 and is_particle(core[0]):
        cut = 0
    given = tuple(core[:cut])
    title = " ".join(words[:title_end]) or None
    if gender is None and given:
        gender = gender_of_given(next((g for g in given if len(fold(g)) > 1), given[0]))
    return PersonName(given, " ".join(core[cut:]), suffix, title, gender)


@cache
def nicknames(word: str) -> frozenset[str]:
    """The folded given names that a folded one may stand for or be called: “bill” for “william” and the reverse."""
    return frozenset().union(*(group for group in _NICKNAMES if word in group))


@cache
def _same_given(a: str, b: str) -> bool:
    a, b = fold(a), fold(b)
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return long[0] == short
    return b in nicknames(a)


def person_fit(short: PersonName, full: PersonName) -> int:
    """How well two forms can be one person's name: 0 cannot, 1 by a given name, 2 by a part, 3 by surname or in full."""
    if short.gender and full.gender and short.gender != full.gender:
        return 0
    if short.suffix and full.suffix and fold(short.suffix) != fold(full.suffix):
        return 0
    short_words = [fold(w) for w in (*short.given, *short.family.split())]
    full_words = [fold(w) for w in (*full.given, *full.family.split())]
    if short_words == full_words:
        return 3
    if short.given and full.given:
        if fold(short.family) != fold(full.family):
            return 2 if len(short_words) < len(full_words) and full_words[-len(short_words) :] == short_words else 0
        return 3 if _same_given(short.given[0], full.given[0]) or _same_given(short.given[0], full.given[-1]) else 0
    if len(short_words) > len(full_words):
        return person_fit(full, short) if short.given else 0
    family = fold(full.family)
    name = " ".join(short_words)
    if name in (family, family.rsplit(" ", 1)[-1]):
        return 3
    if name in family.split("-") or name in full_words[1:-1]:
        return 2
    return 1 if full.given and _same_given(short.family, full.given[0]) and len(name) > 1 else 0


def initials(words: tuple[str, ...]) -> str:
    """The acronym that an organization's name makes: its capitalised words' first letters, lower-case."""
    return "".join(w[0] for part in words for w in part.split("-") if w[:1].isupper()).lower()


def organization_fit(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether two forms can be one organization's name: equal, an acronym, or the first or last words of the longer."""
    a, b = ([fold(w) for w in words if fold(w) != "the"] for words in (short, full))
    if a == b:
        return True
    if len(a) > len(b) or is_place_name(a):
        return False
    if len(a) == 1 and is_acronym(short[-1]) and len(b) > 1:
        letters = re.sub(r"[^a-z]", "", a[0])
        return letters == initials(tuple(w for w in full if w.lower() != "the"))
    return bool(a) and (b[: len(a)] == a or b[-len(a) :] == a)
