"""Good graphs pass; each way of breaking one is caught."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ValidationError
from kg.identifiers import GRAPH_WORLD, TERM
from kg.ontology.names import load_names
from kg.ontology.types import load_ontology
from kg.rdf.shapes import Shapes
from kg.rdf.validation import CHECKS, SHAPES, check_shapes, check_with_pyshacl, validate
from kg.rdf.vocabulary import load_vocabulary
from kg.rdf.world_quads import world_to_quads
from kg.records import Record
from kg.resolve.build import resolve_world
from tests.plain_world import plain_world, shipped_gold

VOCABULARY, ONTOLOGY = load_vocabulary(), load_ontology()
Graphs = dict[str, bytes]


def graphs_of(records: list[Record]) -> Graphs:
    return world_to_quads(plain_world(records, ONTOLOGY), records, VOCABULARY)


@pytest.fixture(scope="module")
def small() -> tuple[Graphs, list[Record]]:
    """The smallest shipped article that has a quote, a fact and a figure."""
    fits = [r for r in shipped_gold() if r.facts and any(e.quantities for e in r.events)]
    records = [min(fits, key=lambda r: len(r.events))]
    return graphs_of(records), records


def test_every_shipped_article_alone_and_all_together_is_sound() -> None:
    for record in shipped_gold():
        assert validate(graphs_of([record]), [record], VOCABULARY, pyshacl_limit=0) == ()
    world = resolve_world(shipped_gold(), (), ONTOLOGY, load_names())
    graphs = world_to_quads(world, shipped_gold(), VOCABULARY)
    assert validate(graphs, shipped_gold(), VOCABULARY) == ()


def test_pyshacl_finds_a_shipped_article_sound(small: tuple[Graphs, list[Record]]) -> None:
    graphs, records = small
    assert validate(graphs, records, VOCABULARY, pyshacl_limit=100_000) == ()


def subn(pattern: str, new: str | Callable[[re.Match[str]], str], graph: str = "") -> Callable[[Graphs], Graphs]:
    """Return a change of the first match of a pattern in the world graph, or in the article's."""

    def change(graphs: Graphs) -> Graphs:
        name = GRAPH_WORLD if graph == "world" else next(g for g in graphs if "/article/" in g)
        text, count = re.subn(pattern, new, graphs[name].decode(), count=1, flags=re.MULTILINE)
        assert count == 1, "the mutation changed nothing"
        return graphs | {name: text.encode()}

    return change


T = re.escape(TERM)
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
MUTATIONS = {
    "no time at all": (subn(rf"^<\S+> <{T}edtf> .*\n", "", "world"), "shape"),
    "date that is none": (subn(rf'(<{T}date> )"\d{{4}}-\d\d-\d\d"', r'\1"soon"', "world"), "shape"),
    "two statuses": (
        subn(rf"^(<\S+> <{T}status> )<{T}Happened>( .*)$", rf"\1<{TERM}Happened>\2\n\1<{TERM}Negated>\2", "world"),
        "every event has exactly one status",
    ),
    "status of no kind": (subn(rf"(<{T}status> )<{T}Happened>", rf"\1<{TERM}Visit>", "world"), "shape"),
    "claim without evidence": (
        subn(rf"^<\S+> <{T}evidence> .*\n", ""), "every claim and figure has a span of its article",
    ),
    "claim about nothing": (subn(rf"^<\S+> <{T}about> .*\n", ""), "shape"),
    "claim without modality": (subn(rf"^<\S+> <{T}modality> .*\n", ""), "shape"),
    "claim of unknown polarity": (subn(rf"(<{T}polarity> )<{T}Positive>", rf"\1<{TERM}Planned>"), "shape"),
    "span shifted": (
        subn(rf'(<{NIF}beginIndex> )"(\d+)"', lambda m: f'{m[1]}"{int(m[2]) + 1}"'), "a span is as long as its words",
    ),
    "words changed": (
        subn(rf'(<{NIF}anchorOf> )"(.)', lambda m: f'{m[1]}"{"X" if m[2] != "X" else "Y"}'),
        "every span equals its slice of the file",
    ),
    "edge from nowhere": (
        lambda g: g | {GRAPH_WORLD: g[GRAPH_WORLD] + f"<urn:a> <{TERM}visits> <urn:b> <{GRAPH_WORLD}> .\n".encode()},
        "every edge has a projecting event",
    ),
    "edge of an event that did not happen": (
        lambda g: g | {GRAPH_WORLD: re.sub(rb"(#status> <\S+#)(Happened|Claimed|Ongoing|Planned)>", rb"\1Negated>", g[GRAPH_WORLD])},
        "every edge has a projecting event",
    ),
    "undeclared property": (subn(rf"<{T}actor>", f"<{TERM}auctor>", "world"), "every term is declared"),
    "undeclared class": (subn(rf"(ns#type> )<{T}Person>", rf"\1<{TERM}Persona>", "world"), "every term is declared"),
    "day outside its bounds": (
        subn(rf'(<{T}end> )"\d{{4}}', r'\1"0900', "world"), "no event ends before it starts",
    ),
    "event part of itself": (
        subn(rf"^(<\S+>) <{T}status> .*$", lambda m: f"{m[0]}\n{m[1]} <{TERM}partOf> {m[1]} <{GRAPH_WORLD}> .", "world"),
        "no event is part of itself",
    ),
    "role filled by a text": (subn(rf"(<{T}actor> )<\S+>", r'\1"Putin"', "world"), "shape"),
    "quantity that is no number": (subn(rf'(<{T}value> )"[^"]+"', r'\1"many"'), "shape"),
    "article without digest": (subn(r"^<\S+> <http://purl.org/dc/terms/identifier> .*\n", ""), "shape"),
    "event without label": (
        subn(r"^(<\S+/event/\S+>) <http://www.w3.org/2000/01/rdf-schema#label> .*\n", "", "world"), "shape",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_a_broken_graph_is_caught(small: tuple[Graphs, list[Record]], name: str) -> None:
    graphs, records = small
    change, rule = MUTATIONS[name]
    broken = change(graphs)
    found = {v.rule for v in validate(broken, records, VOCABULARY, pyshacl_limit=0)}
    assert rule in found, f"caught by {found or 'nothing'} instead"
    if rule == "shape":  # pySHACL is the standard our own reader is held to
        data = b"".join(broken.values())
        assert {v.node for v in check_with_pyshacl(data)} == {v.node for v in check_shapes(data)}


def test_a_span_is_compared_with_the_file_and_not_with_itself(small: tuple[Graphs, list[Record]]) -> None:
    graphs, _ = small
    found = validate(graphs, [], VOCABULARY, pyshacl_limit=0)
    assert {v.rule for v in found} == {"every span lies in a known article"}


def test_a_file_that_is_no_graph_is_our_error() -> None:
    with pytest.raises(ValidationError, match="not N-Quads"):
        validate({GRAPH_WORLD: b"nonsense"}, [], VOCABULARY)


def test_a_shape_our_reader_does_not_know_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(SHAPES.read_text() + "\ns:New a sh:NodeShape ; sh:closed true .\n")
    with pytest.raises(ValidationError, match="sh:closed is not understood"):
        Shapes(file)


def test_every_check_names_its_rule_and_answers_two_columns() -> None:
    files = sorted(CHECKS.glob("*.rq"))
    assert len(files) == 11
    for file in files:
        text = file.read_text()
        assert text.startswith("# title: ") and "?node" in text and "?found" in text and "EXISTS" not in text
