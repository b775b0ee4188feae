"""The events of one article as it tells them: where each stands, in what tense, with whom, and on what day by now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.dates import DaySpan
from kg.extract.layers import TimeExpression, Trigger
from kg.extract.sharing import carrier
from kg.extract.timebars import is_dateline
from kg.extract.timelinks import head_of
from kg.language.analysis import Analysis, Token
from kg.records import EventTime

LONGEST_DAYS = 3  # "in April" does not date the scenes around it
_MAIN = frozenset(("root", "conj", "parataxis"))
_ASIDE = frozenset(("before", "after", "following", "since", "until", "despite"))


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


class Tellings:
    """The tellings of one article in order of the text, and the times lent to them so far."""

    def __init__(
        self,
        analysis: Analysis,
        times: Sequence[TimeExpression],
        tellings: Sequence[Telling],
        day: date | None = None,
    ) -> None:
        """Take the article's analysis, time expressions and tellings, and the day it was published."""
        self.day = day
        self.analysis = analysis
        self.tellings = tellings
        self.lent: dict[int, EventTime] = {}
        self.phrases = [t for t in times if t.kind in ("DATE", "TIME") and t.span is not None]

    def __getitem__(self, i: int) -> Telling:
        """Return a telling."""
        return self.tellings[i]

    def __len__(self) -> int:
        """Return how many tellings there are."""
        return len(self.tellings)

    def place(self, i: int) -> tuple[int, int]:
        """Return where a telling stands."""
        return self.tellings[i].trigger.sentence, self.tellings[i].trigger.token

    def tokens(self, sentence: int) -> Sequence[Token]:
        """Return the words of a sentence."""
        return self.analysis.sentences[sentence].tokens

    def paragraph(self, i: int) -> int:
        """Return the paragraph a telling stands in."""
        return self.analysis.sentences[self.place(i)[0]].paragraph

    def zone(self, i: int) -> str:
        """Return the part of the article a telling stands in; what follows the headline is part of the body."""
        zone = self.analysis.sentences[self.place(i)[0]].zone
        return "body" if zone == "deck" else zone

    def is_quoted(self, i: int) -> bool:
        """Tell whether a telling stands inside quotation marks of its sentence."""
        sentence, token = self.place(i)
        return sum(t.text in ('"', "“", "”") for t in self.tokens(sentence)[:token]) % 2 == 1

    def verb(self, i: int) -> int:
        """Return the finite verb that tells a telling: also the one that only carries its noun, "held talks"."""
        sentence, word = self.place(i)
        return telling_verb(self.tokens(sentence), carrier(self.tokens(sentence), word))

    def is_told(self, i: int) -> bool:
        """Tell whether a telling tells what came next: in the simple past of a main clause."""
        return is_told(self.tokens(self.place(i)[0]), self.verb(i))

    def is_main(self, i: int) -> bool:
        """Tell whether a telling stands in a main clause: "whose trip in March" names no other day of the text."""
        sentence, word = self.place(i)
        tokens = self.tokens(sentence)
        while tokens[word].upos != "VERB" and tokens[word].head >= 0 and tokens[word].dep not in _MAIN:
            word = tokens[word].head
        return tokens[telling_verb(tokens, word)].dep in _MAIN

    def is_aside(self, i: int) -> bool:
        """Tell of "before the summit": what only bounds another event sets no scene."""
        sentence, word = self.place(i)
        return any(t.head == word and t.text.lower() in _ASIDE for t in self.tokens(sentence))

    def is_joint(self, i: int) -> bool:
        """Tell whether the trigger or the verb that tells it stands as a clause of its own, or is a noun."""
        sentence, word = self.place(i)
        token = self.tokens(sentence)[word]
        return token.dep in _MAIN or token.upos == "NOUN"

    def has_own_time(self, i: int) -> bool:
        """Tell whether a time phrase hangs on the verb that tells a word: it said what it had to say."""
        sentence, word = self.place(i)
        tokens, verb = self.tokens(sentence), self.verb(i)
        phrases = [t for t in self.phrases if t.sentence == sentence and not is_dateline(tokens, t)]
        return any(tokens[head_of(tokens, t.first, t.last)].head in (word, verb) for t in phrases)

    def subject(self, i: int) -> int | None:
        """Return the subject of the verb that tells a telling, as a word of its sentence."""
        tokens, verb = self.tokens(self.place(i)[0]), self.verb(i)
        return next((n for n, t in enumerate(tokens) if t.head == verb and t.dep.startswith("nsubj")), None)

    def is_of_pronoun(self, i: int) -> bool:
        """Tell whether a pronoun names who did what is told: "He demanded"."""
        subject = self.subject(i)
        return subject is not None and self.tokens(self.place(i)[0])[subject].upos == "PRON"

    def time(self, i: int) -> EventTime | None:
        """Return the time of a telling, its own or lent."""
        telling = self.tellings[i]
        if telling.time is not None or i in self.lent or telling.happening is None:
            return self.lent.get(i) or telling.time
        return next((t for k, t in self.lent.items() if self.tellings[k].happening == telling.happening), None)

    def span(self, i: int) -> DaySpan | None:
        """Return the days of a telling."""
        time = self.time(i)
        return None if time is None else time.span

    def time_at(self, sentence: int, word: int) -> EventTime | None:
        """Return the time of what a word tells; None where it tells nothing or over too many days."""
        i = next((i for i in range(len(self.tellings)) if self.place(i) == (sentence, word)), None)
        return self.time(i) if i is not None and self.is_short(i) else None

    def is_short(self, i: int, longest: int = LONGEST_DAYS) -> bool:
        """Tell whether a telling is dated within few days."""
        span = self.span(i)
        return (
            span is not None
            and span.start is not None
            and span.end is not None
            and (span.end - span.start).days <= longest
        )

    def dated_before(self, sentence: int) -> list[int]:
        """Return the dated tellings of the sentences before one, the last first."""
        before = [i for i in range(len(self)) if self.place(i)[0] < sentence and self.time(i) is not None]
        return sorted(before, key=self.place, reverse=True)


def telling_verb(tokens: Sequence[Token], word: int) -> int:
    """Return the finite verb that carries the tense of a word: its own, or that above an infinitive or joined verb."""
    for _ in range(3):
        token = tokens[word]
        infinitive = token.dep == "xcomp"
        joined = token.dep == "conj" and not any(t.head == word and t.dep.startswith(("nsubj", "aux")) for t in tokens)
        joined = joined and not (token.xpos == "VBD" and tokens[token.head].xpos == "VB")  # a slip of the parse
        if token.head < 0 or not (infinitive or joined):
            break
        word = token.head
    return word


def is_told(tokens: Sequence[Token], word: int) -> bool:
    """Tell whether a word is told as what came next: simple past in a main clause."""
    verb = telling_verb(tokens, word)
    helpers = {t.text.lower() for t in tokens if t.head == verb and t.dep.startswith("aux")}
    past = tokens[verb].xpos == "VBD" or (tokens[verb].xpos == "VBN" and bool(helpers & {"was", "were"}))
    return tokens[verb].dep in _MAIN and past and not helpers & {"had", "has", "have", "been"}
