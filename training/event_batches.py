"""Batches of event examples as tensors."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from event_examples import Example
from event_types import TYPES
from length_groups import group_by_length
from torch import Tensor

from kg.language.pieces import FIRST, LAST
from kg.language.shapes import EDGE

TITLE, LOWER, UPPER = 2, 1, 4


@dataclass(slots=True)
class Batch:
    """Padded sentences [B, ...] and their M events."""

    examples: list[Example]
    inputs: tuple[Tensor, Tensor, Tensor, Tensor, Tensor]
    lexical: Tensor
    words: Tensor  # [B, N] true where a word stands
    rows: Tensor  # [M] sentence of each event
    anchors: Tensor  # [M] its word
    types: Tensor
    modalities: Tensor
    negatives: Tensor
    roles: Tensor  # [M, N], -100 beyond the sentence
    speakers: Tensor  # [M, N]
    paths: Tensor
    cases: Tensor
    distances: Tensor
    rivals: Tensor
    mentions: Tensor  # [M, N]

    @property
    def pairs(self) -> tuple[Tensor, ...]:
        """What the role scorer is told of each word and each trigger, [M, N] each, in its order."""
        return self.mentions, self.paths, self.cases, self.distances, self.rivals


def make_batches(examples: Sequence[Example], pieces: int, rng: random.Random | None = None) -> list[list[Example]]:
    """Return groups of similar length whose padded size stays within `pieces`; shuffled when `rng` is given."""
    return group_by_length(examples, pieces, 600, rng)


def recased(shapes: list[int], rng: random.Random | None) -> list[int]:
    """Return word shapes, now and then as in a headline, in lower case or in capitals; unchanged without `rng`."""
    chance = rng.random() if rng else 1.0
    if chance < 0.06 and 4 <= len(shapes) <= 20:
        return [TITLE if shape == LOWER else shape for shape in shapes]
    if chance < 0.08:
        return [LOWER if shape in (TITLE, 3, UPPER, 5, 8, 9, 10) else shape for shape in shapes]
    if chance < 0.09:
        return [UPPER if shape in (LOWER, TITLE) else shape for shape in shapes]
    return shapes


def collate(examples: list[Example], rng: random.Random | None = None) -> Batch:
    """Return one batch; `rng` turns case augmentation on."""
    rows, width = len(examples), max(e.size for e in examples) + 2
    longest = max(len(e.pieces) for e in examples)
    pieces, mask = torch.zeros(rows, width, dtype=torch.long), torch.zeros(rows, width, dtype=torch.long)
    shapes, word_shapes = torch.full((rows, width), EDGE), torch.full((rows, longest), EDGE)
    first = torch.zeros(rows, longest, dtype=torch.long)
    words = torch.zeros(rows, longest, dtype=torch.bool)
    lexical = torch.zeros(rows, longest, 2 * len(TYPES) + 1)
    for row, example in enumerate(examples):
        own = recased(example.shapes, rng)
        line, line_shapes, starts = [FIRST], [EDGE], []
        for part, shape in zip(example.pieces, own, strict=True):
            starts.append(len(line))
            line += part
            line_shapes += [shape] * len(part)
        line.append(LAST)
        n = len(starts)
        pieces[row, : len(line)] = torch.tensor(line)
        mask[row, : len(line)] = 1
        shapes[row, : len(line_shapes)] = torch.tensor(line_shapes)
        first[row, :n] = torch.tensor(starts)
        word_shapes[row, :n] = torch.tensor(own)
        words[row, :n] = True
        if example.lexical is not None:
            listed, kinds, rates = example.lexical
            lexical[row, :n, : len(TYPES)] = torch.from_numpy(listed[:n])
            lexical[row, :n, len(TYPES) : -1] = torch.from_numpy(kinds[:n])
            lexical[row, :n, -1] = torch.from_numpy(rates[:n])
    events = [(row, target) for row, example in enumerate(examples) for target in example.targets]

    def per_word(values: list[list[int]], padding: int = 0) -> Tensor:
        return torch.tensor([v + [padding] * (longest - len(v)) for v in values], dtype=torch.long).view(-1, longest)

    return Batch(
        examples,
        (pieces, mask, shapes, first, word_shapes),
        lexical,
        words,
        torch.tensor([row for row, _ in events], dtype=torch.long),
        torch.tensor([t.word for _, t in events], dtype=torch.long),
        torch.tensor([t.type for _, t in events], dtype=torch.long),
        torch.tensor([t.modality for _, t in events], dtype=torch.long),
        torch.tensor([t.negative for _, t in events], dtype=torch.long),
        per_word([t.roles for _, t in events], -100),
        per_word([t.speaker for _, t in events]),
        per_word([t.path_numbers for _, t in events]),
        per_word([examples[row].case_numbers for row, _ in events]),
        per_word([t.distances for _, t in events]),
        per_word([t.rivals for _, t in events]),
        per_word([examples[row].mentions for row, _ in events]),
    )
