"""What lies in seeds/, remembered from run to run: only files that changed since are read again."""

import os
from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from kg.article.identity import text_fingerprint
from kg.article.metadata import SIDE_SUFFIX
from kg.article.reading import read_file
from kg.errors import ArticleError
from kg.pipeline.collecting import article_files
from kg.pipeline.workers import Workers
from kg.records import Article

# size, time of change of the content and of the entry, and the entry itself: a file with all of them equal is the same
Signature = tuple[int, int, int, int]


class Entry(NamedTuple):
    """One article of a file: what is asked of it without reading it. `fingerprint` is that of its running text."""

    digest: str
    name: str
    title: str
    url: str | None
    fingerprint: str
    is_dated: bool


class Page(NamedTuple):
    """One file. `problems` are why it, or parts of it, cannot be read; `articles` are in its order."""

    signatures: tuple[Signature | None, Signature | None]
    problems: tuple[str, ...]
    articles: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Seeds:
    """The articles of seeds/, sorted by digest under distinct names. `files` maps a digest to its file."""

    entries: tuple[Entry, ...]
    files: dict[str, Path]
    problems: tuple[str, ...]
    doubles: tuple[str, ...]
    fresh: dict[str, Article]  # the articles of files that were read anew, by digest

    def article(self, entry: Entry) -> Article:
        """Return an article of the catalogue. Errors: ArticleError when its file has changed meanwhile."""
        if entry.digest in self.fresh:
            return replace(self.fresh[entry.digest], name=entry.name)
        path = self.files[entry.digest]
        for article in read_file(path).articles:
            if article.digest == entry.digest:
                return replace(article, name=entry.name)
        raise ArticleError(f"{path}: the file changed while it was read")


def survey(seeds: Path, kept: MutableMapping[str, dict[str, Page]], workers: Workers) -> Seeds:
    """Return what lies in a folder; `kept` remembers it for the next time."""
    paths, skipped = article_files(seeds)
    before = kept.get("pages", {})
    pages: dict[str, Page] = {}
    todo: list[_Unread] = []
    for path in paths:
        name = str(path.relative_to(seeds))
        signatures = (_signature(path), _signature(path.with_suffix(SIDE_SUFFIX)))
        held = before.get(name)
        pages[name] = held or Page(signatures, (), ())  # keeps its place in the order of files
        if held is None or held.signatures != signatures:
            todo.append(_Unread(path, name, signatures))
    read: dict[str, dict[str, Article]] = {}
    for unread, (page, articles) in zip(todo, workers.map(_read, todo), strict=True):
        pages[unread.name] = page
        read[unread.name] = {a.digest: a for a in reversed(articles)}  # of equal ones the first
    if pages != before:
        kept["pages"] = pages
    found: dict[str, Entry] = {}
    files: dict[str, Path] = {}
    fresh: dict[str, Article] = {}
    problems, doubles = list(skipped), []
    for name, page in pages.items():
        path = seeds / name
        problems += page.problems
        for entry in page.articles:
            if entry.digest in found:
                doubles.append(f"{path}: the same text as {files[entry.digest]}, read once")
                continue
            found[entry.digest], files[entry.digest] = entry, path
            if name in read:
                fresh[entry.digest] = read[name][entry.digest]
    entries = _distinct([found[d] for d in sorted(found)])
    return Seeds(entries, files, tuple(problems), tuple(doubles), fresh)


@dataclass(frozen=True, slots=True)
class _Unread:
    """A file that has changed since, under its name in the folder."""

    path: Path
    name: str
    signatures: tuple[Signature | None, Signature | None]


def _read(file: _Unread) -> tuple[Page, tuple[Article, ...]]:
    """Read a file; runs in a worker."""
    try:
        found = read_file(file.path)
    except ArticleError as error:
        return Page(file.signatures, (str(error),), ()), ()
    entries = (
        Entry(a.digest, a.name, a.title, a.url, text_fingerprint(a), a.published is not None) for a in found.articles
    )
    return Page(file.signatures, found.refused, tuple(entries)), found.articles


def _signature(path: Path) -> Signature | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - asked once a file: a Path method would cost twice as much
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _distinct(entries: list[Entry]) -> tuple[Entry, ...]:
    """Return the entries with distinct names: of several with one name all but the first get part of their digest."""
    taken: set[str] = set()
    out = []
    for entry in entries:
        name = entry.name if entry.name not in taken else f"{entry.name}-{entry.digest[:8]}"
        taken.add(name)
        out.append(entry if name == entry.name else entry._replace(name=name))
    return tuple(out)
