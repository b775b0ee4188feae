"""Plain text: optional front matter, then the article exactly as stored."""

from collections.abc import Iterator

from kg.article.metadata import split_front_matter
from kg.article.reading import Draft
from kg.article.source import decode


def read_plain(data: bytes, where: str) -> Iterator[Draft]:
    """Yield the one article of a text file; its text is what follows the front matter."""
    metadata, text = split_front_matter(decode(data, where), where)
    yield Draft(text.removeprefix("\ufeff"), metadata)  # a marked file pasted below a front matter
