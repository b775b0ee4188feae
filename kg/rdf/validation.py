"""Whether a built graph may be trusted: shapes, whole-graph invariants, and every span against its file.

Shapes run on the merged graph without inference: in pySHACL while the graph is small, in our own reader of the same
file beyond that. Rules that join nodes are queries in checks/, because as SHACL-SPARQL they were twenty times slower.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ValidationError
from kg.identifiers import TERM, article_iri
from kg.ontology import types
from kg.rdf.nquads import NIF, RDF, XSD, parse_quads
from kg.rdf.shapes import Shapes
from kg.rdf.vocabulary import Vocabulary
from kg.records import Record

CHECKS = Path(__file__).with_name("checks")
SHAPES = Path(types.__file__).with_name("shapes.ttl")
PYSHACL_LIMIT = 20_000  # quads; pySHACL needs about a third of a millisecond for each, our reader a fortieth

_EDGES = f"""
PREFIX d: <{TERM}>
SELECT DISTINCT ?s ?p ?o WHERE {{ ?rule d:predicate ?p . ?s ?p ?o }}
"""
_PROJECTED = f"""
PREFIX d: <{TERM}>
SELECT DISTINCT ?s ?p ?o WHERE {{
  ?type d:shortcut ?rule . ?rule d:predicate ?p ; d:from ?from ; d:to ?to .
  ?event a ?type ; d:status/d:projects true ; ?from ?s ; ?to ?o .
}}
"""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that must not be: the rule broken, the node that breaks it, and what was found there."""

    rule: str
    node: str
    found: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.node} ({self.found})" if self.found else f"{self.rule}: {self.node}"


def validate(
    graphs: Mapping[str, bytes], records: Iterable[Record], vocabulary: Vocabulary, pyshacl_limit: int = PYSHACL_LIMIT
) -> tuple[Violation, ...]:
    """Return everything wrong with a built graph, sorted by rule and node; empty when it is sound.

    `graphs` as `world_to_quads` gives them; the texts of `records` are what spans are compared with. Above
    `pyshacl_limit` quads our own reader runs the shapes.
    """
    data = b"".join(graphs[name] for name in sorted(graphs))
    store = ox.Store()
    try:
        store.bulk_load(data, ox.RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise ValidationError(f"the graph is not N-Quads: {error}") from error
    found = [*check_invariants(store), *check_edges(store), *check_terms(store, vocabulary)]
    found += check_spans(store, {article_iri(r.article.digest): r.article.text for r in records})
    found += check_with_pyshacl(data) if len(store) <= pyshacl_limit else check_shapes(data)
    return tuple(sorted(set(found), key=lambda v: (v.rule, v.node, v.found)))


def check_invariants(store: ox.Store) -> Iterator[Violation]:
    """Yield what the queries in checks/ find; each names a rule in its first line."""
    for path in sorted(CHECKS.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        title = text.splitlines()[0].removeprefix("# title:").strip()
        for row in _rows(store, text):
            yield Violation(title, row[0], row[1])


def check_edges(store: ox.Store) -> Iterator[Violation]:
    """Yield shortcut edges with no event behind them whose status yields edges, in either direction.

    Two plain queries and a set difference: as one query with NOT EXISTS it did not end.
    """
    projected = {(row[0], row[1], row[2]) for row in _rows(store, _PROJECTED)}
    for s, p, o in sorted({(row[0], row[1], row[2]) for row in _rows(store, _EDGES)}):
        if (s, p, o) not in projected and (o, p, s) not in projected:
            yield Violation("every edge has a projecting event", s, f"{p.removeprefix(TERM)} {o}")


def check_terms(store: ox.Store, vocabulary: Vocabulary) -> Iterator[Violation]:
    """Yield terms of our namespace that no ontology file declares."""
    predicates = _rows(store, "SELECT DISTINCT ?p WHERE { ?s ?p ?o }")
    classes = _rows(store, f"SELECT DISTINCT ?c WHERE {{ ?s <{RDF}type> ?c }}")
    for (term,) in sorted({tuple(row) for row in (*predicates, *classes)}):
        if not vocabulary.is_declared(term):
            yield Violation("every term is declared", term, "")


def check_spans(store: ox.Store, texts: Mapping[str, str]) -> Iterator[Violation]:
    """Yield spans whose words are not the slice of their article's text, or whose article is not at hand."""
    query = (
        f"SELECT ?s ?a ?b ?e ?w WHERE {{ ?s <{NIF}referenceContext> ?a ; <{NIF}beginIndex> ?b ; "
        f"<{NIF}endIndex> ?e ; <{NIF}anchorOf> ?w }}"
    )
    for span, article, begin, end, words in _rows(store, query):
        text = texts.get(article)
        if text is None:
            yield Violation("every span lies in a known article", span, article)
        elif not words or text[int(begin) : int(end)] != words:
            yield Violation("every span equals its slice of the file", span, words)


def check_shapes(data: bytes) -> Iterator[Violation]:
    """Yield what our own reader of the shapes finds wrong with N-Quads merged into one graph."""
    for node, message in Shapes(SHAPES).check(data):
        yield Violation("shape", node, message)


def check_with_pyshacl(data: bytes) -> Iterator[Violation]:
    """Yield what pySHACL reports for N-Quads merged into one graph. Warnings are left out."""
    from pyshacl import validate as run_shapes
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import SH

    merged = Graph()
    for subject, predicate, value, _ in parse_quads(data):  # Oxigraph parses ten times faster than rdflib
        if isinstance(value, str):
            term: URIRef | Literal = URIRef(value)
        elif value.language:
            term = Literal(value.value, lang=value.language)
        else:
            kind = value.datatype.value  # rdflib tells "a" from "a"^^xsd:string
            term = Literal(value.value, datatype=None if kind == XSD + "string" else URIRef(kind))
        merged.add((URIRef(subject), URIRef(predicate), term))
    _, report, _ = run_shapes(merged, shacl_graph=Graph().parse(SHAPES), inference="none", advanced=False)
    for result in report.subjects(SH.resultSeverity, SH.Violation):
        node, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        message, value = report.value(result, SH.resultMessage), report.value(result, SH.value)
        where = f" at {str(path).rsplit('#', 1)[-1]}" if path is not None else ""
        found = f"{' '.join(str(message).split())}{where}" + (f": {value}" if value is not None else "")
        yield Violation("shape", str(node), found)


def _rows(store: ox.Store, query: str) -> Iterator[tuple[str, ...]]:
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    for solution in solutions:
        yield tuple(
            "" if v is None else v.value if isinstance(v, ox.NamedNode | ox.Literal) else str(v) for v in solution
        )
