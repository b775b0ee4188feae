"""The one status of an event, from all claims about it and the days they were reported, and how it came about."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from kg.resolve.world import StatusChange

_REAL = ("Factual", "Continuing")


@dataclass(frozen=True, slots=True)
class StatusClaim:
    """One claim as the status sees it. `voiced` = in the article's own voice; `calls_off`: None, cancelled or
    postponed, for a report that another event called this one off.
    """

    iri: str
    day: date | None
    voiced: bool
    modality: str
    positive: bool
    calls_off: str | None = None


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The lists of status.toml."""

    cancelling: frozenset[str]
    by_parties: frozenset[str]
    called_off: frozenset[str]
    postponing: tuple[str, ...]

    def calls_off(self, type_name: str, trigger: str) -> str | None:
        """Return how an event with this trigger ends the plan in its content: postponed, cancelled, or not at all."""
        if type_name not in self.cancelling:
            return None
        return "postponed" if trigger.casefold().startswith(self.postponing) else "cancelled"


@lru_cache(maxsize=1)
def load_status_words() -> StatusWords:
    """Return the shipped lists."""
    data = tomllib.loads(Path(__file__).with_name("status.toml").read_text(encoding="utf-8"))
    return StatusWords(
        frozenset(data["cancelling"]),
        frozenset(data["by_parties"]),
        frozenset(data["called_off"]),
        tuple(data["postponing"]),
    )


def derive_status(claims: Sequence[StatusClaim]) -> str:
    """Return the status all claims together give; the first rule that fits decides.

    1. affirmed and negated as fact -> Disputed; but a negation in an article's voice of an earlier day than the first
       affirmation was only early. Plans, wishes and suppositions are never set against facts.
    2. affirmed as fact -> Ongoing or Happened in an article's voice, else Claimed.
    3. planned -> Cancelled when a negation as fact, a negated plan or a calling off is as late as the last plan,
       Postponed when put off, else Planned.
    4. demanded -> Demanded, also when reported as not met; called off without a plan told -> Cancelled, Postponed.
    5. negated as fact -> Negated in an article's voice, else Denied. 6. else Hypothetical, also "does not want".
    """
    real = [c for c in claims if c.modality in _REAL and c.calls_off is None]
    yes, no = [c for c in real if c.positive], [c for c in real if not c.positive]
    if yes:
        if _stands_against(no, yes):
            return "Disputed"
        voiced = [c for c in yes if c.voiced]
        if not voiced:
            return "Claimed"
        return "Ongoing" if any(c.modality == "Continuing" for c in voiced) else "Happened"
    plans = [c for c in claims if c.modality == "Scheduled" and c.positive and c.calls_off is None]
    unplans = [c for c in claims if (c.modality == "Scheduled" and not c.positive) or c.calls_off is not None]
    if plans:
        last = _last_day(plans)
        ended = [c for c in (*no, *unplans) if not _is_before(c.day, last)]
        if not ended:
            return "Planned"
        latest = max(ended, key=lambda c: (c.day or date.min, c.calls_off == "postponed", c.iri))
        return "Postponed" if latest.calls_off == "postponed" else "Cancelled"
    if any(c.modality == "Desired" and c.positive for c in claims):
        return "Demanded"
    if any(c.calls_off is not None for c in unplans):
        return "Postponed" if any(c.calls_off == "postponed" for c in unplans) else "Cancelled"
    negated = [*no, *unplans]
    if negated:
        return "Negated" if any(c.voiced for c in negated) else "Denied"
    return "Hypothetical"


def _stands_against(no: Iterable[StatusClaim], yes: Sequence[StatusClaim]) -> bool:
    first = min((c.day for c in yes if c.day is not None), default=None)
    return any(not (c.voiced and _is_before(c.day, first)) for c in no)


def _is_before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other


def _last_day(claims: Iterable[StatusClaim]) -> date | None:
    return max((c.day for c in claims if c.day is not None), default=None)


def derive_history(claims: Sequence[StatusClaim]) -> tuple[StatusChange, ...]:
    """Return the status as it stood after each day of reports, one entry a change, with the claims of that day.

    Reports of unknown day come first, as day None. The last entry's status equals `derive_status(claims)`.
    """
    if len(claims) == 1:
        return (StatusChange(claims[0].day, derive_status(claims), (claims[0].iri,)),)
    days: dict[date | None, list[StatusClaim]] = {}
    for claim in sorted(claims, key=lambda c: (c.day or date.min, c.iri)):
        days.setdefault(claim.day, []).append(claim)
    history: list[StatusChange] = []
    first: dict[tuple[object, ...], StatusClaim] = {}
    last: dict[tuple[object, ...], StatusClaim] = {}
    for day, told in days.items():
        for claim in told:
            # The rules look at the earliest and the latest claim of a kind only: no need to carry all of them along.
            kind = (claim.voiced, claim.modality, claim.positive, claim.calls_off, claim.day is None)
            first.setdefault(kind, claim)
            last[kind] = claim
        status = derive_status([*first.values(), *last.values()])
        if not history or history[-1].status != status:
            history.append(StatusChange(day, status, tuple(c.iri for c in told)))
    return tuple(history)
