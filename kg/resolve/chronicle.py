"""The events of all articles, kept as groups of equal sketches and components of matches between them.

Adding or removing an article touches only the components its events fall in.
"""

from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass, field

from kg.resolve.clustering import (
    FIRST,
    EventCluster,
    Group,
    Rulings,
    cluster_groups,
)
from kg.resolve.matching import Matcher
from kg.resolve.shapes import Match
from kg.resolve.shelf import Shelves, pack, unpack
from kg.resolve.sketch import LocalEvent, Sketch
from kg.resolve.world import Merge


@dataclass(slots=True)
class _Group:
    """Reports with one sketch under one name, by IRI; `keys` are the blocks it lies in."""

    name: str
    sketch: Sketch
    keys: tuple[str, ...]
    inner: Match | None
    members: dict[str, None] = field(default_factory=dict)


class Chronicle:
    """All local events and the happenings they make. `settle` after adding and removing brings them up to date.

    `event_of` gives the local event of an IRI.
    """

    def __init__(
        self,
        matcher: Matcher,
        rulings: Rulings,
        event_of: Callable[[str], LocalEvent],
        shelves: Shelves | None = None,
    ) -> None:
        shelves = shelves or Shelves()
        self.matcher, self.rulings, self._event_of = matcher, rulings, event_of
        self.world_iri: MutableMapping[str, str] = shelves.open("world_iris")
        self.clusters: MutableMapping[str, EventCluster] = shelves.open(
            "event_clusters", self._pack_cluster, self._unpack_cluster
        )
        self._groups: MutableMapping[int, _Group] = shelves.open("event_groups")
        self._gid: MutableMapping[str, int] = shelves.open("group_ids")
        self._home: MutableMapping[str, int] = shelves.open("group_of")
        self._keys: MutableMapping[str, dict[int, None]] = shelves.open("event_blocks")
        self._near: MutableMapping[int, dict[int, Match]] = shelves.open("group_matches")
        self._component: MutableMapping[int, int] = shelves.open("component_of")
        self._components: MutableMapping[int, tuple[set[int], tuple[str, ...]]] = shelves.open("components")
        self._counters: MutableMapping[str, int] = shelves.open("counters")
        self._kinds: dict[Sketch, tuple[tuple[str, ...], Match | None]] = {}
        self._dirty: set[int] = set()
        self._fresh: list[int] = []
        self._gone: set[str] = set()
        # digests of articles some event of which has become a report of another happening since the last look
        self.moved_articles: set[str] = set()

    @staticmethod
    def _pack_cluster(cluster: EventCluster) -> bytes:
        return pack((tuple(m.iri for m in cluster.members), cluster.merges, cluster.rivals))

    def _unpack_cluster(self, data: bytes) -> EventCluster:
        iris, merges, rivals = unpack(data)
        return EventCluster(tuple(self._event_of(i) for i in iris), merges, rivals)

    def add(self, local: LocalEvent) -> None:
        """Take in one local event."""
        sketch = local.sketch
        if sketch not in self._kinds:
            keys = self.matcher.keys(sketch)
            self._kinds[sketch] = (keys, self.matcher.match(sketch, sketch) if keys else None)
        keys, inner = self._kinds[sketch]
        pinned = local.iri in self.rulings.pinned
        name = sketch.key if inner is not None and not pinned else f"{sketch.key} {local.iri}"
        gid = self._gid.get(name)
        if gid is None:
            gid = self._counters.get("group", 0)
            self._gid[name], self._counters["group"] = gid, gid + 1
            if pinned:
                keys = (*keys, *self._ruled_keys(local.iri))
            self._groups[gid] = _Group(name, sketch, keys, inner)
            self._fresh.append(gid)
        self._groups[gid].members[local.iri] = None
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
            if iri in self.clusters:  # never asked for its reports: some may be gone
                del self.clusters[iri]
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
            (iri,) = self._groups[name].members
            local = self._event_of(iri)
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
                if self.world_iri.get(member.iri) != cluster.iri:
                    self.world_iri[member.iri] = cluster.iri
                    self.moved_articles.add(member.article)
        self._components[name] = (component, tuple(iris))
        return set(iris)

    def _freeze(self, gid: int) -> Group:
        group = self._groups[gid]
        members = tuple(sorted((self._event_of(i) for i in group.members), key=lambda m: m.order))
        return Group(group.sketch, members, group.inner)
