"""What the world graph says, and that it says it with one node a happening."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from kg.errors import OntologyError
from kg.identifiers import EVENT, GRAPH_ONTOLOGY, GRAPH_WORLD, TERM, article_iri, digest_text, entity_iri
from kg.ontology.types import load_ontology
from kg.rdf.nquads import NIF, OWL, RDF, parse_quads
from kg.rdf.vocabulary import load_vocabulary
from kg.rdf.world_quads import join_graphs, world_to_quads
from kg.records import Article, Claim, Entity, Event, Mention, Record, Role, Span
from kg.resolve.world import Conflict, World
from tests.plain_world import plain_world, shipped_gold, shipped_graphs

VOCABULARY, ONTOLOGY = load_vocabulary(), load_ontology()
TEXT = "Ann visited Rome on Friday. Bob said Ann stayed."


def at(words: str, kind: str = "name") -> Mention:
    start = TEXT.index(words)
    return Mention(start, start + len(words), words, kind)


def one_visit() -> tuple[World, Record]:
    article = Article("visit", TEXT, "Ann in Rome", digest_text(TEXT), (), date(2025, 4, 25), "metadata")
    entities = tuple(
        Entity(n, kind, n, (at(n),)) for n, kind in (("Ann", "Person"), ("Rome", "City"), ("Bob", "Person"))
    )
    claims = (
        Claim(None, "Factual", "Positive", (Span(0, 27),), Span(4, 11)),
        Claim("Bob", "Factual", "Positive", (Span(28, 48),), Span(41, 47), Span(37, 47)),
    )
    roles = (Role("actor", "Ann", 0, 3), Role("place", "Rome", 12, 16))
    visit = Event("v", "Visit", "Ann visits Rome", (at("visited", "trigger"),), claims, roles)
    record = Record(article, entities, (visit,))
    return plain_world([record], ONTOLOGY), record


def objects(graphs: dict[str, bytes], subject: str, predicate: str) -> set[str]:
    found: Iterator = parse_quads(join_graphs(graphs))
    return {str(getattr(o, "value", o)).removeprefix(TERM) for s, p, o, _ in found if s == subject and p == predicate}


def test_an_event_carries_types_roles_and_what_the_place_of_a_visit_is() -> None:
    world, record = one_visit()
    graphs = world_to_quads(world, [record], VOCABULARY)
    event = world.events[0].iri
    assert objects(graphs, event, RDF + "type") == {"Visit", "Consultation", "Event"}
    assert objects(graphs, event, TERM + "eventType") == {"Visit"}
    ann, rome = entity_iri("Ann"), entity_iri("Rome")
    for role in ("actor", "party", "participant"):
        assert objects(graphs, event, TERM + role) == {ann}
    assert objects(graphs, event, TERM + "place") == objects(graphs, event, TERM + "destination") == {rome}
    assert objects(graphs, ann, TERM + "visits") == {rome}
    assert objects(graphs, event, TERM + "sentence") == {"Ann visited Rome on Friday."}
    assert objects(graphs, event, TERM + "date") == {"2025-04-25"}
    assert objects(graphs, event, TERM + "precision") == {"open"}


def test_claims_stand_in_the_graph_of_their_article_about_the_world_event() -> None:
    world, record = one_visit()
    graphs = world_to_quads(world, [record], VOCABULARY)
    article = article_iri(record.article.digest)
    report = {article: graphs[article]}
    assert list(graphs) == sorted([GRAPH_ONTOLOGY, GRAPH_WORLD, article])
    for claim in world.events[0].claims:
        assert objects(report, claim.iri, TERM + "about") == {world.events[0].iri}
        assert objects(report, claim.iri, TERM + "reportedBy") == {article}
        assert objects(report, claim.iri, TERM + "reportedOn") == {"2025-04-25"}
    own, bob = world.events[0].claims
    assert objects(report, own.iri, TERM + "speaker") == set()
    assert objects(report, bob.iri, TERM + "speaker") == {entity_iri("Bob")}
    assert objects(report, bob.iri, TERM + "quote") == {"Ann stayed"}
    (span,) = objects(report, bob.iri, TERM + "quoteSpan")
    assert span == f"{article}#offset_37_47" and objects(report, span, NIF + "anchorOf") == {"Ann stayed"}


def test_local_nodes_of_two_articles_become_one_node() -> None:
    _world, record = one_visit()
    later = replace(record.article, text=TEXT + " ", digest=digest_text(TEXT + " "), published=date(2025, 4, 26))
    both = plain_world([record, replace(record, article=later)], ONTOLOGY)
    first, second = both.events
    merged = replace(
        first, aliases=(second.iri,), claims=(*first.claims, *second.claims), merges=(*first.merges, *second.merges)
    )
    graphs = world_to_quads(replace(both, events=(merged,)), [record, replace(record, article=later)], VOCABULARY)
    about = {o for _, p, o, _ in parse_quads(join_graphs(graphs)) if p == TERM + "about"}
    assert about == {first.iri}
    assert objects(graphs, second.iri, OWL + "sameAs") == {first.iri}
    assert objects(graphs, first.iri, TERM + "status") == {"Happened"}


def test_a_denied_fact_is_no_relation() -> None:
    base = shipped_gold()[0]
    fact = base.facts[0]
    denied = replace(fact, claim=replace(fact.claim, polarity="Negative"))
    for given, relations in ((fact, 1), (denied, 0)):
        changed = replace(base, facts=(given,))
        graphs = world_to_quads(plain_world([changed], ONTOLOGY), [changed], VOCABULARY)
        found = objects(graphs, entity_iri(fact.subject), TERM + fact.predicate)
        assert len(found) == relations
        claims = [s for s, p, _, _ in parse_quads(join_graphs(graphs)) if p == RDF + "subject" and "/edge-" not in s]
        assert len(claims) == 1  # the claim stays either way


def test_claims_of_opposite_polarity_in_a_conflict_contradict_each_other() -> None:
    world, record = one_visit()
    own, bob = world.events[0].claims
    bob = replace(bob, claim=replace(bob.claim, polarity="Negative"))
    event = replace(world.events[0], claims=(own, bob), status="Disputed")
    conflict = Conflict("status", (event.iri,), tuple(sorted((own.iri, bob.iri))), "affirmed and denied")
    graphs = world_to_quads(replace(world, events=(event,), edges=(), conflicts=(conflict,)), [record], VOCABULARY)
    pairs = [(s, o) for s, p, o, _ in parse_quads(graphs[GRAPH_WORLD]) if p == TERM + "contradicts"]
    assert pairs == [tuple(sorted((own.iri, bob.iri)))]


def test_a_role_the_ontology_does_not_know_stops_writing() -> None:
    world, record = one_visit()
    event = replace(world.events[0], roles=(("auctor", ("Ann",)),))
    with pytest.raises(OntologyError, match="'auctor'; did you mean actor"):
        world_to_quads(replace(world, events=(event,)), [record], VOCABULARY)


def test_places_know_everything_around_them() -> None:
    world, record = one_visit()
    ann, bob, rome = world.entities
    italy = replace(rome, slug="Italy", type="Country", label="Italy", names=("Italy",), within=("Europe",), merges=())
    europe = replace(italy, slug="Europe", type="Region", label="Europe", names=("Europe",), within=())
    rome = replace(rome, within=("Italy", "Atlantis"))
    world = replace(world, entities=(ann, bob, europe, italy, rome))
    graphs = world_to_quads(world, [record], VOCABULARY)
    italy_iri, europe_iri, rome_iri = (entity_iri(n) for n in ("Italy", "Europe", "Rome"))
    assert objects(graphs, rome_iri, TERM + "within") == {italy_iri, europe_iri}  # Atlantis is not in the world
    assert objects(graphs, rome_iri, TERM + "locatedIn") == {rome_iri, italy_iri, europe_iri}


def test_no_blank_node_no_duplicate_and_every_event_once() -> None:
    graphs = shipped_graphs()
    for name, data in graphs.items():
        lines = data.split(b"\n")
        assert lines.pop() == b"" and lines == sorted(set(lines))
        assert all(line.endswith(f"<{name}> .".encode()) and b"_:" not in line[:2] for line in lines)
    events = {s for s, p, o, _ in parse_quads(graphs[GRAPH_WORLD]) if p == TERM + "status" and s.startswith(EVENT)}
    assert len(events) == sum(len(r.events) for r in shipped_gold()) > 100


def test_order_of_records_changes_no_byte() -> None:
    records = shipped_gold()
    world = plain_world(records, ONTOLOGY)
    assert world_to_quads(world, records[::-1], VOCABULARY) == world_to_quads(world, records, VOCABULARY)
