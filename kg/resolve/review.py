"""What the machine is unsure of, most valuable question first, each with the decision every answer would write."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.resolve.decisions import Decision
from kg.resolve.incremental import Resolution
from kg.resolve.world import World, WorldEntity, WorldEvent

# Below these, a merge or a claim is worth a look.
SURE_MERGE = 0.9
SURE_CLAIM = 0.6


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer. `decision` is what it writes, without author, day and reason; None = leave things as they are."""

    label: str
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One question. `value` orders them: how much hangs on it times how unsure it is; `about` are slugs or IRIs."""

    question: str
    choices: tuple[Choice, ...]
    value: float
    about: tuple[str, ...]


def find_doubts(resolution: Resolution, world: World | None = None) -> tuple[ReviewItem, ...]:
    """Return the open questions of a resolved state, by falling value, then by what they are about.

    Questions whose subject a decision already names are left out.
    """
    world = world or resolution.world()
    weight = _weights(world)
    ruled = {n for d in resolution.docket.decisions for n in (*d.entities, *d.events, *((d.claim,) if d.claim else ()))}
    items = [*_events(world, weight), *_rivals(resolution, world, weight), *_entities(world, weight)]
    items += _surnames(resolution, weight)
    open_items = [i for i in items if not ruled & set(i.about)]
    return tuple(sorted(open_items, key=lambda i: (-i.value, i.about, i.question)))


def _weights(world: World) -> Counter[str]:
    """How much hangs on a thing: edges and reports of an event, events of an entity."""
    weight: Counter[str] = Counter()
    for edge in world.edges:
        weight.update(edge.events)
    for event in world.events:
        weight[event.iri] += len(event.claims)
        weight.update({s for role, fillers in event.roles if role != "content" for s in fillers})
    return weight


def _draft(kind: str, **values: object) -> Decision:
    return Decision(kind=kind, author="", day=date.min, reason="", **values)  # type: ignore[arg-type]


def _events(world: World, weight: Counter[str]) -> Iterable[ReviewItem]:
    for event in world.events:
        for merge in event.merges:
            if merge.score < SURE_MERGE and len(event.merges) > 1:
                yield _event_merge(event, merge.article, merge.rule, merge.score, weight[event.iri])
        best = max(c.claim.confidence for c in event.claims)
        if best < SURE_CLAIM:
            yield ReviewItem(
                f"Does the text really tell of this: {event.label} ({event.status})? Confidence {best:.2f}.",
                (Choice("yes", None), Choice("no, take it out", _draft("retract", events=(event.iri,)))),
                round((1 - best) * weight[event.iri], 4),
                (event.iri,),
            )
        if event.status == "Disputed":
            negative = [c.iri for c in event.claims if c.claim.polarity == "Negative"]
            positive = [c.iri for c in event.claims if c.claim.polarity == "Positive"]
            yield ReviewItem(
                f"Sources disagree whether this happened: {event.label}.",
                (
                    Choice("leave it disputed", None),
                    *(Choice("a denial was misread", _draft("retract", claim=iri)) for iri in negative[:1]),
                    *(Choice("an affirmation was misread", _draft("retract", claim=iri)) for iri in positive[:1]),
                ),
                round(0.5 * weight[event.iri], 4),
                (event.iri,),
            )


def _event_merge(event: WorldEvent, article: str, rule: str, score: float, weight: int) -> ReviewItem:
    local = next(i for i in (*event.aliases, event.iri) if f"-{article[:12]}-" in i)
    other = event.iri if local != event.iri else event.aliases[0]
    return ReviewItem(
        f"Is this one happening: {event.label}, as article {article[:12]} tells it ({rule}, {score:.2f})?",
        (
            Choice("one", _draft("same", events=(other, local))),
            Choice("two", _draft("different", events=(other, local))),
        ),
        round((1 - score) * weight, 4),
        (other, local),
    )


def _rivals(resolution: Resolution, world: World, weight: Counter[str]) -> Iterable[ReviewItem]:
    """Undated reports that fit several happenings and were left alone."""
    events = {iri: e for e in world.events for iri in (e.iri, *e.aliases)}
    for event in world.events:
        rivals = resolution.chronicle.clusters[event.iri].rivals
        known = [events[r] for r in rivals if r in events and events[r].iri != event.iri]
        if known:
            yield ReviewItem(
                f"Which happening does this report mean: {event.label}?",
                (
                    Choice("none of these", _draft("different", events=(event.iri, *(k.iri for k in known)))),
                    *(Choice(f"{k.date}: {k.label}", _draft("same", events=(k.iri, event.iri))) for k in known),
                ),
                round(0.6 * weight[event.iri], 4),
                (event.iri, *(k.iri for k in known)),
            )


def _entities(world: World, weight: Counter[str]) -> Iterable[ReviewItem]:
    for entity in world.entities:
        unsure = [m for m in entity.merges if m.score < SURE_MERGE]
        if unsure and len(entity.merges) > 1:
            low = min(unsure, key=lambda m: (m.score, m.article, m.local))
            yield ReviewItem(
                f"Is {low.local} of article {low.article[:12]} {entity.label} too ({low.rule}, {low.score:.2f})?",
                (
                    Choice("yes", None),
                    Choice(
                        "no, another one",
                        _draft(
                            "different",
                            entities=(entity.slug,),
                            article=low.article[:12],
                            slug=f"{entity.slug}-{low.article[:6]}",
                        ),
                    ),
                ),
                round((1 - low.score) * weight[entity.slug], 4),
                (entity.slug,),
            )


def _surnames(resolution: Resolution, weight: Counter[str]) -> Iterable[ReviewItem]:
    """Names that could be several known or fully named entities and were left alone."""
    bearers: dict[str, list[WorldEntity]] = {}
    for slug in sorted(resolution.census.owners):
        entity = resolution.entity(slug)
        bearers.setdefault(entity.label, []).append(entity)
    for clusters in resolution.census.clusters.values():
        for cluster in clusters:
            if cluster.joins is not None or not cluster.ambiguous:
                continue
            slug = resolution.census.slug_of(cluster.first.article, cluster.first.id)
            options = [e for label in cluster.ambiguous for e in bearers.get(label, ()) if e.slug != slug]
            if options:
                yield ReviewItem(
                    f"Who is {cluster.first.label!r} in article {cluster.first.article[:12]}?",
                    (
                        Choice("somebody else", None),
                        *(Choice(o.label, _draft("same", entities=(o.slug, slug))) for o in options),
                    ),
                    round(0.5 * weight[slug], 4),
                    (slug,),
                )
