"""What the names data says of one thing of the world, and how a name is folded for comparison."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

PIECE = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_](?![\w])\.?|[^\W_]+")  # dotted initials stay one piece: "U.S."
PLAIN = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "ß": "ss"})

# What a block of the names data may say besides its label and other names. The graph says it otherwise, so the ontology
# declares only some of them.
NAME_TERMS = frozenset({
    "adjective", "capital", "country", "demonym", "from", "gender", "iso", "of", "office", "partOf", "preferredFor",
    "speaksFor", "successor", "title", "until", "within",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One run of letters or digits of a text: its place and its folded key (no case, accents or dots)."""

    start: int
    end: int
    key: str


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a text without case, accents and dots, for comparison only."""
    if text.isascii():
        return text.replace(".", "").lower()
    flat = unicodedata.normalize("NFKD", text.translate(PLAIN))
    return "".join(c for c in flat if not unicodedata.combining(c)).replace(".", "").casefold()


def iter_pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text in order; hyphens, apostrophes and spaces only separate."""
    for match in PIECE.finditer(text):
        yield Piece(match.start(), match.end(), fold(match.group()))


def name_key(name: str) -> tuple[str, ...]:
    """Return the folded pieces of a name: "al-Assad" and "Al Assad" are equal."""
    return tuple(fold(m) for m in PIECE.findall(name))


@dataclass(frozen=True, slots=True)
class Office:
    """One term of office. `of` is the slug of the country or body; open bounds are None, both days inclusive."""

    title: str
    of: str
    start: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the office was held on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class OfficeKind:
    """An office as a kind: its label and the folded phrases news uses for it; `leads` a state or not."""

    label: str
    forms: frozenset[str]
    leads: bool


@dataclass(frozen=True, slots=True)
class Known:
    """One thing of the names data. `slug` ends its IRI; `names` are label and alternate forms, label first.

    `country` is the slug of the country it belongs to (itself for a country), `within` the place that holds it.
    """

    slug: str
    type: str
    label: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    country: str | None = None
    within: str | None = None
    part_of: str | None = None
    capital: str | None = None
    successor: str | None = None
    iso: str | None = None
    wikidata: str | None = None
    gender: str | None = None  # m | f
    offices: tuple[Office, ...] = ()
    start: date | None = None
    end: date | None = None
    speaks_for: str | None = None  # whom a city means when it acts, where it is no capital
    preferred: tuple[str, ...] = ()  # forms shared with others that mean this one unless the text tells otherwise
