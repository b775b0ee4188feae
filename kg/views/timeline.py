"""timeline.html: what happened when, in lanes by actor, on our own canvas without any library."""

from kg.views.dossier import Dossier
from kg.views.page import render


def timeline_page(dossier: Dossier, title: str) -> str:
    """Return timeline.html; every event stands in it, the page itself decides what fits on the screen."""
    return render("timeline.html", dossier=dossier.inlined, title=title, page="timeline")
