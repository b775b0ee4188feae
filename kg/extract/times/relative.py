"""Rules for dates told from another day: weekdays, yesterday, last week, two years ago, the next day, that summer."""

import re

from kg.extract.times.durations import format_duration
from kg.extract.times.numbers import COUNT, ORDINAL, parse_count, parse_ordinal
from kg.extract.times.rule import (
    DATE_UNIT,
    LAST_NEXT,
    MONTH,
    SEASON,
    WEEKDAY,
    WORDS,
    Rule,
    month_number,
    rule,
    step_number,
    weekday_number,
)
from kg.extract.times.symbols import Symbol
from kg.extract.times.words import one_of

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
_PREVIOUS = ("previous", "following", "same", "that")  # these count from the last date of the text


def _weekday(m: re.Match[str]) -> Symbol:
    step = m["step"]
    week = m.groupdict().get("week")
    if week:
        base = Symbol("DATE", "shift", unit="W", step=step_number(week))
        return Symbol("DATE", "weekday", weekday=weekday_number(m["wd"]), base=base)
    return Symbol(
        "DATE",
        "weekday",
        weekday=weekday_number(m["wd"]),
        step=step_number(step) if step else None,
        anchor=_anchor(step),
    )


def _anchor(step: str | None) -> str:
    return "previous" if step and step.lower().split()[-1] in _PREVIOUS else "document"


def _named_day(m: re.Match[str]) -> Symbol:
    word = m["day"].lower().split()[-1]
    if word == "tonight":
        return Symbol("TIME", "part", part="TNI", name="named")
    amount = _DAYS.get(word, 0)
    if m["before"]:
        amount += -1 if word == "yesterday" else 1
    return Symbol("DATE", "shift", unit="D", step=amount, name="named")


def _last_unit(m: re.Match[str]) -> Symbol:
    code = WORDS.units[m["unit"].lower()]
    step = m["step"].lower().split()[-1]
    if step == "past":
        return Symbol("DURATION", "fixed", value=format_duration("1", code))
    return Symbol("DATE", "shift", unit=code, step=step_number(step), anchor=_anchor(step))


def _last_night(m: re.Match[str]) -> Symbol:
    step = m["step"].lower()
    part = WORDS.parts[m["part"].lower()]
    if step == "last":
        return Symbol("TIME", "part", part=part, step=-1)
    if step in ("the next", "the following", "next"):
        return Symbol("TIME", "part", part=part, step=1, anchor="previous")
    if step in ("the previous",):
        return Symbol("TIME", "part", part=part, step=-1, anchor="previous")
    if step in ("that", "the same", "that same"):
        return Symbol("TIME", "part", part=part, step=0, anchor="previous")
    return Symbol("TIME", "part", part=part, step=0)


def _last_season(m: re.Match[str]) -> Symbol:
    step = m["step"].lower()
    return Symbol(
        "DATE", "season", name=WORDS.seasons[m["season"].lower()], step=step_number(step), anchor=_anchor(step)
    )


def _last_month(m: re.Match[str]) -> Symbol:
    step = m["step"].lower()
    return Symbol("DATE", "calendar", month=month_number(m["month"]), step=step_number(step), anchor=_anchor(step))


def _weekend(m: re.Match[str]) -> Symbol:
    step = m["step"]
    plain = step is None or step.lower() == "the"
    return Symbol("DATE", "weekend", step=None if plain else step_number(step), anchor=_anchor(step))


def _ago(m: re.Match[str]) -> Symbol:
    amount = parse_count(m["n"])
    code = WORDS.units[m["unit"].lower()]
    if amount is None:
        return Symbol("DATE", "fixed", value="PAST_REF", unit=code)
    return Symbol("DATE", "shift", unit=code, amount=-amount)


def _from_now(m: re.Match[str]) -> Symbol:
    amount = parse_count(m["n"])
    code = WORDS.units[m["unit"].lower()]
    if amount is None:
        return Symbol("DATE", "fixed", value="FUTURE_REF", unit=code)
    return Symbol("DATE", "shift", unit=code, amount=amount)


def _later(m: re.Match[str]) -> Symbol:
    code = WORDS.units.get(m["unit"].lower(), "TM")
    back = m["way"].lower() in ("earlier", "before", "previously", "prior")
    amount = parse_count(m["n"]) if m["n"] else None
    if amount is None:
        return Symbol("DATE", "shift", unit=code, amount=None, step=-1 if back else 1, anchor="previous", name="vague")
    return Symbol("DATE", "shift", unit=code, amount=-amount if back else amount, anchor="previous")


def _next_day(m: re.Match[str]) -> Symbol:
    words = m["step"].lower().split()
    code = WORDS.units[m["unit"].lower()]
    step = {"next": 1, "following": 1, "previous": -1}.get(words[-1], 0)
    document = words[0] in ("this", "next", "last") or words == ["the", "current"]
    return Symbol(
        "DATE", "shift", unit=code, step=step, anchor="document" if document and "the" not in words else "previous"
    )


def _day_before(m: re.Match[str]) -> Symbol:
    before = m["way"].lower() in ("before", "earlier")
    code = WORDS.units[m["unit"].lower()]
    return Symbol("DATE", "shift", unit=code, step=-1 if before else 1, anchor="previous")


def _later_that(m: re.Match[str]) -> Symbol:
    code = WORDS.units[m["unit"].lower()]
    way = m["way"].lower()
    which = m["which"].lower()
    anchor = "document" if which.startswith("this") else "previous"
    portion = {"early": "START", "earlier": "", "late": "END", "later": ""}[way]
    return Symbol("DATE", "shift", unit=code, step=0, anchor=anchor, portion=portion, name=way)


def _the_unit(m: re.Match[str]) -> Symbol:
    return Symbol("DATE", "shift", unit=WORDS.units[m["unit"].lower()], step=0, anchor="previous", name="the")


def _day_of_month(m: re.Match[str]) -> Symbol | None:
    day = parse_ordinal(m["day"])
    return Symbol("DATE", "calendar", day=day, anchor="previous") if 1 <= day <= 31 else None


def _reference(m: re.Match[str]) -> Symbol:
    text = re.sub(r"\s+", " ", m[0].lower())
    return Symbol("DATE", "fixed", value=WORDS.references[text], unit=_unit_in(text))


def _narrative_reference(m: re.Match[str]) -> Symbol:
    return Symbol("DATE", "fixed", value=WORDS.narrative_references[m[0].lower()], name="narrative")


def _unit_in(text: str) -> str:
    return next((WORDS.units[w] for w in re.split(r"\W+", text) if w in WORDS.units), "")


_THAT = r"(?:the\s(?:next|following|previous|same|very\sday\sof|very\snext)|(?:that|this)(?:\ssame|\svery)?)"

RULES: tuple[Rule, ...] = (
    rule(
        "weekday",
        rf"(?:(?P<step>(?i:last|this|next|this\scoming|this\spast|the\sfollowing|the\sprevious|(?:the|that)\s(?:very\s)?same|that))\s)?(?P<wd>{WEEKDAY})",
        _weekday,
        1,
    ),
    rule(
        "weekday-week",
        rf"(?P<step>(?!))?(?P<wd>{WEEKDAY})(?:,?\sof|\sin)?\s(?P<week>(?i:last|this|next))\s(?i:week)",
        _weekday,
    ),
    rule(
        "named-day",
        r"(?i:(?P<before>the\sday\s(?:before|after)\s)?(?P<day>(?:earlier|later)\stoday|today|yesterday|tomorrow|tonight))",
        _named_day,
    ),
    rule(
        "last-unit",
        rf"(?:(?i:the)\s)?(?P<step>(?i:last|this|next|past|this\spast|the\scurrent))\s(?P<unit>(?i:week|month|quarter|year|decade|century))(?!\sof\s(?:{MONTH}|\d))",
        _last_unit,
    ),
    rule(
        "last-part",
        r"(?P<step>(?i:last|this|that(?:\ssame)?|the\s(?:next|following|previous|same)))\s(?P<part>(?i:morning|afternoon|evening|night|dawn))",
        _last_night,
    ),
    rule("last-season", rf"(?:(?i:the)\s)?(?P<step>{LAST_NEXT})\s(?P<season>{SEASON})", _last_season),
    rule(
        "last-month",
        rf"(?P<step>(?i:last|this|next|this\scoming|this\spast|(?:the\s)?(?:previous|following|same)|that(?:\ssame)?))\s(?P<month>{MONTH})",
        _last_month,
    ),
    rule(
        "weekend",
        r"(?P<step>(?i:last|this|next|this\scoming|this\spast|the|that|the\sfollowing|the\sprevious))\s(?i:weekend)",
        _weekend,
    ),
    rule("ago", rf"(?P<n>(?i:{COUNT}))(?:\s|-)(?P<unit>{DATE_UNIT})\s(?i:ago)", _ago),
    rule("from-now", rf"(?P<n>(?i:{COUNT}))\s(?P<unit>{DATE_UNIT})(?:\s|[’']\s)(?i:from\snow|hence|time)", _from_now),
    rule(
        "later",
        rf"(?:(?i:just|only|less\sthan|over|some|about|almost|barely)\s)?(?P<n>(?i:{COUNT}))\s(?P<unit>(?i:minutes?|hours?)|{DATE_UNIT})\s(?P<way>(?i:later|earlier|previously|afterwards?|hence))",
        _later,
    ),
    rule(
        "later-before",
        rf"(?P<n>(?i:{COUNT}))\s(?P<unit>{DATE_UNIT})\s(?P<way>(?i:before|prior|after))(?=\s*[,.;:)]|\s*$)",
        _later,
    ),
    rule(
        "later-vague",
        r"(?P<n>(?!))?(?P<unit>(?i:moments|minutes|hours|days|weeks|months|years|decades))\s(?P<way>(?i:later|earlier))",
        _later,
    ),
    rule("next-day", rf"(?P<step>(?i:{_THAT}))\s(?P<unit>(?i:day|week|month|quarter|year|decade|century))", _next_day),
    rule(
        "day-before",
        r"(?i:the|a)\s(?P<unit>(?i:day|week|month|year))\s(?P<way>(?i:before|after|earlier|later|following))",
        _day_before,
        1,
    ),
    rule(
        "later-that",
        r"(?P<way>(?i:earlier|later|early|late))(?:\s(?i:on|in))?\s(?P<which>(?i:that(?:\ssame)?|this|the(?:\ssame)?))\s"
        r"(?P<unit>(?i:day|week|month|year|decade|century))",
        _later_that,
    ),
    rule(
        "portion-of-the",
        r"(?:the\s)?(?i:end|beginning|start|middle|rest|remainder|turn)(?:\sof)\s(?i:the)\s(?P<unit>(?i:day|week|month|year|decade|century))",
        _the_unit,
    ),
    rule(
        "months-end",
        r"(?P<unit>(?i:month|year|week))[’']s\s(?i:end)|(?:the\s)?(?P<u2>(?i:year))[-\s](?i:end)",
        lambda m: Symbol("DATE", "shift", unit=WORDS.units[(m["unit"] or m["u2"]).lower()], step=0, portion="END"),
    ),
    rule("then", r"(?:(?<=\b[Bb]y\s))then", lambda m: Symbol("DATE", "then", anchor="previous"), 2),
    rule("the-year", r"(?i:the)\s(?P<unit>(?i:year))(?=\s*[,.;:)])", _the_unit, 2),
    rule(
        "day-of-month",
        rf"(?i:(?<=on\s))(?:the\s)(?P<day>{ORDINAL})(?=\s*[,.;:)]|\s(?:and|of\sthe|of\sthat)\s)",
        _day_of_month,
        1,
    ),
    rule("reference", rf"(?i:{one_of(WORDS.references)})", _reference, 2),
    rule("narrative-reference", rf"(?i:{one_of(WORDS.narrative_references)})", _narrative_reference, 3),
)
