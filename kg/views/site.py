"""The whole site of one workspace: every page, written only where its bytes changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.ontology.types import load_ontology
from kg.records import Record
from kg.resolve.world import World
from kg.views.article_batch import ArticleBatch, write_articles
from kg.views.conflicts import conflicts_page, find_disputes
from kg.views.graph import graph_page
from kg.views.index import index_page
from kg.views.links import Lines
from kg.views.page import write_page
from kg.views.shown import TITLE, Shown, show_world
from kg.views.timeline import timeline_page
from kg.views.wording import Labels

WORLD_PAGES = ("index.html", "graph.html", "timeline.html", "conflicts.html")


@dataclass(frozen=True, slots=True)
class WorldPages:
    """The pages of the whole world as written, and what a report tells of that world."""

    paths: tuple[Path, ...]
    counts: Mapping[str, int]


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
    shown = show_world(world, listed, words, title)
    pages = (
        *write_world_pages(shown, out).paths,
        *write_articles(ArticleBatch(world, listed, shown.pages, out, words, title)),
    )
    for stale in sorted(set(out.glob("article-*.html")) - set(pages)):
        stale.unlink()
    return tuple(sorted(pages))


def write_world_pages(shown: Shown, out: Path) -> WorldPages:
    """Write the pages of the whole world."""
    briefs, cards, slugs = shown.dossier.briefs(), shown.dossier.cards(), shown.dossier.slugs()
    lines = Lines(briefs, slugs, shown.labels)
    disputes = find_disputes(shown)
    data = shown.dossier.data()
    out.mkdir(parents=True, exist_ok=True)
    index, graph, timeline, conflicts = (out / name for name in WORLD_PAGES)
    paths = (
        write_page(index, index_page(shown, briefs, cards, lines, len(slugs), disputes)),
        write_page(graph, graph_page(shown, lines, len(slugs)), data),
        write_page(timeline, timeline_page(shown.title), data),
        write_page(conflicts, conflicts_page(disputes, shown.title)),
    )
    counts = {
        "articles": sum(not card.is_cited for card in cards.values()),
        "entities": len(slugs),
        "events": len(briefs),
        "edges": lines.shortcuts,
        "planned": sum(b.status == "Planned" for b in briefs.values()),
        "conflicts": len(shown.conflicts),
    }
    return WorldPages(paths, counts)
