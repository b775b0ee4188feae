"""Number expressions in a sentence: what value, bounded how, spanning which words, counting which noun.

Refuses numbers that count nothing: ages, dates, ordinals, percentages, scores, names with a number in them.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from kg.extract.clause import Clauses
from kg.ontology.cues import Cues
from kg.records import Span

_DIGITS = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """One number. `first`..`last` are its tokens without the bound; `start` is where the bound begins.

    `noun` is the token of what is counted, None when the number stands alone ("killed 12").
    """

    first: int
    last: int
    start: int
    end: int
    value: str
    comparator: str
    currency: str | None
    noun: int | None


def parse_digits(text: str) -> Decimal | None:
    """Return the value of digits with separators, None for anything else.

    **Example**
    >>> parse_digits("5,400")
    Decimal('5400')
    """
    if not _DIGITS.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _word_value(word: str, cues: Cues) -> Decimal | None:
    digits = parse_digits(word)
    if digits is not None:
        return digits
    if word in cues.numbers:
        return Decimal(cues.numbers[word])
    tens, _, ones = word.partition("-")
    if ones and tens in cues.numbers and ones in cues.numbers:
        return Decimal(cues.numbers[tens] + cues.numbers[ones])
    return None


def _read_value(words: tuple[str, ...], cues: Cues) -> tuple[Decimal, int] | None:
    """Return the value of the number that starts a list of words and how many words it takes."""
    if words[0] in ("a", "half") and len(words) > 1:
        half = words[:2] == ("half", "a")
        rest = words[2] if half and len(words) > 2 else words[1]
        if rest in cues.scales and len(rest) > 2:
            factor = Decimal("0.5") if half else Decimal(1)
            return factor * cues.scales[rest], 3 if half else 2
        return None
    value = _word_value(words[0], cues)
    if value is None:
        return None
    total, current, taken = Decimal(0), value, 1
    for k, word in enumerate(words[1:], 1):
        if word in ("-", "and") and k + 1 < len(words) and taken == k:
            after = _word_value(words[k + 1], cues)
            joins = word == "-" and after is not None and after < 10 <= current and current % 10 == 0
            hundreds = word == "and" and after is not None and words[k - 1] == "hundred" and after < 100
            if (joins or hundreds) and parse_digits(words[k + 1]) is None and after is not None:
                current += after
                taken = k + 2
            continue
        if k < taken:
            continue
        if k > taken:
            break
        if word in cues.scales and (len(word) > 2 or word in ("m", "bn", "k", "tn", "mn", "b")):
            current *= cues.scales[word]
            taken = k + 1
            if cues.scales[word] >= 1000:
                total, current = total + current, Decimal(0)
        else:
            after = _word_value(word, cues)
            if after is None or parse_digits(word) is not None or not (current == 0 or current % 100 == 0):
                break
            current += after
            taken = k + 1
    return total + current, taken


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _guarded(clauses: Clauses, first: int, last: int, value: Decimal, cues: Cues) -> bool:
    """Tell whether the number is no count: part of an age, a date, a name, a range of a document, a percentage."""
    months = cues.number_guards["months"]
    if first > 0 and clauses.word(first - 1) in cues.number_guards["numbering"]:
        return True
    words = clauses.words
    after, before = words[last + 1 : last + 4], words[max(0, first - 2) : first]
    tokens = clauses.tokens
    hyphen = after[:1] == ("-",) and last + 2 < len(tokens) and tokens[last + 2].start == tokens[last + 1].end
    if _ends_range(clauses, first, last, cues):
        return False
    if hyphen and after[1:2] != ("member",):
        return True  # "19-year-old", "30-day", "13-point"
    if hyphen or (before[-1:] == ("-",) and first >= 2 and tokens[first - 1].start == tokens[first - 2].end):
        return True
    if after[:2] == ("per", "cent") or (after and after[0] in cues.number_guards["after"]):
        return True
    if (after[:1] and after[0] in months) or (before[-1:] and before[-1] in months):
        return True
    digits = parse_digits(words[first]) is not None and first == last
    if digits and value == value.to_integral_value() and 1400 <= value <= 2100 and "," not in words[first]:
        above = tokens[first].head if tokens[first].dep.startswith("nummod") else -1
        return above < first or clauses.lemma(above) not in cues.counted
    head = tokens[first].head
    named = tokens[first].dep in ("nummod", "flat", "compound", "dep", "nmod", "appos") and 0 <= head < first
    near = named and all(
        tokens[i].upos in ("PROPN", "NOUN", "NUM", "PUNCT", "SYM", "CCONJ") for i in range(head, first)
    )
    parts = after[:1] == ("of",)  # "85 drones, 61 of which"
    return digits and near and not parts and clauses.dep(head) != "nsubj"


def _ends_range(clauses: Clauses, first: int, last: int, cues: Cues) -> bool:
    """Tell whether a number is one end of "40-60 people": digits on both sides of a hyphen, then what is counted."""
    words, end = clauses.words, last
    if words[last + 1 : last + 2] in (("-",), ("–",)) and last + 2 < len(words) and parse_digits(words[last + 2]):
        end = last + 2
    elif not (first > 1 and words[first - 1] in ("-", "–") and parse_digits(words[first - 2])):
        return False
    kind = cues.counted.get(clauses.lemma(end + 1)) if end + 1 < len(words) else None
    return kind not in (None, "time", "other_units")


def _bound(clauses: Clauses, first: int, last: int, cues: Cues) -> tuple[str, int]:
    """Return the comparator of a number and the token where its words begin."""
    words = clauses.words
    for parts, comparator in cues.comparators:
        at = first - len(parts)
        if at >= 0 and words[at:first] == parts:
            return comparator, at
    for parts, comparator in cues.comparators:
        if parts[0] == "or" and words[last + 1 : last + 1 + len(parts)] == parts:
            return comparator, first
    return "Exactly", first


def _counted(clauses: Clauses, first: int, last: int, cues: Cues) -> int | None:
    """Return the noun a number counts."""
    for i in range(last, first - 1, -1):
        token = clauses.tokens[i]
        if clauses.dep(i) in ("nummod", "amod", "compound", "det", "quantmod") and token.head > last:
            head = token.head
            return head if clauses.tokens[head].upos in ("NOUN", "PROPN", "ADJ", "VERB", "SYM") else None
    for i in range(first, last + 1):  # "thousands of people", "nine of its soldiers"
        for c in clauses.find(i, "nmod", "obl"):
            if c > last and "of" in clauses.marks(c):
                return c
    nxt = last + 1
    while nxt < len(clauses.tokens) and clauses.tokens[nxt].upos in ("ADJ", "PROPN", "NOUN", "VERB"):
        if nxt > last + 1 and cues.counted.get(clauses.lemma(nxt)) == "time":
            return None  # "killed more than 50 last month"
        if clauses.tokens[nxt].upos == "NOUN" and clauses.dep(nxt) != "compound":
            return nxt
        if clauses.tokens[nxt].upos == "VERB" and clauses.tokens[nxt].xpos != "VBN":
            return None
        nxt += 1
    return None


def find_numbers(clauses: Clauses, cues: Cues) -> tuple[Number, ...]:
    """Return the numbers of a sentence that count something, in order."""
    out: list[Number] = []
    words = clauses.words
    i = 0
    while i < len(words):
        found = _at(clauses, words, i, cues)
        if found is None:
            i += 1
            continue
        if found.last >= found.first and not _guarded(clauses, found.first, found.last, Decimal(found.value), cues):
            out.append(found)
        i = found.last + 1
    return _as_ranges(clauses, _rounded_alike(clauses, out))


def _rounded_alike(clauses: Clauses, numbers: list[Number]) -> list[Number]:
    """Read "about 50 tanks and 40 guns" with both numbers rough: what bounds the first of a list bounds the rest."""
    rough = {n.noun for n in numbers if n.comparator == "About"}
    return [
        replace(n, comparator="About")
        if n.comparator == "Exactly"
        and n.noun is not None
        and clauses.dep(n.noun) == "conj"
        and clauses.tokens[n.noun].head in rough
        else n
        for n in numbers
    ]


def _as_ranges(clauses: Clauses, numbers: list[Number]) -> tuple[Number, ...]:
    """Return the numbers with "between 40 and 60 people", "40 to 60", "40-60" read as a lower and an upper bound."""
    out: list[Number] = []
    for number in numbers:
        low = out[-1] if out else None
        if low is not None and low.last + 2 == number.first and _spans(clauses, low, number):
            noun = number.noun if number.noun is not None else low.noun
            out[-1] = replace(low, comparator="AtLeast", noun=noun, currency=low.currency or number.currency)
            number = replace(number, comparator="AtMost", noun=noun)
        out.append(number)
    return tuple(out)


def _spans(clauses: Clauses, low: Number, high: Number) -> bool:
    """Tell whether two neighbouring numbers are the ends of one range; "from 90 to 40" is a change."""
    link, before = clauses.word(low.last + 1), clauses.word(low.first - 1) if low.first else ""
    joined = (link == "and" and before == "between") or (link in ("to", "-", "–", "or") and before != "from")
    plain = high.comparator == "Exactly" and low.comparator in ("Exactly", "About")
    return joined and plain and Decimal(low.value) < Decimal(high.value)


def _at(clauses: Clauses, words: tuple[str, ...], i: int, cues: Cues) -> Number | None:
    tokens, first = clauses.tokens, i
    currency = cues.currency_signs.get(tokens[i].text) or cues.currency_signs.get(tokens[i].text.upper())
    if currency is not None:
        i += 1
        if i >= len(words):
            return None
    vague = cues.vague.get(words[i])
    tens = words[i : i + 2] == ("tens", "of") or words[i : i + 3] == ("scores", "of", "thousands")
    if tens and i + 2 < len(words) and words[i + 2] in cues.vague:
        value, taken, comparator = Decimal(10 * cues.vague[words[i + 2]]), 3, "AtLeast"
    elif (
        vague is not None
        and words[max(0, i - 1)] not in cues.numbers
        and parse_digits(words[i - 1] if i else "") is None
    ):
        value, taken, comparator = Decimal(vague), 1, "AtLeast"
        if words[i + 1 : i + 2] == ("of",) and words[i + 2 : i + 3] and words[i + 2] in cues.vague:
            value, taken = value * cues.vague[words[i + 2]], 3
    elif (
        words[i] in cues.number_guards["several"]
        and cues.scales.get(words[i + 1] if i + 1 < len(words) else "", 0) >= 100
    ):
        value, taken, comparator = Decimal(cues.scales[words[i + 1]]), 2, "AtLeast"
    else:
        if words[i] not in ("a", "half") and _word_value(words[i], cues) is None:
            return None  # as most words; only a number is worth a copy of what follows it
        read = _read_value(words[i:], cues)
        if read is None or (words[i] == "no"):
            return None
        value, taken = read
        comparator = ""
    last = i + taken - 1
    if words[i] == "one" and taken == 1 and tokens[i].upos not in ("NUM", "PRON", "NOUN"):
        return None
    bound, at = _bound(clauses, first, last, cues)
    if at > 0 and at == first and words[at - 1] in ("us", "u.s.") and currency is not None:
        at -= 1
    noun = None
    if currency is None and last + 1 < len(words) and _is_currency(clauses, last + 1, cues):
        currency, noun = clauses.lemma(last + 1), last + 1
    if currency is None:
        noun = _counted(clauses, first, last, cues)
    end = max(last, noun if noun is not None and noun - last <= 4 else last)
    return Number(first, last, tokens[at].start, tokens[end].end, _plain(value), comparator or bound, currency, noun)


def _is_currency(clauses: Clauses, i: int, cues: Cues) -> bool:
    return clauses.lemma(i) in cues.currency_words or clauses.word(i) in cues.currency_words


def number_span(number: Number) -> Span:
    """Return the text range of a number with its bound and noun."""
    return Span(number.start, number.end)
