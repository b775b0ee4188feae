"""Numbers in words and figures: "twenty-one", "two and a half", "1,200", "nineteen ninety-one"."""

import re
from fractions import Fraction

from kg.extract.times.words import load_words, one_of

_WORDS = load_words()
_SIMPLE = {w: n for w, n in _WORDS.numbers.items() if " " not in w and w not in ("a", "an", "another", "zero")}
_PLURALS = {w: n for w, n in _WORDS.numbers.items() if w not in ("a", "an", "another")}
_TEENS = one_of(w for w, n in _SIMPLE.items() if 10 <= n < 100)

_CARDINAL = rf"{one_of(_SIMPLE)}(?:(?:[-\s]|\sand\s){one_of(_SIMPLE)}){{0,4}}"
_HALF = r"(?:\sand\s(?:a\s)?half(?:\sa)?)"
# A count before a unit: "3", "2.5", "1,200", "twenty-one", "two and a half", "a", "half a", "a few", "the".
COUNT = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}(?:\.\d{{1,3}})?(?:\s?½)?|½|(?:one-)?half\s(?:a|an)|{one_of(_WORDS.vague_counts)}"
    rf"|{_CARDINAL}{_HALF}?|(?:a\scouple(?:\sof)?|couple\sof|a\sdozen|a\ssingle|another|an|a)(?:\shundred)?)"
)
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{one_of(_WORDS.ordinals)})"
YEAR_IN_WORDS = (
    rf"(?:(?:eighteen|nineteen|twenty)[-\s](?:hundred|{_TEENS}(?:-{one_of(_SIMPLE)})?|oh[-\s]{one_of(_SIMPLE)}))"
)


def parse_count(text: str) -> Fraction | None:
    """Return the number a COUNT match stands for; None when it is vague ("several")."""
    text = re.sub(r"\s+", " ", text.strip().lower())
    if text in _WORDS.vague_counts:
        return None
    if text == "½" or text.startswith(("half a", "one-half a")):
        return Fraction(1, 2)
    half = Fraction(0)
    if text.endswith("½"):
        text, half = text[:-1].strip(), Fraction(1, 2)
    found = re.fullmatch(r"(.*?) and (?:a )?half(?: a)?", text)
    if found:
        text, half = found[1], Fraction(1, 2)
    if re.fullmatch(r"[\d,.]+", text):
        return Fraction(text.replace(",", "")) + half
    if text in _WORDS.numbers:
        return Fraction(_WORDS.numbers[text]) + half
    return Fraction(parse_cardinal(text)) + half


def parse_cardinal(text: str) -> int:
    """Return the value of a number in words ("two hundred and five"); unknown words count nothing."""
    total = current = 0
    for word in re.split(r"[-\s]+", text.lower()):
        value = _WORDS.numbers.get(word)
        if value is None:
            continue
        if value in (100, 1000):
            current = max(current, 1) * value
            if value == 1000:
                total, current = total + current, 0
        else:
            current += value
    return total + current


def parse_ordinal(text: str) -> int:
    """Return the value of an ORDINAL match; 0 when it is none."""
    found = re.match(r"\d+", text)
    return int(found[0]) if found else _WORDS.ordinals.get(text.lower(), 0)


def parse_year_words(text: str) -> int:
    """Return the year a YEAR_IN_WORDS match names ("nineteen ninety-one" -> 1991)."""
    words = re.split(r"[-\s]+", text.lower())
    rest = parse_cardinal(" ".join(w for w in words[1:] if w not in ("hundred", "oh")))
    return _WORDS.numbers[words[0]] * 100 + rest


def format_amount(amount: Fraction | None) -> str:
    """Return a duration's amount as TIMEX3 writes it: "3", "2.5", "X" when vague."""
    if amount is None:
        return "X"
    return str(amount.numerator) if amount.denominator == 1 else f"{float(amount):g}"
