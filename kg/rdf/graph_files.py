"""The whole graph in files, however large it is: sorted, parsed and written as a stream."""

import heapq
import io
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO

import pyoxigraph as ox

from kg.identifiers import BASE, GRAPH_WORLD, TERM
from kg.rdf.ledger import read_dump
from kg.rdf.nquads import DCTERMS, NIF, OWL, RDF, RDFS, SCHEMA, SKOS, XSD, format_iri

PREFIXES = {
    "d": TERM, "entity": BASE + "entity/", "event": BASE + "event/", "article": BASE + "article/",
    "rdf": RDF, "rdfs": RDFS, "owl": OWL, "skos": SKOS, "dcterms": DCTERMS, "schema": SCHEMA, "nif": NIF, "xsd": XSD,
}  # fmt: skip

# so many lines of a graph are sorted in memory, about 300 MB; more are sorted in parts, which are merged from disk
_MOST_LINES = 1_000_000


def write_nquads(dump: BinaryIO, out: BinaryIO, scratch: Path) -> None:
    """Write the pieces of a ledger's dump as sorted N-Quads, graph after graph, each line once.

    `scratch` is a folder for what does not fit into memory.
    """
    sorters: dict[bytes, _Sorter] = {}
    for lines in read_dump(dump):
        name = lines[0].rsplit(b" ", 2)[1]  # a piece lies in one graph
        sorters.setdefault(name, _Sorter(scratch)).add(lines)
    for name in sorted(sorters, key=lambda name: name[1:-1]):
        out.writelines(sorters.pop(name).lines())


class _Sorter:
    """Lines in order, each once; what does not fit into memory waits in files of a folder that have no name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines: list[bytes] = []
        self._runs: list[IO[bytes]] = []

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines without their ends."""
        self._lines += lines
        if len(self._lines) > _MOST_LINES:
            run = TemporaryFile(dir=self._folder)  # noqa: SIM115 - read when all is there, gone when it is let go
            run.writelines(self._sorted())
            run.seek(0)
            self._runs.append(run)
            self._lines.clear()

    def lines(self) -> Iterator[bytes]:
        """Give the lines with their ends."""
        last = b""
        for line in heapq.merge(*self._runs, self._sorted()):
            if line != last:
                yield line
                last = line

    def _sorted(self) -> Iterator[bytes]:
        return (line + b"\n" for line in sorted(set(self._lines)))


def write_trig(nquads: BinaryIO, out: BinaryIO) -> None:
    """Write all graphs of an N-Quads file as TriG."""
    serialize(ox.parse(nquads, ox.RdfFormat.N_QUADS), ox.RdfFormat.TRIG, out)


def write_turtle(nquads: BinaryIO, out: BinaryIO) -> None:
    """Write the world's graph of an N-Quads file as Turtle."""
    quads = ox.parse(io.BufferedReader(_GraphLines(nquads, GRAPH_WORLD)), ox.RdfFormat.N_QUADS)
    serialize((quad.triple for quad in quads), ox.RdfFormat.TURTLE, out)


class _GraphLines(io.RawIOBase):
    """The lines of one graph in a file of N-Quads."""

    def __init__(self, file: BinaryIO, graph: str) -> None:
        end = f" {format_iri(graph)} .\n".encode()
        self._lines = (line for line in file if line.endswith(end))
        self._rest = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's Buffer has no length
        """Fill a buffer with the next bytes; 0 at the end."""
        while len(self._rest) < len(buffer) and (line := next(self._lines, b"")):
            self._rest += line
        given = self._rest[: len(buffer)]
        buffer[: len(given)] = given
        self._rest = self._rest[len(given) :]
        return len(given)


def serialize(quads: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat, out: BinaryIO) -> None:
    """Write quads or triples, which come sorted and without blank nodes.

    The prefixes, which Oxigraph writes in any order, are sorted: they take as much room in one order as in another.
    """
    start = out.tell()
    ox.serialize(quads, out, form, prefixes=PREFIXES)
    out.seek(start)
    heads = list(takewhile(lambda line: line.startswith(b"@prefix "), out))
    out.seek(start)
    out.writelines(sorted(heads))
    out.seek(0, io.SEEK_END)
