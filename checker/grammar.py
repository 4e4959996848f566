"""The closed classes of English that tell where a noun phrase begins and ends."""

from __future__ import annotations

from functools import cache
from importlib import resources

ARTICLES_DEFINITE = frozenset("the this that these those".split())
ARTICLES_INDEFINITE = frozenset(
    """
    a an another one some many several few most all two three four five six seven eight nine ten dozens other others
    no any each every both various numerous more half
    """.split()
)
POSSESSIVES = frozenset("his her their its my our your whose".split())
DETERMINERS = ARTICLES_DEFINITE | ARTICLES_INDEFINITE | POSSESSIVES
PREPOSITIONS = frozenset(
    """
    about above across after against along alongside amid among around as at before behind below beneath beside
    besides between beyond by concerning despite down during except following for from in including inside into like
    near of off on onto opposite out outside over past per regarding since than through throughout till to toward
    towards under underneath unlike until up upon via versus with within without
    """.split()
)
CONJUNCTIONS = frozenset(
    """
    and or but nor so yet because although though while when whenever where wherever if unless whether that once
    """.split()
)
RELATIVES = frozenset("who whom whose which that what".split())
PRONOUNS = frozenset(
    """
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers
    herself it its itself they them their theirs themselves who whom everyone everybody someone somebody anyone
    anybody nobody there here
    """.split()
)
AUXILIARIES = frozenset(
    """
    is are was were be been being am has have had having do does did will would shall should can could may might
    must isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't couldn't
    shouldn't isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t won’t wouldn’t can’t couldn’t
    not never also
    """.split()
)
ADVERBS = frozenset(
    """
    accordingly actually afterward afterwards again ago almost already also altogether always apparently away back
    basically certainly clearly consequently currently earlier elsewhere eventually ever finally first firstly
    fortunately frankly further furthermore generally hence here hopefully however immediately indeed initially
    instead ironically just last lastly later lately likewise maybe meanwhile moreover mostly namely naturally
    nearly never nevertheless next nonetheless normally now obviously often once only originally otherwise overall
    perhaps please possibly presumably previously probably quite rather really recently secondly separately
    similarly simply sometimes soon still strangely subsequently suddenly surely then thereafter therefore thus
    today together tomorrow tonight too typically ultimately undoubtedly unfortunately usually very well yes
    yesterday yet no not none nothing something everything anything little much such own recent how why what when
    where
    """.split()
)
CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sept sep
    oct nov dec christmas easter thanksgiving ramadan eid diwali holi onam pongal hanukkah passover halloween
    lent advent summer winter spring autumn
    """.split()
)
ADJECTIVES_OF_PEOPLES = frozenset(
    """
    american british english french german russian chinese japanese indian italian spanish mexican canadian
    australian iranian iraqi israeli palestinian syrian turkish egyptian saudi african asian european arab muslim
    christian jewish catholic republican democratic democrat conservative liberal labour ukrainian polish korean
    vietnamese nigerian kenyan pakistani afghan greek dutch swedish norwegian danish finnish irish scottish welsh
    brazilian cuban venezuelan latino hispanic black white gop western eastern northern southern islamic soviet nazi
    tory arabic latin internet god olympic olympics covid i ok
    """.split()
)
FUNCTION_WORDS = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | RELATIVES | PRONOUNS | AUXILIARIES
"""Words that no name holds and that end the noun before them."""

STARTERS = FUNCTION_WORDS | ADVERBS | CALENDAR
"""Words whose capital at the start of a sentence says nothing."""


@cache
def cues() -> frozenset[str]:
    """The speech cues: verbs of saying in all their forms, and “according”."""
    return frozenset(resources.files("checker.data").joinpath("speech_cues.txt").read_text(encoding="utf-8").split())


@cache
def looks_finite(word: str) -> bool:
    """Whether a lower-case word looks like a finite verb: an auxiliary, a verb of saying, a past or a third person."""
    if word in AUXILIARIES or word in cues() or word in _IRREGULAR:
        return True
    return word.endswith("ed") and len(word) > 3


_IRREGULAR = frozenset(
    """
    wept slept crept swept bled fled swam sang rang shut hid bit lay sank sprang struck stole dealt drank flew froze
    hung rode slid spun spread stuck tore woke withdrew became began begins believes believed brought bought
    built came caught chose did drew drove fell felt fought
    found gave gives goes got grew heard held hit hopes keeps kept knew knows laid led left let lost made makes
    meant met needs paid played put ran read rose runs sat saw says seeks seems sees sent serves served set shook
    shot shows sold sought spoke spent stands stood swore takes taught thinks thought threw took tells turns used
    wants went wins won wore works writes feels expects fears plans remains sits leads looks plays lives married
    died tries loves likes leaves becomes comes gets moves starts wishes finds joins returns decides discovers
    """.split()
)
