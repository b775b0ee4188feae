"""What the writers of all graphs share: the quads of one graph, their fixed tokens, and how a sentence is chosen."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from kg.rdf.nquads import NIF, OWL, RDF, RDFS, SKOS, Quad, format_iri
from kg.rdf.vocabulary import Vocabulary
from kg.records import Span

TYPE, LABEL = format_iri(RDF + "type"), format_iri(RDFS + "label")
ALT, SAME = format_iri(SKOS + "altLabel"), format_iri(OWL + "sameAs")
SUBJECT, PREDICATE, OBJECT = (format_iri(RDF + n) for n in ("subject", "predicate", "object"))
BEGIN, END, ANCHOR, CONTEXT = (format_iri(NIF + n) for n in ("beginIndex", "endIndex", "anchorOf", "referenceContext"))


class GraphWriter:
    """Collects the quads of one graph; subjects and objects are tokens already."""

    def __init__(self, name: str, vocabulary: Vocabulary) -> None:
        self.name, self.vocabulary = format_iri(name), vocabulary
        self.quads: list[Quad] = []

    def add(self, subject: str, predicate: str, value: str) -> None:
        """Write one quad; a predicate that is no IRI token is a term of ours and must be declared."""
        token = predicate if predicate[0] == "<" else self.vocabulary[predicate]
        self.quads.append((subject, token, value, self.name))

    def classes(self, subject: str, name: str) -> None:
        """Write a node's class and every class above it."""
        for above in self.vocabulary.classes(name):
            self.add(subject, TYPE, self.vocabulary[above])


def evidence_sentence(text: str, evidence: Sequence[Span], at: Span | None) -> str:
    """Return the words of the evidence that holds a span, of the first evidence when none does."""
    span = next((s for s in evidence if at and s.start <= at.start < s.end), evidence[0])
    return text[span.start : span.end]


def parse_number(value: str) -> Decimal | None:
    """Return the decimal a quantity states; None when it is not one, so that no false figure is written."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
