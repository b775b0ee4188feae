"""Undated events that belong to the scene of a dated one: what was said at a meeting, done by the same stroke, or next.

Grammar and participants decide. A log-linear score over tense, place and parties was fitted instead on 29 annotated
articles and dropped: by article held out it found 2 of 46 such times at 9 false ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.dates import DaySpan, is_compatible
from kg.extract.layers import TimeExpression, Trigger
from kg.extract.timebars import is_dateline
from kg.extract.timelinks import head_of
from kg.extract.times.words import load_words
from kg.language.analysis import Analysis, Token
from kg.records import EventTime

REACH = 6  # sentences for which what parties do is taken to happen at their meeting
ALONG = 2  # sentences back to what somebody "also" did
NEXT = 1  # sentences between one blow and the next
LONGEST_DAYS = 3  # "in April" does not date the scenes around it
_MAIN = frozenset(("root", "conj", "parataxis"))
_ASIDE = frozenset(("before", "after", "following", "since", "until", "despite"))
_BOTH = frozenset(("they", "both"))
_WHILE = frozenset(("as", "when", "while"))
_AT = frozenset(("at", "during"))


@dataclass(frozen=True, slots=True)
class Telling:
    """One trigger with what is known of its event; `kind` is speech, encounter or deed.

    Tellings with the same `happening` tell of one event: a time lent to one of them is lent to all.
    """

    trigger: Trigger
    modality: str
    time: EventTime | None
    parties: frozenset[str]
    actors: frozenset[str]
    kind: str
    happening: int | None = None


def lend_times(
    analysis: Analysis, times: Sequence[TimeExpression], tellings: Sequence[Telling]
) -> dict[int, EventTime]:
    """Return for each undated telling that belongs to a dated scene the time of that scene, by index."""
    scene = Scene(analysis, times, tellings)
    for i in sorted(range(len(tellings)), key=scene.place):
        telling = tellings[i]
        if telling.time is None and telling.modality == "Factual" and not scene.is_quoted(i):
            found = scene.same_stroke(i) or scene.beside(i) or scene.at_encounter(i) or scene.along(i)
            found = found or scene.next_blow(i)
            if found is not None:
                rule = found.rule if found.rule.startswith("carried:") else f"carried:{found.rule}"
                scene.lent[i] = replace(found, rule=rule)
    return scene.lent


class Scene:
    """The tellings of one article in order of the text, and the times lent to them so far."""

    def __init__(self, analysis: Analysis, times: Sequence[TimeExpression], tellings: Sequence[Telling]) -> None:
        """Take the article's analysis, time expressions and tellings."""
        self.analysis = analysis
        self.tellings = tellings
        self.lent: dict[int, EventTime] = {}
        self.phrases = [t for t in times if t.kind in ("DATE", "TIME") and t.span is not None]

    def place(self, i: int) -> tuple[int, int]:
        """Return where a telling stands."""
        return self.tellings[i].trigger.sentence, self.tellings[i].trigger.token

    def is_quoted(self, i: int) -> bool:
        """Tell whether a telling stands inside quotation marks of its sentence."""
        sentence, token = self.place(i)
        return sum(t.text in ('"', "“", "”") for t in self._tokens(sentence)[:token]) % 2 == 1

    def same_stroke(self, i: int) -> EventTime | None:
        """Date what a dated verb is done by or while: "retaliated by banning ...", "was visiting ... and phoned".

        Also the object of such a participle: "signed the law, completing the annexation".
        """
        sentence, word = self.place(i)
        tokens = self._tokens(sentence)
        if tokens[word].upos == "NOUN" and tokens[word].dep == "obj" and tokens[tokens[word].head].xpos == "VBG":
            word = tokens[word].head
        marks = {t.text.lower() for t in tokens if t.head == word and t.dep == "mark"}
        helpers = {t.text.lower() for t in tokens if t.head == word and t.dep.startswith("aux")}
        above = tokens[word].head
        if tokens[word].xpos != "VBG" or above < 0:
            return None
        if tokens[word].dep == "advcl" and marks <= {"by"} and not helpers and above < word:
            return self._time_at(sentence, above)
        if tokens[word].dep == "conj" and tokens[above].xpos == "VBG":
            return self._time_at(sentence, above)
        if helpers <= {"was", "were"} and helpers and tokens[word].dep == "acl:relcl":
            return self._time_at(sentence, tokens[above].head) if tokens[above].dep.startswith("nsubj") else None
        return None

    def beside(self, i: int) -> EventTime | None:
        """Date what its clause ties to a dated word: "left as talks opened", "came at a summit", "voiced support"."""
        sentence, word = self.place(i)
        tokens = self._tokens(sentence)
        token, kind = tokens[word], self.tellings[i].kind
        if token.upos == "NOUN" and token.head >= 0:
            marks = {t.text.lower() for t in tokens if t.head == word and t.dep == "case"}
            at = kind == "encounter" and token.dep == "obl" and bool(marks & _AT)
            voiced = (
                kind == "speech" and token.dep == "obj" and tokens[token.head].lemma.lower() in load_words().voicing
            )
            if not (at or voiced) or not _is_told(tokens, token.head):
                return None
            return self._time_at(sentence, token.head) or (self._time_of_coming(sentence, token.head) if at else None)
        if not _is_told(tokens, word) or self._has_own(sentence, word):
            return None
        for n, t in enumerate(tokens):
            marks = {c.text.lower() for c in tokens if c.head == n and c.dep in ("mark", "advmod") and c.head > 0}
            if t.head == _verb(tokens, word) and t.dep == "advcl" and t.xpos == "VBD" and marks & _WHILE:
                subject = next((k for k, c in enumerate(tokens) if c.head == n and c.dep.startswith("nsubj")), n)
                return self._time_at(sentence, n) or self._time_at(sentence, subject)
        return None

    def _time_of_coming(self, sentence: int, verb: int) -> EventTime | None:
        """Return the time of the subject of "came", "took place": what dates the one dates the other."""
        tokens = self._tokens(sentence)
        if tokens[verb].lemma.lower() not in load_words().coming:
            return None
        subject = next((n for n, t in enumerate(tokens) if t.head == verb and t.dep.startswith("nsubj")), None)
        return None if subject is None else self._time_at(sentence, subject)

    def along(self, i: int) -> EventTime | None:
        """Date what somebody "also" did by what he was told to have done just before, in the same paragraph."""
        sentence, word = self.place(i)
        tokens = self._tokens(sentence)
        verb = _verb(tokens, word)
        also = any(t.head == verb and t.dep == "advmod" and t.text.lower() == "also" for t in tokens)
        if not also or not _is_told(tokens, word) or self._has_own(sentence, word):
            return None
        before = [j for j in range(len(self.tellings)) if sentence - ALONG <= self.place(j)[0] < sentence]
        for j in sorted(before, key=self.place, reverse=True):
            last, told = self.place(j)
            same = self.analysis.sentences[sentence].paragraph == self._paragraph(j)
            shared = self.tellings[i].actors & self.tellings[j].actors
            if same and shared and _is_told(self._tokens(last), told) and self._time(j) is not None:
                return self._time(j) if self.tellings[j].modality == "Factual" and self._is_short(j) else None
        return None

    def at_encounter(self, i: int) -> EventTime | None:
        """Date what the parties of a dated meeting, call or visit then do or say, until the text names another day."""
        sentence, word = self.place(i)
        tokens = self._tokens(sentence)
        telling = self.tellings[i]
        if self._has_own(sentence, word) or not _is_told(tokens, word):
            return None
        j = self._encounter(i)
        if j is None:
            return None
        if telling.kind == "encounter":  # "ended their summit on Friday ... The two presidents talked for three hours"
            return self._time(j) if len(telling.actors & self.tellings[j].parties) > 1 else None
        subject = next((t.text.lower() for t in tokens if t.head == _verb(tokens, word) and t.dep == "nsubj"), "")
        met = self.tellings[j].parties
        if (telling.actors and telling.actors <= met) or (subject in _BOTH and len(met) > 1):
            return self._time(j)
        return None

    def next_blow(self, i: int) -> EventTime | None:
        """Date a deed told in the simple past right after a dated one of the same paragraph."""
        sentence, word = self.place(i)
        tokens = self._tokens(sentence)
        if self.tellings[i].kind != "deed" or self._has_own(sentence, word) or not _is_told(tokens, word):
            return None
        j = self._last(i, NEXT)
        if j is None or self.tellings[j].kind != "deed" or self.tellings[j].modality != "Factual":
            return None
        last, blow = self.place(j)
        same = self.analysis.sentences[sentence].paragraph == self._paragraph(j)
        token = self._tokens(last)[blow]
        return self._time(j) if same and (token.dep in _MAIN or token.upos == "NOUN") else None

    def _has_own(self, sentence: int, word: int) -> bool:
        """Tell whether a time phrase hangs on the verb that tells a word: it said what it had to say."""
        tokens = self._tokens(sentence)
        verb = _verb(tokens, word)
        phrases = [t for t in self.phrases if t.sentence == sentence and not is_dateline(tokens, t)]
        return any(tokens[head_of(tokens, t.first, t.last)].head in (word, verb) for t in phrases)

    def _encounter(self, i: int) -> int | None:
        """Return the last dated encounter before a telling, unless the text has named another day since."""
        here, since = self.place(i), []
        before = [j for j in range(len(self.tellings)) if self.place(j)[0] < here[0] and self._time(j) is not None]
        for j in sorted(before, key=self.place, reverse=True):
            if here[0] - self.place(j)[0] > REACH:
                return None
            if self.tellings[j].kind != "encounter" or self.tellings[j].modality != "Factual" or not self._is_short(j):
                if self._is_main(j):
                    since.append(j)
                continue
            zone = self.analysis.sentences[self.place(j)[0]].zone == self.analysis.sentences[here[0]].zone
            return (
                j
                if zone and not self._is_aside(j) and all(is_compatible(self._span(j), self._span(k)) for k in since)
                else None
            )
        return None

    def _is_main(self, j: int) -> bool:
        """Tell whether a telling stands in a main clause: "whose trip in March" names no other day of the text."""
        sentence, word = self.place(j)
        tokens = self._tokens(sentence)
        while tokens[word].upos != "VERB" and tokens[word].head >= 0 and tokens[word].dep not in _MAIN:
            word = tokens[word].head
        return tokens[_verb(tokens, word)].dep in _MAIN

    def _is_aside(self, j: int) -> bool:
        """Tell of "before the summit": what only bounds another event sets no scene."""
        sentence, word = self.place(j)
        return any(t.head == word and t.text.lower() in _ASIDE for t in self._tokens(sentence))

    def _span(self, j: int) -> DaySpan | None:
        time = self._time(j)
        return None if time is None else time.span

    def _last(self, i: int, reach: int) -> int | None:
        """Return the last dated telling of an earlier sentence, near enough and short enough to be a scene."""
        here = self.place(i)
        before = [j for j in range(len(self.tellings)) if self.place(j)[0] < here[0] and self._time(j) is not None]
        j = max(before, key=self.place, default=None)
        if j is None or here[0] - self.place(j)[0] > reach:
            return None
        zone = self.analysis.sentences[self.place(j)[0]].zone
        return j if self._is_short(j) and zone == self.analysis.sentences[here[0]].zone else None

    def _time(self, j: int) -> EventTime | None:
        telling = self.tellings[j]
        if telling.time is not None or j in self.lent or telling.happening is None:
            return telling.time or self.lent.get(j)
        return next((t for k, t in self.lent.items() if self.tellings[k].happening == telling.happening), None)

    def _time_at(self, sentence: int, word: int) -> EventTime | None:
        j = next((j for j in range(len(self.tellings)) if self.place(j) == (sentence, word)), None)
        return self._time(j) if j is not None and self._is_short(j) else None

    def _is_short(self, j: int) -> bool:
        time = self._time(j)
        if time is None or time.span.start is None or time.span.end is None:
            return False
        return (time.span.end - time.span.start).days <= LONGEST_DAYS

    def _paragraph(self, j: int) -> int:
        return self.analysis.sentences[self.place(j)[0]].paragraph

    def _tokens(self, sentence: int) -> Sequence[Token]:
        return self.analysis.sentences[sentence].tokens


def _verb(tokens: Sequence[Token], word: int) -> int:
    """Return the finite verb that carries the tense of a word: its own, or that above an infinitive or joined verb."""
    for _ in range(3):
        token = tokens[word]
        infinitive = token.dep == "xcomp"
        joined = token.dep == "conj" and not any(t.head == word and t.dep.startswith(("nsubj", "aux")) for t in tokens)
        if token.head < 0 or not (infinitive or joined):
            break
        word = token.head
    return word


def _is_told(tokens: Sequence[Token], word: int) -> bool:
    """Tell whether a word is told as what came next: simple past in a main clause."""
    verb = _verb(tokens, word)
    helpers = {t.text.lower() for t in tokens if t.head == verb and t.dep.startswith("aux")}
    past = tokens[verb].xpos == "VBD" or (tokens[verb].xpos == "VBN" and bool(helpers & {"was", "were"}))
    return tokens[verb].dep in _MAIN and past and not helpers & {"had", "has", "have", "been"}
