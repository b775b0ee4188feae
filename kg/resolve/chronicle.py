"""The events of all articles, kept as groups of equal sketches and components of matches between them.

Adding or removing an article touches only the components its events fall in.
"""

from collections.abc import Iterable

from kg.resolve.clustering import (
    FIRST,
    EventCluster,
    Group,
    Rulings,
    cluster_groups,
)
from kg.resolve.matching import Matcher
from kg.resolve.shapes import Match
from kg.resolve.sketch import LocalEvent, Sketch
from kg.resolve.world import Merge


class _Group:
    __slots__ = ("inner", "keys", "members", "name", "sketch")

    def __init__(
        self, name: Sketch | tuple[Sketch, str], sketch: Sketch, keys: tuple[str, ...], inner: Match | None
    ) -> None:
        self.name, self.sketch, self.keys, self.inner = name, sketch, keys, inner
        self.members: dict[str, LocalEvent] = {}


class Chronicle:
    """All local events and the happenings they make. `settle` after adding and removing brings them up to date."""

    def __init__(self, matcher: Matcher, rulings: Rulings) -> None:
        self.matcher, self.rulings = matcher, rulings
        self.world_iri: dict[str, str] = {}
        self.clusters: dict[str, EventCluster] = {}
        self._groups: dict[int, _Group] = {}
        self._gid: dict[Sketch | tuple[Sketch, str], int] = {}
        self._home: dict[str, int] = {}
        self._kinds: dict[Sketch, tuple[tuple[str, ...], Match | None]] = {}
        self._keys: dict[str, dict[int, None]] = {}
        self._near: dict[int, dict[int, Match]] = {}
        self._component: dict[int, int] = {}
        self._components: dict[int, tuple[set[int], tuple[str, ...]]] = {}
        self._next = 0
        self._dirty: set[int] = set()
        self._fresh: list[int] = []
        self._gone: set[str] = set()

    def add(self, local: LocalEvent) -> None:
        """Take in one local event."""
        sketch = local.sketch
        if sketch not in self._kinds:
            keys = self.matcher.keys(sketch)
            self._kinds[sketch] = (keys, self.matcher.match(sketch, sketch) if keys else None)
        keys, inner = self._kinds[sketch]
        pinned = local.iri in self.rulings.pinned
        key = sketch if inner is not None and not pinned else (sketch, local.iri)
        gid = self._gid.get(key)
        if gid is None:
            gid = self._gid[key] = self._next
            self._next += 1
            if pinned:
                keys = (*keys, *self._ruled_keys(local.iri))
            self._groups[gid] = _Group(key, sketch, keys, inner)
            self._fresh.append(gid)
        self._groups[gid].members[local.iri] = local
        self._home[local.iri] = gid
        self._dirty.add(gid)

    def _ruled_keys(self, iri: str) -> tuple[str, ...]:
        return (f"!{self.rulings.same[iri]}",) if iri in self.rulings.same else ()

    def remove(self, iri: str) -> None:
        """Take out one local event."""
        gid = self._home.pop(iri)
        group = self._groups[gid]
        del group.members[iri]
        self._gone.add(iri)
        self._dirty.add(gid)

    def settle(self) -> tuple[frozenset[str], frozenset[str]]:
        """Bring the touched components up to date; return the world IRIs of changed and of vanished happenings."""
        touched = self._drop_empty()
        self._link_fresh()
        old: set[str] = set()
        todo = sorted(g for g in self._dirty | touched if g in self._groups)
        for gid in sorted(self._dirty | touched):
            earlier = self._component.get(gid)
            if earlier is not None and earlier in self._components:
                gids, iris = self._components.pop(earlier)
                old.update(iris)
                todo += sorted(g for g in gids if g in self._groups)
        changed: set[str] = set()
        seen: set[int] = set()
        for start in todo:
            if start in seen:
                continue
            component, others = self._collect(start)
            seen |= component
            for other in others:
                gids, iris = self._components.pop(other, (set(), ()))
                old.update(iris)
            changed |= self._resolve(component)
        for iri in old - changed:
            self.clusters.pop(iri, None)
        for iri in self._gone:
            if iri not in self._home:
                self.world_iri.pop(iri, None)
        for gid in self._dirty:
            if gid not in self._groups:
                self._component.pop(gid, None)
        self._dirty.clear()
        self._fresh.clear()
        self._gone.clear()
        return frozenset(changed), frozenset(old - changed)

    def _drop_empty(self) -> set[int]:
        touched: set[int] = set()
        for gid in sorted(self._dirty):
            group = self._groups[gid]
            if group.members:
                continue
            for key in group.keys:
                bucket = self._keys.get(key)
                if bucket is not None:
                    bucket.pop(gid, None)
                    if not bucket:
                        del self._keys[key]
            for other in self._near.pop(gid, {}):
                self._near[other].pop(gid, None)
                touched.add(other)
            del self._groups[gid], self._gid[group.name]
        return touched

    def _link_fresh(self) -> None:
        """Match each new group with all groups that share a block, each pair once."""
        for gid in self._fresh:
            group = self._groups.get(gid)
            if group is None:
                continue
            near: dict[int, Match] = {}
            tried: set[int] = set()
            for key in group.keys:
                bucket = self._keys.setdefault(key, {})
                for other in bucket:
                    if other in tried or other == gid:
                        continue
                    tried.add(other)
                    match = self._match(group, self._groups[other], key)
                    if match is not None:
                        near[other] = match
                bucket[gid] = None
            if near:
                self._near[gid] = near
                for other, match in near.items():
                    self._near.setdefault(other, {})[gid] = match

    def _match(self, a: _Group, b: _Group, key: str) -> Match | None:
        match = self.matcher.match(a.sketch, b.sketch)
        if match is None and key.startswith("!"):
            return FIRST  # a decision joins them; clustering finds it again by IRI
        return match

    def _collect(self, start: int) -> tuple[set[int], set[int]]:
        """Return all groups connected with one, and the earlier components they were in."""
        component, todo, others = {start}, [start], set()
        while todo:
            gid = todo.pop()
            if gid in self._component:
                others.add(self._component[gid])
            for other in self._near.get(gid, ()):
                if other not in component:
                    component.add(other)
                    todo.append(other)
        return component, others

    def _resolve(self, component: set[int]) -> set[str]:
        name = min(component)
        for gid in component:
            self._component[gid] = name
        found: Iterable[EventCluster]
        if len(component) == 1 and len(self._groups[name].members) == 1:
            (local,) = self._groups[name].members.values()
            merge = Merge(local.article, local.event.id, FIRST.rule, FIRST.score)
            found = (EventCluster((local,), (merge,)),)
        else:
            groups = {g: self._freeze(g) for g in component}
            found = cluster_groups(groups, self._near, self.matcher, self.rulings)
        iris = []
        for cluster in found:
            iris.append(cluster.iri)
            self.clusters[cluster.iri] = cluster
            for member in cluster.members:
                self.world_iri[member.iri] = cluster.iri
        self._components[name] = (component, tuple(iris))
        return set(iris)

    def _freeze(self, gid: int) -> Group:
        group = self._groups[gid]
        members = tuple(sorted(group.members.values(), key=lambda m: m.order))
        return Group(group.sketch, members, group.inner)
