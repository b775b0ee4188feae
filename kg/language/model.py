"""The shipped network: windows of words in, decoded tags, trees, names and event scores out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kg.errors import ModelError
from kg.language.analysis import Name
from kg.language.names import NameDecoder
from kg.language.pieces import FIRST, LAST, WordPieces
from kg.language.shapes import EDGE, word_shape
from kg.language.trees import Floats, Ints, decode_trees

FILES = ("reader.onnx", "heads.npz", "labels.json", "lexicon.json.gz", "lemmas.json.gz", "vocab.txt")
LONGEST = 126  # pieces of a window; training saw no more
BATCH = 1024  # pieces of a batch, padding included


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of the model's output classes, and the settings chosen with them."""

    upos: list[str]
    xpos: list[str]
    dependencies: list[str]
    names: list[str]
    types: list[str]
    roles: list[str]
    modalities: list[str]
    polarities: list[str]
    paths: list[str]
    cases: list[str]
    detection_threshold: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network read in one window of n words. Heads are -1 for the root; the rest are class numbers, logits."""

    upos: Ints
    xpos: Ints
    heads: Ints
    dependencies: Ints
    names: tuple[Name, ...]
    detection: Floats
    types: Floats
    modality: Floats
    polarity: Floats
    trigger_side: Floats
    word_side: Floats


class LanguageModel:
    """One onnxruntime session on one thread, with the tables that explain its output."""

    def __init__(self, folder: Path) -> None:
        """Open the files of a model folder; ModelError names the first that is missing or unreadable."""
        for name in FILES:
            if not (folder / name).is_file():
                raise ModelError(
                    f"{folder / name}: the language model's file is missing; "
                    "reinstall the package or build it as training/README.md says"
                )
        self.labels = Labels(**json.loads((folder / "labels.json").read_text(encoding="utf-8")))
        with np.load(folder / "heads.npz") as stored:
            self.weights: dict[str, Floats] = {k: stored[k].astype(np.float32) for k in stored.files}
        self.pieces = WordPieces(folder / "vocab.txt")
        self._session = _open_session(folder / "reader.onnx")
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._names = NameDecoder(self.labels.names)
        self._root = self.labels.dependencies.index("root")
        bilinear = self.weights["label_bilinear"]  # [labels, d, d]
        self._bilinear = np.ascontiguousarray(bilinear.transpose(1, 0, 2).reshape(bilinear.shape[1], -1))

    def cut(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Return [first, end) ranges of words that fit a window; more than one for a very long sentence.

        A cut falls after the last comma, semicolon or colon in the second half of the window, where there is one.
        """
        sizes = [len(self.pieces(word)) for word in words]
        if sum(sizes) <= LONGEST:
            return [(0, len(words))] if words else []
        ranges: list[tuple[int, int]] = []
        first = 0
        while first < len(words):
            end, used = first, 0
            while end < len(words) and used + sizes[end] <= LONGEST:
                used += sizes[end]
                end += 1
            if end < len(words):
                breaks = [i for i in range((first + end) // 2, end) if words[i] in (",", ";", ":")]
                end = breaks[-1] + 1 if breaks else end
            ranges.append((first, end))
            first = end
        return ranges

    def read(self, windows: Sequence[Sequence[str]]) -> list[Reading]:
        """Return one Reading a window, in order; windows are batched by length."""
        pieces = [[self.pieces(word) for word in window] for window in windows]
        sizes = [sum(map(len, p)) + 2 for p in pieces]
        order = sorted(range(len(windows)), key=lambda i: (sizes[i], i))
        readings: list[Reading | None] = [None] * len(windows)
        at = 0
        while at < len(order):
            end = at + 1
            while end < len(order) and sizes[order[end]] * (end - at + 1) <= BATCH:
                end += 1
            batch = order[at:end]
            read = self._read_batch([windows[i] for i in batch], [pieces[i] for i in batch])
            for i, reading in zip(batch, read, strict=True):
                readings[i] = reading
            at = end
        return [r for r in readings if r is not None]

    def _read_batch(self, windows: list[Sequence[str]], pieces: list[list[tuple[int, ...]]]) -> list[Reading]:
        lengths = np.array([len(w) for w in windows])
        out = dict(zip(self._outputs, self._session.run(self._outputs, _inputs(windows, pieces)), strict=True))
        heads = decode_trees(out["arcs"], lengths)
        dependencies = self._label(out["dependents"], out["governors"], heads)
        names = self._names.decode(out["names"], lengths)
        upos, xpos = out["upos"].argmax(2), out["xpos"].argmax(2)
        kept = ("detection", "types", "modality", "polarity", "trigger_side", "word_side")
        return [
            Reading(
                upos[b, :n],
                xpos[b, :n],
                heads[b, :n] - 1,
                dependencies[b, :n],
                names[b],
                *(out[key][b, :n] for key in kept),
            )
            for b, n in enumerate(lengths.tolist())
        ]

    def _label(self, dependents: Floats, governors: Floats, heads: Ints) -> Ints:
        """Return the dependency label [B, N] of each word towards its governor."""
        above = np.take_along_axis(governors, heads[:, :, None], 1)
        shape, weights = heads.shape, self.weights
        left = dependents.reshape(-1, dependents.shape[2])
        right = above.reshape(-1, above.shape[2])
        product = (left @ self._bilinear).reshape(len(left), -1, right.shape[1])
        scores = np.matmul(product, right[:, :, None])[:, :, 0]
        scores += left @ weights["label_dependent"].T + weights["label_bias"] + right @ weights["label_governor"].T
        scores[:, self._root] = -np.inf
        labels = scores.argmax(1).reshape(shape)
        labels[heads == 0] = self._root
        return np.asarray(labels)


def _inputs(windows: list[Sequence[str]], pieces: list[list[tuple[int, ...]]]) -> dict[str, Ints]:
    """Return the padded arrays of one batch."""
    rows, longest = len(windows), max(map(len, windows))
    width = max(sum(map(len, p)) for p in pieces) + 2
    numbers = np.zeros((rows, width), np.int64)
    mask = np.zeros((rows, width), np.int64)
    piece_shapes = np.full((rows, width), EDGE, np.int64)
    first_pieces = np.zeros((rows, longest), np.int64)
    word_shapes = np.full((rows, longest), EDGE, np.int64)
    for row, (window, split) in enumerate(zip(windows, pieces, strict=True)):
        shapes = [word_shape(word) for word in window]
        line, line_shapes, starts = [FIRST], [EDGE], []
        for part, shape in zip(split, shapes, strict=True):
            starts.append(len(line))
            line += part
            line_shapes += [shape] * len(part)
        line.append(LAST)
        numbers[row, : len(line)] = line
        mask[row, : len(line)] = 1
        piece_shapes[row, : len(line_shapes)] = line_shapes
        first_pieces[row, : len(starts)] = starts
        word_shapes[row, : len(shapes)] = shapes
    return {
        "pieces": numbers,
        "mask": mask,
        "piece_shapes": piece_shapes,
        "first_pieces": first_pieces,
        "word_shapes": word_shapes,
    }


def _open_session(path: Path) -> Any:
    """Open the network on one thread; imported here so that commands which read no text start at once."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except onnxruntime.capi.onnxruntime_pybind11_state.InvalidProtobuf as error:
        raise ModelError(f"{path}: not an ONNX network; reinstall the package") from error
