"""Accounts that cannot all hold: figures, affirmed and denied, rival versions."""

from dataclasses import replace

import pytest

from kg.ontology.types import load_ontology
from kg.records import Mention, Quantity
from kg.resolve.build import resolve_world
from kg.resolve.conflicts import differing_figures, figure_bounds
from kg.resolve.known import NO_NAMES
from kg.resolve.world import Conflict, WorldQuantity
from tests.record_builder import Draft

ONTOLOGY = load_ontology()
COMPARATORS = {"": "Exactly", ">=": "AtLeast", "<=": "AtMost", "~": "About"}


def figure(text: str, number: int = 0) -> WorldQuantity:
    """Read `>=12 children`: comparator, value, unit."""
    value, _, unit = text.partition(" ")
    sign = value.rstrip("0123456789.")
    mention = Mention(0, len(text), text, "nominal")
    quantity = Quantity("Killed", value[len(sign) :], COMPARATORS[sign], unit or "people", mention)
    return WorldQuantity(f"q{number}", "d" * 64, quantity, None)


@pytest.mark.parametrize(
    ("figures", "differing"),
    [
        ("12,13", [0, 1]),
        ("12,12", []),
        (">=12,12", []),
        (">=12,13", []),
        (">=12,11", [0, 1]),
        (">=12,>=9", []),
        ("<=12,13", [0, 1]),
        ("<=12,>=13", [0, 1]),
        ("<=12,>=12", []),
        ("~100,105", []),
        ("~100,120", [0, 1]),
        ("~100,~119", []),
        ("~100,~130", [0, 1]),
        ("12,12,13", [0, 1, 2]),
        ("9,>=12,12", [0, 1, 2]),
        (">=9,12,13", [1, 2]),
        ("17.5,17.50", []),
        ("1000000000,1000000001", [0, 1]),
        ("12", []),
    ],
)
def test_which_figures_differ(figures: str, differing: list[int]) -> None:
    told = [figure(f, n) for n, f in enumerate(figures.split(","))]
    assert [told.index(q) for q in differing_figures(told)] == differing


@pytest.mark.parametrize(("value", "comparator"), [("many", "Exactly"), ("", "AtLeast")])
def test_what_is_no_number_is_no_figure(value: str, comparator: str) -> None:
    assert figure_bounds(value, comparator) is None


def strike(day: str, *told: tuple[str, str, str], **values: object) -> Draft:
    draft = Draft(f"report of {day}", day)
    draft.entity("Kyiv", "City", known="Kyiv")
    draft.entity("Russia", "Country", known="Russia")
    draft.event("AirStrike", time="2025-04-24", place=["Kyiv"], actor=["Russia"], quantities=told, **values)  # type: ignore[arg-type]
    return draft


def conflicts(*drafts: Draft) -> tuple[Conflict, ...]:
    return resolve_world([d.record() for d in drafts], (), ONTOLOGY, NO_NAMES).conflicts


def test_two_tolls_of_one_strike_stand_side_by_side() -> None:
    first = strike("2025-04-24", ("Killed", "AtLeast", "12"), ("Killed", "Exactly", "12"))
    second = strike("2025-04-26", ("Killed", "Exactly", "13"))
    world = resolve_world([first.record(), second.record()], (), ONTOLOGY, NO_NAMES)
    (conflict,) = world.conflicts
    assert (conflict.kind, conflict.note) == ("figure", "Killed: 12; 13")
    (event,) = world.events
    assert conflict.events == (event.iri,)
    articles = {q.article for q in event.quantities if q.iri in conflict.claims}
    assert articles == {first.record().article.digest, second.record().article.digest}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("Killed", "AtLeast", "12"), ("Killed", "Exactly", "12")),
        (("Killed", "Exactly", "12"), ("Wounded", "Exactly", "90")),
        (("Killed", "AtLeast", "9"), ("Killed", "Exactly", "12")),
    ],
)
def test_figures_that_can_both_hold_are_no_conflict(a: tuple[str, str, str], b: tuple[str, str, str]) -> None:
    assert conflicts(strike("2025-04-24", a), strike("2025-04-26", b)) == ()


def test_three_children_among_twelve_people_are_no_conflict() -> None:
    people, children = figure("12 people"), figure("3 children", 1)
    draft = strike("2025-04-24", ("Killed", "Exactly", "12"), ("Killed", "Exactly", "3"))
    record = draft.record()
    told = replace(record.events[0], quantities=(people.quantity, children.quantity))
    for event, many in ((record.events[0], 1), (told, 0)):
        found = resolve_world([replace(record, events=(event,))], (), ONTOLOGY, NO_NAMES).conflicts
        assert len(found) == many


def test_tolls_of_two_strikes_are_no_conflict() -> None:
    other = Draft("elsewhere", "2025-04-26")
    other.entity("Kharkiv", "City", known="Kharkiv")
    other.event("AirStrike", time="2025-04-24", place=["Kharkiv"], quantities=[("Killed", "Exactly", "13")])
    assert conflicts(strike("2025-04-24", ("Killed", "Exactly", "12")), other) == ()


def test_affirmed_and_denied() -> None:
    drafts = []
    for day, claims in (("2025-04-24", ()), ("2025-04-26", [("Russia", "Factual", "Negative")])):
        draft = Draft(f"report of {day}", day)
        draft.entity("Russia", "Country", known="Russia")
        draft.entity("Donbas", "Region", known="Donbas")
        draft.event("Mobilization", time="2025-04-23", actor=["Russia"], place=["Donbas"], claims=claims)
        drafts.append(draft)
    (conflict,) = conflicts(*drafts)
    assert conflict.kind == "status"
    assert conflict.note == "affirmed by the article; denied by Russia"
    assert len(conflict.claims) == 2


def test_an_attackers_denial_stands_beside_the_strike() -> None:
    denial = strike("2025-04-26", claims=[("Russia", "Factual", "Negative")])
    world = resolve_world([strike("2025-04-24").record(), denial.record()], (), ONTOLOGY, NO_NAMES)
    assert sorted(e.status for e in world.events) == ["Denied", "Happened"]
    (conflict,) = world.conflicts
    assert conflict.kind == "status"
    assert set(conflict.events) == {e.iri for e in world.events}


@pytest.mark.parametrize(("day", "many"), [("2025-04-24", 1), ("2025-04-23", 1), ("2025-04-22", 0), ("2025-04-27", 0)])
def test_a_denial_without_a_day_answers_the_strikes_just_before(day: str, many: int) -> None:
    drafts = []
    for name, published, about in (
        ("strike", "2025-04-28", {"time": day}),
        ("denial", "2025-04-26", {"claims": [("Russia", "Factual", "Negative")]}),
    ):
        draft = Draft(name, published)
        draft.entity("Kyiv", "City", known="Kyiv")
        draft.entity("Russia", "Country", known="Russia")
        draft.event("AirStrike", place=["Kyiv"], actor=["Russia"], **about)  # type: ignore[arg-type]
        drafts.append(draft)
    assert [c.kind for c in conflicts(*drafts)] == ["status"] * many


def test_who_denies_a_strike_is_no_rival_of_who_made_it() -> None:
    denial = Draft("denial", "2025-04-26")
    denial.entity("Kyiv", "City", known="Kyiv")
    denial.entity("Ukraine", "Country", known="Ukraine")
    denial.event(
        "AirStrike", time="2025-04-24", place=["Kyiv"], actor=["Ukraine"], claims=[("Ukraine", "Factual", "Negative")]
    )
    assert conflicts(strike("2025-04-24"), denial) == ()


def test_rival_attackers() -> None:
    other = Draft("other side", "2025-04-25")
    other.entity("Kyiv", "City", known="Kyiv")
    other.entity("Ukraine", "Country", known="Ukraine")
    other.event("AirStrike", time="2025-04-24", place=["Kyiv"], actor=["Ukraine"], speaker=None)
    (conflict,) = conflicts(strike("2025-04-24"), other)
    assert conflict.kind == "version"
    assert len(conflict.events) == 2


def test_a_speaker_gives_the_strike_another_target() -> None:
    draft = strike("2025-04-24")
    draft.entity("arms plants", "Facility", kind="nominal")
    draft.event("AirStrike", time="2025-04-24", place=["arms plants"], actor=["Russia"], speaker="Russia")
    (conflict,) = conflicts(draft)
    assert conflict.kind == "version"
    assert "Kyiv" in conflict.note and "arms_plants" in conflict.note


def test_two_strikes_in_the_same_voice_are_no_rivals() -> None:
    draft = strike("2025-04-24")
    draft.entity("Kharkiv", "City", known="Kharkiv")
    draft.event("AirStrike", time="2025-04-24", place=["Kharkiv"], actor=["Russia"])
    assert conflicts(draft) == ()
