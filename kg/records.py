"""What one article says: the frozen records every floor hands to the next, and their invariants.

Offsets are code points of `Article.text`, end exclusive; `article.text[start:end] == mention.text` holds everywhere.
Sequences are tuples in order of the text. Nothing here derives status, shortcut edges or super-types.
"""

from dataclasses import dataclass, field
from datetime import date

from kg.dates import DaySpan

MODALITIES = ("Factual", "Continuing", "Scheduled", "Desired", "Conditional")
POLARITIES = ("Positive", "Negative")
COMPARATORS = ("Exactly", "AtLeast", "AtMost", "About")
ZONES = ("headline", "deck", "body", "heading", "caption", "credit", "boilerplate")


@dataclass(frozen=True, slots=True)
class Span:
    """A range of the article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the text and what it is; one of ZONES. Zones are disjoint, in order, and cover every line."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Article:
    """One news text exactly as stored. `name` is the file's stem, `digest` the sha256 of `text` in UTF-8, hex."""

    name: str
    text: str
    title: str
    digest: str
    zones: tuple[Zone, ...]
    published: date | None = None
    published_basis: str = "unknown"  # metadata | text | decision | unknown
    published_span: Span | None = None  # where the text says so, when the basis is text
    publisher: str | None = None
    url: str | None = None
    language: str | None = None

    @property
    def is_cited(self) -> bool:
        """Tell whether this is only a sentence that a decision cites for an event added by hand."""
        return self.published_basis == "decision"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an entity or evoke an event. `kind`: name, nominal, adjective, pronoun, trigger."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One participant of the article. `id` is unique in the article; `known` is its slug in the names data, if any."""

    id: str
    type: str
    label: str
    mentions: tuple[Mention, ...]
    known: str | None = None
    country: str | None = None  # slug of the country it belongs to, when stated or known
    description: str | None = None  # "Trump's envoy": the words that introduced it

    @property
    def names(self) -> tuple[str, ...]:
        """The distinct surface forms that name it, in order of first use."""
        return tuple(dict.fromkeys(m.text for m in self.mentions if m.kind == "name"))

    @property
    def nominals(self) -> tuple[str, ...]:
        """The distinct descriptions and adjectives that stand for it, in order of first use."""
        return tuple(dict.fromkeys(m.text for m in self.mentions if m.kind in ("nominal", "adjective")))


@dataclass(frozen=True, slots=True)
class Role:
    """One participant's part in an event. `filler` is an entity id, or an event id when `name` is content.

    `basis` tells where it was read: clause (same clause), joined (another mention of the event), inferred.
    """

    name: str
    filler: str
    start: int
    end: int
    basis: str = "clause"


@dataclass(frozen=True, slots=True)
class EventTime:
    """When an event takes place. `basis`: stated (words of the text give it) or inferred (a bound we deduce).

    `start`/`end` are the words it was read from, None for a bound inferred without words.
    """

    span: DaySpan
    basis: str
    text: str | None = None
    start: int | None = None
    end: int | None = None
    value: str | None = None  # TIMEX3 value of the expression
    relation: str = "within"  # within | throughout | begins | ends | before | after
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number tied to an event. `value` keeps the exact decimal as text; `unit` is the counted thing as written."""

    measure: str
    value: str
    comparator: str
    unit: str
    mention: Mention
    speaker: str | None = None  # entity id of who gives the figure; None = the article


@dataclass(frozen=True, slots=True)
class Claim:
    """Who vouches for an event or fact, and how. `speaker` None is the article's own voice.

    `evidence` holds one or more sentence spans; `quote` is the span of the words inside quotation marks, if any.
    """

    speaker: str | None
    modality: str
    polarity: str
    evidence: tuple[Span, ...]
    trigger: Span | None = None
    quote: Span | None = None
    cue: Span | None = None  # the reporting words ("said", "according to")
    speech_act: str | None = None  # id of the event in which it is said
    outer: str | None = None  # entity id of who reports the speaker's words: X says that Y says
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A stated relation to another event of the article. `kind`: partOf, after, causedBy, condition."""

    kind: str
    target: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class Event:
    """One happening as this article tells it; at least one mention and one claim."""

    id: str
    type: str
    label: str
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    roles: tuple[Role, ...] = ()
    time: EventTime | None = None
    quantities: tuple[Quantity, ...] = ()
    links: tuple[Link, ...] = ()
    rule: str = ""  # the model or trigger that made it

    def fillers(self, role: str) -> tuple[str, ...]:
        """Return the distinct ids filling a role, in order of the text."""
        return tuple(dict.fromkeys(r.filler for r in self.roles if r.name == role))


@dataclass(frozen=True, slots=True)
class Fact:
    """A direct relation between two entities, with its claim."""

    subject: str
    predicate: str
    object: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Record:
    """Everything read from one article."""

    article: Article
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    facts: tuple[Fact, ...] = ()
    credits: tuple[str, ...] = ()  # slugs of known media the article credits ("Via AFP.")
    warnings: tuple[str, ...] = field(default=())


def check_record(record: Record) -> tuple[str, ...]:
    """Return every broken invariant as one line; empty when the record is sound."""
    text, problems = record.article.text, []
    entities = {e.id for e in record.entities}
    events = {e.id for e in record.events}

    def slice_ok(m: Mention, owner: str) -> None:
        if text[m.start : m.end] != m.text or not m.text:
            problems.append(f"{owner}: mention {m.start}-{m.end} is not the text it claims to be")

    def claim_ok(c: Claim, owner: str) -> None:
        if not c.evidence:
            problems.append(f"{owner}: claim without evidence")
        if c.modality not in MODALITIES or c.polarity not in POLARITIES:
            problems.append(f"{owner}: unknown modality or polarity {c.modality}/{c.polarity}")
        for s in (*c.evidence, *(x for x in (c.trigger, c.quote, c.cue) if x is not None)):
            if not 0 <= s.start < s.end <= len(text):
                problems.append(f"{owner}: span {s.start}-{s.end} lies outside the text")
        for who in (c.speaker, c.outer):
            if who is not None and who not in entities:
                problems.append(f"{owner}: unknown speaker {who}")
        if c.speech_act is not None and c.speech_act not in events:
            problems.append(f"{owner}: unknown speech act {c.speech_act}")

    if len(entities) != len(record.entities) or len(events) != len(record.events):
        problems.append("duplicate entity or event id")
    for entity in record.entities:
        for m in entity.mentions:
            slice_ok(m, entity.id)
        if not entity.mentions:
            problems.append(f"{entity.id}: entity without mention")
    for event in record.events:
        if not event.claims:
            problems.append(f"{event.id}: event without claim")
        if not event.mentions:
            problems.append(f"{event.id}: event without mention")
        for m in (*event.mentions, *(q.mention for q in event.quantities)):
            slice_ok(m, event.id)
        for claim in event.claims:
            claim_ok(claim, event.id)
        for role in event.roles:
            if role.filler not in (events if role.name == "content" else entities):
                problems.append(f"{event.id}: role {role.name} names unknown {role.filler}")
        for link in event.links:
            if link.target not in events:
                problems.append(f"{event.id}: link to unknown {link.target}")
    for fact in record.facts:
        owner = f"{fact.subject} {fact.predicate} {fact.object}"
        claim_ok(fact.claim, owner)
        if fact.subject not in entities or fact.object not in entities:
            problems.append(f"{owner}: unknown entity")
    return tuple(problems)
