"""An event reduced to what its identity depends on: type, parties, places, time, stance. Words play no part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.identifiers import digest_text, event_iri
from kg.records import Event, Record, Role
from kg.resolve.identity import Identities, Identity
from kg.resolve.known import KnownNames
from kg.resolve.local import LocalEntity

# A stated span wider than this says too little to tell two happenings apart.
NARROW_DAYS = 8
_STANCES = (("Factual", "real"), ("Continuing", "ongoing"), ("Scheduled", "planned"), ("Desired", "wished"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place filling a role. `kind`: country, region, place or site; `around`: slugs of what contains it.

    `in_town` tells whether a town is among these.
    """

    slug: str
    kind: str
    around: frozenset[str]
    in_town: bool = False

    @property
    def is_narrow(self) -> bool:
        """Tell whether it is a town, a building or part of a town: what one report can be about."""
        return self.kind in ("place", "site")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What two reports must agree on. Days are ordinals; `stated` is the time the text gives, `window` where an
    undated report puts it; `stance`: real, ongoing, planned, wished, possible; `is_several`: told only by words for
    more than one happening; `nth` counts equals of one article.
    """

    type: str
    identity: Identity
    actors: frozenset[str]
    recipients: frozenset[str]
    topics: frozenset[str]
    documents: frozenset[str]
    persons: frozenset[str]
    bodies: frozenset[str]
    actor_sides: frozenset[str]
    sides: frozenset[str]
    places: frozenset[Place]
    contents: frozenset[str]
    stated: tuple[int | None, int | None] | None
    window: tuple[int, int] | None
    reported: int | None
    publisher: str | None
    stance: str
    negative: bool
    is_several: bool = False
    nth: int = 0
    pinned: str | None = None  # the local IRI, when a decision speaks of this event

    @property
    def parties(self) -> frozenset[str]:
        """Return actors and recipients together."""
        return self.actors | self.recipients

    @property
    def day(self) -> int | None:
        """Return the stated day, when the time is a single day."""
        return self.stated[0] if self.stated is not None and self.stated[0] == self.stated[1] else None

    @property
    def key(self) -> str:
        """Return a name that equal sketches share in every process and no others have."""
        sets = (
            self.actors, self.recipients, self.topics, self.documents, self.persons, self.bodies, self.actor_sides,
            self.sides, self.contents,
        )  # fmt: skip
        places = sorted((p.slug, p.kind, sorted(p.around), p.in_town) for p in self.places)
        plain = (
            self.type, self.stated, self.window, self.reported, self.publisher, self.stance, self.negative,
            self.is_several, self.nth, self.pinned,
        )  # fmt: skip
        return digest_text(repr((plain, [sorted(s) for s in sets], places)))

    @property
    def is_narrow(self) -> bool:
        """Tell whether the stated time is at most a week."""
        if self.stated is None or self.stated[0] is None or self.stated[1] is None:
            return False
        return self.stated[1] - self.stated[0] < NARROW_DAYS


@dataclass(frozen=True, slots=True)
class LocalEvent:
    """An event of one article with its IRI and sketch.

    `anchor` is where the story stands in an article without a day: the day last stated before it, else the first after.
    """

    iri: str
    article: str
    reported: date | None
    start: int
    event: Event
    sketch: Sketch
    anchor: date | None = None

    @property
    def order(self) -> tuple[date, str, int, str]:
        """Return the key that makes one report the earliest: day of report (unknown last), digest, offset, IRI."""
        return (self.reported or date.max, self.article, self.start, self.iri)


def local_iris(record: Record) -> dict[str, str]:
    """Return the IRI of every event of a record by its local id; two at one trigger get a counter."""
    iris: dict[str, str] = {}
    taken: set[str] = set()
    for event in record.events:
        base = event_iri(record.article.digest, event.type, event.mentions[0].start)
        iri, n = base, 2
        while iri in taken:
            iri, n = f"{base}.{n}", n + 1
        taken.add(iri)
        iris[event.id] = iri
    return iris


def sketch_events(
    record: Record,
    slugs: Mapping[str, str],
    entities: Mapping[str, LocalEntity],
    names: KnownNames,
    identities: Identities,
    pinned: frozenset[str] = frozenset(),
) -> tuple[LocalEvent, ...]:
    """Return a record's events with their sketches, in order.

    `slugs` and `entities` give the world slug and the local entity of each entity id; `pinned` are local IRIs that a
    decision names, which are kept from being grouped with equal ones.
    """
    maker = _Maker(record, slugs, entities, names, identities)
    iris = local_iris(record)
    seen: dict[Sketch, int] = {}
    days = _stated_days(record) if record.article.published is None else []
    out = []
    for event in record.events:
        iri = iris[event.id]
        sketch = maker.sketch(event, iri if iri in pinned else None)
        nth = seen.get(sketch, 0)
        seen[sketch] = nth + 1
        if nth and sketch.day is None:
            sketch = maker.sketch(event, sketch.pinned, nth)
        start = event.mentions[0].start
        before = [day for at, day in days if at <= start]
        anchor = before[-1] if before else days[0][1] if days else None
        out.append(LocalEvent(iri, record.article.digest, record.article.published, start, event, sketch, anchor))
    return tuple(out)


def _told(event: Event) -> tuple[Role, ...]:
    """Return the roles of an event without those only lent to it: they may not make it one with another."""
    return tuple(r for r in event.roles if r.basis != "inferred")


def _stated_days(record: Record) -> list[tuple[int, date]]:
    """Where an article's events have a stated start or end, in order of the text."""
    found = []
    for event in record.events:
        if event.time is not None and event.time.basis == "stated":
            day = event.time.span.start or event.time.span.end
            if day is not None:
                found.append((event.mentions[0].start, day))
    return sorted(found)


class _Maker:
    def __init__(
        self,
        record: Record,
        slugs: Mapping[str, str],
        entities: Mapping[str, LocalEntity],
        names: KnownNames,
        identities: Identities,
    ) -> None:
        self.record, self.slugs, self.entities = record, slugs, entities
        self.names, self.identities = names, identities
        self.events = {e.id: e for e in record.events}
        self.places: dict[str, Place] = {}

    def sketch(self, event: Event, pinned: str | None, nth: int = 0) -> Sketch:
        identity = self.identities.of(event.type)
        fillers: dict[str, dict[str, None]] = {}
        for role in _told(event):
            fillers.setdefault(role.name, {})[role.filler] = None
        actors, recipients, topics = (tuple(fillers.get(r, ())) for r in ("actor", "recipient", "topic"))
        kinds = {i: self.entities[i].kind for i in (*actors, *recipients, *topics)}
        spots = [*fillers.get("place", ()), *fillers.get("destination", ())]
        if identity.shape in ("strike", "once"):
            spots += [i for i in (*recipients, *topics) if kinds[i] in ("country", "place", "site")]
        published = self.record.article.published
        reported = published.toordinal() if published else None
        stance, negative = _stance(event)
        stated = _stated(event)
        lasting = identity.shape == "lasting" and stated is None
        if lasting and published is not None:
            reported = date(published.year, 1, 1).toordinal()
        undated = stated is None
        return Sketch(
            type=event.type,
            identity=identity,
            actors=self._slugs(actors),
            recipients=self._slugs(recipients),
            topics=self._slugs(topics),
            documents=self._slugs(i for i in topics if kinds[i] == "document"),
            persons=self._slugs(i for i in (*recipients, *actors) if kinds[i] == "person"),
            bodies=self._slugs(i for i in (*recipients, *actors) if kinds[i] == "organization"),
            actor_sides=self._sides(actors),
            sides=self._sides((*actors, *recipients)),
            places=frozenset(self._place(i) for i in spots),
            contents=frozenset(self._content(i) for i in fillers.get("content", ())),
            stated=stated,
            window=None if lasting or identity.shape == "once" else _window(event, reported, identity, stance),
            reported=reported if undated and identity.shape != "once" else None,
            publisher=self.record.article.publisher if undated and identity.shape == "encounter" else None,
            stance=stance,
            negative=negative,
            is_several=all(m.text.lower() in self.identities.several for m in event.mentions),
            nth=nth,
            pinned=pinned,
        )

    def _slugs(self, ids: object) -> frozenset[str]:
        return frozenset(self.slugs[i] for i in ids)  # type: ignore[attr-defined]

    def _sides(self, ids: tuple[str, ...]) -> frozenset[str]:
        """The countries (or bodies of no country) the parties stand for."""
        return frozenset(
            self.slugs[i] if self.entities[i].kind == "country" else self.entities[i].country or self.slugs[i]
            for i in ids
        )

    def _place(self, entity: str) -> Place:
        slug = self.slugs[entity]
        if slug not in self.places:
            local = self.entities[entity]
            kind = local.kind if local.kind in ("country", "place", "site") else "site"
            if local.type == "Region":
                kind = "region"
            around = surroundings(local, self.names)
            towns = (self.names.known(a) for a in around)
            self.places[slug] = Place(slug, kind, around, any(t is not None and t.type == "City" for t in towns))
        return self.places[slug]

    def _content(self, target: str) -> str:
        event = self.events.get(target)
        if event is None:
            return target
        family = self.identities.of(event.type).family
        who = sorted(self._slugs(r.filler for r in _told(event) if r.name in ("actor", "recipient", "place")))
        # "informed them of the outcome", "a meeting of Chad's": alike in nothing but their kind
        if len(who) < (2 if family == "encounter" else 1):
            return f"{self.record.article.digest} {target}"
        return "|".join((family if family != "none" else event.type, *who))


def surroundings(local: LocalEntity, names: KnownNames) -> frozenset[str]:
    """Return the slugs of all places known to contain a local entity."""
    around: set[str] = {local.country} if local.country and local.kind != "country" else set()
    known = names.known(local.known) if local.known else None
    todo = list(known.within) if known else []
    while todo:
        place = todo.pop()
        if place not in around:
            around.add(place)
            outer = names.known(place)
            todo += list(outer.within) if outer else []
    return frozenset(around)


def _stance(event: Event) -> tuple[str, bool]:
    """How the article presents the event, at its strongest, and whether it only negates it."""
    positive = [c for c in event.claims if c.polarity == "Positive"]
    claims = positive or list(event.claims)
    told = {c.modality for c in claims}
    stance = next((stance for modality, stance in _STANCES if modality in told), "possible")
    return stance, not positive


def _stated(event: Event) -> tuple[int | None, int | None] | None:
    time = event.time
    if time is None or time.basis != "stated":
        return None
    start = time.span.start.toordinal() if time.span.start else None
    end = time.span.end.toordinal() if time.span.end else None
    return None if start is None and end is None else (start, end)


def _window(event: Event, reported: int | None, identity: Identity, stance: str) -> tuple[int, int] | None:
    """The days an undated report may mean; None when the report has no day either."""
    if event.time is not None and event.time.basis == "stated":
        start, end = (event.time.span.start, event.time.span.end)
        return (start.toordinal(), end.toordinal()) if start is not None and end is not None else None
    if reported is None:
        return None
    if stance not in ("real", "ongoing"):
        return (reported, reported + identity.ahead)
    low = reported - identity.days
    if event.time is not None and event.time.span.start is not None:
        low = min(max(low, event.time.span.start.toordinal()), reported)
    return (low, reported)
