"""From text to matches: run the rules, drop what guards refuse, keep the longest, join neighbours into one phrase."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from kg.extract.times import absolute, clock, durations, relative
from kg.extract.times.guards import is_time
from kg.extract.times.rule import WORDS, Rule
from kg.extract.times.signs import NEEDS, stretches
from kg.extract.times.symbols import Match, Symbol
from kg.extract.times.words import one_of

RULES: tuple[Rule, ...] = (*absolute.RULES, *relative.RULES, *durations.RULES, *clock.RULES)
_PORTION = re.compile(
    rf"(?:\b(?:the|its|their)\s)?(?:very\s)?\b(?P<word>{one_of(WORDS.portions)})(?P<of>\sof\s(?:the\s)?|\sin\s(?:the\s)?|-|\s|\son\s)(?:the\s)?$",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s?(?:[-–—]|,|,?\s(?:and|or|to|until|till|through|and\sagain\sin)\s(?:from\s|in\s)?)(?:the\s)?(?:(?:early|mid|late|the\send\sof)[-\s])?",
    re.IGNORECASE,
)
_HOURS_OF = re.compile(
    r"(?:\bthe\s)?\b(?:early|late|small|first|last)\s(?:morning\s|evening\s)?hours\sof\s$", re.IGNORECASE
)
_PART_OF = re.compile(r"\s(?:of\s|on\s|hours\sof\s)?(?:the\s)?$", re.IGNORECASE)
_DAYS = frozenset(
    (
        "weekday",
        "weekday-week",
        "month-day",
        "day-month",
        "named-day",
        "day-range",
        "iso",
        "ordinal-month",
        "month-ordinal",
        "holiday",
        "day-before",
        "next-day",
    )
)
_GRAINS = frozenset(("calendar", "season", "shift", "holiday", "fixed", "weekday", "weekend"))


def find_matches(text: str, narrative: bool, tags: Mapping[int, str]) -> list[Match]:
    """Return the matches of a text in order, disjoint. `tags` maps the start of a word to its part of speech."""
    found = [m for m in _candidates(text, narrative) if is_time(text, m, tags.get(m.start, ""))]
    found.sort(key=lambda m: (m.start - m.end, m.rank, m.start))
    taken = bytearray(len(text) + 1)
    chosen: list[Match] = []
    for match in found:
        if not any(taken[match.start : match.end]):
            taken[match.start : match.end] = b"\x01" * (match.end - match.start)
            chosen.append(match)
    chosen.sort(key=lambda m: m.start)
    return _extend(text, _borrow(text, _join(text, chosen)))


def _candidates(text: str, narrative: bool) -> list[Match]:
    found: list[Match] = []
    for start, end, signs in stretches(text):
        for rule in _rules_for(signs):
            if rule.name == "narrative-reference" and not narrative:
                continue
            for m in rule.pattern.finditer(text, start, end):
                built = rule.build(m)
                if isinstance(built, Symbol):
                    found.append(Match(m.start(), m.end(), built, rule.name, rule.rank))
                elif built:
                    found.extend(built)
    return found


@lru_cache(maxsize=4096)
def _rules_for(signs: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(r for r in RULES if signs.issuperset(NEEDS.get(r.name, ())))


def _join(text: str, matches: list[Match]) -> list[Match]:
    """Join day and part of day: "Friday morning", "the night of 20 June 1791", "late Monday evening"."""
    out: list[Match] = []
    for match in matches:
        last = out[-1] if out else None
        if last is not None:
            gap = text[last.end : match.start]
            bare = match.rule == "part"
            if last.rule in _DAYS and bare and re.fullmatch(r",?\s(?:in\s)?", gap):
                out[-1] = _part_of(last.start, match.end, last, match)
                continue
            if last.rule == "part" and match.rule in _DAYS and _PART_OF.fullmatch(gap):
                out[-1] = _part_of(last.start, match.end, match, last)
                continue
        out.append(match)
    return out


def _borrow(text: str, matches: list[Match]) -> list[Match]:
    """Give the first of two dates the year of the second: "March and July of 1991", "spring and summer of 1943"."""
    out = list(matches)
    for i in range(len(out) - 2, -1, -1):
        first, last = out[i], out[i + 1]
        a, b = first.symbol, last.symbol
        if a.year is not None or a.base is not None or a.step is not None or b.form not in ("calendar", "season"):
            continue
        if (a.form, a.month is None) != (b.form, b.month is None) or a.anchor != "document":
            continue
        gap = text[first.end : last.start]
        if b.year is None or not _AND.fullmatch(gap):
            continue
        if a.form == "calendar" and a.month is not None and b.month is not None:
            year = b.year - (a.month > b.month)
        else:
            year = b.year
        out[i] = replace(first, symbol=replace(a, year=year))
    return out


def _part_of(start: int, end: int, day: Match, part: Match) -> Match:
    return Match(
        start, end, Symbol("TIME", "part", part=part.symbol.part, anchor="stated", base=day.symbol), "day-part"
    )


def _extend(text: str, matches: list[Match]) -> list[Match]:
    """Take in "early", "the end of", "mid-" before a match and let them narrow it."""
    out: list[Match] = []
    for match in matches:
        floor = out[-1].end if out else 0
        hours = _HOURS_OF.search(text, max(floor, match.start - 40), match.start)
        if hours is not None and match.rule in _DAYS:
            out.append(replace(match, start=hours.start()))
            continue
        found = _PORTION.search(text, max(floor, match.start - 40), match.start)
        if found is None or match.symbol.kind == "DURATION" or match.symbol.form not in _GRAINS or match.symbol.portion:
            out.append(match)
            continue
        symbol = match.symbol
        if not (symbol.form == "fixed" and symbol.value.endswith("_REF")):
            symbol = replace(symbol, portion=WORDS.portions[found["word"].lower()])
        out.append(Match(found.start(), match.end, symbol, match.rule, match.rank))
    return out
