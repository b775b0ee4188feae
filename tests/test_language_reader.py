"""The shipped model on whole articles: offsets, trees, signals, zones, odd text, missing files."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ModelError
from kg.language.analysis import Analysis, Sentence
from kg.language.reader import MODEL, Reader, load_reader
from kg.records import MODALITIES, POLARITIES, Article, Zone

TEXT = (
    "Envoy flies to Geneva for talks\n"
    "GENEVA (Reuters) - Envoy Anna Berg arrived in Geneva on Friday and met Iran's foreign minister. "
    "Russia denied that its forces had shelled the town. Iran did not attack the port.\n"
    "Subscribe to our newsletter for more stories.\n"
)


def article(text: str, zones: tuple[Zone, ...] = ()) -> Article:
    return Article("a", text, "", "", zones)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


@pytest.fixture(scope="module")
def analysis(reader: Reader) -> Analysis:
    lines = [(0, 32, "headline"), (32, 210, "body"), (210, len(TEXT), "boilerplate")]
    return reader.analyse(article(TEXT, tuple(Zone(*line) for line in lines)))


def check(text: str, analysis: Analysis) -> None:
    """Assert all that must hold of any analysis."""
    at = 0
    for number, sentence in enumerate(analysis.sentences):
        tokens, signals = sentence.tokens, sentence.signals
        assert sentence.index == number
        assert tokens
        assert (sentence.start, sentence.end) == (tokens[0].start, tokens[-1].end)
        for token in tokens:
            assert at <= token.start < token.end
            assert text[token.start : token.end] == token.text
            assert token.lemma
            at = token.end
        assert [t.dep == "root" for t in tokens] == [t.head == -1 for t in tokens]
        assert sum(t.head == -1 for t in tokens) == 1
        for i in range(len(tokens)):
            steps = 0
            while i >= 0:
                i, steps = tokens[i].head, steps + 1
                assert steps <= len(tokens)
        covered = [i for name in sentence.names for i in range(name.first, name.last + 1)]
        assert covered == sorted(set(covered))
        assert all(i < len(tokens) for i in covered)
        assert signals is not None
        n = len(tokens)
        assert signals.detection.shape == (n,)
        assert ((signals.detection >= 0) & (signals.detection <= 1)).all()
        for shares, width in ((signals.types, len(signals.type_names)), (signals.modality, 5), (signals.polarity, 2)):
            assert shares.shape == (n, width)
            assert np.allclose(shares.sum(1), 1, atol=1e-4)


def find(analysis: Analysis, word: str) -> tuple[Sentence, int]:
    for sentence in analysis.sentences:
        for i, token in enumerate(sentence.tokens):
            if token.text == word:
                return sentence, i
    raise AssertionError(word)


def test_an_analysis_is_sound(analysis: Analysis) -> None:
    check(TEXT, analysis)


def test_boilerplate_is_not_read_and_zones_are_kept_apart(analysis: Analysis) -> None:
    assert [s.zone for s in analysis.sentences] == ["headline", "body", "body", "body"]
    assert [s.paragraph for s in analysis.sentences] == [0, 1, 1, 1]


def test_names_are_found(analysis: Analysis) -> None:
    found = {
        (" ".join(t.text for t in s.tokens[n.first : n.last + 1]), n.label) for s in analysis.sentences for n in s.names
    }
    assert {("Anna Berg", "PER"), ("Geneva", "LOC"), ("Iran", "LOC"), ("Russia", "LOC")} <= found


@pytest.mark.parametrize(
    ("word", "kind", "polarity"),
    [
        ("arrived", "Visit", "Positive"),
        ("met", "Meeting", "Positive"),
        ("attack", "Attack", "Negative"),
    ],
)
def test_events_are_detected_and_typed(analysis: Analysis, reader: Reader, word: str, kind: str, polarity: str) -> None:
    sentence, i = find(analysis, word)
    assert sentence.signals is not None
    assert sentence.signals.detection[i] > reader.detection_threshold
    assert sentence.signals.type_names[int(sentence.signals.types[i].argmax())] == kind
    assert MODALITIES[int(sentence.signals.modality[i].argmax())] == "Factual"
    assert POLARITIES[int(sentence.signals.polarity[i].argmax())] == polarity


def test_roles_are_read_for_any_word(analysis: Analysis) -> None:
    sentence, arrived = find(analysis, "arrived")
    signals = sentence.signals
    assert signals is not None
    roles = signals.roles(range(len(sentence.tokens)))
    assert roles.shape == (len(sentence.tokens), len(sentence.tokens), len(signals.role_names))
    assert np.allclose(roles.sum(2), 1, atol=1e-4)
    named = {t.text: signals.role_names[int(roles[arrived, i].argmax())] for i, t in enumerate(sentence.tokens)}
    assert named["Geneva"] == "place"
    assert named["Friday"] == "time"
    assert named["and"] == "none"
    assert "actor" in (named["Berg"], named["Envoy"])
    assert np.allclose(signals.roles([arrived])[0], roles[arrived], atol=1e-5)
    assert signals.roles([]).shape == (0, len(sentence.tokens), len(signals.role_names))
    speakers = signals.speakers([arrived])
    assert speakers.shape == (1, len(sentence.tokens))
    assert ((speakers >= 0) & (speakers <= 1)).all()


def test_reading_twice_gives_the_same_numbers(reader: Reader, analysis: Analysis) -> None:
    zones = (Zone(0, 32, "headline"), Zone(32, 210, "body"), Zone(210, len(TEXT), "boilerplate"))
    again = reader.analyse(article(TEXT, zones))
    assert again == analysis
    for first, second in zip(analysis.sentences, again.sentences, strict=True):
        assert first.signals is not None
        assert second.signals is not None
        assert (first.signals.detection == second.signals.detection).all()
        assert (first.signals.roles([0]) == second.signals.roles([0])).all()


ODD = ["", " \n\t\r\n", "😀", "\x00\x01\u200b", "a" * 10_000, "!" * 10_000, "中文新闻" * 99, "a\u0301" * 200, "(" * 50]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_is_read(reader: Reader, text: str) -> None:
    check(text, reader.analyse(article(text)))


def test_a_very_long_sentence_stays_one(reader: Reader) -> None:
    text = "the ministers, " * 150 + "the presidents " * 150 + "met"
    analysis = reader.analyse(article(text))
    check(text, analysis)
    assert len(analysis.sentences) == 1


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_any_text_is_read(reader: Reader, text: str) -> None:
    check(text, reader.analyse(article(text)))


def test_a_missing_model_file_is_named(tmp_path: Path) -> None:
    for name in ("heads.npz", "labels.json", "lexicon.json.gz", "lemmas.json.gz", "vocab.txt"):
        shutil.copy(MODEL / name, tmp_path)
    with pytest.raises(ModelError, match=r"reader\.onnx: the language model's file is missing"):
        Reader(tmp_path)


def test_a_broken_model_file_is_named(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "reader.onnx").unlink()
    (tmp_path / "reader.onnx").write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    with pytest.raises(ModelError, match=r"reader\.onnx: not an ONNX network"):
        Reader(tmp_path)


def test_the_labels_follow_the_records() -> None:
    labels = json.loads((MODEL / "labels.json").read_text(encoding="utf-8"))
    assert tuple(labels["modalities"]) == MODALITIES
    assert tuple(labels["polarities"]) == POLARITIES
