"""What resolving needs to know of the names data: a small view, so that it can be a table in a test."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from kg.ontology.names import Names


@dataclass(frozen=True, slots=True)
class Known:
    """One entity of the names data. `forms` are its labels and aliases, `within` the slugs of the places around it."""

    slug: str
    type: str
    label: str
    forms: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = None
    within: tuple[str, ...] = ()


class KnownNames(Protocol):
    """The names data as resolving asks it."""

    def known(self, slug: str) -> Known | None:
        """Return the entity of a slug, or None."""
        ...


@dataclass(frozen=True, slots=True)
class NameTable:
    """Names data held in a dictionary by slug."""

    rows: dict[str, Known]

    def known(self, slug: str) -> Known | None:
        """Return the entity of a slug, or None."""
        return self.rows.get(slug)


NO_NAMES = NameTable({})


class LoadedNames:
    """The names data as loaded from its files, seen as resolving needs it."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.known = lru_cache(maxsize=None)(self._known)

    def _known(self, slug: str) -> Known | None:
        thing = self._names.get(slug)
        if thing is None:
            return None
        country = self._names.country_of(slug) or self._served(slug)
        return Known(slug, thing.type, thing.label, thing.names, country, thing.wikidata, self._around(slug, country))

    def _served(self, slug: str) -> str | None:
        """The one country a person held all offices of; None when there are several, for then the day decides."""
        thing = self._names.get(slug)
        served = {self._names.country_of(term.of) or term.of for term in thing.offices} if thing else set()
        return next(iter(served)) if len(served) == 1 else None

    def _around(self, slug: str, country: str | None) -> tuple[str, ...]:
        around = self._names.within(slug)
        thing = self._names.get(slug)
        places = ("City", "Region", "District", "Facility", "Place")
        if thing is None or thing.type not in places or country is None or country in (slug, *around):
            return around
        return (*around, country)


class LateNames:
    """The names data, loaded when first asked for: a run that finds nothing to do never does."""

    def __init__(self, load: Callable[[], Names]) -> None:
        self._load = load
        self._names: LoadedNames | None = None

    def known(self, slug: str) -> Known | None:
        """Return the entity of a slug, or None."""
        if self._names is None:
            self._names = LoadedNames(self._load())
        return self._names.known(slug)


def view_names(names: Names | KnownNames) -> KnownNames:
    """Return names data in the form resolving asks it, whichever way it is given."""
    return LoadedNames(names) if isinstance(names, Names) else names
