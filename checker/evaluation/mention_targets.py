"""Articles with coreference as `MentionExample`s: which of the mentions that attrib finds stand for one and the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tokenizers import Tokenizer

from checker.document import Span, Spans
from checker.evaluation.annotation import Annotation
from checker.evaluation.coreference import AmbiguousPronoun, ChainedText
from checker.linking.linker import find_mentions
from checker.linking.mentions import Mention
from checker.linking.pointing import FIRST_PERSON
from checker.modeling.mention_examples import MentionExample, Target
from checker.modeling.pieces import Pieces
from checker.modeling.pointing import Heads
from checker.readers import read_string

#: Words between the start of a gold mention and ours that make ours a part of it, not its head (“the mayor of Leeds”).
_OTHER_HEAD = re.compile(r"[,;:(–—]|\b(?:of|in|at|for|from|on|with|by|to|and|or|who|that)\b|['’]s?\b", re.IGNORECASE)
#: What may follow the head of a mention within it.
_MODIFIER = re.compile(r"\s*(?:$|[,(–—-]|(?:of|who|that|which|for|in|at|from|with|to|on|whose|named|called)\b)")


def align(text: str, mentions: Sequence[Mention], spans: Iterable[Span]) -> dict[int, Span]:
    """The gold span of each of our mentions that has one, by the mention's number: the smallest whose head ours is, else the
    largest that ends ours (“Dr Okafor” for “Okafor”).
    """
    by_start = sorted(spans)
    found: dict[int, Span] = {}
    for k, m in enumerate(mentions):
        around = [g for g in by_start if g.start <= m.span.start and m.span.end <= g.end and _is_head(text, m.span, g)]
        inside = [g for g in by_start if m.span.start <= g.start and g.end == m.span.end]
        if around:
            found[k] = min(around, key=lambda g: g.end - g.start)
        elif inside:
            found[k] = max(inside, key=lambda g: g.end - g.start)
    return found


def _is_head(text: str, own: Span, gold: Span) -> bool:
    if _OTHER_HEAD.search(text, gold.start, own.start):
        return False
    rest = text[own.end : gold.end]
    return rest in ("'s", "’s", "'", "’") or _MODIFIER.match(rest) is not None


def is_anchor(mention: Mention) -> bool:
    """Whether a mention stands for someone met elsewhere: a pronoun of the third person, or a definite description."""
    if mention.kind == "pronoun":
        return mention.head not in FIRST_PERSON and mention.head not in ("you", "your", "who", "which", "that", "whom")
    return (
        mention.kind in ("nominal", "group")
        and mention.determiner in ("definite", "possessive")
        and not mention.members
    )


def example_of_chains(text: ChainedText, tokenizer: Tokenizer) -> MentionExample:
    """A text with its chains. Where not all of them are known, other pronouns and descriptions are left open."""
    document = read_string(text.text)
    mentions = find_mentions(document)
    chain_of_span = {span: k for k, chain in enumerate(text.chains) for span in chain}
    aligned = align(text.text, mentions, chain_of_span)
    return _example(text, mentions, {k: chain_of_span[s] for k, s in aligned.items()}, text.chains, tokenizer)


def _example(
    text: ChainedText,
    mentions: Sequence[Mention],
    chain_of: dict[int, int],
    chains: Sequence[Spans],
    tokenizer: Tokenizer,
) -> MentionExample:
    pieces = Pieces.of(read_string(text.text), tokenizer)
    members: dict[int, set[int]] = {}
    for k, number in chain_of.items():
        members.setdefault(number, set()).add(k)
    unsure = frozenset(k for k, m in enumerate(mentions) if k not in chain_of and m.kind != "name")
    targets = []
    for k, m in enumerate(mentions):
        if not is_anchor(m):
            continue
        chain = chain_of.get(k)
        if chain is None:
            if text.complete:
                targets.append(Target(k, frozenset(), True))
            continue
        first = chains[chain][0].start >= m.span.start
        if not text.complete and (first or len(chains[chain]) < 2):
            continue
        targets.append(Target(k, frozenset(members[chain] - {k}), first, frozenset() if text.complete else unsure))
    return MentionExample(pieces, Heads.of(pieces, mentions), tuple(targets) if len(pieces) else ())


def example_of_pronoun(row: AmbiguousPronoun, tokenizer: Tokenizer) -> MentionExample | None:
    """A snippet of GAP, None where attrib finds the pronoun or one of the names nowhere."""
    document = read_string(row.text)
    mentions = find_mentions(document)
    pronoun = next((k for k, m in enumerate(mentions) if m.span == row.pronoun), None)
    a, b = (naming(mentions, span) for span in (row.a, row.b))
    if pronoun is None or not a or not b:
        return None
    right = (a if row.a_coref else frozenset()) | (b if row.b_coref else frozenset())
    others = frozenset(k for k, m in enumerate(mentions) if k not in a | b | {pronoun})
    if right:
        loose = frozenset(k for k in others if mentions[k].kind != "name")
        target = Target(pronoun, right, False, loose)
    else:
        target = Target(pronoun, others, True)
    pieces = Pieces.of(document, tokenizer)
    return MentionExample(pieces, Heads.of(pieces, mentions), (target,))


def naming(mentions: Sequence[Mention], span: Span) -> frozenset[int]:
    """The mentions that overlap a name, and those that bear its last word."""
    at = [k for k, m in enumerate(mentions) if m.kind == "name" and m.span.overlaps(span)]
    family = {mentions[k].head.split()[-1] for k in at}
    return frozenset(
        k for k, m in enumerate(mentions) if m.kind == "name" and at and (k in at or m.head.split()[-1] in family)
    )


def example_of_annotation(article: Annotation, tokenizer: Tokenizer) -> MentionExample:
    """One of the project's articles: its speakers' mentions and the sources of their statements are chains."""
    document = read_string(article.text, path=article.path)
    mentions = find_mentions(document, article.statements)
    spans: dict[Span, int] = {}
    for k, speaker in enumerate(article.speakers):
        spans.update(dict.fromkeys(speaker.mentions, k))
        for s in article.statements:
            if s.speaker == speaker.id:
                spans.update(dict.fromkeys(s.source, k))
    chains = [tuple(sorted(s for s, k in spans.items() if k == n)) for n in range(len(article.speakers))]
    text = ChainedText(article.id, "samples", article.text, tuple(chains), False, "news")
    aligned = align(article.text, mentions, spans)
    return _example(text, mentions, {k: spans[s] for k, s in aligned.items()}, chains, tokenizer)
