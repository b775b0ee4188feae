"""The world over all articles: one node per real entity and per real happening, derived and sorted."""

from dataclasses import dataclass
from datetime import date

from kg.dates import DaySpan
from kg.records import Claim, Quantity

STATUSES = (
    "Happened", "Ongoing", "Planned", "Claimed", "Disputed", "Demanded", "Hypothetical", "Denied", "Negated",
    "Cancelled", "Postponed",
)  # fmt: skip

# The `date` of an event of which no report gives any day: it sorts after all others and is no day to show.
UNKNOWN_DAY = date.max
Day = date  # the type again, under a name that no field below hides


@dataclass(frozen=True, slots=True)
class Merge:
    """Why a local node was taken for this one: the article's digest, the local id, the rule and its score 0..1."""

    article: str
    local: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class WorldEntity:
    """One real entity. `slug` ends its IRI; `names` are all surface forms over articles, sorted."""

    slug: str
    type: str
    label: str
    names: tuple[str, ...]
    country: str | None
    wikidata: str | None
    within: tuple[str, ...]  # slugs of the places that contain it
    merges: tuple[Merge, ...]


@dataclass(frozen=True, slots=True)
class WorldClaim:
    """A claim of one article about a world event; `speaker` and `outer` are world entity slugs."""

    iri: str
    article: str  # digest
    reported: date | None
    claim: Claim  # as the article has it: local ids, spans
    speaker: str | None
    outer: str | None


@dataclass(frozen=True, slots=True)
class WorldQuantity:
    """A figure of one article about a world event."""

    iri: str
    article: str
    quantity: Quantity
    speaker: str | None


@dataclass(frozen=True, slots=True)
class StatusChange:
    """From `day` on (a report date, None = unknown) the event counted as `status`, because of `claims` (IRIs)."""

    day: date | None
    status: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorldEvent:
    """One real happening. `iri` is the local IRI of its earliest report; the others stay as `aliases`."""

    iri: str
    aliases: tuple[str, ...]
    type: str
    label: str
    roles: tuple[tuple[str, tuple[str, ...]], ...]  # role -> sorted entity slugs (event IRIs for content)
    time: DaySpan | None
    time_basis: str | None  # stated | inferred
    time_text: str | None
    date: date  # the day it is sorted by
    status: str
    history: tuple[StatusChange, ...]
    claims: tuple[WorldClaim, ...]
    quantities: tuple[WorldQuantity, ...]
    links: tuple[tuple[str, str], ...]  # (partOf | after | causedBy | condition, event IRI)
    merges: tuple[Merge, ...]
    throughout: bool | None = None  # whether some report says that it fills its span; None when none dates it

    @property
    def is_lasting(self) -> bool:
        """Tell whether it fills its span instead of lying somewhere in it."""
        if self.throughout is not None:
            return self.throughout
        return self.time is not None and self.time.precision == "range" and self.time_basis == "stated"

    @property
    def day(self) -> Day | None:
        """Return the day it is sorted by, None when no day is known."""
        return None if self.date == UNKNOWN_DAY else self.date

    def fillers(self, role: str) -> tuple[str, ...]:
        """Return the slugs (or event IRIs) in one role, sorted."""
        return next((f for r, f in self.roles if r == role), ())


@dataclass(frozen=True, slots=True)
class WorldFact:
    """A direct relation between two entities with the claims that carry it."""

    subject: str
    predicate: str
    object: str
    claims: tuple[WorldClaim, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A shortcut between two entities with every event that projects it."""

    subject: str
    predicate: str
    object: str
    events: tuple[str, ...]  # event IRIs, sorted


@dataclass(frozen=True, slots=True)
class Conflict:
    """Accounts that cannot all hold. `kind`: status, figure, version; `claims` are claim or quantity IRIs."""

    kind: str
    events: tuple[str, ...]
    claims: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class World:
    """Everything derived from all records and decisions; every tuple sorted by IRI, slug or (date, IRI)."""

    entities: tuple[WorldEntity, ...] = ()
    events: tuple[WorldEvent, ...] = ()  # by (date, iri)
    facts: tuple[WorldFact, ...] = ()
    edges: tuple[Edge, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unmatched_decisions: tuple[str, ...] = ()
