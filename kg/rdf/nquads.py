"""N-Quads tokens and lines in canonical form; knows the syntax and nothing of what the quads say.

Tokens are written by hand because every object-based writer measured was ten times slower; parsing is Oxigraph's.
"""

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kg.errors import StoreError

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
WIKIDATA = "http://www.wikidata.org/entity/"

_ESCAPES = {chr(c): f"\\u{c:04X}" for c in (*range(32), 127)} | {
    "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\",
}  # fmt: skip
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')

Quad = tuple[str, str, str, str]


def format_iri(iri: str) -> str:
    """Return an IRI as a token; characters that may not stand in one come out percent-encoded."""
    return "<" + _NOT_IN_IRI.sub(lambda m: "".join(f"%{b:02X}" for b in m.group().encode()), iri) + ">"


def format_text(text: str) -> str:
    """Return a plain string literal as a token, escaped as RDF 1.2 Canonical N-Quads asks."""
    return f'"{_escape(text)}"'


def format_typed(value: object, datatype: str) -> str:
    """Return a typed literal as a token; `datatype` is a local name of XML Schema (date, integer, decimal ...)."""
    return f'"{_escape(str(value))}"^^<{XSD}{datatype}>'


def _escape(text: str) -> str:
    """Return a text with what may not stand in a literal escaped; str.translate takes three times as long."""
    return _ESCAPED.sub(lambda m: _ESCAPES[m.group()], text)


def format_quads(quads: Iterable[Quad]) -> bytes:
    """Return quads of tokens as N-Quads: sorted, each once, UTF-8, ending in a newline unless empty."""
    lines = {f"{s} {p} {o} {g} .\n" for s, p, o, g in quads}
    return "".join(sorted(lines)).encode("utf-8")


def parse_quads(data: bytes, place: str = "N-Quads") -> Iterator[tuple[str, str, str | Literal, str]]:
    """Yield (subject, predicate, object, graph): IRIs as bare strings, literals as Oxigraph's.

    Errors: StoreError for what is no N-Quads, or holds a blank node or quoted triple.
    """
    try:
        for quad in parse(data, RdfFormat.N_QUADS):
            subject, value, graph = quad.subject, quad.object, quad.graph_name
            if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
                raise StoreError(f"{place}: blank node in {quad}; only IRIs and literals are accepted")
            if isinstance(graph, BlankNode):
                raise StoreError(f"{place}: blank graph name in {quad}; only IRIs are accepted")
            name = graph.value if isinstance(graph, NamedNode) else ""
            yield subject.value, quad.predicate.value, value.value if isinstance(value, NamedNode) else value, name
    except SyntaxError as error:
        raise StoreError(f"{place}: not N-Quads: {error}") from error
