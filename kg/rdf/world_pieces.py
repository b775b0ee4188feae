"""The graph kept in pieces: after each update of the resolution, what it touched is written anew and nothing else."""

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import replace

from kg.identifiers import entity_iri
from kg.rdf.ledger import Ledger
from kg.rdf.report_quads import ReportGraph
from kg.rdf.vocabulary import Vocabulary, ontology_statements
from kg.rdf.world_quads import WorldGraph
from kg.resolve.incremental import Change, Resolution
from kg.resolve.shelf import Shelves
from kg.resolve.world import WorldEntity


class WorldPieces:
    """What the ledger holds of a world: an entity, an event, a relation, a conflict or an article each its piece.

    `heads` are the entities without their merges.
    """

    def __init__(self, resolution: Resolution, vocabulary: Vocabulary, ledger: Ledger, shelves: Shelves) -> None:
        self.resolution, self.vocabulary, self.ledger = resolution, vocabulary, ledger
        self.heads: MutableMapping[str, WorldEntity] = shelves.open("heads")
        # place -> the entities whose lines depend on whether that place is in the world
        self._askers: MutableMapping[str, dict[str, None]] = shelves.open("askers")

    def apply(self, change: Change) -> frozenset[str]:
        """Write anew what an update touched; return the slugs of entities of another label or type than before."""
        if self.ledger.is_new:
            self.ledger.post("ontology", ontology_statements(self.vocabulary))
        slugs, looks = self._refresh_heads(change)
        for slug in sorted({*slugs, *(a for s in slugs for a in self._askers.get(s, ()))}):
            self._post_entity(slug)
        for iri in (*change.events, *change.gone_events):
            self._post_event(iri)
        for relation in sorted({*change.facts, *change.edges}):
            self._post_relation(relation)
        for block in change.versions:
            self._post_rivals(block)
        for digest in change.articles:
            self._post_article(digest)
        return looks

    def _refresh_heads(self, change: Change) -> tuple[frozenset[str], frozenset[str]]:
        """Return the slugs of entities that differ at all, and of those of another label or type."""
        slugs, looks = set(), set()
        for slug in change.entities:
            is_there = slug in self.resolution.census.owners
            head = replace(self.resolution.entity(slug), merges=()) if is_there else None
            held = self.heads.get(slug)
            if head != held:
                slugs.add(slug)
                if head is not None and held is not None and (head.label, head.type) != (held.label, held.type):
                    looks.add(slug)
                if head is not None:
                    self.heads[slug] = head
                else:
                    del self.heads[slug]
        return frozenset(slugs), frozenset(looks)

    def _post_entity(self, slug: str) -> None:
        graph = WorldGraph(self.vocabulary)
        entity = self.heads.get(slug)
        if entity is not None:
            places = _Places(self.heads)
            graph.entity(entity, places)
            for place in places.asked - {slug}:
                self._askers.setdefault(place, {})[slug] = None
        self.ledger.post(f"entity {slug}", graph.quads, graph.shared)

    def _post_event(self, iri: str) -> None:
        resolution, graph = self.resolution, WorldGraph(self.vocabulary)
        event = resolution.events.get(iri)
        if event is not None:
            graph.event(event, _Texts(resolution))
            polarity = {c.iri: c.claim.polarity for c in event.claims}
            for conflict in resolution.conflicts_in(iri):
                graph.conflict(conflict, polarity)
        self.ledger.post(f"event {iri}", graph.quads, graph.shared)

    def _post_relation(self, key: tuple[str, str, str]) -> None:
        graph = WorldGraph(self.vocabulary)
        fact, edge = self.resolution.fact(key), self.resolution.edge(key)
        if fact is not None:
            graph.fact(fact)
        if edge is not None:
            graph.edge(edge)
        self.ledger.post(f"relation {' '.join(key)}", graph.quads, graph.shared)

    def _post_rivals(self, key: str) -> None:
        graph = WorldGraph(self.vocabulary)
        for conflict in self.resolution.rivals_in(key):
            told = (self.resolution.event(iri) for iri in conflict.events)
            graph.conflict(conflict, {c.iri: c.claim.polarity for event in told for c in event.claims})
        self.ledger.post(f"rivals {key}", graph.quads, graph.shared)

    def _post_article(self, digest: str) -> None:
        """Write an article's own graph, and why its entities were taken for those of the world."""
        resolution, merges = self.resolution, WorldGraph(self.vocabulary)
        if digest not in resolution.readings:
            self.ledger.post(f"article {digest}", ())
            self.ledger.post(f"merges {digest}", ())
            return
        reading = resolution.readings[digest]
        slugs = {(digest, e.id): resolution.slug_of(digest, e.id) for e in reading.record.entities}
        for ref, slug in slugs.items():
            merges.merge(entity_iri(slug), resolution.census.owners[slug][ref].merge)
        worlds = {iri: resolution.iri_of(iri) for iri in reading.by_iri}
        graph = ReportGraph(reading.record, self.vocabulary)
        graph.article(slugs)
        acts = {event: worlds[iri] for event, iri in reading.iris.items()}
        for iri in sorted({w for w in worlds.values() if w is not None}):
            event = resolution.events.get(iri)
            if event is None:
                continue
            for claim in event.claims:
                if claim.article == digest:
                    graph.event_claim(claim, iri, acts.get(claim.claim.speech_act or ""))
            for quantity in event.quantities:
                if quantity.article == digest:
                    graph.quantity(quantity, event)
        for key in sorted({key for key, _ in reading.facts}):
            fact = resolution.fact(key)
            if fact is None:
                continue
            for said in fact.claims:
                if said.article == digest:
                    graph.fact_claim(said, fact, acts.get(said.claim.speech_act or ""))
        self.ledger.post(f"article {digest}", graph.quads)
        self.ledger.post(f"merges {digest}", merges.quads)


class _Places(Mapping[str, tuple[str, ...]]):
    """What lies around each entity there is; notes for whom it was asked."""

    def __init__(self, heads: Mapping[str, WorldEntity]) -> None:
        self._heads = heads
        self.asked: set[str] = set()

    def __getitem__(self, slug: str) -> tuple[str, ...]:
        self.asked.add(slug)
        return self._heads[slug].within

    def __iter__(self) -> Iterator[str]:
        return iter(self._heads)

    def __len__(self) -> int:
        return len(self._heads)


class _Texts(Mapping[str, str]):
    """The texts of the articles by digest."""

    def __init__(self, resolution: Resolution) -> None:
        self._readings = resolution.readings

    def __getitem__(self, digest: str) -> str:
        return self._readings[digest].record.article.text

    def __contains__(self, digest: object) -> bool:
        return digest in self._readings

    def __iter__(self) -> Iterator[str]:
        return iter(self._readings.records)

    def __len__(self) -> int:
        return len(self._readings.records)
