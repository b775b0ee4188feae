"""How one word stands to every other in a parsed sentence: dependency path, preposition, distance."""

from bisect import bisect_left
from collections.abc import Sequence

from kg.language.analysis import Token

FAR = "far"
LONGEST = 5


def dependency_paths(tokens: Sequence[Token], children: list[list[int]], start: int) -> list[str]:
    """Return the path from one word to each: "^nsubj" goes up an arc, "vobj" down; FAR beyond LONGEST arcs."""
    paths = [FAR] * len(tokens)
    paths[start] = "self"
    reached = {start}
    queue = [(start, "", True)]
    for _ in range(LONGEST):
        following: list[tuple[int, str, bool]] = []
        for word, path, rising in queue:
            for child in children[word]:
                if child not in reached:
                    reached.add(child)
                    paths[child] = f"{path}v{tokens[child].dep}"
                    following.append((child, paths[child], False))
            above = tokens[word].head
            if rising and above >= 0 and above not in reached:
                reached.add(above)
                paths[above] = f"{path}^{tokens[word].dep}"
                following.append((above, paths[above], True))
        queue = following
    return paths


def governed(tokens: Sequence[Token]) -> list[list[int]]:
    """Return the words each word governs, in order."""
    children: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head >= 0:
            children[token.head].append(i)
    return children


def prepositions(tokens: Sequence[Token]) -> list[str]:
    """Return for each word the first preposition that marks it, in lower case; empty where there is none."""
    marks = [""] * len(tokens)
    for token in tokens:
        if token.dep == "case" and token.head >= 0 and not marks[token.head]:
            marks[token.head] = token.text.lower()
    return marks


def distance_class(trigger: int, word: int) -> int:
    """Return how far a word stands from the trigger: 0 to 7 at or before it, 8 to 15 after it."""
    gap = abs(word - trigger)
    size = gap if gap <= 2 else 3 + bisect_left((4, 8, 15, 30), gap)
    return size if word <= trigger else size + 8
