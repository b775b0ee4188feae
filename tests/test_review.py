"""What the machine asks and what an answer does: kept as a decision with author, day and reason, never asked again."""

import re
import shutil
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import main
from kg.ontology.types import load_ontology
from kg.records import Record
from kg.resolve.build import start_resolution
from kg.resolve.decisions import Decision
from kg.resolve.known import NO_NAMES
from kg.resolve.review import find_doubts
from tests.conftest import ROOT
from tests.record_builder import Draft

ONTOLOGY = load_ontology()


def visit(name: str, day: str, event_day: str, confidence: float = 1.0, polarity: str = "Positive") -> Record:
    draft = Draft(name, day)
    who, where = draft.entity("Steve Witkoff"), draft.entity("Moscow", "City")
    draft.event("Visit", actor=[who], place=[where], time=event_day, polarity=polarity)
    record = draft.record()
    (event,) = record.events
    (claim,) = event.claims
    return replace(record, events=(replace(event, claims=(replace(claim, confidence=confidence),)),))


def surname(name: str = "seven", day: str = "2025-04-27", city: str = "Moscow") -> Record:
    draft = Draft(name, day)
    draft.event("Visit", actor=[draft.entity("Witkoff")], place=[draft.entity(city, "City")])
    return draft.record()


def namesake() -> Record:
    draft = Draft("eight", "2025-04-27")
    draft.event("Meeting", actor=[draft.entity("Ann Witkoff")])
    return draft.record()


def placeless() -> Record:
    draft = Draft("two", "2025-04-27")
    draft.event("Visit", actor=[draft.entity("Steve Witkoff")], time="2025-04-25")
    return draft.record()


def acronym(name: str, day: str) -> Record:
    draft = Draft(name, day)
    draft.event("Statement", actor=[draft.entity("XQZU", "Organization")])
    return draft.record()


def open_questions(records: list[Record], *decisions: Decision) -> list[str]:
    return [i.question for i in find_doubts(start_resolution(records, decisions, ONTOLOGY, NO_NAMES))]


STORIES = {
    "a claim of low confidence": [visit("one", "2025-04-26", "2025-04-25", confidence=0.3)],
    "an event the sources dispute": [
        visit("one", "2025-04-26", "2025-04-25"),
        visit("two", "2025-04-27", "2025-04-25", polarity="Negative"),
    ],
    "two reports of one visit": [visit("one", "2025-04-26", "2025-04-25"), placeless()],
    "an acronym in two articles": [acronym("one", "2025-04-26"), acronym("two", "2025-04-27")],
    "a surname alone": [visit("one", "2025-04-26", "2025-04-25"), namesake(), surname()],
}


@pytest.mark.parametrize("story", STORIES)
def test_every_answer_to_every_question_is_a_decision_that_ends_it(story: str) -> None:
    records = STORIES[story]
    items = find_doubts(start_resolution(records, (), ONTOLOGY, NO_NAMES))
    assert items
    assert list(items) == sorted(items, key=lambda i: -i.value), "the most valuable question comes first"
    for item in items:
        assert len({c.key for c in item.choices}) == len(item.choices) > 1
        for choice in item.choices:
            ruling = replace(choice.decision, author="Ann", day=date(2025, 5, 1), reason="checked")
            state = start_resolution(records, (ruling,), ONTOLOGY, NO_NAMES)
            assert state.world().unmatched_decisions == (), choice.label
            assert item.question not in {i.question for i in find_doubts(state)}, choice.label


def test_a_question_on_one_article_leaves_those_on_others_open() -> None:
    records = [*STORIES["a surname alone"], surname("nine", "2025-09-27", "Oslo")]
    first, second = (q for q in open_questions(records) if q.startswith("Who is"))
    item = next(i for i in find_doubts(start_resolution(records, (), ONTOLOGY, NO_NAMES)) if i.question == first)
    none = next(c.decision for c in item.choices if c.key == "n")
    ruling = replace(none, author="Ann", day=date(2025, 5, 1), reason="checked")
    assert first not in open_questions(records, ruling)
    assert second in open_questions(records, ruling)


# -- at the terminal

YES, NO = ("confirm", "same"), ("retract", "different")


def run(workspace: Path, *arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["-w", str(workspace), *arguments], input=given, catch_exceptions=False)


def questions(workspace: Path) -> list[str]:
    """Return the open questions without their numbers."""
    listed = run(workspace, "review", "--list").stdout.splitlines()
    return [line.split(". ", 1)[1] for line in listed if line[0].isdigit()]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace in which something is unsure."""
    workspace = tmp_path_factory.mktemp("review")
    (workspace / "seeds").mkdir()
    shutil.copy(ROOT / "seeds" / "2025-02-19-riyadh-talks.txt", workspace / "seeds")
    assert run(workspace, "build").exit_code == 0
    assert len(questions(workspace)) > 1
    return workspace


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [("y", YES), ("YES", YES), ("n", NO), ("no", NO), ("what\ny", YES)],
)
def test_an_answer_is_kept_with_author_day_and_reason(
    built: Path, tmp_path: Path, typed: str, kinds: tuple[str, ...]
) -> None:
    own = Path(shutil.copytree(built, tmp_path / "own"))
    before = questions(own)
    said = run(own, "review", "--author", "Ann", given=f"{typed}\n")  # then the input ends
    assert said.exit_code == 0 and said.stdout.endswith("1 decision written to decisions.toml\n")
    assert ("expected one of" in said.stdout) == ("what" in typed)
    ((found, (entry,)),) = tomllib.loads((own / "decisions.toml").read_text(encoding="utf-8")).items()
    assert found in kinds and entry["author"] == "Ann" and re.fullmatch(r"\d{4}-\d\d-\d\d", entry["day"])
    assert before[0] in entry["reason"], "the first question asked is the first, most valuable one"
    assert questions(own) == before[1:]
    assert not run(own, "build").stderr


@pytest.mark.parametrize("typed", ["s\nq\n", "\n\n", "skip\nquit\n", ""])
def test_what_is_skipped_writes_nothing_and_is_asked_again(built: Path, tmp_path: Path, typed: str) -> None:
    own = Path(shutil.copytree(built, tmp_path / "own"))
    assert run(own, "review", given=typed).stdout.endswith("0 decisions written\n")
    assert not (own / "decisions.toml").exists()
    assert questions(own) == questions(built)
