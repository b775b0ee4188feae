"""One article's entities as seen by resolving: which block they fall in and what they are compared by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.identifiers import slug
from kg.ontology.types import Ontology
from kg.records import Entity, Record
from kg.resolve.folding import (
    PersonName,
    fold_name,
    fold_words,
    initials,
    is_acronym,
    is_generic,
    is_relative,
    split_person,
)
from kg.resolve.known import KnownNames

# The kinds between which entities never merge, with the classes they stand for, most special first.
_KINDS = (
    ("person", ("Person",)),
    ("position", ("Position",)),
    ("document", ("LegalDocument",)),
    ("weapon", ("Weapon",)),
    ("group", ("Group",)),
    ("site", ("Facility", "District")),
    ("country", ("Country",)),
    ("place", ("City", "Region", "Place")),
    ("organization", ("Organization",)),
)
_LETTER = {
    "person": "P", "position": "T", "document": "D", "weapon": "W", "group": "G", "site": "L", "country": "L",
    "place": "L", "organization": "O", "thing": "X",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity of one article, ready to compare. `block` is where it may meet others; None = it stays alone.

    `form` is its best name folded, `person` the same in parts, `bare` marks a lone surname, `context` holds the folded
    names of the other persons and places of the article, shared by all entities of that article. `fleeting` marks an
    unnamed crowd or force, the same only in reports of about one year.
    """

    article: str
    id: str
    type: str
    kind: str
    label: str
    names: tuple[str, ...]
    block: str | None
    form: str
    person: PersonName | None
    bare: bool
    acronym: bool
    known: str | None
    country: str | None
    reported: date | None
    start: int
    context: frozenset[str]
    description: frozenset[str]
    fleeting: bool = False

    @property
    def order(self) -> tuple[date, str, str]:
        """Return the key by which reports are taken: day of report (unknown last), digest, id."""
        return (self.reported or date.max, self.article, self.id)

    @property
    def own_slug(self) -> str:
        """Return the slug of an entity that stays within its article."""
        return f"{slug(self.label)}-{self.article[:6]}-{self.start}"


def kind_of(type_name: str, ontology: Ontology) -> str:
    """Return the kind of an entity class, `thing` for one that fits nowhere."""
    return next((k for k, roots in _KINDS if any(ontology.is_entity(type_name, r) for r in roots)), "thing")


def local_entities(record: Record, ontology: Ontology, names: KnownNames) -> tuple[LocalEntity, ...]:
    """Return a record's entities in their order, each with its block."""
    kinds = {e.id: kind_of(e.type, ontology) for e in record.entities}
    context = frozenset(
        fold_name(e.label) for e in record.entities if kinds[e.id] in ("person", "country", "place") and e.names
    )
    served = _served(record, names)
    return tuple(_local(e, kinds[e.id], record, context, names, served.get(e.id)) for e in record.entities)


def _served(record: Record, names: KnownNames) -> dict[str, str]:
    """Return the country each person is told to serve, by entity id: of the offices held, if they name one only."""
    entities = {e.id: e for e in record.entities}
    told: dict[str, set[str]] = {}
    for fact in record.facts:
        served = entities.get(fact.object)
        if served is not None and fact.predicate in ("holdsPosition", "envoyOf"):
            country = served.known if fact.predicate == "envoyOf" else _owner(served.label, names)
            if country is not None and _is_country(country, names):
                told.setdefault(fact.subject, set()).add(country)
    return {person: next(iter(countries)) for person, countries in told.items() if len(countries) == 1}


def _owner(office: str, names: KnownNames) -> str | None:
    """Return the country an office's label ends with: "Foreign Minister of Kenya"; None when it names none."""
    parts = office.split(" of ")
    ends = (slug(" of ".join(parts[n:]).removeprefix("the ")) for n in range(1, len(parts)))
    return next((end for end in ends if _is_country(end, names)), None)


def _is_country(name: str, names: KnownNames) -> bool:
    known = names.known(name)
    return known is not None and known.type == "Country"


def _local(
    entity: Entity, kind: str, record: Record, context: frozenset[str], names: KnownNames, served: str | None
) -> LocalEntity:
    known = names.known(entity.known) if entity.known else None
    label = known.label if known else _best_name(entity, kind)
    person = split_person(label) if kind == "person" else None
    bare = person is not None and not person.given and not person.suffix
    country = (known.country if known else None) or entity.country
    if known is None and kind == "person" and not bare:
        country = country or served  # keeps namesakes apart; a lone surname needs more to join than a common country
    form = fold_name(label)
    if kind == "group" and not entity.names and known is None:
        form = fold_name(max((*entity.nominals, label), key=lambda n: (len(n.split()), len(n), n)))
    description = frozenset(fold_words(entity.description)) if entity.description else frozenset()
    local = LocalEntity(
        article=record.article.digest,
        id=entity.id,
        type=known.type if known else entity.type,
        kind=kind,
        label=label,
        names=tuple(dict.fromkeys((*entity.names, *((label,) if known else ())))) or (label,),
        block=None,
        form=form,
        person=person,
        bare=bare and not known,
        acronym=is_acronym(label),
        known=entity.known,
        country=country,
        reported=record.article.published,
        start=entity.mentions[0].start if entity.mentions else 0,
        context=context,
        description=description,
        fleeting=known is None and not entity.names and (kind == "group" or entity.type == "ArmedForce"),
    )
    block = _block(local, bool(entity.names))
    return _with_block(local, block)


def _with_block(local: LocalEntity, block: str | None) -> LocalEntity:
    values = {name: getattr(local, name) for name in LocalEntity.__slots__}
    return LocalEntity(**{**values, "block": block})


def _best_name(entity: Entity, kind: str) -> str:
    """The fullest name; for a body the one written out, for a person the one with most words, else the label."""
    named = entity.names
    if not named or kind == "position":
        return entity.label
    if kind == "person":
        return max((*named, entity.label), key=lambda n: (len(n.split()), n == entity.label, len(n), n))
    if kind == "organization":
        return max(named, key=lambda n: (not is_acronym(n), len(n.split()), n == entity.label, n))
    return entity.label if any(fold_name(n) == fold_name(entity.label) for n in named) else named[0]


def _block(local: LocalEntity, named: bool) -> str | None:
    """The key under which the same thing of another article would be found; None when nobody could tell."""
    letter = _LETTER[local.kind]
    if local.kind == "weapon":  # "modern weapons" are whoever's
        return None if is_generic(local.label) else f"{letter}:{local.form}"
    if local.known is not None:
        named = True
    if local.kind == "position":
        return f"{letter}:{local.form}" if local.country or not is_generic(local.label, offices=True) else None
    if local.kind == "group":
        told = len(local.form.split()) > 1  # "Ukrainian officials" are the same everywhere, "officials" are not
        if local.known is None and (is_generic(local.label) or is_relative(local.label)):
            return None  # "the West" of one article is a half of America, "its partners" are anybody's
        return f"{letter}:{local.form}" if named or (local.country and told) else None
    if local.kind == "organization":
        if not named and not local.country:
            return None
        return f"{letter}:{initials(local.label)}"
    if not named:
        return None
    if local.kind == "person":
        return f"{letter}:{local.person.last}" if local.person else None
    if local.kind == "document" and local.known is None and is_generic(local.label) and not local.country:
        return None
    return f"{letter}:{local.form}"


def iter_keys(locals_: tuple[LocalEntity, ...]) -> Iterator[str]:
    """Yield the distinct blocks of some entities, sorted."""
    yield from sorted({e.block for e in locals_ if e.block is not None})
