"""index.html: what the articles hold, what is coming, what is disputed, who matters, and the way to every page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from heapq import nsmallest
from typing import Any

from kg.identifiers import EVENT
from kg.views.briefs import UNKNOWN, Brief
from kg.views.cards import Card, join_cards
from kg.views.conflicts import Dispute
from kg.views.links import Lines
from kg.views.page import render
from kg.views.previews import graph_still, years_still
from kg.views.shown import Shown
from kg.views.wording import format_day, format_when

_COMING = ("Planned", "Postponed")


def index_page(
    shown: Shown,
    briefs: Mapping[str, Brief],
    cards: Mapping[str, Card],
    lines: Lines,
    entities: int,
    disputes: Sequence[Dispute],
) -> str:
    """Return index.html; `briefs` are all events by IRI, `cards` all articles by digest."""
    planned = {iri: b for iri, b in briefs.items() if b.status in _COMING}
    exact = {iri: b for iri, b in briefs.items() if b.is_exact and b.status not in _COMING}
    days = [b.day for b in briefs.values() if b.day != UNKNOWN]
    return render(
        "index.html",
        title=shown.title,
        page="index",
        counts=[
            (sum(not c.is_cited for c in cards.values()), "article", "articles"),
            (len(briefs), "event", "events"),
            (entities, "name", "names"),
            (len(lines), "relation", "relations"),
            (len(planned), "planned", "planned"),
            (len(disputes), "disputed", "disputed"),
        ],
        span=f"{_format(min(days))} to {_format(max(days))}" if days else "",
        planned=[_event(shown, iri) for iri in _newest(planned, 8)],
        latest=[_event(shown, iri) for iri in _newest(exact, 8)],
        disputes=disputes[:5],
        actors=_actors(shown, briefs.values(), 12),
        articles=join_cards(cards),
        graph=graph_still(shown.entities, lines),
        years=years_still(briefs.values()),
    )


def _actors(shown: Shown, briefs: Iterable[Brief], most: int) -> list[dict[str, Any]]:
    """Return the names that act in most events."""
    counts = Counter(slug for b in briefs for slug in b.actors)
    order = nsmallest(most, counts, key=lambda s: (-counts[s], s))
    ranked = [entity for slug in order if (entity := shown.entities.get(slug)) is not None]
    return [
        {"slug": e.slug, "label": e.label, "type": shown.labels.term(e.type), "count": counts[e.slug],
         "share": round(100 * counts[e.slug] / counts[ranked[0].slug], 1)}
        for e in ranked
    ]  # fmt: skip


def _event(shown: Shown, iri: str) -> dict[str, Any]:
    event = shown.events[iri]
    claim = next((c for c in event.claims if c.article in shown.articles), None)
    evidence = claim.claim.evidence[0] if claim and claim.claim.evidence else None
    page = shown.pages[claim.article] if claim else ""
    return {
        "label": event.label or shown.labels.term(event.type),
        "when": format_when(event.time, event.time_basis, event.is_lasting),
        "status": event.status,
        "page": f"timeline.html#sel={iri.removeprefix(EVENT)}",
        "text": shown.articles[claim.article].text[evidence.start : evidence.end] if claim and evidence else "",
        "source": f"{page}#p{evidence.start}-{evidence.end}" if evidence else page,
    }


def _format(ordinal: int) -> str:
    return format_day(date.fromordinal(ordinal))


def _newest(briefs: Mapping[str, Brief], most: int) -> list[str]:
    return nsmallest(most, briefs, key=lambda iri: (-briefs[iri].day, iri))
