"""What the model says of every word of a sentence as an event, and of every pair of words as event and role."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.language.analysis import Name, Token
from kg.language.mentions import mention_classes
from kg.language.paths import dependency_paths, distance_class, governed, prepositions, rival_classes
from kg.language.trees import Floats, Ints

EVOKES = 0.5  # detection from which a word competes with other triggers for the words around it
_DISTANCES = 64  # beyond this many words the distance class no longer changes


class RoleScorer:
    """Scores (trigger word, word) pairs. Any word may be a trigger: it sees what the model takes the word for, never
    the type that an ontology gives it."""

    def __init__(self, weights: dict[str, Floats], roles: Sequence[str], paths: Sequence[str], cases: Sequence[str]):
        """Take the weights named role_*; the scorer's last output is the speaker, the others `roles`."""
        self.roles = tuple(roles)
        self._w = weights
        self._paths = {path: i for i, path in enumerate(paths)}
        self._cases = {case: i for i, case in enumerate(cases)}
        span = range(-_DISTANCES, _DISTANCES + 1)
        self._distances = np.array([distance_class(0, d) for d in span])
        # The hidden layer over [path, case, distance, rivals] is linear before its bend: look its parts up, then add.
        hidden = weights["role_hidden"]
        a = weights["role_paths"].shape[1]
        b = a + weights["role_cases"].shape[1]
        c = b + weights["role_distances"].shape[1]
        self._path_part = weights["role_paths"] @ hidden[:, :a].T
        self._case_part = weights["role_cases"] @ hidden[:, a:b].T
        self._distance_part = weights["role_distances"] @ hidden[:, b:c].T + weights["role_hidden_bias"]
        self._rival_part = weights["role_rivals"] @ hidden[:, c:].T

    def case_numbers(self, tokens: Sequence[Token]) -> Ints:
        """Return the number of each word's preposition, 0 for an unknown one."""
        return np.array([self._cases.get(case, 0) for case in prepositions(tokens)], dtype=np.int64)

    def score(self, words: "Words", trigger: int) -> Floats:
        """Return logits [n, roles + 1] of the words of one sentence as roles of a trigger.

        One trigger at a time, so that its figures do not depend on which others are asked for.
        """
        weights, tokens, n = self._w, words.tokens, len(words.tokens)
        if words.below is None:
            words.below = governed(tokens)
        paths = [self._paths.get(p, 0) for p in dependency_paths(tokens, words.below, trigger)]
        rivals = rival_classes(tokens, words.below, trigger, words.evoking - {trigger})
        offsets = np.clip(np.arange(n) - trigger, -_DISTANCES, _DISTANCES) + _DISTANCES
        hidden = self._path_part[paths] + words.case_part(self) + self._rival_part[rivals]
        hidden += self._distance_part[self._distances[offsets]]
        side = _gelu(words.trigger_side[trigger] + words.types[trigger] @ weights["role_types"])
        pairs = words.bent(weights["role_mentions"]) @ np.matmul(side, weights["role_bilinear"]).T
        pairs += side @ weights["role_trigger"].T + weights["role_trigger_bias"]
        pairs += words.bent(weights["role_mentions"]) @ weights["role_word"].T + weights["role_word_bias"]
        pairs += _gelu(hidden) @ weights["role_output"].T + weights["role_output_bias"]
        return np.asarray(pairs, dtype=np.float32)

    def case_part(self, tokens: Sequence[Token]) -> Floats:
        """Return what each word's preposition adds to the hidden layer [n, h]."""
        return np.asarray(self._case_part[self.case_numbers(tokens)])


@dataclass(slots=True)
class Words:
    """What the role scorer needs of one sentence: its words, their two sides [n, d] and what each is taken for [n, T].

    `evoking` are the words the model takes for triggers.
    """

    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    trigger_side: Floats
    word_side: Floats
    types: Floats
    evoking: frozenset[int]
    below: list[list[int]] | None = None  # what each word governs, once it is needed
    _bent: Floats | None = None
    _cases: Floats | None = None

    def bent(self, mentions: Floats) -> Floats:
        """Return the words' side with their class of mention added, after its bend; computed once."""
        if self._bent is None:
            self._bent = _gelu(self.word_side + mentions[mention_classes(self.tokens, self.names)])
        return self._bent

    def case_part(self, scorer: RoleScorer) -> Floats:
        """Return what the words' prepositions add to the scorer's hidden layer; computed once."""
        if self._cases is None:
            self._cases = scorer.case_part(self.tokens)
        return self._cases


class Signals:
    """Probabilities for one sentence of n tokens.

    `detection` [n]: the word evokes an event. `types` [n, T]: which type, given that it does. `modality` [n, 5] and
    `polarity` [n, 2] follow the orders of records.MODALITIES and records.POLARITIES.
    """

    def __init__(
        self,
        tokens: tuple[Token, ...],
        names: tuple[Name, ...],
        type_names: tuple[str, ...],
        shares: tuple[Floats, Floats, Floats, Floats],
        sides: tuple[Floats, Floats],
        scorer: RoleScorer,
    ) -> None:
        """Take (detection, types, modality, polarity) and the two sides of the role scorer [n, d]."""
        self.detection, self.types, self.modality, self.polarity = shares
        self.type_names = type_names
        evoking = frozenset(np.flatnonzero(self.detection > EVOKES).tolist())
        self._words = Words(tokens, names, *sides, self.types, evoking)
        self._scorer = scorer
        self._cache: dict[int, Floats] = {}

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
        """Return [k, n, R + 1]; each trigger is scored once."""
        wanted = [int(t) for t in tokens]
        if not wanted:
            return np.zeros((0, len(self._words.tokens), len(self._scorer.roles) + 1), np.float32)
        for token in wanted:
            if token not in self._cache:
                self._cache[token] = self._scorer.score(self._words, token)
        return np.stack([self._cache[t] for t in wanted])


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
