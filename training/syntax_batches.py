"""Treebank and name sentences to windows and batches the parser learns from."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import torch
from event_batches import recased
from length_groups import group_by_length
from syntax_network import NAMES
from torch import Tensor

from kg.language.pieces import FIRST, LAST, WordPieces
from kg.language.shapes import EDGE, word_shape

IGNORED = -100
LONGEST = 126
COLUMNS = ("names", "upos", "xpos", "script", "dep", "head", "boundary")


@dataclass(slots=True)
class Labels:
    """The label lists and their numbers."""

    lists: dict[str, list[str]]
    numbers: dict[str, dict[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = {key: {label: i for i, label in enumerate(values)} for key, values in self.lists.items()}


@dataclass(slots=True)
class Columns:
    """Words in parallel lists; `head` is 0 for the root, else a word of the window from 1, IGNORED where unknown."""

    pieces: list[tuple[int, ...]] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    labels: dict[str, list[int]] = field(default_factory=lambda: {key: [] for key in COLUMNS})

    @property
    def size(self) -> int:
        """Number of pieces without the two marks."""
        return sum(map(len, self.pieces))


def bioes(tags: Sequence[str]) -> list[str]:
    """Return BIO tags as BIOES."""
    out = []
    for i, tag in enumerate(tags):
        if tag == "O":
            out.append(tag)
            continue
        goes_on = i + 1 < len(tags) and tags[i + 1] == f"I-{tag[2:]}"
        place = ("B" if goes_on else "S") if tag[0] == "B" else ("I" if goes_on else "E")
        out.append(f"{place}-{tag[2:]}")
    return out


def encode(sentence: dict, labels: Labels, split: WordPieces, rng: random.Random | None) -> Columns:
    """Return one sentence as numbers; `rng` turns augmentation of case and final periods on."""
    words, n = sentence["w"], len(sentence["w"])
    columns = Columns([split(w) for w in words], recased([word_shape(w) for w in words], rng), [0] * n)
    unknown = [IGNORED] * n
    number = labels.numbers
    own = columns.labels
    own["names"] = [NAMES.index(tag) for tag in bioes(sentence["ner"])] if "ner" in sentence else unknown
    if "upos" not in sentence:
        own.update({key: list(unknown) for key in COLUMNS[1:]})
        return columns
    own["upos"] = [number["upos"].get(tag, IGNORED) for tag in sentence["upos"]]
    own["xpos"] = [number["xpos"].get(tag, IGNORED) for tag in sentence["xpos"]]
    own["script"] = [number["lem"].get(script, IGNORED) for script in sentence["script"]]
    own["dep"] = [number["dep"].get(dep, IGNORED) for dep in sentence["dep"]]
    own["head"] = list(sentence["head"])
    own["boundary"] = [1] + [0] * (n - 1)
    if rng and rng.random() < 0.06 and words[-1] == "." and n > 3 and n not in sentence["head"]:
        del columns.pieces[-1], columns.shapes[-1], columns.sentence[-1]
        for values in own.values():
            if len(values) == n:
                del values[-1]
    return columns


def join(sentences: Sequence[Columns]) -> Columns:
    """Return consecutive sentences as one window, cut off at LONGEST pieces."""
    window = Columns()
    for number, sentence in enumerate(sentences):
        room, kept = LONGEST - window.size, 0
        while kept < len(sentence.pieces) and len(sentence.pieces[kept]) <= room:
            room -= len(sentence.pieces[kept])
            kept += 1
        if not kept:
            break
        offset = len(window.pieces)
        window.pieces += sentence.pieces[:kept]
        window.shapes += sentence.shapes[:kept]
        window.sentence += [number] * kept
        for key, values in sentence.labels.items():
            if key == "head":
                cut = [h if h in (0, IGNORED) else h + offset if h <= kept else IGNORED for h in values[:kept]]
                window.labels[key] += cut
            else:
                window.labels[key] += values[:kept]
        if kept < len(sentence.pieces):
            break
    if window.labels["boundary"]:
        window.labels["boundary"][0] = IGNORED
    return window


def windows(
    paragraphs: Iterable[Sequence[dict]], labels: Labels, split: WordPieces, rng: random.Random | None, single: float
) -> Iterator[Columns]:
    """Yield windows; a paragraph is read sentence by sentence with chance `single`, else in stretches."""
    chance = rng or random.Random(0)
    for paragraph in paragraphs:
        encoded = [encode(sentence, labels, split, rng) for sentence in paragraph]
        if len(encoded) == 1 or chance.random() < single:
            yield from (join([sentence]) for sentence in encoded)
            continue
        limit, stretch, size = chance.choice((50, 80, 120)), [], 0
        for sentence in encoded:
            if stretch and size + sentence.size > limit:
                yield join(stretch)
                stretch, size = [], 0
            stretch.append(sentence)
            size += sentence.size
        yield join(stretch)


def group(made: Iterable[Columns], pieces: int, rng: random.Random | None) -> list[list[Columns]]:
    """Return batches of similar length within `pieces`, padding included."""
    return group_by_length((window for window in made if window.pieces), pieces, 1500, rng)


def tensors(batch: Sequence[Columns]) -> tuple[tuple[Tensor, ...], dict[str, Tensor], Tensor]:
    """Return the network's inputs, the label tensors [B, N], and the sentence number of each word (-1: none)."""
    rows, width = len(batch), max(w.size for w in batch) + 2
    longest = max(len(w.pieces) for w in batch)
    pieces, mask = torch.zeros(rows, width, dtype=torch.long), torch.zeros(rows, width, dtype=torch.long)
    shapes, word_shapes = torch.full((rows, width), EDGE), torch.full((rows, longest), EDGE)
    first = torch.zeros(rows, longest, dtype=torch.long)
    labels = {key: torch.full((rows, longest), IGNORED) for key in COLUMNS}
    sentence = torch.full((rows, longest), -1)
    for row, window in enumerate(batch):
        line, line_shapes, starts = [FIRST], [EDGE], []
        for part, shape in zip(window.pieces, window.shapes, strict=True):
            starts.append(len(line))
            line += part
            line_shapes += [shape] * len(part)
        line.append(LAST)
        n = len(starts)
        pieces[row, : len(line)] = torch.tensor(line)
        mask[row, : len(line)] = 1
        shapes[row, : len(line_shapes)] = torch.tensor(line_shapes)
        first[row, :n] = torch.tensor(starts)
        word_shapes[row, :n] = torch.tensor(window.shapes)
        sentence[row, :n] = torch.tensor(window.sentence)
        for key in COLUMNS:
            labels[key][row, :n] = torch.tensor(window.labels[key])
    return (pieces, mask, shapes, first, word_shapes), labels, sentence
