"""The frozen word statistics of the event heads, and the features of word pairs."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from kg.language.analysis import Token
from kg.language.lexicon import Lexicon, lemma_key
from kg.language.paths import FAR, dependency_paths, distance_class, governed, prepositions

VISIT, TALKS, ATTACK = range(3)


def sentence(*rows: tuple[str, str, str, int, str]) -> tuple[Token, ...]:
    """Return tokens of (text, lemma, UPOS, governor, label) rows."""
    return tuple(Token(0, 1, text, lemma, upos, "", head, dep) for text, lemma, upos, head, dep in rows)


SENTENCE = sentence(
    ("They", "they", "PRON", 1, "nsubj"),
    ("carried", "carry", "VERB", -1, "root"),
    ("out", "out", "ADP", 1, "compound:prt"),
    ("peace", "peace", "NOUN", 4, "compound"),
    ("talks", "talk", "NOUN", 1, "obj"),
    ("in", "in", "ADP", 6, "case"),
    ("Oslo", "Oslo", "PROPN", 1, "obl"),
)


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    stored = {
        "verbs": {"carry": [VISIT], "carry out": [ATTACK]},
        "nouns": {"peace talks": [TALKS], "talk": [VISIT]},
        "lemmas": {"talk/N": [10, {"1": 9}], "oslo/N": [50, {}]},
        "type_shares": [0.3, 0.3, 0.4],
        "rates": {"V": 0.2, "N": 0.1, "A": 0.01},
    }
    path = tmp_path / "lexicon.json.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        json.dump(stored, file)
    return Lexicon(path)


def test_a_phrase_outranks_its_head_word(lexicon: Lexicon) -> None:
    listed, _, _ = lexicon.features(SENTENCE)
    assert listed[1].tolist() == [0, 0, 1]
    assert listed[4].tolist() == [0, 1, 0]
    assert not listed[[0, 2, 3, 5, 6]].any()


def test_lemmas_seen_as_events_raise_the_rate_and_others_lower_it(lexicon: Lexicon) -> None:
    _, kinds, rates = lexicon.features(SENTENCE)
    assert rates[4] > 1
    assert rates[6] < -1
    assert rates[0] == pytest.approx(0)
    assert kinds[4].argmax() == TALKS
    assert not kinds[[0, 1, 6]].any()
    assert np.isfinite(kinds).all()


def test_statistics_are_kept_by_coarse_word_class() -> None:
    assert [lemma_key("Talk", tag) for tag in ("NOUN", "AUX", "ADJ")] == ["talk/N", "talk/V", "talk/A"]


def test_paths_between_words() -> None:
    paths = dependency_paths(SENTENCE, governed(SENTENCE), 4)
    assert paths[4] == "self"
    assert paths[1] == "^obj"
    assert paths[0] == "^objvnsubj"
    assert paths[5] == "^objvoblvcase"
    assert paths[3] == "vcompound"


def test_words_beyond_five_arcs_are_far() -> None:
    chain = sentence(*((str(i), str(i), "NOUN", i - 1, "nmod") for i in range(8)))
    assert dependency_paths(chain, governed(chain), 0)[5:] == ["vnmod" * 5, FAR, FAR]


def test_prepositions_mark_their_noun() -> None:
    assert prepositions(SENTENCE) == ["", "", "", "", "", "", "in"]


def test_distance_grows_away_from_the_trigger_on_both_sides() -> None:
    after = [distance_class(0, d) for d in range(40)]
    before = [distance_class(40, 40 - d) for d in range(40)]
    assert after[1:] == sorted(after[1:])
    assert before == sorted(before)
    assert {a - b for a, b in zip(after[1:], before[1:], strict=True)} == {8}
    assert (before[0], before[-1], after[-1]) == (0, 7, 15)
