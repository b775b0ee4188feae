"""Rules for times of day: "6:40 p.m. (GMT +8)", "18:00 UTC", "noon", "the morning of April 19"."""

import re

from kg.extract.times.rule import PART, WORDS, Rule, rule
from kg.extract.times.symbols import Symbol

_ZONE = (
    r"(?:\s?\(?(?P<zone>UTC|GMT|Z(?=\b)|[ECMP][SD]T|CET|CEST|BST|MSK|IST|JST|EET|EEST"
    r"|(?:local|Moscow|Kyiv|Kiev|Beijing)\stime|hrs|hours)(?P<offset>\s?[+-]\s?\d{1,2}(?::?\d\d)?)?\)?)?"
)


def _clock(m: re.Match[str]) -> Symbol | None:
    hour, minute = int(m["h"]), int(m["min"] or 0)
    half = (m.groupdict().get("half") or "").lower().replace(".", "")
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    zone = "Z" if (m["zone"] or "") in ("UTC", "GMT", "Z") and not m["offset"] else ""
    return Symbol("TIME", "clock", part=f"T{hour:02d}:{minute:02d}{zone}")


def _named(m: re.Match[str]) -> Symbol:
    value = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}[m["name"].lower()]
    return Symbol("TIME", "clock", part=value)


def _part(m: re.Match[str]) -> Symbol:
    return Symbol("TIME", "part", part=WORDS.parts[m["part"].lower()], anchor="near", name="bare")


_HALF = r"(?P<half>[ap]\.m\.?|[ap]m|[AP]\.M\.?|[AP]M)"

RULES: tuple[Rule, ...] = (
    rule(
        "clock-half",
        rf"(?P<h>\d{{1,2}})(?:[:.](?P<min>\d\d))?\s?{_HALF}(?<![ap])(?:(?<=m)|(?<=M)|(?<=\.)){_ZONE}",
        _clock,
    ),
    rule("clock", rf"(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d)(?::\d\d)?(?![:\d]|\s?%){_ZONE}", _clock, 1),
    rule(
        "clock-zone", r"(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)\s?(?P<zone>UTC|GMT|hrs|hours\b)(?P<offset>(?!))?", _clock
    ),
    rule("clock-named", rf"(?i:(?P<name>noon|midday|midnight)){_ZONE}", _named, 1),
    rule("part", rf"(?:(?i:the)\s)?(?:(?i:early|late)[-\s](?:(?i:in\sthe)\s)?)?(?P<part>{PART})", _part, 4),
)
