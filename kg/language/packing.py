"""Several sentences to one row of the network's input, so that no work is spent on padding."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.language.pieces import FIRST, LAST
from kg.language.shapes import EDGE, word_shape
from kg.language.trees import Ints

NARROW = 48  # rows are filled up to this many pieces; wider ones would spend more on attention than they save
BATCH = 512  # pieces in one call of the network; more leave the processor's cache
_OPEN = 64  # rows that a further sentence may still join

Pieces = Sequence[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Window:
    """Words to be read together, and their pieces."""

    words: Sequence[str]
    pieces: Pieces

    @property
    def width(self) -> int:
        """Number of pieces with the marks at both ends."""
        return sum(map(len, self.pieces)) + 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a window stands in a batch: its number, its row, and the place of its first word in that row."""

    window: int
    row: int
    first: int
    words: int


def plan_batches(windows: Sequence[Window]) -> list[list[list[int]]]:
    """Return batches of rows of window numbers: every window once, rows of similar width together."""
    widths = [window.width for window in windows]
    order = sorted(range(len(windows)), key=lambda i: (-widths[i], i))
    rows: list[list[int]] = []
    room: list[int] = []
    for i in order:
        for row in range(max(0, len(rows) - _OPEN), len(rows)):
            if room[row] >= widths[i]:
                rows[row].append(i)
                room[row] -= widths[i]
                break
        else:
            rows.append([i])
            room.append(max(NARROW, widths[i]) - widths[i])
    batches: list[list[list[int]]] = []
    for row_windows in rows:  # widest first, so the first row of a batch gives its width
        if batches and (len(batches[-1]) + 1) * max(NARROW, widths[batches[-1][0][0]]) <= BATCH:
            batches[-1].append(row_windows)
        else:
            batches.append([row_windows])
    return batches


def pack(windows: Sequence[Window], rows: list[list[int]]) -> tuple[dict[str, Ints], list[Place]]:
    """Return the network's inputs for one batch of rows, and where each window went."""
    width = max(sum(windows[i].width for i in row) for row in rows)
    longest = max(sum(len(windows[i].words) for i in row) for row in rows)
    inputs = {name: np.zeros((len(rows), width), np.int64) for name in ("pieces", "segments", "positions")}
    inputs["piece_shapes"] = np.full((len(rows), width), EDGE, np.int64)
    inputs["first_pieces"] = np.zeros((len(rows), longest), np.int64)
    inputs["word_shapes"] = np.full((len(rows), longest), EDGE, np.int64)
    places: list[Place] = []
    for r, row in enumerate(rows):
        at = word = 0
        for number, i in enumerate(row, 1):
            window = windows[i]
            shapes = [word_shape(text) for text in window.words]
            line, line_shapes, starts = [FIRST], [EDGE], []
            for part, shape in zip(window.pieces, shapes, strict=True):
                starts.append(at + len(line))
                line += part
                line_shapes += [shape] * len(part)
            line.append(LAST)
            line_shapes.append(EDGE)
            end = at + len(line)
            inputs["pieces"][r, at:end] = line
            inputs["segments"][r, at:end] = number
            inputs["positions"][r, at:end] = range(len(line))
            inputs["piece_shapes"][r, at:end] = line_shapes
            inputs["first_pieces"][r, word : word + len(starts)] = starts
            inputs["word_shapes"][r, word : word + len(shapes)] = shapes
            places.append(Place(i, r, word, len(starts)))
            at, word = end, word + len(starts)
    return inputs, places
