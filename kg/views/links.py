"""Lines of the picture: which two entities, in which relation and status, told by which events."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from kg.resolve.world import Edge, World, WorldEvent
from kg.views.wording import Labels

_TARGETS = ("recipient", "destination", "place", "origin", "topic", "instrument")
_MOST_PAIRS = 16  # a treaty of thirty parties is no picture; its event is still in every panel


@dataclass(frozen=True, slots=True)
class Line:
    """One line between two entities: `words` of the relation, its `status` and tone, and the events behind it."""

    subject: str
    object: str
    words: str
    status: str
    tone: str
    directed: bool
    events: tuple[str, ...]  # IRIs, by date


def draw_lines(world: World, labels: Labels) -> tuple[Line, ...]:
    """Return the lines of a world, sorted by the pair of entities.

    Shortcut edges come split by the status of their events. Events without such an edge (denied, demanded ...) still
    give a line, so that what did not happen is seen beside what did. Of several relations told by the same events
    between the same two entities, only the rarest, that is the most exact, is drawn.
    """
    events = {e.iri: e for e in world.events}
    known = {e.slug for e in world.entities}
    frequency: dict[str, int] = {}
    for edge in world.edges:
        frequency[edge.predicate] = frequency.get(edge.predicate, 0) + 1
    best: dict[tuple[str, str, str], tuple[int, str]] = {}
    for edge in world.edges:
        for iri in edge.events:
            rank = (frequency[edge.predicate], edge.predicate)
            key = (edge.subject, edge.object, iri)
            best[key] = min(best.get(key, rank), rank)
    split = {
        (edge.subject, edge.predicate, edge.object, status): told
        for edge in world.edges
        if edge.subject != edge.object and {edge.subject, edge.object} <= known
        for status, told in _by_status(edge, events, best)
    }
    lines = []
    for (subject, predicate, object_, status), told in split.items():
        mutual = split.get((object_, predicate, subject, status)) == told
        if not mutual or subject < object_:
            lines.append(_line(subject, object_, labels.term(predicate), status, not mutual, told, events, labels))
    projected = {iri for edge in world.edges for iri in edge.events}
    loose: dict[tuple[str, str, str, str, bool], list[str]] = {}
    for event in world.events:
        if event.iri not in projected:
            for subject, object_, directed in _pairs(event, known):
                loose.setdefault((subject, object_, event.type, event.status, directed), []).append(event.iri)
    lines += [
        _line(subject, object_, labels.term(kind), status, directed, tuple(told), events, labels)
        for (subject, object_, kind, status, directed), told in loose.items()
    ]
    return tuple(sorted(lines, key=lambda x: (*sorted((x.subject, x.object)), x.subject, x.words, x.status, x.events)))


def _by_status(
    edge: Edge, events: dict[str, WorldEvent], best: dict[tuple[str, str, str], tuple[int, str]]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    told: dict[str, list[str]] = {}
    for iri in edge.events:
        if iri in events and best[edge.subject, edge.object, iri][1] == edge.predicate:
            told.setdefault(events[iri].status, []).append(iri)
    return [(status, tuple(iris)) for status, iris in sorted(told.items())]


def _pairs(event: WorldEvent, known: set[str]) -> list[tuple[str, str, bool]]:
    actors = [a for a in event.fillers("actor") if a in known]
    for role in _TARGETS:
        targets = [t for t in event.fillers(role) if t in known]
        pairs = [(a, t, True) for a in actors for t in targets if a != t]
        if pairs:
            return pairs[:_MOST_PAIRS]
    return [(a, b, False) for a, b in combinations(actors, 2)][:_MOST_PAIRS]


def _line(
    subject: str,
    object_: str,
    words: str,
    status: str,
    directed: bool,
    told: tuple[str, ...],
    events: dict[str, WorldEvent],
    labels: Labels,
) -> Line:
    tones = [labels.tone(events[iri].type) for iri in told]
    tone = max(("conflict", "cooperation", "neutral"), key=tones.count)
    order = tuple(sorted(told, key=lambda iri: (events[iri].date, iri)))
    return Line(subject, object_, words, status, tone, directed, order)
