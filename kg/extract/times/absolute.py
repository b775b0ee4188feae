"""Rules for dates that name the calendar: full dates in any order, months, years, decades, centuries, holidays."""

import re

from kg.extract.times.numbers import ORDINAL, YEAR_IN_WORDS, parse_ordinal, parse_year_words
from kg.extract.times.rule import (
    AFTER_DASH,
    AFTER_DAY_DASH,
    BC,
    DASH,
    DAY,
    MONTH,
    SEASON,
    WEEKDAY,
    WORDS,
    YEAR,
    Rule,
    day_number,
    month_number,
    piece,
    rule,
    step_number,
)
from kg.extract.times.symbols import Match, Symbol
from kg.extract.times.words import one_of

_OF_YEAR = r"(?:,?\s(?:of\s)?(?P<ofyear>(?:that|the\s(?:same|following|previous|next)|this|last|next)\syear))"
_YEAR_TAIL = rf"(?:(?:\s?,\s?|\sof\s|,?\s)(?P<year>{YEAR})(?![\d,]\d)|{_OF_YEAR})?"
_HEAD = rf"(?:(?P<wd>{WEEKDAY}),?\s(?:the\s)?)?"


def _calendar(m: re.Match[str], day: int | None) -> Symbol | None:
    groups = m.groupdict()
    if day is not None and not 1 <= day <= 31:
        return None
    weekday = weekday_of(groups.get("wd"))
    year = int(groups["year"]) if groups.get("year") else None
    base = _year_of(groups.get("ofyear"))
    return Symbol("DATE", "calendar", year=year, month=month_number(m["month"]), day=day, weekday=weekday, base=base)


def weekday_of(text: str | None) -> int | None:
    """Return the number of a weekday's name, None for no name."""
    return WORDS.weekdays[text.lower().rstrip(".")] if text else None


def _year_of(text: str | None) -> Symbol | None:
    if not text:
        return None
    words = text.lower().split()
    if words[0] in ("that", "the"):
        step = {"following": 1, "next": 1, "previous": -1}.get(words[1], 0)
        return Symbol("DATE", "shift", unit="Y", step=step, anchor="previous")
    return Symbol("DATE", "shift", unit="Y", step=step_number(words[0]))


def _month_day(m: re.Match[str]) -> Symbol | None:
    return _calendar(m, day_number(m["day"]))


def _ordinal_month(m: re.Match[str]) -> Symbol | None:
    return _calendar(m, parse_ordinal(m["day"]))


def _month(m: re.Match[str]) -> Symbol | None:
    return _calendar(m, None)


def _day_range(m: re.Match[str]) -> tuple[Match, ...]:
    whole = _calendar(m, day_number(m["b"]))
    first = _calendar(m, day_number(m["a"]))
    if whole is None or first is None or day_number(m["a"]) >= day_number(m["b"]):
        return ()
    if m.start("month") < m.start("a"):  # "February 19-23, 2024"
        a = Match(m.start(), m.end("a"), first, "day-range")
        return (a, Match(m.start("b"), m.end(), whole, "day-range"))
    return (piece(m, "a", first, "day-range"), Match(m.start("b"), m.end(), whole, "day-range"))


def _iso(m: re.Match[str]) -> Symbol | None:
    return Symbol("DATE", "calendar", year=int(m["year"]), month=int(m["m"]), day=int(m["d"]))


def _numeric(m: re.Match[str]) -> Symbol | None:
    a, b, year = int(m["a"]), int(m["b"]), int(m["year"])
    if year < 100:
        year += 2000 if year < 50 else 1900
    if "." in m[0] or a > 12:  # 24.04.2025 is day first everywhere; 24/04 can be nothing else
        a, b = b, a
    if not (1 <= a <= 12 and 1 <= b <= 31):
        return None
    return Symbol("DATE", "calendar", year=year, month=a, day=b)


def _year(m: re.Match[str]) -> Symbol:
    return Symbol("DATE", "calendar", year=int(m["year"]))


def _short_year(m: re.Match[str]) -> Symbol:
    short = int(m["year"])
    return Symbol("DATE", "calendar", year=short, name="short")


def _year_range(m: re.Match[str]) -> tuple[Match, ...]:
    a, text = int(m["a"]), m["b"]
    b = int(text) if len(text) == 4 else a // 100 * 100 + int(text)
    if not a < b <= a + 150:
        return ()
    return (
        piece(m, "a", Symbol("DATE", "calendar", year=a), "year-range"),
        piece(m, "b", Symbol("DATE", "calendar", year=b), "year-range"),
    )


def _decade(m: re.Match[str]) -> Symbol | None:
    groups = m.groupdict()
    if groups.get("word"):
        tens = WORDS.decades[m["word"].lower()]
        century = 19 if not groups.get("century") else {"eighteen": 18, "nineteen": 19}[m["century"].lower()]
        return Symbol("DATE", "fixed", value=f"{century}{tens // 10}")
    number = m["number"]
    if len(number) == 2:
        number = ("20" if int(number) < 20 else "19") + number
    if number.endswith("00") and number < "2000":  # "the 1700s" are a century, "the 2000s" mostly a decade
        return Symbol("DATE", "fixed", value=number[:2])
    return Symbol("DATE", "fixed", value=number[:3])


def _century(m: re.Match[str]) -> Symbol | None:
    n = parse_ordinal(m["n"].replace(" ", "-").lower()) - 1
    if m["bc"]:
        return Symbol("DATE", "fixed", value=f"BC{n:02d}")
    return Symbol("DATE", "fixed", value=f"{n:02d}") if n >= 0 else None


def _bc(m: re.Match[str]) -> Symbol:
    year = int(m["year"])
    if m["s"]:
        return Symbol("DATE", "fixed", value=f"BC{year // 10:03d}")
    if m["month"]:
        return Symbol("DATE", "fixed", value=f"BC{year:04d}-{month_number(m['month']):02d}")
    if m["season"]:
        return Symbol("DATE", "fixed", value=f"BC{year:04d}-{WORDS.seasons[m['season'].lower()]}")
    return Symbol("DATE", "fixed", value=f"BC{year:04d}")


def _bc_range(m: re.Match[str]) -> tuple[Match, ...]:
    a, b = int(m["a"]), int(m["b"])
    if a <= b:
        b = a // 100 * 100 + b if b < 100 and a > 100 else b
    return (
        piece(m, "a", Symbol("DATE", "fixed", value=f"BC{a:04d}"), "bc-range"),
        Match(m.start("b"), m.end(), Symbol("DATE", "fixed", value=f"BC{b:04d}"), "bc-range"),
    )


def _quarter(m: re.Match[str]) -> Symbol | None:
    n = parse_ordinal(m["n"]) if not m["n"].isdigit() else int(m["n"])
    letter = "Q" if m["what"] is None or m["what"].lower().startswith("quarter") else "H"
    if not 1 <= n <= (4 if letter == "Q" else 2):
        return None
    base = _year_of(m["ofyear"]) or (
        Symbol("DATE", "shift", unit="Y", step=step_number(m["lastyear"])) if m["lastyear"] else None
    )
    year = int(m["year"]) if m["year"] else None
    return Symbol("DATE", "season", year=year, name=f"{letter}{n}", base=base)


def _season(m: re.Match[str]) -> Symbol:
    year = int(m["year"]) if m["year"] else None
    return Symbol("DATE", "season", year=year, name=WORDS.seasons[m["season"].lower()], base=_year_of(m["ofyear"]))


def _holiday(m: re.Match[str]) -> Symbol:
    year = int(m["year"]) if m["year"] else None
    name = re.sub(r"\s+", " ", m["name"].lower())
    return Symbol("DATE", "holiday", year=year, name=WORDS.holidays[name], base=_year_of(m["ofyear"]))


def _fiscal(m: re.Match[str]) -> Symbol:
    return Symbol("DATE", "fixed", value=f"FY{m['year']}")


def _spelled_year(m: re.Match[str]) -> Symbol:
    return Symbol("DATE", "calendar", year=parse_year_words(m["year"]))


def _names(words: dict[str, str]) -> str:
    forms = {
        w.title().replace("’S", "’s").replace("'S", "'s").replace("The ", "the ").replace(" Of ", " of ") for w in words
    }
    return one_of(f.replace(" Jr.", " Jr.") for f in forms)


_HOLIDAY = _names(WORDS.holidays)
_BY_YEAR = rf"(?:(?:\sof|,|\sin)?\s(?P<year>{YEAR})|{_OF_YEAR})?"

RULES: tuple[Rule, ...] = (
    rule(
        "month-day",
        rf"{_HEAD}(?P<month>{MONTH})\s(?:the\s)?(?P<day>{DAY})(?![\d%])(?!:\d)(?![,.]\d){_YEAR_TAIL}",
        _month_day,
        start=AFTER_DAY_DASH,
    ),
    rule(
        "day-month",
        rf"{_HEAD}(?:the\s)?(?P<day>{DAY})(?:\sof)?(?:\s|-)(?P<month>{MONTH})(?:-(?=\d))?{_YEAR_TAIL}",
        _month_day,
        start=AFTER_DASH,
    ),
    rule(
        "ordinal-month",
        rf"{_HEAD}(?:the\s)?(?P<day>{ORDINAL})(?:\sof|\sday\sof)?\s(?P<month>{MONTH}){_YEAR_TAIL}",
        _ordinal_month,
        1,
    ),
    rule(
        "month-ordinal",
        rf"{_HEAD}(?P<month>{MONTH})\s(?:the\s)?(?P<day>{one_of(WORDS.ordinals)}){_YEAR_TAIL}",
        _ordinal_month,
        1,
    ),
    rule(
        "day-range",
        rf"{_HEAD}(?P<month>{MONTH})\s(?P<a>{DAY})(?:{DASH}|\s(?:to|and|or|through|until)\s)(?P<b>{DAY})(?![\d%])(?!:\d)(?![,.]\d){_YEAR_TAIL}",
        _day_range,
    ),
    rule(
        "day-range",
        rf"(?:the\s)?(?P<a>{DAY})(?:{DASH}|\s(?:to|and|or|through|until)\s)(?P<b>{DAY})\s(?P<month>{MONTH}){_YEAR_TAIL}",
        _day_range,
    ),
    rule(
        "month-year",
        rf"(?P<month>{MONTH})(?:,\s?|\sof\s|\s|-)(?P<year>{YEAR})(?![\d,]\d)",
        _month,
        start=AFTER_DAY_DASH,
    ),
    rule("month-of-year", rf"(?P<month>{MONTH}){_OF_YEAR}", _month),
    rule("month", rf"(?P<month>{MONTH})", _month, 2),
    rule("iso", r"(?P<year>\d{4})[-/](?P<m>0[1-9]|1[0-2])[-/](?P<d>0[1-9]|[12]\d|3[01])", _iso),
    rule("numeric", r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4})", _numeric),
    rule("numeric-short", r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>\d{2})", _numeric),
    rule("year", rf"(?:the\syear\s)?(?P<year>{YEAR})(?![,.]\d|/\d|:\d)", _year, 2),
    rule("year-words", rf"(?i:(?P<year>{YEAR_IN_WORDS}))", _spelled_year, 2),
    rule("year-short", r"(?<!\w)[’'‘](?P<year>\d\d)(?!\d|s\b)", _short_year, 2),
    rule("year-range", rf"(?P<a>{YEAR})(?:[-–—]|\s?/\s?)(?P<b>{YEAR}|\d\d)(?![-/\d])", _year_range),
    rule("decade", r"(?:the\s)?[’'‘]?(?P<number>(?:1[0-9]|20)?\d0)[’']?s", _decade),
    rule(
        "decade-words",
        rf"(?i:(?:the\s)?(?:(?P<century>eighteen|nineteen)[-\s])?(?P<word>{one_of(WORDS.decades)}))",
        _decade,
        1,
    ),
    rule(
        "century",
        rf"(?:the\s)?(?i:(?P<n>\d{{1,2}}(?:st|nd|rd|th)|twenty[-\s]first|{one_of(WORDS.ordinals)})[-\s](?:century|centuries))(?P<bc>{BC})?",
        _century,
    ),
    rule(
        "bc",
        rf"(?:the\s)?(?:(?:(?P<month>{MONTH})|(?P<season>{SEASON}))(?:\sof)?\s)?(?:\d{{1,2}},?\s)?(?P<year>\d{{2,4}})(?P<s>s)?{BC}",
        _bc,
    ),
    rule("bc-range", rf"(?P<a>\d{{2,4}})[-–—](?P<b>\d{{2,4}}){BC}", _bc_range),
    rule(
        "quarter",
        rf"(?:(?P<lastyear>(?i:last|this|next))\syear[’']s\s)?(?:the\s)?(?i:(?P<n>first|second|third|fourth|1st|2nd|3rd|4th)[-\s]"
        rf"(?P<what>quarter|half))(?:\s(?:of\s)?(?P<year>{YEAR})|{_OF_YEAR})?",
        _quarter,
    ),
    rule(
        "quarter-code",
        rf"(?P<what>(?!))?(?P<lastyear>(?!))?Q(?P<n>[1-4])(?:\s(?:of\s)?(?P<year>{YEAR})|{_OF_YEAR})?",
        _quarter,
    ),
    rule("season", rf"(?:the\s)?(?P<season>{SEASON}){_BY_YEAR}", _season, 1, AFTER_DASH),
    rule("year-season", rf"(?:the\s)?(?P<year>{YEAR})\s(?P<season>{SEASON})(?P<ofyear>(?!))?", _season),
    rule("holiday", rf"(?P<name>{_HOLIDAY}){_BY_YEAR}", _holiday),
    rule("fiscal", rf"(?:(?:the\s)?(?i:fiscal|financial)(?:\syear)?|FY)\s?(?P<year>{YEAR})", _fiscal),
)
