"""The entities of all articles, kept as blocks: adding or removing an article touches only the blocks it falls in."""

from collections import Counter
from collections.abc import Mapping

from kg.identifiers import slug as make_slug
from kg.resolve.entities import Bearer, Cluster, resolve_block
from kg.resolve.known import Known, KnownNames
from kg.resolve.local import LocalEntity
from kg.resolve.world import Merge, WorldEntity

Ref = tuple[str, str]  # article digest, local id


class Census:
    """All local entities, the slug of each, and the world entities they make.

    `settle` must be called after adding and removing; it says which articles see a changed slug.
    """

    def __init__(self, names: KnownNames, merged: Mapping[str, str], moved: Mapping[tuple[str, str], str]) -> None:
        """`merged` maps a slug to the one it was ruled the same as; `moved` a (slug, article digest) to a new slug."""
        self.names, self.merged, self.moved = names, merged, moved
        self.locals: dict[Ref, LocalEntity] = {}
        self.slugs: dict[Ref, str] = {}
        self.owners: dict[str, dict[Ref, Merge]] = {}
        self.asked: Counter[str] = Counter()  # slugs before decisions, to tell whether a decision still matches
        self.moves: Counter[tuple[str, str]] = Counter()
        self.unknown: dict[str, dict[Ref, LocalEntity]] = {}
        self.bearers: dict[str, dict[str, Bearer]] = {}
        self.clusters: dict[str, tuple[Cluster, ...]] = {}
        self.bases: dict[str, dict[Ref, Cluster]] = {}
        self._plain: dict[Ref, str] = {}
        self._dirty: set[str] = set()
        self._changed: set[str] = set()
        self.dirty_slugs: set[str] = set()

    def add(self, local: LocalEntity) -> None:
        """Take in one local entity."""
        ref = (local.article, local.id)
        self.locals[ref] = local
        block = local.block or f"!{local.article}/{local.id}"
        if local.known is None:
            self.unknown.setdefault(block, {})[ref] = local
            self._dirty.add(block)
            return
        known = self.names.known(local.known) or Known(local.known, local.type, local.label, country=local.country)
        bearer = self.bearers.setdefault(block, {}).setdefault(local.known, Bearer(known, local.kind))
        bearer.add(local)
        if block in self.unknown:
            self._dirty.add(block)
        self._name(ref, local.known, Merge(local.article, local.id, "known", 1.0))

    def remove(self, article: str, ids: tuple[str, ...]) -> None:
        """Take out the entities of one article."""
        for ref in ((article, i) for i in ids):
            local = self.locals.pop(ref)
            block = local.block or f"!{local.article}/{local.id}"
            if local.known is None:
                del self.unknown[block][ref]
                if not self.unknown[block]:
                    del self.unknown[block]
                self._dirty.add(block)
            else:
                bearers = self.bearers[block]
                bearers[local.known].add(local, -1)
                if not bearers[local.known].members:
                    del bearers[local.known]
                    if not bearers:
                        del self.bearers[block]
                if block in self.unknown:
                    self._dirty.add(block)
            self._forget(ref)

    def settle(self) -> frozenset[str]:
        """Resolve the touched blocks anew and return the digests of articles in which a slug changed."""
        bases: set[str] = set()
        for block in sorted(self._dirty):
            for cluster in self.clusters.pop(block, ()):
                if cluster.joins is None:
                    holders = self.bases[cluster.base]
                    holders.pop((cluster.first.article, cluster.first.id), None)
                    bases.add(cluster.base)
            if block not in self.unknown:
                continue
            found = resolve_block(self.unknown[block].values(), self.bearers.get(block, {}).values())
            self.clusters[block] = found
            for cluster in found:
                if cluster.joins is not None:
                    for local, merge in cluster.members:
                        self._name((local.article, local.id), cluster.joins, merge)
                else:
                    ref = (cluster.first.article, cluster.first.id)
                    self.bases.setdefault(cluster.base, {})[ref] = cluster
                    bases.add(cluster.base)
        for base in sorted(bases):
            self._share_out(base)
        self._dirty.clear()
        changed = frozenset(self._changed)
        self._changed.clear()
        return changed

    def _share_out(self, base: str) -> None:
        """Give each entity that asks for one slug its own: the earliest the plain one, so later ones rename nobody."""
        clusters = sorted(self.bases[base].values(), key=lambda c: c.first.order)
        if not clusters:
            del self.bases[base]
        taken = {base} if self.names.known(base) is not None else set()
        for cluster in clusters:
            first = cluster.first
            wanted = [base, *([f"{base}-{make_slug(first.country)}"] if first.country else [])]
            told_by = f"{base}-{first.article[:6]}"
            wanted += [f"{base}-{first.kind}", told_by, f"{told_by}-{first.start}"]
            name = next((w for w in wanted if w not in taken), f"{wanted[-1]}-{make_slug(first.id)}")
            taken.add(name)
            for local, merge in cluster.members:
                self._name((local.article, local.id), name, merge)

    def _name(self, ref: Ref, plain: str, merge: Merge) -> None:
        """Note the slug of a local entity, decisions applied."""
        final = self.moved.get((plain, ref[0]), self.merged.get(plain, plain))
        old = self.slugs.get(ref)
        if old is not None and (old != final or self._plain[ref] != plain):
            self._drop(ref)
        if self.slugs.get(ref) is None:
            self.slugs[ref], self._plain[ref] = final, plain
            self.asked[plain] += 1
            if (plain, ref[0]) in self.moved:
                self.moves[plain, ref[0]] += 1
        if final != plain:
            merge = Merge(merge.article, merge.local, "decision", 1.0)
        if self.owners.setdefault(final, {}).get(ref) != merge:
            self.owners[final][ref] = merge
            self.dirty_slugs.add(final)
        if old != final:
            self._changed.add(ref[0])

    def _drop(self, ref: Ref) -> None:
        final, plain = self.slugs.pop(ref), self._plain.pop(ref)
        del self.owners[final][ref]
        if not self.owners[final]:
            del self.owners[final]
        self.dirty_slugs.add(final)
        self.asked[plain] -= 1
        if (plain, ref[0]) in self.moved:
            self.moves[plain, ref[0]] -= 1

    def _forget(self, ref: Ref) -> None:
        if ref in self.slugs:
            self._drop(ref)

    def entity(self, slug: str) -> WorldEntity:
        """Return the world entity of a slug in use; KeyError otherwise."""
        merges = self.owners[slug]
        members = sorted((self.locals[ref] for ref in merges), key=lambda e: e.order)
        known = self.names.known(slug)
        first = members[0]
        types = Counter(m.type for m in members if m.type != "Entity") or Counter({first.type: 1})
        kind = known.type if known else min(types, key=lambda t: (-types[t], t))
        countries = Counter(m.country for m in members if m.country)
        country = known.country if known else min(countries, key=lambda c: (-countries[c], c), default=None)
        within = known.within if known else ()
        if not within and country and country != slug and first.kind in ("place", "site"):
            within = (country,)
        return WorldEntity(
            slug=slug,
            type=kind,
            label=known.label if known else _label(members),
            names=tuple(sorted({n for m in members for n in m.names})),
            country=country,
            wikidata=known.wikidata if known else None,
            within=within,
            merges=tuple(merges[m.article, m.id] for m in members),
        )


def _label(members: list[LocalEntity]) -> str:
    """The commonest full label, the earliest among equals."""
    full = [m for m in members if not m.bare] or members
    counts = Counter(m.label for m in full)
    return max(counts, key=lambda label: (counts[label], -next(i for i, m in enumerate(full) if m.label == label)))
