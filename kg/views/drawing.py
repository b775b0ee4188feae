"""One page of a part of the world, drawn on request."""

from collections.abc import Sequence
from datetime import date

from kg.pipeline.build import Built
from kg.resolve.excerpt import excerpt
from kg.views.dossier import build_dossier
from kg.views.graph import graph_page
from kg.views.links import draw_lines
from kg.views.publishing import labels_of
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
) -> tuple[str, int]:
    """Return one page (one of PAGES) about some entities and days, and how many events it shows."""
    words = labels_of(workspace, built)
    part = excerpt(built.world, slugs, since, until)
    listed = sorted(built.records, key=lambda r: (r.article.name, r.article.digest))
    dossier = build_dossier(part, listed, words)
    label = {e.slug: e.label for e in built.world.entities}
    title = " and ".join(label.get(s, s) for s in slugs) or "Diplomatic timeline"
    if page == "graph":
        html = graph_page(part, dossier, draw_lines(part, words), title)
    else:
        html = timeline_page(dossier, title)
    return html, len(part.events)
