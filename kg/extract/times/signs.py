"""Which signs of time a stretch of text shows, so that only the rules that need them are tried there."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.extract.times.rule import WORDS

_WORD = re.compile(r"\w+")
_CUT = re.compile(r"(?<=[.!?])(?<![ap]\.m\.)[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z])|\n\s*\n")
_TOO_LONG = re.compile(r"\d{9,}")  # nothing in such a run is a date; leaving it out keeps matching linear

# What a rule cannot do without; a rule named nowhere is always tried. Several signs: all are needed.
NEEDS: dict[str, tuple[str, ...]] = {
    "month-day": ("month", "digit"),
    "day-month": ("month", "digit"),
    "ordinal-month": ("month", "ordinal"),
    "month-ordinal": ("month", "ordinal"),
    "day-range": ("month", "digit"),
    "month-year": ("month", "digit"),
    "month-of-year": ("month", "unit"),
    "month": ("month",),
    "iso": ("digit",),
    "numeric": ("digit",),
    "numeric-short": ("digit",),
    "year": ("digit",),
    "year-words": ("number",),
    "year-short": ("digit",),
    "year-range": ("digit",),
    "decade": ("digit",),
    "decade-words": ("decade",),
    "century": ("unit",),
    "bc": ("digit", "bc"),
    "bc-range": ("digit", "bc"),
    "quarter": ("half",),
    "quarter-code": ("digit",),
    "season": ("season",),
    "year-season": ("season", "digit"),
    "holiday": ("holiday",),
    "fiscal": ("fiscal", "digit"),
    "weekday": ("weekday",),
    "weekday-week": ("weekday", "unit"),
    "named-day": ("named",),
    "last-unit": ("unit", "step"),
    "last-part": ("part", "step"),
    "last-season": ("season", "step"),
    "last-month": ("month", "step"),
    "weekend": ("weekend",),
    "ago": ("unit", "ago"),
    "from-now": ("unit", "hence"),
    "later": ("unit", "way"),
    "later-before": ("unit", "side"),
    "later-vague": ("way",),
    "next-day": ("unit", "step"),
    "day-before": ("unit", "way"),
    "later-that": ("unit", "portion"),
    "portion-of-the": ("unit",),
    "months-end": ("unit", "portion"),
    "then": ("named",),
    "the-year": ("unit",),
    "day-of-month": ("ordinal",),
    "reference": ("reference",),
    "narrative-reference": ("narrative",),
    "counted": ("unit",),
    "the-counted": ("unit",),
    "the-counted-after": ("unit",),
    "the-vague": ("unit",),
    "the-one": ("unit",),
    "the-last": ("unit", "step"),
    "vague-unit": ("unit",),
    "half-unit": ("unit", "half"),
    "half-century": ("unit", "half"),
    "unit-long": ("unit",),
    "set": ("set",),
    "every": ("every",),
    "per-unit": ("per", "unit"),
    "weekdays": ("weekday",),
    "clock-half": ("digit",),
    "clock": ("digit",),
    "clock-zone": ("digit",),
    "clock-named": ("named",),
    "part": ("part",),
}


@cache
def _signs() -> dict[str, frozenset[str]]:
    """Return the signs each lower-case word gives."""
    table: dict[str, set[str]] = {}

    def put(sign: str, words: Iterable[str]) -> None:
        for phrase in words:
            table.setdefault(_WORD.findall(phrase.lower())[0], set()).add(sign)

    put("month", WORDS.months)
    put("weekday", (*WORDS.weekdays, *(f"{w}s" for w in WORDS.weekdays)))
    put("unit", (*WORDS.units, *(f"{u}s" for u in WORDS.units), "moments"))
    put("season", WORDS.seasons)
    put("part", WORDS.parts)
    put("ordinal", WORDS.ordinals)
    put("number", WORDS.numbers)
    put("decade", WORDS.decades)
    put("holiday", WORDS.holidays)
    put("set", WORDS.sets)
    put("reference", WORDS.references)
    put("narrative", WORDS.narrative_references)
    put("portion", (*WORDS.portions, "earlier", "later"))
    put("named", ("today", "yesterday", "tomorrow", "tonight", "noon", "midday", "midnight", "then"))
    put("weekend", ("weekend",))
    put("bc", ("bc", "bce", "b", "480bc"))
    put("half", ("half", "quarter", "halves"))
    put("fiscal", ("fiscal", "financial", "fy"))
    put(
        "step",
        (
            "last",
            "past",
            "previous",
            "this",
            "next",
            "coming",
            "following",
            "upcoming",
            "same",
            "that",
            "current",
            "very",
        ),
    )
    put("ago", ("ago",))
    put("hence", ("from", "hence", "time"))
    put("way", ("later", "earlier", "before", "after", "previously", "afterwards", "afterward", "hence", "following"))
    put("side", ("before", "prior", "after"))
    put("every", ("every", "each"))
    put("per", ("per",))
    return {word: frozenset(signs) for word, signs in table.items()}


def stretches(text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Yield (start, end, signs) of the sentences that show any sign, without runs of digits too long to read."""
    for start, end in _without(text, _TOO_LONG, 0, len(text)):
        for a, b in _without(text, _CUT, start, end):
            signs = _read(text, a, b)
            if signs:
                yield a, b, signs


def _read(text: str, start: int, end: int) -> frozenset[str]:
    table = _signs()
    found: set[str] = set()
    for word in set(_WORD.findall(text, start, end)):
        signs = table.get(word.lower())
        if signs is not None:
            found |= signs
        elif any(c.isdigit() for c in word):
            found.add("digit")
            low = word.lower()
            if low.endswith(("st", "nd", "rd", "th")):
                found.add("ordinal")
            if low.endswith(("bc", "bce", "s", "y", "h")):
                found.add("bc")
    return frozenset(found)


def _without(text: str, gap: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in gap.finditer(text, start, end):
        if found.start() > at:
            yield at, found.start()
        at = found.end()
    if at < end:
        yield at, end
