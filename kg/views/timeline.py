"""timeline.html: what happened when, in lanes by actor, on our own canvas without any library."""

from kg.views.page import render


def timeline_page(title: str) -> str:
    """Return timeline.html but for its rows; every event stands in them, the page decides what fits on the screen."""
    return render("timeline.html", title=title, page="timeline")
