"""A resolver that merges nothing but equal ids: enough to test what lies above resolving, and no more."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from kg.dates import DaySpan, sort_day
from kg.evaluate.gold import gold_to_record, load_gold
from kg.identifiers import part_iri
from kg.ontology.types import Ontology, load_ontology
from kg.rdf.segments import event_nodes
from kg.rdf.vocabulary import load_vocabulary
from kg.rdf.world_quads import world_to_quads
from kg.records import Claim, Record
from kg.resolve.world import (
    Edge,
    Merge,
    StatusChange,
    World,
    WorldClaim,
    WorldEntity,
    WorldEvent,
    WorldFact,
    WorldQuantity,
)

UNREAL = {"Scheduled": "Planned", "Desired": "Demanded", "Conditional": "Hypothetical"}
PROJECTING = ("Happened", "Ongoing", "Planned", "Claimed")


def status_of(claims: Iterable[Claim]) -> str:
    """Return the status by the first table of the model: polarity, then modality, then voice."""
    said = list(claims)
    polarities = {c.polarity for c in said}
    if len(polarities) > 1:
        return "Disputed"
    voices = {c.speaker for c in said}
    if polarities == {"Negative"}:
        return "Negated" if None in voices else "Denied"
    real = [c for c in said if c.modality in ("Factual", "Continuing")]
    if real:
        if all(c.speaker for c in real):
            return "Claimed"
        ongoing = any(c.modality == "Continuing" for c in real if c.speaker is None)
        return "Ongoing" if ongoing else "Happened"
    return next(UNREAL[m] for m in UNREAL if any(c.modality == m for c in said))


def plain_world(records: Iterable[Record], ontology: Ontology) -> World:
    """Return the world in which entities of one id are one and events are never merged."""
    records = sorted(records, key=lambda r: (r.article.published or date.max, r.article.digest))
    local = defaultdict(list)
    events, facts = [], defaultdict(list)
    for r in records:
        nodes = event_nodes(r)
        for e in r.entities:
            local[e.id].append((r.article.digest, e))
        for event in r.events:
            events.append(_event(r, event, nodes))
        for n, f in enumerate(r.facts):
            iri = part_iri(
                nodes.get("", "https://w3id.org/diplomatic-timeline/article/" + r.article.digest[:16]), "fact", n
            )
            facts[f.subject, f.predicate, f.object].append(
                WorldClaim(iri, r.article.digest, r.article.published, f.claim, f.claim.speaker, f.claim.outer)
            )
    entities = [
        WorldEntity(
            slug, found[0][1].type, found[0][1].label, tuple(sorted({n for _, e in found for n in e.names})), None, None, (),
            tuple(Merge(d, slug, "equal id", 1.0) for d, _ in found),
        )
        for slug, found in sorted(local.items())
    ]  # fmt: skip
    edges = defaultdict(set)
    for e in events:
        for rule in ontology.shortcuts(e.type) if e.status in PROJECTING else ():
            for a in e.fillers(rule.source):
                for b in e.fillers("place" if rule.target == "destination" else rule.target):
                    if a != b and ":" not in a + b:
                        edges[a, rule.predicate, b].add(e.iri)
    return World(
        entities=tuple(entities),
        events=tuple(sorted(events, key=lambda e: (e.date, e.iri))),
        facts=tuple(WorldFact(*k, tuple(v)) for k, v in sorted(facts.items())),
        edges=tuple(Edge(*k, tuple(sorted(v))) for k, v in sorted(edges.items())),
    )


def _event(r: Record, event, nodes: dict[str, str]) -> WorldEvent:
    iri, digest, day = nodes[event.id], r.article.digest, r.article.published
    names = sorted({role.name for role in event.roles})
    roles = tuple((n, tuple(sorted(nodes.get(f, f) for f in event.fillers(n)))) for n in names)
    claims = tuple(
        WorldClaim(part_iri(iri, "claim", n), digest, day, c, c.speaker, c.outer) for n, c in enumerate(event.claims)
    )
    span: DaySpan | None = event.time.span if event.time else None
    status = status_of(event.claims)
    return WorldEvent(
        iri, (), event.type, event.label, roles, span, event.time and event.time.basis, event.time and event.time.text,
        sort_day(span, day or date(1900, 1, 1)), status, (StatusChange(day, status, tuple(c.iri for c in claims)),), claims,
        tuple(WorldQuantity(part_iri(iri, "quantity", n), digest, q, q.speaker) for n, q in enumerate(event.quantities)),
        tuple((link.kind, nodes[link.target]) for link in event.links), (Merge(digest, event.id, "own", 1.0),),
        event.time.relation == "throughout" if event.time else None,
    )  # fmt: skip


@cache
def shipped_gold() -> tuple[Record, ...]:
    """Return the annotated articles shipped with the tests as perfect Records."""
    return tuple(gold_to_record(g) for g in load_gold(Path(__file__).with_name("gold")))


@cache
def shipped_graphs() -> dict[str, bytes]:
    """Return the graphs of the shipped annotated articles, resolved by `plain_world`."""
    return world_to_quads(plain_world(shipped_gold(), load_ontology()), shipped_gold(), load_vocabulary())
