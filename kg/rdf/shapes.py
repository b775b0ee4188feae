"""The shapes read and run without pySHACL, for graphs it would take hours on; the tests hold the two to one verdict.

Knows the part of SHACL Core that shapes.ttl uses and refuses any other word, so that no constraint is passed over.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kg.errors import ValidationError
from kg.rdf.nquads import RDF, RDFS, XSD, parse_quads

SH = "http://www.w3.org/ns/shacl#"
Value = str | Literal  # an IRI, or a literal
Focus = tuple[str, str]  # node and message
_KNOWN = {
    "targetClass", "targetSubjectsOf", "property", "path", "inversePath", "minCount", "maxCount", "datatype", "class",
    "nodeKind", "in", "pattern", "minInclusive", "maxInclusive", "minLength", "lessThan", "lessThanOrEquals",
    "uniqueLang", "disjoint", "or", "xone", "node", "severity", "message",
}  # fmt: skip


class Shapes:
    """The shapes of a Turtle file. Errors: ValidationError for a file or a SHACL word that cannot be used."""

    def __init__(self, path: Path) -> None:
        """Read a file of shapes."""
        self._nodes: dict[str, dict[str, list[Value]]] = {}
        try:
            for t in parse(path.read_bytes(), RdfFormat.TURTLE):
                name = t.predicate.value
                if name.startswith(SH) and name.removeprefix(SH) not in _KNOWN:
                    raise ValidationError(f"{path}: sh:{name.removeprefix(SH)} is not understood")
                self._nodes.setdefault(_id(t.subject), {}).setdefault(name, []).append(_value(t.object))
        except (OSError, SyntaxError) as error:
            raise ValidationError(f"{path}: cannot be read as Turtle: {error}") from error

    def check(self, data: bytes) -> Iterator[Focus]:
        """Yield (focus node, what is wrong) for N-Quads taken as one graph; warnings are left out."""
        graph = _Graph(data, self._predicates())
        for shape in sorted(self._nodes):
            targets: set[str] = set()
            for kind in self._all(shape, "targetClass"):
                targets |= graph.instances(str(kind))
            for predicate in self._all(shape, "targetSubjectsOf"):
                targets |= set(graph.values.get(str(predicate), {}))
            for node in sorted(targets):
                for message in self._broken(shape, node, graph):
                    yield node, message

    def _predicates(self) -> set[str]:
        """Only what the shapes look at is kept of the data."""
        words = [
            SH + w for w in ("path", "inversePath", "lessThan", "lessThanOrEquals", "disjoint", "targetSubjectsOf")
        ]
        looked = {str(v) for node in self._nodes.values() for word in words for v in node.get(word, ())}
        return looked | {RDF + "type", RDFS + "subClassOf"}

    def _all(self, shape: str, word: str) -> list[Value]:
        return self._nodes[shape].get(SH + word, [])

    def _one(self, shape: str, word: str) -> str | None:
        values = self._all(shape, word)
        return None if not values else values[0] if isinstance(values[0], str) else values[0].value

    def _list(self, head: Value) -> list[Value]:
        items: list[Value] = []
        while head != RDF + "nil":
            node = self._nodes[str(head)]
            items.append(node[RDF + "first"][0])
            head = node[RDF + "rest"][0]
        return items

    def _conforms(self, shape: Value, node: str, graph: "_Graph") -> bool:
        return next(self._broken(str(shape), node, graph), None) is None

    def _broken(self, shape: str, node: str, graph: "_Graph") -> Iterator[str]:
        if self._one(shape, "severity") in (SH + "Warning", SH + "Info"):
            return
        path = self._all(shape, "path")
        if not path:
            values: list[Value] = [node]
        elif isinstance(path[0], str) and path[0].startswith("_:"):
            inverse = self._one(path[0], "inversePath")
            values = list(graph.subjects(str(inverse), node))
        else:
            values = graph.objects(str(path[0]), node)
        name = f" at {_short(self._one(shape, 'path') or '')}" if path else ""
        said = self._one(shape, "message")
        for problem in self._wrong(shape, node, values, graph):
            yield (said or problem) + name
        for inner in self._all(shape, "property"):
            for value in values:
                if isinstance(value, str):
                    yield from self._broken(str(inner), value, graph)

    def _wrong(self, shape: str, node: str, values: list[Value], graph: "_Graph") -> Iterator[str]:
        """The constraints of one shape over the values of its path, or over the node itself."""
        least, most = self._one(shape, "minCount"), self._one(shape, "maxCount")
        if least is not None and len(values) < int(least):
            yield f"less than {least} values"
        if most is not None and len(values) > int(most):
            yield f"more than {most} values"
        if self._one(shape, "uniqueLang") == "true":
            languages = [v.language for v in values if isinstance(v, Literal) and v.language]
            if len(languages) != len(set(languages)):
                yield "two values in one language"
        for word, ok in (("lessThan", _less), ("lessThanOrEquals", lambda a, b: not _less(b, a))):
            for other in self._all(shape, word):
                if any(not ok(a, b) for a in values for b in graph.objects(str(other), node)):
                    yield f"not {word} {_short(str(other))}"
        for other in self._all(shape, "disjoint"):
            if set(map(_key, values)) & set(map(_key, graph.objects(str(other), node))):
                yield f"shares a value with {_short(str(other))}"
        for value in values:
            yield from self._wrong_value(shape, value, graph)

    def _wrong_value(self, shape: str, value: Value, graph: "_Graph") -> Iterator[str]:
        text = value if isinstance(value, str) else value.value
        for kind in self._all(shape, "class"):
            if not isinstance(value, str) or value not in graph.instances(str(kind)):
                yield f"{text} is no {_short(str(kind))}"
        datatype = self._one(shape, "datatype")
        if datatype and (isinstance(value, str) or value.datatype.value != datatype or not _is_valid(value)):
            yield f"{text} is no {_short(datatype)}"
        kind_of_node = self._one(shape, "nodeKind")
        if kind_of_node and isinstance(value, str) != (kind_of_node == SH + "IRI"):
            yield f"{text} is no {_short(kind_of_node)}"
        for head in self._all(shape, "in"):
            if _key(value) not in set(map(_key, self._list(head))):
                yield f"{text} is not among the values allowed"
        pattern = self._one(shape, "pattern")
        if pattern and not re.search(pattern, text):
            yield f"{text} does not match {pattern}"
        low, high, length = (self._one(shape, w) for w in ("minInclusive", "maxInclusive", "minLength"))
        number = _number(text)
        if (low is not None or high is not None) and (
            number is None
            or (low is not None and number < Decimal(low))
            or (high is not None and number > Decimal(high))
        ):
            yield f"{text} is out of range"
        if length is not None and len(text) < int(length):
            yield f"{text!r} is too short"
        if isinstance(value, str):
            yield from self._wrong_node(shape, value, graph)

    def _wrong_node(self, shape: str, node: str, graph: "_Graph") -> Iterator[str]:
        for head in self._all(shape, "or"):
            if not any(self._conforms(s, node, graph) for s in self._list(head)):
                yield "fits none of the alternatives"
        for head in self._all(shape, "xone"):
            if sum(self._conforms(s, node, graph) for s in self._list(head)) != 1:
                yield "does not fit exactly one of the alternatives"
        for other in self._all(shape, "node"):
            if not self._conforms(other, node, graph):
                yield f"is no {_short(str(other))}"


class _Graph:
    """The triples the shapes look at, by predicate and subject; the same triple of two graphs counts once."""

    def __init__(self, data: bytes, predicates: set[str]) -> None:
        self.values: dict[str, dict[str, list[Value]]] = {p: {} for p in predicates}
        for subject, predicate, value, _ in parse_quads(data):
            if predicate in predicates:
                known = self.values[predicate].setdefault(subject, [])
                if all(_key(value) != _key(k) for k in known):
                    known.append(value)
        self._types: dict[str, set[str]] = {}
        for subject, kinds in self.values[RDF + "type"].items():
            for kind in kinds:
                self._types.setdefault(str(kind), set()).add(subject)
        self._below = _inverted(self.values[RDFS + "subClassOf"])
        self._instances: dict[str, set[str]] = {}
        self._inverse: dict[str, dict[str, list[str]]] = {}

    def objects(self, predicate: str, node: str) -> list[Value]:
        return self.values.get(predicate, {}).get(node, [])

    def subjects(self, predicate: str, node: str) -> list[str]:
        if predicate not in self._inverse:
            self._inverse[predicate] = _inverted(self.values.get(predicate, {}))
        return self._inverse[predicate].get(node, [])

    def instances(self, kind: str) -> set[str]:
        """The nodes of a class or of one below it."""
        if kind not in self._instances:
            seen, todo = {kind}, [kind]
            while todo:
                for lower in self._below.get(todo.pop(), ()):
                    if lower not in seen:
                        seen.add(lower)
                        todo.append(lower)
            self._instances[kind] = set().union(*(self._types.get(k, set()) for k in seen))
        return self._instances[kind]


def _inverted(table: Mapping[str, Iterable[Value]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for subject, values in table.items():
        for value in values:
            if isinstance(value, str):
                found.setdefault(value, []).append(subject)
    return found


def _id(node: object) -> str:
    return (
        node.value if isinstance(node, NamedNode) else f"_:{node.value}" if isinstance(node, BlankNode) else str(node)
    )


def _value(node: object) -> Value:
    return node if isinstance(node, Literal) else _id(node)


def _key(value: Value) -> tuple[str, str, str]:
    return (value, "", "") if isinstance(value, str) else (value.value, value.datatype.value, value.language or "")


def _short(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _is_valid(value: Literal) -> bool:
    """Tell whether a literal's text is one of its type; types not used in shapes.ttl count as valid."""
    kind = value.datatype.value.removeprefix(XSD)
    if kind == "date":
        try:
            date.fromisoformat(value.value)
        except ValueError:
            return False
    if kind == "boolean":
        return value.value in ("true", "false", "0", "1")
    if kind == "nonNegativeInteger":
        return value.value.isdigit()
    return kind not in ("decimal", "integer") or _number(value.value) is not None


def _less(a: Value, b: Value) -> bool:
    """Compare two numbers, or two texts such as dates in ISO form."""
    x, y = (v if isinstance(v, str) else v.value for v in (a, b))
    m, n = _number(x), _number(y)
    return m < n if m is not None and n is not None else x < y
