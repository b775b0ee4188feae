"""The day of a holiday in a year, and whether a day exists at all."""

from datetime import date, timedelta

from kg.dates import add_months, easter


def is_day(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar has that day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def holiday_date(name: str, year: int) -> date | None:
    """Return the day of a holiday as the word tables write it: "12-25", "easter-2", "11/4/4" (4th Thursday of it).

    None where the calendar has no such day in that year.
    """
    if name.startswith("easter"):
        return easter(year) + timedelta(int(name[6:]))
    if "/" in name:
        month, weekday, nth = (int(x) for x in name.split("/"))
        if nth > 0:
            first = date(year, month, 1)
            return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
        last = add_months(date(year, month, 1), 1) - timedelta(1)
        return last - timedelta((last.isoweekday() - weekday) % 7)
    month, day = (int(x) for x in name.split("-"))
    return date(year, month, day) if is_day(year, month, day) else None


def season_offset(step: int | None, code: str, around: date, sign: int) -> int:
    """Return the years from a day's year to that of a season or quarter; `sign` is -1 told of the past, 1 ahead."""
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}[code]
    if step == 0:
        return -1 if code == "WI" and around.month <= 3 else 0
    if step == -1:
        return -1 if around.month <= first + 2 else 0
    if step == 1:
        return 1 if around.month >= first else 0
    if code == "WI":
        return -1 if around.month <= 5 and sign <= 0 else 0
    if around.month < first and sign < 0:
        return -1
    return 1 if around.month > first + 2 and sign > 0 else 0
