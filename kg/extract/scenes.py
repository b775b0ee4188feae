"""Undated events that belong to the scene of a dated one: what was said at a meeting, done by the same stroke, or next.

Grammar and participants decide. A log-linear score over tense, place and parties was fitted instead on 29 annotated
articles and dropped: by article held out it found 2 of 46 such times at 9 false ones.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kg.extract.layers import TimeExpression
from kg.extract.occasions import Occasions
from kg.extract.tellings import Telling, Tellings, is_told, telling_verb
from kg.extract.timebars import is_dateline, said_on
from kg.extract.timelinks import head_of
from kg.extract.times.words import load_words
from kg.language.analysis import Analysis
from kg.records import EventTime

ALONG = 2  # sentences back to what somebody "also" did
NEXT = 1  # sentences between one blow and the next
_WHILE = frozenset(("as", "when", "while"))
_HE = frozenset(("he", "she"))
_BELOW = frozenset(("nmod", "obl", "obj", "nmod:unmarked", "obl:unmarked"))
_AT = frozenset(("at", "during", "in"))

__all__ = ["Scene", "Telling", "lend_times"]


def lend_times(
    analysis: Analysis, times: Sequence[TimeExpression], tellings: Sequence[Telling], day: date | None = None
) -> dict[int, EventTime]:
    """Return for each telling that belongs to a dated scene the time of that scene, by index.

    `day` is that of the report. Undated tellings, and those dated by words that belong to what they speak of.
    """
    scene = Scene(Tellings(analysis, times, tellings, day))
    told = scene.told
    order = sorted(range(len(tellings)), key=told.place)
    for i in (*order, *order):  # again for what stands before the verb that is dated: "At a meeting, they agreed ..."
        if i in told.lent or tellings[i].modality != "Factual" or told.is_quoted(i):
            continue
        found = scene.find(i) if tellings[i].time is None else scene.occasions.of_its_object(i)
        if found is not None:
            rule = found.rule if found.rule.startswith("carried:") else f"carried:{found.rule}"
            told.lent[i] = replace(found, rule=rule)
    return told.lent


class Scene:
    """What ties the undated tellings of one article to its dated ones."""

    def __init__(self, told: Tellings) -> None:
        """Take the tellings of an article."""
        self.told = told
        self.occasions = Occasions(told)

    def find(self, i: int) -> EventTime | None:
        """Return the time of the scene an undated telling belongs to; None for none."""
        return (
            self.same_stroke(i)
            or self.beside(i)
            or self.occasions.at_encounter(i)
            or self.along(i)
            or self.next_blow(i)
            or self.goes_on(i)
        )

    def same_stroke(self, i: int) -> EventTime | None:
        """Date what a dated verb is done by or while: "retaliated by banning ...", "was visiting ... and phoned".

        Also the object of such a participle: "signed the law, completing the annexation".
        """
        sentence, word = self.told.place(i)
        tokens = self.told.tokens(sentence)
        if tokens[word].upos == "NOUN" and tokens[word].dep == "obj" and tokens[tokens[word].head].xpos == "VBG":
            word = tokens[word].head
        marks = {t.text.lower() for t in tokens if t.head == word and t.dep == "mark"}
        helpers = {t.text.lower() for t in tokens if t.head == word and t.dep.startswith("aux")}
        above = tokens[word].head
        if tokens[word].xpos != "VBG" or above < 0:
            return None
        if tokens[word].dep == "advcl" and marks <= {"by"} and not helpers and above < word:
            return self.told.time_at(sentence, above)
        if tokens[word].dep == "conj" and tokens[above].xpos == "VBG":
            return self.told.time_at(sentence, above)
        if helpers <= {"was", "were"} and helpers and tokens[word].dep == "acl:relcl":
            subject = tokens[above].dep.startswith("nsubj")
            return self.told.time_at(sentence, tokens[above].head) if subject else None
        return None

    def beside(self, i: int) -> EventTime | None:
        """Date what its clause ties to a dated word: "left as talks opened", "came at a summit", "voiced support"."""
        sentence, word = self.told.place(i)
        tokens = self.told.tokens(sentence)
        token, kind = tokens[word], self.told[i].kind
        if token.upos == "NOUN" and token.head >= 0:
            marks = {t.text.lower() for t in tokens if t.head == word and t.dep == "case"}
            at = kind == "encounter" and token.dep == "obl" and bool(marks & _AT)
            attended = token.dep == "obj" and tokens[token.head].lemma.lower() in load_words().attending
            voiced = (
                kind == "speech" and token.dep == "obj" and tokens[token.head].lemma.lower() in load_words().voicing
            )
            if not (at or voiced or attended) or not is_told(tokens, token.head):
                return None
            found = self.told.time_at(sentence, token.head)
            return found or (self._time_of_coming(sentence, token.head) if at else None)
        if not self.told.is_told(i) or self.told.has_own_time(i):
            return None
        for n, t in enumerate(tokens):
            marks = {c.text.lower() for c in tokens if c.head == n and c.dep in ("mark", "advmod") and c.head > 0}
            if t.head == telling_verb(tokens, word) and t.dep == "advcl" and t.xpos == "VBD" and marks & _WHILE:
                subject = next((k for k, c in enumerate(tokens) if c.head == n and c.dep.startswith("nsubj")), n)
                return self.told.time_at(sentence, n) or self.told.time_at(sentence, subject)
        return None

    def _time_of_coming(self, sentence: int, verb: int) -> EventTime | None:
        """Return the time of the subject of "came", "took place": what dates the one dates the other."""
        tokens = self.told.tokens(sentence)
        if tokens[verb].lemma.lower() not in load_words().coming:
            return None
        subject = next((n for n, t in enumerate(tokens) if t.head == verb and t.dep.startswith("nsubj")), None)
        return None if subject is None else self.told.time_at(sentence, subject)

    def along(self, i: int) -> EventTime | None:
        """Date what somebody "also" did by what he was told to have done just before, in the same paragraph."""
        told = self.told
        sentence, word = told.place(i)
        tokens = told.tokens(sentence)
        verb = telling_verb(tokens, word)
        also = any(t.head == verb and t.dep == "advmod" and t.text.lower() == "also" for t in tokens)
        if not also or not told.is_told(i) or told.has_own_time(i):
            return None
        before = [j for j in range(len(told)) if sentence - ALONG <= told.place(j)[0] < sentence]
        for j in sorted(before, key=told.place, reverse=True):
            same = told.paragraph(i) == told.paragraph(j)
            shared = told[i].actors & told[j].actors
            if same and shared and told.is_told(j) and told.time(j) is not None:
                return told.time(j) if told[j].modality == "Factual" and told.is_short(j) else None
        return None

    def next_blow(self, i: int) -> EventTime | None:
        """Date a deed told in the simple past right after a dated one of the same paragraph."""
        told = self.told
        if told[i].kind != "deed" or told.has_own_time(i) or not told.is_told(i):
            return None
        j = self._last(i)
        if j is None or told[j].kind != "deed" or told[j].modality != "Factual":
            return None
        return told.time(j) if told.paragraph(i) == told.paragraph(j) and told.is_joint(j) else None

    def _last(self, i: int) -> int | None:
        """Return the last dated telling of an earlier sentence, near enough and short enough to be a scene."""
        here = self.told.place(i)
        j = next(iter(self.told.dated_before(here[0])), None)
        if j is None or here[0] - self.told.place(j)[0] > NEXT:
            return None
        return j if self.told.is_short(j) and self.told.zone(i) == self.told.zone(j) else None

    def goes_on(self, i: int) -> EventTime | None:
        """Date what somebody goes on to say or do: "told supporters on Wednesday ... He demanded ...".

        The dated telling is the last main clause told of him in the sentence before.
        """
        told = self.told
        if told.has_own_time(i) or not told.is_told(i):
            return None
        sentence = told.place(i)[0]
        for j in told.dated_before(sentence) if told[i].actors else ():
            if told.place(j)[0] < sentence - NEXT or told.paragraph(i) != told.paragraph(j):
                break
            if not told.is_told(j) or told[j].modality != "Factual":
                continue
            shared = told[i].actors & told[j].actors
            same = bool(shared) and (told.is_of_pronoun(i) or told[i].kind == told[j].kind)
            same = same and (told.is_of_pronoun(i) or told[i].actors <= told[j].actors)
            if same:
                return told.time(j) if told.is_short(j) else None
            break
        return self._after_said(i)

    def _after_said(self, i: int) -> EventTime | None:
        """Date what "he" goes on to do by the day of a verb that tells no event: "Diaz said on Monday ... He urged"."""
        told, sentence = self.told, self.told.place(i)[0]
        subject = told.subject(i)
        if subject is None or told.tokens(sentence)[subject].text.lower() not in _HE or not sentence:
            return None
        before = told.analysis.sentences[sentence - 1]
        days = [t for t in told.phrases if t.sentence == before.index and not is_dateline(before.tokens, t)]
        if len(days) != 1 or before.paragraph != told.paragraph(i):
            return None
        t = days[0]
        said = said_on(before.tokens, t)
        verb = head_of(before.tokens, t.first, t.last) if said is None else said
        while verb >= 0 and before.tokens[verb].dep in _BELOW:  # "told a rally in Torit on Tuesday"
            verb = before.tokens[verb].head
        speaks = any(c.head == verb and c.dep == "nsubj" and c.upos != "NUM" for c in before.tokens)
        if verb < 0 or not speaks or t.relation != "within" or not is_told(before.tokens, verb):
            return None
        if t.span is None or t.span.start is None or t.span.start != t.span.end:
            return None
        return EventTime(t.span, "stated", t.text, t.start, t.end, t.value, "within", t.rule)
