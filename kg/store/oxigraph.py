"""The default engine: Oxigraph, on disk or in memory."""

from collections.abc import Callable
from pathlib import Path
from textwrap import shorten
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.store.guard import bind, check_query
from kg.store.interface import Answer, Bindings, Row, Term, make_answer
from kg.store.worker import Worker


class OxigraphStore:
    """A Store kept by Oxigraph: in a folder (one writer, or any number of readers of a finished one) or in memory."""

    def __init__(self, folder: Path | None = None, read_only: bool = False) -> None:
        """Open or make a store. Errors: StoreError when the folder is locked, missing (read-only) or damaged."""
        self._folder, self._read_only = folder, read_only
        self._worker: Worker | None = None
        try:
            if folder is None:
                self._store = ox.Store()
            elif read_only:
                self._store = ox.Store.read_only(str(folder))
            else:
                folder.parent.mkdir(parents=True, exist_ok=True)
                self._store = ox.Store(str(folder))
        except (OSError, RuntimeError) as error:  # RuntimeError: Oxigraph's word for damaged files
            raise StoreError(f"{folder}: the store cannot be opened: {error}") from error

    def load(self, data: bytes) -> None:
        """Add N-Quads in bulk."""
        self._write(lambda: self._store.bulk_load(data, ox.RdfFormat.N_QUADS))

    def load_file(self, path: Path) -> None:
        """Add a file of N-Quads in bulk, without holding it in memory."""
        self._write(lambda: self._store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS))

    def replace_graph(self, name: str, data: bytes) -> None:
        """Replace one graph in a single transaction, so a crash leaves the old graph or the new one."""
        triples = _graph_triples(name, data)
        insert = f" ; INSERT DATA {{ GRAPH <{name}> {{ {triples} }} }}" if triples else ""
        self._write(lambda: self._store.update(f"CLEAR SILENT GRAPH <{name}>{insert}"))

    def remove_graph(self, name: str) -> None:
        """Empty one graph and forget its name."""
        self._write(lambda: self._store.remove_graph(ox.NamedNode(name)))

    def graphs(self) -> tuple[str, ...]:
        """Return the names of all graphs, sorted."""
        named = [g for g in self._store.named_graphs() if isinstance(g, ox.NamedNode)]
        full = (g.value for g in named if next(self._store.quads_for_pattern(None, None, None, g), None))
        return tuple(sorted(full))

    def size(self) -> int:
        """Return the number of quads."""
        return len(self._store)

    def query(
        self,
        sparql: str,
        bindings: Bindings | None = None,
        limit: int | None = None,
        timeout_s: float | None = None,
    ) -> Answer:
        """Answer a query; with a time limit in a process of its own, because Oxigraph cannot be interrupted."""
        sparql = bind(sparql, bindings)
        check_query(sparql)
        if timeout_s is None:
            return _run(self._store, sparql, limit)
        if self._worker is None:
            folder = self._folder if self._read_only else None
            self._worker = Worker("oxigraph", folder, None if folder else self._dump())
        return self._worker.ask(sparql, limit, timeout_s)

    def copy_to(self, folder: Path) -> None:
        """Copy the store into a folder that does not exist, by hard links where the file system has them."""
        try:
            self._store.backup(str(folder))
        except OSError as error:
            raise StoreError(f"{folder}: the store cannot be copied: {error}") from error

    def change(self, gone: str, come: str) -> None:
        """Take out and put in quads, given as GRAPH blocks of SPARQL, in one transaction."""
        parts = [f"DELETE DATA {{ {gone} }}"] * bool(gone) + [f"INSERT DATA {{ {come} }}"] * bool(come)
        self._write(lambda: self._store.update(" ; ".join(parts)))
        # what is only in the write-ahead log would be missing from a copy taken through a read-only store
        self._write(self._store.flush)

    def optimize(self) -> None:
        """Compact the files after a bulk load."""
        self._write(self._store.optimize)

    def close(self) -> None:
        """Stop the worker and let go of the lock."""
        if self._worker is not None:
            self._worker.stop()
            self._worker = None
        del self._store

    def _dump(self) -> bytes:
        """Copy what a worker cannot open itself: memory, or files this process is writing."""
        data: bytes | None = self._store.dump(format=ox.RdfFormat.N_QUADS)
        return data or b""

    def _write(self, change: Callable[[], Any]) -> None:
        if self._read_only:
            raise StoreError(f"{self._folder}: the store was opened for reading only")
        if self._worker is not None:  # it holds the data as they were
            self._worker.stop()
            self._worker = None
        try:
            change()
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"{self._folder or 'memory'}: the store refuses the data: {error}") from error


def _run(store: ox.Store, sparql: str, limit: int | None) -> Answer:
    """Answer a checked query on an open Oxigraph store; QueryError when it is malformed."""
    try:
        found = store.query(sparql, use_default_graph_as_union=True)
        if isinstance(found, ox.QueryBoolean):
            return Answer(("answer",), ((Term("literal", str(bool(found)).lower()),),))
        if isinstance(found, ox.QueryTriples):
            return make_answer(("subject", "predicate", "object"), _take((tuple(t) for t in found), limit), limit)
        columns = tuple(v.value for v in found.variables)
        return make_answer(columns, _take((tuple(s) for s in found), limit), limit)
    except (SyntaxError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {shorten(str(error), 240, placeholder=' ...')}") from error


def _take(rows: Any, limit: int | None) -> list[Row]:
    taken: list[Row] = []
    for row in rows:
        taken.append(tuple(_term(value) for value in row))
        if limit is not None and len(taken) > limit:
            break
    return taken


def _term(value: object) -> Term | None:
    if value is None:
        return None
    if isinstance(value, ox.NamedNode):
        return Term("iri", value.value)
    if isinstance(value, ox.Literal):
        kind = value.datatype.value
        plain = value.language or kind.endswith("#string")
        return Term("literal", value.value, "" if plain else kind, value.language or "")
    return Term("blank", str(value))


def _graph_triples(name: str, data: bytes) -> str:
    """Return the N-Triples of a graph's quads; StoreError for a quad of another graph."""
    try:
        quads = list(ox.parse(data, ox.RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise StoreError(f"<{name}>: not N-Quads: {error}") from error
    for quad in quads:
        if not isinstance(quad.graph_name, ox.NamedNode) or quad.graph_name.value != name:
            raise StoreError(
                f"<{name}>: the data hold a quad of {quad.graph_name}; a graph is replaced by its own quads"
            )
    return " ".join(f"{q.triple} ." for q in quads)
