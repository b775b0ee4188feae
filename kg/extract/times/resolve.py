"""From symbols to TIMEX3 values: each is worked out against the document date or the last date of the text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from kg.extract.times.holidays import holiday_date, is_day, season_offset
from kg.extract.times.placing import last_weekday, name_today, names_by_year, place_clocks
from kg.extract.times.symbols import Match, Symbol, Timex
from kg.extract.times.values import shift_day, shift_value, unit_value, value_span

Direction = Callable[[int, int], int]
FAR_YEARS = 12  # a bare year farther than this from a history's last date is a look aside
_AWAY = 300  # days a candidate in the wrong direction is pushed away: it loses unless the other lies a year off
_NEVER = 345  # the same for what lies ahead of a past clause; what was planned ("planned for May") may lie behind
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_OPENING = re.compile(
    r"(?:^|[.!?][\"”’)]*\s|\n)[\"“‘(]*(?:(?:But|And|Then|Later|Also)\s)?(?:[A-Z][a-z]{0,6}\s)?(?:the\s|\w+\s)?$"
)
_PLACEHOLDER = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}


@dataclass(slots=True)
class Resolver:
    """Works through the matches of one text in order. `document` None means that nothing is known of its day."""

    text: str
    document: date | None
    narrative: bool
    direction: Direction
    previous: str | None = None  # value of the last date
    previous_start: int = 0
    previous_end: int = 0
    previous_day: str | None = None  # value of the last single day that is not ahead of a news report
    named: str | None = None  # value of the date named last, a look aside or back too: "that July" lies in its year
    near: list[tuple[int, int, str]] = field(default_factory=list)  # dates so far, for clock times
    titled: str | None = None  # the year a history names in its title
    subject: str | None = None  # value of the last date in that year

    def resolve(self, matches: Sequence[Match]) -> tuple[Timex, ...]:
        """Return one Timex per match; matches that cannot be worked out keep placeholders (XXXX)."""
        out = []
        years = _YEAR.findall(self.text.partition("\n")[0]) if self.narrative else []
        self.titled = years[0] if len(years) == 1 else None
        for match in matches:
            symbol = match.symbol
            self._return_to_subject(match)
            value = self.value(symbol, match)
            if value is None:
                continue
            surface = self.text[match.start : match.end]
            out.append(
                Timex(match.start, match.end, surface, symbol.kind, value, match.rule, symbol.portion, symbol.unit)
            )
            self._remember(match, value)
        found = place_clocks(self.text, name_today(self.text, out), self.near, self.document, self.narrative)
        return tuple(found)

    def _remember(self, match: Match, value: str) -> None:
        if (
            match.symbol.kind not in ("DATE", "TIME")
            or match.symbol.name in ("bare", "narrative")
            or not re.match(r"\d{4}", value)
        ):
            return
        if match.symbol.form == "clock":
            return
        head = value.partition("T")[0]
        self.near.append((match.start, match.end, head))
        if "X" not in head:
            self.named = head
            if self.narrative and match.symbol.counts_back:
                return  # "declared safe two years before" carries no history on
        if len(head) <= 7 and self.narrative and not self._moves_on(match, head):
            return
        if "X" not in head:
            self.previous, self.previous_start, self.previous_end = head, match.start, match.end
            if self.titled is not None and head.startswith(self.titled):
                self.subject = head
            if len(head) == 10 and (self.narrative or self.document is None or head <= self.document.isoformat()):
                self.previous_day = head

    def _return_to_subject(self, match: Match) -> None:
        """Let a day without year lie in the year of the title where a new paragraph would else run backwards."""
        s = match.symbol
        if s.form != "calendar" or s.year is not None or s.month is None or s.step is not None or s.base is not None:
            return
        last = value_span(self.previous) if self.previous is not None and len(self.previous) > 4 else None
        if self.titled is None or last is None or last.start is None or last.start.month <= s.month:
            return
        if self.subject is None and last.start.year < int(self.titled):
            self.subject = self.titled
        if self.subject is not None and "\n" in self.text[self.previous_end : match.start]:
            self.previous, self.previous_start, self.previous_end = self.subject, match.start, match.start

    def _moves_on(self, match: Match, value: str) -> bool:
        """Tell whether a bare year carries a history on: not one it is in already, a range, or a far look aside.

        Nor does the year of something the text names: "Moscow, bound by the treaty of 1935, stayed away".
        """
        if self.previous is None:
            return True
        last, year = self.previous[:4], value[:4]
        if int(year) < int(last) and names_by_year(self.text, match.start):
            return False
        return len(value) > 4 or (
            match.rule != "year-range" and last != year and abs(int(last) - int(year)) <= FAR_YEARS
        )

    # -- anchors -------------------------------------------------------------------------------------------------

    def anchor(self, symbol: Symbol) -> str | None:
        """Return the value a relative symbol counts from: the last date or the document day."""
        if (
            symbol.anchor == "previous"
            and symbol.unit in ("D", "TH", "TM")
            and self.previous_day
            and not self.narrative
        ):
            return self.previous_day
        if symbol.anchor == "previous" and self.previous is not None:
            return self.named if symbol.step == 0 and symbol.lies_in_year else self.previous
        if self.narrative and self.previous is not None and symbol.name != "named":
            return self.previous
        news = self.document.isoformat() if self.document is not None and not self.narrative else None
        return news or (self.previous if symbol.name != "named" else None)

    def reference(self, start: int, end: int = -1) -> date | None:
        """Return the day around which a date without year lies."""
        before = value_span(self.previous) if self.previous else None
        if (
            before is not None
            and before.start is not None
            and (self.narrative or self.document is None or self._looks_back(before.start, start, end))
        ):
            return before.start
        return None if self.narrative else self.document

    def _looks_back(self, day: date, start: int, end: int) -> bool:
        """Tell whether a paragraph of news has turned to another year: "In May 2014 ... In June ..."."""
        assert self.document is not None
        between = self.text[self.previous_end : start]
        if abs(day.year - self.document.year) < 2 or "\n" in between or len(between) > 350:
            return False
        if end >= 0 and self.direction(start, end) > 0:
            return False
        if len(self.previous or "") > 4 and (self._frames() or len(re.findall(r"[.!?]\s", between)) < 2):
            return True
        return re.search(r"[.!?]\s", between) is not None and self._frames()

    def _frames(self) -> bool:
        """Tell whether the last date opens its sentence: only then does a bare year hold for the sentences after it."""
        return _OPENING.search(self.text, max(0, self.previous_start - 40), self.previous_start) is not None

    # -- forms ---------------------------------------------------------------------------------------------------

    def value(self, symbol: Symbol, match: Match) -> str | None:
        """Return the TIMEX3 value of a symbol; None drops the match."""
        form = symbol.form
        if form == "fixed":
            return symbol.value
        if form == "calendar":
            return self._calendar(symbol, match)
        if form == "weekday":
            return self._weekday(symbol, match)
        if form == "shift":
            return self._shift(symbol, match)
        if form == "season":
            return self._season(symbol, match)
        if form == "holiday":
            return self._holiday(symbol, match)
        if form == "weekend":
            return self._weekend(symbol, match)
        if form == "part":
            return self._part(symbol, match)
        if form == "then":
            return self.previous
        return f"XXXX-XX-XX{symbol.part}"  # a clock time, placed when all dates are known

    def _base_year(self, base: Symbol, match: Match) -> int | None:
        value = self.value(base, match)
        return int(value[:4]) if value and re.match(r"\d{4}", value) else None

    def _calendar(self, s: Symbol, match: Match) -> str | None:
        year = s.year
        if s.name == "short":
            around = self.reference(match.start)
            century = around.year // 100 * 100 if around else 1900
            year = century + (s.year or 0)
            if around and year > around.year + 5:
                year -= 100
            return f"{year:04d}"
        if s.base is not None:
            year = self._base_year(s.base, match)
        if s.month is None:
            if s.day is not None:
                return self._day_of_month(s.day, match)
            return f"{year:04d}"
        if year is None:
            year = self._step_year(s) if s.step is not None else self._nearest_year(s, match)
        if year is None:
            return f"XXXX-{s.month:02d}" + (f"-{s.day:02d}" if s.day else "")
        if s.day is None:
            return f"{year:04d}-{s.month:02d}"
        return f"{year:04d}-{s.month:02d}-{s.day:02d}" if is_day(year, s.month, s.day) else None

    def _day_of_month(self, day: int, match: Match) -> str | None:
        around = (
            self.reference(match.start)
            if self.previous is None
            else (value_span(self.previous) or value_span(self.previous, None))
        )
        start = around if isinstance(around, date) else (around.start if around else None)
        if start is None:
            return f"XXXX-XX-{day:02d}"
        return f"{start.year:04d}-{start.month:02d}-{day:02d}" if is_day(start.year, start.month, day) else None

    def _step_year(self, s: Symbol) -> int | None:
        assert s.month is not None
        anchor = value_span(self.anchor(s) or "")
        if anchor is None or anchor.start is None:
            return None
        here = anchor.start
        if s.step == 0:
            return here.year
        if s.step == -1:
            return here.year if s.month < here.month else here.year - 1
        return here.year if s.month > here.month else here.year + 1

    def _nearest_year(self, s: Symbol, match: Match) -> int | None:
        assert s.month is not None
        around = self.reference(match.start, match.end)
        if around is None:
            return None
        aside = not self.narrative and self.document is not None and not self._frames()
        if aside and s.month < around.month:  # "broke out in November 2020. ... a truce in March"
            around = self.document or around
        if around is not self.document:
            return self._narrative_year(s, around, match.start)
        if s.weekday is not None and s.day is not None:  # "Monday 19 December": the weekday tells the year
            for year in sorted(range(around.year - 3, around.year + 4), key=lambda y: abs(y - around.year)):
                if is_day(year, s.month, s.day) and date(year, s.month, s.day).isoweekday() == s.weekday:
                    return year
        sign = self.direction(match.start, match.end)
        best: tuple[int, int] | None = None
        for year in (around.year, around.year - 1, around.year + 1):
            if s.day is not None and not is_day(year, s.month, s.day):
                continue
            day = date(year, s.month, s.day or 1)
            months = (year - around.year) * 12 + s.month - around.month
            gap = months * 30 if s.day is None else (day - around).days
            away = _NEVER if sign < 0 else _AWAY
            cost = abs(gap) + (away if sign * gap < 0 else 0) + (1 if gap > 0 else 0)
            if best is None or cost < best[0]:
                best = (cost, year)
        return None if best is None else best[1]

    def _narrative_year(self, s: Symbol, around: date, start: int) -> int:
        """Return the year that lies nearest to the last date, forward rather than back; a bare year keeps its year."""
        assert s.month is not None
        if self.previous is not None and re.fullmatch(r"\d{4}", self.previous):
            return around.year
        last = self.text[self.previous_start : self.previous_end]
        if s.month > around.month and _YEAR.search(last) and "\n" not in self.text[self.previous_end : start]:
            return around.year  # "took office in February 1981. In December he ..."
        gap = s.month - around.month
        if gap < -7:
            return around.year + 1
        return around.year - 1 if gap > 8 else around.year

    def _weekday(self, s: Symbol, match: Match) -> str | None:
        assert s.weekday is not None
        if s.base is not None:
            week = value_span(self.value(s.base, match) or "")
            return (
                f"XXXX-WXX-{s.weekday}"
                if week is None or week.start is None
                else (week.start + timedelta(s.weekday - 1)).isoformat()
            )
        anchor = self.document
        if s.anchor == "previous" or self.narrative or anchor is None:
            span = value_span(self.previous) if self.previous else None
            if span is not None and span.start is not None and span.start == span.end:
                anchor = span.start
        if anchor is None or (self.narrative and anchor is self.document):
            return f"XXXX-WXX-{s.weekday}"
        if s.step == 0 and s.anchor == "previous":  # "that same Tuesday" is one the text has named
            named = last_weekday(self.near, s.weekday)
            if named is not None:
                return named
        back = (anchor.isoweekday() - s.weekday) % 7
        if s.step == -1:
            return (anchor - timedelta(back or 7)).isoformat()
        if s.step == 1:
            return (anchor + timedelta((7 - back) % 7 or 7)).isoformat()
        ahead = self.direction(match.start, match.end) > 0 or self.narrative
        if s.step == 0 and s.anchor != "previous":
            return (anchor + timedelta(s.weekday - anchor.isoweekday())).isoformat()
        return (anchor + timedelta((7 - back) % 7) if ahead else anchor - timedelta(back)).isoformat()

    def _shift(self, s: Symbol, match: Match) -> str | None:
        anchor = self.anchor(s)
        if s.anchor == "previous" and not self.narrative and self.direction(match.start, match.end) > 0:
            ours = self.document.isoformat() if s.name == "the" and self.document is not None else None
            anchor = ours or (self.previous if anchor == self.previous_day else anchor)  # "will ... the same day"
        amount = (
            s.amount
            if s.amount is not None
            else (Fraction(s.step) if s.name != "vague" and s.step is not None else None)
        )
        if s.unit in ("TS", "TM", "TH"):  # "two hours later" is still that day
            span = value_span(anchor or "")
            day = span.start if span and span.start == span.end else None
            return f"{day.isoformat() if day else 'XXXX-XX-XX'}TXX"
        if amount is None:
            return self._vague_shift(s, anchor)
        if s.anchor == "previous" and self.previous is None and amount > 0:
            return _PLACEHOLDER.get(s.unit, "XXXX")  # "three days later" than something the text has not dated
        if anchor is None:
            return None if s.name == "the" else _PLACEHOLDER.get(s.unit, "XXXX")
        if s.name in ("later", "earlier") and s.unit == "M":
            return (
                f"{unit}-XX"
                if (unit := shift_value(anchor, "M", Fraction(0), self.document)) and len(unit) == 7
                else unit
            )
        if amount == 0 or s.amount is None:
            span = value_span(anchor, self.document)
            if span is None or span.start is None:
                return None
            return self._to_unit(span.start, s, int(amount), anchor)
        return shift_value(anchor, s.unit, amount, self.document) or _PLACEHOLDER.get(s.unit, "XXXX")

    def _to_unit(self, day: date, s: Symbol, steps: int, anchor: str) -> str | None:
        """Return the unit of the calendar a day lies in, some steps on: "last week", "the next day", "that year"."""
        finer = {"D": 10, "W": 8, "M": 7, "Q": 7, "Y": 4, "DE": 3, "CE": 2}
        if len(anchor) < finer.get(s.unit, 10):  # the year is known, the day is not
            return anchor if s.name != "the" else None
        moved = shift_day(day, s.unit, steps)
        return None if moved is None else unit_value(moved, s.unit)

    def _vague_shift(self, s: Symbol, anchor: str | None) -> str | None:
        if anchor is None or (not self.narrative and s.anchor != "previous"):
            return "PAST_REF" if s.step == -1 else "FUTURE_REF"
        year = anchor[:4]
        if s.unit == "D":
            return f"{year}-{anchor[5:7]}-XX" if re.match(r"\d{4}-\d\d", anchor) else f"{year}-XX-XX"
        return {"W": f"{year}-WXX", "M": f"{year}-XX"}.get(s.unit, "FUTURE_REF" if (s.step or 1) > 0 else "PAST_REF")

    def _season(self, s: Symbol, match: Match) -> str | None:
        code, year = s.name, s.year
        if s.base is not None:
            year = self._base_year(s.base, match)
        if year is None:
            anchor = self.anchor(s) if s.step is not None else None
            span = value_span(anchor) if anchor else None
            around = span.start if span and span.start else self.reference(match.start)
            if around is None:
                return f"XXXX-{code}"
            sign = self.direction(match.start, match.end) if around is self.document else 0
            year = around.year + season_offset(s.step, code, around, sign)
        return f"{year:04d}-{code}"

    def _holiday(self, s: Symbol, match: Match) -> str | None:
        year = s.year if s.base is None else self._base_year(s.base, match)
        around = self.reference(match.start)
        if year is None:
            if around is None:
                return None
            sign = self.direction(match.start, match.end)
            days = [d for y in (-1, 0, 1) if (d := holiday_date(s.name, around.year + y)) is not None]
            gaps = [((d - around).days, d) for d in days]
            return (
                min(gaps, key=lambda g: abs(g[0]) + (_AWAY if sign * g[0] < 0 else 0))[1].isoformat() if gaps else None
            )
        day = holiday_date(s.name, year)
        return None if day is None else day.isoformat()

    def _weekend(self, s: Symbol, match: Match) -> str | None:
        span = value_span(self.anchor(s) or "")
        if span is None or span.start is None:
            return "XXXX-WXX-WE"
        step = s.step
        if step is None:
            step = -1 if span.start.isoweekday() < 6 and self.direction(match.start, match.end) <= 0 else 0
        iso = (span.start + timedelta(7 * step)).isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}-WE"

    def _part(self, s: Symbol, match: Match) -> str | None:
        if s.anchor == "stated" and s.base is not None:
            value = self.value(s.base, match)
            return None if value is None else f"{value.partition('T')[0]}{s.part}"
        if s.anchor == "near":
            return f"XXXX-XX-XX{s.part}"
        span = value_span(self.anchor(s) or "")
        if span is None or span.start is None or span.start != span.end or (self.narrative and s.anchor == "document"):
            return f"XXXX-XX-XX{s.part}"
        return f"{(span.start + timedelta(s.step or 0)).isoformat()}{s.part}"
