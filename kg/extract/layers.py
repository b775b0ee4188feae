"""What the layers hand to each other before a Record exists; positions are (sentence index, token index)."""

from dataclasses import dataclass

from kg.dates import DaySpan
from kg.records import Mention, Span


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A phrase that names a time. `kind` and `value` follow TIMEX3; `span` is None for sets and bare durations."""

    start: int
    end: int
    text: str
    sentence: int
    first: int  # first and last token (inclusive)
    last: int
    kind: str  # DATE | TIME | DURATION | SET
    value: str
    span: DaySpan | None
    relation: str  # within | before | after | begins | ends | throughout
    rule: str


@dataclass(frozen=True, slots=True)
class Referent:
    """One thing the article speaks of. `type` is an entity class of the ontology; mentions in order of the text.

    `animate` is false for things and abstractions that are only described: "the escalation".
    """

    id: str
    type: str
    label: str
    mentions: tuple[Mention, ...]
    known: str | None = None
    country: str | None = None
    description: str | None = None
    animate: bool = True


@dataclass(frozen=True, slots=True)
class Referents:
    """All referents of an article, and which words stand for which.

    `at` maps (sentence, token) to referent ids: every token of a name, and the head word of every nominal and pronoun
    that could be resolved. A coordination head maps to its own conjunct only.
    """

    referents: tuple[Referent, ...]
    at: dict[tuple[int, int], str]

    def get(self, name: str) -> Referent:
        """Return the referent with an id; KeyError when there is none."""
        return next(r for r in self.referents if r.id == name)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Reported speech. `content` is the span of what is said, `quoted` true for words given as spoken.

    Words are given as spoken inside quotation marks, and in a statement printed in full.
    `speaker` is a referent id, None when the text names nobody. `cue` spans the reporting words.
    `outer` is who reports it when speech is nested. `sentences` are the sentence indices the content touches.
    """

    content: Span
    quoted: bool
    speaker: str | None
    cue: Span | None
    cue_at: tuple[int, int] | None
    sentences: tuple[int, ...]
    outer: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that evokes an event. `first`..`last` are the tokens of the phrase, `token` its head."""

    sentence: int
    token: int
    first: int
    last: int
    type: str
    score: float
    rule: str  # model | ontology:<trigger>
    modality: str  # as the model's head reads it, before rules
    polarity: str
    carrier: int | None = None  # the light verb whose object it is: "held" of "held talks"
