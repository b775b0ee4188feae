"""Event types, entity classes, properties and controlled values as typed tables, read from Turtle.

Owns the ontology's vocabulary; refuses to know names of the world and anything about text beyond trigger words.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import OntologyError
from kg.identifiers import TERM
from kg.ontology.known import NAME_TERMS

SHIPPED = Path(__file__).with_name("ontology.ttl")

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_TRIGGERS = ("verbTrigger", "nounTrigger", "phraseTrigger")
_ROLES = ("actor", "recipient", "place", "origin", "topic", "instrument", "content", "destination", "onBehalfOf")


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One binary edge an event yields: `source` and `target` are role names; `label` reads "visits"."""

    predicate: str
    source: str
    target: str
    symmetric: bool
    label: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of event. `ancestors` runs from the parent up, without the root `Event`.

    `verbs`, `nouns`, `phrases` are its own triggers in lower case; `shortcuts` are its own rules, not its parents'.
    `scored_as` is the nearest type of the base list, itself included; `reciprocal` means every party is an actor.
    """

    name: str
    parent: str | None
    ancestors: tuple[str, ...]
    label: str
    comment: str
    plover: str
    mode: str | None
    quad: str
    score: float | None
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    phrases: tuple[str, ...]
    shortcuts: tuple[Shortcut, ...]
    scored: bool
    scored_as: str
    reciprocal: bool
    shipped: bool


@dataclass(frozen=True, slots=True)
class EntityClass:
    """One class of participants; `ancestors` are all classes above it, sorted."""

    name: str
    label: str
    comment: str
    ancestors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """One property; `literal` tells datatype properties from object properties."""

    name: str
    label: str
    domain: str | None
    range: str | None
    literal: bool
    symmetric: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One controlled value. `projects` matters for statuses only: do such events yield shortcut edges?"""

    name: str
    label: str
    projects: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Ontology:
    """The vocabulary as tables by local name, each sorted by name. Two are equal only when they are one object."""

    types: Mapping[str, EventType]
    classes: Mapping[str, EntityClass]
    properties: Mapping[str, Property]
    statuses: Mapping[str, Term]
    modalities: Mapping[str, Term]
    measures: Mapping[str, Term]
    comparators: Mapping[str, Term]
    sources: tuple[Path, ...]

    def is_a(self, name: str, ancestor: str) -> bool:
        """Tell whether a type is another or a descendant of it; False for unknown names."""
        return name == ancestor or (name in self.types and ancestor in self.types[name].ancestors)

    def scored_as(self, name: str) -> str:
        """Return the nearest base type, itself included; KeyError for an unknown type."""
        return self.types[name].scored_as

    def shortcuts(self, name: str) -> tuple[Shortcut, ...]:
        """Return a type's shortcut rules, its own first, then its ancestors'."""
        chain = (name, *self.types[name].ancestors)
        return tuple(s for t in chain for s in self.types[t].shortcuts)

    def is_entity(self, name: str, ancestor: str) -> bool:
        """Tell whether an entity class is another or below it."""
        return name == ancestor or (name in self.classes and ancestor in self.classes[name].ancestors)


def load_ontology(extra: Sequence[Path] = ()) -> Ontology:
    """Return the shipped ontology together with the user's Turtle files.

    Errors: OntologyError naming file, line, what was found and what is accepted, for: Turtle that does not parse;
    an event type without label, comment, known parent or any trigger; a term of ours that does not exist; a shortcut
    with an unknown predicate or role; a type outside our namespace.
    """
    sources = (_Source.read(SHIPPED), *(_Source.read(path) for path in sorted(extra)))
    return _Reader(sources).ontology()


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    text: str
    quads: tuple[Quad, ...]

    @classmethod
    def read(cls, path: Path) -> "_Source":
        try:
            text = path.read_text(encoding="utf-8-sig")  # some editors write a mark; Turtle knows none
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else f"not UTF-8 at byte {error.start}"
            raise OntologyError(f"{path}: cannot be read as Turtle ({reason})") from error
        try:
            quads = tuple(parse(text.encode("utf-8"), RdfFormat.TURTLE, base_iri=TERM))
        except SyntaxError as error:
            line = error.lineno or 1
            raise OntologyError(f"{path}, line {line}: not valid Turtle: {error.msg}") from error
        return cls(path, text, quads)

    def line(self, *words: str) -> int:
        """Return the 1-based line where the last of the words first occurs after the ones before it."""
        at = 0
        for word in words:
            forms = (rf"(?<![\w-])d:{re.escape(word)}(?![\w-])", rf"(?<![\w-]){re.escape(word)}(?![\w-])")
            found = next((m for form in forms if (m := re.compile(form).search(self.text, at))), None)
            at = found.start() if found else at
        return self.text.count("\n", 0, at) + 1


class _Reader:
    def __init__(self, sources: Sequence[_Source]) -> None:
        self.sources = sources
        self.values: dict[tuple[str, str], list[str]] = {}
        self.home: dict[str, _Source] = {}
        for source in sources:
            for quad in source.quads:
                subject, predicate = _name(quad.subject), _name(quad.predicate)
                self.values.setdefault((subject, predicate), []).append(_name(quad.object))
                if not isinstance(quad.subject, BlankNode):
                    self.home.setdefault(subject, source)
        self.children: dict[str, list[str]] = {}
        for (subject, predicate), objects in self.values.items():
            if predicate == _RDFS + "subClassOf":
                for parent in objects:
                    self.children.setdefault(parent, []).append(subject)

    def ontology(self) -> Ontology:
        self._check_terms()
        properties = {p.name: p for p in map(self._property, self._kinds("ObjectProperty", "DatatypeProperty"))}
        names = self._event_names()
        base = {n for n in names if self._flag(n, "scored")}
        types = {n: self._event_type(n, names, base, properties) for n in names}
        classes = {n: self._entity_class(n) for n in self._below("Entity")}
        return Ontology(
            types=types,
            classes=classes,
            properties=properties,
            statuses=self._terms("Status"),
            modalities=self._terms("Modality"),
            measures=self._terms("Measure"),
            comparators=self._terms("Comparator"),
            sources=tuple(s.path for s in self.sources),
        )

    # -- plain look-ups
    def _all(self, subject: str, predicate: str) -> list[str]:
        return self.values.get((subject, predicate), [])

    def _one(self, subject: str, predicate: str) -> str | None:
        return next(iter(self._all(subject, predicate)), None)

    def _flag(self, subject: str, predicate: str) -> bool:
        return self._one(subject, predicate) == "true"

    def _kinds(self, *kinds: str) -> list[str]:
        wanted = {_OWL + k for k in kinds}
        found = (s for (s, p), o in self.values.items() if p == _RDF_TYPE and wanted & set(o))
        return sorted({s for s in found if s in self.home and ":" not in s})

    def _below(self, root: str) -> list[str]:
        seen, todo = {root}, [root]
        while todo:
            for child in self.children.get(todo.pop(), ()):
                if child not in seen:
                    seen.add(child)
                    todo.append(child)
        return sorted(seen)

    # -- errors
    def _fail(self, subject: str, problem: str, *words: str) -> OntologyError:
        source = self.home.get(subject, self.sources[-1])
        return OntologyError(f"{source.path}, line {source.line(subject, *words)}: {problem}")

    def _check_terms(self) -> None:
        """Refuse any term of our namespace that no file declares, and name the nearest that exists."""
        declared = NAME_TERMS | {s for (s, p) in self.values if p == _RDF_TYPE and s in self.home}
        for source in self.sources:
            for quad in source.quads:
                for node in (quad.predicate, quad.object):
                    if not isinstance(node, NamedNode) or not node.value.startswith(TERM):
                        continue
                    if (term := _name(node)) and term not in declared:
                        subject = _name(quad.subject)
                        place = source.line(*((subject,) if subject in self.home else ()), term)
                        what = "property" if node == quad.predicate else "term"
                        raise OntologyError(
                            f"{source.path}, line {place}: unknown {what} d:{term}{_nearest(term, declared)}"
                        )

    # -- tables
    def _terms(self, kind: str) -> dict[str, Term]:
        names = sorted(s for (s, p), o in self.values.items() if p == _RDF_TYPE and kind in o)
        return {n: Term(n, self._one(n, _RDFS + "label") or n, self._flag(n, "projects")) for n in names}

    def _property(self, name: str) -> Property:
        kinds = self._all(name, _RDF_TYPE)
        return Property(
            name=name,
            label=self._one(name, _RDFS + "label") or name,
            domain=self._one(name, _RDFS + "domain"),
            range=self._one(name, _RDFS + "range"),
            literal=_OWL + "DatatypeProperty" in kinds,
            symmetric=_OWL + "SymmetricProperty" in kinds,
        )

    def _entity_class(self, name: str) -> EntityClass:
        above: set[str] = set()
        todo = [name]
        while todo:
            for parent in self._all(todo.pop(), _RDFS + "subClassOf"):
                if parent in self.home and parent not in above:
                    above.add(parent)
                    todo.append(parent)
        label, comment = (self._one(name, _RDFS + k) for k in ("label", "comment"))
        return EntityClass(name, label or name, comment or "", tuple(sorted(above)))

    def _event_names(self) -> list[str]:
        """Return the event types; fails for a block that looks like one but hangs nowhere below d:Event."""
        names = [n for n in self._below("Event") if n != "Event"]
        for subject, predicate in self.values:
            if predicate not in (*_TRIGGERS, "plover", "shortcut") or subject in names or subject not in self.home:
                continue
            parents = self._all(subject, _RDFS + "subClassOf")
            known = {*names, "Event"}
            if not parents:
                raise self._fail(
                    subject, f"event type d:{subject} has no rdfs:subClassOf; give it a parent below d:Event"
                )
            near = _nearest(parents[0], known)
            raise self._fail(subject, f"d:{subject} has the parent d:{parents[0]}, which is no event type{near}")
        for name in names:
            if ":" in name:
                raise self._fail(name, f"event type <{name}> lies outside {TERM}; declare it as d:Name")
        self._check_additions({*names, "Event", *self._below("Entity")})
        return names

    def _check_additions(self, placed: set[str]) -> None:
        """Refuse a user's class that hangs nowhere, and codes that no shipped type uses."""
        accepted = {
            k: {v for (s, p), o in self.values.items() if p == k and self.home[s].path == SHIPPED for v in o}
            for k in ("plover", "quad")
        }
        for (subject, predicate), objects in self.values.items():
            if subject not in self.home or self.home[subject].path == SHIPPED:
                continue
            if predicate == _RDF_TYPE and _OWL + "Class" in objects and ":" not in subject and subject not in placed:
                raise self._fail(
                    subject, f"d:{subject} hangs neither below d:Event nor below d:Entity; give it a parent there"
                )
            for value in sorted(set(objects) - accepted.get(predicate, set(objects))):
                known = ", ".join(sorted(accepted[predicate]))
                raise self._fail(subject, f"d:{predicate} is {value!r}; accepted: {known}", predicate)

    def _event_type(
        self, name: str, names: Iterable[str], base: set[str], properties: Mapping[str, Property]
    ) -> EventType:
        known = set(names)
        ancestors: list[str] = []
        at: str | None = name
        while at is not None:
            above = [p for p in self._all(at, _RDFS + "subClassOf") if p in known]
            at = above[0] if above else None
            if at in (*ancestors, name):
                raise self._fail(name, f"event type d:{name} is its own ancestor through d:{at}", "subClassOf")
            if at is not None:
                ancestors.append(at)
        label, comment = self._one(name, _RDFS + "label"), self._one(name, _RDFS + "comment")
        if not label:
            raise self._fail(name, f'event type d:{name} has no rdfs:label; write rdfs:label "..."@en')
        if not comment:
            raise self._fail(name, f"event type d:{name} has no rdfs:comment saying what it covers")
        words = {k: tuple(sorted({w.lower().strip() for w in self._all(name, k)})) for k in _TRIGGERS}
        if not any(words.values()) and not set(self.children.get(name, ())) & known:
            raise self._fail(
                name, f"event type d:{name} has no trigger; give it d:verbTrigger, d:nounTrigger or d:phraseTrigger"
            )
        chain = (name, *ancestors)
        scored_as = next((t for t in chain if t in base), None)
        if scored_as is None:
            raise self._fail(name, f"event type d:{name} has no base type above it; make it a child of a shipped type")
        score = next((s for t in chain if (s := self._one(t, "score")) is not None), None)
        return EventType(
            name=name,
            parent=ancestors[0] if ancestors else None,
            ancestors=tuple(ancestors),
            label=label,
            comment=comment,
            plover=next((v for t in chain if (v := self._one(t, "plover"))), "NONE"),
            mode=next((v for t in chain if (v := self._one(t, "ploverMode"))), None),
            quad=next((v for t in chain if (v := self._one(t, "quad"))), "Neutral"),
            score=float(score) if score is not None else None,
            verbs=words["verbTrigger"],
            nouns=words["nounTrigger"],
            phrases=words["phraseTrigger"],
            shortcuts=self._shortcuts(name, properties),
            scored=name in base,
            scored_as=scored_as,
            reciprocal=next((v for t in chain if (v := self._one(t, "reciprocal"))), "false") == "true",
            shipped=self.home[name].path == SHIPPED,
        )

    def _shortcuts(self, name: str, properties: Mapping[str, Property]) -> tuple[Shortcut, ...]:
        rules = []
        for node in self._all(name, "shortcut"):
            predicate, source, target = (self._one(node, k) for k in ("predicate", "from", "to"))
            if predicate is None or source is None or target is None:
                raise self._fail(name, f"a shortcut of d:{name} needs d:predicate, d:from and d:to", "shortcut")
            if predicate not in properties:
                near = _nearest(predicate, properties)
                raise self._fail(
                    name, f"the shortcut of d:{name} asserts d:{predicate}, no object property{near}", predicate
                )
            for role in (source, target):
                if role not in _ROLES:
                    raise self._fail(
                        name, f"the shortcut of d:{name} uses d:{role}, no role{_nearest(role, _ROLES)}", role
                    )
            shown = properties[predicate]
            rules.append(Shortcut(predicate, source, target, shown.symmetric, shown.label))
        return tuple(sorted(rules, key=lambda r: (r.predicate, r.source, r.target)))


def _name(node: object) -> str:
    """Return a term's local name, another IRI whole, a literal's text, a blank node's label."""
    if isinstance(node, NamedNode):
        return node.value.removeprefix(TERM)
    if isinstance(node, Literal):
        return node.value
    return str(node)


def _nearest(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, sorted(k for k in known if ":" not in k), n=2, cutoff=0.6)
    return f"; did you mean {' or '.join('d:' + c for c in close)}?" if close else ""
