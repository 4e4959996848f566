"""Reads the source of a statement, as the model marked it, into the mention that it is of."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from checker import grammar, nouns
from checker.document import Span, Spans
from checker.linking.capitals import Capitals, span_of
from checker.linking.discovery import PRONOUN_GENDER, MentionReader
from checker.linking.mentions import Mention
from checker.linking.phrases import Nominal, determiner_of, phrase_end
from checker.linking.words import Words
from checker.names import is_acronym, is_given_name, is_organization_word, is_place_name
from checker.speakers import SpeakerKind

_POINTING = frozenset(PRONOUN_GENDER) | frozenset(
    """
    they them their it its itself i me my we us our you your who whom which that this these those whose
    """.split()
)
_LEADING = frozenset("according to by from said says as , . ; : — – ( “ ” \" ' ‘ ’ and but".split())
_QUANTITIES = frozenset(
    """
    raft array number series handful bunch host lot range string slew wave set pair dozens scores hundreds thousands
    millions majority minority group crowd team couple
    """.split()
)
_PARTS = frozenset(
    """
    one some many most all none each both several few others those any half two three four five
    """.split()
)


@dataclass(frozen=True)
class SourceReader:
    """Reads sources against the mentions already found."""

    words: Words
    reader: MentionReader
    mentions: tuple[Mention, ...]

    def read(self, source: Spans) -> Mention | None:
        """The mention that heads a source; None where its spans hold no word."""
        for span in source:
            mention = self._read_span(span)
            if mention is not None:
                return mention
        return None

    def read_label(self, span: Span) -> Mention | None:
        """The name that a speaker's label is where all its words are capitalised, though it may be a noun (“Baker:”)."""
        first, last = self.words.range_of(span)
        parts = tuple(w.text for w in self.words.words[first:last])
        return (
            self.reader.name(Capitals(first, last, parts))[0] if parts and all(p[0].isupper() for p in parts) else None
        )

    def antecedent(self, relative: Mention) -> Mention | None:
        """The description that a relative pronoun follows (“those who”, “a nurse who”); None where a name stands there."""
        all_words = self.words.words
        last = self.words.range_of(relative.span)[0]
        while last > 0 and all_words[last - 1].text == ",":
            last -= 1
        first = last
        while first > 0 and last - first < 7 and all_words[first - 1].sentence == relative.sentence:
            lower = all_words[first - 1].lower
            if not lower[0].isalnum() or (lower in grammar.FUNCTION_WORDS and lower not in grammar.DETERMINERS):
                break
            if grammar.looks_finite(lower) and nouns.kind_of(lower) is None:
                break
            first -= 1
            if lower in grammar.DETERMINERS:
                break
        if first == last or self._names_in(Span(all_words[last - 1].start, all_words[last - 1].end)):
            return None
        return self._description(first, last, last)

    def _read_span(self, span: Span) -> Mention | None:
        all_words = self.words.words
        first, last = self.words.range_of(span)
        while first < last and all_words[first].lower in _LEADING:
            first += 1
        while last > first and not all_words[last - 1].text[0].isalnum():
            last -= 1
        if first >= last:
            return None
        if all_words[first].lower in _POINTING and (last - first == 1 or not self._heads_noun(first, last)):
            return self.reader.pronoun(first)
        names = self._names_in(Span(all_words[first].start, all_words[last - 1].end))
        end = self._head_end(first, last, names)
        name = next((m for m in names if m.span.start <= all_words[end - 1].start < m.span.end), None)
        members = self._members(first, last, end, names)
        if members:
            return self._group(first, last, members)
        if name is not None and name.kind == "name" and nouns.is_people(name.head.lower()):
            return self._description(first, last, end)
        if name is not None and not self._is_office(name, end):
            return replace(name, subject=True)
        apposed = self._apposed(end, last, names) or self._closing(first, end, last, names)
        if apposed is None and name is not None:
            return replace(name, subject=True)
        if apposed is not None:
            return self._introduced(apposed, first, end)
        if all(w.text[0].isupper() or not w.text[0].isalpha() for w in all_words[first:end]) and not self._is_noun(
            first, end
        ):
            parts = tuple(w.text for w in all_words[first:end] if w.text[0].isalnum())
            if not any(p[0].isalpha() for p in parts):
                return self._description(first, last, end)
            if len(parts) == 1 and self._is_crowd(first, parts[0]):
                return self._description(first, last, end)
            return self.reader.name(Capitals(first, end, parts))[0]
        return self._description(first, last, end)

    def _introduced(self, name: Mention, first: int, end: int) -> Mention:
        """A name with the role that the description before it gives, its noun right before word `end`."""
        all_words = self.words.words
        titled = name.person is not None and name.role == name.person.title
        if (name.role is not None and not titled) or name.speaker_kind == "organization":
            return name
        if not nouns.is_person(all_words[end - 1].lower):
            return name
        owned = any(w.text in ("'s", "’s") for w in all_words[first:end])
        begin = first + 1 if all_words[first].lower in ("the", "a", "an", "another") and not owned else first
        role = self.words.document.text[all_words[begin].start : name.span.start].rstrip(" ,")
        return replace(name, role=role, speaker_kind="person", sure=True, subject=True)

    def _heads_noun(self, first: int, last: int) -> bool:
        """Whether a word that may stand alone is a determiner here (“his wife”, “this poll”)."""
        word, after = self.words.words[first], self.words.words[first + 1]
        if word.lower not in grammar.DETERMINERS | {"her"}:
            return False
        return (
            after.text[0].isalnum()
            and after.lower not in grammar.PREPOSITIONS | grammar.RELATIVES | grammar.AUXILIARIES
        )

    def _is_noun(self, first: int, end: int) -> bool:
        w = self.words.words[end - 1]
        alone = end - first == 1 or self.words.words[first].lower in grammar.DETERMINERS
        alone = alone or w.sentence in self.reader.capitals.casing.headlines or is_acronym(w.text)
        if end - first == 1 and w.lower in grammar.STARTERS:
            return True
        return alone and nouns.kind_of(w.lower) is not None and not (is_acronym(w.text) and len(w.text) < 5)

    def _names_in(self, span: Span) -> list[Mention]:
        k = bisect_left(self.mentions, span.start, key=lambda m: m.span.start)
        out = []
        while k < len(self.mentions) and self.mentions[k].span.start < span.end:
            if self.mentions[k].kind == "name":
                out.append(self.mentions[k])
            k += 1
        return out

    def _head_end(self, first: int, last: int, names: list[Mention]) -> int:
        """The word after the head of the source: before the first comma, preposition, relative or verb outside a name."""
        all_words = self.words.words
        k = first
        while k < last:
            w = all_words[k]
            inside = next((m for m in names if m.span.start <= w.start < m.span.end), None)
            if inside is not None:
                while k < last and all_words[k].start < inside.span.end:
                    k += 1
                continue
            if w.text in ("'s", "’s", "/", "&") or (w.text in ("'", "’") and k + 1 < last):
                k += 1
                continue
            stops = w.lower in grammar.PREPOSITIONS | grammar.RELATIVES | grammar.AUXILIARIES | {"and", "or"}
            if k > first and w.lower in ("last", "next", "this", "earlier") and nouns.kind_of(all_words[k - 1].lower):
                break
            if k > first and (
                stops
                or not w.text[0].isalnum()
                or (w.lower in _PARTICIPLES and all_words[k - 1].lower not in grammar.DETERMINERS)
                or self._is_participle(k, last)
            ):
                break
            k += 1
        while k > first + 1 and not all_words[k - 1].text[0].isalnum():
            k -= 1
        return k

    def _is_participle(self, k: int, last: int) -> bool:
        """Whether word `k` begins what is told of the noun before it (“Americans worried about”, “a list tracking such”)."""
        words = self.words.words
        if (
            not (words[k].lower.endswith(("ed", "ing")) or words[k].lower in _IRREGULAR)
            or nouns.kind_of(words[k].lower) is not None
        ):
            return False
        before = words[k - 1].lower
        if nouns.kind_of(before) is not None or nouns.is_people(before):
            return True
        rest = (w.lower for w in words[k + 1 : last])
        return before not in grammar.DETERMINERS and not any(nouns.kind_of(w) is not None for w in rest)

    def _is_crowd(self, first: int, word: str) -> bool:
        """Whether a lone capitalised word is a plural noun: a people, or one that owes its capital to its place."""
        if nouns.is_people(word.lower()):
            return True
        plural = word.endswith("s") and not word.endswith("ss") and not is_given_name(word)
        return plural and not is_organization_word(word) and self.reader.capitals.casing.owes_capital(first)

    def _members(self, first: int, last: int, end: int, names: list[Mention]) -> tuple[Mention, ...]:
        """The mentions joined by “and” (“Okafor and Lee”); empty where one speaks for itself or a role runs on."""
        text = self.words.document.text
        head, close = self.words.words[end - 1].start, self.words.words[last - 1].end
        k = next((k for k, m in enumerate(names) if m.span.start <= head < m.span.end), len(names))
        members = names[k : k + 1]
        for m in names[k + 1 :]:
            joint = _JOINT.fullmatch(text, members[-1].span.end, m.span.start)
            if joint is None:
                break
            members.append(m)
            if joint["and"]:
                rest = text[m.span.end : close]
                return () if rest[:1] == " " and rest[1:2].islower() else tuple(members)
        return ()

    def _group(self, first: int, last: int, members: tuple[Mention, ...]) -> Mention:
        w = self.words.words[first]
        return Mention(
            span=span_of(self.words.words, first, last),
            kind="group",
            head=" and ".join(m.head for m in members),
            sentence=w.sentence,
            paragraph=w.paragraph,
            in_quote=self.words.quotation_at(w.start),
            speaker_kind="group",
            sure=True,
            plural=True,
            subject=True,
            members=members,
        )

    def _apposed(self, end: int, last: int, names: list[Mention]) -> Mention | None:
        """The name that a description leads up to: “The port's director, Maria Okafor”, “his wife and nominee Ann Lee”."""
        all_words = self.words.words
        for k in range(end, last):
            if all_words[k].text in (",", "—", "–"):
                return self._named_next(k + 1, last, names, k == end)
            if all_words[k].lower in grammar.RELATIVES:
                return None
        if end < last and all_words[end].lower == "and" and names:
            closing = names[-1]
            if closing.span.end == all_words[last - 1].end and closing.role and closing.speaker_kind != "organization":
                return closing
        return None

    def _is_office(self, name: Mention, end: int) -> bool:
        """Whether a capitalised name before word `end` is an office that another name may fill (“The Deputy Premier”)."""
        parts = name.head.split()
        return nouns.is_person(self.words.words[end - 1].lower) and not any(map(is_given_name, parts))

    def _closing(self, first: int, end: int, last: int, names: list[Mention]) -> Mention | None:
        """The person whose full name closes the source after a comma, whatever stands between it and the description:
        “The solicitor who drew up the will, Fintan Considine”.
        """
        all_words = self.words.words
        name = names[-1] if names else None
        if name is None or name.span.end < all_words[last - 1].end or name.person is None or name.possessive:
            return None
        described = nouns.kind_of(nouns.singular(all_words[end - 1].lower)) in ("unnamed", None)
        if not described or not name.person.given or name.speaker_kind == "organization":
            return None
        comma = max((k for k in range(first, last) if all_words[k].text == ","), default=None)
        if comma is None or comma < end or is_place_name(name.head.split()):
            return None
        between = [all_words[k] for k in range(comma + 1, last) if all_words[k].start < name.span.start]
        # Of two names side by side the second may be where the first is: “from Leeds, West Yorkshire”.
        beside = any(m.span.end == all_words[comma - 1].end for m in names)
        known = is_given_name(name.person.given[0]) or bool(between)
        return name if known and not (beside and not is_given_name(name.person.given[0])) else None

    def _named_next(self, first: int, last: int, names: list[Mention], direct: bool) -> Mention | None:
        """The person named at word `first` or after a few words of description (“state Del. Ann Price”).

        A body only where it closes the source and `direct` tells that the noun it explains stands right before.
        """
        all_words = self.words.words
        for k in range(first, min(last, first + 5)):
            m = next((m for m in names if m.span.start == all_words[k].start), None)
            if m is not None:
                closes = direct and m.span.end >= all_words[last - 1].end
                return m if m.speaker_kind != "organization" or closes else None
            article = all_words[k].lower in ("the", "a", "an") and k == first
            if not article and (not all_words[k].text[0].isalpha() or all_words[k].lower in grammar.FUNCTION_WORDS):
                return None
        return None

    def _description(self, first: int, last: int, end: int) -> Mention:
        """The mention of a source that names nobody: words `first` to `last`, its noun right before word `end`."""
        all_words = self.words.words
        mark = next((k for k in range(end - 2, first, -1) if all_words[k].text in ("'s", "’s", "'", "’")), None)
        begin = mark if mark is not None else first
        determiner = determiner_of(all_words[begin].lower)
        noun = all_words[end - 1].lower
        modifiers = tuple(w.lower for w in all_words[begin + (determiner != "bare") : end - 1])
        partitive = end + 1 < last and all_words[end].lower == "of" and noun in _PARTS | _QUANTITIES
        phrase = min(last, phrase_end(self.words, end, last))
        cut = next((k for k in range(max(phrase, end + 2 * partitive), last) if _cuts(all_words[k].lower)), last)
        if nouns.kind_of(noun) == "document" and last - first <= _LONGEST:
            # “a letter that the office sent the governor”: what else would it be called? Its name ends at a comma.
            cut = next((k for k in range(end, last) if all_words[k].text == ","), last)
        mention = self.reader.nominal(Nominal(begin, end, end - 1, noun, determiner, modifiers), cut)
        kind = self._kind_of(mention.speaker_kind, end, last, partitive)
        if kind == "organization" and determiner == "indefinite" and all_words[end - 1].text[0].isupper():
            kind = "unnamed"  # “a senior Liberal”
        if noun == "paper" and determiner == "indefinite":
            kind = "document"
        plural = kind == "group" or mention.plural
        return replace(mention, speaker_kind=kind, plural=plural, subject=True, possessive=False)

    def _kind_of(self, kind: SpeakerKind | None, end: int, last: int, partitive: bool) -> SpeakerKind:
        """What a description stands for whose noun, before word `end`, alone tells `kind`."""
        all_words = self.words.words
        noun = all_words[end - 1]
        if partitive:
            if noun.lower in ("one", "none"):
                return "unnamed"
            other = nouns.kind_of(all_words[self._head_end(end + 1, last, []) - 1].lower)
            return "document" if other == "document" else "group"
        if end + 1 < last and all_words[end].lower in (
            "and",
            "or",
        ):  # “state and local leaders”, “police and residents”
            other = nouns.kind_of(all_words[self._head_end(end + 1, last, []) - 1].lower)
            if other is not None:
                return "document" if other == kind == "document" else "group"
        if kind is not None:
            return kind
        if noun.text.isdigit() or (noun.lower.endswith("s") and not noun.lower.endswith(("ss", "us", "is"))):
            return "group"
        return "organization" if noun.text[0].isupper() else "unnamed"


_JOINT = re.compile(
    r"(?:\s*\([^)]{,20}\))?(?:,\s*[A-Z][\w.-]{,8}(?=,))?,?\s*(?P<and>and\s+)?(?:the\s+)?"
    r"(?:(?!(?:of|and|or|for|at|in|from|with|by)\s)[A-Za-z.-]+\s+){,4}"
)
"""What may stand between two names of a list: party and state in brackets or commas, “and”, a description."""
_CUTS = frozenset("ranging including who which whose whom that , ( — – ; :".split())
_LONGEST = 18  # words in the name of a document
_PARTICIPLES = frozenset(
    """
    familiar briefed close released published conducted commissioned taken speaking working including based involved
    led kept made drawn given held sent written filed obtained seen
    """.split()
)

_IRREGULAR = frozenset("put laid set left brought hung read run shown cut paid sworn stuck thrown bound told".split())


def _cuts(word: str) -> bool:
    """Whether a word ends what an unnamed speaker is called: a comma, a bracket or a relative pronoun."""
    return word in _CUTS or word in grammar.AUXILIARIES
