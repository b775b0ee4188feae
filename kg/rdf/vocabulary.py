"""The closed vocabulary: every term we write must be declared in Turtle, or writing stops.

Owns the hierarchy of classes and properties as the graph side needs it; refuses to know triggers, rules of extraction
and names of the world.
"""

import difflib
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import OntologyError
from kg.identifiers import ENTITY, GRAPH_ONTOLOGY, TERM
from kg.ontology import types
from kg.rdf.nquads import RDF, RDFS, Quad, format_iri, format_quads, format_text, format_typed

SEGMENT_TERMS = Path(types.__file__).with_name("segment.ttl")


class Vocabulary:
    """The declared terms and what is above each; `vocabulary["actor"]` is the term's N-Quads token.

    A name nobody declared raises OntologyError at once, naming the nearest that exists.
    """

    def __init__(self, triples: Sequence[tuple[str, str, str]], statements: Sequence[Quad] = ()) -> None:
        self._tokens: dict[str, str] = {}
        self._above: dict[str, list[str]] = {}
        self._super_properties: dict[str, list[str]] = {}
        self._labels: dict[str, str] = {}
        self._comments: dict[str, str] = {}
        self._kinds: dict[str, set[str]] = {}
        self._projecting: set[str] = set()
        self._place_as: dict[str, str] = {}
        for subject, predicate, value in triples:
            name = subject.removeprefix(TERM)
            if predicate == RDF + "type" and name != subject:
                self._tokens[name] = format_iri(subject)
                self._kinds.setdefault(name, set()).add(value.removeprefix(TERM))
            elif predicate == RDFS + "subClassOf" and value.startswith(TERM):
                self._above.setdefault(name, []).append(value.removeprefix(TERM))
            elif predicate == RDFS + "subPropertyOf" and value.startswith(TERM):
                self._super_properties.setdefault(name, []).append(value.removeprefix(TERM))
            elif predicate == RDFS + "label":
                self._labels.setdefault(name, value)
            elif predicate == RDFS + "comment":
                self._comments.setdefault(name, value)
            elif predicate == TERM + "placeAs":
                self._place_as[name] = value.removeprefix(TERM)
            elif predicate == TERM + "projects" and value == "true":
                self._projecting.add(name)
        self._closures: dict[tuple[str, bool], tuple[str, ...]] = {}
        self.statements = tuple(statements)
        self._scored = {s.removeprefix(TERM): v for s, p, v in triples if p == TERM + "score"}

    def __getitem__(self, name: str) -> str:
        token = self._tokens.get(name)
        if token is None:
            near = difflib.get_close_matches(name, sorted(self._tokens), n=2, cutoff=0.6)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            raise OntologyError(f"the ontology declares no term {name!r}{hint}")
        return token

    def __contains__(self, name: object) -> bool:
        return name in self._tokens

    def is_declared(self, iri: str) -> bool:
        """Tell whether an IRI of our namespace is declared; True for an IRI of any other."""
        return not iri.startswith(TERM) or iri.removeprefix(TERM) in self._tokens

    @property
    def names(self) -> tuple[str, ...]:
        """The local names of all declared terms, sorted."""
        return tuple(sorted(self._tokens))

    def classes(self, name: str) -> tuple[str, ...]:
        """Return a class and all our classes above it, itself first, the others sorted."""
        return self._closed(name, self._above)

    def properties(self, name: str) -> tuple[str, ...]:
        """Return a property and all our properties above it, itself first, the others sorted."""
        return self._closed(name, self._super_properties)

    def below(self, name: str) -> tuple[str, ...]:
        """Return the classes whose hierarchy contains a class, itself included, sorted."""
        return tuple(n for n in self.names if name in self.classes(n))

    def parents(self, name: str) -> tuple[str, ...]:
        """Return our classes directly above a class, sorted."""
        return tuple(sorted(self._above.get(name, ())))

    def instances(self, kind: str) -> tuple[str, ...]:
        """Return the controlled values or terms declared with a type, sorted."""
        return tuple(n for n in self.names if kind in self._kinds[n])

    def label(self, name: str) -> str:
        """Return a term's label, the name itself when it has none."""
        return self._labels.get(name, name)

    def comment(self, name: str) -> str:
        """Return a term's comment, empty when it has none."""
        return self._comments.get(name, "")

    def place_as(self, event_type: str) -> str | None:
        """Return what the place of such an event is besides (the destination of a visit), if anything."""
        return next((self._place_as[n] for n in self.classes(event_type) if n in self._place_as), None)

    def score(self, event_type: str) -> str | None:
        """Return the conflict-cooperation score of a type as a decimal in text: its own, else its nearest parent's."""
        level = [event_type]
        while level:
            found = next((self._scored[n] for n in level if n in self._scored), None)
            if found is not None:
                return found
            level = [p for n in level for p in self.parents(n)]
        return None

    def projects(self, status: str) -> bool:
        """Tell whether events of a status yield shortcut edges."""
        return status in self._projecting

    def _closed(self, name: str, above: dict[str, list[str]]) -> tuple[str, ...]:
        found = self._closures.get((name, above is self._above))
        if found is None:
            self[name]  # an unknown name raises here
            seen, todo = {name}, [name]
            while todo:
                for parent in above.get(todo.pop(), ()):
                    if parent not in seen:
                        seen.add(parent)
                        todo.append(parent)
            found = self._closures[name, above is self._above] = (name, *sorted(seen - {name}))
        return found


def load_vocabulary(extra: Sequence[Path] = ()) -> Vocabulary:
    """Return the vocabulary of the shipped ontology, the segment terms and the user's Turtle files.

    Errors: OntologyError when a file cannot be read or is no Turtle; `load_ontology` explains mistakes by line.
    """
    triples: list[tuple[str, str, str]] = []
    statements: list[Quad] = []
    graph = format_iri(GRAPH_ONTOLOGY)
    for path in (types.SHIPPED, SEGMENT_TERMS, *sorted(extra)):
        try:
            parsed = list(parse(path.read_bytes().removeprefix(BOM_UTF8), RdfFormat.TURTLE, base_iri=TERM))
        except (OSError, SyntaxError) as error:
            raise OntologyError(f"{path}: cannot be read as Turtle: {error}") from error
        names = _rule_names(parsed)
        of_entities = {
            t.object for t in parsed if isinstance(t.subject, NamedNode) and t.subject.value.startswith(ENTITY)
        }
        for t in parsed:
            subject, value = _plain(t.subject, names), _plain(t.object, names)
            if subject.startswith(ENTITY) or (isinstance(t.subject, BlankNode) and t.subject in of_entities):
                continue  # a name of the user's, or a term of office: what is known of an entity stands in the world
            triples.append((subject, t.predicate.value, value))
            statements.append((format_iri(subject), format_iri(t.predicate.value), _token(t.object, names), graph))
    return Vocabulary(triples, statements)


def ontology_quads(vocabulary: Vocabulary) -> bytes:
    """Return the ontology as N-Quads in its own graph."""
    return format_quads(ontology_statements(vocabulary))


def ontology_statements(vocabulary: Vocabulary) -> list[Quad]:
    """Return the quads of the ontology's graph, inherited scores written out.

    Shortcut rules, blank nodes in the file, carry an IRI made from what they say.
    """
    graph, score = format_iri(GRAPH_ONTOLOGY), format_iri(TERM + "score")
    scores = ((name, vocabulary.score(name)) for name in vocabulary.below("Event"))
    derived = [(vocabulary[n], score, format_typed(s, "decimal"), graph) for n, s in scores if s is not None]
    return [*vocabulary.statements, *derived]


def _rule_names(triples: Iterable[Triple]) -> dict[str, str]:
    """Return an IRI for every blank node (they are shortcut rules); equal rules share one."""
    said: dict[str, dict[str, str]] = {}
    for t in triples:
        if isinstance(t.subject, BlankNode) and isinstance(t.object, NamedNode):
            said.setdefault(t.subject.value, {})[t.predicate.value.removeprefix(TERM)] = t.object.value
    parts = ("predicate", "from", "to")
    return {n: f"{TERM}rule-" + "-".join(s.get(p, "").removeprefix(TERM) for p in parts) for n, s in said.items()}


def _plain(node: object, names: dict[str, str]) -> str:
    if isinstance(node, BlankNode):
        return names.get(node.value, f"{TERM}rule-{node.value}")
    if isinstance(node, NamedNode | Literal):
        return node.value
    raise OntologyError(f"the ontology holds {node}; only IRIs, literals and shortcut rules are accepted")


def _token(node: object, names: dict[str, str]) -> str:
    if isinstance(node, Literal):
        if node.language:
            return f"{format_text(node.value)}@{node.language}"
        kind = node.datatype.value
        return format_text(node.value) + ("" if kind.endswith("#string") else f"^^{format_iri(kind)}")
    return format_iri(_plain(node, names))
