"""What the machine is unsure of, most valuable question first, each with the decision every answer would write."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from kg.resolve.decisions import Decision
from kg.resolve.incremental import Resolution
from kg.resolve.world import World, WorldEntity, WorldEvent

# Below these, a merge or a claim is worth a look.
SURE_MERGE = 0.9
SURE_CLAIM = 0.6
# So much of a digest names an article in questions and drafted decisions, and so little is accepted in one.
ARTICLE_DIGITS, LEAST_DIGITS = 12, 6
YES, NO = "y", "n"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer. `key` is what a person types, `decision` what it writes, without author, day and reason."""

    key: str
    label: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One question. `value` orders them: how much hangs on it times how unsure it is.

    `about` are the slugs, IRIs, `pair_key`s and `reading_key`s it asks of: a decision on any of them has answered it.
    """

    question: str
    choices: tuple[Choice, ...]
    value: float
    about: tuple[str, ...]


def find_doubts(resolution: Resolution, world: World | None = None) -> tuple[ReviewItem, ...]:
    """Return the open questions of a resolved state, by falling value, then by what they are about.

    Questions a decision has answered are left out.
    """
    world = world or resolution.world()
    weight = _weights(world)
    ruled = {name for d in resolution.docket.decisions for name in answered_by(d, resolution)}
    items = [*_events(world, weight), *_rivals(resolution, world, weight), *_entities(world, weight, ruled)]
    items += _surnames(resolution, weight)
    open_items = [i for i in items if not ruled & set(i.about)]
    return tuple(sorted(open_items, key=lambda i: (-i.value, i.about, i.question)))


def reading_key(slug: str, digest: str) -> str:
    """Return the name under which a question asks whether an article means an entity."""
    return f"{slug}@{digest[:ARTICLE_DIGITS]}"


def pair_key(one: str, other: str) -> str:
    """Return the name under which a question asks whether two events are one."""
    return " = ".join(sorted((one, other)))


def answered_by(decision: Decision, resolution: Resolution) -> frozenset[str]:
    """Return what a decision settles, as questions name it in `about`."""
    if decision.article is None:
        # another name or class for an entity says nothing on whether two are one
        slugs = decision.entities if decision.kind == "same" else ()
        pairs = (pair_key(a, b) for a, b in combinations(decision.events, 2))
        return frozenset((*slugs, *decision.events, *pairs))
    digests = {d for d, r in resolution.records.items() if decision.article in (r.article.name, d)}
    if len(decision.article) >= LEAST_DIGITS:
        digests |= {d for d in resolution.records if d.startswith(decision.article)}
    return frozenset(reading_key(slug, digest) for slug in decision.entities for digest in digests)


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
                (
                    Choice(YES, "yes", _draft("confirm", events=(event.iri,))),
                    Choice(NO, "no, take it out", _draft("retract", events=(event.iri,))),
                ),
                round((1 - best) * weight[event.iri], 4),
                (event.iri, *event.aliases),
            )
        if event.status == "Disputed":
            negative = [c.iri for c in event.claims if c.claim.polarity == "Negative"]
            positive = [c.iri for c in event.claims if c.claim.polarity == "Positive"]
            yield ReviewItem(
                f"Do the sources disagree whether this happened: {event.label}?",
                (
                    Choice(YES, "yes, leave it disputed", _draft("confirm", events=(event.iri,))),
                    *(Choice("d", "no, a denial was misread", _draft("retract", claim=iri)) for iri in negative[:1]),
                    *(Choice("a", "no, an affirmation was misread", _draft("retract", claim=i)) for i in positive[:1]),
                ),
                round(0.5 * weight[event.iri], 4),
                (event.iri, *event.aliases),
            )


def _event_merge(event: WorldEvent, article: str, rule: str, score: float, weight: int) -> ReviewItem:
    local = next(i for i in (*event.aliases, event.iri) if f"-{article[:12]}-" in i)
    other = event.iri if local != event.iri else event.aliases[0]
    return ReviewItem(
        f"Is this one happening: {event.label}, as article {article[:12]} tells it ({rule}, {score:.2f})?",
        (
            Choice(YES, "yes, one", _draft("same", events=(other, local))),
            Choice(NO, "no, two", _draft("different", events=(other, local))),
        ),
        round((1 - score) * weight, 4),
        (pair_key(other, local),),
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
                    *(
                        Choice(str(n), f"{k.day or 'undated'}: {k.label}", _draft("same", events=(k.iri, event.iri)))
                        for n, k in enumerate(known, 1)
                    ),
                    Choice(NO, "none of these", _draft("different", events=(event.iri, *(k.iri for k in known)))),
                ),
                round(0.6 * weight[event.iri], 4),
                tuple(pair_key(event.iri, k.iri) for k in known),
            )


def _entities(world: World, weight: Counter[str], ruled: set[str]) -> Iterable[ReviewItem]:
    """The least sure merge of each entity that nobody has ruled on; the next one follows when it is answered."""
    for entity in world.entities:
        unsure = [m for m in entity.merges if m.score < SURE_MERGE and reading_key(entity.slug, m.article) not in ruled]
        if unsure and len(entity.merges) > 1:
            low = min(unsure, key=lambda m: (m.score, m.article, m.local))
            article = low.article[:ARTICLE_DIGITS]
            another = f"{entity.slug}-{low.article[:6]}"
            yield ReviewItem(
                f"Is {low.local} of article {article} {entity.label} too ({low.rule}, {low.score:.2f})?",
                (
                    Choice(YES, "yes", _draft("confirm", entities=(entity.slug,), article=article)),
                    Choice(
                        NO,
                        "no, another one",
                        _draft("different", entities=(entity.slug,), article=article, slug=another),
                    ),
                ),
                round((1 - low.score) * weight[entity.slug], 4),
                (reading_key(entity.slug, low.article),),
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
                article = cluster.first.article[:ARTICLE_DIGITS]
                yield ReviewItem(
                    f"Who is {cluster.first.label!r} in article {article}?",
                    (
                        *(
                            Choice(str(n), o.label, _draft("same", entities=(o.slug, slug)))
                            for n, o in enumerate(options, 1)
                        ),
                        Choice(NO, "somebody else", _draft("confirm", entities=(slug,), article=article)),
                    ),
                    round(0.5 * weight[slug], 4),
                    (slug, reading_key(slug, article)),
                )
