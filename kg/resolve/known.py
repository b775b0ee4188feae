"""What resolving needs to know of the names data: a small view, so that it can be a table in a test."""

from dataclasses import dataclass
from typing import Protocol


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
