"""The graph in the formats other tools open; each is a pure function to bytes that never differ for one world.

Text formats of RDF come from Oxigraph; network files from networkx; tables, calendar and JSON lines are plain.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.dates import format_edtf
from kg.errors import ValidationError
from kg.identifiers import BASE, GRAPH_WORLD, article_iri, entity_iri
from kg.rdf.graph_files import serialize
from kg.rdf.vocabulary import Vocabulary
from kg.rdf.world_quads import join_graphs
from kg.records import Article, Record
from kg.resolve.world import World, WorldEvent

if TYPE_CHECKING:
    import networkx as nx

Graphs = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Source:
    """What an export is made from: the world, the records below it and all its graphs as N-Quads."""

    world: World
    records: tuple[Record, ...]
    graphs: Graphs
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class Export:
    """One format. `file` is the name it is written under in out/."""

    name: str
    file: str
    description: str
    write: Callable[[Source], bytes]


def export_world(
    world: World, records: Iterable[Record], graphs: Graphs, vocabulary: Vocabulary, formats: Sequence[str] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, bytes) for the named formats, all of them when none is named, in the order of EXPORTS.

    Errors: ValidationError for a format that does not exist.
    """
    unknown = sorted(set(formats) - {e.name for e in EXPORTS})
    if unknown:
        raise ValidationError(f"unknown format {unknown[0]!r}; there are: {', '.join(e.name for e in EXPORTS)}")
    source = Source(world, tuple(sorted(records, key=lambda r: r.article.digest)), graphs, vocabulary)
    for export in EXPORTS:
        if not formats or export.name in formats:
            yield export.file, export.write(source)


def _nquads(source: Source) -> bytes:
    return join_graphs(source.graphs)


def _serialize(triples: Iterable[ox.Triple] | Iterable[ox.Quad], form: ox.RdfFormat) -> bytes:
    out = io.BytesIO()
    serialize(triples, form, out)
    return out.getvalue()


def _world_triples(source: Source) -> Iterator[ox.Triple]:
    return (quad.triple for quad in ox.parse(source.graphs[GRAPH_WORLD], ox.RdfFormat.N_QUADS))


def _turtle(source: Source) -> bytes:
    return _serialize(_world_triples(source), ox.RdfFormat.TURTLE)


def _trig(source: Source) -> bytes:
    return _serialize(ox.parse(join_graphs(source.graphs), ox.RdfFormat.N_QUADS), ox.RdfFormat.TRIG)


def _jsonld(source: Source) -> bytes:
    return _serialize(_world_triples(source), ox.RdfFormat.JSON_LD)


def event_rows(world: World) -> Iterator[dict[str, str]]:
    """Yield one row of plain text an event, in the world's order; several values are joined by `; `."""
    labels = {e.slug: e.label for e in world.entities}
    for event in world.events:
        row = {
            "date": event.day.isoformat() if event.day else "", "when": format_edtf(event.time),
            "basis": event.time_basis or "",
            "type": event.type, "what": event.label, "status": event.status,
        }  # fmt: skip
        for role in ("actor", "recipient", "place", "origin", "topic", "instrument"):
            row[role] = "; ".join(labels.get(f, f) for f in event.fillers(role))
        speakers = sorted({labels.get(c.speaker, c.speaker) if c.speaker else "" for c in event.claims})
        row["speakers"] = "; ".join(s or "the article itself" for s in speakers)
        row["articles"] = str(len({c.article for c in event.claims}))
        row["iri"] = event.iri
        yield row


_COLUMNS = (
    "date", "when", "basis", "type", "what", "status", "actor", "recipient", "place", "origin", "topic", "instrument",
    "speakers", "articles", "iri",
)  # fmt: skip


def _csv(source: Source) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\r\n")  # RFC 4180
    writer.writeheader()
    writer.writerows(event_rows(source.world))
    return out.getvalue().encode("utf-8")


def _jsonl(source: Source) -> bytes:
    return b"".join(event_lines(source.world, (r.article for r in source.records)))


def event_lines(world: World, articles: Iterable[Article]) -> Iterator[bytes]:
    """Yield one JSON object an event with its claims, figures and evidence: what a program without RDF wants."""
    texts = {a.digest: a for a in articles}
    for event, row in zip(world.events, event_rows(world), strict=True):
        data: dict[str, object] = {k: v for k, v in row.items() if k not in ("actor", "recipient", "place", "origin")}
        data["roles"] = {name: list(fillers) for name, fillers in event.roles}
        data["claims"] = [
            {
                "article": article_iri(c.article), "reported": c.reported.isoformat() if c.reported else None,
                "speaker": c.speaker, "modality": c.claim.modality, "polarity": c.claim.polarity,
                "evidence": [
                    {"start": s.start, "end": s.end, "text": texts[c.article].text[s.start : s.end]}
                    for s in c.claim.evidence if c.article in texts
                ],
            }
            for c in event.claims
        ]  # fmt: skip
        data["quantities"] = [
            {"measure": q.quantity.measure, "comparator": q.quantity.comparator, "value": q.quantity.value,
             "unit": q.quantity.unit, "speaker": q.speaker}
            for q in event.quantities
        ]  # fmt: skip
        yield (json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8")


def _network(source: Source) -> "nx.MultiDiGraph[str]":
    """Entities that take part in an edge, and one arc an edge with the events behind it."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    used = sorted({n for e in source.world.edges for n in (e.subject, e.object)})
    entities = {e.slug: e for e in source.world.entities}
    events = {e.iri: e for e in source.world.events}
    for slug in used:
        entity = entities.get(slug)
        label, kind = (entity.label, entity.type) if entity else (slug, "Entity")
        graph.add_node(slug, label=_xml_text(label), type=kind, iri=entity_iri(slug))
    for number, edge in enumerate(source.world.edges):
        behind = [events[iri] for iri in edge.events if iri in events]
        days = sorted(e.day.isoformat() for e in behind if e.day)
        graph.add_edge(
            edge.subject, edge.object, key=edge.predicate, id=str(number), predicate=edge.predicate,
            label=source.vocabulary.label(edge.predicate), events=len(edge.events),
            statuses=" ".join(sorted({e.status for e in behind})), first=days[0] if days else "",
            last=days[-1] if days else "",
        )  # fmt: skip
    return graph


def _xml_text(text: str) -> str:
    """Drop the control characters XML 1.0 cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")


def _graphml(source: Source) -> bytes:
    from networkx import generate_graphml

    return ("\n".join(generate_graphml(_network(source))) + "\n").encode("utf-8")


def _gexf(source: Source) -> bytes:
    """networkx writes today's date into the header; without it the bytes depend on the world alone."""
    import re

    from networkx import generate_gexf

    text = "\n".join(generate_gexf(_network(source), version="1.2draft")) + "\n"
    return re.sub(r"\s*<meta lastmodifieddate=.*?</meta>", "", text, flags=re.DOTALL).encode("utf-8")


def _ics(source: Source) -> bytes:
    """RFC 5545: whole-day entries for events whose days are known at both ends and span a month at most."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//diplomatic-timeline//kg//EN", "CALSCALE:GREGORIAN"]
    for event in source.world.events:
        lines += _entry(event)
    lines.append("END:VCALENDAR")
    return "".join(_fold(line) + "\r\n" for line in lines).encode("utf-8")


_CALENDAR_STATUS = {"Happened": "CONFIRMED", "Ongoing": "CONFIRMED", "Cancelled": "CANCELLED", "Negated": "CANCELLED"}


def _entry(event: WorldEvent) -> list[str]:
    time = event.time
    if time is None or time.start is None or time.end is None or (time.end - time.start).days > 31:
        return []
    reported = min((c.reported for c in event.claims if c.reported), default=time.end)
    about = f"{event.status}. {format_edtf(time)} ({event.time_basis or 'unknown'})"
    return [
        "BEGIN:VEVENT",
        f"UID:{event.iri.removeprefix(BASE)}",
        f"DTSTAMP:{reported:%Y%m%d}T000000Z",  # the first report: a stamp of the clock would change every build
        f"DTSTART;VALUE=DATE:{time.start:%Y%m%d}",
        f"DTEND;VALUE=DATE:{time.end + timedelta(1):%Y%m%d}",  # exclusive
        f"SUMMARY:{_calendar_text(event.label)}",
        f"DESCRIPTION:{_calendar_text(about)}",
        f"CATEGORIES:{_calendar_text(event.type)}",
        f"STATUS:{_CALENDAR_STATUS.get(event.status, 'TENTATIVE')}",
        f"URL:{event.iri}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _calendar_text(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return "".join(c for c in text if c >= " ")


def _fold(line: str) -> str:
    """Break a line so that none exceeds 75 octets; never inside a character."""
    parts, size = [""], 0
    for character in line:
        width = len(character.encode("utf-8"))
        if size + width > (75 if len(parts) == 1 else 74):
            parts.append("")
            size = 0
        parts[-1] += character
        size += width
    return "\r\n ".join(parts)


EXPORTS = (
    Export("nquads", "graph.nq", "everything, one graph an article, as sorted N-Quads", _nquads),
    Export("trig", "graph.trig", "everything, one graph an article, as TriG", _trig),
    Export("turtle", "world.ttl", "the world graph as Turtle", _turtle),
    Export("jsonld", "world.jsonld", "the world graph as JSON-LD", _jsonld),
    Export("graphml", "graph.graphml", "entities and shortcut edges for Gephi, yEd, networkx", _graphml),
    Export("gexf", "graph.gexf", "entities and shortcut edges for Gephi", _gexf),
    Export("csv", "events.csv", "one row an event", _csv),
    Export("ics", "events.ics", "dated events as an iCalendar file", _ics),
    Export("jsonl", "events.jsonl", "one JSON object an event with claims and evidence", _jsonl),
)
