"""The time a sentence states for one of its words, chosen by the parse and the model together."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.dates import DaySpan
from kg.extract.lasting import is_when, only_begins, only_ends
from kg.extract.layers import TimeExpression, Trigger
from kg.extract.sharing import carrier, governing_clause, shares_with
from kg.extract.timebars import closes_clause, is_barred, opens_clause, said_on
from kg.extract.timelinks import head_of, link_features, link_score, mend_tokens
from kg.extract.times.values import shift_day, shift_span
from kg.extract.times.words import load_words
from kg.language.analysis import Analysis, Token
from kg.records import Article, EventTime

LINK_THRESHOLD = 0.2  # probability from which a phrase is taken to date a trigger
PARSE_WEIGHT, MODEL_WEIGHT = 0.6, 0.4  # in the mean of the two views, as log odds
OPENING = 0.75  # least probability for the time that opens a clause
_BOUNDING = frozenset(("since", "after", "before", "following", "until"))
_WIDE = frozenset(("month", "season", "year", "range"))
_PERFECT = frozenset(("has", "have", "had", "'ve", "’ve"))
_VAGUE = frozenset(("PRESENT_REF", "PAST_REF"))


class Dater:
    """Dates the words of one article; built once for it, holds its sentences with mended parses."""

    def __init__(self, article: Article, analysis: Analysis, times: Sequence[TimeExpression]) -> None:
        """Take the article, its analysis and its time expressions."""
        self.article = article
        self.sentences = analysis.sentences
        self.times: dict[int, list[TimeExpression]] = {}
        for t in times:
            self.times.setdefault(t.sentence, []).append(t)
        self._mended: dict[int, tuple[Token, ...]] = {}
        self._roles: dict[tuple[int, int], list[float]] = {}

    def tokens(self, sentence: int) -> tuple[Token, ...]:
        """Return the tokens of a sentence with the heads of stray participles mended."""
        if sentence not in self._mended:
            self._mended[sentence] = mend_tokens(self.sentences[sentence].tokens)
        return self._mended[sentence]

    def state(self, trigger: Trigger, modality: str) -> EventTime | None:
        """Return the time the sentence of a trigger states for it; None when it states none."""
        tokens = self.tokens(trigger.sentence)
        words = [trigger.token]
        words += [
            i
            for i in range(trigger.first, trigger.last + 1)
            if i != trigger.token and tokens[i].upos in ("VERB", "NOUN")
        ]
        found = self._date(trigger.sentence, words, modality, set())
        if found is None and modality == "Factual":
            found = self._in_wide(trigger)
        if found is not None and modality == "Factual" and self._lies_ahead(tokens[trigger.token], found):
            return None
        if found is not None and found.relation in ("begins", "after") and found.span.start is not None:
            own = next((t for t in self.times.get(trigger.sentence, []) if t.start == found.start), None)
            if own is not None and own.span is not None and is_when(tokens, own, trigger):
                return replace(found, span=own.span, relation="within")
        if found is None or found.relation != "within" or found.start is None:
            return found
        own = next((t for t in self.times[trigger.sentence] if t.start == found.start), None)
        if own is not None and modality != "Conditional" and only_begins(tokens, own, trigger):
            return replace(found, span=DaySpan(found.span.start, None, "after"), relation="begins")
        if own is not None and only_ends(tokens, own, trigger):
            return replace(found, span=DaySpan(None, found.span.end, "before"), relation="ends")
        return found

    def _lies_ahead(self, word: Token, time: EventTime) -> bool:
        """Tell of "agreed to meet in September": the day to come is that of the meeting."""
        day, start = self.article.published, time.span.start
        return word.xpos == "VBD" and day is not None and start is not None and start > day

    def _in_wide(self, trigger: Trigger) -> EventTime | None:
        """Return the month, season or year of the clause above for what is told beside it in the past.

        "In 2011 the army took the port in six weeks of fighting, until Rome brokered a truce": too wide a time to
        lie before or after. Wars outlast it, and with two times in the sentence nobody knows which is meant.
        """
        sentence, word = trigger.sentence, trigger.token
        tokens = self.tokens(sentence)
        phrases = [t for t in self.times.get(sentence, []) if t.kind != "DURATION"]
        if len(phrases) != 1 or phrases[0].span is None or phrases[0].relation != "within":
            return None
        if phrases[0].span.precision not in _WIDE:
            return None
        above = governing_clause(tokens, word, outlasts=trigger.type in load_words().lasting)
        if above is None or word < phrases[0].last:
            return None
        return self._date(sentence, [above], "Factual", {word})

    def date_word(self, sentence: int, word: int) -> EventTime | None:
        """Return the time a sentence states for any of its words, trigger or not."""
        return self._date(sentence, [word], "Factual", set())

    def _date(self, sentence: int, words: list[int], modality: str, seen: set[int]) -> EventTime | None:
        tokens = self.tokens(sentence)
        own = self.times.get(sentence, [])
        seen.update(words)
        counted = self._counted(sentence, words[0], modality, seen)
        if counted is not None:
            return counted
        best: tuple[float, TimeExpression, int] | None = None
        phrases = [(t.first, t.last) for t in own]
        for n, t in enumerate(own):
            if t.kind == "SET":
                continue
            others = phrases[:n] + phrases[n + 1 :]
            for word in words:
                if _describes_another(tokens, t, word) or is_barred(tokens, t, word, self.article.published):
                    continue
                score = self._link(sentence, word, phrases[n], others, t.kind)
                verb = carrier(tokens, word)  # "On 3 May, starting at noon, they held talks"
                placed = opens_clause(tokens, t, verb) or closes_clause(tokens, t, verb) or said_on(tokens, t) == verb
                if score < OPENING and placed:
                    score = OPENING
                if score >= LINK_THRESHOLD and (best is None or score > best[0]):
                    best = (score, t, word)
        if best is not None:
            found = self._stated(tokens, best[1], best[2], modality)
            own_phrase = tokens[head_of(tokens, best[1].first, best[1].last)].head == best[2]
            if found is not None and self._is_over(found, modality, own_phrase):
                return None
            if found is not None or best[1].kind != "DURATION":
                return found
        shared = shares_with(tokens, words[0])
        if shared is None or shared in seen:
            return None
        return self._date(sentence, [shared], modality, seen)

    def _link(
        self, sentence: int, word: int, phrase: tuple[int, int], others: Sequence[tuple[int, int]], kind: str
    ) -> float:
        """Return how likely a phrase dates a word: the parse's view and, where there is one, the model's, as one."""
        parsed = link_score(link_features(self.tokens(sentence), word, phrase, others, kind))
        signals = self.sentences[sentence].signals
        if signals is None or "time" not in signals.role_names:
            return parsed
        if (sentence, word) not in self._roles:
            column = signals.roles([word])[0][:, signals.role_names.index("time")]
            self._roles[sentence, word] = [float(p) for p in column]
        read = max(self._roles[sentence, word][phrase[0] : phrase[1] + 1])
        return 1 / (1 + math.exp(-(PARSE_WEIGHT * _logit(parsed) + MODEL_WEIGHT * _logit(read))))

    def _is_over(self, time: EventTime, modality: str, own: bool) -> bool:
        """Tell whether a plan or wish would lie before the report: the date is then that of the planning.

        `own` tells that the phrase hangs on the word itself: then only a day just past speaks against it.
        """
        day, end = self.article.published, time.span.end
        if day is None or end is None or modality not in ("Scheduled", "Desired", "Conditional") or end >= day:
            return False
        if (day - end).days < 60:
            return modality != "Scheduled" or not self._was_set(time)
        return modality != "Scheduled" and not own

    def _was_set(self, time: EventTime) -> bool:
        """Tell whether a phrase gives the day something was planned for: "talks planned for early October"."""
        before = self.article.text[: time.start or 0].split()[-1:]
        return before == ["for"]

    # -- meaning of one phrase for one word --------------------------------------------------------------------------

    def _stated(self, tokens: Sequence[Token], t: TimeExpression, word: int, modality: str) -> EventTime | None:
        if t.kind == "DURATION":
            return self._during(t)
        if t.value in _VAGUE or t.span is None:
            return None
        if t.rule == "day-before" and t.last + 1 < len(tokens) and tokens[t.last + 1].upos != "PUNCT":
            return None  # "a day after the summit": counts from something the expression does not know
        relation, span = t.relation, t.span
        through = _between(tokens, t, word)
        if through == "since":
            relation = "begins"
        elif through in ("after", "before", "following", "until"):
            return None  # "after the vote on Friday" only bounds it
        if t.value == "FUTURE_REF":
            day = self.article.published
            return None if day is None else _time(t, DaySpan(day + timedelta(1), None, "after"), "after")
        if relation == "begins":
            governor = tokens[head_of(tokens, t.first, t.last)].head
            if governor not in (-1, word) and tokens[governor].upos in ("ADJ", "NUM"):
                return None  # "the third since January" counts, it does not date
            if governor >= 0 and tokens[governor].lemma.lower() in load_words().moved:
                return None  # "postponed from Monday"
            return _time(t, self._until_report(tokens, t, word, span.start), "begins")
        if relation == "ends":
            if tokens[word].lemma.lower() in load_words().moved:
                return None
            return _time(t, DaySpan(None, span.end, "before"), relation)
        if relation == "before":
            by = t.first > 0 and tokens[t.first - 1].text.lower() == "by"
            end = span.end if by or span.start is None else span.start - timedelta(1)
            return _time(t, DaySpan(None, end, "before"), relation)
        if relation == "after":
            return _time(t, DaySpan(span.end or span.start, None, "after"), relation)
        return _time(t, span, relation)

    def _until_report(self, tokens: Sequence[Token], t: TimeExpression, word: int, start: date | None) -> DaySpan:
        """Return the days from a start on: "has taken ten posts since Tuesday" is over, what goes on has no end."""
        day, verb = self.article.published, word
        helpers = {c.text.lower() for c in tokens if c.head == verb and c.dep.startswith("aux")}
        done = t.rule == "weekday" and tokens[verb].xpos == "VBN" and bool(helpers & _PERFECT) and "been" not in helpers
        if not done or day is None or start is None or not 0 <= (day - start).days < 7:
            return DaySpan(start, None, "after")
        return DaySpan(start, day, "day" if start == day else "range")

    def _during(self, t: TimeExpression) -> EventTime | None:
        """Return the days of "the past three days" or "the next two weeks"; None for a bare length."""
        day, count = self.article.published, re.fullmatch(r"P(\d{1,3})([DWMY])|PT(\d{1,3})H", t.value)
        if day is None or count is None:
            return None
        amount, unit = (int(count[1]), count[2]) if count[1] else (math.ceil(int(count[3]) / 24), "D")
        words = set(t.text.lower().split())
        sign = -1 if words & {"past", "last", "previous", "preceding"} else 1 if words & {"next", "coming"} else 0
        other = shift_day(day, unit, sign * amount)
        if sign == 0 or other is None:
            return None
        return _time(t, DaySpan(min(day, other), max(day, other), "range"), "within")

    def _counted(self, sentence: int, word: int, modality: str, seen: set[int]) -> EventTime | None:
        """Return the time of "one day after Witkoff discussed ...": the main clause's day less the count."""
        tokens = self.tokens(sentence)
        clause = word
        if tokens[word].dep == "conj" or tokens[word].dep.startswith("nsubj"):
            clause = tokens[word].head
        if clause < 0 or tokens[clause].dep not in ("advcl", "obl", "nmod") or tokens[clause].head in {*seen, -1}:
            return None
        for count in self.times.get(sentence, []):
            mark = count.last if count.rule == "day-before" else count.last + 1
            length = length_of(count)
            if length is None or mark >= len(tokens) or tokens[mark].text.lower() not in ("after", "before"):
                continue
            above = (tokens[mark].head, tokens[head_of(tokens, count.first, count.last)].head)
            if clause not in above and not _opens(tokens, mark, clause):
                continue
            main = self._main_span(sentence, count, tokens[clause].head, modality, seen)
            back = tokens[mark].text.lower() == "after"
            span = None if main is None else shift_span(main, length, -1 if back else 1)
            if span is None or span.start is None:
                continue
            value, end = span.start.isoformat(), tokens[mark].end
            if back and main is not None and _is_less(tokens, count):
                span = _within_before(span, main)
            text = self.article.text[count.start : end]
            return EventTime(span, "stated", text, count.start, end, value, "within", "counted-clause")
        return None

    def _main_span(
        self, sentence: int, count: TimeExpression, above: int, modality: str, seen: set[int]
    ) -> DaySpan | None:
        """Return the days "one day after ..." counts from: a date right before it, or those of the main clause."""
        tokens = self.tokens(sentence)
        for t in self.times.get(sentence, []):
            if t.span is not None and t.last == count.first - 2 and tokens[count.first - 1].text == ",":
                return t.span
        main = self._date(sentence, [above], modality, seen)
        if main is None:  # "Tuesday's attack came a day after rebels shot down ..."
            subject = next((i for i, c in enumerate(tokens) if c.head == above and c.dep == "nsubj"), None)
            main = None if subject is None else self._date(sentence, [subject], modality, seen)
        return None if main is None else main.span


def length_of(t: TimeExpression) -> str | None:
    """Return the length a phrase counts, as "P1M" for "a month after"; None for a phrase that counts none."""
    if t.kind == "DURATION":
        return t.value
    unit = next((load_words().units[w] for w in t.text.lower().split() if w in load_words().units), None)
    return f"P1{unit}" if t.rule == "day-before" and unit else None


def _is_less(tokens: Sequence[Token], count: TimeExpression) -> bool:
    """Tell of "less than a week after": the words before a count, or its first ones, make it the most there can be."""
    words = [c.text.lower() for c in tokens[max(0, count.first - 2) : count.first + 2]]
    return "less than" in " ".join(words)


def _within_before(span: DaySpan, main: DaySpan) -> DaySpan:
    """Return the days from a count before a day up to the eve of that day."""
    eve = None if main.start is None else main.start - timedelta(1)
    if span.start is None or eve is None or eve <= span.start:
        return span
    return DaySpan(span.start, eve, "range")


def _opens(tokens: Sequence[Token], mark: int, verb: int) -> bool:
    """Tell whether "after" opens the clause of a verb: "a day after A and B signed", with A read as what follows it."""
    past = tokens[verb].xpos == "VBD" and not any(c.head == verb and c.dep.startswith("nsubj") for c in tokens)
    return (
        past
        and mark < verb
        and all(c.upos in ("NOUN", "PROPN", "CCONJ", "DET", "ADJ") for c in tokens[mark + 1 : verb])
    )


def _describes_another(tokens: Sequence[Token], t: TimeExpression, noun: int) -> bool:
    """Tell whether a time belongs to a participle of another noun: "the claim over Crimea, annexed in 2014"."""
    if tokens[noun].upos != "NOUN":
        return False
    at = head_of(tokens, t.first, t.last)
    for _ in range(len(tokens)):
        above = tokens[at].head
        if above < 0 or above == noun:
            return False
        if tokens[at].dep.startswith("acl"):
            of = any(c.head == above and c.dep == "case" and c.text.lower() == "of" for c in tokens)
            return tokens[above].head == noun and not (of and tokens[above].upos == "NOUN")
        at = above
    return False


def _between(tokens: Sequence[Token], t: TimeExpression, word: int) -> str | None:
    """Return the preposition of a noun that stands between a word and its time: "since the election on 9 August"."""
    at = tokens[head_of(tokens, t.first, t.last)].head
    for _ in range(len(tokens)):
        if at < 0 or at == word:
            return None
        for c in tokens:
            if c.head == at and c.dep in ("case", "mark") and c.text.lower() in _BOUNDING:
                return c.text.lower()
        at = tokens[at].head
    return None


def _time(t: TimeExpression, span: DaySpan, relation: str) -> EventTime:
    return EventTime(span, "stated", t.text, t.start, t.end, t.value, relation, t.rule)


def _logit(p: float) -> float:
    p = min(max(p, 0.001), 0.999)
    return math.log(p / (1 - p))
