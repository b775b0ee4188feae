"""The data pages carry: each sentence once, entities, claims and events as short rows referring to each other by place.

Owns the row layout that static/core.js reads; derives nothing the world does not say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from kg.dates import DaySpan
from kg.identifiers import EVENT
from kg.records import Claim, Record, Span
from kg.resolve.world import World, WorldClaim, WorldEntity, WorldEvent, WorldQuantity
from kg.views.naming import name_pages, web_address
from kg.views.offsets import utf16_offset
from kg.views.page import inline_json
from kg.views.wording import Labels, format_when

EPOCH = date(1970, 1, 1).toordinal()
KINDS = {
    "Person": "person", "Country": "place", "Place": "place", "Region": "place", "City": "place", "District": "place",
    "Facility": "place", "Organization": "body", "GovernmentBody": "body", "ArmedForce": "body",
    "MediaOrganization": "body", "InternationalOrganization": "body", "Group": "group",
}  # fmt: skip
TONES = ("neutral", "cooperation", "conflict")


@dataclass(frozen=True, slots=True)
class Dossier:
    """The rows of one site and where each thing stands in them."""

    data: dict[str, Any]
    entities: dict[str, int]  # slug -> row
    events: dict[str, int]  # IRI -> row
    pages: dict[str, str]  # digest -> file name
    inlined: Markup  # the data as pages carry them: written once, as they are most of a page


def entity_kind(entity: WorldEntity) -> str:
    """Return how an entity is drawn: person, place, body, group or thing."""
    return KINDS.get(entity.type, "thing")


def day_number(day: date) -> int:
    """Return days since 1970-01-01, negative before."""
    return day.toordinal() - EPOCH


def build_dossier(world: World, records: Iterable[Record], labels: Labels) -> Dossier:
    """Return the rows for a world; the order is the world's own, so equal worlds give equal rows."""
    by_digest = {r.article.digest: r for r in records}
    order = sorted(by_digest.values(), key=lambda r: (r.article.name, r.article.digest))
    pages = name_pages(r.article for r in order)
    builder = _Builder(labels, by_digest, {r.article.digest: i for i, r in enumerate(order)}, world)
    for event in world.events:
        builder.add_event(event)
    facts = [
        [
            builder.entities[f.subject],
            labels.term(f.predicate),
            builder.entities[f.object],
            [builder.add_claim(c) for c in f.claims],
        ]
        for f in world.facts
        if f.subject in builder.entities and f.object in builder.entities
    ]
    articles = [
        [a.title, a.publisher or "", a.published.isoformat() if a.published else "", pages[a.digest]]
        for a in (r.article for r in order)
    ]
    data = {
        "articles": articles,
        "kinds": builder.kinds,
        "entities": [builder.entity_row(e) for e in world.entities],
        "types": builder.types,
        "statuses": builder.statuses,
        "sentences": builder.sentences,
        "claims": builder.claims,
        "events": builder.events,
        "facts": facts,
    }
    return Dossier(data, builder.entities, {e.iri: i for i, e in enumerate(world.events)}, pages, inline_json(data))


class _Builder:
    """Collects rows and the place of what was already stored."""

    def __init__(self, labels: Labels, records: dict[str, Record], articles: dict[str, int], world: World) -> None:
        self.labels, self.records, self.articles = labels, records, articles
        # an event of which no day is known stands last, without stretching the axis
        self.last_day = max((day_number(e.day) for e in world.events if e.day), default=0)
        self.entities = {e.slug: i for i, e in enumerate(world.entities)}
        self.event_rows = {e.iri: i for i, e in enumerate(world.events)}
        self.countries = {e.slug: e.label for e in world.entities}
        self.kinds: list[str] = []
        self.types: list[list[Any]] = []
        self.statuses: list[str] = []
        self.sentences: list[list[Any]] = []
        self.claims: list[list[Any]] = []
        self.events: list[list[Any]] = []
        self._places: dict[tuple[Any, ...], int] = {}

    def place(self, kind: str, key: Any, rows: list[Any], row: Any) -> int:
        """Return the place of a row, storing it when its key is new."""
        known = self._places.get((kind, key))
        if known is None:
            known = self._places[kind, key] = len(rows)
            rows.append(row)
        return known

    def entity_row(self, entity: WorldEntity) -> list[Any]:
        """[slug, label, kind, class, other names, country, wikidata]"""
        others = [n for n in entity.names if n != entity.label]
        country = self.countries.get(entity.country, entity.country) if entity.country else ""
        kind = self.place("kind", entity_kind(entity), self.kinds, entity_kind(entity))
        wikidata = entity.wikidata or ""
        address = wikidata if "/" in wikidata else f"https://www.wikidata.org/wiki/{wikidata}" if wikidata else ""
        page = web_address(address) or ""
        return [entity.slug, entity.label, kind, self.labels.term(entity.type), others, country, page]

    def sentence(self, digest: str, span: Span) -> int:
        """[article, start, end, text], offsets in code points as in the article page's anchors."""
        text = self.records[digest].article.text[span.start : span.end]
        row = [self.articles[digest], span.start, span.end, text]
        return self.place("sentence", (digest, span.start, span.end), self.sentences, row)

    def add_claim(self, claim: WorldClaim) -> int:
        """[article or -1, [sentences], speaker or -1, outer or -1, modality, negative?, [[start, end] highlights]]"""
        said = claim.claim
        known = claim.article in self.records
        row = [
            self.articles.get(claim.article, -1),
            [self.sentence(claim.article, s) for s in said.evidence] if known else [],
            self.entities.get(claim.speaker or "", -1),
            self.entities.get(claim.outer or "", -1),
            said.modality,
            1 if said.polarity == "Negative" else 0,
            self.highlights(claim.article, said) if known else [],
        ]
        return self.place("claim", repr(row), self.claims, row)

    def highlights(self, digest: str, claim: Claim) -> list[list[int]]:
        """Where trigger (0) and quotation (1) stand: [place in the evidence, start, end, which], UTF-16 units."""
        text = self.records[digest].article.text
        found = []
        for which, span in ((0, claim.trigger), (1, claim.quote)):
            for place, sentence in enumerate(claim.evidence):
                if span is None or span.start >= sentence.end or span.end <= sentence.start:
                    continue
                words = text[sentence.start : sentence.end]
                start = max(span.start, sentence.start) - sentence.start
                end = min(span.end, sentence.end) - sentence.start
                found.append([place, utf16_offset(words, start), utf16_offset(words, end), which])
        return found

    def quantity(self, quantity: WorldQuantity) -> list[Any]:
        """[measure, words, speaker or -1, article or -1]"""
        q = quantity.quantity
        return [
            self.labels.term(q.measure),
            q.mention.text,
            self.entities.get(quantity.speaker or "", -1),
            self.articles.get(quantity.article, -1),
        ]

    def add_event(self, event: WorldEvent) -> None:
        """[id, type, label, status, day, start, end, shape, when, roles, claims, quantities, history, links]"""
        lasting = event.is_lasting
        start, end = _bounds(event.time)
        tone = TONES.index(self.labels.tone(event.type))
        roles = [
            [name, [self.entities[f] for f in fillers if f in self.entities]]
            for name, fillers in event.roles
            if name != "content"
        ]
        history = [
            [h.day.isoformat() if h.day else "", self.place("status", h.status, self.statuses, h.status)]
            for h in event.history
        ]
        self.events.append(
            [
                event.iri.removeprefix(EVENT),
                self.place("type", event.type, self.types, [self.labels.term(event.type), tone]),
                event.label,
                self.place("status", event.status, self.statuses, event.status),
                day_number(event.day) if event.day else self.last_day,
                start,
                end,
                1 if lasting else 0,
                format_when(event.time, event.time_basis, lasting),
                [r for r in roles if r[1]],
                [self.add_claim(c) for c in event.claims],
                [self.quantity(q) for q in event.quantities],
                history if len(history) > 1 else [],
                [[kind, self.event_rows[to]] for kind, to in event.links if to in self.event_rows],
            ]
        )


def _bounds(span: DaySpan | None) -> tuple[int | None, int | None]:
    if span is None:
        return None, None
    return (
        None if span.start is None else day_number(span.start),
        None if span.end is None else day_number(span.end),
    )
