"""Events people add by hand, as Records: the sentence they cite is the article, its source the publisher."""

from collections.abc import Sequence

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
    """Return one Record for each event added by hand, in order; each passes `check_record`.

    Participants are named by slug; the day of the decision is the day of report.
    """
    return tuple(_record(d, names) for d in decisions if d.kind == "add")


def _record(decision: Decision, names: KnownNames) -> Record:
    text = decision.text or ""
    digest = digest_text(f"{decision.source}\n{text}")
    article = Article(
        name=f"decision-{digest[:12]}",
        text=text,
        title=decision.reason,
        digest=digest,
        zones=(Zone(0, len(text), "body"),),
        published=decision.day,
        published_basis="metadata",
        publisher=decision.source,
    )
    slugs = sorted({f for _, fillers in decision.roles for f in fillers})
    entities = tuple(_entity(s, text, names) for s in slugs)
    spans = {e.id: e.mentions[0] for e in entities}
    modality, polarity = _CLAIMS[decision.status or "Happened"]
    roles = tuple(
        Role(name, f, spans[f].start, spans[f].end, "inferred") for name, fillers in decision.roles for f in fillers
    )
    time = None
    if decision.start is not None or decision.end is not None:
        is_day = decision.start == decision.end
        ends = "before" if decision.start is None else "after" if decision.end is None else "range"
        span = DaySpan(decision.start, decision.end, "day" if is_day else ends)
        time = EventTime(span, "stated", rule="decision")
    event = Event(
        id="added",
        type=decision.type or "Event",
        label=decision.label or decision.reason,
        mentions=(Mention(0, len(text), text, "trigger"),),
        claims=(Claim(None, modality, polarity, (Span(0, len(text)),), rule=f"decision of {decision.author}"),),
        roles=roles,
        time=time,
        rule="decision",
    )
    return Record(article, entities, (event,))


def _entity(slug: str, text: str, names: KnownNames) -> Entity:
    known = names.known(slug)
    label = known.label if known else slug.replace("_", " ")
    at = text.find(label)
    mention = Mention(at, at + len(label), label, "name") if at >= 0 else Mention(0, len(text), text, "nominal")
    return Entity(slug, known.type if known else UNDESCRIBED, label, (mention,), known=slug)
