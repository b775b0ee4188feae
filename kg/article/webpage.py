"""HTML pages through trafilatura: the article's text and metadata, without scripts, menus and comments."""

from collections.abc import Iterator
from typing import Any

from kg.article.metadata import metadata_from
from kg.article.reading import Draft
from kg.article.source import decode_page
from kg.errors import ArticleError


def read_webpage(data: bytes, where: str) -> Iterator[Draft]:
    """Yield the one article of a page, title first; ArticleError when no text is found in it."""
    import logging

    import trafilatura  # slow to import: only pages pay for it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its remarks name no page; what we raise does
    page = decode_page(data, where)
    extracted = trafilatura.bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True)
    if extracted is None:
        raise ArticleError(f"{where}: no article text found in this page")
    document: dict[str, Any] = extracted if isinstance(extracted, dict) else extracted.as_dict()
    text = str(document.get("text") or "")
    if not text.strip():
        raise ArticleError(f"{where}: no article text found in this page")
    title = str(document.get("title") or "").strip()
    if title and not text.lstrip().startswith(title):
        text = f"{title}\n\n{text}"
    values = {
        "title": title,
        "published": document.get("date") or "",
        "publisher": document.get("sitename") or document.get("hostname") or "",
        "url": document.get("url") or "",
        "language": document.get("language") or "",
    }
    yield Draft(text, metadata_from({k: v for k, v in values.items() if v}))
