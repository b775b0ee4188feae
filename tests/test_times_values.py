"""The value of a time expression as the days it covers, and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.times import read_times, value_span

THURSDAY = date(2025, 4, 24)

SPANS = [
    ("2014", "", "2014-01-01", "2014-12-31"),
    ("2014-02", "", "2014-02-01", "2014-02-28"),
    ("2014-03-21", "", "2014-03-21", "2014-03-21"),
    ("2014-03-21T18:00Z", "", "2014-03-21", "2014-03-21"),
    ("2025-W17", "", "2025-04-21", "2025-04-27"),
    ("2025-W17-WE", "", "2025-04-26", "2025-04-27"),
    ("2014-Q3", "", "2014-07-01", "2014-09-30"),
    ("2014-H1", "", "2014-01-01", "2014-06-30"),
    ("1943-SU", "", "1943-06-01", "1943-08-31"),
    ("1943-WI", "", "1943-12-01", "1944-02-29"),
    ("198", "", "1980-01-01", "1989-12-31"),
    ("18", "", "1800-01-01", "1899-12-31"),
    ("1955-05", "START", "1955-05-01", "1955-05-10"),
    ("1955-05", "END", "1955-05-21", "1955-05-31"),
    ("2025-04-23/2025-04-24", "", "2025-04-23", "2025-04-24"),
    ("PRESENT_REF", "", "2025-04-24", "2025-04-24"),
    ("PAST_REF", "", None, "2025-04-24"),
    ("FUTURE_REF", "", "2025-04-24", None),
]


@pytest.mark.parametrize(("value", "portion", "start", "end"), SPANS, ids=[f"{s[0]}{s[1]}" for s in SPANS])
def test_value_covers_the_days_it_names(value: str, portion: str, start: str | None, end: str | None) -> None:
    span = value_span(value, THURSDAY, portion)
    assert span is not None
    assert (span.start and span.start.isoformat(), span.end and span.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "P3D",
        "XXXX-XX-XX",
        "XXXX-03",
        "BC0490",
        "2014-13",
        "2014-02-30",
        "2014-W60",
        "0000",
        "nonsense",
        "2014/2013",
    ],
)
def test_value_that_names_no_day_covers_none(value: str) -> None:
    assert value_span(value, THURSDAY) is None


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_value_of_a_day_covers_that_day_alone(day: date) -> None:
    span = value_span(day.isoformat())
    assert span is not None
    assert (span.start, span.end) == (day, day)


@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)))
def test_full_date_in_words_reads_back_as_the_day(day: date) -> None:
    for text in (f"on {day:%B} {day.day}, {day.year}", f"on {day.day} {day:%B} {day.year}", f"on {day:%Y-%m-%d}"):
        assert [t.value for t in read_times(text, THURSDAY, "news")] == [day.isoformat()]
