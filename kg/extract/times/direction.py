"""Does a clause look back or ahead? Decided by the nearest cue word around an expression."""

import re
from functools import cache

from kg.extract.times.rule import WORDS
from kg.extract.times.words import one_of

_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+(?=[\"“‘(]?[A-Z])|\n")
_REACH = 250  # characters left and right in which a cue may stand


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:(?P<future>(?i:{one_of(WORDS.future)}))|(?P<past>(?i:{one_of(WORDS.past)}))"
        r"|(?P<ed>[a-z]+ed)|(?<!according\s)(?P<to>to\s[a-z]+))(?!\w)",
    )


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the rough bounds of the sentence around a stretch of text."""
    left = 0
    for found in _SENTENCE_END.finditer(text, max(0, start - _REACH), start):
        left = found.end()
    right = _SENTENCE_END.search(text, end, end + _REACH)
    return max(left, start - _REACH), right.start() if right else min(len(text), end + _REACH)


def read_direction(text: str, start: int, end: int) -> int:
    """Return -1 for a past reading, 1 for a future one, 0 where the sentence gives no sign."""
    left, right = sentence_bounds(text, start, end)
    best, distance = 0, 10_000
    for cue in _cues().finditer(text, left, right):
        if cue.start() < end and cue.end() > start:
            continue
        sign = _sign(cue)
        if sign == 0:
            continue
        if cue[0].lower() in WORDS.adjacent and not 0 <= start - cue.end() <= 6:
            continue
        gap = start - cue.end() if cue.end() <= start else (cue.start() - end) * 2 + 15
        if cue.lastgroup == "to":
            gap = gap * 2 + 20
        if gap < distance:
            best, distance = sign, gap
    if best == 0:
        before = text[left:start].split()
        return 1 if before and before[-1].lower() in WORDS.limits else 0
    return best


def _sign(cue: re.Match[str]) -> int:
    word = cue[0].lower()
    if cue["future"]:
        return 1
    if cue["past"]:
        return -1
    if cue["ed"]:
        if word in WORDS.not_past:
            return 0
        return 1 if word in WORDS.planned else -1
    return 1
