"""A happening's reports put together to one world event: type, roles, time, claims, status, figures."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from kg.dates import DaySpan, sort_day
from kg.identifiers import article_iri, part_iri
from kg.ontology.types import Ontology
from kg.records import Claim, EventTime, Fact
from kg.resolve.clustering import EventCluster
from kg.resolve.sketch import LocalEvent
from kg.resolve.status import StatusClaim, derive_history
from kg.resolve.world import UNKNOWN_DAY, WorldClaim, WorldEvent, WorldQuantity

LocalIri = Callable[[str, str], str]  # article digest and local event id -> local event IRI
SlugOf = Callable[[str, str], str]  # article digest and local entity id -> world slug
IriOf = Callable[[str], str | None]  # local event IRI -> world IRI; None for an event a decision took out


def assemble_event(
    cluster: EventCluster,
    local_iri: LocalIri,
    slug_of: SlugOf,
    iri_of: IriOf,
    called_off: Iterable[StatusClaim],
    ontology: Ontology,
    retracted: frozenset[str] = frozenset(),
) -> WorldEvent | None:
    """Return the world event of a cluster; None when decisions leave it no claim.

    `called_off` are claims of other events that cancel or
    postpone this one; `retracted` are claim IRIs taken back by decision.
    """
    claims = tuple(c for m in cluster.members for c in event_claims(m, slug_of) if c.iri not in retracted)
    if not claims:
        return None
    told = {c.iri: c for c in claims}
    time, basis, text = _time(cluster.members)
    first = time.start if time is not None and basis == "stated" else None
    history = derive_history([_status_claim(c, first) for c in told.values()] + list(called_off))
    anchors = (m.reported or m.anchor for m in cluster.members)
    anchor = min((day for day in anchors if day is not None), default=UNKNOWN_DAY)
    return WorldEvent(
        iri=cluster.iri,
        aliases=tuple(sorted(m.iri for m in cluster.members[1:])),
        type=_type(cluster.members, ontology),
        label=_best(cluster.members).event.label,
        roles=_roles(cluster, local_iri, slug_of, iri_of),
        time=time,
        time_basis=basis,
        time_text=text,
        date=sort_day(time, anchor),
        status=history[-1].status,
        history=history,
        claims=tuple(sorted(told.values(), key=lambda c: (c.reported or UNKNOWN_DAY, c.iri))),
        quantities=tuple(sorted((q for m in cluster.members for q in _quantities(m, slug_of)), key=lambda q: q.iri)),
        links=_links(cluster, local_iri, iri_of),
        merges=cluster.merges,
        throughout=_throughout(cluster.members),
    )


def event_claims(local: LocalEvent, slug_of: SlugOf) -> tuple[WorldClaim, ...]:
    """Return an event's claims with their IRIs, in order of the article."""
    return _claims(local.iri, local.article, local.reported, local.event.claims, slug_of)


def fact_claim(fact: Fact, digest: str, reported: date | None, slug_of: SlugOf) -> WorldClaim:
    """Return the claim that carries a fact; its IRI hangs on the article and says which fact."""
    owner = part_iri(article_iri(digest), "fact", fact.subject, fact.predicate, fact.object)
    return _claims(owner, digest, reported, (fact.claim,), slug_of)[0]


def _claims(
    owner: str, digest: str, reported: date | None, claims: tuple[Claim, ...], slug_of: SlugOf
) -> tuple[WorldClaim, ...]:
    out: dict[str, WorldClaim] = {}
    for claim in claims:
        spans = [(s.start, s.end) for s in claim.evidence]
        trigger = (claim.trigger.start, claim.trigger.end) if claim.trigger else None
        quote = (claim.quote.start, claim.quote.end) if claim.quote else None
        key = (claim.speaker, claim.outer, claim.modality, claim.polarity, spans, trigger, quote)
        iri = part_iri(owner, "claim", *key)
        speaker = slug_of(digest, claim.speaker) if claim.speaker else None
        outer = slug_of(digest, claim.outer) if claim.outer else None
        out.setdefault(iri, WorldClaim(iri, digest, reported, claim, speaker, outer))
    return tuple(out.values())


def _status_claim(claim: WorldClaim, first: date | None) -> StatusClaim:
    """Return a claim as the status sees it; of what is dated after its report none can tell that it took place."""
    said = claim.claim
    modality = said.modality
    ahead = first is not None and claim.reported is not None and claim.reported < first
    if ahead and said.polarity == "Positive" and modality in ("Factual", "Continuing"):
        modality = "Scheduled"
    return StatusClaim(claim.iri, claim.reported, claim.speaker is None, modality, said.polarity == "Positive")


def _quantities(local: LocalEvent, slug_of: SlugOf) -> Iterable[WorldQuantity]:
    seen: set[str] = set()
    for q in local.event.quantities:
        key = (q.measure, q.comparator, q.value, q.unit, q.mention.start, q.mention.end, q.speaker)
        iri = part_iri(local.iri, "quantity", *key)
        if iri not in seen:
            seen.add(iri)
            yield WorldQuantity(iri, local.article, q, slug_of(local.article, q.speaker) if q.speaker else None)


def _type(members: tuple[LocalEvent, ...], ontology: Ontology) -> str:
    """The type most reports give; among equals the more special one."""
    if len(members) == 1:  # most happenings are told once: the short way pays
        return members[0].event.type
    counts = Counter(m.event.type for m in members)
    depth = {t: len(ontology.types[t].ancestors) if t in ontology.types else 0 for t in counts}
    special = {t for t in counts if not any(u != t and ontology.is_a(u, t) for u in counts)}
    return min(special, key=lambda t: (-counts[t], -depth[t], t))


def _best(members: tuple[LocalEvent, ...]) -> LocalEvent:
    """The report that tells most: real before planned, then with most roles, then the earliest."""
    if len(members) == 1:
        return members[0]
    return min(
        members,
        key=lambda m: (m.sketch.stance not in ("real", "ongoing"), m.sketch.negative, -len(m.event.roles), m.order),
    )


def _time(members: tuple[LocalEvent, ...]) -> tuple[DaySpan | None, str | None, str | None]:
    """The tightest stated time, reports of fact before plans; else the tightest inferred one."""
    timed = [(m, m.event.time) for m in members if m.event.time is not None]
    if len(timed) == 1:
        time = timed[0][1]
        return (time.span, time.basis, time.text)

    def rank(pair: tuple[LocalEvent, EventTime]) -> tuple[bool, int, bool, tuple[date, str, int, str]]:
        member, time = pair
        return (time.basis != "stated", _width(time.span), member.sketch.stance != "real", member.order)

    best = min(timed, key=rank, default=None)
    return (best[1].span, best[1].basis, best[1].text) if best is not None else (None, None, None)


def _throughout(members: tuple[LocalEvent, ...]) -> bool | None:
    told = [m.event.time.relation for m in members if m.event.time is not None]
    return "throughout" in told if told else None


def _width(span: DaySpan) -> int:
    if span.start is None and span.end is None:
        return 10**9
    if span.start is None or span.end is None:
        return 10**8
    return (span.end - span.start).days


def _roles(
    cluster: EventCluster, local_iri: LocalIri, slug_of: SlugOf, iri_of: IriOf
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    roles: dict[str, set[str]] = {}
    for member in cluster.members:
        for role in member.event.roles:
            if role.name == "content":
                target = iri_of(local_iri(member.article, role.filler))
                if target is not None and target != cluster.iri:
                    roles.setdefault(role.name, set()).add(target)
            else:
                roles.setdefault(role.name, set()).add(slug_of(member.article, role.filler))
    return tuple((name, tuple(sorted(roles[name]))) for name in sorted(roles))


def _links(cluster: EventCluster, local_iri: LocalIri, iri_of: IriOf) -> tuple[tuple[str, str], ...]:
    found = {(k.kind, iri_of(local_iri(m.article, k.target))) for m in cluster.members for k in m.event.links}
    return tuple(sorted((kind, iri) for kind, iri in found if iri is not None and iri != cluster.iri))
