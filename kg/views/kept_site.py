"""The site as the last run left it: which pages what has changed makes outdated, and those written again."""

from collections.abc import Iterable, MutableMapping
from dataclasses import replace
from pathlib import Path

from kg.pipeline.state import State
from kg.pipeline.updating import Stamp, Updated, stamp
from kg.records import Article, Record
from kg.resolve.world import Merge, World
from kg.views.naming import name_pages
from kg.views.site import WORLD_PAGES, write_pages
from kg.views.wording import Labels


class KeptSite:
    """The pages of out/ and what is remembered of them."""

    def __init__(self, out: Path, state: State, updated: Updated) -> None:
        self.out, self.updated = out, updated
        self._stamps: dict[str, Stamp | None] = state.note("pages", {})
        self.counts: dict[str, int] = state.note("counts", {})
        self._articles: MutableMapping[str, Article] = state.shelves.open("articles")
        names: dict[str, str] = state.note("names", {})
        for digest in updated.change.articles:
            if digest in updated.resolution.readings:
                self._articles[digest] = updated.resolution.records[digest].article
                names[digest] = self._articles[digest].name
            elif names.pop(digest, None) is not None:
                del self._articles[digest]
        self._pages = name_pages(_Name(name, digest) for digest, name in names.items())

    def articles(self) -> Iterable[Record]:
        """Return all articles, each as a record of nothing else."""
        return (Record(a) for a in self._articles.values())

    def outdated(self) -> dict[str, str]:
        """Return the pages of articles to be written, by file name, with the article's digest."""
        touched = {d for d in self._touched() if d in self._pages}
        return {
            page: digest
            for digest, page in sorted(self._pages.items())
            if digest in touched or not self._is_whole(page)
        }

    def is_damaged(self) -> bool:
        """Tell whether pages of the whole world are not as they were left, or some page has lost its article."""
        stale = self._stamps.keys() - {*WORLD_PAGES, *self._pages.values()}
        return bool(stale) or not all(self._is_whole(name) for name in WORLD_PAGES)

    def write(self, world: World, todo: dict[str, str], words: Labels) -> None:
        """Write the pages of the world and those to be done; delete pages of articles that are gone."""
        resolution = self.updated.resolution
        merges: dict[str, list[Merge]] = {}
        for digest in todo.values():
            for local, (slug, _) in resolution.census.slugs[digest].items():
                merges.setdefault(slug, []).append(Merge(digest, local, "", 1.0))
        entities = (replace(e, merges=tuple(merges[e.slug])) if e.slug in merges else e for e in world.entities)
        world = replace(world, entities=tuple(entities))
        changed = [resolution.records[digest] for digest in todo.values()]
        for path in write_pages(world, self.articles(), changed, self.out, words):
            self._stamps[path.name] = stamp(path)
        keep = {*WORLD_PAGES, *self._pages.values()}
        for path in self.out.glob("article-*.html"):
            if path.name not in keep:
                path.unlink()
        for name in self._stamps.keys() - keep:
            del self._stamps[name]

    def count(self, world: World) -> None:
        """Remember what a report tells of a world."""
        self.counts.update(
            articles=sum(not a.is_cited for a in self._articles.values()),
            entities=len(world.entities),
            events=len(world.events),
            edges=len(world.edges),
            planned=sum(e.status == "Planned" for e in world.events),
            conflicts=len(world.conflicts),
        )

    def _is_whole(self, name: str) -> bool:
        return name in self._stamps and stamp(self.out / name) == self._stamps[name]

    def _touched(self) -> set[str]:
        """Return the digests of articles whose page shows something that has changed."""
        resolution, change = self.updated.resolution, self.updated.change
        touched = set(change.articles)
        for iri in change.events:
            if iri in resolution.events:
                touched |= {m.article for m in resolution.events[iri].merges}
        for slug in sorted(self.updated.looks):
            for digest, _ in resolution.census.owners[slug]:
                touched.add(digest)
                for world_iri in {resolution.iri_of(iri) for iri in resolution.readings[digest].by_iri}:
                    event = resolution.events.get(world_iri or "")
                    if event is not None and any(slug in fillers for _, fillers in event.roles):
                        touched |= {m.article for m in event.merges}
        return touched


class _Name:
    """An article's name and digest."""

    __slots__ = ("digest", "name")

    def __init__(self, name: str, digest: str) -> None:
        self.name, self.digest = name, digest
