"""Each export is opened by another tool, holds what the world holds, and never changes by itself."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
import rdflib

from kg.errors import ValidationError
from kg.identifiers import BASE, GRAPH_WORLD
from kg.ontology.types import load_ontology
from kg.rdf.exports import EXPORTS, export_world
from kg.rdf.vocabulary import load_vocabulary
from tests.plain_world import plain_world, shipped_gold, shipped_graphs

ROOT = Path(__file__).parent.parent
WORLD = plain_world(shipped_gold(), load_ontology())


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("exports")
    written = {}
    for name, data in export_world(WORLD, shipped_gold(), shipped_graphs(), load_vocabulary()):
        (folder / name).write_bytes(data)
        written[name] = folder / name
    return written


def test_every_format_is_written_once(files: dict[str, Path]) -> None:
    assert list(files) == [e.file for e in EXPORTS] and len(files) == 9
    assert all(path.stat().st_size > 1000 for path in files.values())


@pytest.mark.parametrize(("name", "form"), [("world.ttl", "turtle"), ("world.jsonld", "json-ld")])
def test_rdflib_reads_the_world(files: dict[str, Path], name: str, form: str) -> None:
    expected = rdflib.Graph().parse(data=b"\n".join(_triples(shipped_graphs()[GRAPH_WORLD])), format="nt")
    assert set(rdflib.Graph().parse(files[name], format=form)) == set(expected)


def _triples(quads: bytes) -> list[bytes]:
    return [line.removesuffix(f" <{GRAPH_WORLD}> .".encode()) + b" ." for line in quads.split(b"\n") if line]


@pytest.mark.parametrize(("name", "form"), [("graph.trig", "trig"), ("graph.nq", "nquads")])
def test_rdflib_reads_all_graphs(files: dict[str, Path], name: str, form: str) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(files[name], format=form)
    sizes = {str(g.identifier): len(g) for g in dataset.graphs() if len(g)}
    assert sizes == {graph: data.count(b"\n") for graph, data in shipped_graphs().items()}


@pytest.mark.parametrize(("name", "read"), [("graph.graphml", nx.read_graphml), ("graph.gexf", nx.read_gexf)])
def test_networkx_reads_the_network(files: dict[str, Path], name: str, read) -> None:
    graph = read(files[name])
    assert graph.is_multigraph() and graph.is_directed()
    arcs = sorted((s, d["predicate"], t) for s, t, d in graph.edges(data=True))
    assert arcs == sorted((e.subject, e.predicate, e.object) for e in WORLD.edges) and len(arcs) > 50
    node = graph.nodes["Vladimir_Putin"]
    assert (node["label"], node["type"]) == ("Vladimir Putin", "Person")
    _, _, arc = next(iter(graph.edges("Vladimir_Putin", data=True)))
    assert int(arc["events"]) >= 1 and arc["statuses"] and date.fromisoformat(arc["first"])


def test_icalendar_reads_the_calendar(files: dict[str, Path]) -> None:
    icalendar = pytest.importorskip("icalendar", reason="the ICS file is read back with icalendar")
    data = files["events.ics"].read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    entries = icalendar.Calendar.from_ical(data).walk("VEVENT")
    dated = [
        e for e in WORLD.events if e.time and e.time.start and e.time.end and (e.time.end - e.time.start).days < 32
    ]
    assert len(entries) == len(dated) > 20
    by_uid = {str(e["UID"]): e for e in entries}
    for event in dated:
        entry = by_uid[event.iri.removeprefix(BASE)]
        assert str(entry["SUMMARY"]) == event.label
        assert entry["DTSTART"].dt <= event.time.end and entry["DTEND"].dt > event.time.end
        assert str(entry["STATUS"]) == "CONFIRMED" or event.status not in ("Happened", "Ongoing")


def test_the_table_and_the_lines_have_every_event(files: dict[str, Path]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["events.csv"].read_bytes().decode(), newline="")))
    assert [(r["iri"], r["status"]) for r in rows] == [(e.iri, e.status) for e in WORLD.events]
    objects = [json.loads(line) for line in files["events.jsonl"].read_text().split("\n") if line]
    texts = {r.article.digest[:16]: r.article.text for r in shipped_gold()}
    assert [o["iri"] for o in objects] == [e.iri for e in WORLD.events]
    for data in objects:
        for claim in data["claims"]:
            text = texts[claim["article"].rsplit("/", 1)[1]]
            assert claim["evidence"] and all(text[e["start"] : e["end"]] == e["text"] for e in claim["evidence"])


def test_bytes_are_the_same_in_every_process() -> None:
    code = (
        "import hashlib; from tests.plain_world import *; from kg.rdf.exports import *;"
        "from kg.rdf.vocabulary import load_vocabulary as v; from kg.ontology.types import load_ontology as o;"
        "r = shipped_gold(); w = plain_world(r, o()); g = shipped_graphs();"
        "print([(n, hashlib.sha256(b).hexdigest()) for n, b in export_world(w, r, g, v())])"
    )
    outputs = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        outputs.add(run.stdout)
    here = [
        (name, hashlib.sha256(data).hexdigest())
        for name, data in export_world(WORLD, shipped_gold(), shipped_graphs(), load_vocabulary())
    ]
    assert outputs == {f"{here}\n"}


def test_one_format_may_be_asked_for_and_an_unknown_one_is_refused() -> None:
    args = WORLD, shipped_gold(), shipped_graphs(), load_vocabulary()
    assert [name for name, _ in export_world(*args, ["csv"])] == ["events.csv"]
    with pytest.raises(ValidationError, match="unknown format 'xml'; there are: nquads, trig"):
        list(export_world(*args, ["xml"]))
