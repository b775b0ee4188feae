"""The measures: a perfect reader, no reader, the shared scorer's figures, and pinned floors."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kg.errors import ArticleError
from kg.evaluate.articles import evaluate_folder, evaluate_predictions, figures, format_evaluation
from kg.evaluate.gold import gold_article, gold_to_record, load_gold, sentence_spans
from kg.evaluate.printing import record_to_dict
from kg.extract.record import extract_record
from kg.language.reader import load_reader
from kg.records import check_record
from tests.conftest import ROOT
from tests.event_reading import names, ontology

FOLDER = ROOT / "tests" / "gold"
FLOORS = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))["articles"]
GOLD = load_gold(FOLDER)


def test_five_articles_are_shipped() -> None:
    assert len(GOLD) == 5
    assert all(str(g["origin"]).startswith("original") for g in GOLD)


@pytest.mark.parametrize("gold", GOLD, ids=[str(g["id"]) for g in GOLD])
def test_annotations_are_sound_records(gold: dict[str, object]) -> None:
    record = gold_to_record(gold)
    assert check_record(record) == () and record.warnings == ()
    assert len(record.events) == len(gold["events"])  # type: ignore[arg-type]


def test_a_perfect_reader_scores_one() -> None:
    found = {str(g["id"]): record_to_dict(gold_to_record(g), ontology()) for g in GOLD}
    rows = {f.name: f for f in figures(evaluate_predictions(GOLD, found, ontology()).total)}
    for name in ("detection", "event", "role", "quantity", "exact type", "date", "speaker", "modality", "polarity"):
        assert rows[name].value == pytest.approx(1.0, abs=0.02), name
    assert rows["slips"].value == 0 and rows["false date"].value == 0


def test_no_reader_scores_nothing_and_every_core_event_is_a_missed_trigger() -> None:
    evaluation = evaluate_predictions(GOLD, {}, ontology())
    rows = {f.name: f for f in figures(evaluation.total)}
    assert rows["event"].value == 0 and rows["event"].of > 100
    kinds = dict(evaluation.errors_by_kind())
    assert kinds["missed trigger"] == rows["event"].of


def test_figures_agree_with_the_shared_scorer(shared: Path, tmp_path: Path) -> None:
    found = {}
    for gold in load_gold(shared / "gold" / "dev")[:4]:
        record = extract_record(gold_article(gold), load_reader(), ontology(), names())
        found[str(gold["id"])] = record_to_dict(record, ontology())
    path = tmp_path / "found.jsonl"
    path.write_text("".join(json.dumps(d) + "\n" for d in found.values()), encoding="utf-8")
    command = [sys.executable, str(shared / "gold" / "score.py"), str(shared / "gold" / "dev"), str(path), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = evaluate_predictions(load_gold(shared / "gold" / "dev"), found, ontology())
    for figure in figures(ours.total):
        other = theirs[figure.name]
        assert figure.value == pytest.approx(other["f1"] if "f1" in other else other["share"]), figure.name


def test_scores_on_the_shipped_articles_stay_above_their_floors() -> None:
    def extract(article):  # type: ignore[no-untyped-def]
        return extract_record(article, load_reader(), ontology(), names())

    evaluation = evaluate_folder(FOLDER, extract, ontology())
    rows = {f.name: f.value for f in figures(evaluation.total)}
    for name, floor in FLOORS["least"].items():
        assert rows[name] is not None and rows[name] >= floor, (name, rows[name], floor)
    for name, ceiling in FLOORS["most"].items():
        assert rows[name] is not None and rows[name] <= ceiling, (name, rows[name], ceiling)
    shown = format_evaluation(evaluation)
    assert "detection" in shown and GOLD[0]["id"][:44] in shown


def test_a_file_that_is_no_annotation_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("[1]", encoding="utf-8")
    with pytest.raises(ArticleError, match=r"x\.json"):
        load_gold(tmp_path)


def test_sentences_split_at_stops_and_not_at_abbreviations() -> None:
    text = "U.S. Secretary Rubio met Mr. Lavrov. They talked.\n\nHe said: “Never.” It rained."
    shown = [text[s.start : s.end] for s in sentence_spans(text)]
    assert shown[:2] == ["U.S. Secretary Rubio met Mr. Lavrov.", "They talked."]
    assert shown[-1] == "It rained."
