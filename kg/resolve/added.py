"""Events people add by hand, as Records: the sentence they cite is the article, its source the publisher."""

import re
from collections.abc import Mapping, Sequence

from kg.dates import DaySpan
from kg.identifiers import digest_text
from kg.records import Article, Claim, Entity, Event, EventTime, Mention, Record, Role, Span, Zone
from kg.resolve.decisions import Decision
from kg.resolve.known import KnownNames

_CLAIMS = {
    "Happened": ("Factual", "Positive"),
    "Ongoing": ("Continuing", "Positive"),
    "Planned": ("Scheduled", "Positive"),
    "Demanded": ("Desired", "Positive"),
    "Hypothetical": ("Conditional", "Positive"),
    "Negated": ("Factual", "Negative"),
}
# The class of a participant nobody has described: any class found elsewhere goes before it.
UNDESCRIBED = "Entity"


def added_records(decisions: Sequence[Decision], names: KnownNames) -> tuple[Record, ...]:
    """Return one Record for each sentence cited, in order of first use; each passes `check_record`.

    Participants are named by slug; the day of the (first) decision is the day of report.
    """
    cited: dict[tuple[str, str], list[Decision]] = {}
    for decision in decisions:
        if decision.kind == "add":
            cited.setdefault((decision.text or "", decision.source or ""), []).append(decision)
    return tuple(_record(text, source, told, names) for (text, source), told in cited.items())


def _record(text: str, source: str, told: Sequence[Decision], names: KnownNames) -> Record:
    whole = f"{text}\n\n{source}\n"
    digest = digest_text(whole)
    article = Article(
        name=f"decision-{digest[:12]}",
        text=whole,
        title=told[0].reason,
        digest=digest,
        zones=(Zone(0, len(text), "body"), Zone(len(text), len(whole), "credit")),
        published=min(d.day for d in told),
        published_basis="decision",
        publisher=source,
    )
    slugs = sorted({f for d in told for _, fillers in d.roles for f in fillers})
    entities = tuple(_entity(s, text, names) for s in slugs)
    events = tuple(_event(d, f"added-{n}", text, entities) for n, d in enumerate(told, 1))
    return Record(article, entities, events)


def _event(decision: Decision, name: str, text: str, entities: Sequence[Entity]) -> Event:
    modality, polarity = _CLAIMS[decision.status or "Happened"]
    spans = {e.id: e.mentions[0] for e in entities}
    kind = decision.type or "Event"
    roles = tuple(
        Role(role, f, spans[f].start, spans[f].end, "clause") for role, fillers in decision.roles for f in fillers
    )
    time = None
    if decision.start is not None or decision.end is not None:
        is_day = decision.start == decision.end
        ends = "before" if decision.start is None else "after" if decision.end is None else "range"
        span = DaySpan(decision.start, decision.end, "day" if is_day else ends)
        time = EventTime(span, "stated", rule="decision")
    return Event(
        id=name,
        type=kind,
        label=_label(kind, [r.filler for r in roles], {e.id: e.label for e in entities}),
        mentions=(Mention(0, len(text), text, "trigger"),),
        claims=(Claim(None, modality, polarity, (Span(0, len(text)),), rule=f"decision of {decision.author}"),),
        roles=roles,
        time=time,
        rule="decision",
    )


def _label(kind: str, fillers: Sequence[str], labels: Mapping[str, str]) -> str:
    """Return "Phone call: Emmanuel Macron, Vladimir Putin"."""
    words = re.sub(r"(?<=[a-z])([A-Z])", lambda m: f" {m.group().lower()}", kind)
    who = ", ".join(dict.fromkeys(labels[f] for f in fillers))
    return f"{words}: {who}" if who else words


def _entity(slug: str, text: str, names: KnownNames) -> Entity:
    known = names.known(slug)
    label = known.label if known else slug.replace("_", " ")
    at = text.find(label)
    mention = Mention(at, at + len(label), label, "name") if at >= 0 else Mention(0, len(text), text, "nominal")
    return Entity(slug, known.type if known else UNDESCRIBED, label, (mention,), known=slug)
