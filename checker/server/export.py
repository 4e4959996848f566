"""From a review to an annotated article: what `attrib finetune` and `attrib eval` read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from checker.document import Spans
from checker.evaluation.annotation import Annotation, NotFinding
from checker.evaluation.records import annotation_to_json
from checker.server.correction import Event, in_force
from checker.server.review import Review, fold
from checker.server.store import Store
from checker.speakers import Speaker


def annotated_articles(store: Store, *, everything: bool = False) -> Iterator[Annotation]:
    """The articles that somebody has corrected, or all of them, by path."""
    for entry in sorted(store.entries(), key=lambda e: (e.path or "", e.id)):
        base = store.base(entry.id)
        if base is not None and (everything or in_force(store.events(entry.id))):
            events = store.events(entry.id)
            yield annotation(fold(base, events), events)


def lines(store: Store, *, everything: bool = False) -> str:
    """The same as JSON lines, which `checker.evaluation.annotations.read_annotations` reads."""
    found = annotated_articles(store, everything=everything)
    return "".join(json.dumps(annotation_to_json(a), ensure_ascii=False) + "\n" for a in found)


def listing(store: Store) -> str:
    """A line an article: id, number of corrections in force, when it was read, model, path."""
    rows = [
        f"{e.id}  {len(in_force(store.events(e.id))):>5}  {e.opened[:16]}  {e.model.name} {e.model.revision}  "
        f"{e.path or '(pasted)'}"
        for e in store.entries()
    ]
    return "".join(f"{row}\n" for row in rows) or "No articles.\n"


def annotation(review: Review, events: tuple[Event, ...]) -> Annotation:
    """A review as gold: its statements as they stand, the findings that were accepted or added (all that were not
    rejected, once the article is finished), and the rejected ones, with their reasons, as `not_findings`.

    What was judged has no confidence. `meta` tells id, author (“A, B” of several), time (of the last correction), model,
    revision, text_hash, path, items and reviewed (how many), finished (“yes” or “no”) and, as `note ID`, the notes.
    """
    article = review.base.article
    statements = sorted(review.statements.values(), key=lambda s: (min(s.content), s.id))
    left = {item: f for item, f in review.findings.items() if review.verdict(item).status != "rejected"}
    if review.finished is None:
        left = {item: f for item, f in left.items() if review.verdict(item).status is not None}
    counting = in_force(events)
    authors = dict.fromkeys(e.author for e in counting)
    meta = {
        "id": review.base.id,
        "annotator": ", ".join(authors),
        "time": counting[-1].time if counting else review.base.opened,
        "model": article.model.name,
        "revision": article.model.revision,
        "text_hash": review.base.text_hash,
        "items": str(len(review.order)),
        "reviewed": str(review.reviewed),
        "finished": "yes" if review.finished else "no",
        **{f"note {item}": review.verdict(item).note for item in review.order if review.verdict(item).note},
    }
    return Annotation(
        text=review.text,
        path=article.path,
        statements=tuple(
            replace(
                s,
                content=_in_order(s.content),
                confidence=None if review.is_reviewed(s.id) else s.confidence,
            )
            for s in statements
        ),
        speakers=tuple(_tidy(s) for s in review.speakers.values()),
        findings=tuple(replace(left[item], confidence=None, candidates=()) for item in review.order if item in left),
        not_findings=tuple(
            NotFinding(review.findings[item].code, review.findings[item].span, review.verdict(item).reason)
            for item in review.order
            if item in review.findings and review.verdict(item).status == "rejected"
        ),
        meta=meta,
    )


def _tidy(speaker: Speaker) -> Speaker:
    return replace(speaker, mentions=_in_order(speaker.mentions))


def _in_order(spans: Spans) -> Spans:
    return tuple(sorted(spans))
