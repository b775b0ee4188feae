"""The frozen word statistics of the event heads: trigger lists and how often each lemma evoked each type."""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from event_types import NUMBER, TYPES

from kg.language.analysis import Token
from kg.language.lexicon import Lexicon, lemma_key
from kg.ontology.types import load_ontology

Counts = dict[str, tuple[int, Counter[int]]]


def trigger_lists() -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Return (verbs, nouns) of the shipped ontology: trigger to type numbers, finer types under their nearest one."""
    ontology = load_ontology()
    verbs: dict[str, list[int]] = {}
    nouns: dict[str, list[int]] = {}
    for kind in ontology.types.values():
        number = NUMBER.get(kind.scored_as)
        if number is None:
            continue
        for table, words in ((verbs, kind.verbs), (nouns, kind.nouns)):
            for word in words:
                listed = table.setdefault(word.lower(), [])
                if number not in listed:
                    listed.append(number)
    return dict(sorted(verbs.items())), dict(sorted(nouns.items()))


@dataclass(slots=True)
class Statistics:
    """Lemma counts of the training sentences, whole and by passage."""

    whole: dict[str, list] = field(default_factory=dict)
    passages: dict[str, dict[str, list]] = field(default_factory=dict)
    evoked: Counter[int] = field(default_factory=Counter)

    def add(self, passage: str, tokens: Sequence[Token], triggers: dict[int, int]) -> None:
        """Count one sentence; `triggers` maps word to type number."""
        own = self.passages.setdefault(passage, {})
        for i, token in enumerate(tokens):
            key = lemma_key(token.lemma, token.upos)
            for table in (self.whole, own):
                entry = table.setdefault(key, [0, Counter()])
                entry[0] += 1
                if i in triggers:
                    entry[1][triggers[i]] += 1
        self.evoked.update(triggers.values())

    def type_shares(self) -> list[float]:
        """Return the smoothed share of each type among all events."""
        total = sum(self.evoked.values())
        return [(self.evoked[i] + 1) / (total + len(TYPES)) for i in range(len(TYPES))]

    def rates(self) -> dict[str, float]:
        """Return for each word class (V, N, A) how often a word of it evokes an event."""
        found = {}
        for word_class in "VNA":
            entries = [entry for key, entry in self.whole.items() if key[-1] == word_class]
            seen = sum(entry[0] for entry in entries)
            found[word_class] = (sum(sum(entry[1].values()) for entry in entries) + 1) / (seen + 10)
        return found


def write_lexicon(statistics: Statistics, path: Path) -> None:
    """Write what kg.language.lexicon reads; lemmas seen once or twice without an event are left out."""
    verbs, nouns = trigger_lists()
    lemmas = {
        key: [count, {str(kind): number for kind, number in sorted(kinds.items())}]
        for key, (count, kinds) in sorted(statistics.whole.items())
        if kinds or count >= 3
    }
    stored = {
        "verbs": verbs,
        "nouns": nouns,
        "lemmas": lemmas,
        "type_shares": [round(share, 8) for share in statistics.type_shares()],
        "rates": {key: round(rate, 8) for key, rate in statistics.rates().items()},
    }
    with path.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        packed.write(json.dumps(stored, separators=(",", ":")).encode())


class TrainingLexicon(Lexicon):
    """The lexicon with a passage's own counts taken out, so that no sentence sees its own answer."""

    def __init__(self, path: Path, statistics: Statistics) -> None:
        """Read a written lexicon and keep the counts by passage."""
        super().__init__(path)
        self._passages = statistics.passages

    def features_without(self, passage: str, tokens: tuple[Token, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return what `features` returns, computed from all other passages."""
        listed, kinds, rates = self.features(tokens)
        own = self._passages.get(passage, {})
        for i, token in enumerate(tokens):
            key = lemma_key(token.lemma, token.upos)
            if key not in own:
                continue
            count, evoked = self._lemmas.get(key, (0, {}))
            left = {kind: number - own[key][1][int(kind)] for kind, number in evoked.items()}
            rate, vector = self.estimate(max(0, count - own[key][0]), {k: n for k, n in left.items() if n > 0}, key[-1])
            rates[i] = rate
            kinds[i] = 0.0 if vector is None else vector
        return listed, kinds, rates


def gather(items: Iterable[tuple[str, Sequence[Token], dict[int, int]]]) -> Statistics:
    """Return the statistics of (passage, tokens, triggers) items."""
    statistics = Statistics()
    for passage, tokens, triggers in items:
        statistics.add(passage, tokens, triggers)
    return statistics
