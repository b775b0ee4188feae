"""A file to Articles: the registry of formats, and the one way every format becomes an Article."""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.article.layout import find_publisher, find_zones, split_lines
from kg.article.metadata import SIDE_SUFFIX, Metadata, read_side_file
from kg.article.publication import find_published, parse_published
from kg.article.source import read_bytes
from kg.errors import ArticleError
from kg.identifiers import digest_text
from kg.records import Article


@dataclass(frozen=True, slots=True)
class Draft:
    """What a format reader gives: a text, its metadata, a name for it and its place (the file's by default)."""

    text: str
    metadata: Metadata
    name: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class FileRead:
    """What one file gave: its articles in order, and one line for each part of it that is no article."""

    articles: tuple[Article, ...]
    refused: tuple[str, ...]


# of a file of many articles, the error of a part stands in the place of its draft: the rest goes on
Reader = Callable[[bytes, str], Iterator[Draft | ArticleError]]

# suffix -> module:function; a new format is one file and one line here
FORMATS = {
    ".txt": "kg.article.plain:read_plain",
    ".text": "kg.article.plain:read_plain",
    ".md": "kg.article.markdown:read_markdown",
    ".markdown": "kg.article.markdown:read_markdown",
    ".html": "kg.article.webpage:read_webpage",
    ".htm": "kg.article.webpage:read_webpage",
    ".json": "kg.article.jsonfile:read_json",
    ".jsonl": "kg.article.jsonfile:read_jsonl",
    ".eml": "kg.article.mail:read_mail",
    ".pdf": "kg.article.portable:read_pdf",
}


def is_article_file(path: Path) -> bool:
    """Tell whether a file's suffix is one we read (side files and hidden files are not articles)."""
    return path.suffix.lower() in FORMATS and not path.name.startswith(".") and path.suffix != SIDE_SUFFIX


def load_format(suffix: str, where: str) -> Reader:
    """Return the reader of a suffix; ArticleError naming the accepted ones for any other."""
    target = FORMATS.get(suffix.lower())
    if target is None:
        raise ArticleError(
            f"{where}: unknown format {suffix or '(no suffix)'!r}; accepted: {' '.join(sorted(FORMATS))}"
        )
    module, _, name = target.partition(":")
    reader: Reader = getattr(importlib.import_module(module), name)
    return reader


def read_file(path: Path) -> FileRead:
    """Return the articles of one file; one for most formats, several for JSON Lines.

    Raises ArticleError with one line when the file as a whole cannot be read as what its suffix says.
    """
    reader = load_format(path.suffix, str(path))
    side = read_side_file(path)
    articles, refused = [], []
    for draft in reader(read_bytes(path), str(path)):
        if isinstance(draft, ArticleError):
            refused.append(str(draft))
            continue
        metadata, name = draft.metadata.filled_from(side), draft.name or path.stem
        try:
            articles.append(make_article(draft.text, metadata, name, draft.where or str(path)))
        except ArticleError as error:
            refused.append(str(error))
    return FileRead(tuple(articles), tuple(refused))


def read_articles(path: Path) -> tuple[Article, ...]:
    """Return the articles of one file, in order; ArticleError with one line when any part of it cannot be read."""
    found = read_file(path)
    if found.refused:
        raise ArticleError(found.refused[0])
    return found.articles


def read_article(path: Path) -> Article:
    """Return the single article of a file; ArticleError when it holds none or several."""
    found = read_articles(path)
    if len(found) != 1:
        raise ArticleError(f"{path}: holds {len(found)} articles; expected one")
    return found[0]


def make_article(text: str, metadata: Metadata, name: str, where: str) -> Article:
    """Return an Article from a text exactly as stored and its metadata; zones, title and day are found where absent."""
    lines = split_lines(text)
    if not lines:
        raise ArticleError(f"{where}: empty; expected the text of an article")
    zones = find_zones(text, metadata.title)
    first = next((text[z.start : z.end] for z in zones if z.kind == "headline"), lines[0].text)
    title = metadata.title or first.lstrip("#").strip()
    published, basis, span = None, "unknown", None
    if metadata.published and (day := parse_published(metadata.published, where)) is not None:
        published, basis = day, "metadata"
    elif (found := find_published(text, zones)) is not None:
        (published, span), basis = found, "text"
    return Article(
        name=name,
        text=text,
        title=title,
        digest=digest_text(text),
        zones=zones,
        published=published,
        published_basis=basis,
        published_span=span,
        publisher=metadata.publisher or find_publisher(text, zones),
        url=metadata.url,
        language=metadata.language,
    )
