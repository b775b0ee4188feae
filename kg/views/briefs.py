"""What the front page and the picture need of an event: little enough that all of it is read for every change."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from kg.resolve.edges import EdgeKey
from kg.resolve.world import UNKNOWN_DAY, WorldEvent
from kg.views.wording import Labels

UNKNOWN = UNKNOWN_DAY.toordinal()
_TARGETS = ("recipient", "destination", "place", "origin", "topic", "instrument")
_MOST_PAIRS = 16  # a treaty of thirty parties is no picture; its event is still in every panel


class Brief(NamedTuple):
    """One event. `day` is the ordinal of the day it is sorted by, UNKNOWN without one.

    `edges` are the shortcuts it projects, `pairs` those it would tie together when it projects none: subject, object
    and whether the line between them points.
    """

    day: int
    status: str
    type: str
    tone: str
    is_exact: bool
    actors: Sequence[str]
    edges: Sequence[EdgeKey]
    pairs: Sequence[tuple[str, str, bool]]


def brief_event(event: WorldEvent, edges: Sequence[EdgeKey], labels: Labels) -> Brief:
    """Return an event in brief; `edges` are the shortcuts it projects."""
    return Brief(
        event.date.toordinal(),
        event.status,
        event.type,
        labels.tone(event.type),
        event.time is not None and event.time.precision == "day",
        _names(event, "actor"),
        edges,
        () if edges else _pairs(event),
    )


def _pairs(event: WorldEvent) -> Sequence[tuple[str, str, bool]]:
    actors = _names(event, "actor")
    for role in _TARGETS:
        pairs = [(a, t, True) for a in actors for t in _names(event, role) if a != t]
        if pairs:
            return pairs[:_MOST_PAIRS]
    return [(a, b, False) for a, b in combinations(actors, 2)][:_MOST_PAIRS]


def _names(event: WorldEvent, role: str) -> list[str]:
    """What fills a role and is no event: slugs have no colon."""
    return [f for f in event.fillers(role) if ":" not in f]
