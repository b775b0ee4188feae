"""Events over articles: what a merged happening takes from its reports, and the series over eleven years."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.evaluate.gold import gold_to_record, load_gold
from kg.identifiers import TERM
from kg.ontology.types import load_ontology
from kg.records import Record
from kg.resolve.build import resolve_world
from kg.resolve.identity import load_rows
from kg.resolve.world import UNKNOWN_DAY, World, WorldEvent
from tests.event_lines import CALL, NAMES, ONTOLOGY, VISIT, add_entity, article, resolve
from tests.record_builder import Draft


def test_a_war_is_one_and_its_battles_are_not() -> None:
    war, battle = "ArmedConflict | | | Sudan | | | C", "GroundAttack | | | Khartoum | | 2025-03-{}"
    records = [article(f"03-{d}", war, battle.format(d)) for d in range(10, 20)]
    types = [e.type for e in resolve(*records).events]
    assert (types.count("ArmedConflict"), types.count("GroundAttack")) == (1, 10)


def test_the_happening_takes_the_tightest_stated_time_and_the_special_type() -> None:
    (event,) = resolve(
        article("04-24", "Attack | Russia | | Kyiv | | 2025-04-23/2025-04-24"),
        article("04-25", "AirStrike | Russia | | Kyiv | | 2025-04-24"),
    ).events
    assert event.type == "AirStrike"
    assert event.time is not None and event.time.start == event.time.end == event.date == date(2025, 4, 24)
    assert event.time_basis == "stated"


def test_an_article_without_a_day_sorts_by_the_days_it_tells() -> None:
    war, call = "ArmedConflict | | | Sudan", CALL
    world = resolve(article("?", call, "Visit | Steve Witkoff | | Moscow | | 1955-05-14", war))
    assert {(e.type, e.date, e.time is None) for e in world.events} == {
        ("PhoneCall", date(1955, 5, 14), True),
        ("Visit", date(1955, 5, 14), False),
        ("ArmedConflict", date(1955, 5, 14), True),
    }
    assert resolve(article("?", call)).events[0].date == UNKNOWN_DAY


def test_a_new_type_is_compared_like_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "more.ttl"
    path.write_text(
        f"""@prefix d: <{TERM}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
d:StateFuneral a owl:Class ; rdfs:subClassOf d:Visit ; rdfs:label "state funeral"@en ;
    rdfs:comment "Attends a funeral."@en ; d:nounTrigger "state funeral"@en .
""",
        encoding="utf-8",
    )
    ontology = load_ontology([path])
    told = [
        article("04-26", VISIT + " | | 2025-04-25"),
        article("04-27", "StateFuneral" + VISIT[5:] + " | | 2025-04-25"),
    ]
    (event,) = resolve_world(told, (), ontology, NAMES).events
    assert (event.type, len(event.merges)) == ("StateFuneral", 2)


@pytest.mark.parametrize("name", sorted(load_rows().rows))
def test_every_type_of_the_identity_table_exists(name: str) -> None:
    assert name == "Event" or name in ONTOLOGY.types


def with_known(record: Record) -> Record:
    """Give the entities of an annotated article the slugs a reader finds for their labels."""
    entities = []
    for entity in record.entities:
        known = [k for k in NAMES.find(entity.label) if k.type == entity.type]
        country = NAMES.country_of(known[0].slug) if len(known) == 1 else None
        entities.append(replace(entity, known=known[0].slug, country=country) if len(known) == 1 else entity)
    return replace(record, entities=tuple(entities))


def gold_world(folder: Path) -> World:
    return resolve(*(with_known(gold_to_record(g)) for g in load_gold(folder)))


def find(world: World, kind: str, *fillers: str) -> list[WorldEvent]:
    return [e for e in world.events if e.type == kind and set(fillers) <= {f for _, fs in e.roles for f in fs}]


def test_the_series_over_eleven_years() -> None:
    world = gold_world(Path(__file__).parent / "gold")
    (annexation,) = find(world, "Annexation", "Crimea")
    assert len({c.article for c in annexation.claims}) >= 3
    visits = find(world, "Visit", "Steve_Witkoff", "Moscow")
    assert [(str(v.date), v.status) for v in visits] == [("2025-04-25", "Happened"), ("2025-08-06", "Happened")]
    assert len(find(world, "PhoneCall", "Donald_Trump", "Vladimir_Putin")) >= 1
    istanbul = find(world, "Negotiation", "Istanbul") + find(world, "CeasefireTalks", "Istanbul")
    assert len({(e.time.start, e.time.end) for e in istanbul if e.time}) >= 2


def test_the_real_series_turns_the_visit_from_planned_to_happened(shared: Path) -> None:
    world = gold_world(shared / "gold" / "dev")
    visit = next(v for v in find(world, "Visit", "Steve_Witkoff", "Moscow") if v.date == date(2025, 4, 25))
    assert [(h.day, h.status) for h in visit.history] == [
        (date(2025, 4, 24), "Planned"),
        (date(2025, 4, 26), "Happened"),
    ]
    assert len({c.article for c in visit.claims}) == 3
    (strike,) = [e for e in find(world, "AirStrike", "Russia", "Kyiv") if len(e.merges) > 1]
    figures = [c for c in world.conflicts if c.kind == "figure" and strike.iri in c.events]
    assert any(c.note.startswith("Killed") for c in figures)
    sources = {q.article for q in strike.quantities if any(q.iri in c.claims for c in figures)}
    assert len(sources) == 2


def readout(row: dict[str, object]) -> Record:
    """A press office's readout as its annotation tells it."""
    day = str(row["date"] or "?")
    draft = Draft(str(row["id"]), None if day == "?" else day, str(row["source"]))
    draft.write(str(row["text"]).replace("\n", " "))
    for told in row["gold_events"]:  # type: ignore[attr-defined]
        if told["type"] not in ("call", "meeting", "visit"):
            continue
        kind = {"call": "PhoneCall", "meeting": "Meeting", "visit": "Visit"}[told["type"]]
        time = told["date"] if told["date"] and told["date"][:2] == "20" else day if told["date"] == "today" else None
        draft.event(
            kind,
            time=None if time == "?" else time,
            modality="Scheduled" if told["status"] == "planned" else "Factual",
            actor=[add_entity(draft, p) for p in told["participants"]],
            place=[add_entity(draft, told["place"])] if told["place"] else [],
        )
    return draft.record()


def test_readouts_of_one_pair_stay_as_many_as_they_are(shared: Path) -> None:
    lines = (shared / "corpora" / "articles" / "readouts_dev.jsonl").read_text(encoding="utf-8").splitlines()
    records = [readout(json.loads(line)) for line in lines]
    assert len(records) == 21
    world = resolve(*records)
    calls = [e for e in world.events if e.type == "PhoneCall"]
    assert all(len(e.merges) == 1 for e in calls)
    slugs = {e.slug for e in world.entities if "Shoukry" in e.label}
    assert len([e for e in calls if slugs & set(e.fillers("actor"))]) == 3
