"""Batches of similar length: little padding, and an order that a seed alone decides."""

import random
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Sized(Protocol):
    """What a batch is made of: `size` counts its word pieces without the two at its ends."""

    @property
    def size(self) -> int:
        """Return the number of word pieces."""


T = TypeVar("T", bound=Sized)


def group_by_length(items: Iterable[T], pieces: int, stretch: int, rng: random.Random | None = None) -> list[list[T]]:
    """Return batches whose padded size stays within `pieces`; shuffled when `rng` is given.

    Lengths are sorted within stretches of so many items only, so that a batch is no sample of one length.
    """
    order = list(items)
    if rng:
        rng.shuffle(order)
    batches: list[list[T]] = []
    for at in range(0, len(order), stretch):
        batch: list[T] = []
        for item in sorted(order[at : at + stretch], key=lambda i: i.size):
            if batch and (item.size + 2) * (len(batch) + 1) > pieces:
                batches.append(batch)
                batch = []
            batch.append(item)
        batches.append(batch)
    if rng:
        rng.shuffle(batches)
    return batches
