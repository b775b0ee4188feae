"""JSON and JSON Lines: one object an article, common field names understood."""

import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from typing import Any

from kg.article.metadata import Metadata, metadata_from
from kg.article.reading import Draft
from kg.article.source import decode
from kg.errors import ArticleError
from kg.identifiers import slug

# our field -> names in use elsewhere, first found wins
FIELD_NAMES = {
    "text": ("text", "body", "content", "article", "articleBody", "fulltext"),
    "title": ("title", "headline", "name"),
    "published": ("published", "date", "datePublished", "published_at", "publishedAt", "pubDate", "created"),
    "publisher": ("publisher", "source", "outlet", "site", "sitename"),
    "url": ("url", "link", "canonical_url"),
    "language": ("language", "lang", "inLanguage"),
    "name": ("id", "uid", "slug"),
}


def _value(data: dict[str, Any], field: str) -> str | None:
    for name in FIELD_NAMES[field]:
        value = data.get(name)
        if isinstance(value, dict):
            value = value.get("name")
        accepted = str if field == "text" else str | int
        if isinstance(value, accepted) and str(value).strip():
            return str(value)
    return None


def _draft(data: Any, where: str) -> Draft:
    if not isinstance(data, dict):
        raise ArticleError(f"{where}: found {type(data).__name__}; expected an object with a text")
    text = _value(data, "text")
    if text is None:
        raise ArticleError(f"{where}: no text; expected one of the fields {', '.join(FIELD_NAMES['text'])}")
    title = _value(data, "title")
    if title and not text.lstrip().startswith(title.strip()):
        text = f"{title.strip()}\n\n{text}"
    values = {f: v for f in ("title", "published", "publisher", "url", "language") if (v := _value(data, f))}
    name = _value(data, "name")
    return Draft(text, metadata_from(values) if values else Metadata(), slug(name) if name else None, where)


def _parse(raw: str, where: str) -> Any:
    try:
        return json.loads(raw)
    except (json.JSONDecodeError, RecursionError) as error:
        place = "nested too deeply"
        if isinstance(error, json.JSONDecodeError):
            line = f"line {error.lineno}, " if "\n" in raw.strip() else ""
            place = f"{line}column {error.colno}: {error.msg}"
        raise ArticleError(f"{where}: not JSON ({place}), found {' '.join(raw[:60].split())!r}") from error


def read_json(data: bytes, where: str) -> Iterator[Draft | ArticleError]:
    """Yield the article of a JSON object, or each article of a JSON list; of an item that is none its error."""
    parsed = _parse(decode(data, where), where)
    if not isinstance(parsed, list):
        yield _draft(parsed, where)
        return
    for number, item in enumerate(parsed, 1):
        try:
            yield _draft(item, f"{where}, item {number}")
        except ArticleError as error:
            yield error


def read_jsonl(data: bytes, where: str) -> Iterator[Draft | ArticleError]:
    """Yield one article a line, of a line that holds none its error; blank lines are skipped."""
    is_utf8 = data[:2] not in (BOM_UTF16_LE, BOM_UTF16_BE) and 0 not in data[:4096]
    # a byte that is no UTF-8 spoils its own line only; U+2028 may stand inside a line
    lines = data.split(b"\n") if is_utf8 else [line.encode("utf-8") for line in decode(data, where).split("\n")]
    for number, line in enumerate(lines, 1):
        if line := line.strip():
            place = f"{where}, line {number}"
            try:
                yield _draft(_parse(decode(line, place), place), place)
            except ArticleError as error:
                yield error
