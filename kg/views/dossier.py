"""The rows of one site, kept: what has changed is written anew, a page joins what lies there."""

from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
from typing import Any

from kg.records import Article
from kg.resolve.edges import EdgeKey
from kg.resolve.readings import FactKey
from kg.resolve.shelf import Shelves
from kg.resolve.world import WorldEntity, WorldEvent, WorldFact
from kg.views.briefs import Brief, brief_event, pack_brief, unpack_brief
from kg.views.cards import Card, card_of, pack_card, unpack_card
from kg.views.rows import Articles, article_row, entity_row, event_row, fact_row
from kg.views.wording import Labels


class Dossier:
    """What the pages of a world carry, a row a thing; nothing for an event, entity or fact takes its row away."""

    def __init__(self, shelves: Shelves, labels: Labels) -> None:
        """Start from what the shelves hold."""
        self._labels = labels
        self._articles: MutableMapping[str, bytes] = shelves.open("article_rows", bytes, bytes)
        self._entities: MutableMapping[str, bytes] = shelves.open("entity_rows", bytes, bytes)
        self._events: MutableMapping[str, bytes] = shelves.open("event_rows", bytes, bytes)
        self._facts: MutableMapping[FactKey, bytes] = shelves.open("fact_rows", bytes, bytes)
        self._briefs: MutableMapping[str, Brief] = shelves.open("briefs", pack_brief, unpack_brief)
        self.cards: MutableMapping[str, Card] = shelves.open("cards", pack_card, unpack_card)

    def put_article(
        self, article: Article, page: str, events: Collection[WorldEvent], facts: Iterable[WorldFact]
    ) -> None:
        """Write what an article tells, of its page, and of the events and facts that it makes claims about."""
        digest = article.digest
        told: tuple[WorldEvent | WorldFact, ...] = (*events, *facts)
        spans = {s for one in told for c in one.claims if c.article == digest for s in c.claim.evidence}
        self._articles[digest] = article_row(article, page, sorted(spans, key=lambda s: (s.start, s.end)))
        self.cards[digest] = card_of(article, page, len(events))

    def drop_article(self, digest: str) -> None:
        """Take away what is written of an article."""
        self._articles.pop(digest, None)
        self.cards.pop(digest, None)

    def put_entity(self, slug: str, entity: WorldEntity | None) -> None:
        """Write an entity."""
        if entity is None:
            self._entities.pop(slug, None)
        else:
            self._entities[slug] = entity_row(entity, self._labels)

    def put_event(self, iri: str, event: WorldEvent | None, edges: Sequence[EdgeKey], articles: Articles) -> None:
        """Write an event; `edges` are the shortcuts it projects."""
        if event is None:
            self._events.pop(iri, None)
            self._briefs.pop(iri, None)
        else:
            self._events[iri] = event_row(event, articles, self._labels)
            self._briefs[iri] = brief_event(event, edges, self._labels)

    def put_fact(self, key: FactKey, fact: WorldFact | None, articles: Articles) -> None:
        """Write a fact."""
        if fact is None:
            self._facts.pop(key, None)
        else:
            self._facts[key] = fact_row(fact, articles, self._labels)

    def briefs(self) -> dict[str, Brief]:
        """Return all events in brief, by IRI and sorted."""
        return {iri: self._briefs[iri] for iri in sorted(self._briefs)}

    def slugs(self) -> frozenset[str]:
        """Return the slugs of all entities."""
        return frozenset(self._entities)

    def data(self) -> bytes:
        """Return all rows as the JSON that pages carry."""
        parts = (_join(self._articles), _join(self._entities), _join(self._events), _join(self._facts))
        return b'{"articles":[%s],\n"entities":[%s],\n"events":[%s],\n"facts":[%s]}' % parts


def tells(event: WorldEvent | WorldFact, digest: str) -> bool:
    """Tell whether an article makes a claim about an event or a fact."""
    return any(c.article == digest for c in event.claims)


def _join(rows: Mapping[Any, bytes]) -> bytes:
    return b",\n".join(row for _, row in sorted(rows.items()))
