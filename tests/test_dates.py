"""Spans of days: what the calendar gives, what is refused, and how spans print and compare."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import (
    DaySpan,
    add_months,
    century_span,
    day_span,
    decade_span,
    easter,
    format_edtf,
    half_span,
    is_compatible,
    join_spans,
    month_span,
    portion_span,
    quarter_span,
    season_span,
    sort_day,
    week_span,
    year_span,
)

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
YEARS = st.integers(1, 9998)
OPEN = DaySpan(None, None, "open")

CALENDAR = [
    ("week", week_span(2025, 17), "2025-04-21", "2025-04-27"),
    ("first week begins in December", week_span(2020, 1), "2019-12-30", "2020-01-05"),
    ("leap February", month_span(2024, 2), "2024-02-01", "2024-02-29"),
    ("quarter", quarter_span(2014, 4), "2014-10-01", "2014-12-31"),
    ("half", half_span(2014, 2), "2014-07-01", "2014-12-31"),
    ("summer", season_span(1943, "SU"), "1943-06-01", "1943-08-31"),
    ("winter runs into the next year", season_span(1943, "WI"), "1943-12-01", "1944-02-29"),
    ("year", year_span(2014), "2014-01-01", "2014-12-31"),
    ("decade", decade_span(198), "1980-01-01", "1989-12-31"),
    ("century", century_span(18), "1800-01-01", "1899-12-31"),
    ("first century has no year 0", century_span(0), "0001-01-01", "0099-12-31"),
    ("early May", portion_span(month_span(1955, 5), "START"), "1955-05-01", "1955-05-10"),
    ("mid-May", portion_span(month_span(1955, 5), "MID"), "1955-05-11", "1955-05-20"),
    ("late February", portion_span(month_span(2022, 2), "END"), "2022-02-21", "2022-02-28"),
    ("end of February", portion_span(month_span(2022, 2), "LAST"), "2022-02-25", "2022-02-28"),
    ("end of 1941", portion_span(year_span(1941), "LAST"), "1941-09-01", "1941-12-31"),
    ("early 1941", portion_span(year_span(1941), "START"), "1941-01-01", "1941-04-30"),
    ("late 1941", portion_span(year_span(1941), "END"), "1941-09-01", "1941-12-31"),
    ("late 1980s", portion_span(decade_span(198), "END"), "1987-01-01", "1989-12-31"),
]


@pytest.mark.parametrize(("span", "start", "end"), [row[1:] for row in CALENDAR], ids=[row[0] for row in CALENDAR])
def test_span_covers_the_days_of_its_name(span: DaySpan, start: str, end: str) -> None:
    assert (str(span.start), str(span.end)) == (start, end)


EDTF = [
    (None, ".."),
    (OPEN, ".."),
    (day_span(date(2014, 3, 21)), "2014-03-21"),
    (month_span(2014, 3), "2014-03"),
    (year_span(2014), "2014"),
    (year_span(44), "0044"),
    (week_span(2025, 17), "2025-04-21/2025-04-27"),
    (DaySpan(date(2022, 2, 1), None, "after"), "2022-02-01/.."),
    (DaySpan(None, date(2022, 2, 1), "before"), "../2022-02-01"),
]


@pytest.mark.parametrize(("span", "text"), EDTF, ids=[row[1] for row in EDTF])
def test_span_prints_as_extended_date(span: DaySpan | None, text: str) -> None:
    assert format_edtf(span) == text


EASTERS = [(1961, "1961-04-02"), (1998, "1998-04-12"), (2000, "2000-04-23"), (2008, "2008-03-23"), (2025, "2025-04-20")]


@pytest.mark.parametrize(("year", "day"), EASTERS)
def test_easter_falls_on_the_known_day(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


@given(YEARS)
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    day = easter(year)
    assert day.isoweekday() == 7
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


def test_backward_span_and_unknown_precision_are_refused() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        DaySpan(date(2014, 3, 21), date(2014, 3, 20), "range")
    with pytest.raises(ValueError, match="unknown precision"):
        DaySpan(None, None, "fortnight")
    with pytest.raises(ValueError, match="week"):
        week_span(2014, 60)


MAKERS: list[Callable[[date], DaySpan]] = [
    day_span,
    lambda d: month_span(d.year, d.month),
    lambda d: quarter_span(d.year, (d.month + 2) // 3),
    lambda d: half_span(d.year, (d.month + 5) // 6),
    lambda d: year_span(d.year),
    lambda d: decade_span(d.year // 10),
    lambda d: century_span(d.year // 100),
]


@given(DAYS, st.sampled_from(MAKERS))
def test_unit_of_a_day_contains_the_day(day: date, make: Callable[[date], DaySpan]) -> None:
    span = make(day)
    assert span.start is not None and span.end is not None
    assert span.start <= day <= span.end


@given(st.dates(date(1, 1, 8), date(9999, 12, 20)))
def test_week_of_a_day_contains_the_day_and_has_seven(day: date) -> None:
    iso = day.isocalendar()
    span = week_span(iso.year, iso.week)
    assert span.start is not None and span.end is not None
    assert span.start <= day <= span.end
    assert (span.end - span.start).days == 6


@given(DAYS, st.sampled_from(MAKERS))
def test_thirds_share_no_day_and_fill_the_whole(day: date, make: Callable[[date], DaySpan]) -> None:
    whole = make(day)
    first, middle, last = (portion_span(whole, p) for p in ("START", "MID", "END"))
    assert first.start == whole.start
    assert last.end == whole.end
    if whole.start is not None and whole.end is not None and (whole.end - whole.start).days >= 3:
        assert first.end is not None and middle.start is not None and middle.end is not None and last.start is not None
        assert middle.start - first.end == timedelta(1)
        assert last.start - middle.end == timedelta(1)


@given(st.dates(date(2, 1, 1), date(9990, 1, 1)), st.integers(-12, 60))
def test_months_added_lead_to_the_month_meant(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


def test_months_outside_the_calendar_are_refused() -> None:
    with pytest.raises(OverflowError):
        add_months(date(9999, 6, 1), 12)
    with pytest.raises(OverflowError):
        add_months(date(1, 6, 1), -12)


@given(st.lists(DAYS, min_size=2, max_size=2), st.sampled_from(MAKERS))
def test_joined_spans_run_from_the_first_to_the_last(days: list[date], make: Callable[[date], DaySpan]) -> None:
    first, last = make(min(days)), make(max(days))
    joined = join_spans(first, last)
    assert joined is not None
    assert (joined.start, joined.end) == (first.start, last.end)


def test_backward_join_gives_none() -> None:
    assert join_spans(year_span(2015), year_span(2014)) is None


@given(DAYS, DAYS)
def test_two_days_are_compatible_when_equal_only(a: date, b: date) -> None:
    assert is_compatible(day_span(a), day_span(b)) == (a == b)
    assert is_compatible(day_span(a), None)
    assert is_compatible(OPEN, day_span(b))


def test_sort_day_is_start_then_end_then_report() -> None:
    report = date(2025, 4, 24)
    assert sort_day(year_span(2014), report) == date(2014, 1, 1)
    assert sort_day(DaySpan(None, date(2014, 5, 1), "before"), report) == date(2014, 5, 1)
    assert sort_day(OPEN, report) == sort_day(None, report) == report
