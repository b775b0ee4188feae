"""The site as the last run left it: which pages what has changed makes outdated, and those written again."""

from collections.abc import Iterable, MutableMapping
from dataclasses import replace
from pathlib import Path

from kg.pipeline.state import State
from kg.pipeline.updating import Stamp, Updated, stamp
from kg.pipeline.workers import Workers
from kg.records import Article
from kg.resolve.world import Merge, World, WorldEvent
from kg.views.article_batch import ArticleBatch, write_articles
from kg.views.dossier import Dossier, tells
from kg.views.naming import name_pages
from kg.views.shown import TITLE, Shown
from kg.views.site import WORLD_PAGES, write_world_pages
from kg.views.wording import Labels

_BATCH = 20  # articles whose pages are written together: they share what they show


class KeptSite:
    """The pages of out/ and what is remembered of them."""

    def __init__(self, out: Path, state: State, updated: Updated, words: Labels) -> None:
        """Take in what has changed; the state is settled before anything is written."""
        self.out, self.updated, self.words, self._shelves = out, updated, words, state.shelves
        self._stamps: dict[str, Stamp | None] = state.note("pages", {})
        self.counts: dict[str, int] = state.note("counts", {})
        self._articles: MutableMapping[str, Article] = state.shelves.open("articles")
        self._dossier = Dossier(state.shelves, words)
        names: dict[str, str] = state.note("names", {})
        before = self._name_pages(names)
        for digest in updated.change.articles:
            if digest in updated.resolution.readings:
                self._articles[digest] = updated.resolution.records[digest].article
                names[digest] = self._articles[digest].name
            elif names.pop(digest, None) is not None:
                del self._articles[digest]
                self._dossier.drop_article(digest)
        self._pages = self._name_pages(names)
        self._touched = self._find_touched()
        moved = {digest for digest, page in self._pages.items() if before.get(digest) != page}
        self._fill(sorted(d for d in self._touched | moved if d in self._pages))

    @staticmethod
    def _name_pages(names: dict[str, str]) -> dict[str, str]:
        return name_pages(_Name(name, digest) for digest, name in names.items())

    def _fill(self, digests: Iterable[str]) -> None:
        """Write the rows of what has changed, and of these articles."""
        dossier, resolution, change = self._dossier, self.updated.resolution, self.updated.change
        for slug in change.entities:
            dossier.put_entity(slug, self.updated.pieces.heads.get(slug))
        for iri in (*change.events, *change.gone_events):
            dossier.put_event(iri, resolution.events.get(iri), resolution.edges_of(iri), self._articles)
        for key in change.facts:
            dossier.put_fact(key, resolution.fact(key), self._articles)
        for digest in digests:
            reading = resolution.readings[digest]
            events = [e for e in self._events_of(digest) if tells(e, digest)]
            facts = [f for key, _ in reading.facts if (f := resolution.fact(key)) is not None]
            dossier.put_article(self._articles[digest], self._pages[digest], events, facts)

    def _events_of(self, digest: str) -> list[WorldEvent]:
        """Return the happenings that events of an article were taken for."""
        resolution = self.updated.resolution
        iris = dict.fromkeys(resolution.iri_of(iri) for iri in resolution.readings[digest].by_iri)
        return [event for iri in iris if (event := resolution.events.get(iri or "")) is not None]

    def articles(self) -> Iterable[Article]:
        """Return all articles."""
        return self._articles.values()

    def outdated(self) -> dict[str, str]:
        """Return the pages of articles to be written, by file name, with the article's digest."""
        return {
            page: digest
            for digest, page in sorted(self._pages.items())
            if digest in self._touched or not self._is_whole(page)
        }

    def is_damaged(self) -> bool:
        """Tell whether pages of the whole world are not as they were left, or some page has lost its article."""
        stale = self._stamps.keys() - {*WORLD_PAGES, *self._pages.values()}
        return bool(stale) or not all(self._is_whole(name) for name in WORLD_PAGES)

    def write_world(self) -> None:
        """Write the pages of the whole world and delete pages of articles that are gone."""
        updated = self.updated
        shown = Shown(
            self._dossier, updated.pieces.heads, updated.resolution.events, self._articles, self._pages,
            updated.resolution.conflicts(), self.words,
        )  # fmt: skip
        written = write_world_pages(shown, self.out)
        self.counts.update(written.counts)
        for path in written.paths:
            self._stamps[path.name] = stamp(path)
        keep = {*WORLD_PAGES, *self._pages.values()}
        for path in self.out.glob("article-*.html"):
            if path.name not in keep:
                path.unlink()
        for name in self._stamps.keys() - keep:
            del self._stamps[name]

    def write_articles(self, todo: dict[str, str], workers: Workers) -> None:
        """Write the pages of articles that `outdated` gave. The state must be settled: from here on it is only read."""
        digests = list(todo.values())
        batches = (self._batch(digests[at : at + _BATCH]) for at in range(0, len(digests), _BATCH))
        for paths in workers.map(write_articles, batches):
            for path in paths:
                self._stamps[path.name] = stamp(path)

    def _batch(self, digests: list[str]) -> ArticleBatch:
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
            for event in self._events_of(digest):
                events[event.iri] = event
                slugs.update(slug for _, fillers in event.roles for slug in fillers)
                slugs.update(c.speaker for c in event.claims if c.speaker)
        entities = (heads.get(slug) for slug in sorted(slugs | merges.keys()))
        part = World(
            entities=tuple(replace(e, merges=tuple(merges.get(e.slug, ()))) for e in entities if e is not None),
            events=tuple(sorted(events.values(), key=lambda e: (e.date, e.iri))),
        )
        return ArticleBatch(part, records, {d: self._pages[d] for d in digests}, self.out, self.words, TITLE)

    def _is_whole(self, name: str) -> bool:
        return name in self._stamps and stamp(self.out / name) == self._stamps[name]

    def _find_touched(self) -> set[str]:
        """Return the digests of articles whose page shows something that has changed."""
        resolution, change = self.updated.resolution, self.updated.change
        touched = set(change.articles)
        for iri in change.events:
            if iri in resolution.events:
                touched |= {m.article for m in resolution.events[iri].merges}
        for slug in sorted(self.updated.looks):
            for digest, _ in resolution.census.owners[slug]:
                touched.add(digest)
                for event in self._events_of(digest):
                    if any(slug in fillers for _, fillers in event.roles):
                        touched |= {m.article for m in event.merges}
        return touched


class _Name:
    """An article's name and digest."""

    __slots__ = ("digest", "name")

    def __init__(self, name: str, digest: str) -> None:
        self.name, self.digest = name, digest
