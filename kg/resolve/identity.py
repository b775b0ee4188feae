"""The table of what makes two reports one happening, by event type, read from identity.toml."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology.types import Ontology

SHAPES = ("encounter", "visit", "strike", "act", "once", "lasting", "speech", "none")


@dataclass(frozen=True, slots=True)
class Identity:
    """How reports of one type are compared; see identity.toml for the fields."""

    shape: str
    family: str
    days: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Identities:
    """The whole table. `alike` holds pairs of types in both orders, `several` words for more than one happening."""

    rows: dict[str, Identity]
    alike: frozenset[tuple[str, str]]
    several: frozenset[str]

    def of(self, type_name: str) -> Identity:
        """Return the row of a type; that of any event for a type the ontology does not have."""
        return self.rows.get(type_name) or self.rows["Event"]

    def is_alike(self, a: str, b: str) -> bool:
        """Tell whether two types can name one happening: equal, parent and child, or listed as alike."""
        return a == b or (a, b) in self.alike


def load_identities(ontology: Ontology) -> Identities:
    """Return the table for all types of an ontology: each takes the row of its nearest ancestor that has one."""
    shipped = load_rows()
    rows = dict(shipped.rows)
    alike = set(shipped.alike)
    for name, found in ontology.types.items():
        rows[name] = next((shipped.rows[t] for t in (name, *found.ancestors) if t in shipped.rows), rows["Event"])
        alike |= {pair for other in found.ancestors for pair in ((name, other), (other, name))}
    return Identities(rows, frozenset(alike), shipped.several)


@lru_cache(maxsize=1)
def load_rows() -> Identities:
    """Return the shipped rows; OntologyError when one names an unknown shape or a type twice."""
    path = Path(__file__).with_name("identity.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    rows: dict[str, Identity] = {}
    for row in data["row"]:
        if row["shape"] not in SHAPES:
            raise OntologyError(f"{path}: unknown shape {row['shape']!r}; accepted: {', '.join(SHAPES)}")
        for name in row["types"]:
            if name in rows:
                raise OntologyError(f"{path}: type {name} has two rows")
            rows[name] = Identity(row["shape"], row["family"], row["days"], row["ahead"])
    alike = {(a, b) for row in data["alike"] for a in row["types"] for b in row["types"] if a != b}
    return Identities(rows, frozenset(alike), frozenset(data["several"]))
