"""The meeting, call or visit that a text tells of: what its parties then said and did lies on its day.

In news an encounter holds for a few sentences. A release about one is about nothing else: there it holds to the end,
and only what turns aside, another day in the same paragraph, is left out.
"""

from collections.abc import Sequence

from kg.dates import is_compatible
from kg.extract.tellings import Tellings
from kg.extract.timebars import is_dateline
from kg.extract.times.words import load_words
from kg.language.analysis import Token
from kg.records import EventTime

REACH = 6  # sentences for which what parties do is taken to happen at their meeting
HEAD = 4  # sentences of the body among which a release tells its occasion
MOST_WEEKDAYS = 2  # sentences of a release that name a bare weekday
MOST_STAMPS = 2  # sentences that open with a time of day: more make a live report
FRESH_DAYS = 14  # days after its occasion a release is out
LONGEST_VISIT = 7  # days a visit may take to date what was done on it
_TOLD = frozenset(("Factual", "Continuing"))
_BOTH = frozenset(("they", "both"))
_WE = frozenset(("i", "we"))
_BODY = frozenset(("deck", "body"))
_TITLE = frozenset(("nmod:desc", "compound", "flat", "appos"))
_HE = frozenset(("he", "she"))
_HIM = frozenset(("him", "her", "them"))
_ALL = frozenset(("two", "three", "both", "the"))
_OF_ALL = frozenset(("NNS", "NNPS"))


class Occasions:
    """The encounters of one article, and who is party to the one it is about."""

    def __init__(self, told: Tellings) -> None:
        """Take the tellings of an article."""
        self.told = told
        self.release = self._is_release()
        self.occasion = self._find()
        self.guests: set[str] = set() if self.occasion is None else set(told[self.occasion].parties)

    def at_encounter(self, i: int) -> EventTime | None:
        """Date what the parties of a dated meeting, call or visit then do or say, until the text names another day."""
        if self.told.has_own_time(i) or not self.told.is_told(i):
            return None
        j = self._encounter(i)
        if j is not None and self._is_of(i, j):
            return self.told.time(j)
        return self._of_occasion(i)

    def _is_of(self, i: int, j: int) -> bool:
        telling, met = self.told[i], self.told[j].parties
        if telling.kind == "encounter":  # "ended their summit on Friday ... The two presidents talked for three hours"
            return len(telling.actors & met) > 1 or (self._speaks_for_all(i) and len(met) > 1)
        if telling.actors and telling.actors <= met:
            return True
        return (self._speaks_for_all(i) and len(met) > 1) or (telling.kind == "speech" and self._receives(i, j))

    def _receives(self, i: int, j: int) -> bool:
        """Tell of who speaks to the guest in the sentence after his coming: "surfaced in Doha. The emir told him"."""
        told = self.told
        (sentence, word), others = told.place(i), told[i].parties - told[i].actors
        below = [t for t in told.tokens(sentence) if t.head == word and t.dep in ("obj", "iobj")]
        spoken_to = any(t.text.lower() in _HIM or t.upos == "PROPN" for t in below)
        near = sentence == told.place(j)[0] + 1 and told.paragraph(i) == told.paragraph(j)
        return near and spoken_to and bool(others & told[j].parties) and not told[i].actors & others

    def _speaks_for_all(self, i: int) -> bool:
        subject = self.told.subject(i)
        return subject is not None and self.told.tokens(self.told.place(i)[0])[subject].text.lower() in _BOTH

    def _encounter(self, i: int) -> int | None:
        """Return the last dated encounter before a telling, unless the text has named another day since."""
        told = self.told
        here, since = told.place(i), []
        for j in told.dated_before(here[0]):
            if here[0] - told.place(j)[0] > REACH:
                return None
            if told[j].kind != "encounter" or told[j].modality != "Factual" or not told.is_short(j):
                if told.is_main(j) and told[j].modality in _TOLD:
                    since.append(j)
                continue
            apart = told.zone(i) != told.zone(j) or told.is_aside(j)
            return None if apart or not all(is_compatible(told.span(j), told.span(k)) for k in since) else j
        return None

    # -- the occasion of a release -----------------------------------------------------------------------------------

    def _find(self) -> int | None:
        """Return the dated encounter an article is about: told at its head, in news in its headline too."""
        told = self.told
        body = [s.index for s in told.analysis.sentences if s.zone in _BODY][:HEAD]
        titled = {told[i].happening for i in range(len(told)) if told.zone(i) == "headline"}
        for i in sorted(range(len(told)), key=told.place):
            encounter = told[i].kind == "encounter" and told[i].modality in _TOLD
            if not encounter or told.place(i)[0] not in body or not (self.release or told[i].happening in titled):
                continue
            if told.is_short(i, LONGEST_VISIT) and told.is_main(i) and not told.is_aside(i) and self._is_of_now(i):
                return i
        return None

    def _is_release(self) -> bool:
        """Tell of a text that names few bare weekdays: news counts in them, a release names its date."""
        phrases = self.told.phrases
        weekdays = {t.sentence for t in phrases if "weekday" in t.rule}
        stamps = sum(t.kind == "TIME" and t.first == 0 for t in phrases)
        wired = any(is_dateline(self.told.tokens(t.sentence), t) for t in phrases)
        return len(weekdays) <= (0 if wired else MOST_WEEKDAYS) and stamps <= MOST_STAMPS

    def _is_of_now(self, i: int) -> bool:
        """Tell whether an encounter lies just before the day of the text: a history tells of many, all long past."""
        span, day = self.told.span(i), self.told.day
        assert span is not None and span.end is not None
        return day is not None and 0 <= (day - span.end).days <= FRESH_DAYS

    def of_its_object(self, i: int) -> EventTime | None:
        """Date what was said on the occasion of a past day: "welcomed the ruling in 2017" tells when it was given."""
        told, j, own = self.told, self.occasion, self.told[i].time
        sentence, word = told.place(i)
        if j is None or own is None or own.start is None or told[i].kind == "deed":
            return None
        last = own.span.start if own.relation == "after" else own.span.end  # "recalled the support after 1971"
        tokens, verb, occasion = told.tokens(sentence), told.verb(i), told.span(j)
        between = [t for t in tokens[max(word, verb) + 1 :] if t.start < own.start]
        before = occasion is not None and occasion.start is not None and last is not None and last < occasion.start
        if not before or not told.is_told(i):
            return None
        behind = any(t.upos in ("NOUN", "PROPN") for t in between) and own.start < tokens[-1].end
        subject = told.subject(i)
        aside = not told.has_own_time(i) and subject is not None and _is_of_all(tokens, subject)
        return told.time(j) if (behind or aside) and sentence > told.place(j)[0] and self._takes_part(i) else None

    def _of_occasion(self, i: int) -> EventTime | None:
        told, j = self.told, self.occasion
        if j is None or told.place(i)[0] < told.place(j)[0] or told.zone(i) != "body" or self._turned_aside(i):
            return None
        if not self._takes_part(i):
            return None
        self.guests |= told[i].parties if told[i].kind == "encounter" else told[i].actors
        return told.time(j)

    def _turned_aside(self, i: int) -> bool:
        """Tell whether the paragraph has told of another day since it began."""
        told, j = self.told, self.occasion
        assert j is not None
        return any(
            told.paragraph(k) == told.paragraph(i)
            and told[k].modality == "Factual"
            and told.is_told(k)
            and not is_compatible(told.span(j), told.span(k))
            for k in told.dated_before(told.place(i)[0])
        )

    def _takes_part(self, i: int) -> bool:
        telling = self.told[i]
        subject, tokens = self.told.subject(i), self.told.tokens(self.told.place(i)[0])
        word = "" if subject is None else tokens[subject].text.lower()
        if word in _WE:
            return False
        if telling.actors & self.guests or self._speaks_for_all(i):
            return True
        if subject is not None and _is_of_all(tokens, subject):
            return True
        if telling.kind == "deed" or not self.release:
            return False
        if not telling.actors and any(t.head == self.told.verb(i) and t.dep == "aux:pass" for t in tokens):
            return True  # "It was agreed to hold talks"
        official = word in _HE or (subject is not None and _has_office(tokens, subject))
        return official or bool(telling.actors and telling.parties & self.guests)


def _is_of_all(tokens: Sequence[Token], noun: int) -> bool:
    """Tell of "the two ministers", "both sides", "the presidents": those who met."""
    below = {t.text.lower() for t in tokens if t.head == noun and t.dep not in ("nmod", "acl", "acl:relcl")}
    many = tokens[noun].xpos in _OF_ALL and tokens[noun].lemma.lower() in load_words().sides
    return many and bool(below & _ALL) and below <= _ALL


def _has_office(tokens: Sequence[Token], noun: int) -> bool:
    """Tell of "the Minister", "President Diaz": in a release those who speak are those who met."""
    title = [t for t in tokens if t.head == noun and t.dep in _TITLE and t.text[:1].isupper()]
    return any(t.lemma.lower() in load_words().sides and t.xpos not in _OF_ALL for t in (tokens[noun], *title))
