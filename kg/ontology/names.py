"""The names data as typed tables: who and what the world knows, under which forms, offices and kinds of words.

Reads `names/*.ttl` (and a user's files); knows nothing of any article.
"""

import calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import OntologyError
from kg.identifiers import ENTITY, TERM
from kg.ontology.cities import find_towns
from kg.ontology.known import NAME_TERMS, Known, Office, OfficeKind, fold, name_key
from kg.ontology.statements import Node, read_nodes

FOLDER = Path(__file__).parent / "names"
TYPES = (
    "Person", "Country", "City", "Region", "District", "Facility", "Place", "InternationalOrganization",
    "GovernmentBody", "ArmedForce", "MediaOrganization", "Organization", "Group", "LegalDocument", "Weapon", "Position",
)  # fmt: skip
WIKIDATA = "http://www.wikidata.org/entity/"
ALLOWED = NAME_TERMS | {"type", "label", "altLabel", "sameAs", "comment"}


@dataclass(frozen=True)
class Names:
    """Lookup tables over all known things; build with `load_names`."""

    known: Mapping[str, Known]
    forms: Mapping[tuple[str, ...], tuple[str, ...]]  # pieces of a name -> slugs, the preferred one first
    longest: Mapping[str, int]  # first piece -> number of pieces of the longest form that starts with it
    adjectives: Mapping[tuple[str, ...], str]  # ("north", "korean") -> North_Korea
    demonyms: Mapping[tuple[str, ...], str]  # ("russians",) -> Russia
    surnames: Mapping[str, tuple[str, ...]]  # last or first piece of a full name, spelled standard -> people
    words: Mapping[str, frozenset[str]]  # kind of word -> folded words and phrases
    offices: Mapping[str, OfficeKind]  # folded label -> office
    spellings: Mapping[str, str]  # folded name part -> the one that stands for all its transliterations

    def get(self, slug: str) -> Known | None:
        """Return what is known under a slug, or None."""
        return self.known.get(slug)

    def find(self, form: str) -> tuple[Known, ...]:
        """Return everything a form may name, the preferred reading first; empty when unknown."""
        return tuple(self.known[s] for s in self.forms.get(name_key(form), ()))

    def has(self, kind: str, word: str) -> bool:
        """Tell whether a word or phrase is in a word list (`title`, `weaponNoun`, ...)."""
        return fold(word) in self.words.get(kind, frozenset())

    def same_spelling(self, one: str, other: str) -> bool:
        """Tell whether two names agree part by part, transliterations counting as equal."""
        return self.spelling_key(one) == self.spelling_key(other)

    def spelling_key(self, name: str) -> tuple[str, ...]:
        """Return the pieces of a name with every transliteration replaced by its standard."""
        return tuple(self.spellings.get(p, p) for p in name_key(name))

    def namesakes(self, name: str) -> tuple[Known, ...]:
        """Return the people whose full names begin or end as a name ends, whatever the transliteration."""
        key = self.spelling_key(name)
        return tuple(self.known[s] for s in self.surnames.get(key[-1], ())) if key else ()

    def country_of(self, slug: str) -> str | None:
        """Return the slug of the country a thing belongs to or lies in, itself for a country; None when open."""
        seen: set[str] = set()
        here: str | None = slug
        while here is not None and here not in seen:
            seen.add(here)
            thing = self.known.get(here)
            if thing is None:
                return None
            if thing.type == "Country":
                return here
            here = thing.country or thing.within
        return None

    def within(self, slug: str) -> tuple[str, ...]:
        """Return the places that contain a place, nearest first; empty for a country or an unknown slug."""
        chain: list[str] = []
        thing = self.known.get(slug)
        while thing is not None and thing.within is not None and thing.within not in chain:
            chain.append(thing.within)
            thing = self.known.get(thing.within)
        return tuple(chain)

    def capital_country(self, slug: str, day: date | None = None) -> str | None:
        """Return the country a city is the capital of (on a day, where states came and went), or None."""
        owners = [k for k in self.known.values() if k.type == "Country" and k.capital == slug]
        living = [k for k in owners if _lives(k, day)]
        best = [k for k in living if k.end is not None] if day is not None else []
        found = best or living
        return found[0].slug if found else None

    def office(self, phrase: str) -> OfficeKind | None:
        """Return the office a phrase such as "foreign minister" names outright, or None."""
        return self.offices.get(fold(phrase))

    def holders(self, phrase: str, of: str, day: date | None) -> tuple[Known, ...]:
        """Return who held an office of a country or body on a day (any day when None), latest term first."""
        wanted = fold(phrase)
        found: list[tuple[date, Known]] = []
        for person in self._by_place().get(of, ()):
            for term in person.offices:
                kind = self.offices.get(fold(term.title))
                fits = fold(term.title) == wanted or (kind is not None and wanted in kind.forms)
                if term.of == of and fits and (day is None or term.covers(day)):
                    found.append((term.start or date.min, person))
        return tuple(dict.fromkeys(p for _, p in sorted(found, key=lambda f: (f[0], f[1].slug), reverse=True)))

    def leaders(self, of: str, day: date | None) -> tuple[Known, ...]:
        """Return who led a country on a day (any day when None): offices marked as leading, latest term first."""
        found = [
            (term.start or date.min, person)
            for person in self._by_place().get(of, ())
            for term in person.offices
            if term.of == of and (day is None or term.covers(day)) and self._leads(term.title)
        ]
        return tuple(dict.fromkeys(p for _, p in sorted(found, key=lambda f: (f[0], f[1].slug), reverse=True)))

    def towns(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return (name, country slug) of towns of the gazetteer library under a name, largest first."""
        codes = {k.iso: k.slug for k in self.known.values() if k.iso}
        return tuple((label, codes[iso]) for label, iso in find_towns(name) if iso in codes)

    def _leads(self, title: str) -> bool:
        kind = self.offices.get(fold(title))
        return kind is not None and kind.leads

    def _by_place(self) -> Mapping[str, tuple[Known, ...]]:
        cached: Mapping[str, tuple[Known, ...]] | None = self.__dict__.get("_places")
        if cached is None:
            places: dict[str, list[Known]] = defaultdict(list)
            for person in self.known.values():
                for of in dict.fromkeys(term.of for term in person.offices):
                    places[of].append(person)
            cached = {of: tuple(people) for of, people in places.items()}
            object.__setattr__(self, "_places", cached)
        return cached


def load_names(extra: Sequence[Path] = ()) -> Names:
    """Return the tables of the shipped names files and of a user's own Turtle files or folders.

    Errors: OntologyError with file and line for broken Turtle, unknown terms or types, links to nothing, bad dates.
    """
    files = sorted(FOLDER.glob("*.ttl")) + [f for p in extra for f in (sorted(p.glob("*.ttl")) if p.is_dir() else [p])]
    nodes: dict[str, Node] = {}
    for path in files:
        read_nodes(path, nodes)
    known: dict[str, Known] = {}
    words: dict[str, set[str]] = defaultdict(set)
    offices: dict[str, OfficeKind] = {}
    spellings: dict[str, str] = {}
    for node in nodes.values():
        kinds = [k.removeprefix(TERM) for k in node.all("type") if k.startswith(TERM)]
        kind = kinds[0] if kinds else ""
        if kind == "WordList":
            words[node.name].update(fold(w) for w in node.all("word"))
        elif kind == "Office":
            label = node.label()
            offices[fold(label)] = OfficeKind(
                label, frozenset(fold(f) for f in (label, *node.all("altLabel"))), "true" in node.all("leads")
            )
        elif kind == "Spelling":
            standard = fold(node.label())
            spellings.update({fold(f): standard for f in (standard, *node.all("altLabel"))})
        elif kind in TYPES and node.iri.startswith(ENTITY):
            known[node.name] = _known(node, kind, nodes)
        elif node.iri.startswith(ENTITY):
            raise OntologyError(
                f"{node.where}: {kind or 'no type'} is no entity class; expected one of {', '.join(TYPES)}"
            )
    _check_links(known, nodes)
    return _tables(known, {k: frozenset(v) for k, v in words.items()}, offices, spellings)


def _known(node: Node, kind: str, nodes: Mapping[str, Node]) -> Known:
    """Return the record of one entity block."""
    for term in node.terms():
        if term not in ALLOWED:
            raise OntologyError(
                f"{node.where}: unknown property {term}; expected one of {', '.join(sorted(NAME_TERMS))}"
            )
    terms = tuple(_office(nodes[o]) for o in node.all("office") if o in nodes)
    label = node.label()
    country = node.link("country")
    return Known(
        slug=node.name,
        type=kind,
        label=label,
        names=tuple(dict.fromkeys((label, *node.all("altLabel")))),
        adjectives=node.all("adjective"),
        demonyms=node.all("demonym"),
        country=node.name if kind == "Country" else country,
        within=node.link("within"),
        part_of=node.link("partOf"),
        capital=node.link("capital"),
        successor=node.link("successor"),
        iso=node.one("iso"),
        wikidata=next((s.removeprefix(WIKIDATA) for s in node.all("sameAs") if s.startswith(WIKIDATA)), None),
        gender=node.one("gender"),
        offices=tuple(sorted(terms, key=lambda t: (t.start or date.min, t.title))),
        start=_day(node, "from", last=False),
        end=_day(node, "until", last=True),
        speaks_for=node.link("speaksFor"),
        preferred=node.all("preferredFor"),
    )


def _office(node: Node) -> Office:
    title, of = node.one("title"), node.link("of")
    if title is None or of is None:
        raise OntologyError(f"{node.where}: an office needs d:title and d:of")
    start, end = _day(node, "from", last=False), _day(node, "until", last=True)
    if start is not None and end is not None and start > end:
        raise OntologyError(f"{node.where}: office {title!r} ends ({end}) before it starts ({start})")
    return Office(title, of, start, end)


def _day(node: Node, term: str, last: bool) -> date | None:
    """Return a day from "2024", "2024-07" or "2024-07-02": the first or last one it can mean."""
    text = node.one(term)
    if not text:
        return None
    try:
        year, month, day = (*(int(p) for p in text.split("-")), 0, 0)[:3]
        month = month or (12 if last else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except ValueError as error:
        raise OntologyError(
            f"{node.where}: {term} {text!r} is no date; expected YYYY, YYYY-MM or YYYY-MM-DD"
        ) from error


def _check_links(known: Mapping[str, Known], nodes: Mapping[str, Node]) -> None:
    for thing in known.values():
        targets = (thing.country, thing.within, thing.part_of, thing.capital, thing.successor, thing.speaks_for)
        for target in (*targets, *(term.of for term in thing.offices)):
            if target is not None and target not in known:
                raise OntologyError(
                    f"{nodes[ENTITY + thing.slug].where}: {thing.slug} points to {target}, which no names file defines"
                )


def _tables(
    known: Mapping[str, Known],
    words: Mapping[str, frozenset[str]],
    offices: Mapping[str, OfficeKind],
    spellings: Mapping[str, str],
) -> Names:
    """Return the frozen lookup tables."""
    forms: dict[tuple[str, ...], list[str]] = defaultdict(list)
    adjectives: dict[tuple[str, ...], str] = {}
    demonyms: dict[tuple[str, ...], str] = {}
    surnames: dict[str, list[str]] = defaultdict(list)
    for thing in known.values():
        preferred = {name_key(p) for p in thing.preferred}
        for key in dict.fromkeys(name_key(n) for n in thing.names):
            forms[key].insert(0, thing.slug) if key in preferred else forms[key].append(thing.slug)
            if thing.type == "Person" and len(key) > 1:
                for piece in dict.fromkeys((key[-1], key[0])):
                    surnames[spellings.get(piece, piece)].append(thing.slug)
        for adjective in thing.adjectives:
            _first(adjectives, name_key(adjective), thing, known)
        for demonym in thing.demonyms:
            _first(demonyms, name_key(demonym), thing, known)
    longest: dict[str, int] = {}
    for key in (*forms, *adjectives, *demonyms):
        if key:
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return Names(
        known=known,
        forms={k: tuple(v) for k, v in forms.items() if k},
        longest=longest,
        adjectives=adjectives,
        demonyms=demonyms,
        surnames={k: tuple(dict.fromkeys(v)) for k, v in surnames.items()},
        words=words,
        offices=offices,
        spellings=spellings,
    )


def _first(table: dict[tuple[str, ...], str], key: tuple[str, ...], thing: Known, known: Mapping[str, Known]) -> None:
    """Enter a word for a country unless a living or preferred one has it already."""
    other = known.get(table.get(key, ""))
    if other is None or (other.end is not None and thing.end is None) or key in {name_key(p) for p in thing.preferred}:
        table[key] = thing.slug


def _lives(thing: Known, day: date | None) -> bool:
    if day is None:
        return thing.end is None
    return (thing.start is None or thing.start <= day) and (thing.end is None or day <= thing.end)
