"""Adding and removing articles one at a time gives what resolving all of them at once gives, in any order."""

from collections.abc import Sequence
from itertools import combinations_with_replacement

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.ontology.types import load_ontology
from kg.records import Record
from kg.resolve.build import resolve_world, start_resolution
from kg.resolve.decisions import parse_decisions
from kg.resolve.incremental import Resolution
from kg.resolve.known import Known, NameTable
from tests.record_builder import Draft

ONTOLOGY = load_ontology()
NAMES = NameTable(
    {
        "Russia": Known("Russia", "Country", "Russia", ("Russia",), "Russia"),
        "Moscow": Known("Moscow", "City", "Moscow", ("Moscow",), "Russia", None, ("Russia",)),
        "Sergei_Lavrov": Known("Sergei_Lavrov", "Person", "Sergei Lavrov", ("Sergei Lavrov",), "Russia"),
    }
)
# Label, type, slug in the names data, country: people, places and bodies that meet in several spellings.
CAST = (
    ("Sergei Lavrov", "Person", "Sergei_Lavrov", None),
    ("Sergey Lavrov", "Person", None, None),
    ("Lavrov", "Person", None, "Russia"),
    ("Ali Hassan", "Person", None, "Iraq"),
    ("Ali Hassan", "Person", None, "Egypt"),
    ("Ali Hassan", "Person", None, None),
    ("Moscow", "City", "Moscow", None),
    ("Russia", "Country", "Russia", None),
    ("Springfield", "City", None, None),
    ("Foreign Ministry", "GovernmentBody", None, "Egypt"),
    ("Foreign Ministry", "GovernmentBody", None, None),
)
TYPES = (
    "Visit",
    "Meeting",
    "PhoneCall",
    "AirStrike",
    "Sanction",
    "ArmedConflict",
    "Annexation",
    "Statement",
    "CutShortVisit",
)
DAYS = (None, "2025-04-24", "2025-04-25", "2025-04-26", "2025-04")

events = st.tuples(
    st.sampled_from(TYPES),
    st.lists(st.integers(0, len(CAST) - 1), min_size=1, max_size=3, unique=True),
    st.lists(st.integers(6, 8), max_size=1),
    st.sampled_from(DAYS),
    st.sampled_from(["Factual", "Scheduled", "Desired", "Conditional"]),
    st.sampled_from(["Positive", "Positive", "Negative"]),
    st.booleans(),
)
articles = st.tuples(st.sampled_from([None, 24, 25, 26, 28]), st.lists(events, min_size=1, max_size=4))


def build(number: int, day: int | None, told: Sequence[tuple[object, ...]]) -> Record:
    draft = Draft(f"article {number}", f"2025-04-{day}" if day else None, "Paper")
    ids: dict[int, str] = {}

    def entity(i: int) -> str:
        label, kind, known, country = CAST[i]
        if i not in ids:
            # The same label may occur twice in one article; it must still be two entities.
            ids[i] = draft.entity(
                label if label not in ids.values() else f"{label} ", kind, known=known, country=country
            )
        return ids[i]

    last: str | None = None
    for kind, actors, places, time, modality, polarity, joined in told:
        last = draft.event(
            kind,
            time=time,
            modality=modality,
            polarity=polarity,
            actor=[entity(i) for i in actors],
            place=[entity(i) for i in places],
            content=[last] if joined and last else (),
        )
    if len(ids) > 1:
        first, second = list(ids.values())[:2]
        draft.fact(first, "alliedWith", second)
    return draft.record()


def make(drawn: list[tuple[int | None, list[tuple[object, ...]]]]) -> list[Record]:
    return [build(n, day, told) for n, (day, told) in enumerate(drawn)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_world(drawn: list, random) -> None:  # type: ignore[type-arg, no-untyped-def]
    records = make(drawn)
    world = resolve_world(records, (), ONTOLOGY, NAMES)
    random.shuffle(records)
    assert resolve_world(records, (), ONTOLOGY, NAMES) == world


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_adding_and_removing_one_by_one_equals_resolving_all(drawn: list, random) -> None:  # type: ignore[type-arg, no-untyped-def]
    records = make(drawn)
    kept = [r for r in records if random.randrange(10) < 6]
    state = Resolution((), ONTOLOGY, NAMES)
    random.shuffle(records)
    for record in records:
        state.add(record)
        state.update()
    for record in [r for r in records if r not in kept]:
        state.remove(record.article.digest)
        state.update()
        if random.randrange(10) < 3:
            state.add(record)
            state.update()
            state.remove(record.article.digest)
            state.update()
    assert state.world() == resolve_world(kept, (), ONTOLOGY, NAMES)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles, min_size=2, max_size=5))
def test_every_local_node_lands_in_exactly_one_world_node(drawn: list) -> None:  # type: ignore[type-arg]
    records = make(drawn)
    world = resolve_world(records, (), ONTOLOGY, NAMES)
    events = [(m.article, m.local) for e in world.events for m in e.merges]
    entities = [(m.article, m.local) for e in world.entities for m in e.merges]
    assert sorted(events) == sorted((r.article.digest, e.id) for r in records for e in r.events)
    assert sorted(entities) == sorted((r.article.digest, e.id) for r in records for e in r.entities)
    iris = [i for e in world.events for i in (e.iri, *e.aliases)]
    assert len(iris) == len(set(iris)) == len(events)
    assert all(m.rule and 0 < m.score <= 1 for e in (*world.entities, *world.events) for m in e.merges)
    slugs = {e.slug for e in world.entities}
    assert len(slugs) == len(world.entities)
    for event in world.events:
        for role, fillers in event.roles:
            assert set(fillers) <= (set(iris) if role == "content" else slugs)
        assert event.history[-1].status == event.status


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles, min_size=2, max_size=6))
def test_matching_is_symmetric_and_blocks_miss_no_match(drawn: list) -> None:  # type: ignore[type-arg]
    state = start_resolution(make(drawn), (), ONTOLOGY, NAMES)
    matcher = state.chronicle.matcher
    sketches = [m.sketch for c in state.chronicle.clusters.values() for m in c.members]
    for a, b in combinations_with_replacement(sketches, 2):
        match = matcher.match(a, b)
        assert match == matcher.match(b, a)
        assert matcher.is_clash(a, b) == matcher.is_clash(b, a)
        if match is not None and matcher.keys(a) and matcher.keys(b):
            assert set(matcher.keys(a)) & set(matcher.keys(b)), (a, b, match)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles, min_size=2, max_size=5))
def test_every_edge_has_an_event_that_projects_it(drawn: list) -> None:  # type: ignore[type-arg]
    world = resolve_world(make(drawn), (), ONTOLOGY, NAMES)
    status = {e.iri: e.status for e in world.events}
    for edge in world.edges:
        assert edge.events
        assert all(ONTOLOGY.statuses[status[i]].projects for i in edge.events)


def series() -> list[Record]:
    out = []
    for n, day in enumerate(("24", "26", "28")):
        draft = Draft(f"story {n}", f"2025-04-{day}")
        man = draft.entity("Steve Witkoff")
        place = draft.entity("Moscow", "City", known="Moscow")
        draft.event(
            "Visit", time="2025-04-25", modality="Scheduled" if n == 0 else "Factual", actor=[man], place=[place]
        )
        out.append(draft.record())
    return out


def test_a_later_article_renames_nothing() -> None:
    first, second, third = series()
    before = resolve_world([first, second], (), ONTOLOGY, NAMES)
    after = resolve_world([first, second, third], (), ONTOLOGY, NAMES)
    assert {e.iri for e in before.events} == {e.iri for e in after.events}
    assert {e.slug for e in before.entities} == {e.slug for e in after.entities}


def test_an_earlier_article_leaves_the_old_name_as_an_alias() -> None:
    first, second, _ = series()
    old = resolve_world([second], (), ONTOLOGY, NAMES).events[0]
    (event,) = resolve_world([first, second], (), ONTOLOGY, NAMES).events
    assert old.iri in event.aliases


def test_an_update_says_what_it_touched_and_leaves_the_rest_alone() -> None:
    first, second, third = series()
    other = Draft("elsewhere", "2025-04-24")
    other.event("Meeting", actor=[other.entity("Ann Bell"), other.entity("Bob Cole")], time="2025-04-24")
    state = start_resolution([first, other.record()], (), ONTOLOGY, NAMES)
    untouched = [e for e in state.world().events if e.type == "Meeting"]
    state.add(second)
    change = state.update()
    assert len(change.events) == 1
    assert state.event(change.events[0]).status == "Happened"
    assert "Ann_Bell" not in change.entities
    assert [e for e in state.world().events if e.type == "Meeting"] == untouched
    state.add(third)
    assert state.update().edges == (("Steve_Witkoff", "visits", "Moscow"),)


def test_the_same_record_twice_changes_nothing() -> None:
    records = series()
    state = start_resolution(records, (), ONTOLOGY, NAMES)
    world = state.world()
    state.add(records[1])
    assert state.world() == world


@pytest.mark.parametrize("at", range(3))
def test_decisions_hold_whatever_comes_first(at: int) -> None:
    records = series()
    iris = sorted(e.iri for r in records for e in resolve_world([r], (), ONTOLOGY, NAMES).events)
    text = (
        f'[[different]]\nevents = ["{iris[0]}", "{iris[1]}"]\nauthor = "a"\nday = "2025-05-01"\nreason = "two visits"\n'
    )
    decisions = parse_decisions(text)
    state = Resolution(decisions, ONTOLOGY, NAMES)
    for record in records[at:] + records[:at]:
        state.add(record)
        state.update()
    world = state.world()
    assert world == resolve_world(records, decisions, ONTOLOGY, NAMES)
    assert len(world.events) == 2
