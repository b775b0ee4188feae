"""Entities over articles: which local entities of one block are the same person, place or body.

Works on one block at a time, so its result depends on the block's members only, never on their order.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kg.identifiers import slug
from kg.resolve.folding import fold_name, is_generic, is_same_person_name, split_person
from kg.resolve.known import Known
from kg.resolve.local import LocalEntity
from kg.resolve.world import Merge

# Two reports of one bare name this many years apart are taken for two people.
GENERATION_YEARS = 45
# The same for unnamed groups and forces: "American troops" of one year are not those of another.
FLEETING_YEARS = 1
# Names of other people and places an article must share with the bearer's articles before a lone surname joins him.
SHARED_NAMES = 2


class Sighting(NamedTuple):
    """What an entity of the world takes from one report of it, and why that report is taken for it."""

    article: str
    local: str
    rule: str
    score: float
    reported: date | None
    type: str
    kind: str
    label: str
    names: tuple[str, ...]
    country: str | None
    bare: bool

    @property
    def order(self) -> tuple[date, str, str]:
        """Return the key by which reports are taken: day of report (unknown last), digest, id."""
        return (self.reported or date.max, self.article, self.local)

    @property
    def merge(self) -> Merge:
        """Return why the report is taken for the entity."""
        return Merge(self.article, self.local, self.rule, self.score)


def sight(local: LocalEntity, rule: str, score: float) -> Sighting:
    """Return a local entity as one report of an entity."""
    return Sighting(
        local.article, local.id, rule, score, local.reported, local.type, local.kind, local.label, local.names,
        local.country, local.bare,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one real entity that the names data do not hold, the `first` before all others. `joins` is the known
    slug they turned out to be, else `base` is the slug it asks for.
    """

    joins: str | None
    base: str
    first: LocalEntity
    members: tuple[Sighting, ...]
    ambiguous: tuple[str, ...] = ()  # labels of the entities it might also be


class Bearer:
    """A known entity with all its reports, kept up to date one report at a time."""

    def __init__(self, known: Known, kind: str) -> None:
        self.known, self.kind = known, kind
        self.own_forms = {fold_name(f) for f in (known.label, *known.forms)}
        self.persons = tuple(dict.fromkeys(f for f in (known.label, *known.forms) if f))
        self.forms: Counter[str] = Counter()
        self.context: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.reports = 0

    def add(self, local: LocalEntity, sign: int = 1) -> None:
        """Count one report in, or out with sign -1."""
        self.reports += sign
        counted = [(self.forms, frozenset(fold_name(n) for n in local.names))]
        if self.kind == "person":  # only lone surnames ask for company and office
            counted += [(self.context, local.context - {local.form}), (self.words, local.description)]
        for counter, items in counted:
            for item in items:
                counter[item] += sign
                if not counter[item]:
                    del counter[item]


@dataclass(slots=True)
class _Growing:
    bearer: Bearer | None
    kind: str
    country: str | None
    forms: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    members: list[tuple[LocalEntity, str, float]] = field(default_factory=list)
    context: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    ambiguous: tuple[str, ...] = ()

    def add(self, local: LocalEntity, rule: str, score: float) -> None:
        self.members.append((local, rule, score))
        self.context |= local.context - {local.form}
        self.words |= local.description
        if local.reported is not None:
            self.years.add(local.reported.year)
        for name in local.names:
            self.forms.add(fold_name(name))
        self.forms.add(local.form)
        if local.kind == "person":
            self.persons.add(local.label)
        if self.country is None and self.bearer is None:
            self.country = local.country

    def has_form(self, form: str) -> bool:
        return form in self.forms or (
            self.bearer is not None and (form in self.bearer.own_forms or form in self.bearer.forms)
        )

    def company(self, names: frozenset[str]) -> int:
        """How many of some names occur in the articles that report it."""
        return sum(n in self.context or (self.bearer is not None and n in self.bearer.context) for n in names)


def resolve_block(members: Iterable[LocalEntity], bearers: Iterable[Bearer]) -> tuple[Cluster, ...]:
    """Return the real entities behind the unknown names of one block, by their earliest member.

    A full name joins a spelling of itself unless kind or country speak against it; what fits two equally joins
    neither; a lone surname joins only a single bearer with country, office or company in common. `bearers` are the
    known entities of the block.
    """
    ordered = sorted(members, key=lambda e: e.order)
    growing = [
        _Growing(b, b.kind, b.known.country, persons=set(b.persons))
        for b in sorted(bearers, key=lambda b: b.known.slug)
    ]
    growing += _join_full([e for e in ordered if not e.bare], growing)
    growing += _join_bare([e for e in ordered if e.bare], growing)
    return tuple(sorted((_freeze(g) for g in growing if g.members), key=lambda c: c.first.order))


def _join_full(locals_: list[LocalEntity], growing: list[_Growing]) -> list[_Growing]:
    """Let full names join what is there, the most telling names first; return the newly opened ones."""
    groups: dict[tuple[str, str, str], list[LocalEntity]] = {}
    for local in locals_:
        groups.setdefault((local.form, local.country or "", local.kind), []).append(local)
    opened: list[_Growing] = []
    order = sorted(groups, key=lambda k: (-len(k[0].split()), -len(k[0]), k[0], not k[1], k[1], k[2]))
    for key in order:
        for group in _generations(groups[key]):
            fits = [g for g in (*growing, *opened) if _fits(group[0], g)]
            exact = [g for g in fits if g.has_form(key[0])]
            chosen = fits if len(fits) == 1 else exact if len(exact) == 1 else []
            if chosen:
                rule, score = _rule(group[0], chosen[0])
                for local in group:
                    chosen[0].add(local, rule, score)
                continue
            rule, score = ("own", 1.0) if len(group) == 1 else _own_rule(group[0])
            if len(group) > 1 and score < 0.5:
                for local in group:
                    opened.append(_open(local, "own", 1.0, fits))
                continue
            one = _open(group[0], "own" if len(group) == 1 else rule, score, fits)
            for local in group[1:]:
                one.add(local, rule, score)
            opened.append(one)
    return opened


def _open(local: LocalEntity, rule: str, score: float, fits: list[_Growing]) -> _Growing:
    one = _Growing(None, local.kind, local.country)
    one.add(local, rule, score)
    one.ambiguous = tuple(sorted(_label(g) for g in fits))
    return one


def _generations(group: list[LocalEntity]) -> list[list[LocalEntity]]:
    """Split one name's reports where too many years lie between two of them; what is fleeting needs a day at all."""
    parts: list[list[LocalEntity]] = []
    last: date | None = None
    for local in group:
        reach = FLEETING_YEARS if local.fleeting else GENERATION_YEARS
        far = last is not None and local.reported is not None and local.reported.year - last.year > reach
        dayless = local.fleeting and local.reported is None
        if not parts or dayless or (far and (local.kind == "person" or local.fleeting)):
            parts.append([])
        parts[-1].append(local)
        last = local.reported or last
    return parts


def _fits(local: LocalEntity, one: _Growing) -> bool:
    """Tell whether a full name could be one more report of an entity."""
    if local.kind != one.kind:
        return False
    if local.country and one.country and local.country != one.country:
        return False
    if local.fleeting:
        return bool(local.form in one.forms and local.country == one.country and _near_years(local, one))
    if local.kind == "person":
        if not _near_years(local, one):
            return False
        mine = local.person
        return mine is not None and any(
            (other := split_person(p)) is not None and is_same_person_name(mine, other) for p in sorted(one.persons)
        )
    if not one.has_form(local.form):
        return False
    if one.bearer is not None and local.country is None and local.kind in ("organization", "document", "site"):
        return not is_generic(local.label)
    return bool(_own_rule(local)[1] >= 0.5 or (local.country and local.country == one.country))


def _near_years(local: LocalEntity, one: _Growing) -> bool:
    if local.fleeting and (local.reported is None or not one.years):
        return False
    if local.reported is None or not one.years or one.bearer is not None:
        return True
    reach = FLEETING_YEARS if local.fleeting else GENERATION_YEARS
    return min(abs(local.reported.year - y) for y in one.years) <= reach


def _rule(local: LocalEntity, one: _Growing) -> tuple[str, float]:
    same_country = local.country is not None and local.country == one.country
    exact = one.has_form(local.form)
    if local.acronym and one.kind == "organization":
        return ("acronym+country", 0.96) if same_country else ("acronym", 0.9)
    if exact:
        return ("name+country", 0.99) if same_country else ("name", 0.96)
    return ("variant+country", 0.95) if same_country else ("variant", 0.9)


def _own_rule(local: LocalEntity) -> tuple[str, float]:
    """Rule and score for merging reports that carry exactly this name and country; below .5 they stay apart."""
    if local.kind in ("weapon", "position"):
        return "label", 0.95
    if local.country:
        return ("label+country", 0.93) if local.kind in ("group", "site") else ("name+country", 0.98)
    if local.kind == "person":
        return "name", 0.95
    if local.kind in ("organization", "document", "site") and is_generic(local.label):
        return "generic", 0.2
    if local.kind == "site":
        return "site", 0.6 if len(local.form.split()) > 1 else 0.4
    if local.acronym:
        return "acronym", 0.85 if len(local.label) > 2 else 0.4
    return "name", 0.95


def _join_bare(locals_: list[LocalEntity], growing: list[_Growing]) -> list[_Growing]:
    """Let lone surnames join their one bearer, if the article gives a second reason; else each stays alone."""
    opened: list[_Growing] = []
    for local in locals_:
        bearers = [
            g
            for g in growing
            if g.kind == "person" and not (local.country and g.country and local.country != g.country)
        ]
        one = bearers[0] if len(bearers) == 1 else None
        joined = _second_reason(local, one) if one is not None else None
        if one is not None and joined is not None:
            one.members.append((local, *joined))
        else:
            opened.append(_open(local, "own", 1.0, bearers))
    return opened


def _second_reason(local: LocalEntity, one: _Growing) -> tuple[str, float] | None:
    if not _near_years(local, one):
        return None
    if local.country and local.country == one.country:
        return "surname+country", 0.92
    words = one.words if one.bearer is None else one.words | set(one.bearer.words)
    if local.description & words:
        return "surname+office", 0.9
    if one.company(local.context - {local.form}) >= SHARED_NAMES:
        return "surname+company", 0.85
    return None


def _label(one: _Growing) -> str:
    return one.bearer.known.label if one.bearer else min(one.members, key=lambda m: m[0].order)[0].label


def _freeze(one: _Growing) -> Cluster:
    members = sorted(one.members, key=lambda m: m[0].order)
    first = members[0][0]
    own = first.bare or first.block is None or (len(members) == 1 and _own_rule(first)[1] < 0.5)
    return Cluster(
        joins=one.bearer.known.slug if one.bearer else None,
        base=first.own_slug if own else slug(first.label),
        first=first,
        members=tuple(sight(m, rule, score) for m, rule, score in members),
        ambiguous=one.ambiguous,
    )
