"""The rows pages carry, as JSON that may stand in a script element: one a thing, told by names that outlast its place.

Owns the row layout that static/core.js reads. A row names others by slug, key or offsets, never by where they stand: so
what comes or goes changes no row but its own. Derives nothing the world does not say.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from kg.dates import DaySpan
from kg.identifiers import EVENT
from kg.records import Article, Claim, Span
from kg.resolve.world import WorldClaim, WorldEntity, WorldEvent, WorldFact, WorldQuantity
from kg.views.naming import web_address
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
_KEY = 32  # digits of a digest that tell articles apart even where somebody looks for two alike

Articles = Mapping[str, Article]  # by digest


def entity_kind(entity: WorldEntity) -> str:
    """Return how an entity is drawn: person, place, body, group or thing."""
    return KINDS.get(entity.type, "thing")


def day_number(day: date) -> int:
    """Return days since 1970-01-01, negative before."""
    return day.toordinal() - EPOCH


def article_row(article: Article, page: str, spans: Iterable[Span]) -> str:
    """[key, title, publisher, published, page, {place: sentence}]; a place is `start-end` in code points, as in the
    anchors of the article's page.
    """
    sentences = {_place(s): article.text[s.start : s.end] for s in spans}
    published = article.published.isoformat() if article.published else ""
    return _row([article.digest[:_KEY], article.title, article.publisher or "", published, page, sentences])


def entity_row(entity: WorldEntity, labels: Labels) -> str:
    """[slug, label, kind, class, other names, slug of the country, wikidata]"""
    others = [n for n in entity.names if n != entity.label]
    wikidata = entity.wikidata or ""
    address = wikidata if "/" in wikidata else f"https://www.wikidata.org/wiki/{wikidata}" if wikidata else ""
    page = web_address(address) or ""
    cls = labels.term(entity.type)
    return _row([entity.slug, entity.label, entity_kind(entity), cls, others, entity.country or "", page])


def event_row(event: WorldEvent, articles: Articles, labels: Labels) -> str:
    """[id, type, tone, label, status, day or null, start, end, lasting?, when, roles, told, quantities, history]

    `told` has [article's key, claims] for each run of claims by one article.
    """
    start, end = _bounds(event.time)
    told = [
        [digest[:_KEY] if digest in articles else "", [_claim(c, articles) for c in claims]]
        for digest, claims in groupby(event.claims, key=lambda c: c.article)
    ]
    history = [[h.day.isoformat() if h.day else "", h.status] for h in event.history]
    return _row(
        [
            event.iri.removeprefix(EVENT),
            labels.term(event.type),
            TONES.index(labels.tone(event.type)),
            event.label,
            event.status,
            day_number(event.day) if event.day else None,
            start,
            end,
            1 if event.is_lasting else 0,
            format_when(event.time, event.time_basis, event.is_lasting),
            [[name, list(fillers)] for name, fillers in event.roles if name != "content" and fillers],
            told,
            [_quantity(q, articles, labels) for q in event.quantities],
            history if len(history) > 1 else [],
        ]
    )


def fact_row(fact: WorldFact, articles: Articles, labels: Labels) -> str:
    """[subject, predicate, object, article's key, place of the sentence]: the source is that of the first claim."""
    first = next(iter(fact.claims), None)
    source = ["", ""]
    if first is not None and first.article in articles and first.claim.evidence:
        source = [first.article[:_KEY], _place(first.claim.evidence[0])]
    return _row([fact.subject, labels.term(fact.predicate), fact.object, *source])


def _row(values: list[Any]) -> str:
    return str(inline_json(values))


def _place(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _claim(claim: WorldClaim, articles: Articles) -> list[Any]:
    """[[places of sentences], speaker, outer, modality, negative?, [[start, end] highlights]]"""
    said, article = claim.claim, articles.get(claim.article)
    return [
        [_place(s) for s in said.evidence] if article else [],
        claim.speaker or "",
        claim.outer or "",
        said.modality,
        1 if said.polarity == "Negative" else 0,
        _highlights(article, said) if article else [],
    ]


def _highlights(article: Article, claim: Claim) -> list[list[int]]:
    """Where trigger (0) and quotation (1) stand: [place in the evidence, start, end, which], UTF-16 units."""
    found = []
    for which, span in ((0, claim.trigger), (1, claim.quote)):
        for place, sentence in enumerate(claim.evidence):
            if span is None or span.start >= sentence.end or span.end <= sentence.start:
                continue
            words = article.text[sentence.start : sentence.end]
            start = max(span.start, sentence.start) - sentence.start
            end = min(span.end, sentence.end) - sentence.start
            found.append([place, utf16_offset(words, start), utf16_offset(words, end), which])
    return found


def _quantity(quantity: WorldQuantity, articles: Articles, labels: Labels) -> list[Any]:
    """[measure, words, speaker, article's key]"""
    q = quantity.quantity
    key = quantity.article[:_KEY] if quantity.article in articles else ""
    return [labels.term(q.measure), q.mention.text, quantity.speaker or "", key]


def _bounds(span: DaySpan | None) -> tuple[int | None, int | None]:
    if span is None:
        return None, None
    return (
        None if span.start is None else day_number(span.start),
        None if span.end is None else day_number(span.end),
    )
