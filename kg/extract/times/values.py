"""TIMEX3 values: from a value to days and back, and moving a value along the calendar."""

import re
from datetime import date, timedelta
from fractions import Fraction

from kg.dates import (
    DaySpan,
    add_months,
    century_span,
    day_span,
    decade_span,
    half_span,
    month_span,
    portion_span,
    quarter_span,
    season_span,
    week_span,
    year_span,
)

_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?:-(?P<wday>WE|[1-7]))?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)
_DAYS = {"D": 1, "W": 7}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}


def value_span(value: str, document: date | None = None, portion: str = "") -> DaySpan | None:
    """Return the days a DATE or TIME value covers; None for durations, sets, placeholders and years before 1.

    PRESENT_REF is the document day, PAST_REF open to it, FUTURE_REF from it; None without a document date. `portion`
    (START MID END) narrows a month, year or longer. Anything that is no value of the calendar gives None.
    """
    if value.endswith("_REF"):
        if document is None:
            return None
        spans = {
            "PRESENT_REF": day_span(document),
            "PAST_REF": DaySpan(None, document, "before"),
            "FUTURE_REF": DaySpan(document, None, "after"),
        }
        return spans.get(value)
    if "/" in value:
        first, _, last = value.partition("/")
        a, b = value_span(first, document), value_span(last, document)
        if a is None or b is None or (a.start and b.end and a.start > b.end):
            return None
        return DaySpan(a.start, b.end, "range")
    head = value.partition("T")[0]
    span = _calendar_span(head)
    return span if span is None else portion_span(span, portion)


def _calendar_span(head: str) -> DaySpan | None:
    try:
        if re.fullmatch(r"\d{3}", head):
            return decade_span(int(head))
        if re.fullmatch(r"\d{2}", head):
            return century_span(int(head))
        head = re.sub(r"-XX(?:-XX)?$", "", head)
        found = _DATE.fullmatch(head)
        if found is None:
            return None
        year = int(found["year"])
        if found["week"]:
            if found["wday"] == "WE":
                saturday = date.fromisocalendar(year, int(found["week"]), 6)
                return DaySpan(saturday, saturday + timedelta(1), "range")
            if found["wday"]:
                return day_span(date.fromisocalendar(year, int(found["week"]), int(found["wday"])))
            return week_span(year, int(found["week"]))
        if found["quarter"]:
            return quarter_span(year, int(found["quarter"]))
        if found["half"]:
            return half_span(year, int(found["half"]))
        if found["season"]:
            return season_span(year, found["season"])
        if found["day"]:
            return day_span(date(year, int(found["month"]), int(found["day"])))
        if found["month"]:
            return month_span(year, int(found["month"]))
        return year_span(year)
    except (ValueError, OverflowError):  # month 13, 30 February, week 60, year 0: no day of the calendar
        return None


def unit_value(day: date, unit: str) -> str:
    """Return the unit of the calendar a day lies in, as a value: ("2014-03-05", "M") -> "2014-03"."""
    year = f"{day.year:04d}"
    if unit == "W":
        iso = day.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}"
    values = {
        "M": f"{year}-{day.month:02d}",
        "Q": f"{year}-Q{(day.month + 2) // 3}",
        "H": f"{year}-H{(day.month + 5) // 6}",
        "Y": year,
        "DE": year[:3],
        "CE": year[:2],
    }
    return values.get(unit, day.isoformat())


def shift_day(day: date, unit: str, amount: int) -> date | None:
    """Return the day that many units away; None outside the calendar."""
    try:
        if unit in _DAYS:
            return day + timedelta(_DAYS[unit] * amount)
        if unit in _MONTHS:
            return add_months(day, _MONTHS[unit] * amount)
        return day
    except OverflowError:
        return None


def shift_span(span: DaySpan, length: str, sign: int) -> DaySpan | None:
    """Return a span moved by a counted length ("P1D", "P2M"), hours not at all; None where that says too little.

    A day moves by days and weeks; by months and years it moves to the whole month or year, and so does a month.
    """
    found = re.fullmatch(r"P(?:T(?P<clock>\S+)|(?P<count>\d{1,3})(?P<unit>[DWMY]))", length)
    if found is None or span.start is None or span.end is None:
        return None
    if found["clock"]:
        return span if span.start == span.end else None
    unit, count = found["unit"], sign * int(found["count"])
    if unit in _DAYS:
        day = shift_day(span.start, unit, count) if span.start == span.end else None
        return None if day is None else day_span(day)
    fit = span.precision == "day" or span.precision == {"M": "month", "Y": "year"}[unit] or span.precision == "month"
    value = shift_value(unit_value(span.start, unit), unit, Fraction(count), None) if fit else None
    return None if value is None else value_span(value)


def shift_value(value: str, unit: str, amount: Fraction, document: date | None) -> str | None:
    """Return the value that lies `amount` units from another, no finer than the coarser of the two; None when unknown.

    "2013" and 2 months gives "2013": a year does not tell which month came two later.
    """
    span = value_span(value, document)
    if span is None or span.start is None:
        return None
    if amount.denominator != 1:
        unit, amount = ("M", amount * 12) if unit == "Y" else (unit, amount)
    steps = int(amount)
    day = shift_day(span.start, unit, steps)
    if day is None:
        return None
    grains = ("day", "week", "month", "quarter", "season", "half", "year", "decade", "century")
    of_unit = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century"}.get(
        unit, "day"
    )
    own = span.precision if span.precision in grains else "day"
    grain = max(own, of_unit, key=grains.index)
    codes = {
        "day": "D",
        "week": "W",
        "month": "M",
        "quarter": "Q",
        "season": "M",
        "half": "H",
        "year": "Y",
        "decade": "DE",
    }
    return unit_value(day, codes.get(grain, "CE"))
