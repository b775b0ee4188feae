"""Times told from another event: "hours after the talks", "within a week of the truce", "at once", "before the vote".

Needs the events dated so far; owns the arithmetic from an anchor to bounds, refuses to date where no anchor is sure.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from kg.dates import DaySpan
from kg.extract.layers import TimeExpression, Trigger
from kg.extract.stating import Dater, length_of
from kg.extract.timelinks import head_of
from kg.extract.times.read import choose_policy
from kg.extract.times.values import shift_day, shift_span
from kg.extract.times.words import load_words
from kg.language.analysis import Token
from kg.records import EventTime

LONGEST_DAYS = 14  # an anchor wider than this ("in May") is no day to count from
BACK = 12  # sentences a noun may look back for the event it names
RECENT_DAYS = 7  # "after the exchange of fire" reaches from that day to the report when no more than this lie between
VAGUE_DAYS = 10  # "within days" is no longer than this
_PERFECT = frozenset(("has", "have", "'ve", "’ve"))
_LENGTH = re.compile(r"P(?P<clock>T)?(?P<count>\d+|X)(?P<unit>[HMSDWY])")

Times = Sequence[EventTime | None]


@dataclass(frozen=True, slots=True)
class Anchorer:
    """Dates triggers of one article by other events; `dater` knows what each sentence states by itself."""

    dater: Dater
    triggers: Sequence[Trigger]

    def find(self, i: int, times: Times) -> EventTime | None:
        """Return the time the words of trigger `i` tell from another event, given the times found so far."""
        trigger = self.triggers[i]
        tokens = self.dater.tokens(trigger.sentence)
        clause = _clause(tokens, trigger.token)
        return (
            self._from_named(i, clause, times)
            or self._on_day_of(i, clause, times)
            or self._lasted(i, times)
            or self._within(i, clause, times)
            or self._at_once(i, clause, times)
            or self._ever_since(i, clause, times)
        )

    # -- "after the talks", "two days before the vote" ----------------------------------------------------------------

    def _from_named(self, i: int, clause: int, times: Times) -> EventTime | None:
        sentence = self.triggers[i].sentence
        tokens = self.dater.tokens(sentence)
        for k, mark in enumerate(tokens):
            way = mark.text.lower()
            if way not in ("after", "following", "before") or mark.dep not in ("case", "mark") or mark.head < 0:
                continue
            named = mark.head
            count = next((t for t in self.dater.times.get(sentence, ()) if k in (t.last + 1, t.last)), None)
            if count is not None and count.kind != "DURATION" and count.rule != "day-before":
                count = None
            above = tokens[named].head
            if count is not None and count.first <= above <= count.last:  # "The day after taking office, he ..."
                above = tokens[head_of(tokens, count.first, count.last)].head
            if above != clause or self._is_phrase(sentence, named):
                continue
            anchor = self._time_of(i, named, times)
            if anchor is None and count is not None and self._names_told(sentence, named):
                anchor = self._running((sentence, clause), times)
            if anchor is None:
                continue
            span = self._bounds(anchor, way, count, self._has_date(sentence, named))
            if span is not None:
                first = k if count is None else count.first
                return self._time(sentence, first, k, span, anchor, f"anchored:{way}")
        return None

    def _bounds(self, anchor: EventTime, way: str, count: TimeExpression | None, dated: bool) -> DaySpan | None:
        start, end = anchor.span.start, anchor.span.end
        if start is None or end is None:
            return None
        if count is not None:
            return _counted(anchor, way, count)
        if way == "before":
            return DaySpan(None, start, "before")
        day = self.dater.article.published
        if anchor.span.precision == "year":
            return anchor.span
        if dated or day is None or not 0 <= (day - start).days <= RECENT_DAYS:
            return None
        return DaySpan(start, day, "day" if start == day else "range")

    # -- "on the eve of the talks", "on the day of the coup" -----------------------------------------------------------

    def _on_day_of(self, i: int, clause: int, times: Times) -> EventTime | None:
        sentence = self.triggers[i].sentence
        tokens = self.dater.tokens(sentence)
        for k, t in enumerate(tokens):
            way = t.text.lower()
            if way not in ("eve", "day") or t.dep != "obl" or t.head != clause or not self._has_case(tokens, k, "on"):
                continue
            named = next((n for n, c in enumerate(tokens) if c.head == k and c.dep == "nmod" and n > k), None)
            anchor = None if named is None else self._time_of(i, named, times)
            if named is None or anchor is None or anchor.span.start is None or anchor.span.end is None:
                continue
            day = anchor.span.start - timedelta(1 if way == "eve" else 0)
            if (anchor.span.end - anchor.span.start).days <= 1:
                return self._time(sentence, k, named, DaySpan(day, day, "day"), anchor, f"anchored:{way}")
        return None

    def _has_case(self, tokens: Sequence[Token], word: int, *marks: str) -> bool:
        return any(t.head == word and t.dep in ("case", "mark") and t.text.lower() in marks for t in tokens)

    # -- "after three weeks of talks", "after an 18-month siege", "a pact ending six weeks of fighting" ----------------

    def _lasted(self, i: int, times: Times) -> EventTime | None:
        """Date what a dated verb puts an end to by its length, counted back from that day."""
        trigger = self.triggers[i]
        sentence, word = trigger.sentence, trigger.token
        tokens = self.dater.tokens(sentence)
        for t in self.dater.times.get(sentence, ()):
            head = head_of(tokens, t.first, t.last)
            counted = tokens[word].head == head and self._has_case(tokens, word, "of")
            inside = tokens[head].head == word and t.last < word
            inside = inside and all(c.upos not in ("ADP", "SCONJ") for c in tokens[t.last + 1 : word])
            if t.kind != "DURATION" or not (counted or inside):
                continue
            top = head if counted else word
            verb = tokens[top].head
            ended = tokens[top].dep == "obj" and tokens[verb].lemma.lower() in load_words().closing
            if verb < 0 or not (ended or self._has_case(tokens, top, "after", "following", "from")):
                continue
            end = self._time_of(i, verb, times) or (self._time_of(i, tokens[verb].head, times) if ended else None)
            span = None if end is None else _back(end.span, t.value)
            if end is not None and span is not None:
                return self._time(sentence, t.first, t.last, span, end, "anchored:lasted")
        return None

    # -- "given two weeks to leave", "ordered to leave within two weeks" -----------------------------------------------

    def limit(self, i: int, times: Times) -> EventTime | None:
        """Return the stretch in which what is asked for is to be done; None where the text sets none."""
        trigger = self.triggers[i]
        sentence, word = trigger.sentence, trigger.token
        tokens = self.dater.tokens(sentence)
        to = next((n for n, t in enumerate(tokens) if t.head == word and t.dep == "mark" and t.text == "to"), None)
        if tokens[word].xpos != "VB" or to is None:
            return None
        for t in self.dater.times.get(sentence, ()):
            days = _days(t.value) if t.kind == "DURATION" else None
            length = t.value if t.kind == "DURATION" else ""
            within = t.first > 0 and tokens[t.first - 1].text.lower() == "within"
            head = head_of(tokens, t.first, t.last)
            inside = within and tokens[head].head == word
            verb = next(
                (n for n in range(t.first - 1, -1, -1) if tokens[n].lemma.lower() in load_words().granting), None
            )
            granted = t.last + 1 == to and verb is not None and not within
            if not (inside or granted) or "X" in length or (days is None and not _LENGTH.fullmatch(length)):
                continue
            above = tokens[word].head if inside or verb is None else verb
            anchor = self._time_of(i, above, times) or (self._last(i, times) if granted else None)
            if anchor is None or anchor.span.start is None or anchor.span.start != anchor.span.end:
                continue
            later = anchor.span.start + timedelta(days) if days is not None else None
            unit = _LENGTH.fullmatch(length)
            if later is None and unit is not None:
                later = shift_day(anchor.span.start, unit["unit"], int(unit["count"]))
            if later is not None:
                span = DaySpan(anchor.span.start, later, "range")
                return self._time(sentence, t.first, t.last, span, anchor, "anchored:limit")
        return None

    # -- "within two weeks of the truce" ------------------------------------------------------------------------------

    def _within(self, i: int, clause: int, times: Times) -> EventTime | None:
        sentence = self.triggers[i].sentence
        tokens = self.dater.tokens(sentence)
        for t in self.dater.times.get(sentence, ()):
            if t.kind != "DURATION" or not t.first or tokens[t.first - 1].text.lower() != "within":
                continue
            head = head_of(tokens, t.first, t.last)
            days = _days(t.value)
            if days is None or tokens[head].head != clause:
                continue
            named = next((n for n, c in enumerate(tokens) if c.head == head and n > t.last and c.dep == "nmod"), None)
            anchor = self._last(i, times) if named is None else self._time_of(i, named, times)
            if anchor is None or anchor.span.start is None or anchor.span.end is None:
                continue
            span = DaySpan(anchor.span.start, anchor.span.end + timedelta(days), "range")
            return self._time(sentence, t.first - 1, t.last, span, anchor, "anchored:within")
        return None

    # -- "retaliated at once", "has since frozen aid" -----------------------------------------------------------------

    def _at_once(self, i: int, clause: int, times: Times) -> EventTime | None:
        sentence = self.triggers[i].sentence
        tokens = self.dater.tokens(sentence)
        for k, t in enumerate(tokens):
            before = tokens[k - 1].text.lower() if k else ""
            if t.head == clause and f"{before} {t.text.lower()}".split()[-2:] == ["at", "once"]:
                first = k - 1
            elif t.head == clause and t.text.lower() in load_words().immediately:
                first = k
            else:
                continue
            anchor = self._last(i, times)
            if anchor is not None and anchor.span.start == anchor.span.end:
                return self._time(sentence, first, k, anchor.span, anchor, "anchored:at-once")
        return None

    def _ever_since(self, i: int, clause: int, times: Times) -> EventTime | None:
        sentence, day = self.triggers[i].sentence, self.dater.article.published
        tokens = self.dater.tokens(sentence)
        while tokens[clause].dep == "conj" and not _has_subject(tokens, clause):  # "has since fled and hidden"
            clause = tokens[clause].head
        if not any(t.head == clause and t.dep.startswith("aux") and t.text.lower() in _PERFECT for t in tokens):
            return None
        for k, t in enumerate(tokens):
            if t.head == clause and t.dep == "advmod" and t.text.lower() == "since":
                anchor = self._last(i, times)
                if anchor is not None and day is not None and anchor.span.start and anchor.span.start < day:
                    span = DaySpan(anchor.span.start, day, "range")
                    return self._time(sentence, k, k, span, anchor, "anchored:since")
        return None

    # -- anchors ------------------------------------------------------------------------------------------------------

    def _time_of(self, i: int, word: int, times: Times) -> EventTime | None:
        """Return the bounded time of the event a word names: told here, or by an earlier mention of it."""
        trigger = self.triggers[i]
        sentence = trigger.sentence
        for j, other in enumerate(self.triggers):
            if j != i and other.sentence == sentence and other.first <= word <= other.last and _is_near(times[j]):
                return times[j]
        own = self.dater.date_word(sentence, word)
        if own is not None and own.relation == "within" and own.span.start is not None and own.span.end is not None:
            return own
        tokens = self.dater.tokens(sentence)
        if tokens[word].upos != "NOUN":
            return None
        lemma = tokens[word].lemma.lower()
        kinds = {o.type for o in self.triggers if o.sentence == sentence and o.first <= word <= o.last}
        found: list[EventTime] = []
        for j, other in enumerate(self.triggers):
            time = times[j]
            if other.sentence >= sentence or sentence - other.sentence > BACK or time is None or not _is_near(time):
                continue
            if self.dater.tokens(other.sentence)[other.token].lemma.lower() == lemma or other.type in kinds:
                found.append(time)
        told = Counter((t.span.start, t.span.end) for t in found)  # "the talks" are those the article tells most of
        return max(reversed(found), key=lambda t: told[t.span.start, t.span.end], default=None)

    def _last(self, i: int, times: Times) -> EventTime | None:
        """Return the time of the last dated event before a trigger, in its sentence or the one before."""
        trigger = self.triggers[i]
        here = (trigger.sentence, trigger.token)
        best: tuple[tuple[int, int], EventTime] | None = None
        paragraph = self.dater.sentences[trigger.sentence].paragraph
        for j, other in enumerate(self.triggers):
            at, time = (other.sentence, other.token), times[j]
            near = at < here and trigger.sentence - other.sentence <= 1
            same = self.dater.sentences[other.sentence].paragraph == paragraph
            if near and same and time is not None and _is_near(time) and (best is None or at > best[0]):
                best = (at, time)
        return None if best is None else best[1]

    def _names_told(self, sentence: int, word: int) -> bool:
        """Tell of a bare "the coup" in a history: what the paragraph has just told, under another name."""
        tokens = self.dater.tokens(sentence)
        below = [t.text.lower() for t in tokens if t.head == word and t.dep not in ("case", "nmod:unmarked", "nummod")]
        history = choose_policy(self.dater.article.text, self.dater.article.published) == "narrative"
        return history and tokens[word].upos == "NOUN" and below == ["the"]

    def _running(self, at: tuple[int, int], times: Times) -> EventTime | None:
        """Return the day of the last dated event before a word in its paragraph."""
        paragraph = self.dater.sentences[at[0]].paragraph
        before = [
            ((o.sentence, o.token), time)
            for o, time in zip(self.triggers, times, strict=True)
            if time is not None
            and (o.sentence, o.token) < at
            and self.dater.sentences[o.sentence].paragraph == paragraph
        ]
        last = max(before, key=lambda b: b[0], default=None)
        return last[1] if last is not None and _is_near(last[1]) else None

    def _has_date(self, sentence: int, word: int) -> bool:
        """Tell of "after the 25 April visit": a reader then looks elsewhere for the day of what came after."""
        tokens = self.dater.tokens(sentence)
        return any(tokens[head_of(tokens, t.first, t.last)].head == word for t in self.dater.times.get(sentence, ()))

    def _is_phrase(self, sentence: int, word: int) -> bool:
        return any(t.first <= word <= t.last for t in self.dater.times.get(sentence, ()) if t.kind != "DURATION")

    def _time(self, sentence: int, first: int, last: int, span: DaySpan, anchor: EventTime, rule: str) -> EventTime:
        tokens = self.dater.tokens(sentence)
        start, end = tokens[first].start, tokens[last].end
        text = self.dater.article.text[start:end]
        return EventTime(span, "stated", text, start, end, anchor.value, "within", rule)


def _has_subject(tokens: Sequence[Token], word: int) -> bool:
    return any(t.head == word and t.dep.startswith("nsubj") for t in tokens)


def _clause(tokens: Sequence[Token], word: int) -> int:
    """Return the verb whose adverbials date a word: its own, that of "the attack came", or the one it is joined to."""
    token = tokens[word]
    if token.head < 0:
        return word
    if token.dep.startswith("nsubj") and tokens[token.head].lemma.lower() in load_words().coming:
        return token.head
    if token.dep == "acl:relcl" and any(t.head == word and t.text.lower() == "where" for t in tokens):
        return _clause(tokens, token.head) if tokens[token.head].dep not in ("root", "conj") else token.head
    while_ = any(t.head == word and t.dep == "mark" and t.text.lower() == "while" for t in tokens)
    purpose = token.xpos == "VB" and any(t.head == word and t.dep == "mark" and t.text.lower() == "to" for t in tokens)
    if token.dep == "xcomp" or (token.dep == "advcl" and (while_ or (purpose and token.head < word))):
        return token.head
    return word


def _is_near(time: EventTime | None) -> bool:
    if time is None or time.span.start is None or time.span.end is None:
        return False
    return (time.span.end - time.span.start).days <= LONGEST_DAYS


def _days(value: str) -> int | None:
    """Return the days a length reaches over, rounded up; None when it is vague and longer than hours."""
    found = _LENGTH.fullmatch(value)
    if found is None:
        return None
    if found["clock"]:
        hours = int(found["count"]) if found["unit"] == "H" and found["count"] != "X" else 1
        return max(1, math.ceil(hours / 24))
    if value == "PXD":
        return VAGUE_DAYS
    if found["count"] == "X" or found["unit"] not in ("D", "W"):
        return None
    return int(found["count"]) * {"D": 1, "W": 7}[found["unit"]]


def _back(span: DaySpan, length: str) -> DaySpan | None:
    """Return the days from a length before a span to its end; no finer at the start than the unit counted."""
    shifted = shift_span(span, length, -1)
    if shifted is None or shifted.start is None or span.end is None or "T" in length:
        return None
    start = shifted.start
    if length.endswith("Y"):
        start = start.replace(month=1, day=1)
    elif length.endswith("M"):
        start = start.replace(day=1)
    return DaySpan(start, span.end, "range")


def _counted(anchor: EventTime, way: str, count: TimeExpression) -> DaySpan | None:
    """Return the days some units before or after an anchor, no finer than the unit."""
    start, end = anchor.span.start, anchor.span.end
    value = length_of(count)
    found = _LENGTH.fullmatch(value or "")
    if value is None or found is None or start is None or end is None:
        return None
    back = way == "before"
    if found["clock"]:
        return DaySpan(start - timedelta(1) if back else start, end if back else end + timedelta(1), "range")
    return shift_span(anchor.span, value, -1 if back else 1)
