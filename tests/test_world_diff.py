"""What an addition changed in the world."""

from kg.ontology.types import load_ontology
from kg.resolve.build import resolve_world
from kg.resolve.diff import diff_worlds
from kg.resolve.known import NO_NAMES
from kg.resolve.world import World
from tests.record_builder import Draft

ONTOLOGY = load_ontology()


def visit(day: str, modality: str, **values: object) -> Draft:
    draft = Draft(f"report of {day}", day)
    draft.entity("Steve Witkoff")
    draft.entity("Moscow", "City")
    draft.event(
        "Visit",
        time="2025-04-25",
        modality=modality,
        actor=["Steve Witkoff"],
        place=["Moscow"],
        **values,  # type: ignore[arg-type]
    )
    return draft


def world(*drafts: Draft) -> World:
    return resolve_world([d.record() for d in drafts], (), ONTOLOGY, NO_NAMES)


def test_a_world_does_not_differ_from_itself() -> None:
    one = world(visit("2025-04-24", "Scheduled"))
    assert diff_worlds(one, one).is_empty


def test_a_plan_that_came_true() -> None:
    before = world(visit("2025-04-24", "Scheduled"))
    after = world(visit("2025-04-24", "Scheduled"), visit("2025-04-26", "Factual"))
    diff = diff_worlds(before, after)
    (change,) = diff.status_changes
    assert change.status == ("Planned", "Happened")
    assert {"aliases", "status", "history", "claims", "merges"} <= set(change.fields)
    assert diff.new_events == diff.gone_events == diff.new_edges == ()
    assert {c.after.slug for c in diff.changed_entities} == {"Moscow", "Steve_Witkoff"}


def test_the_same_backwards() -> None:
    before = world(visit("2025-04-24", "Scheduled"))
    after = world(visit("2025-04-24", "Scheduled"), visit("2025-04-26", "Factual"))
    (change,) = diff_worlds(after, before).status_changes
    assert change.status == ("Happened", "Planned")


def test_an_earlier_report_is_a_change_and_no_new_event() -> None:
    before = world(visit("2025-04-26", "Factual"))
    after = world(visit("2025-04-24", "Scheduled"), visit("2025-04-26", "Factual"))
    diff = diff_worlds(before, after)
    assert diff.new_events == diff.gone_events == ()
    (change,) = diff.changed_events
    assert change.before.iri in change.after.aliases


def test_new_things() -> None:
    before = world(visit("2025-04-24", "Factual"))
    other = Draft("meeting", "2025-04-28")
    other.event("Meeting", actor=[other.entity("Ann Bell"), other.entity("Bob Cole")])
    other.fact("Ann Bell", "alliedWith", "Bob Cole")
    diff = diff_worlds(before, world(visit("2025-04-24", "Factual"), other))
    assert [e.slug for e in diff.new_entities] == ["Ann_Bell", "Bob_Cole"]
    assert [e.type for e in diff.new_events] == ["Meeting"]
    assert [f.predicate for f in diff.new_facts] == ["alliedWith"]
    assert {e.predicate for e in diff.new_edges} == {"meets", "consults"}
    gone = diff_worlds(world(visit("2025-04-24", "Factual"), other), before)
    assert (gone.gone_entities, gone.gone_events) == (diff.new_entities, diff.new_events)
    assert (gone.gone_facts, gone.gone_edges) == (diff.new_facts, diff.new_edges)


def test_a_new_conflict() -> None:
    first = visit("2025-04-25", "Factual")
    denied = visit("2025-04-26", "Factual", polarity="Negative")
    (conflict,) = diff_worlds(world(first), world(first, denied)).new_conflicts
    assert conflict.kind == "status"
    assert diff_worlds(world(first, denied), world(first)).gone_conflicts == (conflict,)
