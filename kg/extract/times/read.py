"""Plain text in, resolved expressions out: the grammar without sentences, tags or an article."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from kg.extract.times.choose import find_matches
from kg.extract.times.direction import read_direction
from kg.extract.times.resolve import Direction, Resolver
from kg.extract.times.symbols import Timex

POLICIES = ("news", "narrative")
_YEAR = re.compile(r"\b(1[0-9]\d\d|20\d\d)\b(?![,.]\d)")
_HEAD = 200  # characters of the title and the first sentence
_NEWS_WORDS = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|this|next)\s(?:week|month|year))\b",
    re.IGNORECASE,
)


def read_times(
    text: str,
    document: date | None,
    policy: str | None = None,
    tags: Mapping[int, str] | None = None,
    direction: Direction | None = None,
) -> tuple[Timex, ...]:
    """Return the time expressions of a text in order, disjoint, each with its TIMEX3 value.

    `policy` says what a date without year leans on: news (the document date) or narrative (the last date of the text);
    None chooses by `choose_policy`. `tags` (start of word -> part of speech) and `direction` (-1 past, 1 future, 0
    unknown, for a stretch of text) replace the built-in cues where a parse is at hand.
    Errors: ValueError for a policy that is none of POLICIES.
    """
    if policy is None:
        policy = choose_policy(text, document)
    if policy not in POLICIES:
        raise ValueError(f"unknown policy {policy!r}; accepted: {', '.join(POLICIES)}")
    narrative = policy == "narrative"
    look = direction if direction is not None else lambda start, end: read_direction(text, start, end)
    matches = find_matches(text, narrative, tags or {})
    return Resolver(text, document, narrative, look).resolve(matches)


@lru_cache(maxsize=16)  # every event of an article asks again about the whole text
def choose_policy(text: str, document: date | None) -> str:
    """Return narrative for a text whose years lie far from its date and that names few weekdays; else news."""
    years = [int(y) for y in _YEAR.findall(text)]
    fresh = len(_NEWS_WORDS.findall(text))
    if document is None:
        return "narrative" if years and fresh <= len(years) // 4 else "news"
    far = sum(abs(y - document.year) > 2 for y in years)
    if fresh == 0 and far == len(years) and far >= 2:  # a short history names its year at once
        return "narrative" if _YEAR.search(text[:_HEAD]) else "news"
    return "narrative" if far >= 4 and far >= 0.7 * len(years) and fresh <= far // 4 else "news"
