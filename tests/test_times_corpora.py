"""Time expressions measured on annotated corpora, and how such a corpus is read."""

from pathlib import Path

import pytest

from kg.evaluate.times import CorpusError, pair_up, read_corpus, score_times
from kg.extract.times import read_times


# value F1 of TempEval-3, a little under what was measured: 88.5 (203 expressions) and 86.5 (2,139)
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "policy", "gold", "floor"),
    [("meantime_dev", "news", 203, 88.0), ("wikiwars_dev", "narrative", 2139, 85.5)],
)
def test_corpus_score_stays_above_its_floor(shared: Path, name: str, policy: str, gold: int, floor: float) -> None:
    score = score_times(read_corpus(shared / "corpora" / "time" / f"{name}.jsonl"), policy)
    assert score.gold == gold
    assert score.value >= floor
    assert score.relaxed >= 94.5


@pytest.mark.shared
def test_every_marked_expression_is_the_text_it_claims(shared: Path) -> None:
    corpus = read_corpus(shared / "corpora" / "time" / "meantime_dev.jsonl")
    assert len(corpus) == 60
    for gold in corpus:
        found = read_times(gold.text, gold.document, "news")
        assert all(gold.text[t.start : t.end] == t.text for t in found)
        assert len(pair_up(gold, found)) <= min(len(gold.marked), len(found))


def test_corpus_with_a_broken_line_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"doc_id": "a"}\n', encoding="utf-8")
    with pytest.raises(CorpusError, match=r"corpus\.jsonl:1"):
        read_corpus(path)
    with pytest.raises(CorpusError, match="missing"):
        read_corpus(tmp_path / "missing.jsonl")
