"""The words that the checks go by, in one place as data, all lower case; the configuration adds a house's own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# Verbs of speech that the list in checker/data lacks, or that count only next to a quotation.
_MORE_SPEECH_VERBS = (
    "shout shouts shouted yell yelled cried whisper whispered joke joked jokes allege alleges alleged admit"
    " admits boast boasts boasted maintain maintains maintained observe observes observed stress stresses stressed"
    " emphasize emphasized emphasise emphasised reiterate reiterated repeat repeats repeated caution cautions"
    " cautioned counter counters countered retort retorted agree agrees agreed read reads post posts posted quoted"
    " quoting lament lamented muse mused exclaimed declares begin began recount recounted thundered texted emailed"
    " e-mailed announce confess confessed"
)


@cache
def speech_verbs() -> frozenset[str]:
    """Every form of every verb of speech."""
    listed = files("checker.data").joinpath("speech_cues.txt").read_text(encoding="utf-8")
    return frozenset(listed.split()) | frozenset(_MORE_SPEECH_VERBS.split())


# Nouns and verbs that make words in quotation marks a sign, a chant or a slogan rather than someone's statement.
DISPLAY_WORDS = frozenset(
    "sign signs banner banners placard placards poster posters slogan slogans chant chants chanted chanting motto"
    " mottos headline headlines headlined title titled entitled caption captioned sticker stickers graffiti lyric"
    " lyrics song sang sing singing hymn tattoo tattoos plaque billboard billboards t-shirt t-shirts shirt shirts"
    " hashtag epitaph inscription inscribed epigraph proverb saying adage definition defined defines verse prayer"
    " crowd scrawled painted".split()
)

# What a crowd does just before its words follow.
CHANTS = frozenset("chant chants chanted chanting sang singing placards banners".split())

# ---- ATT203: who is no source at all --------------------------------------------------------------------------------

# Plural heads that say nothing of who speaks when they stand bare.
VAGUE_HEADS = (
    "sources insiders critics experts analysts observers commentators pundits sceptics skeptics detractors"
    " opponents watchers naysayers"
).split()

# Adjectives and quantifiers that leave a vague head as vague as it was; a number or any other adjective describes it.
VAGUE_MODIFIERS = (
    "some many several various certain multiple numerous most countless other the these those unnamed anonymous"
    " undisclosed unidentified informed well-informed well-placed knowledgeable reliable credible trusted leading"
    " top senior prominent independent outside so-called"
).split()

# Before these heads, these words describe no one either: “industry watchers”.
VAGUE_TRADES = "industry market political party local city".split()
TRADE_HEADS = "watchers observers insiders pundits commentators".split()

# “Critics of the plan” says no more than “critics”; whatever else follows a vague head describes it.
EMPTY_OF = ("critics", "detractors", "opponents", "sceptics", "skeptics")

# Subjects that are vague only before a generic present tense: “some said” mostly takes up a known group.
VAGUE_PRONOUNS = ("some", "many", "most", "some people", "many people", "people")

VAGUE_VERBS = (
    "say said believe believed think thought fear feared argue argued warn warned claim claimed suggest suggested"
    " contend contended insist insisted told tell maintain maintained allege alleged speculate speculated predict"
    " predicted worry worried complain complained note noted expect expected question questioned accuse accused"
    " describe described doubt doubted add added report reported suspect suspected caution cautioned agree agreed"
).split()

GENERIC_VERBS = (
    "say believe think fear argue warn claim suggest contend insist suspect allege maintain speculate".split()
)

VAGUE_ADVERBS = ("reportedly", "allegedly", "purportedly", "supposedly")

# “it is believed that”; the first four also as “he is believed to”.
VAGUE_PASSIVES = (
    "believed understood rumoured rumored said thought reported claimed alleged feared speculated suggested".split()
)
PERSONAL_PASSIVES = ("believed", "understood", "rumoured", "rumored", "said")

# Words of a charge: an “allegedly” near one of them is the law's caution, not the paper's.
CHARGE_WORDS = frozenset(
    "charge charged charges indicted indictment accused accusation accusations accuses arrest arrested court"
    " courts prosecutor prosecutors prosecution lawsuit lawsuits sued suing suit complaint complaints trial"
    " pleaded plead plea convicted conviction police detective detectives sheriff judge jury juror affidavit"
    " warrant allegation allegations alleges alleged suspect suspects plaintiff plaintiffs defendant defendants"
    " attorney magistrate tribunal inquest custody bail offence offense felony misdemeanor misdemeanour crime"
    " criminal investigators fbi".split()
)

# ---- ATT502: cues that take sides -----------------------------------------------------------------------------------

LOADED_VERBS = {
    "claim": "claim claims claimed claiming",
    "admit": "admit admits admitted admitting",
    "insist": "insist insists insisted insisting",
    "concede": "concede concedes conceded conceding",
    "boast": "boast boasts boasted boasting",
    "allege": "allege alleges alleged alleging",
    "refute": "refute refutes refuted refuting",
    "confess": "confess confesses confessed confessing",
    "whine": "whine whines whined whining",
}

# ---- ATT201, ATT204, ATT207: nameless people ------------------------------------------------------------------------

# Heads of people who are nameless by choice.
ANONYMOUS_HEADS = frozenset(
    "source insider official aide adviser advisor staffer diplomat executive operative strategist person employee"
    " manager lawmaker legislator bureaucrat whistleblower informant confidant ally associate colleague minister"
    " lieutenant donor consultant banker trader ".split()
)

# Heads that need an introduction before “the …” may speak.
DEFINITE_HEADS = frozenset(
    "official source insider aide adviser advisor staffer diplomat officer man woman witness resident employee"
    " worker executive lawyer attorney analyst expert researcher scientist spokesman spokeswoman spokesperson"
    " manager driver neighbour neighbor student teacher doctor nurse soldier farmer trader strategist"
    " whistleblower victim".split()
)

# Someone who speaks for another, or carries other people's words for a living.
MOUTHPIECES = frozenset(
    "spokesman spokeswoman spokesperson spokespeople lawyer lawyers attorney attorneys solicitor barrister"
    " counsel publicist agent representative representatives secretary newspaper newspapers magazine broadcaster"
    " agency times post herald tribune guardian journal gazette telegraph chronicle observer reuters ap associated"
    " press bbc cnn nbc abc cbs npr fox bloomberg afp politico transcript report website network station"
    " channel".split()
)

FUNCTION_WORDS = frozenset(
    "a an the and or but if of to in on at by for from with as is are was were be been being am it its he she"
    " they them his her their we us our you your i me my this that these those there here not no do does did have"
    " has had will would can could should may might must shall so very just than then when what who which how why"
    " all any some into out up about over after before because".split()
)
