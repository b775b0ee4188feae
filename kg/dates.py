"""Spans of days: two optional ends, a precision, and how they print; knows no text and no clock."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

PRECISIONS = (
    *("day", "week", "month", "quarter", "season", "half", "year", "decade", "century"),
    *("range", "before", "after", "open"),
)
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological seasons of the northern half


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


def week_span(year: int, week: int) -> DaySpan:
    """Return the span of one ISO week, Monday to Sunday; ValueError when the year has no such week."""
    return DaySpan(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7), "week")


def month_span(year: int, month: int) -> DaySpan:
    """Return the span of one calendar month."""
    return DaySpan(date(year, month, 1), _month_end(year, month), "month")


def quarter_span(year: int, quarter: int) -> DaySpan:
    """Return the span of one calendar quarter, 1 to 4."""
    return DaySpan(date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter), "quarter")


def half_span(year: int, half: int) -> DaySpan:
    """Return the span of one half of a calendar year, 1 or 2."""
    return DaySpan(date(year, 6 * half - 5, 1), _month_end(year, 6 * half), "half")


def season_span(year: int, season: str) -> DaySpan:
    """Return the three months of a season (SP SU FA WI); winter begins in the December of its year."""
    first = date(year, SEASON_STARTS[season], 1)
    last = add_months(first, 2)
    return DaySpan(first, _month_end(last.year, last.month), "season")


def year_span(year: int) -> DaySpan:
    """Return the span of one calendar year."""
    return DaySpan(date(year, 1, 1), date(year, 12, 31), "year")


def decade_span(decade: int) -> DaySpan:
    """Return the ten years that share a prefix: 198 is 1980 to 1989."""
    return DaySpan(date(max(decade * 10, 1), 1, 1), date(decade * 10 + 9, 12, 31), "decade")


def century_span(prefix: int) -> DaySpan:
    """Return the hundred years that share a prefix: 19 is 1900 to 1999."""
    return DaySpan(date(max(prefix * 100, 1), 1, 1), date(prefix * 100 + 99, 12, 31), "century")


def add_months(day: date, months: int) -> date:
    """Return the day that many months away, cut to the length of its month; OverflowError outside years 1 to 9999."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"{day} and {months} months lie outside the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def easter(year: int) -> date:
    """Return Western Easter Sunday. Source: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def portion_span(span: DaySpan, portion: str) -> DaySpan:
    """Return the early (START), middle (MID) or late (END) third of a span; months are cut at the 10th and 20th.

    The very end of a month (LAST: "at the end of May") begins on the 25th; of anything else it is the late third.
    A span with an open end comes back as it is.
    """
    if span.start is None or span.end is None or portion not in ("START", "MID", "END", "LAST"):
        return span
    if portion == "LAST" and span.precision == "month":
        return DaySpan(span.start.replace(day=25), span.end, "range")
    if span.precision == "month":
        cuts = (span.start.replace(day=10), span.start.replace(day=20))
    elif span.precision == "year":
        cuts = (date(span.start.year, 4, 30), date(span.start.year, 8, 31))
    elif span.precision == "decade":
        cuts = (date(span.start.year + 3, 12, 31), date(span.start.year + 6, 12, 31))
    else:
        third = (span.end - span.start).days // 3
        cuts = (span.start + timedelta(third), span.end - timedelta(third))
        cuts = (min(cuts), max(cuts))
    if portion == "START":
        return DaySpan(span.start, cuts[0], "range")
    if portion == "MID":
        middle = min(cuts[0] + timedelta(1), cuts[1])
        return DaySpan(middle, cuts[1], "range")
    return DaySpan(min(cuts[1] + timedelta(1), span.end), span.end, "range")


def join_spans(first: DaySpan, last: DaySpan) -> DaySpan | None:
    """Return the days from the start of one span to the end of another; None when they run backwards."""
    if first.start is not None and last.end is not None and first.start > last.end:
        return None
    return DaySpan(first.start, last.end, "range")


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


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
