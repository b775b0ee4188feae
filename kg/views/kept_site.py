"""The site as the last run left it: which pages what has changed makes outdated, and those written again."""

from collections.abc import Iterable, MutableMapping
from dataclasses import replace
from pathlib import Path

from kg.pipeline.state import State
from kg.pipeline.updating import Stamp, Updated, stamp
from kg.pipeline.workers import Workers
from kg.records import Article, Record
from kg.resolve.world import Merge, World, WorldEvent
from kg.views.article_batch import ArticleBatch, write_articles
from kg.views.naming import name_pages
from kg.views.site import TITLE, WORLD_PAGES, write_world_pages
from kg.views.wording import Labels

_BATCH = 20  # articles whose pages are written together: they share what they show


class KeptSite:
    """The pages of out/ and what is remembered of them."""

    def __init__(self, out: Path, state: State, updated: Updated) -> None:
        self.out, self.updated, self._shelves = out, updated, state.shelves
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

    def articles(self) -> Iterable[Article]:
        """Return all articles."""
        return self._articles.values()

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

    def write_world(self, world: World, words: Labels) -> None:
        """Write the pages of the whole world and delete pages of articles that are gone."""
        for path in write_world_pages(world, (Record(a) for a in self.articles()), self.out, words):
            self._stamps[path.name] = stamp(path)
        keep = {*WORLD_PAGES, *self._pages.values()}
        for path in self.out.glob("article-*.html"):
            if path.name not in keep:
                path.unlink()
        for name in self._stamps.keys() - keep:
            del self._stamps[name]

    def write_articles(self, todo: dict[str, str], words: Labels, workers: Workers) -> None:
        """Write the pages of articles that `outdated` gave. The state must be settled: from here on it is only read."""
        digests = list(todo.values())
        batches = (self._batch(digests[at : at + _BATCH], words) for at in range(0, len(digests), _BATCH))
        for paths in workers.map(write_articles, batches):
            for path in paths:
                self._stamps[path.name] = stamp(path)

    def _batch(self, digests: list[str], words: Labels) -> ArticleBatch:
        """Gather what the pages of some articles show; what was read for others is let go of."""
        self._shelves.forget()
        resolution, heads = self.updated.resolution, self.updated.pieces.heads
        records = tuple(resolution.records[d] for d in digests)
        events: dict[str, WorldEvent] = {}
        merges: dict[str, list[Merge]] = {}
        slugs: set[str] = set()
        for digest, record in zip(digests, records, strict=True):
            for local, (slug, _) in resolution.census.slugs[digest].items():
                merges.setdefault(slug, []).append(Merge(digest, local, "", 1.0))
            slugs.update(e.known or e.id for e in record.entities)
            for local_iri in resolution.readings[digest].by_iri:
                event = resolution.events.get(resolution.iri_of(local_iri) or "")
                if event is not None:
                    events[event.iri] = event
                    slugs.update(slug for _, fillers in event.roles for slug in fillers)
                    slugs.update(c.speaker for c in event.claims if c.speaker)
        entities = (heads.get(slug) for slug in sorted(slugs | merges.keys()))
        part = World(
            entities=tuple(replace(e, merges=tuple(merges.get(e.slug, ()))) for e in entities if e is not None),
            events=tuple(sorted(events.values(), key=lambda e: (e.date, e.iri))),
        )
        return ArticleBatch(part, records, {d: self._pages[d] for d in digests}, self.out, words, TITLE)

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
