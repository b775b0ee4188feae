"""The rows of one site, kept: what has changed is written anew, a page joins what lies there."""

from collections.abc import Collection, Iterable, Sequence

from kg.records import Article
from kg.resolve.edges import EdgeKey
from kg.resolve.readings import FactKey
from kg.resolve.shelf import Shelves
from kg.resolve.world import WorldEntity, WorldEvent, WorldFact
from kg.views.bins import Bins
from kg.views.briefs import Brief, brief_event
from kg.views.cards import Card, card_of
from kg.views.rows import Articles, article_row, entity_row, event_row, fact_row
from kg.views.wording import Labels

_BETWEEN = ",\n"  # a row a line: what has changed is seen by comparing lines


class Dossier:
    """What the pages of a world carry, a row a thing; nothing for an event, entity or fact takes its row away."""

    def __init__(self, shelves: Shelves, labels: Labels) -> None:
        """Start from what the shelves hold."""
        self._labels = labels
        self._articles: Bins[str] = Bins(shelves, "article_rows")
        self._entities: Bins[str] = Bins(shelves, "entity_rows")
        self._events: Bins[str] = Bins(shelves, "event_rows")
        self._facts: Bins[str] = Bins(shelves, "fact_rows")
        self._briefs: Bins[Sequence[object]] = Bins(shelves, "briefs")
        self._cards: Bins[Sequence[object]] = Bins(shelves, "cards")

    def put_article(
        self, article: Article, page: str, events: Collection[WorldEvent], facts: Iterable[WorldFact]
    ) -> None:
        """Write what an article tells, of its page, and of the events and facts that it makes claims about."""
        digest = article.digest
        told: tuple[WorldEvent | WorldFact, ...] = (*events, *facts)
        spans = {s for one in told for c in one.claims if c.article == digest for s in c.claim.evidence}
        self._articles.put(digest, article_row(article, page, sorted(spans, key=lambda s: (s.start, s.end))))
        self._cards.put(digest, tuple(card_of(article, page, len(events))))

    def drop_article(self, digest: str) -> None:
        """Take away what is written of an article."""
        self._articles.put(digest, None)
        self._cards.put(digest, None)

    def put_entity(self, slug: str, entity: WorldEntity | None) -> None:
        """Write an entity."""
        self._entities.put(slug, entity_row(entity, self._labels) if entity else None)

    def put_event(self, iri: str, event: WorldEvent | None, edges: Sequence[EdgeKey], articles: Articles) -> None:
        """Write an event; `edges` are the shortcuts it projects."""
        self._events.put(iri, event_row(event, articles, self._labels) if event else None)
        self._briefs.put(iri, tuple(brief_event(event, edges, self._labels)) if event else None)

    def put_fact(self, key: FactKey, fact: WorldFact | None, articles: Articles) -> None:
        """Write a fact."""
        self._facts.put(" ".join(key), fact_row(fact, articles, self._labels) if fact else None)

    def briefs(self) -> dict[str, Brief]:
        """Return all events in brief, by IRI."""
        return {iri: Brief._make(values) for iri, values in self._briefs.items()}

    def cards(self) -> dict[str, Card]:
        """Return the cards of all articles, by digest."""
        return {digest: Card._make(values) for digest, values in self._cards.items()}

    def slugs(self) -> frozenset[str]:
        """Return the slugs of all entities."""
        return frozenset(slug for slug, _ in self._entities.items())

    def data(self) -> bytes:
        """Return all rows as the JSON that pages carry."""
        kinds = {"articles": self._articles, "entities": self._entities, "events": self._events, "facts": self._facts}
        parts = (f'"{name}":[{_join(rows)}]' for name, rows in kinds.items())
        return f"{{{_BETWEEN.join(parts)}}}".encode()


def tells(event: WorldEvent | WorldFact, digest: str) -> bool:
    """Tell whether an article makes a claim about an event or a fact."""
    return any(c.article == digest for c in event.claims)


def _join(rows: Bins[str]) -> str:
    return _BETWEEN.join(row for _, row in rows.items())
