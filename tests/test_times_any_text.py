"""What holds of the time expressions of any text, hostile ones included."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.times import POLICIES, read_times, value_span

THURSDAY = date(2025, 4, 24)

HOSTILE = [
    "9" * 10_000,
    "1 " * 5_000,
    "May " * 3_000,
    "the the the " * 2_000,
    "on " * 4_000 + "Monday",
    "one hundred and " * 2_000,
    "2014-" * 2_000,
    "January 1, " * 1_500,
    "\u202e\u0000\ufeff 12:99:99 31 February 2014 99/99/9999",
    "٣ مارس ٢٠١٤ и 3 марта 2014 года",
    "half a half a half a half an hour and a half",
    "last next this last next this year",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("policy", POLICIES)
def test_hostile_text_is_read_without_harm(text: str, policy: str) -> None:
    check_invariants(text, THURSDAY, policy)


def check_invariants(text: str, day: date | None, policy: str | None) -> None:
    found = read_times(text, day, policy)
    end = 0
    for t in found:
        assert t.start >= end
        assert text[t.start : t.end] == t.text != ""
        assert t.kind in ("DATE", "TIME", "DURATION", "SET")
        span = value_span(t.value, day, t.portion)
        assert span is None or span.start is None or span.end is None or span.start <= span.end
        end = t.end
    assert read_times(text, day, policy) == found


PIECES = st.sampled_from(
    [
        "on ",
        "in ",
        "May",
        "March",
        "Monday",
        "last ",
        "next ",
        "2014",
        "1",
        "31",
        ", ",
        "-",
        " the ",
        "week",
        "two ",
        "days ",
        "ago",
        "later",
        " from ",
        " to ",
        "between ",
        " and ",
        "early ",
        "18:00",
        " p.m.",
        "summer",
        "Christmas",
        "that ",
        "year",
        "BC",
        "'",
        ".\n",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join),
    st.dates(date(1, 1, 1), date(9999, 12, 31)) | st.none(),
    st.sampled_from([*POLICIES, None]),
)
def test_any_text_on_any_day_keeps_spans_and_order(text: str, day: date | None, policy: str | None) -> None:
    check_invariants(text, day, policy)
