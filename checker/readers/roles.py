"""What a paragraph is: headline, byline, caption, body or boilerplate, by its words and its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from checker.document import ParagraphRole

_NAME = r"[^\W\d_a-zß-ÿ][\w.'’-]*"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|(?:Nov|Dec)(?:ember)?)\b\.?"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = rf"(?:{_DAY},?\s+)?(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}),?\s+\d{{4}}|\d{{4}}-\d\d-\d\d"

_BYLINE = re.compile(
    rf"""(?:
      (?:By|BY|(?:Words|Written|Story|Text|Report)\s+by)\s+(?!(?:{_DAY}|{_MONTH})(?:[\s,.]*\d|[,.]|$))
        (?:the\s+)?{_NAME}(?:,?\s+(?:{_NAME}|and|de|del|der|den|di|la|van|von|bin|al|of|in|at|for|the|&|\||/|[—–-]))*[,.]?
    | (?:Published|Posted|Updated|Last\s+(?:updated|modified)|First\s+published)\b[^.!?]{{0,80}}
    | (?:{_DATE})(?:[,\s|·•–-]+\d{{1,2}}[:.]\d\d.*)?
    | (?:Reuters|AP|AFP|PA\s+Media|UPI|(?:The\s+)?Associated\s+Press|Agence\s+France-Presse|Press\s+Association)
    )""",
    re.VERBOSE,
)
# “Jane Doe”, “Jane Doe in Porthaven”, “Jane Doe, Political Editor”: only beside the headline.
_BARE_BYLINE = re.compile(
    rf"{_NAME}(?:\s+{_NAME}){{1,2}}"
    rf"(?:\s+in\s+{_NAME}(?:\s+{_NAME})?|,\s+(?:[\w-]+\s+){{0,3}}(?i:reporter|correspondent|editor|writer|staff|columnist))?"
)
_CAPTION = re.compile(
    r"""(?:
      (?:File\s+)?(?:Photo(?:graph)?s?|Image|Picture|Caption|Video|Graphic|Illustration|Map|Chart|Credit)
        (?:\s+(?:by|credit|courtesy(?:\s+of)?|caption))?\s*[:—–|/]
    | (?:FILE|PHOTO|IMAGE|CAPTION|PICTURED)\s*[:—–-]
    | (?:Photo(?:graph)?|Image|Illustration)s?\s+(?:by|courtesy\s+of)\s+[A-Z]
    | \((?:Photo|Image|Picture|Credit)\b
    )""",
    re.VERBOSE,
)
_CAPTION_END = re.compile(
    r"\((?:AP|AFP|Reuters|PA|Getty|EPA|File)?\s*(?:Photo|Image|File)s?\b[^()]*\)\.?$"
    r"|(?:/AP|AP Photo/[^.]{1,40}|/Getty Images|/AFP|/Reuters|Getty Images)\)?\.?$"
)
_NETWORK = r"(?:Twitter|X|Facebook|Instagram|LinkedIn|Threads|Bluesky|Mastodon|YouTube|TikTok|Telegram|WhatsApp)"
_THIS = r"This\s+(?:article|story|post|piece|report|version|column|op-ed)"
_BOILERPLATE = re.compile(
    rf"""(?:
      (?:Follow|Like|Find|Join|Connect\s+with)\s+.{{1,80}}\b(?:on|at)\s+(?:{_NETWORK}\b|@\w)
    | (?:Follow|Tweet)\s+@\w
    | (?:Read|See)\s+(?:more|also|next|the\s+(?:full|original))\b\s*(?:[:.…»→>]|$|(?:about|on|here|at|from|in)\b)
    | (?i:(?:more|related|also|recommended|watch|listen|read|see|don['’]t\s+miss|up\s+next)(?:\s+[\w-]+){{0,3}}\s*:)
    | (?:Sign\s+up|Subscribe|Click\s+here|Get\s+the\s+(?:latest|best|day)|Download\s+(?:our|the)|Share\s+this)\b
    | (?:Donate|Log\s+in|(?:Have|Got)\s+a\s+(?:tip|story|question))\b
    | Contact\s+(?:the|our|this)\s+(?:reporter|newsroom|author|writer|editor)
    | (?:©|\(c\)|\(C\)|Copyright\b)
    | {_THIS}\s+(?:was|has\s+been|is|first|originally|also)\s+(?:\w+\s+){{0,3}}
        (?:published|appeared|updated|corrected|produced|provided|amended|reprinted|made)\b
    | (?:Editor['’]?s?['’]?\s+[Nn]ote|Correction|Clarification|Disclaimer|Disclosure)\b\s*(?:\([^)]*\)\s*)?[:—–-]
    | (?:Advertisement|ADVERTISEMENT|Story\s+continues|Continue\s+reading|Article\s+continues|Loading)\b.{{0,40}}$
    | (?:Additional\s+)?(?:[Rr]eporting|[Ee]diting|[Ww]riting)\s+by\s+[A-Z]
    )""",
    re.VERBOSE,
)
_BOILERPLATE_WITHIN = re.compile(
    r"All rights reserved|contributed (?:reporting )?(?:to|from) this (?:report|story|article)"
    r"|may not be published,? broadcast",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{2,}(?:,[^—–]{0,40})?(?:\([^()]{2,30}\)\s*)?\s*[—–-]")
_FINAL_STOP = re.compile(r"[.!?…]['\"”’)\]]*$")
# What prose has and a headline with a stop behind it has not.
_PROSE = re.compile(rf"\b(?:[Tt]he|an?|A|An|was|were|had|said|{_DAY})\b|[“”\"]")
_OPENING = "“\"‘'«—–-•*"
_HEADLINE_WORDS, _DEK_WORDS, _STOPPED_WORDS, _CROSSHEAD_WORDS, _NOTE_WORDS = 25, 32, 14, 8, 60


def of(texts: Sequence[str], known: Mapping[int, ParagraphRole]) -> list[ParagraphRole]:
    """The role of each paragraph; `known` gives, by index, those that need no guess.

    Where `known` holds a headline the format marks its headings, and no other paragraph is taken for one.
    """
    marked = "headline" in known.values()
    found: list[ParagraphRole] = []
    for i, text in enumerate(texts):
        if i in known:
            found.append(known[i])
        elif (role := _by_words(text)) != "body":
            found.append(role)
        elif _is_bare_byline(texts, i, found):
            found.append("byline")
        elif not marked and (_is_headline(texts, i, found) or _is_crosshead(texts, i, found)):
            found.append("headline")
        else:
            found.append("body")
    return found


def _by_words(text: str) -> ParagraphRole:
    short = len(text.split()) <= _NOTE_WORDS
    if not any(c.isalpha() for c in text):
        return "boilerplate"
    if short and (_CAPTION.match(text) or _CAPTION_END.search(text)):
        return "caption"
    if (short and _BOILERPLATE.match(text)) or _BOILERPLATE_WITHIN.search(text):
        return "boilerplate"
    if len(text.split()) <= 16 and _BYLINE.fullmatch(text):
        return "byline"
    return "body"


def _is_bare_byline(texts: Sequence[str], i: int, found: Sequence[ParagraphRole]) -> bool:
    beside = 0 < i < 4 and i + 1 < len(texts) and "body" not in found and "headline" in found
    return beside and _BARE_BYLINE.fullmatch(texts[i]) is not None


def _is_headline(texts: Sequence[str], i: int, found: Sequence[ParagraphRole]) -> bool:
    """The first words of the article, or the line below its headline."""
    if "body" in found or i + 1 >= len(texts):
        return False
    text, after = texts[i], texts[i + 1]
    words = text.split()
    if text[0].islower() or text[-1] in ",:" or _DATELINE.match(text):
        return False
    stopped = _FINAL_STOP.search(text) is not None
    if "headline" in found:
        return not stopped and len(words) <= _DEK_WORDS and found.count("headline") < 3
    if len(words) > _HEADLINE_WORDS:
        return False
    if not stopped or _is_title_case(words) or _DATELINE.match(after) or _BYLINE.fullmatch(after):
        return True
    if len(words) > _STOPPED_WORDS or text[0] in _OPENING or len(after.split()) < 1.5 * len(words):
        return False
    return text.endswith(("?", "!")) or not (_PROSE.search(text) or ". " in text)


def _is_crosshead(texts: Sequence[str], i: int, found: Sequence[ParagraphRole]) -> bool:
    """A line of a few words between two paragraphs that end in a stop."""
    if not found or found[-1] != "body" or i + 1 >= len(texts):
        return False
    text, before, after = texts[i], texts[i - 1], texts[i + 1]
    return (
        len(text.split()) <= _CROSSHEAD_WORDS
        and (text[0].isupper() or text[0].isdigit())
        and text[-1] not in '.,;:!…”"'
        and ": " not in text
        and not text.endswith("?")
        and _FINAL_STOP.search(before) is not None
        and _FINAL_STOP.search(after) is not None
        and len(after.split()) > _CROSSHEAD_WORDS
    )


def _is_title_case(words: Sequence[str]) -> bool:
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return len(long) >= 4 and sum(w[0].isupper() for w in long) >= 0.8 * len(long)
