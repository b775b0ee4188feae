"""What every store can do, and what a query's answer looks like; knows no engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

Bindings = Mapping[str, str]  # variable -> RDF term as an N-Triples token


@dataclass(frozen=True, slots=True)
class Term:
    """One value of an answer. `kind`: iri, literal or blank; `datatype` is a full IRI, empty for plain strings."""

    kind: str
    value: str
    datatype: str = ""
    language: str = ""


Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a SELECT, in the engine's order. ASK gives one row `answer`; CONSTRUCT columns subject predicate object.

    `cut` tells that there were more rows than the limit.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: bool = False


@runtime_checkable
class Store(Protocol):
    """A dataset of named graphs whose default graph is the union of them all.

    Errors: StoreError when the data cannot be opened or loaded; QueryError for a query that is malformed, refused
    (updates, SERVICE, LOAD, FROM outside the store) or takes longer than `timeout_s`.
    """

    def load(self, data: bytes) -> None:
        """Add N-Quads; existing quads stay."""

    def replace_graph(self, name: str, data: bytes) -> None:
        """Make a named graph hold exactly these N-Quads, all of that graph; no state between is visible."""

    def remove_graph(self, name: str) -> None:
        """Empty a named graph; a graph that does not exist is no error."""

    def graphs(self) -> tuple[str, ...]:
        """Return the names of all graphs that hold quads, sorted."""

    def size(self) -> int:
        """Return the number of quads."""

    def query(
        self,
        sparql: str,
        bindings: Bindings | None = None,
        limit: int | None = None,
        timeout_s: float | None = None,
    ) -> Answer:
        """Answer a query. `bindings` fill its `VALUES ?name { UNDEF }` blocks; `limit` cuts the rows."""

    def close(self) -> None:
        """Let go of files and workers; a closed store must not be used."""


def make_answer(columns: Sequence[str], rows: Sequence[Row], limit: int | None) -> Answer:
    """Return an answer of at most `limit` rows."""
    cut = limit is not None and len(rows) > limit
    return Answer(tuple(columns), tuple(rows[:limit]) if cut else tuple(rows), cut)
