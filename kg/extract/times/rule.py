"""What a rule of the time grammar is, and the small patterns the rule files share."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract.times.symbols import Match, Symbol
from kg.extract.times.words import capitalised, load_words, one_of

WORDS = load_words()
MONTH = capitalised(WORDS.months)
_SHORT_DAY = rf"(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri)\b\.?(?=,?\s+{MONTH}|,?\s+\d)"
WEEKDAY = rf"(?:{capitalised(w for w in WORDS.weekdays if len(w) > 5)}|{_SHORT_DAY})"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:1[0-9]\d\d|20\d\d|21\d\d)"
BC = r"(?:\s?(?:BCE?|B\.C\.(?:E\.)?|bc\b|b\.c\.?))"
DASH = r"\s?[-–—]\s?"
UNIT = rf"(?i:{one_of(u for u in WORDS.units if u not in ('min', 'mins'))})"
DATE_UNIT = r"(?i:days?|weeks?|months?|quarters?|years?|decades?|century|centuries)"
PART = rf"(?i:{one_of(p for p in WORDS.parts if p not in ('daytime', 'nighttime'))})"
SEASON = rf"(?i:{one_of(WORDS.seasons)})"
LAST_NEXT = r"(?i:last|past|previous|this|next|coming|following|upcoming|(?:the\s)?same|that|current)"
# No word, price, tag, address or decimal runs into the expression; a few prefixes may.
START = (
    r"(?<!\w)(?:(?<![$€£¥#@/.:\-])|(?<=\b[Mm]id-)|(?<=\b[Pp]re-)|(?<=\b[Pp]ost-)|(?<=\bearly-)|(?<=\blate-)"
    r"|(?<=[a-z]\.\s))"
)
AFTER_DASH = rf"(?:{START}|(?<=[a-z][-–]))"  # "5 September-12 September"
AFTER_DAY_DASH = rf"(?:{START}|(?<=[a-z\d][-–]))"  # "March 19-April 30"
END = r"(?![\w@]|\.[a-z]{2,})"

Build = Callable[[re.Match[str]], "Symbol | tuple[Match, ...] | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled pattern and what it means. `build` gives one symbol for the whole match, or matches for its pieces."""

    name: str
    pattern: re.Pattern[str]
    build: Build
    rank: int = 0


def rule(name: str, pattern: str, build: Build, rank: int = 0, start: str = START) -> Rule:
    """Return a rule that matches only between word boundaries."""
    return Rule(name, re.compile(rf"{start}{pattern}{END}"), build, rank)


def month_number(text: str) -> int:
    """Return the number of a month's name as matched."""
    return WORDS.months[text.lower().rstrip(".")]


def weekday_number(text: str) -> int:
    """Return the number of a weekday's name as matched, Monday = 1."""
    return WORDS.weekdays[text.lower().rstrip(".")]


def day_number(text: str) -> int:
    """Return the number of a day of the month ("21st" -> 21)."""
    return int(re.match(r"\d+", text)[0])  # type: ignore[index]  # DAY begins with a digit


def step_number(text: str) -> int:
    """Return -1, 0 or 1 for "last", "this", "next" and their like."""
    word = text.lower().split()[-1]
    return WORDS.steps.get(word, 0)


def piece(found: re.Match[str], group: str, symbol: Symbol, name: str) -> Match:
    """Return the match of one named group of a pattern."""
    return Match(found.start(group), found.end(group), symbol, name)
