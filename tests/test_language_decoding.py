"""Trees, names, lemmas, shapes and word pieces, without the network."""

import gzip
import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kg.language.analysis import Name
from kg.language.lemmas import Lemmas
from kg.language.names import NameDecoder
from kg.language.packing import BATCH, NARROW, Window, pack, plan_batches
from kg.language.pieces import UNKNOWN, WordPieces
from kg.language.shapes import word_shape
from kg.language.trees import decode_trees

TAGS = ["O", *(f"{place}-{label}" for label in ("PER", "ORG", "LOC") for place in "BIES")]


def is_tree(heads: list[int]) -> bool:
    """Tell whether every word (from 1) reaches the root 0, through exactly one word below it."""
    for word in range(1, len(heads) + 1):
        seen: set[int] = set()
        while word:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word - 1]
    return heads.count(0) == 1


@settings(deadline=None)
@given(
    st.integers(1, 7).flatmap(
        lambda n: arrays(np.float32, (1, n, n + 1), elements=st.integers(-90, 90).map(lambda i: i / 10))
    )
)
def test_any_scores_become_one_tree(arcs: np.ndarray) -> None:
    heads = decode_trees(arcs, np.array([arcs.shape[1]]))[0].tolist()
    assert is_tree(heads)


@settings(deadline=None, max_examples=60)
@given(arrays(np.float32, (1, 4, 5), elements=st.integers(-50, 50).map(float)))
def test_the_tree_is_the_best_of_all(arcs: np.ndarray) -> None:
    def value(heads: tuple[int, ...]) -> float:
        return sum(float(arcs[0, i, h]) for i, h in enumerate(heads))

    trees = [h for h in itertools.product(range(5), repeat=4) if is_tree(list(h))]
    found = tuple(decode_trees(arcs, np.array([4]))[0].tolist())
    assert value(found) == pytest.approx(max(value(h) for h in trees))


def test_padding_changes_no_tree() -> None:
    scores = np.random.default_rng(1).normal(size=(3, 9, 10)).astype(np.float32)
    lengths = np.array([9, 4, 1])
    together = decode_trees(scores, lengths)
    for row, n in enumerate(lengths):
        alone = decode_trees(scores[row : row + 1, :n, : n + 1], np.array([n]))
        assert together[row, :n].tolist() == alone[0].tolist()


def scores_for(tags: list[str]) -> np.ndarray:
    scores = np.zeros((len(tags), len(TAGS)), np.float32)
    for i, tag in enumerate(tags):
        scores[i, TAGS.index(tag)] = 5
    return scores


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        (["O", "O"], ()),
        (["S-PER", "O"], (Name(0, 0, "PER"),)),
        (["B-ORG", "I-ORG", "E-ORG"], (Name(0, 2, "ORG"),)),
        (["S-LOC", "S-LOC"], (Name(0, 0, "LOC"), Name(1, 1, "LOC"))),
    ],
)
def test_names_from_tags(tags: list[str], names: tuple[Name, ...]) -> None:
    assert NameDecoder(TAGS).decode(scores_for(tags)) == names


@given(st.lists(st.sampled_from(TAGS), min_size=1, max_size=12))
def test_impossible_tags_are_repaired(tags: list[str]) -> None:
    names = NameDecoder(TAGS).decode(scores_for(tags))
    covered = [i for name in names for i in range(name.first, name.last + 1)]
    assert covered == sorted(set(covered))
    assert all(0 <= name.first <= name.last < len(tags) for name in names)


@pytest.fixture
def lemmas(tmp_path: Path) -> Lemmas:
    path = tmp_path / "lemmas.json.gz"
    rules = {"VERB\tVBD\ted": "S|L|2|", "VERB\tVBD\tmbed": "S|L|3|", "NOUN\tNNS\ts": "S|L|1|", "PROPN\tNNP\t": "S|K|0|"}
    with gzip.open(path, "wt", encoding="utf-8") as file:
        json.dump({"rules": rules, "exc": {"went\tVERB\tVBD": "go"}}, file)
    return Lemmas(path, {"bomb": 1, "plan": 2, "blame": 3, "talk": 4, "army": 5, "attack": 6})


@pytest.mark.parametrize(
    ("word", "upos", "xpos", "lemma"),
    [
        ("went", "VERB", "VBD", "go"),
        ("attacked", "VERB", "VBD", "attack"),
        ("bombed", "VERB", "VBD", "bomb"),
        ("blamed", "VERB", "VBD", "blame"),
        ("planned", "VERB", "VBD", "plan"),
        ("Armies", "NOUN", "NNS", "army"),
        ("zorbed", "VERB", "VBD", "zorb"),
        ("Kyiv", "PROPN", "NNP", "Kyiv"),
        ("5,000", "NUM", "CD", "5,000"),
        ("😀", "SYM", "NFP", "😀"),
    ],
)
def test_lemma_of_a_word(lemmas: Lemmas, word: str, upos: str, xpos: str, lemma: str) -> None:
    assert lemmas(word, upos, xpos) == lemma


@pytest.mark.parametrize(
    ("word", "shape"),
    [("--", 0), ("war", 1), ("War", 2), ("Anglo-Saxon", 3), ("NATO", 4), ("A", 5), ("42", 6), ("T-72", 7), ("McCain", 8),
     ("U.S.", 9), ("iPhone", 10)],
)  # fmt: skip
def test_shape_of_a_word(word: str, shape: int) -> None:
    assert word_shape(word) == shape


@pytest.fixture
def pieces(tmp_path: Path) -> WordPieces:
    path = tmp_path / "vocab.txt"
    path.write_text("\n".join(["[PAD]", "war", "##s", "cease", "##fire", "'", "-", "e"]), encoding="utf-8")
    return WordPieces(path)


def test_pieces_are_the_longest_that_fit(pieces: WordPieces) -> None:
    assert pieces("Wars") == (1, 2)
    assert pieces("CEASEFIRE") == (3, 4)
    assert pieces("war’") == (1, 5)
    assert pieces("war–war") == (1, 6, 1)
    assert pieces("é") == (7,)
    assert pieces("\u200b") == pieces("中") == pieces("qq") == (UNKNOWN,)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=80))
def test_every_window_is_packed_once(sizes: list[int]) -> None:
    windows = [Window(["w"] * n, [(5,)] * n) for n in sizes]
    batches = plan_batches(windows)
    assert sorted(i for batch in batches for row in batch for i in row) == list(range(len(sizes)))
    for batch in batches:
        inputs, places = pack(windows, batch)
        assert sorted(p.window for p in places) == sorted(i for row in batch for i in row)
        assert inputs["pieces"].size <= max(BATCH, NARROW, *(windows[i].width for row in batch for i in row))
        for place in places:
            row, first = inputs["first_pieces"][place.row], place.first
            assert (inputs["pieces"][place.row, row[first : first + place.words]] == 5).all()
            segments = inputs["segments"][place.row, row[first : first + place.words]]
            assert len(set(segments.tolist())) == 1
