"""The whole site of one workspace: every page, written only where its bytes changed."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.ontology.types import load_ontology
from kg.records import Record
from kg.resolve.world import World
from kg.views.article_batch import ArticleBatch, write_articles
from kg.views.conflicts import conflicts_page, find_disputes
from kg.views.dossier import build_dossier
from kg.views.graph import graph_page
from kg.views.index import index_page
from kg.views.links import draw_lines
from kg.views.naming import name_pages
from kg.views.page import write_page
from kg.views.timeline import timeline_page
from kg.views.wording import Labels

TITLE = "Diplomatic timeline"


WORLD_PAGES = ("index.html", "graph.html", "timeline.html", "conflicts.html")


def write_site(
    world: World,
    records: Iterable[Record],
    out: Path,
    labels: Mapping[str, str],
    tones: Mapping[str, str] | None = None,
    title: str = TITLE,
) -> tuple[Path, ...]:
    """Return the paths of all pages, sorted; a page whose bytes are already there is not touched.

    `labels` maps local names of ontology terms (types, roles, predicates, measures) to words, `tones` an event type to
    its quad class (default: as the shipped ontology says); a name without an entry is split into words. Article pages
    of articles that are gone are deleted.
    """
    if tones is None:
        tones = {name: kind.quad for name, kind in load_ontology().types.items()}
    words = Labels(dict(labels), dict(tones))
    listed = tuple(sorted(records, key=lambda r: (r.article.name, r.article.digest)))
    names = name_pages(r.article for r in listed)
    pages = (
        *write_world_pages(world, listed, out, words, title),
        *write_articles(ArticleBatch(world, listed, names, out, words, title)),
    )
    for stale in sorted(set(out.glob("article-*.html")) - set(pages)):
        stale.unlink()
    return tuple(sorted(pages))


def write_world_pages(
    world: World, records: Iterable[Record], out: Path, words: Labels, title: str = TITLE
) -> tuple[Path, ...]:
    """Write the pages of the whole world and return their paths; of the records, their articles are enough."""
    listed = sorted(records, key=lambda r: (r.article.name, r.article.digest))
    dossier = build_dossier(world, listed, words)
    lines = draw_lines(world, words)
    disputes = find_disputes(world, listed, dossier, words)
    out.mkdir(parents=True, exist_ok=True)
    index, graph, timeline, conflicts = (out / name for name in WORLD_PAGES)
    return (
        write_page(index, index_page(world, listed, dossier, lines, disputes, words, title)),
        write_page(graph, graph_page(world, dossier, lines, title)),
        write_page(timeline, timeline_page(dossier, title)),
        write_page(conflicts, conflicts_page(disputes, title)),
    )
