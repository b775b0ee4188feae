"""The resolved state of all articles, changed one article at a time at a cost that depends on that article.

Entities live in a Census, events in a Chronicle; here they are put together, and what others draw from them (status,
edges, conflicts, facts) is kept up to date. Everything is rebuilt from Records alone: the state is never the truth.
"""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from kg.errors import DecisionError
from kg.ontology.types import Ontology
from kg.records import Record
from kg.resolve.assembly import assemble_event, event_claims, fact_claim
from kg.resolve.calling_off import call_offs
from kg.resolve.census import Census
from kg.resolve.chronicle import Chronicle
from kg.resolve.conflicts import event_conflicts, rival_versions, version_keys
from kg.resolve.decisions import Decision
from kg.resolve.edges import EdgeKey, event_edges, join_edges, shortcut_rules
from kg.resolve.identity import load_identities
from kg.resolve.known import KnownNames
from kg.resolve.local import local_entities
from kg.resolve.matching import Matcher
from kg.resolve.readings import FactKey, Reading, Readings
from kg.resolve.rulings import change_entity, change_event, prepare_docket, with_known_fillers
from kg.resolve.shelf import Shelves
from kg.resolve.sketch import LocalEvent, sketch_events
from kg.resolve.status import StatusClaim
from kg.resolve.world import Conflict, Edge, World, WorldClaim, WorldEntity, WorldEvent, WorldFact

_Key = TypeVar("_Key")


class _Index(Generic[_Key]):
    """Which members stand under which key, both ways."""

    def __init__(self, name: str, shelves: Shelves) -> None:
        self.members: MutableMapping[_Key, dict[str, None]] = shelves.open(f"{name}_members")
        self.keys: MutableMapping[str, tuple[_Key, ...]] = shelves.open(f"{name}_keys")

    def put(self, member: str, keys: Iterable[_Key]) -> set[_Key]:
        """Put a member under these keys and no other; return every key it was or is under."""
        old, new = self.keys.pop(member, ()), tuple(keys)
        for key in old:
            self.members[key].pop(member, None)
            if not self.members[key]:
                del self.members[key]
        for key in new:
            self.members.setdefault(key, {})[member] = None
        if new:
            self.keys[member] = new
        return {*old, *new}


@dataclass(frozen=True, slots=True)
class Change:
    """What one update touched: slugs of entities, IRIs of events, keys of facts, edges and rival versions, digests of
    articles whose own nodes stand for other entities or happenings than before; all sorted.
    """

    entities: tuple[str, ...]
    events: tuple[str, ...]
    gone_events: tuple[str, ...]
    facts: tuple[FactKey, ...]
    edges: tuple[EdgeKey, ...]
    versions: tuple[str, ...]
    articles: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was touched."""
        return not any(getattr(self, f.name) for f in fields(self))


class Resolution:
    """The world of a growing set of Records.

    `add` and `remove` note what is to be done, `update` does it, `world` gives the whole. The result is the same for
    every order of the same Records and equals `resolve_world`.
    """

    def __init__(
        self, decisions: Sequence[Decision], ontology: Ontology, names: KnownNames, shelves: Shelves | None = None
    ) -> None:
        """Start from what the shelves hold, from nothing without them."""
        shelves = shelves or Shelves()
        self.ontology, self.names = ontology, names
        self.docket = prepare_docket(decisions)
        self._rules = shortcut_rules(ontology)
        self.identities = load_identities(ontology)
        self._moved: MutableMapping[tuple[str, str], str] = shelves.open("moved")
        self.census = Census(names, self.docket.merged, self._moved, shelves)
        self.readings = Readings(shelves)
        self.chronicle = Chronicle(Matcher(self.identities), self.docket.events, self.readings.event, shelves)
        self.events: MutableMapping[str, WorldEvent] = shelves.open("world_events")
        self._entities: dict[str, WorldEntity] = {}
        self._edges: _Index[EdgeKey] = _Index("edges", shelves)
        self._versions: _Index[str] = _Index("versions", shelves)
        self._rivals: MutableMapping[str, tuple[Conflict, ...]] = shelves.open("rivals")
        self._conflicts: MutableMapping[str, tuple[Conflict, ...]] = shelves.open("conflicts")
        self._facts: MutableMapping[FactKey, dict[str, WorldClaim]] = shelves.open("facts")
        self._stale: set[str] = set()
        self._touched_facts: set[FactKey] = set()
        self._removed: set[str] = set()

    @property
    def records(self) -> Mapping[str, Record]:
        """Return the records by digest."""
        return self.readings.records

    def add(self, record: Record) -> None:
        """Take in a Record; one with the digest of an earlier one replaces it."""
        digest = record.article.digest
        if digest in self.readings:
            self.remove(digest)
        for slug, article, new in self.docket.moved:
            if _is_named(record, article):
                self._moved[slug, digest] = new
        self.readings.put(digest, Reading(record))
        self.census.add(digest, local_entities(record, self.ontology, self.names))
        self._stale.add(digest)

    def remove(self, digest: str) -> None:
        """Take out the Record of an article; KeyError when it is not there."""
        reading = self.readings[digest]
        self.census.remove(digest)
        for local in reading.events:
            self.chronicle.remove(local.iri)
        self._drop_facts(reading)
        self.readings.remove(digest)
        self._stale.discard(digest)
        self._removed.add(digest)

    def _drop_facts(self, reading: Reading) -> None:
        for key, iri in reading.facts:
            del self._facts[key][iri]
            if not self._facts[key]:
                del self._facts[key]
            self._touched_facts.add(key)

    def update(self) -> Change:
        """Bring everything up to date and say what was touched."""
        stale = sorted(d for d in self._stale | self.census.settle() if d in self.readings)
        self._stale.clear()
        for digest in stale:
            self._read_events(digest)
        changed, gone = self.chronicle.settle()
        dirty = {*changed, *self._refilled()}
        for iri in changed:
            for member in self.chronicle.clusters[iri].members:
                for referrer in self.readings.referrers(member.iri):
                    dirty.add(self.chronicle.world_iri[referrer])
        edges: set[EdgeKey] = set()
        versions: set[str] = set()
        articles = {*stale, *self.chronicle.moved_articles, *self.census.renamed_articles} | self._removed
        for held in (self.chronicle.moved_articles, self.census.renamed_articles, self._removed):
            held.clear()
        for iri in sorted(gone - dirty):
            edges |= self._edges.put(iri, ())
            versions |= self._versions.put(iri, ())
            self.events.pop(iri, None)
            self._conflicts.pop(iri, None)
        for iri in sorted(dirty):
            event = self._assemble(iri)
            if event is None or iri not in self.events:
                articles.update(m.article for m in self.chronicle.clusters[iri].members)
            if event is None:
                edges |= self._edges.put(iri, ())
                versions |= self._versions.put(iri, ())
                self.events.pop(iri, None)
                self._conflicts.pop(iri, None)
                continue
            self.events[iri] = event
            edges |= self._edges.put(iri, event_edges(event, self._rules))
            versions |= self._versions.put(iri, version_keys(event) if self._is_strike(event) else ())
            conflicts = event_conflicts(event)
            if conflicts:
                self._conflicts[iri] = conflicts
            else:
                self._conflicts.pop(iri, None)
        for key in sorted(versions):
            rivals = rival_versions((self.events[i] for i in self._versions.members.get(key, ())), self.ontology, key)
            if rivals:
                self._rivals[key] = rivals
            else:
                self._rivals.pop(key, None)
        facts = tuple(sorted(self._touched_facts))
        self._touched_facts.clear()
        return Change(
            entities=self._refresh_entities(),
            events=tuple(sorted(dirty)),
            gone_events=tuple(sorted(gone - dirty)),
            facts=facts,
            edges=tuple(sorted(edges)),
            versions=tuple(sorted(versions)),
            articles=tuple(sorted(articles)),
        )

    def _is_strike(self, event: WorldEvent) -> bool:
        return self.identities.of(event.type).shape == "strike"

    def _read_events(self, digest: str) -> None:
        """Sketch an article's events anew under the present slugs, and its facts."""
        old = self.readings[digest]
        record = old.record
        for local in old.events:
            self.chronicle.remove(local.iri)
        self._drop_facts(old)
        entities = self.census.locals[digest]
        slugs = {e: self.census.slug_of(digest, e) for e in entities}
        locals_ = sketch_events(record, slugs, entities, self.names, self.identities, self.docket.events.pinned)
        self.readings.put(digest, Reading(record, locals_, self._read_facts(record)))
        for local in locals_:
            self.chronicle.add(local)

    def _read_facts(self, record: Record) -> tuple[tuple[FactKey, str], ...]:
        digest = record.article.digest
        rows = []
        for fact in record.facts:
            key = (self.slug_of(digest, fact.subject), fact.predicate, self.slug_of(digest, fact.object))
            claim = fact_claim(fact, digest, record.article.published, self.slug_of)
            if claim.iri in self._facts.get(key, {}):
                continue
            self._facts.setdefault(key, {})[claim.iri] = claim
            rows.append((key, claim.iri))
            self._touched_facts.add(key)
        return tuple(rows)

    def slug_of(self, digest: str, entity: str) -> str:
        """Return the world slug of a local entity."""
        return self.census.slug_of(digest, entity)

    def iri_of(self, local_iri: str) -> str | None:
        """Return the world IRI of a local event; None when a decision took the happening out."""
        world = self.chronicle.world_iri[local_iri]
        return None if self._is_retracted(world) else world

    def _is_retracted(self, world_iri: str) -> bool:
        retracted = self.docket.retracted_events
        return bool(retracted) and any(m.iri in retracted for m in self.chronicle.clusters[world_iri].members)

    def _assemble(self, iri: str) -> WorldEvent | None:
        if self._is_retracted(iri):
            return None
        cluster = self.chronicle.clusters[iri]
        called_off = [t for m in cluster.members for t in self._called_off(m)]
        event = assemble_event(
            cluster,
            self.readings.local_iri,
            self.slug_of,
            self.iri_of,
            called_off,
            self.ontology,
            self.docket.retracted_claims,
        )
        if event is None or not self.docket.event_changes:
            return event
        changes = {d for m in cluster.members for d in self.docket.event_changes.get(m.iri, ())}
        ordered = [d for d in self.docket.decisions if d in changes]
        return change_event(event, with_known_fillers(ordered, self.docket.merged, self.census.owners))

    def _refilled(self) -> Iterable[str]:
        """Yield the events a decision gives a role filler that came or went."""
        for iri, changes in self.docket.event_changes.items():
            fillers = {self.docket.merged.get(f, f) for d in changes for _, some in d.roles for f in some}
            if fillers & self.census.dirty_slugs and self.readings.has_event(iri):
                yield self.chronicle.world_iri[iri]

    def _called_off(self, local: LocalEvent) -> Iterable[StatusClaim]:
        """Claims of the same article that cancel or postpone an event."""
        for other, how in call_offs(local, self.readings[local.article].events):
            for claim in event_claims(other, self.slug_of):
                said = claim.claim
                if said.modality in ("Factual", "Continuing") and said.polarity == "Positive":
                    yield StatusClaim(claim.iri, claim.reported, claim.speaker is None, "Factual", True, how)

    def _refresh_entities(self) -> tuple[str, ...]:
        slugs = tuple(sorted(self.census.dirty_slugs))
        for slug in slugs:
            self._entities.pop(slug, None)
        self.census.dirty_slugs.clear()
        return slugs

    def entity(self, slug: str) -> WorldEntity:
        """Return one world entity as of the last update; KeyError when no article has it."""
        if slug not in self._entities:
            entity = self.census.entity(slug)
            self._entities[slug] = change_entity(entity, self.docket.entity_changes.get(slug, ()))
        return self._entities[slug]

    def event(self, iri: str) -> WorldEvent:
        """Return one world event as of the last update; KeyError when it is gone."""
        return self.events[iri]

    def fact(self, key: FactKey) -> WorldFact | None:
        """Return one fact as of the last update; None when nobody tells it or a decision took it back."""
        if key not in self._facts or key in self.docket.retracted_facts:
            return None
        claims = [c for c in self._facts[key].values() if c.iri not in self.docket.retracted_claims]
        return WorldFact(*key, tuple(sorted(claims or self._facts[key].values(), key=lambda c: c.iri)))

    def edge(self, key: EdgeKey) -> Edge | None:
        """Return one shortcut as of the last update; None when no event projects it."""
        events = self._edges.members.get(key)
        return Edge(*key, tuple(sorted(events))) if events else None

    def edges_of(self, iri: str) -> tuple[EdgeKey, ...]:
        """Return the shortcuts that one event projects."""
        return self._edges.keys.get(iri, ())

    def conflicts_in(self, iri: str) -> tuple[Conflict, ...]:
        """Return the conflicts inside one event."""
        return self._conflicts.get(iri, ())

    def rivals_in(self, key: str) -> tuple[Conflict, ...]:
        """Return the conflicts between the events of one block of rival versions."""
        return self._rivals.get(key, ())

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return all conflicts, each once, sorted."""
        found = {c for held in (self._conflicts, self._rivals) for some in held.values() for c in some}
        return tuple(sorted(found, key=lambda c: (c.events, c.kind, c.claims, c.note)))

    def world(self, entities: Mapping[str, WorldEntity] | None = None) -> World:
        """Return the whole world, everything sorted; costs as much as the world is large.

        `entities` by slug stand for those the reports give, for who has them at hand.
        """
        self.update()
        if entities is None:
            entities = {s: self.entity(s) for s in self.census.owners}
        return World(
            entities=tuple(entities[s] for s in sorted(entities)),
            events=tuple(sorted(self.events.values(), key=lambda e: (e.date, e.iri))),
            facts=tuple(f for k in sorted(self._facts) if (f := self.fact(k)) is not None),
            edges=tuple(join_edges(self._edges.members.items())),
            conflicts=self.conflicts(),
            unmatched_decisions=self.unmatched_decisions(),
        )

    def unmatched_decisions(self) -> tuple[str, ...]:
        """Return the decisions that name something no article has any more, each as a sentence."""
        return tuple(
            f"{d}: no article has that any more; the decision is kept and counts again when one does"
            for d in self.docket.decisions
            if not self._is_matched(d)
        )

    def _is_matched(self, decision: Decision) -> bool:
        """Tell whether everything a decision names still exists."""
        if decision.kind == "add":
            return True
        for iri in decision.events:
            if not self.readings.has_event(iri):
                return False
        for slug in (*decision.entities, *(f for _, fillers in decision.roles for f in fillers)):
            known = self.census.asked.get(slug, 0) > 0 or slug in self.census.owners
            if not known:
                return False
        if decision.article is not None:
            return any(
                _is_named(self.records[digest], decision.article) for digest in self._bearers(decision.entities[0])
            )
        if decision.claim is not None and not self._has_claim(decision.claim):
            return False
        return decision.fact is None or decision.fact in self._facts

    def _bearers(self, slug: str) -> set[str]:
        """Return the digests of the articles that told of an entity before any was taken for another."""
        moved = {digest for (plain, digest), n in self.census.moves.items() if plain == slug and n > 0}
        return moved | {article for article, _ in self.census.owners.get(slug, ())}

    def _has_claim(self, iri: str) -> bool:
        owner = iri.rpartition("/")[0]
        if self.readings.has_event(owner):
            return any(c.iri == iri for c in event_claims(self.readings.event(owner), self.slug_of))
        return any(iri in claims for claims in self._facts.values())


def _is_named(record: Record, article: str) -> bool:
    """Tell whether a decision means this article: by its name, or by the first six or more characters of its digest."""
    return article == record.article.name or (len(article) >= 6 and record.article.digest.startswith(article))


def check_references(decisions: Sequence[Decision], ontology: Ontology) -> None:
    """Raise DecisionError for a decision that sets or adds a type or role the ontology does not have."""
    for d in decisions:
        if d.type is not None:
            is_event = bool(d.events) or d.kind == "add"
            known: Mapping[str, object] = ontology.types if is_event else ontology.classes
            if d.type not in known:
                what = "event type" if is_event else "entity class"
                raise DecisionError(f"{d.place}: unknown {what} {d.type!r}; the ontology has {len(known)} others")
        for role, _ in d.roles:
            if role not in ontology.properties:
                raise DecisionError(f"{d.place}: unknown role {role!r}; accepted: actor, recipient, place, topic ...")
