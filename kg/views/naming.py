"""File names and addresses of pages: safe on every file system, unique, stable."""

import re
from collections.abc import Iterable
from typing import Protocol
from urllib.parse import urlsplit

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST = 80  # leaves room for a folder path on systems that stop at 260 characters


class Named(Protocol):
    """What a page is named by: an article, or what is remembered of one."""

    @property
    def name(self) -> str:
        """The file's stem."""

    @property
    def digest(self) -> str:
        """The digest of the text."""


def name_pages(articles: Iterable[Named]) -> dict[str, str]:
    """Return the page name of each article by digest: `article-<name>.html`.

    A name that had to be changed, or that another article has but for case, carries the start of its digest.
    """
    listed = sorted(articles, key=lambda a: (a.name, a.digest))
    plain: dict[str, str] = {}
    taken: dict[str, int] = {}
    for article in listed:
        safe = _UNSAFE.sub("-", article.name).strip("-")[:_LONGEST]
        plain[article.digest] = safe
        taken[safe.lower()] = taken.get(safe.lower(), 0) + 1
    pages: dict[str, str] = {}
    used: set[str] = set()
    changed = []
    for article in listed:
        safe = plain[article.digest]
        if safe != "" and safe == article.name and taken[safe.lower()] == 1:
            pages[article.digest] = f"article-{safe}.html"
            used.add(safe.lower())
        else:
            changed.append((article.digest, safe or "text"))
    for digest, safe in changed:
        stem = f"{safe}-{digest[:8]}"
        if stem.lower() in used:  # another article bears just this name
            stem = f"{safe}-{digest}"
        pages[digest] = f"article-{stem}.html"
        used.add(stem.lower())
    return pages


def web_address(url: str | None) -> str | None:
    """Return the address when it is http or https with a host, else None: nothing else is ever linked."""
    if not url or any(c.isspace() or ord(c) < 32 for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None
