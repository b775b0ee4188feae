"""Shortcut edges between entities, from the ontology's shortcut rules, for events whose status projects."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.ontology.types import Ontology, Shortcut
from kg.resolve.world import Edge, WorldEvent

EdgeKey = tuple[str, str, str]

# A rule may name a narrower role than the event has: the destination of a visit is told as its place.
_BROADER = {"destination": "place", "onBehalfOf": "actor"}


@dataclass(frozen=True, slots=True)
class ShortcutRules:
    """The rules of each event type, its ancestors' included, and the statuses that project."""

    by_type: Mapping[str, tuple[Shortcut, ...]]
    projecting: frozenset[str]


def shortcut_rules(ontology: Ontology) -> ShortcutRules:
    """Return the ontology's shortcut rules, ready to apply."""
    rules = {name: ontology.shortcuts(name) for name in ontology.types}
    return ShortcutRules(rules, frozenset(n for n, s in ontology.statuses.items() if s.projects))


def event_edges(event: WorldEvent, rules: ShortcutRules) -> tuple[EdgeKey, ...]:
    """Return the (subject, predicate, object) edges one event yields, sorted; none unless its status projects.

    A symmetric predicate gives both directions; nothing is related to itself.
    """
    if event.status not in rules.projecting:
        return ()
    found: set[EdgeKey] = set()
    for rule in rules.by_type.get(event.type, ()):
        for subject in _fillers(event, rule.source):
            for value in _fillers(event, rule.target):
                if subject == value or ":" in subject or ":" in value:
                    continue
                found.add((subject, rule.predicate, value))
                if rule.symmetric:
                    found.add((value, rule.predicate, subject))
    return tuple(sorted(found))


def _fillers(event: WorldEvent, role: str) -> tuple[str, ...]:
    found = event.fillers(role)
    return found if found or role not in _BROADER else event.fillers(_BROADER[role])


def join_edges(pairs: Iterable[tuple[EdgeKey, Iterable[str]]]) -> Iterator[Edge]:
    """Yield one edge per key with its events sorted, by key."""
    for (subject, predicate, value), events in sorted(pairs, key=lambda p: p[0]):
        yield Edge(subject, predicate, value, tuple(sorted(events)))
