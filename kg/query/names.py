"""What a person types, as a node of the graph: names in any case, spelling or alphabet, types, relations, statuses.

Looks only at labels, aliases and classes of the store it is given; knows no name by itself.
"""

import difflib
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import QueryError
from kg.identifiers import ENTITY, TERM
from kg.resolve.folding import fold_name, fold_words, plain, split_person
from kg.store.interface import Answer, Store

_ENTITIES = """
PREFIX d: <https://w3id.org/diplomatic-timeline/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?entity ?label ?alias ?country WHERE {
  ?entity a d:Entity ; rdfs:label ?label .
  OPTIONAL { ?entity skos:altLabel ?alias }
  OPTIONAL { ?entity d:country/rdfs:label ?country }
}
"""
_CLASSES = """
PREFIX d: <https://w3id.org/diplomatic-timeline/ontology#>
SELECT ?entity ?class WHERE { ?entity a d:Entity, ?class }
"""
_USES = """
PREFIX d: <https://w3id.org/diplomatic-timeline/ontology#>
SELECT ?entity (COUNT(?event) AS ?uses) WHERE { ?event d:participant ?entity } GROUP BY ?entity
"""
_TERMS = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?term ?label WHERE { %s ?term rdfs:label ?label } ORDER BY ?term
"""
_KINDS = {
    "event-type": "?term rdfs:subClassOf* <https://w3id.org/diplomatic-timeline/ontology#Event> .",
    "relation": "?rule <https://w3id.org/diplomatic-timeline/ontology#predicate> ?term .",
    "status": "?term a <https://w3id.org/diplomatic-timeline/ontology#Status> .",
    "measure": "?term a <https://w3id.org/diplomatic-timeline/ontology#Measure> .",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entity a name may stand for; `uses` counts the events it takes part in."""

    iri: str
    label: str
    names: tuple[str, ...]
    classes: frozenset[str]
    country: str | None
    uses: int

    @property
    def description(self) -> str:
        """Return a line that tells it from others: label, narrowest known class, country, slug."""
        kind = min(self.classes - {"Entity", "Actor"}, key=lambda c: (c in _BROAD, c), default="Entity")
        where = f", {self.country}" if self.country else ""
        return f"{self.label} ({kind}{where}) as {self.iri.removeprefix(ENTITY)}"


_BROAD = ("Place", "Organization")


class NameIndex:
    """All names of a store, folded; built once and asked many times."""

    def __init__(self, store: Store) -> None:
        """Read labels, aliases and classes from a store."""
        self._store = store
        self._candidates = _read_candidates(store)
        self._by_name: dict[str, list[Candidate]] = {}
        self._by_word: dict[str, list[Candidate]] = {}
        for candidate in self._candidates:
            for folded in sorted({fold_name(n) for n in (candidate.label, *candidate.names)}):
                self._by_name.setdefault(folded, []).append(candidate)
            for word in sorted({w for n in (candidate.label, *candidate.names) for w in fold_words(n)}):
                self._by_word.setdefault(word, []).append(candidate)

    def find_entity(self, typed: str, kind: str = "entity", whole: bool = False) -> str:
        """Return the IRI of what a name stands for; `kind` place keeps to places.

        Order: the slug or IRI itself, the label, an alias, the same spelled in another system or alphabet, a surname,
        part of a name (not when it must be a `whole` one). Errors: QueryError listing the candidates when several fit,
        the nearest when none does.
        """
        fits: Callable[[Candidate], bool] = (lambda c: "Place" in c.classes) if kind == "place" else (lambda c: True)
        typed = typed.strip()
        looks = [self._same, self._labelled, self._spelled, self._surnamed, self._partly]
        for look in looks[:-1] if whole else looks:
            found = [c for c in look(typed) if fits(c)]
            if len(found) == 1:
                return found[0].iri
            if found:
                raise QueryError(f"{typed!r} is ambiguous: {'; '.join(c.description for c in found[:8])}")
        raise QueryError(f"no {kind} {typed!r} in the graph{self._nearest(typed, fits)}")

    def find_term(self, typed: str, kind: str) -> str:
        """Return the IRI of an event type, relation, status or measure from its name or label.

        Errors: QueryError naming the nearest ones.
        """
        rows = self._store.query(_TERMS % _KINDS[kind]).rows
        names: dict[str, str] = {}
        for term, label in ((r[0], r[1]) for r in rows):
            if term is not None and label is not None and term.value.startswith(TERM):
                for name in (label.value, term.value.removeprefix(TERM)):
                    names[_squeeze(name)] = term.value
        found = names.get(_squeeze(typed)) or (typed if typed in names.values() else None)
        if found is None:
            near = difflib.get_close_matches(_squeeze(typed), sorted(names), n=3, cutoff=0.5)
            shown = sorted({names[n].removeprefix(TERM) for n in (near or names)})
            raise QueryError(f"no {kind} {typed!r}; {'nearest' if near else 'there are'}: {', '.join(shown[:40])}")
        return found

    def _same(self, typed: str) -> list[Candidate]:
        return [c for c in self._candidates if typed in (c.iri, c.iri.removeprefix(ENTITY))]

    def _labelled(self, typed: str) -> list[Candidate]:
        """The label itself beats an alias that some other entity also bears."""
        wanted = plain(typed)
        return [c for c in self._candidates if plain(c.label) == wanted]

    def _spelled(self, typed: str) -> list[Candidate]:
        found = self._by_name.get(fold_name(latinize(typed)), [])
        labelled = [c for c in found if fold_name(c.label) == fold_name(latinize(typed))]
        return labelled or found

    def _surnamed(self, typed: str) -> list[Candidate]:
        wanted = split_person(latinize(typed))
        if wanted is None:
            return []
        found = []
        for candidate in self._by_word.get(wanted.last, []):
            person = split_person(candidate.label) if "Person" in candidate.classes else None
            if person and person.last == wanted.last and wanted.given in ("", person.given, person.given[:1]):
                found.append(candidate)
        return found

    def _partly(self, typed: str) -> list[Candidate]:
        words = fold_words(latinize(typed))
        sets = [self._by_word.get(w, []) for w in words]
        return [c for c in sets[0] if all(c in s for s in sets)] if sets else []

    def _nearest(self, typed: str, fits: Callable[[Candidate], bool]) -> str:
        near = difflib.get_close_matches(fold_name(latinize(typed)), sorted(self._by_name), n=6, cutoff=0.55)
        shown = dict.fromkeys(c.label for n in near for c in self._by_name[n] if fits(c))
        if not shown:
            often = sorted((c for c in self._candidates if fits(c)), key=lambda c: (-c.uses, c.iri))
            return f"; most frequent: {', '.join(c.label for c in often[:5])}" if often else ""
        return f"; nearest: {', '.join(list(shown)[:5])}"


@lru_cache(maxsize=1)
def _letters() -> dict[int, str]:
    data = tomllib.loads(Path(__file__).with_name("letters.toml").read_text(encoding="utf-8"))
    return {ord(letter): latin for table in data.values() for letter, latin in table.items()}


def latinize(text: str) -> str:
    """Return the text with Cyrillic and Greek letters written in Latin ones, in lower case where any stood."""
    lowered = text.casefold()
    changed = lowered.translate(_letters())
    return text if changed == lowered else changed


def _squeeze(name: str) -> str:
    return "".join(c for c in plain(name) if c.isalnum())


def _read_candidates(store: Store) -> tuple[Candidate, ...]:
    classes: dict[str, set[str]] = {}
    for entity, kind in _pairs(store.query(_CLASSES)):
        classes.setdefault(entity, set()).add(kind.removeprefix(TERM))
    uses = {entity: int(count) for entity, count in _pairs(store.query(_USES))}
    labels: dict[str, str] = {}
    aliases: dict[str, list[str]] = {}
    countries: dict[str, str] = {}
    # sorted here: Oxigraph takes five times as long to order the rows as to find them
    found = (tuple(t.value if t else "" for t in row) for row in store.query(_ENTITIES).rows)
    for iri, label, alias, country in sorted(found):
        labels.setdefault(iri, label)
        if alias and alias not in aliases.setdefault(iri, []):
            aliases[iri].append(alias)
        if country:
            countries.setdefault(iri, country)
    return tuple(
        Candidate(
            iri,
            labels[iri],
            tuple(aliases.get(iri, ())),
            frozenset(classes.get(iri, ())),
            countries.get(iri),
            uses.get(iri, 0),
        )
        for iri in sorted(labels)
    )


def _pairs(answer: Answer) -> Iterable[tuple[str, str]]:
    return ((a.value, b.value) for a, b in answer.rows if a is not None and b is not None)
