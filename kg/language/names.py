"""Name tags to names: the best allowed path through BIOES tags."""

import numpy as np
from numpy.typing import NDArray

from kg.language.analysis import Name
from kg.language.trees import Floats, Ints

_NEVER = -1e4


class NameDecoder:
    """Knows which tag may follow which; B- opens, I- continues, E- closes, S- stands alone, O is outside."""

    def __init__(self, tags: list[str]) -> None:
        """Take the tags in the order of the model's output."""
        self._tags = tags
        self._outside = tags.index("O")
        self._first = np.array([0.0 if t[0] in "OBS" else _NEVER for t in tags])
        self._last = np.array([0.0 if t[0] in "OES" else _NEVER for t in tags])
        self._next = np.array([[0.0 if _may_follow(a, b) else _NEVER for b in tags] for a in tags])

    def decode(self, scores: Floats) -> tuple[Name, ...]:
        """Return the names in one sentence of tag scores [n, tags]."""
        tags = scores.argmax(1)
        if (tags == self._outside).all():
            return ()
        if not self._allowed(tags):
            tags = self._best_path(scores.astype(np.float64))
        return self._names(tags)

    def _allowed(self, tags: Ints) -> bool:
        return bool(
            self._first[tags[0]] == 0 and self._last[tags[-1]] == 0 and not self._next[tags[:-1], tags[1:]].any()
        )

    def _best_path(self, scores: NDArray[np.float64]) -> Ints:
        """Return the best allowed tags of one sentence (Viterbi)."""
        columns = np.arange(len(self._tags))
        value = scores[0] + self._first
        back: list[Ints] = []
        for row in scores[1:]:
            through = value[:, None] + self._next
            came = through.argmax(0)
            back.append(came)
            value = through[came, columns] + row
        tag = int((value + self._last).argmax())
        path = [tag]
        for came in reversed(back):
            tag = int(came[tag])
            path.append(tag)
        return np.array(path[::-1])

    def _names(self, tags: Ints) -> tuple[Name, ...]:
        found: list[Name] = []
        first = 0
        for i, number in enumerate(tags):
            tag = self._tags[int(number)]
            if tag[0] in "SB":
                first = i
            if tag[0] in "SE":
                found.append(Name(first, i, tag[2:]))
        return tuple(found)


def _may_follow(tag: str, after: str) -> bool:
    if tag[0] in "OES":
        return after[0] in "OBS"
    return after[0] in "IE" and tag[2:] == after[2:]
