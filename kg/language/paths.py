"""How one word stands to every other in a parsed sentence: dependency path, preposition, distance, rival triggers."""

from bisect import bisect_left
from collections.abc import Container, Sequence

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


RIVALS = 18  # classes of `rival_classes`


def rival_classes(
    tokens: Sequence[Token], children: list[list[int]], trigger: int, others: Container[int]
) -> list[int]:
    """Return for each word which other triggers compete with `trigger` for it, as a class below RIVALS.

    6 x (on the tree path between the two: none, one, more) + 3 x (the word is a trigger) + (between them in the text:
    none, one, more). A word of a clause that has its own trigger mostly belongs to that one.
    """
    crossed = [0] * len(tokens)
    reached = {trigger}
    queue = [(trigger, 0)]
    for word, count in queue:  # grows while it is read
        for following in (*children[word], tokens[word].head):
            if following >= 0 and following not in reached:
                reached.add(following)
                crossed[following] = count
                queue.append((following, min(2, count + (following in others))))
    classes = [0] * len(tokens)
    for step in (-1, 1):
        passed = 0
        for word in range(trigger, -1 if step < 0 else len(tokens), step):
            if word == trigger:
                continue
            is_trigger = word in others
            classes[word] = 6 * crossed[word] + 3 * is_trigger + passed
            passed = min(2, passed + is_trigger)
    return classes
