"""The world and its reports as quads: one graph for what is derived, one per article for who says it where.

The mapping from an article's own nodes to world nodes is applied here, so a store holds one node per entity and per
happening. Refuses to decide anything: status, merges, edges and conflicts come from the World.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations

from kg.dates import format_edtf
from kg.identifiers import GRAPH_ONTOLOGY, GRAPH_WORLD, article_iri, entity_iri, part_iri
from kg.rdf.graph_writer import (
    ALT,
    LABEL,
    OBJECT,
    PREDICATE,
    SAME,
    SUBJECT,
    TYPE,
    GraphWriter,
    evidence_sentence,
    parse_number,
)
from kg.rdf.nquads import (
    WIKIDATA,
    Quad,
    format_iri,
    format_quads,
    format_text,
    format_typed,
)
from kg.rdf.report_quads import ReportGraph
from kg.rdf.vocabulary import Vocabulary, ontology_quads
from kg.records import Record
from kg.resolve.world import (
    Conflict,
    Edge,
    Merge,
    StatusChange,
    World,
    WorldEntity,
    WorldEvent,
    WorldFact,
)

_TOLLS = {"Killed": "killed", "Wounded": "wounded"}


def world_to_quads(world: World, records: Iterable[Record], vocabulary: Vocabulary) -> dict[str, bytes]:
    """Return everything a store holds: graph IRI -> sorted N-Quads, keys sorted.

    Shape: the ontology's graph, the world's graph, and one graph per record, named by its article.
    Errors: OntologyError for a type, role, fact or edge the ontology does not declare.
    """
    reports = {r.article.digest: ReportGraph(r, vocabulary) for r in records}
    entities = {(m.article, m.local): e.slug for e in world.entities for m in e.merges}
    events = {(m.article, m.local): e.iri for e in world.events for m in e.merges}
    for report in reports.values():
        report.article(entities)
    for event in world.events:
        for claim in event.claims:
            if claim.article in reports:
                act = events.get((claim.article, claim.claim.speech_act or ""))
                reports[claim.article].event_claim(claim, event.iri, act)
        for quantity in event.quantities:
            if quantity.article in reports:
                reports[quantity.article].quantity(quantity, event)
    for fact in world.facts:
        for claim in fact.claims:
            if claim.article in reports:
                act = events.get((claim.article, claim.claim.speech_act or ""))
                reports[claim.article].fact_claim(claim, fact, act)
    texts = {d: r.text for d, r in reports.items()}
    graphs = {
        GRAPH_ONTOLOGY: ontology_quads(vocabulary),
        GRAPH_WORLD: format_quads(_world_quads(world, texts, vocabulary)),
    }
    graphs |= {article_iri(digest): format_quads(report.quads) for digest, report in reports.items()}
    return dict(sorted(graphs.items()))


def _world_quads(world: World, texts: Mapping[str, str], vocabulary: Vocabulary) -> list[Quad]:
    graph = WorldGraph(vocabulary)
    places = {e.slug: e.within for e in world.entities}
    polarity = {c.iri: c.claim.polarity for e in world.events for c in e.claims}
    for entity in world.entities:
        graph.entity(entity, places)
        for merge in entity.merges:
            graph.merge(entity_iri(entity.slug), merge)
    for event in world.events:
        graph.event(event, texts)
    for fact in world.facts:
        graph.fact(fact)
    for edge in world.edges:
        graph.edge(edge)
    for conflict in world.conflicts:
        graph.conflict(conflict, polarity)
    return [*graph.quads, *graph.shared]


def join_graphs(graphs: Mapping[str, bytes]) -> bytes:
    """Return all graphs as one N-Quads document, in order of graph name."""
    return b"".join(graphs[name] for name in sorted(graphs))


def containers(slug: str, places: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return every known place around one, nearest and farthest alike, so that queries need no path."""
    found: set[str] = set()
    todo = [slug]
    while todo:
        for place in places.get(todo.pop(), ()):
            if place in places and place not in found and place != slug:
                found.add(place)
                todo.append(place)
    return sorted(found)


class WorldGraph(GraphWriter):
    """Entities, events, facts, edges and conflicts: all that is derived, one thing at a time.

    Quads that more than one thing may write are in `shared`, all others in `quads`.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(GRAPH_WORLD, vocabulary)
        self.shared: list[Quad] = []

    def _share(self, subject: str, predicate: str, value: str) -> None:
        self.shared.append((subject, self.vocabulary[predicate], value, self.name))

    def entity(self, entity: WorldEntity, places: Mapping[str, tuple[str, ...]]) -> None:
        """Write an entity without its merges; `places` gives what lies around each entity there is."""
        node = format_iri(entity_iri(entity.slug))
        self.classes(node, entity.type)
        self.add(node, LABEL, format_text(entity.label))
        for name in entity.names:
            if name != entity.label:
                self.add(node, ALT, format_text(name))
        if entity.wikidata:
            self.add(node, SAME, format_iri(WIKIDATA + entity.wikidata))
        if entity.country and entity.country != entity.slug and entity.country in places:
            self._share(node, "country", format_iri(entity_iri(entity.country)))
        around = containers(entity.slug, places)
        for place in around:
            self._share(node, "within", format_iri(entity_iri(place)))
        if "Place" in self.vocabulary.classes(entity.type):
            for place in (entity.slug, *around):
                self._share(node, "locatedIn", format_iri(entity_iri(place)))

    def event(self, event: WorldEvent, texts: Mapping[str, str]) -> None:
        """Write an event; `texts` are the texts of the articles by digest."""
        node, terms = format_iri(event.iri), self.vocabulary
        self.classes(node, event.type)
        self.add(node, LABEL, format_text(event.label))
        self.add(node, "eventType", terms[event.type])
        self.add(node, "status", terms[event.status])
        if sentence := _sentence(event, texts):
            self.add(node, "sentence", format_text(sentence))
        if event.day:
            self.add(node, "date", format_typed(event.day, "date"))
        self.add(node, "edtf", format_text(format_edtf(event.time)))
        self.add(node, "precision", format_text(event.time.precision if event.time else "open"))
        if event.time and event.time.start:
            self.add(node, "start", format_typed(event.time.start, "date"))
        if event.time and event.time.end:
            self.add(node, "end", format_typed(event.time.end, "date"))
        if event.time_basis:
            self.add(node, "timeBasis", format_text(event.time_basis))
        if event.time_text:
            self.add(node, "timeText", format_text(event.time_text))
        for role, fillers in event.roles:
            self._role(node, event, role, fillers)
        for kind, target in event.links:
            self.add(node, kind, format_iri(target))
        for alias in event.aliases:
            self.add(format_iri(alias), SAME, node)
        for merge in event.merges:
            self.merge(event.iri, merge)
        for change in event.history:
            self._change(event.iri, change)
        for quantity in event.quantities:
            toll = _TOLLS.get(quantity.quantity.measure)
            number = parse_number(quantity.quantity.value)
            if toll and number is not None and number == number.to_integral_value():
                self.add(node, toll, format_typed(int(number), "integer"))

    def merge(self, owner: str, merge: Merge) -> None:
        """Write why a report was taken for an entity or event."""
        node, why = format_iri(owner), format_iri(part_iri(owner, "merge", merge.article, merge.local))
        self.add(node, "merge", why)
        self.add(why, TYPE, self.vocabulary["Merge"])
        self.add(why, "reportedBy", format_iri(article_iri(merge.article)))
        self.add(why, "localId", format_text(merge.local))
        self.add(why, "rule", format_text(merge.rule))
        self.add(why, "mergeScore", format_typed(f"{merge.score:.4f}", "decimal"))

    def _role(self, node: str, event: WorldEvent, role: str, fillers: Iterable[str]) -> None:
        names = list(self.vocabulary.properties(role))
        besides = self.vocabulary.place_as(event.type) if role == "place" else None
        for name in (*names, *([besides] if besides else [])):
            for filler in fillers:
                self.add(node, name, format_iri(filler if ":" in filler else entity_iri(filler)))

    def _change(self, event: str, change: StatusChange) -> None:
        node = format_iri(part_iri(event, "status", change.day, change.status))
        self.add(format_iri(event), "history", node)
        self.add(node, TYPE, self.vocabulary["StatusChange"])
        self.add(node, "statusReading", self.vocabulary[change.status])
        if change.day:
            self.add(node, "since", format_typed(change.day, "date"))
        for claim in change.claims:
            self.add(node, "because", format_iri(claim))

    def fact(self, fact: WorldFact) -> None:
        """Write a fact: a direct relation only when somebody affirms that it holds."""
        if any(c.claim.polarity == "Positive" and c.claim.modality in ("Factual", "Continuing") for c in fact.claims):
            self._share(format_iri(entity_iri(fact.subject)), fact.predicate, format_iri(entity_iri(fact.object)))

    def edge(self, edge: Edge) -> None:
        """Write a shortcut and the events that project it."""
        subject, value = (format_iri(entity_iri(n)) for n in (edge.subject, edge.object))
        node = format_iri(part_iri(entity_iri(edge.subject), "edge", edge.predicate, edge.object))
        self._share(subject, edge.predicate, value)
        self.add(node, TYPE, self.vocabulary["Edge"])
        self.add(node, SUBJECT, subject)
        self.add(node, PREDICATE, self.vocabulary[edge.predicate])
        self.add(node, OBJECT, value)
        for event in edge.events:
            self.add(node, "projectedBy", format_iri(event))

    def conflict(self, conflict: Conflict, polarity: Mapping[str, str]) -> None:
        """Write a conflict, which several blocks may find; `polarity` is that of each claim about its events."""
        node = format_iri(part_iri(conflict.events[0], "conflict", conflict.kind, *conflict.events, *conflict.claims))
        self.shared.append((node, TYPE, self.vocabulary["Conflict"], self.name))
        self.shared.append((node, LABEL, format_text(conflict.note), self.name))
        self._share(node, "conflictKind", format_text(conflict.kind))
        for event in conflict.events:
            self._share(node, "concerns", format_iri(event))
        for claim in conflict.claims:
            self._share(node, "account", format_iri(claim))
        for a, b in combinations(sorted(conflict.claims), 2):
            if {polarity.get(a), polarity.get(b)} == {"Positive", "Negative"}:
                self._share(format_iri(a), "contradicts", format_iri(b))


def _sentence(event: WorldEvent, texts: Mapping[str, str]) -> str:
    """Return the words of the first report that gave the event its present status, else of its first report.

    Of a claim's evidence, the part that holds the trigger.
    """
    told = [c for c in event.claims if c.article in texts and c.claim.evidence]
    deciding = set(event.history[-1].claims) if event.history else set()
    chosen = [c for c in told if c.iri in deciding] or told
    if not chosen:
        return ""
    first = min(chosen, key=lambda c: (c.reported or date.max, c.article, c.iri))
    return evidence_sentence(texts[first.article], first.claim.evidence, first.claim.trigger)
