"""The entities of all articles, kept as blocks: adding or removing an article touches only the blocks it falls in."""

from collections import Counter
from collections.abc import Iterable, Mapping, MutableMapping

from kg.identifiers import slug as make_slug
from kg.resolve.entities import Bearer, Cluster, Sighting, resolve_block, sight
from kg.resolve.known import Known, KnownNames
from kg.resolve.local import LocalEntity
from kg.resolve.shelf import Shelves
from kg.resolve.world import WorldEntity

Ref = tuple[str, str]  # article digest, local id


class Census:
    """All local entities, the slug of each, and the world entities they make.

    `settle` must be called after adding and removing; it says which articles see a changed slug.
    """

    def __init__(
        self,
        names: KnownNames,
        merged: Mapping[str, str],
        moved: Mapping[tuple[str, str], str],
        shelves: Shelves | None = None,
    ) -> None:
        """`merged` maps a slug to the one it was ruled the same as; `moved` a (slug, article digest) to a new slug."""
        shelves = shelves or Shelves()
        self.names, self.merged, self.moved = names, merged, moved
        self.locals: MutableMapping[str, dict[str, LocalEntity]] = shelves.open("locals")
        # digest -> local id -> slug with decisions applied, slug before them
        self.slugs: MutableMapping[str, dict[str, tuple[str, str]]] = shelves.open("slugs")
        self.owners: MutableMapping[str, dict[Ref, Sighting]] = shelves.open("owners")
        # slugs before decisions, to tell whether a decision still matches
        self.asked: MutableMapping[str, int] = shelves.open("asked")
        self.moves: MutableMapping[tuple[str, str], int] = shelves.open("moves")
        self.unknown: MutableMapping[str, dict[Ref, LocalEntity]] = shelves.open("unknown")
        self.bearers: MutableMapping[str, dict[str, Bearer]] = shelves.open("bearers")
        self.clusters: MutableMapping[str, tuple[Cluster, ...]] = shelves.open("entity_clusters")
        self.bases: MutableMapping[str, dict[Ref, Cluster]] = shelves.open("bases")
        self._dirty: set[str] = set()
        self._changed: set[str] = set()
        self.dirty_slugs: set[str] = set()
        # digests of articles of which some entity is taken for another, or by another rule, since the last look
        self.renamed_articles: set[str] = set()

    def add(self, article: str, locals_: Iterable[LocalEntity]) -> None:
        """Take in the entities of one article."""
        self.locals[article], self.slugs[article] = {}, {}
        for local in locals_:
            self.locals[article][local.id] = local
            self._add(local)

    def _add(self, local: LocalEntity) -> None:
        block = local.block or f"!{local.article}/{local.id}"
        if local.known is None:
            self.unknown.setdefault(block, {})[local.article, local.id] = local
            self._dirty.add(block)
            return
        known = self.names.known(local.known) or Known(local.known, local.type, local.label, country=local.country)
        bearer = self.bearers.setdefault(block, {}).setdefault(local.known, Bearer(known, local.kind))
        bearer.add(local)
        if block in self.unknown:
            self._dirty.add(block)
        self._name(sight(local, "known", 1.0), local.known)

    def remove(self, article: str) -> None:
        """Take out the entities of one article."""
        for name, local in self.locals.pop(article).items():
            block = local.block or f"!{local.article}/{local.id}"
            if local.known is None:
                del self.unknown[block][article, name]
                if not self.unknown[block]:
                    del self.unknown[block]
                self._dirty.add(block)
            else:
                bearers = self.bearers[block]
                bearers[local.known].add(local, -1)
                if not bearers[local.known].reports:
                    del bearers[local.known]
                    if not bearers:
                        del self.bearers[block]
                if block in self.unknown:
                    self._dirty.add(block)
            if name in self.slugs[article]:
                self._drop((article, name))
        del self.slugs[article]

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
                    for sighting in cluster.members:
                        self._name(sighting, cluster.joins)
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
            for sighting in cluster.members:
                self._name(sighting, name)

    def slug_of(self, article: str, local: str) -> str:
        """Return the world slug of a local entity; KeyError for one that is not there."""
        return self.slugs[article][local][0]

    def _name(self, sighting: Sighting, plain: str) -> None:
        """Note the slug of a local entity, decisions applied."""
        article, local = ref = (sighting.article, sighting.local)
        final = self.moved.get((plain, article), self.merged.get(plain, plain))
        slugs = self.slugs[article]
        old = slugs.get(local)
        if old is not None and old != (final, plain):
            self._drop(ref)
        if local not in slugs:
            slugs[local] = (final, plain)
            self.asked[plain] = self.asked.get(plain, 0) + 1
            if (plain, article) in self.moved:
                self.moves[plain, article] = self.moves.get((plain, article), 0) + 1
        if final != plain:
            sighting = sighting._replace(rule="decision", score=1.0)
        owner = self.owners.setdefault(final, {})
        if owner.get(ref) != sighting:
            owner[ref] = sighting
            self.dirty_slugs.add(final)
            self.renamed_articles.add(article)
        if old is None or old[0] != final:
            self._changed.add(article)

    def _drop(self, ref: Ref) -> None:
        final, plain = self.slugs[ref[0]].pop(ref[1])
        del self.owners[final][ref]
        if not self.owners[final]:
            del self.owners[final]
        self.dirty_slugs.add(final)
        self.asked[plain] -= 1
        if (plain, ref[0]) in self.moved:
            self.moves[plain, ref[0]] -= 1

    def entity(self, slug: str) -> WorldEntity:
        """Return the world entity of a slug in use; KeyError otherwise."""
        members = sorted(self.owners[slug].values(), key=lambda e: e.order)
        known = self.names.known(slug) or self._ruled_known(members)
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
            merges=tuple(m.merge for m in members),
        )

    def _ruled_known(self, members: list[Sighting]) -> Known | None:
        """Return what the names data say of the first report they know, where a decision gave it another slug."""
        ruled = (self.locals[m.article][m.local].known for m in members if m.rule == "decision")
        return next((known for name in ruled if name and (known := self.names.known(name)) is not None), None)


def _label(members: list[Sighting]) -> str:
    """The commonest full label, the earliest among equals."""
    full = [m for m in members if not m.bare] or members
    counts = Counter(m.label for m in full)
    return max(counts, key=lambda label: (counts[label], -next(i for i, m in enumerate(full) if m.label == label)))
