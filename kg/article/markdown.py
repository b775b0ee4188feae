"""Markdown: the text a reader of the rendered page would see, a paragraph or list item a line."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.article.metadata import split_front_matter
from kg.article.reading import Draft
from kg.article.source import decode

if TYPE_CHECKING:
    from markdown_it.token import Token


def read_markdown(data: bytes, where: str) -> Iterator[Draft]:
    """Yield the one article of a Markdown file; emphasis, addresses of links and pictures are left out.

    Marks inside a sentence would split names ("**Mark Rutte**") and hide them ("[Rubio](https://...)"). Headings after
    the first keep theirs, for a heading tells of nothing that happened.
    """
    from markdown_it import MarkdownIt  # only Markdown files pay for it

    metadata, text = split_front_matter(decode(data, where), where)
    parsed = MarkdownIt("commonmark").parse(text)
    blocks: list[str] = []
    for before, token in zip([None, *parsed], parsed, strict=False):
        content = _words(token) if token.type == "inline" else token.content if token.type == "fence" else ""
        if content.strip():
            mark = f"{before.markup} " if before is not None and before.type == "heading_open" and blocks else ""
            blocks.append(mark + content.strip())
    yield Draft("\n\n".join(blocks) + "\n" if blocks else "", metadata)


def _words(block: "Token") -> str:
    """Return the text of a block as it is shown."""
    shown = {"text": None, "code_inline": None, "softbreak": " ", "hardbreak": "\n"}
    pieces = (
        token.content if shown[token.type] is None else shown[token.type]
        for token in block.children or ()
        if token.type in shown
    )
    return "".join(piece or "" for piece in pieces)
