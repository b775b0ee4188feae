"""Time the graph side: segments, world, store, questions, exports and checks over copies of the annotated articles.

usage: python benchmarks/graph.py [ARTICLES]      (CPU seconds; 100 articles by default)
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from kg.evaluate.gold import gold_to_record, load_gold
from kg.identifiers import digest_text
from kg.ontology.names import load_names
from kg.ontology.types import load_ontology
from kg.query import NameIndex, load_queries, run_query
from kg.rdf.exports import EXPORTS, export_world
from kg.rdf.segments import quads_to_record, record_to_quads
from kg.rdf.validation import validate
from kg.rdf.vocabulary import load_vocabulary
from kg.rdf.world_quads import join_graphs, world_to_quads
from kg.records import Record
from kg.resolve.build import resolve_world
from kg.store import open_store

T = TypeVar("T")
GOLD = Path(__file__).parent.parent / "tests" / "gold"
NEEDED = {"entity": "Putin", "place": "Moscow", "thing": "Putin", "date": "2025", "last-date": "2025", "text": "x"}


def lap(what: str, run: Callable[[], T]) -> T:
    """Return what a function returns and print the CPU time it took."""
    start = time.process_time()
    value = run()
    print(f"{what:24} {time.process_time() - start:8.2f} s")
    return value


def copies(count: int) -> list[Record]:
    """Return so many articles: the annotated ones over and over, each with a last line of its own."""
    originals = [gold_to_record(gold) for gold in load_gold(GOLD)]
    made = []
    for number in range(count):
        record = originals[number % len(originals)]
        text = f"{record.article.text}\n{number}"
        name = f"{record.article.name}-{number}"
        made.append(replace(record, article=replace(record.article, text=text, digest=digest_text(text), name=name)))
    return made


def main() -> None:
    """Run every step once."""
    records, vocabulary, ontology = copies(int((sys.argv[1:] or ["100"])[0])), load_vocabulary(), load_ontology()
    segments = lap("records to segments", lambda: [record_to_quads(r, vocabulary) for r in records])
    lap(
        "segments to records",
        lambda: [quads_to_record(s, r.article.text) for s, r in zip(segments, records, strict=True)],
    )
    names = load_names()
    world = lap("records to world", lambda: resolve_world(records, (), ontology, names))
    graphs = lap("world to quads", lambda: world_to_quads(world, records, vocabulary))
    data = join_graphs(graphs)
    quads = data.count(b".\n")
    print(f"{len(records)} articles, {len(world.events)} events, {quads} quads, {len(data) / 1e6:.0f} MB")
    folder = Path(tempfile.mkdtemp()) / "store"
    writer = open_store(folder)
    lap("load on disk", lambda: writer.load(data))
    writer.close()
    store = open_store(folder, read_only=True)
    index = lap("name index", lambda: NameIndex(store))
    for query in load_queries():
        given = {p.name: NEEDED.get(p.type, "") for p in query.parameters if not p.optional and p.default is None}
        if query.name == "show-event":
            given = {"event": world.events[0].iri}
        lap(f"  {query.name}", lambda q=query, g=given: run_query(store, q, g, index))  # type: ignore[misc]
    for export in EXPORTS:
        lap(f"  {export.name}", lambda e=export: list(export_world(world, records, graphs, vocabulary, [e.name])))  # type: ignore[misc]
    lap("checks and shapes", lambda: validate(graphs, records, vocabulary, pyshacl_limit=0))
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB at most")


if __name__ == "__main__":
    main()
