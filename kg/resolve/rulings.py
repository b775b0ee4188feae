"""Decisions made ready for use: what to do with which entity, event, claim or fact, and which found nothing to rule."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.dates import DaySpan, sort_day
from kg.resolve.clustering import Rulings
from kg.resolve.decisions import Decision
from kg.resolve.world import WorldEntity, WorldEvent


@dataclass(frozen=True, slots=True)
class Docket:
    """All decisions, by what they act on. `moved` still names articles as the file does."""

    decisions: tuple[Decision, ...]
    merged: Mapping[str, str]
    moved: tuple[tuple[str, str, str], ...]  # (slug, article as written, new slug)
    events: Rulings
    retracted_events: frozenset[str]
    retracted_claims: frozenset[str]
    retracted_facts: frozenset[tuple[str, str, str]]
    event_changes: Mapping[str, tuple[Decision, ...]]
    entity_changes: Mapping[str, tuple[Decision, ...]]


def prepare_docket(decisions: Sequence[Decision]) -> Docket:
    """Return the decisions by what they act on; chains of "same" end at the first slug named."""
    merged = _roots(d.entities for d in decisions if d.kind == "same" and d.entities)
    same = _roots(d.events for d in decisions if d.kind == "same" and d.events)
    groups = {iri: same.get(iri, iri) for d in decisions if d.kind == "same" for iri in d.events}
    apart = frozenset(
        frozenset((a, b)) for d in decisions if d.kind == "different" for a in d.events for b in d.events if a != b
    )
    moved = tuple(
        (d.entities[0], d.article or "", d.slug or "") for d in decisions if d.kind == "different" and d.entities
    )
    retract = [d for d in decisions if d.kind == "retract"]
    changes = [d for d in decisions if d.kind in ("set", "rename")]
    return Docket(
        decisions=tuple(decisions),
        merged=merged,
        moved=moved,
        events=Rulings(groups, apart),
        retracted_events=frozenset(e for d in retract for e in d.events),
        retracted_claims=frozenset(d.claim for d in retract if d.claim),
        retracted_facts=frozenset(d.fact for d in retract if d.fact),
        event_changes=_by_name((d.events[0], d) for d in changes if d.events),
        entity_changes=_by_name((d.entities[0], d) for d in changes if d.entities),
    )


def _roots(groups: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Map every name but the first of its (joined) groups to that first."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    for group in groups:
        for name in group[1:]:
            first, other = root(group[0]), root(name)
            if first != other:
                parent[other] = first
    return {name: root(name) for name in parent if root(name) != name}


def _by_name(pairs: Iterable[tuple[str, Decision]]) -> dict[str, tuple[Decision, ...]]:
    out: dict[str, tuple[Decision, ...]] = {}
    for name, decision in pairs:
        out[name] = (*out.get(name, ()), decision)
    return out


def with_known_fillers(
    decisions: Iterable[Decision], merged: Mapping[str, str], told: Container[str]
) -> Iterator[Decision]:
    """Yield decisions without the role fillers no article tells of: those would be nodes that nothing describes."""
    for decision in decisions:
        named = [
            (role, some, tuple(s for f in some if (s := merged.get(f, f)) in told)) for role, some in decision.roles
        ]
        yield replace(decision, roles=tuple((role, known) for role, some, known in named if known or not some))


def change_event(event: WorldEvent, decisions: Iterable[Decision]) -> WorldEvent:
    """Return the event with date, type, roles or label as decided, later decisions over earlier ones."""
    for d in decisions:
        if d.start is not None or d.end is not None:
            span = DaySpan(d.start, d.end, _precision(d.start, d.end))
            event = replace(event, time=span, time_basis="stated", time_text=None, date=sort_day(span, event.date))
        if d.type is not None:
            event = replace(event, type=d.type)
        if d.roles:
            roles = dict(event.roles) | {name: tuple(sorted(set(f))) for name, f in d.roles}
            event = replace(event, roles=tuple((r, roles[r]) for r in sorted(roles) if roles[r]))
        if d.label is not None:
            event = replace(event, label=d.label)
    return event


def _precision(start: date | None, end: date | None) -> str:
    if start is None:
        return "before"
    if end is None:
        return "after"
    return "day" if start == end else "range"


def change_entity(entity: WorldEntity, decisions: Iterable[Decision]) -> WorldEntity:
    """Return the entity with type, country or label as decided, later decisions over earlier ones."""
    for d in decisions:
        if d.type is not None:
            entity = replace(entity, type=d.type)
        if d.country is not None:
            entity = replace(entity, country=d.country)
        if d.label is not None:
            entity = replace(entity, label=d.label)
    return entity
