"""The resolved state of all articles, changed one article at a time at a cost that depends on that article.

Entities live in a Census, events in a Chronicle; here they are put together, and what others draw from them (status,
edges, conflicts, facts) is kept up to date. Everything is rebuilt from Records alone: the state is never the truth.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from kg.resolve.rulings import change_entity, change_event, prepare_docket
from kg.resolve.sketch import LocalEvent, sketch_events
from kg.resolve.status import StatusClaim
from kg.resolve.world import Conflict, World, WorldClaim, WorldEntity, WorldEvent, WorldFact

FactKey = tuple[str, str, str]
_Key = TypeVar("_Key")


class _Index(Generic[_Key]):
    """Which members stand under which key, both ways."""

    def __init__(self) -> None:
        self.members: dict[_Key, dict[str, None]] = {}
        self.keys: dict[str, tuple[_Key, ...]] = {}

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
    """What one update touched: slugs of entities, IRIs of events, keys of facts and edges, sorted."""

    entities: tuple[str, ...]
    events: tuple[str, ...]
    gone_events: tuple[str, ...]
    facts: tuple[FactKey, ...]
    edges: tuple[EdgeKey, ...]


class Resolution:
    """The world of a growing set of Records.

    `add` and `remove` note what is to be done, `update` does it, `world` gives the whole. The result is the same for
    every order of the same Records and equals `resolve_world`.
    """

    def __init__(self, decisions: Sequence[Decision], ontology: Ontology, names: KnownNames) -> None:
        self.ontology, self.names = ontology, names
        self.docket = prepare_docket(decisions)
        self._rules = shortcut_rules(ontology)
        self.identities = load_identities(ontology)
        self._moved: dict[tuple[str, str], str] = {}
        self.census = Census(names, self.docket.merged, self._moved)
        self.chronicle = Chronicle(Matcher(self.identities), self.docket.events)
        self.records: dict[str, Record] = {}
        self._locals: dict[str, tuple[LocalEvent, ...]] = {}
        self._by_iri: dict[str, LocalEvent] = {}
        self._iris: dict[tuple[str, str], str] = {}
        self._referrers: dict[str, tuple[str, ...]] = {}
        self._events: dict[str, WorldEvent] = {}
        self._entities: dict[str, WorldEntity] = {}
        self._edges: _Index[EdgeKey] = _Index()
        self._versions: _Index[str] = _Index()
        self._rivals: dict[str, tuple[Conflict, ...]] = {}
        self._conflicts: dict[str, tuple[Conflict, ...]] = {}
        self._facts: dict[FactKey, dict[str, WorldClaim]] = {}
        self._facts_of: dict[str, tuple[tuple[FactKey, str], ...]] = {}
        self._stale: set[str] = set()

    def add(self, record: Record) -> None:
        """Take in a Record; one with the digest of an earlier one replaces it."""
        digest = record.article.digest
        if digest in self.records:
            self.remove(digest)
        self.records[digest] = record
        for slug, article, new in self.docket.moved:
            if article == record.article.name or (len(article) >= 6 and digest.startswith(article)):
                self._moved[slug, digest] = new
        for local in local_entities(record, self.ontology, self.names):
            self.census.add(local)
        self._stale.add(digest)

    def remove(self, digest: str) -> None:
        """Take out the Record of an article; KeyError when it is not there."""
        record = self.records.pop(digest)
        self.census.remove(digest, tuple(e.id for e in record.entities))
        self._drop_events(digest)
        for key, iri in self._facts_of.pop(digest, ()):
            del self._facts[key][iri]
            if not self._facts[key]:
                del self._facts[key]
        self._stale.discard(digest)

    def _drop_events(self, digest: str) -> None:
        for local in self._locals.pop(digest, ()):
            self.chronicle.remove(local.iri)
            del self._by_iri[local.iri], self._iris[digest, local.event.id]
            self._referrers.pop(local.iri, None)

    def update(self) -> Change:
        """Bring everything up to date and say what was touched."""
        stale = sorted((self._stale | self.census.settle()) & self.records.keys())
        self._stale.clear()
        facts: set[FactKey] = set()
        for digest in stale:
            facts |= self._read_events(digest)
        changed, gone = self.chronicle.settle()
        dirty = set(changed)
        for iri in changed:
            for member in self.chronicle.clusters[iri].members:
                for referrer in self._referrers.get(member.iri, ()):
                    dirty.add(self.chronicle.world_iri[referrer])
        edges: set[EdgeKey] = set()
        versions: set[str] = set()
        for iri in sorted(gone - dirty):
            edges |= self._edges.put(iri, ())
            versions |= self._versions.put(iri, ())
            self._events.pop(iri, None)
            self._conflicts.pop(iri, None)
        for iri in sorted(dirty):
            event = self._assemble(iri)
            if event is None:
                edges |= self._edges.put(iri, ())
                versions |= self._versions.put(iri, ())
                self._events.pop(iri, None)
                self._conflicts.pop(iri, None)
                continue
            self._events[iri] = event
            edges |= self._edges.put(iri, event_edges(event, self._rules))
            versions |= self._versions.put(iri, version_keys(event) if self._is_strike(event) else ())
            self._conflicts[iri] = event_conflicts(event)
        for key in sorted(versions):
            rivals = rival_versions((self._events[i] for i in self._versions.members.get(key, ())), self.ontology, key)
            if rivals:
                self._rivals[key] = rivals
            else:
                self._rivals.pop(key, None)
        slugs = self._refresh_entities()
        events, vanished = tuple(sorted(dirty)), tuple(sorted(gone - dirty))
        return Change(slugs, events, vanished, tuple(sorted(facts)), tuple(sorted(edges)))

    def _is_strike(self, event: WorldEvent) -> bool:
        return self.identities.of(event.type).shape == "strike"

    def _read_events(self, digest: str) -> set[FactKey]:
        """Sketch an article's events anew under the present slugs, and its facts."""
        record = self.records[digest]
        self._drop_events(digest)
        entities = {e.id: self.census.locals[digest, e.id] for e in record.entities}
        slugs = {e: self.census.slugs[digest, e] for e in entities}
        locals_ = sketch_events(record, slugs, entities, self.names, self.identities, self.docket.events.pinned)
        self._locals[digest] = locals_
        referrers: dict[str, list[str]] = {}
        iris = {x.event.id: x.iri for x in locals_}
        for local in locals_:
            self._by_iri[local.iri] = local
            self._iris[digest, local.event.id] = local.iri
            self.chronicle.add(local)
            targets = {*local.event.fillers("content"), *(k.target for k in local.event.links)}
            for target in sorted(targets):
                referrers.setdefault(iris[target], []).append(local.iri)
        self._referrers.update((iri, tuple(who)) for iri, who in referrers.items())
        return self._read_facts(record)

    def _read_facts(self, record: Record) -> set[FactKey]:
        digest = record.article.digest
        touched: set[FactKey] = set()
        for key, iri in self._facts_of.pop(digest, ()):
            touched.add(key)
            del self._facts[key][iri]
            if not self._facts[key]:
                del self._facts[key]
        rows = []
        for fact in record.facts:
            key = (self.slug_of(digest, fact.subject), fact.predicate, self.slug_of(digest, fact.object))
            claim = fact_claim(fact, digest, record.article.published, self.slug_of)
            if claim.iri in self._facts.get(key, {}):
                continue
            self._facts.setdefault(key, {})[claim.iri] = claim
            rows.append((key, claim.iri))
            touched.add(key)
        self._facts_of[digest] = tuple(rows)
        return touched

    def slug_of(self, digest: str, entity: str) -> str:
        """Return the world slug of a local entity."""
        return self.census.slugs[digest, entity]

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
            cluster, self._iris, self.slug_of, self.iri_of, called_off, self.ontology, self.docket.retracted_claims
        )
        if event is None or not self.docket.event_changes:
            return event
        changes = [d for m in cluster.members for d in self.docket.event_changes.get(m.iri, ())]
        return change_event(event, sorted(changes, key=lambda d: self.docket.decisions.index(d)))

    def _called_off(self, local: LocalEvent) -> Iterable[StatusClaim]:
        """Claims of the same article that cancel or postpone an event."""
        for other, how in call_offs(local, self._locals[local.article]):
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
        return self._events[iri]

    def world(self) -> World:
        """Return the whole world, everything sorted; costs as much as the world is large."""
        self.update()
        conflicts = {c for found in self._conflicts.values() for c in found}
        conflicts |= {c for found in self._rivals.values() for c in found}
        return World(
            entities=tuple(self.entity(s) for s in sorted(self.census.owners)),
            events=tuple(sorted(self._events.values(), key=lambda e: (e.date, e.iri))),
            facts=tuple(self._fact(k) for k in sorted(self._facts) if k not in self.docket.retracted_facts),
            edges=tuple(join_edges(self._edges.members.items())),
            conflicts=tuple(sorted(conflicts, key=lambda c: (c.events, c.kind, c.claims, c.note))),
            unmatched_decisions=tuple(str(d) for d in self.docket.decisions if not self._is_matched(d)),
        )

    def _fact(self, key: FactKey) -> WorldFact:
        claims = [c for c in self._facts[key].values() if c.iri not in self.docket.retracted_claims]
        return WorldFact(*key, tuple(sorted(claims or self._facts[key].values(), key=lambda c: c.iri)))

    def _is_matched(self, decision: Decision) -> bool:
        """Tell whether everything a decision names still exists."""
        if decision.kind == "add":
            return True
        for iri in decision.events:
            if iri not in self._by_iri:
                return False
        for slug in decision.entities:
            known = self.census.asked[slug] > 0 or slug in self.census.owners
            if not known:
                return False
        if decision.kind == "different" and decision.entities:
            return any(n > 0 for (slug, _), n in self.census.moves.items() if slug == decision.entities[0])
        if decision.claim is not None and not self._has_claim(decision.claim):
            return False
        return decision.fact is None or decision.fact in self._facts

    def _has_claim(self, iri: str) -> bool:
        return any(c.iri == iri for x in self._by_iri.values() for c in event_claims(x, self.slug_of)) or any(
            iri in claims for claims in self._facts.values()
        )


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
