"""Measures over public event sets: single sentences as PLOVER codings, trips, releases."""

import json
from pathlib import Path

import pytest

from kg.errors import ArticleError
from kg.evaluate.plover import (
    Coding,
    code_sentence,
    evaluate_plover,
    load_codings,
    score_codings,
    sentence_article,
)
from kg.evaluate.travel import evaluate_releases, evaluate_trips, named_counterparts, trip_text
from kg.extract.record import extract_record
from kg.language.reader import load_reader
from kg.records import Article, Record
from tests.event_reading import names, ontology


def extract(article: Article) -> Record:
    return extract_record(article, load_reader(), ontology(), names())


GOLD = Coding(("Serbian President Kostunica",), "REQUEST", ("Croatia",))


@pytest.mark.parametrize(
    ("mine", "triple", "source", "target"),
    [
        pytest.param((Coding(("Kostunica",), "REQUEST", ("Croatia",)),), 1.0, 1.0, 1.0, id="right by surname"),
        pytest.param((Coding(("Croatia",), "REQUEST", ("Kostunica",)),), 0.0, 0.0, 0.0, id="turned round"),
        pytest.param((Coding(("Kostunica",), "ACCUSE", ("Croatia",)),), 0.0, 1.0, 1.0, id="other category"),
        pytest.param((), 0.0, 0.0, 0.0, id="nothing found"),
        pytest.param((GOLD, Coding(("Kenya",), "AID", ("Chad",))), 2 / 3, 1.0, 1.0, id="one too many"),
    ],
)
def test_a_coding_counts_when_all_three_are_right(
    mine: tuple[Coding, ...], triple: float, source: float, target: float
) -> None:
    score = score_codings([("text", (GOLD,), (False,))], [mine])
    assert (score.triple, score.source, score.target) == pytest.approx((triple, source, target))


def test_reciprocal_relations_accept_either_order() -> None:
    both = Coding(("Israel", "Jordan"), "CONSULT", ())
    score = score_codings([("text", (both,), (True,))], [(Coding(("Jordan",), "CONSULT", ("Israel",)),)])
    assert score.triple == 1.0


@pytest.mark.parametrize(
    ("text", "category", "source", "target"),
    [
        ("Kenya invaded Uganda on Monday.", "ASSAULT", "Kenya", "Uganda"),
        ("Uganda was invaded by Kenya on Monday.", "ASSAULT", "Kenya", "Uganda"),
        ("Kenya accused Uganda of breaking the treaty.", "ACCUSE", "Kenya", "Uganda"),
        ("Kenya demanded that Uganda withdraw its troops.", "REQUEST", "Kenya", "Uganda"),
        ("Kenya threatened to attack Uganda.", "THREATEN", "Kenya", "Uganda"),
    ],
)
def test_sentences_are_coded_by_what_is_announced(text: str, category: str, source: str, target: str) -> None:
    (coding,) = code_sentence(extract(sentence_article(text)), ontology())
    assert coding.category == category
    assert any(source in s for s in coding.source) and any(target in t for t in coding.target), coding


def test_a_sentence_without_relation_gives_no_coding() -> None:
    assert code_sentence(extract(sentence_article("The valley is long and green.")), ontology()) == ()


def test_a_trip_becomes_a_text_and_its_counterparts_are_those_met() -> None:
    trip = {"person": "Ann Reed", "country": "Kenya", "locale": "Nairobi, Mombasa", "start": "1999-05-02",
            "end": "1999-05-04", "remark": "Met with President Moi and Foreign Minister Godana."}  # fmt: skip
    assert trip_text(trip) == (
        "Ann Reed visited Nairobi, Kenya, from May 2, 1999, to May 4, 1999. "
        "Met with President Moi and Foreign Minister Godana."
    )
    assert named_counterparts(trip["remark"]) == ("Moi", "Godana")
    assert named_counterparts("Accompanied President Bush. Met with senior officials.") == ()


def test_trips_and_releases_are_scored(tmp_path: Path) -> None:
    trips = tmp_path / "trips.jsonl"
    trip = {"person": "Madeleine Albright", "country": "Kenya", "locale": "Nairobi", "start": "1999-05-02",
            "end": "1999-05-04", "remark": "Met with President Moi."}  # fmt: skip
    trips.write_text(json.dumps(trip) + "\n", encoding="utf-8")
    score = evaluate_trips(trips, extract)
    assert (score.trips, score.visit, score.country, score.days, score.whole) == (1, 1.0, 1.0, 1.0, 1.0)
    events, articles = tmp_path / "events.jsonl", tmp_path / "articles.jsonl"
    row = {"article": "a", "date": "2022-02-20", "type": "call", "name": "Emmanuel Macron", "headline": "Call"}
    events.write_text(json.dumps(row) + "\n" + json.dumps(row | {"article": "absent"}) + "\n", encoding="utf-8")
    body = "Vladimir Putin had a telephone conversation with President of France Emmanuel Macron."
    articles.write_text(json.dumps({"id": "a", "text": body}) + "\n", encoding="utf-8")
    releases = evaluate_releases(events, articles, extract, ontology())
    assert (releases.releases, releases.found) == (1, 1.0)


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("{]", encoding="utf-8")
    with pytest.raises(ArticleError, match=r"x\.jsonl"):
        load_codings(path)
    with pytest.raises(ArticleError, match=r"x\.jsonl"):
        evaluate_trips(path, extract)


def test_plover_stays_above_its_floor(shared: Path) -> None:
    score = evaluate_plover(shared / "corpora" / "events" / "plover_gsr_dev.jsonl", extract, ontology())
    assert score.gold == 169
    assert score.triple >= 0.40 and score.category_macro >= 0.50
