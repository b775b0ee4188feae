"""What the model says of every word of a sentence as an event, and of every pair of words as event and role."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.language.analysis import Token
from kg.language.paths import dependency_paths, distance_class, governed, prepositions
from kg.language.trees import Floats, Ints

_DISTANCES = 64  # beyond this many words the distance class no longer changes


class RoleScorer:
    """Scores (trigger word, word) pairs; knows nothing of event types, so any word may be a trigger."""

    def __init__(self, weights: dict[str, Floats], roles: Sequence[str], paths: Sequence[str], cases: Sequence[str]):
        """Take the weights named role_*; the scorer's last output is the speaker, the others `roles`."""
        self.roles = tuple(roles)
        self._w = weights
        self._paths = {path: i for i, path in enumerate(paths)}
        self._cases = {case: i for i, case in enumerate(cases)}
        span = range(-_DISTANCES, _DISTANCES + 1)
        self._distances = np.array([distance_class(0, d) for d in span])
        # The hidden layer over [path, case, distance] is linear before its bend: look its three parts up, then add.
        hidden = weights["role_hidden"]
        a = weights["role_paths"].shape[1]
        b = a + weights["role_cases"].shape[1]
        self._path_part = weights["role_paths"] @ hidden[:, :a].T
        self._case_part = weights["role_cases"] @ hidden[:, a:b].T
        self._distance_part = weights["role_distances"] @ hidden[:, b:].T + weights["role_hidden_bias"]

    def case_numbers(self, tokens: Sequence[Token]) -> Ints:
        """Return the number of each word's preposition, 0 for an unknown one."""
        return np.array([self._cases.get(case, 0) for case in prepositions(tokens)], dtype=np.int64)

    def score(
        self, tokens: Sequence[Token], triggers: Sequence[int], trigger_side: Floats, word_side: Floats
    ) -> Floats:
        """Return logits [k, n, roles + 1] of the words of one sentence as roles of k triggers."""
        weights, n = self._w, len(tokens)
        children = governed(tokens)
        paths = np.array([[self._paths.get(p, 0) for p in dependency_paths(tokens, children, t)] for t in triggers])
        offsets = np.clip(np.arange(n)[None, :] - np.array(triggers)[:, None], -_DISTANCES, _DISTANCES) + _DISTANCES
        hidden = self._path_part[paths] + self._case_part[self.case_numbers(tokens)][None]
        hidden += self._distance_part[self._distances[offsets]]
        side = trigger_side[list(triggers)]
        pairs = np.einsum("kd,rde->kre", side, weights["role_bilinear"]) @ word_side.T
        logits = pairs.transpose(0, 2, 1) + (side @ weights["role_trigger"].T + weights["role_trigger_bias"])[:, None]
        logits += (word_side @ weights["role_word"].T + weights["role_word_bias"])[None]
        logits += _gelu(hidden) @ weights["role_output"].T + weights["role_output_bias"]
        return np.asarray(logits, dtype=np.float32)


class Signals:
    """Probabilities for one sentence of n tokens.

    `detection` [n]: the word evokes an event. `types` [n, T]: which type, given that it does. `modality` [n, 5] and
    `polarity` [n, 2] follow the orders of records.MODALITIES and records.POLARITIES.
    """

    def __init__(
        self,
        tokens: tuple[Token, ...],
        type_names: tuple[str, ...],
        shares: tuple[Floats, Floats, Floats, Floats],
        sides: tuple[Floats, Floats],
        scorer: RoleScorer,
    ) -> None:
        """Take (detection, types, modality, polarity) and the two sides of the role scorer [n, d]."""
        self.detection, self.types, self.modality, self.polarity = shares
        self.type_names = type_names
        self._tokens = tokens
        self._trigger_side, self._word_side = sides
        self._scorer = scorer
        self._cache: dict[tuple[int, ...], Floats] = {}

    @property
    def role_names(self) -> tuple[str, ...]:
        """The roles in the order of `roles`; the first is none."""
        return self._scorer.roles

    def roles(self, tokens: Sequence[int]) -> Floats:
        """Return [k, n, R]: for each given trigger word the role of every word; each [k, n] sums to one."""
        return softmax(self._logits(tokens)[:, :, :-1])

    def speakers(self, tokens: Sequence[int]) -> Floats:
        """Return [k, n]: for each given trigger word whether a word is the one who tells of it."""
        return sigmoid(self._logits(tokens)[:, :, -1])

    def _logits(self, tokens: Sequence[int]) -> Floats:
        key = tuple(int(t) for t in tokens)
        if not key:
            return np.zeros((0, len(self._tokens), len(self._scorer.roles) + 1), np.float32)
        found = self._cache.get(key)
        if found is None:
            found = self._scorer.score(self._tokens, key, self._trigger_side, self._word_side)
            self._cache[key] = found
        return found


def sigmoid(x: Floats) -> Floats:
    """Return 1 / (1 + exp(-x)) without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), dtype=np.float32)


def softmax(x: Floats) -> Floats:
    """Return the shares along the last axis."""
    shifted: NDArray[np.float32] = np.exp(x - x.max(-1, keepdims=True)) if x.size else x
    return np.asarray(shifted / shifted.sum(-1, keepdims=True) if x.size else x, dtype=np.float32)


def _gelu(x: Floats) -> Floats:
    """Gaussian error linear unit; erf by Abramowitz and Stegun 7.1.26, absolute error below 2e-7."""
    size = np.abs(x) * np.float32(0.70710678)
    t = 1.0 / (1.0 + np.float32(0.3275911) * size)
    series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    erf = np.sign(x) * (1.0 - series * np.exp(-size * size))
    return np.asarray(0.5 * x * (1.0 + erf), dtype=np.float32)
