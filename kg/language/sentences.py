"""Where sentences begin, by rule, inside one paragraph."""

import re
import tomllib
from pathlib import Path

from kg.language.tokens import Span

_RULES = tomllib.loads((Path(__file__).parent / "tokens.toml").read_text(encoding="utf-8"))
_NEVER_FINAL = frozenset(_RULES["never_final"].split())
_BEFORE_NUMBER = frozenset(_RULES["before_number"].split())
_STARTERS = frozenset(_RULES["starters"].split())
_FINAL = frozenset(".!?…")
_CLOSING = frozenset("\"”’')]»")
_OPENING = frozenset('"“‘([')
_INITIAL = re.compile(r"^[A-Z]\.$")


def split_sentences(words: list[str], spans: list[Span]) -> list[Span]:
    """Return [first, end) word ranges, one a sentence, that cover all words; empty when there are none."""
    if not words:
        return []
    starts = [0]
    i = 0
    while i < len(words):
        strength = _ending(words[i])
        if strength:
            after = i + 1
            while after < len(words) and words[after] in _CLOSING and spans[after][0] == spans[after - 1][1]:
                after += 1
            if after < len(words) and spans[after][0] > spans[after - 1][1]:
                if _begins(words, after, strength, words[i]):
                    starts.append(after)
                i = after
                continue
        i += 1
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


def _ending(word: str) -> str:
    """Return "full" for a final mark, "numbered" or "abbreviation" for a word that may end a sentence, else ""."""
    if word[-1:] not in _FINAL:
        return ""
    if word in _FINAL or (len(word) > 1 and set(word) <= _FINAL):
        return "full"
    if word.endswith(".") and word[:-1].lower() in _BEFORE_NUMBER:
        return "numbered"
    if len(word) > 1 and word.endswith(".") and word[:-1].lower() not in _NEVER_FINAL and not _INITIAL.match(word):
        return "abbreviation"
    return ""


def _begins(words: list[str], at: int, strength: str, mark: str) -> bool:
    """Tell whether the word at `at` begins a sentence after an ending of the given strength."""
    first = at
    while first < len(words) - 1 and words[first] in _OPENING:
        first += 1
    word = words[first]
    if strength == "abbreviation":
        return word in _STARTERS
    if word[:1].islower() or (strength == "numbered" and word[:1].isdigit()):
        return False
    return mark in ("!", "?") or word[:1].isupper() or word[:1].isdigit() or word[:1] in "•*-"
