"""The files of the whole graph, written as streams: the bytes of the exports, whatever had to wait on the disk."""

import io
import sqlite3
from pathlib import Path

import pytest

from kg.identifiers import GRAPH_WORLD
from kg.rdf import graph_files
from kg.rdf.exports import export_world
from kg.rdf.graph_files import write_nquads, write_trig, write_turtle
from kg.rdf.ledger import Ledger
from kg.rdf.nquads import Quad, format_iri, format_text
from kg.rdf.vocabulary import load_vocabulary
from kg.rdf.world_quads import join_graphs
from kg.resolve.shelf import Shelves
from kg.resolve.world import World


def post(ledger: Ledger) -> None:
    world = format_iri(GRAPH_WORLD)
    for n in range(60):
        node = format_iri(f"https://example.org/{n * 7 % 60}")
        own: list[Quad] = [(node, format_iri("https://example.org/p"), format_text(f'é \t " \U0001f600 {n}'), world)]
        shared = [
            (format_iri("https://example.org/all"), format_iri("https://example.org/is"), format_text("x"), world)
        ]
        ledger.post(f"event {n}", own, shared)
        ledger.post(f"article {n}", [(*own[0][:3], format_iri(f"https://example.org/graph/{n % 9}"))])


@pytest.mark.parametrize("most", [1_000_000, 10], ids=["in memory", "from disk"])
def test_streams_give_the_bytes_of_the_exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(graph_files, "_MOST_LINES", most)
    ledger = Ledger(Shelves(sqlite3.connect(":memory:")), is_new=True)
    post(ledger)
    graphs = ledger.graphs()
    dump, nquads, trig, turtle = (io.BytesIO() for _ in range(4))
    ledger.dump(dump)
    dump.seek(0)
    write_nquads(dump, nquads, tmp_path)
    assert nquads.getvalue() == join_graphs(graphs)
    for write, out in ((write_trig, trig), (write_turtle, turtle)):
        nquads.seek(0)
        write(nquads, out)
    wanted = dict(export_world(World(), (), graphs, load_vocabulary(), ("trig", "turtle")))
    assert {"graph.trig": trig.getvalue(), "world.ttl": turtle.getvalue()} == wanted
    assert list(tmp_path.iterdir()) == []
