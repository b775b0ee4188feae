"""What single words say about events, frozen with the model that was trained on it.

Two sources: trigger words per event type, and how often each lemma evoked each type in the training sentences. A user's
new trigger belongs to the ontology and never changes these numbers.
"""

import gzip
import json
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.language.analysis import Token
from kg.language.trees import Floats

_PARTNERS = ("compound:prt", "obj", "obl", "advmod")
_SMOOTHING = 3.0
_CEILING = 5.0


def lemma_key(lemma: str, upos: str) -> str:
    """Return the name under which a lemma's statistics are kept: lemma and coarse word class."""
    if upos in ("VERB", "AUX"):
        return f"{lemma.lower()}/V"
    return f"{lemma.lower()}/N" if upos in ("NOUN", "PROPN") else f"{lemma.lower()}/A"


class Lexicon:
    """The frozen lexical features of the event heads."""

    def __init__(self, path: Path) -> None:
        """Read {verbs, nouns: {trigger: types}, lemmas: {key: [count, {type: count}]}, type_shares, rates}."""
        with gzip.open(path, "rt", encoding="utf-8") as file:
            stored = json.load(file)
        self._verbs: dict[str, list[int]] = stored["verbs"]
        self._nouns: dict[str, list[int]] = stored["nouns"]
        self._lemmas: dict[str, tuple[int, dict[str, int]]] = stored["lemmas"]
        self._shares = np.array(stored["type_shares"])
        self._rates: dict[str, float] = stored["rates"]
        self._known: dict[str, tuple[float, Floats | None]] = {}

    def features(self, tokens: tuple[Token, ...]) -> tuple[Floats, Floats, Floats]:
        """Return triggers [n, T] (shares of the types listed), lemma types [n, T] and lemma rate [n], in logits."""
        types = len(self._shares)
        triggers = np.zeros((len(tokens), types), np.float32)
        lemma_types = np.zeros((len(tokens), types), np.float32)
        rates = np.zeros(len(tokens), np.float32)
        children: list[list[int]] = [[] for _ in tokens]
        for i, token in enumerate(tokens):
            if token.head >= 0:
                children[token.head].append(i)
        for i, token in enumerate(tokens):
            listed = self._listed(tokens, children, i)
            for kind in listed:
                triggers[i, kind] = 1.0 / len(listed)
            rate, vector = self._statistics(lemma_key(token.lemma, token.upos))
            rates[i] = rate
            if vector is not None:
                lemma_types[i] = vector
        return triggers, lemma_types, rates

    def _listed(self, tokens: tuple[Token, ...], children: list[list[int]], at: int) -> list[int]:
        """Return the types that list the word; a phrase (verb and particle, noun compound) outranks its head alone."""
        token = tokens[at]
        lemma = token.lemma.lower()
        found: list[int] = []
        if token.upos == "VERB":
            for child in children[at]:
                if tokens[child].dep in _PARTNERS:
                    found += self._verbs.get(f"{lemma} {tokens[child].lemma.lower()}", [])
                for below in children[child]:
                    if tokens[below].dep == "case":
                        found += self._verbs.get(f"{lemma} {tokens[below].text.lower()}", [])
            found = found or self._verbs.get(lemma, [])
            if not found and token.xpos == "VBG":
                found = self._nouns.get(token.text.lower(), [])
        elif token.upos in ("NOUN", "PROPN"):
            for child in children[at]:
                if tokens[child].dep == "compound":
                    found += self._nouns.get(f"{tokens[child].lemma.lower()} {lemma}", [])
                    found += self._nouns.get(f"{tokens[child].text.lower()} {token.text.lower()}", [])
            found = found or self._nouns.get(lemma, [])
        return list(dict.fromkeys(found))

    def _statistics(self, key: str) -> tuple[float, Floats | None]:
        """Return how much likelier than its word class a lemma evokes events, and which, as log ratios."""
        known = self._known.get(key)
        if known is None:
            seen, kinds = self._lemmas.get(key, (0, {}))
            known = self._known[key] = self.estimate(seen, kinds, key[-1])
        return known

    def estimate(self, seen: int, kinds: dict[str, int], word_class: str) -> tuple[float, Floats | None]:
        """Return (rate, types) of a lemma seen so often, of which so often as each type; None if never as an event."""
        base = self._rates[word_class]
        evoked = sum(kinds.values())
        rate = min(0.98, (evoked + 3 * base) / (seen + 3))
        difference = _logit(rate) - _logit(base)
        if not evoked:
            return difference, None
        counts: NDArray[np.float64] = np.zeros(len(self._shares))
        for kind, count in kinds.items():
            counts[int(kind)] = count
        ratio = np.log((counts / self._shares + _SMOOTHING) / (evoked + _SMOOTHING))
        return difference, np.minimum(_CEILING, ratio).astype(np.float32)


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
