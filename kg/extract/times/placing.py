"""Which day a clock time or a bare part of the day belongs to, which day "today (23 December)" is, years as names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kg.extract.times.rule import WORDS
from kg.extract.times.symbols import Timex
from kg.extract.times.words import one_of

_PART = one_of((*WORDS.seasons, *WORDS.units, *WORDS.portions))
_NAMED = re.compile(rf"\b(?!(?i:{_PART})\b)[A-Za-z]+\sof\s$")
_REACH = 40  # characters in which the noun before "of 1935" stands
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OTHER_CLAUSE = re.compile(r"[;:]|,\s(?:and|but|while|before|after)\s")
Dated = tuple[int, int, str]  # where a date stands, and its value


def name_today(text: str, found: Sequence[Timex]) -> list[Timex]:
    """Return the expressions with "today" taking the value of a date right behind it: "today (23 December)"."""
    out = list(found)
    for i in range(len(out) - 1):
        a, b = out[i], out[i + 1]
        today = a.rule == "named-day" and a.text.lower() == "today" and _DAY.fullmatch(a.value) is not None
        if today and b.kind == "DATE" and _DAY.fullmatch(b.value) and re.fullmatch(r",?\s\(?", text[a.end : b.start]):
            out[i] = replace(a, value=b.value)
    return out


def place_clocks(
    text: str, found: Sequence[Timex], dates: Sequence[Dated], document: date | None, narrative: bool
) -> list[Timex]:
    """Return the expressions with times of day put on the nearest day of their sentence, else on the running day."""
    out = []
    for t in found:
        day = None
        if t.kind == "TIME" and t.value.startswith("XXXX-XX-XXT"):
            day = _day_near(text, t, dates, document, narrative)
        out.append(t if day is None else replace(t, value=day + t.value[10:]))
    return out


def last_weekday(dates: Sequence[Dated], weekday: int) -> str | None:
    """Return the last single day named so far that is that weekday (Monday = 1); None for none."""
    for _, _, value in reversed(dates):
        if _DAY.fullmatch(value) and date.fromisoformat(value).isoweekday() == weekday:
            return value
    return None


def names_by_year(text: str, start: int) -> bool:
    """Tell of "the treaty of 1935": a year that names something, not "the summer of 1935"."""
    return _NAMED.search(text, max(0, start - _REACH), start) is not None


def _day_near(text: str, t: Timex, dates: Sequence[Dated], document: date | None, narrative: bool) -> str | None:
    days = [(s, e, v) for s, e, v in dates if _DAY.fullmatch(v)]
    inside = [(min(abs(s - t.end), abs(t.start - e)), v) for s, e, v in days if _one_sentence(text, t, s, e)]
    if inside:
        return min(inside)[1]
    if t.rule == "part" and narrative:
        return None
    before = [v for _, e, v in days if e <= t.start]
    if narrative or document is None:
        return before[-1] if before else None
    return document.isoformat()


def _one_sentence(text: str, t: Timex, start: int, end: int) -> bool:
    between = text[min(end, t.end) : max(start, t.start)]
    if t.end <= start and _OTHER_CLAUSE.search(between):
        return False  # "called at 3 p.m., and the two will meet on Monday"
    return "\n" not in between and not re.search(r"[.!?]\s+[A-Z]", between)
