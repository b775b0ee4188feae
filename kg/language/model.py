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
from kg.language.packing import Place, Window, pack, plan_batches
from kg.language.pieces import WordPieces
from kg.language.trees import Floats, Ints, decode_trees

FILES = ("reader.onnx", "heads.npz", "labels.json", "lexicon.json.gz", "lemmas.json.gz", "vocab.txt")
LONGEST = 126  # pieces of a window; training saw no more


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

    def read(self, texts: Sequence[Sequence[str]]) -> list[Reading]:
        """Return one Reading for each list of words, in order."""
        windows = [Window(words, [self.pieces(word) for word in words]) for words in texts]
        readings: list[Reading | None] = [None] * len(windows)
        for rows in plan_batches(windows):
            inputs, places = pack(windows, rows)
            out = dict(zip(self._outputs, self._session.run(self._outputs, inputs), strict=True))
            for place, reading in zip(places, self._decode(out, places), strict=True):
                readings[place.window] = reading
        return [r for r in readings if r is not None]

    def _decode(self, out: dict[str, Floats], places: list[Place]) -> list[Reading]:
        """Return the readings of one batch, in the order of `places`."""
        heads = _trees(out["arcs"], places)
        dependencies = self._label(out["dependents"], out["governors"], heads, places)
        upos, xpos = out["upos"].argmax(2), out["xpos"].argmax(2)
        kept = ("detection", "types", "modality", "polarity", "trigger_side", "word_side")
        readings = []
        for place, above, labels in zip(places, heads, dependencies, strict=True):
            at = place.row, slice(place.first, place.first + place.words)
            names = self._names.decode(out["names"][at])
            readings.append(Reading(upos[at], xpos[at], above - 1, labels, names, *(out[key][at] for key in kept)))
        return readings

    def _label(self, dependents: Floats, governors: Floats, heads: list[Ints], places: list[Place]) -> list[Ints]:
        """Return the dependency label of each word of each window towards its governor."""
        weights = self.weights
        left = np.concatenate([dependents[p.row, p.first : p.first + p.words] for p in places])
        above = [np.where(h > 0, h + p.first, 0) for h, p in zip(heads, places, strict=True)]
        right = np.concatenate([governors[p.row, h] for h, p in zip(above, places, strict=True)])
        product = (left @ self._bilinear).reshape(len(left), -1, right.shape[1])
        scores = np.matmul(product, right[:, :, None])[:, :, 0]
        scores += left @ weights["label_dependent"].T + weights["label_bias"] + right @ weights["label_governor"].T
        scores[:, self._root] = -np.inf
        labels = scores.argmax(1)
        labels[np.concatenate(heads) == 0] = self._root
        return np.split(labels, np.cumsum([p.words for p in places])[:-1])


def _trees(arcs: Floats, places: list[Place]) -> list[Ints]:
    """Return the governors of each window's words: 0 for the root, else the number of the word, from 1."""
    longest = max(place.words for place in places)
    padded = np.zeros((len(places), longest, longest + 1), np.float32)
    for i, place in enumerate(places):
        n, a = place.words, place.first
        padded[i, :n, 0] = arcs[place.row, a : a + n, 0]
        padded[i, :n, 1 : n + 1] = arcs[place.row, a : a + n, a + 1 : a + n + 1]
    heads = decode_trees(padded, np.array([place.words for place in places]))
    return [heads[i, : place.words] for i, place in enumerate(places)]


def _open_session(path: Path) -> Any:
    """Open the network on one thread; imported here so that commands which read no text start at once."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    slow = ["SkipLayerNormFusion"]  # the fused kernel takes four times as long as its parts
    try:
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=slow
        )
    except onnxruntime.capi.onnxruntime_pybind11_state.InvalidProtobuf as error:
        raise ModelError(f"{path}: not an ONNX network; reinstall the package") from error
