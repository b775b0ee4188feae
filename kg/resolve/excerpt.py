"""A part of the world: what concerns some entities, or some stretch of days, and nothing that hangs in the air."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from kg.resolve.world import World, WorldEvent


def excerpt(world: World, slugs: Collection[str] = (), since: date | None = None, until: date | None = None) -> World:
    """Return the events that concern one of the entities (any, when none are named) and lie between two days.

    Entities, facts, edges and conflicts are kept only where what they rest on is kept; links and contents that lead
    outside are dropped. Order is that of the world.
    """
    wanted = set(slugs)

    def is_in(event: WorldEvent) -> bool:
        fillers = {f for role, names in event.roles if role != "content" for f in names}
        return (
            (not wanted or bool(wanted & fillers))
            and (since is None or event.date >= since)
            and (until is None or event.date <= until)
        )

    kept = {e.iri for e in world.events if is_in(e)}
    events = tuple(_within(e, kept) for e in world.events if e.iri in kept)
    used = wanted | {f for e in events for role, names in e.roles if role != "content" for f in names}
    used |= {c.speaker for e in events for c in e.claims if c.speaker is not None}
    edges = tuple(
        replace(edge, events=tuple(i for i in edge.events if i in kept))
        for edge in world.edges
        if any(i in kept for i in edge.events)
    )
    return World(
        entities=tuple(e for e in world.entities if e.slug in used),
        events=events,
        facts=tuple(f for f in world.facts if f.subject in used and f.object in used),
        edges=edges,
        conflicts=tuple(c for c in world.conflicts if set(c.events) <= kept),
    )


def _within(event: WorldEvent, kept: Collection[str]) -> WorldEvent:
    roles = tuple(
        (role, names)
        for role, found in event.roles
        if (names := tuple(n for n in found if role != "content" or n in kept))
    )
    return replace(event, roles=roles, links=tuple(link for link in event.links if link[1] in kept))
