"""GUM: attributions of its rhetorical structure as statements, nested ones among them, with coreference for speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from checker.acts import act_of
from checker.document import Span, Spans
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.coreference.conllu import GumDocument, read_conllu
from checker.evaluation.coreference.discourse import Discourse, Unit, discourse
from checker.evaluation.importers.gum_speakers import Cast
from checker.kinds import kind_of, nest, quotations
from checker.quotation import Quotation
from checker.statements import Statement

#: Reported prose. In interviews, hearings and speeches most attributions are “I think”, in academic prose “data show”.
GENRES = frozenset({"news", "bio"})
_SET_OFF = frozenset(", ; : . – — - --".split())
_TRIMMED = " ,;:–—-\n"
#: What hangs on the head of a source without being of its phrase: “with Lee saying”, “all they get is a message saying”.
_OF_CLAUSE = frozenset("case cc parataxis punct nsubj nsubj:pass cop mark aux advcl expl".split())
_SAID_OF_SELF = frozenset("i we you me us".split())


def read(path: str | Path) -> Iterator[Annotation]:
    """One annotation a `.conllu` file of the GENRES; of a folder, all of them in name order.

    A statement is an attribution (RST) whose cue is a verb of speech or thought, or “according to”. Its content is the
    attributed units inside one sentence, and all of any quotation that they are part of. What no rule can tell (nouns
    as cues, quotations without attribution) is not annotated. Raises AttribError on what is no such file.
    """
    path = Path(path)
    files = sorted(path.rglob("*.conllu")) if path.is_dir() else [path]
    if not files:
        raise AttribError(f"{path}: holds no .conllu files")
    for file in files:
        document = read_conllu(file)
        if document.genre in GENRES:
            yield _annotation(document)


def _annotation(document: GumDocument) -> Annotation:
    structure = discourse(document.words)
    quotes = quotations(document.text)
    cast = Cast(document)
    found: list[Statement] = []
    reader = _Reader(document, structure, quotes)
    for unit in structure.units.values():
        if unit.relation.startswith("attribution") and (read := reader.statement(unit)):
            statement, source_head = read
            speaker = cast.speaker_at(source_head) if source_head is not None else None
            found.append(replace(statement, speaker=speaker))
    found.sort(key=lambda s: (s.hull, s.content))
    numbered = [replace(s, id=f"s{n}") for n, s in enumerate(found, 1)]
    meta = {"id": document.name, "genre": document.genre}
    return Annotation(document.text, f"{document.name}.txt", nest(numbered), cast.speakers(), meta=meta)


class _Reader:
    """Statements of one document, by unit of attribution."""

    def __init__(self, document: GumDocument, structure: Discourse, quotes: tuple[Quotation, ...]) -> None:
        self.document, self.structure, self.quotes = document, structure, quotes
        self.children: defaultdict[int, list[int]] = defaultdict(list)
        for i, word in enumerate(document.words):
            if word.head is not None:
                self.children[word.head].append(i)

    def statement(self, unit: Unit) -> tuple[Statement, int | None] | None:
        """The statement of an attribution and the head word of its source; None where it is not one of speech or thought."""
        words = self.document.words
        argument = self.structure.argument(unit)
        if not argument:
            return None
        first = self.structure.units[unit.head or 0].first
        sentence = {i for i in argument if words[i].sentence == words[first].sentence}
        cue = self._cue(unit, sentence)
        if not cue:
            return None
        act = act_of(" ".join(f"{words[i].form} {words[i].lemma}" for i in cue), "indirect")
        head = self._source_head(cue, sentence)
        passive = any(words[i].relation == "aux:pass" for i in cue)
        of_self = head is not None and words[head].form.lower() in _SAID_OF_SELF
        if act == "other" or of_self or (head is None and not passive):
            return None
        source = self._source(head, {*cue, *sentence}) if head is not None else ()
        content = self._content(sentence - set(range(unit.first, unit.last + 1)), cue)
        cues = self._spans(cue)
        content += self._following(unit, content)
        said = " ".join(p.of(self.document.text) for p in content)
        if len(said.split()) < 2 or said.count('"') % 2 or said.count("“") != said.count("”"):
            return None
        if any(c.overlaps(p) for c in content for p in cues + source):
            return None
        kind = kind_of(self.document.text, self.quotes, content, cues + source)
        return Statement("", kind, act, content, cues, source), head

    def _cue(self, unit: Unit, content: set[int]) -> list[int]:
        """“according to”, or the verb that the content hangs on (or that hangs on it), with auxiliaries and particle."""
        words = self.document.words
        own = range(unit.first, unit.last + 1)
        for i in own:
            if words[i].lemma in ("accord", "according") and i + 1 in own and words[i + 1].form == "to":
                return [i, i + 1]
        verbs = [i for i in own if words[i].upos == "VERB"]
        governing = [i for i in verbs if any(words[c].head == i for c in content)]
        hanging = [i for i in verbs if words[i].head in content and words[i].relation in ("parataxis", "ccomp")]
        chosen = governing[-1:] or hanging[:1] or (verbs if len(verbs) == 1 else [])
        if not chosen:
            return []
        verb = chosen[0]
        kept = ("aux", "aux:pass", "compound:prt")
        parts = {verb} | {c for c in self.children[verb] if words[c].relation in kept}
        between = range(min(parts), max(parts) + 1)
        parts |= {c for c in self.children[verb] if c in between and words[c].lemma in ("not", "never")}
        return sorted(parts)

    def _source_head(self, cue: list[int], content: set[int]) -> int | None:
        """The word that the source is the phrase of: the subject, the agent of a passive, or what “according to” governs."""
        words = self.document.words
        if words[cue[-1]].form == "to" and len(cue) == 2:
            return words[cue[0]].head
        verb = next(i for i in reversed(cue) if words[i].upos == "VERB")
        if words[verb].lemma in ("quote", "cite"):
            return next((c for c in self.children[verb] if words[c].relation == "obj"), None)
        seen: set[int] = set()
        while verb not in seen:
            seen.add(verb)
            relations = {words[c].relation: c for c in reversed(self.children[verb]) if c not in content}
            if "nsubj" in relations:
                return relations["nsubj"]
            if "nsubj:pass" in relations or "aux:pass" in relations:
                return relations.get("obl:agent")
            above = words[verb].head
            if above is None or above in content:
                return None
            if words[verb].relation.startswith("acl"):
                return above
            if words[verb].relation not in ("conj", "xcomp", "advcl") or words[above].upos not in ("VERB", "AUX"):
                return None
            verb = above
        return None

    def _source(self, head: int, taken: set[int]) -> Spans:
        """The phrase of a word up to where cue or content stand in it, without the preposition it follows."""
        words = self.document.words
        phrase = {head}
        todo = [head]
        while todo:
            here = todo.pop()
            for c in self.children[here]:
                if c not in taken and not (here == head and words[c].relation in _OF_CLAUSE):
                    phrase.add(c)
                    todo.append(c)
        low = high = head
        inside = {i for i in range(min(phrase), max(phrase) + 1) if i not in taken}
        while low - 1 in inside:
            low -= 1
        while high + 1 in inside:
            high += 1
        while high > head and words[high].form in _SET_OFF:
            high -= 1
        while low < head and words[low].upos == "PUNCT":
            low += 1
        return (self.document.span(low, high),)

    def _content(self, content: set[int], cue: list[int]) -> Spans:
        """The words in runs, with all of the quotations that they touch, trimmed of what sets the attribution off."""
        text = self.document.text
        while content and self.document.words[min(content)].upos in ("CCONJ", "PUNCT"):
            if self.document.words[min(content)].xpos in ("``", "''", "-LRB-"):
                break
            content = content - {min(content)}
        spans = list(self._spans(sorted(content)))
        cues = self._spans(cue)
        for quote in self.quotes:
            touched = any(quote.span.overlaps(s) and not s.contains(quote.span) for s in spans)
            if touched and not any(quote.span.overlaps(c) for c in cues):
                spans.append(quote.span)
        merged: list[Span] = []
        for span in sorted(spans):
            if merged and (span.start <= merged[-1].end or not text[merged[-1].end : span.start].strip()):
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
            else:
                merged.append(span)
        trimmed = (self._trim(s) for s in merged)
        return tuple(s for s in trimmed if any(c.isalnum() for c in s.of(text)))

    def _following(self, unit: Unit, content: Spans) -> Spans:
        """Whole quoted sentences after that of the attribution, in its paragraph: “A,” she said. “B.”"""
        words, text = self.document.words, self.document.text
        if not any(q.span.contains(p) for q in self.quotes for p in content):
            return ()
        sentence = words[unit.last].sentence
        end = next((w.span.start for w in words[unit.last :] if w.sentence > sentence), len(text))
        end = len(text[:end].rstrip())
        pieces: list[Span] = []
        for quote in sorted(self.quotes, key=lambda q: q.span):
            gap = text[end : quote.span.start] if quote.span.start >= end else "-"
            if gap.strip() or "\n" in gap:
                continue
            after = next((w.sentence for w in words if w.span.start >= quote.span.end), None)
            ends_sentence = after is None or after != next(w.sentence for w in words if w.span.end >= quote.span.end)
            if ends_sentence and not any(quote.span.overlaps(p) for p in content):
                pieces.append(quote.span)
                end = quote.span.end
        return tuple(pieces)

    def _trim(self, span: Span) -> Span:
        text = self.document.text
        start, end = span
        while start < end and text[start] in _TRIMMED:
            start += 1
        while start < end and (text[end - 1] in _TRIMMED or text[end - 1] == "."):
            if text[end - 1] == "." and text[max(start, end - 4) : end].count(".") > 1:
                break  # “U.S.”
            end -= 1
        if any(q.span.start == start and q.span.start < end < q.span.end for q in self.quotes):
            end = span.end
        return Span(start, end)

    def _spans(self, indices: Iterable[int]) -> Spans:
        """Runs of words as spans."""
        runs: list[list[int]] = []
        for i in indices:
            if runs and runs[-1][1] == i - 1:
                runs[-1][1] = i
            else:
                runs.append([i, i])
        return tuple(self.document.span(a, b) for a, b in runs)
