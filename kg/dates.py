"""Spans of days: two optional ends, a precision, and how they print; knows no text and no clock."""

import calendar
from dataclasses import dataclass
from datetime import date

PRECISIONS = (
    "day", "week", "month", "quarter", "season", "half", "year", "decade", "century", "range", "before", "after", "open",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days from `start` to `end`, both inclusive; None = open. `precision` is one of PRECISIONS."""

    start: date | None
    end: date | None
    precision: str

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise ValueError(f"unknown precision {self.precision!r}")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"span ends before it starts: {self.start} > {self.end}")


def day_span(day: date) -> DaySpan:
    """Return the span of one day."""
    return DaySpan(day, day, "day")


def month_span(year: int, month: int) -> DaySpan:
    """Return the span of one calendar month."""
    return DaySpan(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def year_span(year: int) -> DaySpan:
    """Return the span of one calendar year."""
    return DaySpan(date(year, 1, 1), date(year, 12, 31), "year")


def is_compatible(a: DaySpan | None, b: DaySpan | None) -> bool:
    """Tell whether one day could lie in both spans; an unknown span is compatible with any."""
    if a is None or b is None:
        return True
    starts = [s for s in (a.start, b.start) if s is not None]
    ends = [e for e in (a.end, b.end) if e is not None]
    return not starts or not ends or max(starts) <= min(ends)


def sort_day(span: DaySpan | None, reported: date) -> date:
    """Return the one day an event is sorted by: its start, else its end, else the day it was reported."""
    if span is None:
        return reported
    return span.start or span.end or reported


def format_edtf(span: DaySpan | None) -> str:
    """Return the span as Extended Date/Time Format (ISO 8601-2).

    A day, month or year prints as such; a lasting or uncertain range as `a/b`; one open end as `a/..` or `../b`;
    nothing known as `..`.
    """
    if span is None or (span.start is None and span.end is None):
        return ".."
    if span.start is None:
        return f"../{span.end}"
    if span.end is None:
        return f"{span.start}/.."
    if span.start == span.end:
        return span.start.isoformat()
    if span == year_span(span.start.year):
        return f"{span.start.year:04d}"
    if span == month_span(span.start.year, span.start.month):
        return f"{span.start:%Y-%m}"
    return f"{span.start}/{span.end}"
