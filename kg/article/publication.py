"""The day an article was published: from metadata, else from the text with its words; never from a clock."""

import re
from datetime import date

from kg.article.layout import load_patterns
from kg.errors import ArticleError
from kg.records import Span, Zone

MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905 -- one line of twelve words reads better
_MONTH = "|".join(f"{m[:3]}(?:{m[3:]}|{m[3:4]}?\\.)?" if m != "may" else m for m in MONTHS)
_NAME = "(?P<{}>" + _MONTH + ")"
FULL_DATE = re.compile(
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:"
    + _NAME.format("m1")
    + r"\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{4})"
    + r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    + _NAME.format("m2")
    + r",?\s+(?P<y2>\d{4})"
    + r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2}))(?!\d)",
    re.IGNORECASE,
)


_NO_DAY = re.compile(rf"\d{{4}}(?:-(?:0[1-9]|1[0-2]))?|(?:{_MONTH})\s+\d{{4}}", re.IGNORECASE)


def parse_published(value: str, where: str) -> date | None:
    """Return the day a metadata value names: ISO date or date-time, or a written full date; None for a month or year.

    Raises ArticleError naming `where` for anything else.
    """
    if _NO_DAY.fullmatch(value.strip()):
        return None
    match = FULL_DATE.search(value)
    found = _day(match) if match else None
    if found is None:
        raise ArticleError(f"{where}: published is {value!r}; expected a day such as 2025-04-24 or April 24, 2025")
    return found


def _day(match: re.Match[str]) -> date | None:
    g = match.groupdict()
    year = int(g["y1"] or g["y2"] or g["y3"])
    day = int(g["d1"] or g["d2"] or g["d3"])
    name = g["m1"] or g["m2"]
    month = int(g["m3"]) if g["m3"] else 1 + [m[:3] for m in MONTHS].index(name[:3].lower())
    try:
        return date(year, month, day)
    except ValueError:  # 31 June and the like: no day
        return None


def find_published(text: str, zones: tuple[Zone, ...]) -> tuple[date, Span] | None:
    """Return the day the text itself was published and the words that say so, or None.

    In order: a short line that is or carries a date beside a word such as "published"; a dateline; a full date with
    its weekday in the first four. Sentences that speak of plans, limits or anniversaries never date a report, and a
    bare date in running text never does: of 46 such dates tried on releases and history notes, 3 were right.
    """
    patterns = load_patterns()
    for zone in zones:
        line = text[zone.start : zone.end]
        for match in FULL_DATE.finditer(line):
            rest = line[: match.start()] + line[match.end() :]
            alone = len(rest.split()) <= 2
            if (alone or (len(line.split()) <= 14 and patterns.published.search(rest))) and (day := _day(match)):
                return day, Span(zone.start + match.start(), zone.start + match.end())
    lead = [z for z in zones if z.kind in ("headline", "deck", "body")][:4]
    for want_weekday in (True, False):
        for zone in lead:
            line = text[zone.start : zone.end]
            for match in FULL_DATE.finditer(line):
                before = re.split(r"[.!?]\s", line[: match.start()])[-1]
                after = re.split(r"[.!?](?:\s|$)", line[match.end() :])[0]
                if patterns.planning.search(before) or (want_weekday and not match.group("weekday")):
                    continue
                day = _day(match)
                dateline = bool(re.match(r"^[A-Z][A-Z .,'/-]{2,40}[,(]?\s*$", before)) or after.lstrip().startswith(
                    ("—", "–", "-- ", "(")
                )
                if day and (want_weekday or dateline):
                    return day, Span(zone.start + match.start(), zone.start + match.end())
    return None
