"""What the shipped articles must and must not say, read by the real reader: the promises of the README."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.pipeline.build import Built, read_workspace
from kg.resolve.world import WorldEvent
from kg.workspace import Workspace
from tests.conftest import ROOT

SEED = "000_cec6a5acbd47e9f0.txt"


def read(folder: Path, names: list[str]) -> Built:
    (folder / "seeds").mkdir(parents=True)
    for name in names:
        shutil.copy(ROOT / "seeds" / name, folder / "seeds" / name)
    return read_workspace(Workspace(folder))


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return read(tmp_path_factory.mktemp("seed"), [SEED])


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return read(tmp_path_factory.mktemp("series"), sorted(p.name for p in (ROOT / "seeds").glob("*.txt")))


def sentences(built: Built, event: WorldEvent) -> list[str]:
    texts = {r.article.digest: r.article.text for r in built.records}
    return [texts[c.article][s.start : s.end] for c in event.claims for s in c.claim.evidence]


def edge_events(built: Built, subject: str, predicate: str, object_: str) -> Iterator[WorldEvent]:
    events = {e.iri: e for e in built.world.events}
    for edge in built.world.edges:
        if (edge.subject, edge.predicate, edge.object) == (subject, predicate, object_):
            yield from (events[i] for i in edge.events)


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "status", "start", "words"),
    [
        (
            "Steve_Witkoff",
            "visits",
            "Russia",
            "Planned",
            "2025-04-25",
            "is set to arrive in Russia on Friday, April 25, 2025",
        ),
        (
            "Steve_Witkoff",
            "negotiatesWith",
            "Vladimir_Putin",
            "Planned",
            "2025-04-25",
            "another round of ceasefire talks with Putin",
        ),
        ("Russia", "annexed", "Crimea", "Happened", "2014-01-01", "Russia’s claim over Crimea, annexed in 2014"),
        ("Donald_Trump", "accuses", "Volodymyr_Zelensky", "Happened", None, "Trump accused Zelensky"),
        ("Mark_Rutte", "meets", "Donald_Trump", "Happened", None, "after meeting Trump"),
    ],
)
def test_edges_of_the_seed_with_their_sentences(
    seed: Built, subject: str, predicate: str, object_: str, status: str, start: str | None, words: str
) -> None:
    (event,) = edge_events(seed, subject, predicate, object_)
    assert event.status == status
    assert any(words in s for s in sentences(seed, event))
    if start is not None:
        assert event.time is not None and str(event.time.start) == start


@pytest.mark.parametrize(
    ("kind", "trigger"),
    [
        ("Visit", "arrive"),
        ("TerritorialCession", "cede"),
        ("Sanction", "imposing"),
        ("Ceasefire", "halt attacks"),
        ("SignAgreement", "deal"),
        ("HaltTalks", "falter"),
        ("Concession", "concessions"),
    ],
)
def test_nothing_unreal_of_the_seed_is_told_as_done(seed: Built, kind: str, trigger: str) -> None:
    ontology = seed.resolution.ontology
    texts = {r.article.digest: r.article.text for r in seed.records}
    for event in seed.world.events:
        triggers = {
            texts[c.article][c.claim.trigger.start : c.claim.trigger.end] for c in event.claims if c.claim.trigger
        }
        if ontology.is_a(event.type, kind) and any(t in trigger for t in triggers):
            assert event.status not in ("Happened", "Ongoing", "Claimed"), (event.label, event.status)


@pytest.mark.parametrize(
    "name", ["TruthSocial", "Gettr", "Gab", "VK", "Anonup", "Telegram", "Facebook", "Post a Comment", "Russian court"]
)
def test_boilerplate_and_idioms_are_no_entities(seed: Built, name: str) -> None:
    assert [e.label for e in seed.world.entities if name in (e.label, *e.names)] == []


def test_the_planned_visit_turns_into_one_that_happened_with_both_sentences(series: Built) -> None:
    visits = [
        e
        for e in series.world.events
        if e.type == "Visit"
        and "Steve_Witkoff" in e.fillers("actor")
        and e.time is not None
        and str(e.time.start) == "2025-04-25"
    ]
    (visit,) = visits
    assert visit.status == "Happened"
    assert [c.status for c in visit.history] == ["Planned", "Happened"]
    assert len({c.article for c in visit.claims}) >= 2


def test_the_toll_conflict_stands_with_both_sources(series: Built) -> None:
    tolls = [c for c in series.world.conflicts if c.kind == "figure" and "87" in c.note and "90" in c.note]
    assert tolls
    figures = {q.iri: q.article for e in series.world.events for q in e.quantities}
    assert any(len({figures[i] for i in toll.claims if i in figures}) >= 2 for toll in tolls)
