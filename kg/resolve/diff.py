"""What changed between two worlds: entities, events, status, edges and conflicts that came, went or differ."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from kg.resolve.world import Conflict, Edge, World, WorldEntity, WorldEvent, WorldFact

_Key = TypeVar("_Key")
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class EventChange:
    """An event in both worlds that differs; `fields` names what does, `status`, `time` and so on, in record order."""

    before: WorldEvent
    after: WorldEvent
    fields: tuple[str, ...]

    @property
    def status(self) -> tuple[str, str] | None:
        """Return the old and the new status, None when it is the same."""
        return (self.before.status, self.after.status) if self.before.status != self.after.status else None


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entity in both worlds that differs."""

    before: WorldEntity
    after: WorldEntity
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorldDiff:
    """The differences, each list sorted as in the world. An event whose IRI lives on as an alias counts as changed."""

    new_entities: tuple[WorldEntity, ...]
    gone_entities: tuple[WorldEntity, ...]
    changed_entities: tuple[EntityChange, ...]
    new_events: tuple[WorldEvent, ...]
    gone_events: tuple[WorldEvent, ...]
    changed_events: tuple[EventChange, ...]
    new_facts: tuple[WorldFact, ...]
    gone_facts: tuple[WorldFact, ...]
    new_edges: tuple[Edge, ...]
    gone_edges: tuple[Edge, ...]
    new_conflicts: tuple[Conflict, ...]
    gone_conflicts: tuple[Conflict, ...]

    @property
    def status_changes(self) -> tuple[EventChange, ...]:
        """Return the events whose status differs, by (date, IRI) of the new event."""
        return tuple(c for c in self.changed_events if c.status is not None)

    @property
    def is_empty(self) -> bool:
        """Tell whether the two worlds are the same."""
        return not any(getattr(self, f.name) for f in fields(self))


def diff_worlds(before: World, after: World) -> WorldDiff:
    """Return what one must know to get from one world to the other."""
    old = {iri: e for e in before.events for iri in (e.iri, *e.aliases)}
    new = {iri: e for e in after.events for iri in (e.iri, *e.aliases)}
    changed = []
    for event in after.events:
        earlier = old.get(event.iri) or next((old[a] for a in event.aliases if a in old), None)
        if earlier is not None and earlier != event:
            changed.append(EventChange(earlier, event, _differing(earlier, event)))
    old_entities = {e.slug: e for e in before.entities}
    new_entities = {e.slug: e for e in after.entities}
    both = [(old_entities[s], e) for s, e in sorted(new_entities.items()) if s in old_entities]
    facts = [{(f.subject, f.predicate, f.object): f for f in w.facts} for w in (before, after)]
    edges = [{(e.subject, e.predicate, e.object): e for e in w.edges} for w in (before, after)]
    conflicts = [{(c.kind, c.events, c.claims): c for c in w.conflicts} for w in (before, after)]
    return WorldDiff(
        new_entities=_only(new_entities, old_entities),
        gone_entities=_only(old_entities, new_entities),
        changed_entities=tuple(EntityChange(a, b, _differing(a, b)) for a, b in both if a != b),
        new_events=tuple(e for e in after.events if not any(i in old for i in (e.iri, *e.aliases))),
        gone_events=tuple(e for e in before.events if not any(i in new for i in (e.iri, *e.aliases))),
        changed_events=tuple(changed),
        new_facts=_only(facts[1], facts[0]),
        gone_facts=_only(facts[0], facts[1]),
        new_edges=_only(edges[1], edges[0]),
        gone_edges=_only(edges[0], edges[1]),
        new_conflicts=_only(conflicts[1], conflicts[0]),
        gone_conflicts=_only(conflicts[0], conflicts[1]),
    )


def _only(a: Mapping[_Key, _Thing], b: Mapping[_Key, _Thing]) -> tuple[_Thing, ...]:
    """What stands under keys of the first and not of the second, in order of the first."""
    return tuple(thing for key, thing in a.items() if key not in b)


def _differing(a: WorldEvent | WorldEntity, b: WorldEvent | WorldEntity) -> tuple[str, ...]:
    return tuple(f.name for f in fields(a) if getattr(a, f.name) != getattr(b, f.name))
