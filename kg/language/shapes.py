"""The written shape of a word: what an uncased encoder cannot see."""

import re
from functools import lru_cache

SHAPES = 12
EDGE = 11  # shape of the marks around a sentence
_PARTS = re.compile(r"[-'’/]")
_PARTED = re.compile(r"[-'’/]\w")


@lru_cache(maxsize=65536)
def word_shape(word: str) -> int:
    """Return the class of a word's casing and digits, 0 to 10 (no letters, lower, Title, Mixed-Parts, UPPER ...)."""
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    if not letters:
        return 6 if digits else 0
    if digits:
        return 7
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 1
    if len(letters) == 1:
        return 5
    if upper == len(letters):
        return 9 if "." in word else 4
    if word[0].isupper() and upper == 1:
        return 2
    if word[0].isupper():
        parted = _PARTED.search(word) and all(p[:1].isupper() or p.islower() for p in _PARTS.split(word) if p)
        return 3 if parted else 8
    return 10
