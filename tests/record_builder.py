"""Small Records for tests of resolving: say who does what when, the text and all offsets are made to fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.dates import DaySpan, day_span, month_span, year_span
from kg.identifiers import digest_text
from kg.records import (
    Article,
    Claim,
    Entity,
    Event,
    EventTime,
    Fact,
    Link,
    Mention,
    Quantity,
    Record,
    Role,
    Span,
    Zone,
    check_record,
)


def parse_span(text: str) -> DaySpan:
    """Return `2025`, `2025-04`, `2025-04-25`, `2025-04-23/2025-04-25` or `2022-02-24/` as a span."""
    if "/" in text:
        start, end = (date.fromisoformat(p) if p else None for p in text.split("/"))
        return DaySpan(start, end, "range" if start and end else "after" if start else "before")
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 1:
        return year_span(parts[0])
    return month_span(*parts) if len(parts) == 2 else day_span(date(*parts))


@dataclass
class Draft:
    """An article being made up. Entities and events come in order; `record` puts it together."""

    name: str
    published: str | None = None
    publisher: str | None = None
    lines: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines.append(self.name)

    @property
    def size(self) -> int:
        return sum(len(line) + 1 for line in self.lines)

    def write(self, line: str) -> Span:
        start = self.size
        self.lines.append(line)
        return Span(start, start + len(line))

    def entity(
        self,
        label: str,
        type: str = "Person",
        *,
        country: str | None = None,
        known: str | None = None,
        also: Sequence[str] = (),
        kind: str = "name",
        description: str | None = None,
    ) -> str:
        """Write an entity's names and return its id; the same label gives the same entity."""
        if any(e.id == label for e in self.entities):
            return label
        mentions = []
        for name in (label, *also):
            span = self.write(name)
            mentions.append(Mention(span.start, span.end, name, kind))
        self.entities.append(Entity(label, type, label, tuple(mentions), known, country, description))
        return label

    def event(
        self,
        type: str,
        *,
        time: str | None = None,
        basis: str = "stated",
        modality: str = "Factual",
        polarity: str = "Positive",
        speaker: str | None = None,
        trigger: str | None = None,
        claims: Iterable[tuple[str | None, str, str]] = (),
        quantities: Iterable[tuple[str, str, str]] = (),
        content: Sequence[str] = (),
        links: Iterable[tuple[str, str]] = (),
        **roles: Sequence[str],
    ) -> str:
        """Write a sentence that tells an event and return its id. Role fillers are ids of entities."""
        word = trigger or type.lower()
        sentence = self.write(
            f"{word} {' '.join(x for f in roles.values() for x in f)} {time or ''} {len(self.events)}"
        )
        at = Span(sentence.start, sentence.start + len(word))
        told = tuple(claims) or ((speaker, modality, polarity),)
        spans = {e.id: e.mentions[0] for e in self.entities}
        figures = []
        for measure, comparator, value in quantities:
            span = self.write(f"{value} people")
            mention = Mention(span.start, span.end, f"{value} people", "nominal")
            figures.append(Quantity(measure, value, comparator, "people", mention))
        filled = [Role(r, f, spans[f].start, spans[f].end) for r, fillers in sorted(roles.items()) for f in fillers]
        filled += [Role("content", c, at.start, at.end) for c in content]
        event_id = f"{type}-{at.start}"
        self.events.append(
            Event(
                id=event_id,
                type=type,
                label=f"{type} of {', '.join(x for f in roles.values() for x in f)}",
                mentions=(Mention(at.start, at.end, word, "trigger"),),
                claims=tuple(Claim(who, m, p, (sentence,), at) for who, m, p in told),
                roles=tuple(filled),
                time=EventTime(parse_span(time), basis, time) if time else None,
                quantities=tuple(figures),
                links=tuple(Link(k, t, sentence) for k, t in links),
            )
        )
        return event_id

    def fact(self, subject: str, predicate: str, value: str) -> None:
        """Write a sentence that states a relation."""
        span = self.write(f"{subject} {predicate} {value}")
        self.facts.append(Fact(subject, predicate, value, Claim(None, "Factual", "Positive", (span,))))

    def record(self) -> Record:
        """Return the Record; it passes `check_record`."""
        text = "\n".join(self.lines) + "\n"
        article = Article(
            name=self.name,
            text=text,
            title=self.name,
            digest=digest_text(text),
            zones=(Zone(0, len(text), "body"),),
            published=date.fromisoformat(self.published) if self.published else None,
            publisher=self.publisher,
        )
        record = Record(article, tuple(self.entities), tuple(self.events), tuple(self.facts))
        assert check_record(record) == ()
        return record
