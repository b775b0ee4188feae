"""Rules for lengths of time and for what comes round again: "three days", "the past decade", "daily", "Mondays"."""

import re

from kg.extract.times.numbers import COUNT, format_amount, parse_count
from kg.extract.times.rule import MONTH, PART, UNIT, WEEKDAY, WORDS, Rule, rule, weekday_number
from kg.extract.times.symbols import Symbol
from kg.extract.times.words import one_of

_SHORT = {"TS": "S", "TM": "M", "TH": "H"}
_UNITS = {"TS": "S", "TM": "M", "TH": "H", "D": "D", "W": "W", "M": "M", "Q": "Q", "Y": "Y"}


def format_duration(amount: str, code: str) -> str:
    """Return a duration as ISO 8601 writes it; decades and centuries, which it lacks, are counted in years."""
    if code in ("DE", "CE"):
        years = {"DE": 10, "CE": 100}[code]
        return "PXY" if amount == "X" else f"P{float(amount) * years:g}Y"
    if code == "F":
        return "PXW" if amount == "X" else f"P{float(amount) * 2:g}W"
    if amount == "0.5" and code == "TH":
        return "PT30M"
    if amount == "0.5" and code == "Y":
        return "P6M"
    return f"PT{amount}{_SHORT[code]}" if code in _SHORT else f"P{amount}{_UNITS[code]}"


def _counted(m: re.Match[str]) -> Symbol | None:
    code = WORDS.units[m["unit"].lower()]
    count = m["n"].lower()
    if count in ("a", "an", "one", "another") and m["unit"].lower().endswith("s"):
        return None  # "a months-long"
    if count in ("a", "an", "another") and code == "TS":
        return None  # "a second" is an ordinal
    return Symbol("DURATION", "fixed", value=format_duration(format_amount(parse_count(m["n"])), code))


def _the_counted(m: re.Match[str]) -> Symbol:
    amount = format_amount(parse_count(m["n"])) if m["n"] else "X"
    return Symbol(
        "DURATION", "fixed", value=format_duration(amount, WORDS.units[m["unit"].lower()]), name=m["step"].lower()
    )


def _the_one(m: re.Match[str]) -> Symbol:
    return Symbol(
        "DURATION", "fixed", value=format_duration("1", WORDS.units[m["unit"].lower()]), name=m["step"].lower()
    )


def _vague(m: re.Match[str]) -> Symbol:
    return Symbol("DURATION", "fixed", value=format_duration("X", WORDS.units[m["unit"].lower()]))


def _halves(m: re.Match[str]) -> Symbol:
    return Symbol(
        "DURATION", "fixed", value=format_duration("0.5" if m["n"] == "half" else "1.5", WORDS.units[m["unit"].lower()])
    )


def _set(m: re.Match[str]) -> Symbol:
    return Symbol("SET", "fixed", value=WORDS.sets[m[0].lower()])


def _every(m: re.Match[str]) -> Symbol:
    groups = m.groupdict()
    if groups.get("wd"):
        return Symbol("SET", "fixed", value=f"XXXX-WXX-{weekday_number(m['wd'])}")
    if groups.get("part"):
        return Symbol("SET", "fixed", value=f"XXXX-XX-XX{WORDS.parts[m['part'].lower()]}")
    amount = format_amount(parse_count(m["n"])) if groups.get("n") else "1"
    return Symbol("SET", "fixed", value=format_duration(amount, WORDS.units[m["unit"].lower()]))


def _weekdays(m: re.Match[str]) -> Symbol:
    return Symbol("SET", "fixed", value=f"XXXX-WXX-{weekday_number(m['wd'])}")


_APPROX = rf"(?:(?i:{one_of(WORDS.approximations)})\s)*"
_STEP = r"(?i:next|last|past|first|final|previous|following|coming|initial|intervening|opening|remaining|subsequent)"
# "killed 50 last month" counts no months
_NO_ADJECTIVE = one_of(
    (*(w for w in WORDS.numbers if " " not in w), *WORDS.steps, "each", "every", "during", "over", "that", "past")
)
_ADJECTIVE = rf"(?:(?!{_NO_ADJECTIVE}\b)[a-z]{{4,12}}\s)"

RULES: tuple[Rule, ...] = (
    rule(
        "counted",
        rf"{_APPROX}(?P<n>(?i:{COUNT}))(?:\s|-){_ADJECTIVE}?(?P<unit>{UNIT})(?:[-\s](?:long|old)\b)?",
        _counted,
        3,
    ),
    rule(
        "the-counted",
        rf"(?:(?i:the|these|those)\s)?(?P<step>{_STEP})\s(?P<n>(?i:{COUNT}))\s(?P<unit>{UNIT})",
        _the_counted,
        1,
    ),
    rule("the-counted-after", rf"(?i:the)\s(?P<n>(?i:{COUNT}))\s(?P<step>{_STEP})\s(?P<unit>{UNIT})", _the_counted, 1),
    rule(
        "the-vague",
        rf"(?i:the)\s(?P<step>{_STEP})\s(?P<n>(?!))?(?P<unit>(?i:minutes|hours|days|weeks|months|years|decades|centuries))",
        _the_counted,
        2,
    ),
    rule(
        "the-one",
        rf"(?i:the)\s(?P<step>(?i:past|first|final|last(?=\s\w+\sof\s(?:{MONTH}|\d))))\s(?P<n>(?!))?(?P<unit>(?i:week|month|year|decade|century))",
        _the_one,
        0,
    ),
    rule(  # "over the last year" is the twelve months before; "the last year" alone the calendar year
        "the-last",
        r"(?:(?<=[Oo]ver\s)|(?<=[Dd]uring\s)|(?<=[Ww]ithin\s)|(?<=[Tt]hroughout\s)|(?<=\b[Ii]n\s)|(?<=\b[Ff]or\s))"
        r"the\s(?P<step>last)\s(?P<n>(?!))?(?P<unit>(?i:week|month|year|decade))",
        _the_one,
        -1,
    ),
    rule(
        "vague-unit",
        r"(?i:(?:over\s|through\s)?(?:the\s)?)(?P<unit>(?i:hours|days|weeks|months|years|decades|centuries))(?:-long)?",
        _vague,
        4,
    ),
    rule(
        "half-unit",
        r"(?:a|an|one)\s(?P<unit>(?i:hour|day|week|month|year|decade|century))\sand\s(?P<n>a)\shalf",
        _halves,
    ),
    rule(
        "half-century",
        r"(?:(?i:a|the)\s)?(?P<n>half)[-\s](?P<unit>(?i:century|decade))",
        lambda m: Symbol("DURATION", "fixed", value="P50Y" if m["unit"].lower() == "century" else "P5Y"),
    ),
    rule(
        "unit-long",
        r"(?P<unit>(?i:hour|day|week|month|year|decade|century))s?-long",
        lambda m: Symbol(
            "DURATION", "fixed", value=format_duration("X" if "s-long" in m[0] else "1", WORDS.units[m["unit"].lower()])
        ),
    ),
    rule("set", rf"(?i:{one_of(WORDS.sets)})", _set, 2),
    rule(
        "every",
        rf"(?i:every|each)\s(?:(?i:single|other)\s)?(?:(?P<wd>{WEEKDAY})|(?P<part>{PART})|(?:(?P<n>(?i:{COUNT}))\s)?(?P<unit>{UNIT}))",
        _every,
    ),
    rule("per-unit", r"(?i:per)\s(?P<unit>(?i:second|minute|hour|day|week|month|year|decade))", _every),
    rule("weekdays", r"(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s(?![’'])", _weekdays),
)
