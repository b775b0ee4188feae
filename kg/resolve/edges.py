"""Shortcut edges between entities, from the ontology's shortcut rules, for events whose status projects."""

from collections.abc import Iterable, Iterator

from kg.ontology.types import Ontology
from kg.resolve.world import Edge, WorldEvent

EdgeKey = tuple[str, str, str]

# A rule may name a narrower role than the event has: the destination of a visit is told as its place.
_BROADER = {"destination": "place", "onBehalfOf": "actor"}


def event_edges(event: WorldEvent, ontology: Ontology) -> tuple[EdgeKey, ...]:
    """Return the (subject, predicate, object) edges one event yields, sorted; none unless its status projects.

    A symmetric predicate gives both directions; nothing is related to itself.
    """
    status = ontology.statuses.get(event.status)
    if status is None or not status.projects or event.type not in ontology.types:
        return ()
    found: set[EdgeKey] = set()
    for rule in ontology.shortcuts(event.type):
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
