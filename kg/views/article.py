"""article-….html: the text as read, with who and what coloured, what was said quoted, and every span addressable.

The page reads without script; the script adds the details of what is touched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from kg.identifiers import EVENT
from kg.records import Record
from kg.resolve.world import World, WorldClaim, WorldEntity, WorldEvent
from kg.views.naming import web_address
from kg.views.page import render
from kg.views.rows import entity_kind
from kg.views.wording import Labels, format_day, format_when

# how the page says where an article's day comes from
BASIS = {
    "metadata": "",
    "text": "date read from the text",
    "decision": "added by hand",
    "unknown": "date unknown",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A stretch of the text and the row of `details` it opens. `kind`: entity, event or quote."""

    start: int
    end: int
    kind: str
    css: str
    detail: int


class ArticlePages:
    """What all article pages of a site share: the world by article, looked up once."""

    def __init__(self, world: World, labels: Labels, title: str) -> None:
        self.labels, self.title = labels, title
        self.entities = {e.slug: e for e in world.entities}
        self.told: dict[str, list[tuple[WorldEvent, tuple[WorldClaim, ...]]]] = {}
        self.locals: dict[tuple[str, str], WorldEntity] = {}
        self.merged: dict[tuple[str, str], WorldEvent] = {}
        for entity in world.entities:
            for merge in entity.merges:
                self.locals[merge.article, merge.local] = entity
        for event in world.events:
            for merge in event.merges:
                self.merged[merge.article, merge.local] = event
            for digest in sorted({c.article for c in event.claims}):
                self.told.setdefault(digest, []).append((event, tuple(c for c in event.claims if c.article == digest)))

    def page(self, record: Record) -> str:
        """Return the page of one article."""
        article = record.article
        details: list[dict[str, Any]] = []
        notes = [*self.entity_notes(record, details), *self.event_notes(record, details)]
        told = self.told.get(article.digest, [])
        anchors = sorted({(s.start, s.end) for _, claims in told for c in claims for s in c.claim.evidence})
        paragraphs = mark_text(article.text, headline_end(record), notes, anchors)
        return render(
            "article.html", title=self.title, page="article", article=article, paragraphs=paragraphs,
            published=format_day(article.published) if article.published else "",
            basis=BASIS[article.published_basis],
            address=web_address(article.url), details=details, events=len(told),
            entities=len({n.detail for n in notes if n.kind == "entity"}), warnings=record.warnings,
        )  # fmt: skip

    def entity_notes(self, record: Record, details: list[dict[str, Any]]) -> Iterable[Note]:
        """Yield a note per mention of an entity."""
        for entity in record.entities:
            real = self.locals.get((record.article.digest, entity.id)) or self.entities.get(entity.known or entity.id)
            kind = entity_kind(real) if real else "thing"
            details.append(
                {
                    "kind": "entity",
                    "head": real.label if real else entity.label,
                    "rows": [["", self.labels.term(real.type if real else entity.type)]],
                    "page": f"graph.html#sel=n:{real.slug}" if real else "",
                }
            )
            for mention in entity.mentions:
                yield Note(mention.start, mention.end, "entity", f"n {kind}", len(details) - 1)

    def event_notes(self, record: Record, details: list[dict[str, Any]]) -> Iterable[Note]:
        """Yield a note per trigger and per quotation of the article's claims."""
        for event, claims in self.told.get(record.article.digest, []):
            rows = [
                ["what", self.labels.term(event.type)],
                ["when", format_when(event.time, event.time_basis, event.is_lasting)],
            ]
            for role, slugs in event.roles:
                names = [self.entities[s].label for s in slugs if s in self.entities]
                if names and role != "content":
                    rows.append([self.labels.term(role), ", ".join(names)])
            for claim in claims:
                who = self.entities[claim.speaker].label if claim.speaker in self.entities else "the article itself"
                denied = "denied" if claim.claim.polarity == "Negative" else "affirmed"
                rows.append(["said by", f"{who}: {denied}, {self.labels.term(claim.claim.modality)}"])
            for q in event.quantities:
                if q.article == record.article.digest:
                    rows.append([self.labels.term(q.quantity.measure), q.quantity.mention.text])
            details.append(
                {
                    "kind": "event",
                    "head": event.label or self.labels.term(event.type),
                    "status": event.status,
                    "rows": rows,
                    "page": f"timeline.html#sel={event.iri.removeprefix(EVENT)}",
                }
            )
            css = f"e {self.labels.tone(event.type)} s-{event.status}"
            spans = {c.claim.trigger for c in claims if c.claim.trigger is not None}
            for local in record.events:
                if self.merged.get((record.article.digest, local.id)) is event:
                    for m in local.mentions:
                        yield Note(m.start, m.end, "event", css, len(details) - 1)
                    spans -= {s for s in spans if any(m.start == s.start for m in local.mentions)}
            for span in sorted(spans, key=lambda s: (s.start, s.end)):
                yield Note(span.start, span.end, "event", css, len(details) - 1)
            for span in sorted({c.claim.quote for c in claims if c.claim.quote is not None}, key=lambda s: s.start):
                yield Note(span.start, span.end, "quote", "q", len(details) - 1)


def headline_end(record: Record) -> int:
    """Return where the headline ends: it is the page's heading, everything after it the body."""
    heads = [z.end for z in record.article.zones if z.kind == "headline"]
    return max(heads) if heads else 0


def mark_text(text: str, head: int, notes: list[Note], anchors: list[tuple[int, int]]) -> list[tuple[str, Markup]]:
    """Return (tag, inner HTML) per paragraph; every character of the text once, all of it escaped.

    Notes may nest or cross: the text is cut at every border, and each piece names all notes that cover it.
    """
    begins: dict[int, list[tuple[int, int]]] = {}
    for start, end in anchors:
        begins.setdefault(start, []).append((start, end))
    paragraphs: list[tuple[str, Markup]] = []
    at = 0
    for line in text.split("\n"):
        stop = at + len(line)
        if line.strip():
            here = [n for n in notes if n.start < stop and n.end > at]
            starts = [s for s in begins if at <= s < stop]
            cuts = sorted(
                {at, stop, *starts}
                | {end for _, end in anchors if at < end < stop}
                | {max(n.start, at) for n in here}
                | {min(n.end, stop) for n in here}
            )  # fmt: skip
            inner: list[str] = []
            waiting = sorted(here, key=lambda n: -n.start)
            covering: list[Note] = []
            for a, b in pairwise(cuts):
                inner += [f'<a class="at" id="p{start}-{end}"></a>' for start, end in begins.get(a, [])]
                while waiting and waiting[-1].start <= a:
                    covering.append(waiting.pop())
                covering = [n for n in covering if n.end > a]
                inner.append(_piece(text[a:b], a, covering))
            paragraphs.append(("h1" if stop <= head and not paragraphs else "p", Markup("".join(inner))))
        at = stop + 1
    return paragraphs


def _piece(text: str, start: int, notes: list[Note]) -> str:
    """Return one span of HTML; only the text is not ours, so only it is escaped."""
    if not notes:
        return f'<span data-p="{start}">{escape(text)}</span>'
    css = " ".join(sorted({c for n in notes for c in n.css.split()}))
    rows = " ".join(map(str, sorted({n.detail for n in notes})))
    return f'<span data-p="{start}" data-d="{rows}" class="{css}" tabindex="0">{escape(text)}</span>'
