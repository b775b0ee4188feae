"""How types, statuses and days are put into words; owns no layout and derives nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from kg.dates import DaySpan

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Labels:
    """Words for ontology terms by local name, and the quad class (`tones`) of each event type."""

    terms: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tones: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def term(self, name: str) -> str:
        """Return a term's label; without one, its name split into words: `PhoneCall` gives `phone call`."""
        return self.terms.get(name) or _CAMEL.sub(" ", name).replace("_", " ").lower()

    def tone(self, kind: str) -> str:
        """Return `cooperation`, `conflict` or `neutral` for an event type."""
        quad = self.tones.get(kind, "")
        return "cooperation" if quad.endswith("Cooperation") else "conflict" if quad.endswith("Conflict") else "neutral"


def format_day(day: date) -> str:
    """Return a day as `25 April 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_range(start: date, end: date) -> str:
    """Return two days as short as they can be read: `23–24 April 2025`."""
    if start == end:
        return format_day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{format_day(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {format_day(end)}"
    return f"{format_day(start)} – {format_day(end)}"


def format_when(span: DaySpan | None, basis: str | None, lasting: bool = False) -> str:
    """Return when something takes place, for a reader.

    An uncertain range says "some time in", a lasting one gives its days, an open one says "by" or "since"; a bound
    that no words of the article state is marked "inferred"; no span gives "undated".
    """
    if span is None or (span.start is None and span.end is None):
        return "undated"
    if span.start is None:
        words = f"by {format_day(span.end)}" if span.end else ""
    elif span.end is None:
        words = f"from {format_day(span.start)} on"
    elif span.start == span.end:
        words = format_day(span.start)
    elif span.precision == "month" and span.start.day == 1:
        words = f"{MONTHS[span.start.month - 1]} {span.start.year}"
    elif span.precision == "year" and span.start.year == span.end.year:
        words = str(span.start.year)
    elif lasting:
        words = format_range(span.start, span.end)
    else:
        words = f"some time in {format_range(span.start, span.end)}"
    return f"{words} (inferred)" if basis == "inferred" else words
