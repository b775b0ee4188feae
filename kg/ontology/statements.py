"""Turtle files read into plain nodes: subject, its values by local term, and the line where it stands."""

import re
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from kg.errors import OntologyError


@dataclass(frozen=True, slots=True)
class Node:
    """One subject of a file. `values` maps the local name of a predicate to its objects as text, in order."""

    iri: str
    name: str  # the last part of the IRI
    path: Path
    values: Mapping[str, list[str]]

    @property
    def where(self) -> str:
        """`file:line` of the subject's first appearance (the file alone for an inner node)."""
        pattern = re.compile(rf"^[ \t]*\w*:{re.escape(self.name)}\s", re.MULTILINE)
        text = self.path.read_text(encoding="utf-8-sig")
        match = pattern.search(text)
        return f"{self.path}:{text.count(chr(10), 0, match.start()) + 1}" if match else str(self.path)

    def all(self, term: str) -> tuple[str, ...]:
        """Return every value of a term, in the order of the file; empty when absent."""
        return tuple(self.values.get(term, ()))

    def one(self, term: str) -> str | None:
        """Return the single value of a term, or None; OntologyError when there are several."""
        found = self.values.get(term)
        if not found:
            return None
        if len(found) > 1:
            raise OntologyError(f"{self.where}: {self.name} has {len(found)} values of {term}; expected one")
        return found[0]

    def link(self, term: str) -> str | None:
        """Return the local name of the single node a term points to, or None."""
        found = self.one(term)
        return local_name(found) if found is not None else None

    def label(self) -> str:
        """Return the label; OntologyError when there is none."""
        found = self.all("label")
        if not found:
            raise OntologyError(f"{self.where}: {self.name} has no rdfs:label")
        return found[0]

    def terms(self) -> tuple[str, ...]:
        """Return the local names of the predicates used, in order."""
        return tuple(self.values)


@lru_cache(maxsize=256)
def _term(iri: str) -> str:
    return local_name(iri)


def local_name(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def read_nodes(path: Path, nodes: dict[str, Node]) -> None:
    """Read a Turtle file into `nodes`, by IRI; a subject that is there already gets the new values added.

    Errors: OntologyError with file and line for broken Turtle, with the file for one that cannot be read.
    """
    try:
        data = path.read_bytes().removeprefix(BOM_UTF8)  # some editors write the mark; Turtle knows none
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read ({error.strerror})") from error
    prefix = f"_:{path.stem}-"
    try:
        for quad in parse(data, format=RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if isinstance(subject, Triple) or isinstance(value, Triple):
                raise OntologyError(f"{path}: quoted triples are not understood here")
            iri = subject.value if isinstance(subject, NamedNode) else prefix + subject.value
            node = nodes.get(iri)
            if node is None:
                node = nodes[iri] = Node(iri, local_name(iri), path, defaultdict(list))
            text = prefix + value.value if isinstance(value, BlankNode) else value.value
            node.values.setdefault(_term(quad.predicate.value), []).append(text)  # type: ignore[attr-defined]
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise OntologyError(f"{path}{f':{line}' if line else ''}: {error}") from error
