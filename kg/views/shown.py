"""What pages of a world are made from: the rows they carry, and whom to ask for the little they show beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.records import Record
from kg.resolve.edges import EdgeKey
from kg.resolve.shelf import Shelves
from kg.resolve.world import Conflict, World, WorldEntity, WorldEvent, WorldFact
from kg.views.dossier import Dossier
from kg.views.naming import name_pages
from kg.views.rows import Articles
from kg.views.wording import Labels

TITLE = "Diplomatic timeline"


@dataclass(frozen=True, slots=True)
class Shown:
    """A world as pages need it: `entities` by slug, `events` by IRI, `articles` and their `pages` by digest."""

    dossier: Dossier
    entities: Mapping[str, WorldEntity]
    events: Mapping[str, WorldEvent]
    articles: Articles
    pages: Mapping[str, str]
    conflicts: tuple[Conflict, ...]
    labels: Labels
    title: str = TITLE


def show_world(world: World, records: Iterable[Record], labels: Labels, title: str = TITLE) -> Shown:
    """Return a whole world ready for its pages, with every row written."""
    articles = {r.article.digest: r.article for r in records}
    pages = name_pages(articles.values())
    dossier = Dossier(Shelves(), labels)
    edges: dict[str, list[EdgeKey]] = {}
    for edge in world.edges:
        for iri in edge.events:
            edges.setdefault(iri, []).append((edge.subject, edge.predicate, edge.object))
    told: dict[str, list[WorldEvent]] = {}
    carried: dict[str, list[WorldFact]] = {}
    entities = {e.slug: e for e in world.entities}
    for slug, entity in entities.items():
        dossier.put_entity(slug, entity)
    for event in world.events:
        dossier.put_event(event.iri, event, edges.get(event.iri, ()), articles)
        for digest in {c.article for c in event.claims}:
            told.setdefault(digest, []).append(event)
    for fact in world.facts:
        if fact.subject in entities and fact.object in entities:
            dossier.put_fact((fact.subject, fact.predicate, fact.object), fact, articles)
            for digest in {c.article for c in fact.claims}:
                carried.setdefault(digest, []).append(fact)
    for digest, article in articles.items():
        dossier.put_article(article, pages[digest], told.get(digest, ()), carried.get(digest, ()))
    events = {e.iri: e for e in world.events}
    return Shown(dossier, entities, events, articles, pages, world.conflicts, labels, title)
