"""The shipped model on the treebanks' tests: floors below which a new model must not fall."""

from pathlib import Path

import pytest

from kg.language.reader import load_reader
from training.evaluate_syntax import read_paragraphs, score_names, score_raw, score_trees

pytestmark = [pytest.mark.shared, pytest.mark.slow]


def test_trees_of_news(shared: Path) -> None:
    paragraphs = read_paragraphs(shared / "treebanks" / "pud_test.jsonl", 300)
    scores = score_trees(load_reader(), paragraphs)
    assert scores["upos"] > 95.5
    assert scores["lemma"] > 96
    assert scores["uas"] > 90.5
    assert scores["las"] > 88


def test_raw_text_of_news(shared: Path) -> None:
    scores = score_raw(load_reader(), read_paragraphs(shared / "treebanks" / "gum_test_news.jsonl"))
    assert scores["tokens"] > 99
    assert scores["sentences"] > 90
    assert scores["las"] > 85


def test_names_of_news(shared: Path) -> None:
    paragraphs = read_paragraphs(shared / "treebanks" / "ner_uner_pud_test.jsonl", 300)
    scores = score_names(load_reader(), paragraphs)
    assert scores["all"] > 74
    assert scores["spans"] > 83
