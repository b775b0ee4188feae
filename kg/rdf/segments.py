"""A Record as one named graph and back, without loss.

The graph is named by the article; its node names come from content alone. The article's text stays in the article's
file: a segment holds its digest and the words of every span, so a segment read against another text is refused.
Writer and reader share one table of fields, so they stay in one file.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from typing import Any, TypeVar
from urllib.parse import quote

from pyoxigraph import Literal

from kg.dates import DaySpan
from kg.errors import StoreError
from kg.identifiers import TERM, article_iri, digest_text, event_iri, span_iri
from kg.rdf.nquads import (
    DCTERMS,
    NIF,
    RDF,
    RDFS,
    SCHEMA,
    Quad,
    format_iri,
    format_quads,
    format_text,
    format_typed,
    parse_quads,
)
from kg.rdf.vocabulary import Vocabulary
from kg.records import (
    Article,
    Claim,
    Entity,
    Event,
    EventTime,
    Fact,
    Link,
    Mention,
    Quantity,
    Record,
    Role,
    Span,
    Zone,
)

T = TypeVar("T")
Node = Mapping[str, Sequence[str | Literal]]

# How each field of a record is written: (field, predicate, form). Forms: text, integer, double, date, span, offsets
# (two integers), type (rdf:type), term (a controlled value), node (local id of an entity or event).
_FIELDS: Mapping[type, tuple[tuple[str, str, str], ...]] = {
    Zone: (("start", NIF + "beginIndex", "integer"), ("end", NIF + "endIndex", "integer"), ("kind", "kind", "text")),
    Mention: (("kind", "kind", "text"),),
    Entity: (
        ("id", "localId", "text"), ("type", RDF + "type", "type"), ("label", RDFS + "label", "text"),
        ("known", "known", "text"), ("country", "countrySlug", "text"), ("description", "description", "text"),
    ),
    Role: (("name", "roleName", "text"), ("filler", "filler", "node"), ("basis", "basis", "text")),
    EventTime: (
        ("basis", "timeBasis", "text"), ("text", "timeText", "text"), ("start", NIF + "beginIndex", "integer"),
        ("end", NIF + "endIndex", "integer"), ("value", "timeValue", "text"), ("relation", "timeRelation", "text"),
        ("rule", "rule", "text"),
    ),
    DaySpan: (("start", "start", "date"), ("end", "end", "date"), ("precision", "precision", "text")),
    Quantity: (
        ("measure", "measure", "term"), ("value", "figure", "text"), ("comparator", "comparator", "term"),
        ("unit", "unit", "text"), ("speaker", "speaker", "node"),
    ),
    Claim: (
        ("speaker", "speaker", "node"), ("modality", "modality", "term"), ("polarity", "polarity", "term"),
        ("trigger", "trigger", "span"), ("quote", "quoteSpan", "span"), ("cue", "cue", "span"),
        ("speech_act", "speechAct", "node"), ("outer", "relayedBy", "node"), ("confidence", "confidence", "double"),
        ("rule", "rule", "text"),
    ),
    Link: (("kind", "kind", "text"), ("target", "linkTarget", "node"), ("evidence", "at", "span")),
    Event: (
        ("id", "localId", "text"), ("type", RDF + "type", "type"), ("label", RDFS + "label", "text"),
        ("rule", "rule", "text"),
    ),
    Fact: (
        ("subject", RDF + "subject", "node"), ("predicate", RDF + "predicate", "term"),
        ("object", RDF + "object", "node"),
    ),
    Article: (
        ("name", "fileName", "text"), ("title", RDFS + "label", "text"),
        ("published", SCHEMA + "datePublished", "date"), ("published_basis", "basis", "text"),
        ("published_span", "publishedAt", "span"),
        ("publisher", DCTERMS + "publisher", "text"), ("url", SCHEMA + "url", "text"),
        ("language", DCTERMS + "language", "text"),
    ),
}  # fmt: skip
_DEFAULTS = {k: {f.name: f.default for f in fields(k) if f.default is not MISSING} for k in _FIELDS}
_SPAN = re.compile(r"#offset_(\d+)_(\d+)$")


def record_to_quads(record: Record, vocabulary: Vocabulary) -> bytes:
    """Return a Record as sorted N-Quads in the article's graph.

    Shape: no blank nodes; the same Record gives the same bytes anywhere; fields that hold their default are left out.
    Errors: OntologyError for a type, property, measure or controlled value the ontology does not declare.
    """
    return format_quads(_Writer(record, vocabulary).quads)


def quads_to_record(data: bytes, text: str) -> Record:
    """Return the Record a segment holds; `text` is the article's text as stored.

    Errors: StoreError when the bytes are no segment, or were written for another text.
    """
    return _Reader(data, text).record()


def event_nodes(record: Record) -> dict[str, str]:
    """Return the local IRI of every event of a Record by its id, each used once."""
    nodes: dict[str, str] = {}
    used: dict[str, int] = {}
    for event in record.events:
        base = event_iri(record.article.digest, event.type, event.mentions[0].start)
        used[base] = used.get(base, 0) + 1
        nodes[event.id] = base if used[base] == 1 else f"{base}.{used[base]}"
    return nodes


class _Writer:
    def __init__(self, record: Record, vocabulary: Vocabulary) -> None:
        self.text, self.vocabulary = record.article.text, vocabulary
        self.article = article_iri(record.article.digest)
        self.graph = format_iri(self.article)
        self.quads: list[Quad] = []
        self.seen: set[tuple[int, int]] = set()
        self.nodes = {e.id: f"{self.article}#entity_{quote(e.id, safe='')}" for e in record.entities}
        self.nodes |= event_nodes(record)
        self._record(record)

    def add(self, subject: str, predicate: str, value: str) -> None:
        token = format_iri(predicate) if ":" in predicate else self.vocabulary[predicate]
        self.quads.append((format_iri(subject), token, value, self.graph))

    def span(self, start: int, end: int) -> str:
        iri = span_iri(self.article, start, end)
        if (start, end) not in self.seen:
            self.seen.add((start, end))
            self.add(iri, NIF + "anchorOf", format_text(self.text[start:end]))
        return format_iri(iri)

    def parts(self, owner: str, predicate: str, items: Iterable[T], write: Callable[[str, T], None]) -> None:
        joint = "_" if "#" in owner else "/"
        for number, item in enumerate(items):
            node = f"{owner}{joint}{predicate.removesuffix('Record')}-{number}"
            self.add(owner, predicate, format_iri(node))
            self.add(node, "order", format_typed(number, "integer"))
            write(node, item)

    def plain(self, node: str, item: object) -> None:
        kind = type(item)
        for name, predicate, form in _FIELDS[kind]:
            value = getattr(item, name)
            if value is None or (name in _DEFAULTS[kind] and value == _DEFAULTS[kind][name]):
                continue
            self.add(node, predicate, self.value(value, form))

    def value(self, value: Any, form: str) -> str:
        if form == "text":
            return format_text(value)
        if form == "span":
            return self.span(value.start, value.end)
        if form == "node":
            return format_iri(self.nodes[value])
        if form in ("type", "term"):
            return self.vocabulary[value]
        return format_typed(repr(value) if form == "double" else value, form)

    def placed(self, node: str, item: Mention | Role) -> None:
        self.plain(node, item)
        self.add(node, "at", self.span(item.start, item.end))

    def claim(self, node: str, claim: Claim) -> None:
        self.plain(node, claim)
        for span in claim.evidence:
            self.add(node, "evidence", self.span(span.start, span.end))
        offsets = [(s.start, s.end) for s in claim.evidence]
        if offsets != sorted(set(offsets)):
            self.add(node, "evidenceOrder", format_text(" ".join(f"{s}-{e}" for s, e in offsets)))

    def quantity(self, node: str, quantity: Quantity) -> None:
        self.plain(node, quantity)
        self.parts(node, "mentionRecord", [quantity.mention], self.placed)

    def time(self, node: str, time: EventTime) -> None:
        self.plain(node, time)
        self.plain(node, time.span)

    def fact(self, node: str, fact: Fact) -> None:
        self.plain(node, fact)
        self.parts(node, "claimRecord", [fact.claim], self.claim)

    def event(self, event: Event) -> str:
        node = self.nodes[event.id]
        self.plain(node, event)
        self.parts(node, "mentionRecord", event.mentions, self.placed)
        self.parts(node, "claimRecord", event.claims, self.claim)
        self.parts(node, "roleRecord", event.roles, self.placed)
        self.parts(node, "timeRecord", [event.time] if event.time else [], self.time)
        self.parts(node, "quantityRecord", event.quantities, self.quantity)
        self.parts(node, "linkRecord", event.links, self.plain)
        return node

    def _record(self, record: Record) -> None:
        article = self.article
        self.add(article, RDF + "type", self.vocabulary["Article"])
        self.add(article, DCTERMS + "identifier", format_text(f"sha256:{record.article.digest}"))
        self.plain(article, record.article)
        for number, entity in enumerate(record.entities):
            node = self.nodes[entity.id]
            self.add(article, "entityRecord", format_iri(node))
            self.add(node, "order", format_typed(number, "integer"))
            self.plain(node, entity)
            self.parts(node, "mentionRecord", entity.mentions, self.placed)
        for number, event in enumerate(record.events):
            node = self.event(event)
            self.add(article, "eventRecord", format_iri(node))
            self.add(node, "order", format_typed(number, "integer"))
        self.parts(f"{article}#record", "zoneRecord", record.article.zones, self.plain)
        self.parts(f"{article}#record", "factRecord", record.facts, self.fact)
        self.parts(
            f"{article}#record", "creditRecord", record.credits,
            lambda node, slug: self.add(node, "known", format_text(slug)),
        )  # fmt: skip
        self.parts(
            f"{article}#record", "warningRecord", record.warnings,
            lambda node, words: self.add(node, "message", format_text(words)),
        )  # fmt: skip


class _Reader:
    def __init__(self, data: bytes, text: str) -> None:
        self.text, self.digest = text, digest_text(text)
        self.article = article_iri(self.digest)
        self.nodes: dict[str, dict[str, list[str | Literal]]] = {}
        for subject, predicate, value, graph in parse_quads(data, "segment"):
            if graph != self.article:
                raise StoreError(f"segment of <{graph}> read against the text of <{self.article}>")
            self.nodes.setdefault(subject, {}).setdefault(predicate.removeprefix(TERM), []).append(value)
        if self._one(self._node(self.article), DCTERMS + "identifier") != f"sha256:{self.digest}":
            raise StoreError(f"<{self.article}>: no segment for a text of digest {self.digest}")
        self.ids = {iri: self._one(n, "localId") for iri, n in self.nodes.items() if "localId" in n}

    def record(self) -> Record:
        article, more = self._node(self.article), self.nodes.get(f"{self.article}#record", {})
        return Record(
            article=Article(
                **self._plain(article, Article),
                text=self.text, digest=self.digest,
                zones=self._parts(more, "zoneRecord", lambda n: Zone(**self._plain(n, Zone))),
            ),
            entities=self._parts(article, "entityRecord", self._entity),
            events=self._parts(article, "eventRecord", self._event),
            facts=self._parts(more, "factRecord", self._fact),
            credits=self._parts(more, "creditRecord", lambda n: self._one(n, "known")),
            warnings=self._parts(more, "warningRecord", lambda n: self._text(n, "message")),
        )  # fmt: skip

    def _node(self, iri: str | Literal) -> dict[str, list[str | Literal]]:
        node = self.nodes.get(iri) if isinstance(iri, str) else None
        if node is None:
            raise StoreError(f"<{self.article}>: segment has no node {iri}")
        return node

    def _one(self, node: Node, predicate: str) -> Any:
        values = node.get(predicate)
        if not values:
            raise StoreError(f"<{self.article}>: segment lacks {predicate} where one is needed")
        value = values[0]
        return value.value if isinstance(value, Literal) else value

    def _text(self, node: Node, predicate: str) -> str:
        return str(self._one(node, predicate))

    def _parts(self, node: Node, predicate: str, read: Callable[[Node], T]) -> tuple[T, ...]:
        found = [self._node(iri) for iri in node.get(predicate, ())]
        return tuple(read(n) for n in sorted(found, key=lambda n: int(self._one(n, "order"))))

    def _plain(self, node: Node, kind: type) -> dict[str, Any]:
        values = {}
        for name, predicate, form in _FIELDS[kind]:
            if predicate in node:
                values[name] = self._form(self._one(node, predicate), form)
            elif name not in _DEFAULTS[kind]:
                values[name] = None
        return values

    def _form(self, value: str, form: str) -> Any:
        if form == "node":
            return self.ids[value]
        if form in ("type", "term"):
            return value.removeprefix(TERM)
        if form == "span":
            return self._span(value)
        if form == "integer":
            return int(value)
        if form == "double":
            return float(value)
        return date.fromisoformat(value) if form == "date" else value

    def _span(self, iri: str) -> Span:
        offsets = _SPAN.search(iri)
        if offsets is None:
            raise StoreError(f"<{self.article}>: {iri} is no span; expected ...#offset_START_END")
        start, end = int(offsets[1]), int(offsets[2])
        words = self._text(self._node(iri), NIF + "anchorOf")
        if self.text[start:end] != words:
            raise StoreError(f"<{iri}>: the segment says {words!r}, the text {self.text[start:end]!r}")
        return Span(start, end)

    def _mention(self, node: Node) -> Mention:
        span = self._span(self._one(node, "at"))
        return Mention(span.start, span.end, self.text[span.start : span.end], **self._plain(node, Mention))

    def _entity(self, node: Node) -> Entity:
        return Entity(**self._plain(node, Entity), mentions=self._parts(node, "mentionRecord", self._mention))

    def _role(self, node: Node) -> Role:
        span = self._span(self._one(node, "at"))
        return Role(start=span.start, end=span.end, **self._plain(node, Role))

    def _claim(self, node: Node) -> Claim:
        evidence = sorted((self._span(str(iri)) for iri in node.get("evidence", ())), key=lambda s: (s.start, s.end))
        if "evidenceOrder" in node:
            pairs = (pair.split("-") for pair in self._text(node, "evidenceOrder").split())
            evidence = [Span(int(start), int(end)) for start, end in pairs]
        return Claim(**self._plain(node, Claim), evidence=tuple(evidence))

    def _time(self, node: Node) -> EventTime:
        return EventTime(span=DaySpan(**self._plain(node, DaySpan)), **self._plain(node, EventTime))

    def _quantity(self, node: Node) -> Quantity:
        mention = self._parts(node, "mentionRecord", self._mention)[0]
        return Quantity(**self._plain(node, Quantity), mention=mention)

    def _fact(self, node: Node) -> Fact:
        return Fact(**self._plain(node, Fact), claim=self._parts(node, "claimRecord", self._claim)[0])

    def _event(self, node: Node) -> Event:
        return Event(
            **self._plain(node, Event),
            mentions=self._parts(node, "mentionRecord", self._mention),
            claims=self._parts(node, "claimRecord", self._claim),
            roles=self._parts(node, "roleRecord", self._role),
            time=next(iter(self._parts(node, "timeRecord", self._time)), None),
            quantities=self._parts(node, "quantityRecord", self._quantity),
            links=self._parts(node, "linkRecord", lambda n: Link(**self._plain(n, Link))),
        )
