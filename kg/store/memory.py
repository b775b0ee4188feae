"""The fallback engine: rdflib in memory, for small data and to check the other engine's answers."""

from decimal import Decimal
from typing import Any

from rdflib import Dataset, Literal, URIRef
from rdflib.plugins import sparql as rdflib_sparql

from kg.errors import QueryError, StoreError
from kg.rdf.nquads import XSD, parse_quads
from kg.store.guard import bind, check_query
from kg.store.interface import Answer, Bindings, Term, make_answer
from kg.store.worker import Worker

# Oxigraph stores numbers in canonical form, derived types as integer; answers of both engines are to be the same.
_INTEGERS = frozenset(XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long"))
rdflib_sparql.SPARQL_LOAD_GRAPHS = False  # otherwise FROM downloads


class MemoryStore:
    """A Store kept by rdflib. Its update language loses data (rdflib 7.6), so none is offered."""

    def __init__(self) -> None:
        """Make an empty store."""
        self._dataset = Dataset(default_union=True)
        self._worker: Worker | None = None

    def load(self, data: bytes) -> None:
        """Add N-Quads."""
        self._forget_worker()
        for subject, predicate, value, graph in parse_quads(data):
            self._add(subject, predicate, value, graph)

    def replace_graph(self, name: str, data: bytes) -> None:
        """Replace one graph; the new quads are read before the old ones go."""
        quads = list(parse_quads(data, f"<{name}>"))
        for *_, graph in quads:
            if graph != name:
                raise StoreError(f"<{name}>: the data hold a quad of <{graph}>; a graph is replaced by its own quads")
        self.remove_graph(name)
        for subject, predicate, value, graph in quads:
            self._add(subject, predicate, value, graph)

    def remove_graph(self, name: str) -> None:
        """Empty one graph."""
        self._forget_worker()
        self._dataset.remove_graph(self._dataset.graph(URIRef(name)))

    def graphs(self) -> tuple[str, ...]:
        """Return the names of all graphs that hold quads, sorted."""
        return tuple(sorted(str(g.identifier) for g in self._dataset.graphs() if len(g)))

    def size(self) -> int:
        """Return the number of quads."""
        return sum(len(g) for g in self._dataset.graphs())

    def query(
        self,
        sparql: str,
        bindings: Bindings | None = None,
        limit: int | None = None,
        timeout_s: float | None = None,
    ) -> Answer:
        """Answer a query; with a time limit in a process of its own."""
        sparql = bind(sparql, bindings)
        check_query(sparql)
        if timeout_s is not None:
            if self._worker is None:
                self._worker = Worker("memory", None, self._dataset.serialize(format="nquads", encoding="utf-8"))
            return self._worker.ask(sparql, limit, timeout_s)
        return _run(self._dataset, sparql, limit)

    def close(self) -> None:
        """Stop the worker and forget the data."""
        self._forget_worker()
        self._dataset = Dataset(default_union=True)

    def _add(self, subject: str, predicate: str, value: Any, graph: str) -> None:
        term = URIRef(value) if isinstance(value, str) else _literal(value)
        self._dataset.graph(URIRef(graph)).add((URIRef(subject), URIRef(predicate), term))

    def _forget_worker(self) -> None:
        if self._worker is not None:
            self._worker.stop()
            self._worker = None


def _literal(value: Any) -> Literal:
    if value.language:
        return Literal(value.value, lang=value.language)
    kind = value.datatype.value
    return Literal(value.value) if kind.endswith("#string") else Literal(value.value, datatype=URIRef(kind))


def _run(dataset: Dataset, sparql: str, limit: int | None) -> Answer:
    try:
        found = dataset.query(sparql)
        if found.type == "ASK":
            return Answer(("answer",), ((Term("literal", str(bool(found.askAnswer)).lower()),),))
        if found.type in ("CONSTRUCT", "DESCRIBE"):
            columns: tuple[str, ...] = ("subject", "predicate", "object")
        else:
            columns = tuple(str(v) for v in found.vars or ())
        rows = []
        for row in found:
            rows.append(tuple(_term(value) for value in row))  # type: ignore[union-attr]
            if limit is not None and len(rows) > limit:
                break
        return make_answer(columns, rows, limit)
    except (
        Exception
    ) as error:  # rdflib raises bare Exception (an unknown prefix) and its parser's own, with no common base
        raise QueryError(f"the query cannot be answered: {' '.join(str(error).split())}") from error


def _term(value: object) -> Term | None:
    if value is None:
        return None
    if isinstance(value, URIRef):
        return Term("iri", str(value))
    if isinstance(value, Literal):
        kind = str(value.datatype or "")
        if kind in _INTEGERS:
            return Term("literal", str(int(value)), XSD + "integer")
        if kind == XSD + "decimal" and isinstance(value.value, Decimal):
            plain = format(value.value, "f")
            return Term("literal", plain.rstrip("0").rstrip(".") if "." in plain else plain, kind)
        return Term("literal", str(value), kind, value.language or "")
    return Term("blank", str(value))
