"""Putting articles into seeds/: from files, folders, addresses, feeds or standard input; the same article only once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.article.fetch import feed_links, fetch, is_feed, is_url, read_fetched
from kg.article.identity import is_version, place_key, same_place, text_fingerprint
from kg.article.metadata import SIDE_SUFFIX, split_front_matter
from kg.article.reading import make_article, read_file
from kg.article.saving import file_name, format_article
from kg.article.source import read_stdin
from kg.errors import ArticleError
from kg.pipeline.catalog import Entry, Seeds, survey
from kg.pipeline.collecting import article_files
from kg.pipeline.state import open_state
from kg.pipeline.workers import Workers
from kg.records import Article
from kg.workspace import Workspace, write_whole

HISTORY = "seeds-history.tsv"
# as many digits of a digest name an article without doubt
DIGEST_START = 8


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one article. `outcome`: new, same (nothing written), replaced, refused; `note` says why."""

    source: str
    outcome: str
    path: Path | None
    note: str


def add_sources(workspace: Workspace, sources: Sequence[str], allow_private: bool = False) -> tuple[Added, ...]:
    """Store the articles of all sources in seeds/; a source that cannot be read is listed and the rest goes on.

    The caller holds the workspace's lock.
    """
    known = _Known(workspace)
    results: list[Added] = []
    for source in sources:
        try:
            for article, origin in _articles(source, allow_private, results):
                results.append(known.add(article, origin))
        except ArticleError as error:
            results.append(Added(source, "refused", None, str(error)))
    return tuple(results)


def _articles(source: str, allow_private: bool, results: list[Added]) -> Iterator[tuple[Article, str]]:
    if source == "-":
        metadata, text = split_front_matter(read_stdin(), "standard input")
        yield make_article(text, metadata, "stdin", "standard input"), "standard input"
    elif is_url(source):
        found = fetch(source, allow_private)
        if not is_feed(found):
            draft = read_fetched(found)
            yield make_article(draft.text, draft.metadata, "page", source), source
            return
        for link in feed_links(found):
            try:
                draft = read_fetched(fetch(link, allow_private))
                yield make_article(draft.text, draft.metadata, "page", link), link
            except ArticleError as error:
                results.append(Added(link, "refused", None, str(error)))
    elif Path(source).is_dir():
        files, skipped = article_files(Path(source))
        results += [Added(line.split(":")[0], "refused", None, line) for line in skipped]
        for path in files:
            try:
                yield from _of_file(path, results)
            except ArticleError as error:
                results.append(Added(str(path), "refused", None, str(error)))
    else:
        yield from _of_file(Path(source), results)


def _of_file(path: Path, results: list[Added]) -> Iterator[tuple[Article, str]]:
    found = read_file(path)
    results += [Added(str(path), "refused", None, line) for line in found.refused]
    yield from ((article, str(path)) for article in found.articles)


class _Known:
    """The articles already in seeds/, found by their running text and by their address."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        seeds = _survey(workspace)
        self._seeds = seeds
        # articles without an address, which their title may stand for: as catalogued, and of this run
        self._titled: dict[str, list[Entry]] = {}
        self._fresh: dict[str, list[tuple[Article, Path]]] = {}
        self._by_text: dict[str, Path] = {}
        self._by_place: dict[str, tuple[Path, str, str]] = {}  # address -> file, digest, title
        self._alone = Counter(seeds.files.values())  # how many articles a file holds
        for entry in seeds.entries:
            path = seeds.files[entry.digest]
            self._by_text.setdefault(entry.fingerprint, path)
            if entry.url:
                self._by_place.setdefault(place_key(entry.url), (path, entry.digest, entry.title))
            else:
                self._titled.setdefault(entry.title, []).append(entry)

    def add(self, article: Article, origin: str) -> Added:
        """Store one article unless it is there; a changed text under a known address replaces the old one."""
        fingerprint = text_fingerprint(article)
        if fingerprint in self._by_text:
            return Added(origin, "same", self._by_text[fingerprint], "already there, nothing written")
        old = self._by_place.get(place_key(article.url)) if article.url else self._version_before(article)
        if old is not None and self._alone[old[0]] == 1:
            path, earlier, title = old
            # what we write is text: a page or message of the user's gives way to a text file
            target = path if path.suffix == ".txt" else self._free_path(file_name(article))
            self._write(target, article)
            self._remember(path, earlier, title)
            if target != path:
                path.unlink()
                path.with_suffix(SIDE_SUFFIX).unlink(missing_ok=True)
            self._by_text = {t: p for t, p in self._by_text.items() if p != path} | {fingerprint: target}
            self._by_place = {k: row for k, row in self._by_place.items() if row[0] != path}
            for entries in self._titled.values():
                entries[:] = [e for e in entries if e.digest != earlier]
            for fresh in self._fresh.values():
                fresh[:] = [(a, p) for a, p in fresh if p != path]
            self._know(article, target)
            return Added(origin, "replaced", target, f"replaces the version with digest {earlier[:16]}")
        path = self._free_path(file_name(article))
        self._write(path, article)
        self._by_text[fingerprint] = path
        self._know(article, path)
        return Added(origin, "new", path, article.title)

    def _version_before(self, article: Article) -> tuple[Path, str, str] | None:
        """Return the file, digest and title of an earlier version of an article that has no address."""
        for held, path in self._fresh.get(article.title, ()):
            if is_version(held, article):
                return path, held.digest, held.title
        for entry in self._titled.get(article.title, ()):
            try:
                earlier = self._seeds.article(entry)
            except ArticleError:
                continue
            if is_version(earlier, article):
                return self._seeds.files[entry.digest], entry.digest, entry.title
        return None

    def _know(self, article: Article, path: Path) -> None:
        self._alone[path] = 1
        if article.url:
            self._by_place.setdefault(place_key(article.url), (path, article.digest, article.title))
        else:
            self._fresh.setdefault(article.title, []).append((article, path))

    def _write(self, path: Path, article: Article) -> None:
        write_whole(path, format_article(replace(article, name=path.stem)).encode("utf-8"))

    def _free_path(self, name: str) -> Path:
        path, number = self._workspace.seeds / name, 2
        while path.exists():
            path = self._workspace.seeds / f"{Path(name).stem}-{number}.txt"
            number += 1
        return path

    def _remember(self, path: Path, digest: str, title: str) -> None:
        """Append the earlier version's digest to the history of seeds/: what was replaced stays traceable."""
        history = self._workspace.root / HISTORY
        old = history.read_text(encoding="utf-8") if history.is_file() else "file\tearlier digest\ttitle\n"
        line = f"{path.name}\tsha256:{digest}\t{' '.join(title.split())}\n"
        write_whole(history, (old + line).encode("utf-8"))


def _survey(workspace: Workspace) -> Seeds:
    with open_state(workspace) as state:
        return survey(workspace.seeds, state.pages, Workers(1))


def is_behind(workspace: Workspace) -> bool:
    """Tell whether out/ lacks articles of seeds/ or holds some that are gone: an earlier run came to no end."""
    with open_state(workspace) as state:
        seeds = survey(workspace.seeds, state.pages, Workers(1))
        return state.resolved.keys() != {entry.digest for entry in seeds.entries}


def _answers_to(entry: Entry, name: str) -> bool:
    starts = len(name) >= DIGEST_START and entry.digest.startswith(name.lower())
    return starts or name == entry.title or same_place(entry.url, name)


def remove_article(workspace: Workspace, name: str) -> Path:
    """Take an article out of seeds/ by file name, stem, title, address or digest and return the file that is gone.

    Raises ArticleError when nothing or more than one file fits, or the file holds other articles too and was not named
    itself. The caller holds the workspace's lock.
    """
    seeds = _survey(workspace)
    # by name any file can go, also one that cannot be read or doubles another
    fits = [p for p in article_files(workspace.seeds)[0] if name in (p.name, p.stem, str(p))]
    if not fits:
        fits = sorted({seeds.files[e.digest] for e in seeds.entries if _answers_to(e, name)})
        held = [e for e in seeds.entries if seeds.files[e.digest] in fits]
        if len(fits) == 1 and len(held) > 1:
            raise ArticleError(
                f"{name}: {fits[0].name} holds {len(held)} articles; give its name to remove all of them"
            )
    if len(fits) != 1:
        found = f"{len(fits)} files fit: {', '.join(p.name for p in fits)}" if fits else "no file fits"
        raise ArticleError(f"{name}: {found}; give the name of one file in {workspace.seeds}")
    fits[0].unlink()
    fits[0].with_suffix(SIDE_SUFFIX).unlink(missing_ok=True)
    return fits[0]
