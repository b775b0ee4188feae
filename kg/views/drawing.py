"""One page of a part of the world, drawn on request."""

from collections.abc import Sequence
from datetime import date

from kg.pipeline.build import Built
from kg.resolve.excerpt import excerpt
from kg.views.graph import graph_page
from kg.views.links import Lines
from kg.views.page import fill_page
from kg.views.publishing import labels_of
from kg.views.shown import TITLE, show_world
from kg.views.timeline import timeline_page
from kg.workspace import Workspace

PAGES = ("graph", "timeline")


def draw_page(
    workspace: Workspace,
    built: Built,
    page: str,
    slugs: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> tuple[bytes, int]:
    """Return one page (one of PAGES) about some entities and days, and how many events it shows."""
    words = labels_of(workspace, built)
    part = excerpt(built.world, slugs, since, until)
    label = {e.slug: e.label for e in built.world.entities}
    title = " and ".join(label.get(s, s) for s in slugs) or TITLE
    shown = show_world(part, built.records, words, title)
    if page == "graph":
        names = shown.dossier.slugs()
        html = graph_page(shown, Lines(shown.dossier.briefs(), names, words), len(names))
    else:
        html = timeline_page(title)
    return fill_page(html, shown.dossier.data()), len(part.events)
