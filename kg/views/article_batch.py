"""Pages of some articles, written from the part of the world that they show: in this process or in another."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.records import Record
from kg.resolve.world import World
from kg.views.article import ArticlePages
from kg.views.page import write_page
from kg.views.wording import Labels


@dataclass(frozen=True, slots=True)
class ArticleBatch:
    """Articles whose pages are written together. `pages` maps a digest to its file in `out`.

    Of the world, what these articles tell is enough: their events, with the entities in these, and the entities they
    name, with the merges of these articles.
    """

    world: World
    records: tuple[Record, ...]
    pages: Mapping[str, str]
    out: Path
    labels: Labels
    title: str


def write_articles(batch: ArticleBatch) -> tuple[Path, ...]:
    """Write the pages and return their paths, in the order of the articles."""
    articles = ArticlePages(batch.world, batch.labels, batch.title)
    return tuple(write_page(batch.out / batch.pages[r.article.digest], articles.page(r)) for r in batch.records)
