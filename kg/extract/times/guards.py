"""When a match is no time after all: verbs and names that look like months, counts like years, ages, newspapers."""

import re

from kg.extract.times.rule import WORDS
from kg.extract.times.symbols import Match

_WORD_BEFORE = re.compile(r"([\w’'$€£%.-]+)[\s\"“‘(\[]*$")
_WORD_AFTER = re.compile(r"[\s]*([\w’'%-]+)")


def is_time(text: str, match: Match, tag: str = "") -> bool:
    """Tell whether a match is a time where it stands. `tag` is the part of speech of its first word, if known."""
    check = _CHECKS.get(match.rule)
    return check is None or check(text, match, tag)


def word_before(text: str, start: int) -> str:
    """Return the word left of an offset on the same line, "" when there is none."""
    found = _WORD_BEFORE.search(text, max(0, start - 40), start)
    return "" if found is None or "\n" in text[found.start() : start] else found[1]


def word_after(text: str, end: int) -> str:
    """Return the word right of an offset on the same line, "" when punctuation stands between."""
    found = _WORD_AFTER.match(text, end, end + 40)
    return "" if found is None or "\n" in text[end : found.start(1)] else found[1]


def _month(text: str, match: Match, tag: str) -> bool:
    before, after = word_before(text, match.start).lower().rstrip("-"), word_after(text, match.end)
    name = text[match.start : match.end].lower().rstrip(".")
    if tag in ("AUX", "VERB", "ADJ", "ADV"):
        return False
    if before in WORDS.month_before or before in WORDS.portions:
        return not (
            name in WORDS.doubtful_months
            and before in ("to", "and", "or", "on", "for", "around", "this", "by")
            and after.islower()
            and after not in ("and", "or", "to", "of", "in", "with", "when", "as", "that", "but", "after", "for")
        )
    if name in WORDS.doubtful_months or name == "august":
        return (before.endswith(("’s", "'s")) and not after) or text[match.end : match.end + 2] in ("'s", "’s")
    return not after[:1].isupper() or before in ("the", "a")  # "April Glaspie"


def _year(text: str, match: Match, tag: str) -> bool:
    before, after = word_before(text, match.start), word_after(text, match.end)
    low, follows = before.lower().rstrip(","), after.lower()
    if text[match.start : match.end].lower().startswith("the year"):
        return True
    if text[match.end : match.end + 1] in "%°$€£":
        return match.end >= len(text)
    if re.match(
        r"[-–—]\s?(?:strong|man|member|seat|mile|kilomet|meter|year|day|foot|ton|bed|room|page|point|pound|km)",
        text[match.end : match.end + 12],
    ):
        return False
    if low in WORDS.count_before and not (
        low in ("for", "about", "over", "some", "only", "nearly", "almost")
        and match.symbol.year is not None
        and match.symbol.year >= 1700
        and match.symbol.year % 100
        and follows not in WORDS.count_after
    ):
        return False
    if follows in WORDS.count_after:
        return False
    year = match.symbol.year or 0
    plural = (
        follows.endswith("s")
        and follows.isalpha()
        and follows not in WORDS.finite
        and after.islower()
        and not follows.endswith("ss")
    )
    sure = low in WORDS.year_before or low in WORDS.months or low in WORDS.seasons or low.endswith(("’s", "'s"))
    if plural and not (sure and year % 100 and year >= 1700):
        return False
    if year % 100 == 0 or year < 1500:  # round or small numbers are counts more often than years
        return sure and not (
            follows.isalpha()
            and after.islower()
            and year < 1500
            and follows not in ("and", "to", "when", "the", "as", "by", "but", "in", "was")
        )
    return year <= 2100


def _short_year(text: str, match: Match, tag: str) -> bool:
    return word_before(text, match.start).lower() in {*WORDS.year_before, *WORDS.months, *WORDS.seasons} - {
        "a",
        "an",
        "and",
        "to",
        "around",
    }


def _decade(text: str, match: Match, tag: str) -> bool:
    before = word_before(text, match.start).lower()
    if before in WORDS.ages or text[max(0, match.start - 1) : match.start] in ("-", "."):
        return False
    surface = text[match.start : match.end]
    long = re.search(r"\d{4}", surface) is not None
    return long or surface.lower().startswith("the") or before in ("early", "late", "mid", "1970s", "and", "or", "of")


def _weekday(text: str, match: Match, tag: str) -> bool:
    before, after = word_before(text, match.start), word_after(text, match.end)
    if before.lower() in WORDS.weekday_names and before[:1].isupper():
        return False
    return not (before == "The" and after in WORDS.papers)


def _season(text: str, match: Match, tag: str) -> bool:
    surface = text[match.start : match.end]
    before, after = word_before(text, match.start), word_after(text, match.end)
    if tag in ("VERB", "AUX") or (text[match.end : match.end + 1] == "-" and "fall" in surface.lower()):
        return False
    if re.search(r"\d", surface) or match.symbol.base is not None:
        return "fall" not in surface.lower() or not re.search(r"(?i)fall,", surface)
    word = surface.split()[-1]
    if word[0].isupper() and before[:1].isupper() and "the" not in surface.lower():
        return False
    if word.lower() in ("fall", "spring"):
        if after.lower() in WORDS.season_after:
            return False
        if surface.lower().startswith("the"):
            return before.lower() in WORDS.season_the or after == "and"
        return before.lower() in WORDS.season_bare
    return before.lower() in WORDS.season_before or surface.lower().startswith("the") or after[:1].islower()


def _named_day(text: str, match: Match, tag: str) -> bool:
    surface = text[match.start : match.end]
    before = word_before(text, match.start)
    return not (
        surface[0].isupper()
        and before[:1].isupper()
        and before.lower() not in WORDS.weekdays
        and text[match.start - 1] == " "
        and not surface.isupper()
    )


def _numeric(text: str, match: Match, tag: str) -> bool:
    return (
        not text[match.end : match.end + 2].startswith(("/", "."), 0)
        or not text[match.end + 1 : match.end + 2].isdigit()
    )


def _counted(text: str, match: Match, tag: str) -> bool:
    surface = text[match.start : match.end].lower()
    after = text[match.end : match.end + 12].lower()
    if re.search(r"quarters?$", surface):
        return not (surface.endswith("quarters") or after.startswith((" of ", "-mile", " mile", "-final")))
    return not (
        re.search(r"\bseconds?$", surface)
        and (surface.startswith(("one ", "a ", "the ")) or surface.endswith("second"))
    )


def _vague(text: str, match: Match, tag: str) -> bool:
    if text[match.end : match.end + 2].strip().isdigit():  # "the years 1955-1957"
        return False
    before = word_before(text, match.start).lower()
    after = word_after(text, match.end).lower()
    surface = text[match.start : match.end]
    if surface[-1:].isalpha() and surface.split()[-1][0].isupper() and after not in ("after", "before"):
        return False  # "The Hours" is a title, "Hours after the talks" is not
    return after not in ("old",) and before not in (
        "office",
        "school",
        "working",
        "business",
        "opening",
        "early",
        "dog",
        "old",
        "light",
        "glory",
        "final",
    )


def _reference(text: str, match: Match, tag: str) -> bool:
    surface, after = text[match.start : match.end].lower(), word_after(text, match.end).lower()
    if surface == "the past":
        return not re.match(
            r"(?:\d|\w+\s(?:day|week|month|year|decade|centur)|(?:day|week|month|year|decade|centur))", after
        )
    if surface == "present":
        return word_before(text, match.start).lower() in ("the", "at", "to") and after in ("", "day")
    if surface == "former":
        return after != "" and after not in ("and", "is", "was")
    return True


def _part(text: str, match: Match, tag: str) -> bool:
    before = word_before(text, match.start).lower()
    surface = text[match.start : match.end]
    last = surface.split()[-1]
    if last[0].isupper() or before == "good":  # "Good afternoon, colleagues"
        return False
    return last.lower() not in ("dawn", "dusk", "sunrise", "sunset", "daybreak") or before in (
        "at",
        "before",
        "by",
        "after",
        "until",
        "the",
        "since",
        "from",
        "around",
    )


def _day_of_month(text: str, match: Match, tag: str) -> bool:
    return text[match.start : match.end][4:5].isdigit() or word_after(text, match.end).lower() in ("of",)


def _later(text: str, match: Match, tag: str) -> bool:
    return word_after(text, match.end).lower() != "than"  # "three days later than planned" compares


def _that_month(text: str, match: Match, tag: str) -> bool:
    """Tell "that July" from "said that July was hot", by the tag or else by what follows."""
    if not text[match.start : match.end].lower().startswith("that"):
        return True
    return tag == "DET" or word_after(text, match.end) in ("", *WORDS.month_before)


def _next_day(text: str, match: Match, tag: str) -> bool:
    day = text[match.start : match.end].lower() == "this day"
    return not (day and re.match(r"\sin\s\d{4}", text[match.end : match.end + 9]))  # "on this day in 1979"


_CHECKS = {
    "next-day": _next_day,
    "later": _later,
    "last-month": _that_month,
    "month": _month,
    "year": _year,
    "year-short": _short_year,
    "decade": _decade,
    "weekday": _weekday,
    "season": _season,
    "named-day": _named_day,
    "numeric": _numeric,
    "numeric-short": _numeric,
    "counted": _counted,
    "vague-unit": _vague,
    "reference": _reference,
    "narrative-reference": _reference,
    "part": _part,
    "day-of-month": _day_of_month,
}
