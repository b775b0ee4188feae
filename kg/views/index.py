"""index.html: what the articles hold, what is coming, what is disputed, who matters, and the way to every page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from kg.identifiers import EVENT
from kg.records import Article, Record
from kg.resolve.world import World, WorldEvent
from kg.views.conflicts import Dispute
from kg.views.dossier import Dossier
from kg.views.links import Line
from kg.views.page import render
from kg.views.previews import graph_still, years_still
from kg.views.wording import Labels, format_day, format_when

_COMING = ("Planned", "Postponed")


def index_page(
    world: World,
    records: Sequence[Record],
    dossier: Dossier,
    lines: Sequence[Line],
    disputes: Sequence[Dispute],
    labels: Labels,
    title: str,
) -> str:
    """Return index.html."""
    by_digest = {r.article.digest: r for r in records}
    entities = {e.slug: e for e in world.entities}

    def row(event: WorldEvent) -> dict[str, Any]:
        claim = next((c for c in event.claims if c.article in by_digest), None)
        evidence = claim.claim.evidence[0] if claim and claim.claim.evidence else None
        page = dossier.pages[claim.article] if claim else ""
        return {
            "label": event.label or labels.term(event.type),
            "type": labels.term(event.type),
            "when": format_when(event.time, event.time_basis, event.is_lasting),
            "status": event.status,
            "page": f"timeline.html#sel={event.iri.removeprefix(EVENT)}",
            "text": by_digest[claim.article].article.text[evidence.start : evidence.end] if claim and evidence else "",
            "source": f"{page}#p{evidence.start}-{evidence.end}" if evidence else page,
            "who": ", ".join(entities[s].label for s in event.fillers("actor") if s in entities),
        }

    planned = [e for e in world.events if e.status in _COMING]
    exact = [e for e in world.events if e.time is not None and e.time.precision == "day" and e.status not in _COMING]
    actors = Counter(slug for e in world.events for slug in e.fillers("actor"))
    ranked = sorted((s for s in actors if s in entities), key=lambda s: (-actors[s], s))[:12]
    told = Counter(digest for e in world.events for digest in {c.article for c in e.claims})
    newest = sorted(records, key=lambda r: (r.article.name, r.article.digest))
    newest.sort(key=lambda r: r.article.published.toordinal() if r.article.published else 0, reverse=True)
    days = [e.day for e in world.events if e.day]
    return render(
        "index.html",
        title=title,
        page="index",
        counts=[
            (sum(not r.article.is_cited for r in records), "article", "articles"),
            (len(world.events), "event", "events"),
            (len(world.entities), "name", "names"),
            (len(lines), "relation", "relations"),
            (len(planned), "planned", "planned"),
            (len(disputes), "disputed", "disputed"),
        ],
        span=f"{format_day(min(days))} to {format_day(max(days))}" if days else "",
        planned=[row(e) for e in _newest(planned, 8)],
        latest=[row(e) for e in _newest(exact, 8)],
        disputes=disputes[:5],
        actors=[
            {"slug": s, "label": entities[s].label, "type": labels.term(entities[s].type), "count": actors[s],
             "share": round(100 * actors[s] / actors[ranked[0]], 1)}
            for s in ranked
        ],
        articles=[
            {"title": r.article.title or r.article.name, "source": _source(r.article),
             "page": dossier.pages[r.article.digest], "events": told[r.article.digest]}
            for r in newest
        ],
        graph=graph_still(world, lines),
        years=years_still(world, labels),
    )  # fmt: skip


def _source(article: Article) -> str:
    day = format_day(article.published) if article.published else "no date"
    return f"{article.publisher} · {day}" if article.publisher else day


def _newest(events: Iterable[WorldEvent], most: int) -> list[WorldEvent]:
    return sorted(sorted(events, key=lambda e: e.iri), key=lambda e: e.date, reverse=True)[:most]
