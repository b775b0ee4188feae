"""Two dates told as one stretch: "from A to B", "between A and B", "A-B", "March and July of 1991"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kg.dates import DaySpan
from kg.extract.times.rule import WORDS
from kg.extract.times.symbols import Timex
from kg.extract.times.values import value_span

_FROM = re.compile(r"\b(?P<word>from|between|since)\s(?:about\s|around\s|the\s|on\s|late\s|early\s)?$", re.IGNORECASE)
_TO = re.compile(r"\s?[-–—]\s?|,?\s(?:to|until|till|through|and)\s(?:about\s|around\s|the\s|on\s|in\s)?", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ALONE = re.compile(r"\s?[-–—]\s?|\s(?:to|through)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A resolved phrase with its days; `parts` is 2 for a joined range. `span` is None for sets and bare durations."""

    start: int
    end: int
    timex: Timex
    value: str
    span: DaySpan | None
    rule: str
    relation: str | None = None


def join_ranges(text: str, found: tuple[Timex, ...], document: date | None) -> tuple[Stretch, ...]:
    """Return one stretch per expression, ranges joined into one; in order, disjoint."""
    out: list[Stretch] = []
    i = 0
    while i < len(found):
        joined = _range(text, found, i, document)
        if joined is not None:
            out.append(joined)
            i += 2
        else:
            t = found[i]
            out.append(Stretch(t.start, t.end, t, t.value, _span(t, document), t.rule))
            i += 1
    return tuple(out)


def _span(t: Timex, document: date | None) -> DaySpan | None:
    span = value_span(t.value, document, t.portion) if t.kind in ("DATE", "TIME") else None
    night = span is not None and span.start is not None and span.start == document and t.text.lower() in WORDS.crossing
    if span is not None and span.start is not None and night:  # "attacked overnight", told the next day
        return DaySpan(span.start - timedelta(1), span.start, "range")
    past = t.rule == "later-that" and t.text.lower().startswith("earlier")
    if past and document is not None and span is not None and span.start is not None and span.end is not None:
        cut = min(span.end, document)  # "earlier this month" ends with the report
        return DaySpan(span.start, cut, "range") if span.start <= cut < span.end else span
    return span


def _range(text: str, found: tuple[Timex, ...], i: int, document: date | None) -> Stretch | None:
    if i + 1 >= len(found):
        return None
    a, b = found[i], found[i + 1]
    gap = text[a.end : b.start]
    if len(gap) > 20 or a.kind not in ("DATE", "TIME") or b.kind not in ("DATE", "TIME"):
        return None
    opener = _FROM.search(text, max(0, a.start - 24), a.start)
    word = opener["word"].lower() if opener else ""
    between, and_gap = word == "between", " and " in gap.lower()
    same_year = (a.rule == "day-range" and b.rule in ("day-range", "day-month", "month-day")) or (
        and_gap and (_month_pair(a, b) or _are_neighbours(a, b))
    )
    if word == "since" or not (_TO.fullmatch(gap) if opener else _ALONE.fullmatch(gap) or same_year):
        return None
    if and_gap and not between and not same_year:
        return None
    first, last = _span(a, document), _span(b, document)
    if first is None or last is None or first.start is None or last.end is None or first.start > last.end:
        return None
    start = opener.start() if opener and between else a.start
    span = DaySpan(first.start, last.end, "range")
    relation = "within" if between or and_gap else "throughout"
    return Stretch(start, b.end, b, f"{a.value}/{b.value}", span, f"range:{a.rule}", relation)


def _month_pair(a: Timex, b: Timex) -> bool:
    """Tell whether two dates joined by "and" lean on one year or month ("March and July of 1991")."""
    return a.rule == "month" and b.rule in ("month-year", "month-of-year")


def _are_neighbours(a: Timex, b: Timex) -> bool:
    """Tell whether two dates are one day and the next ("on February 29 and March 1")."""
    if a.kind != "DATE" or b.kind != "DATE" or not (_DAY.fullmatch(a.value) and _DAY.fullmatch(b.value)):
        return False
    return date.fromisoformat(b.value) - date.fromisoformat(a.value) == timedelta(1)
