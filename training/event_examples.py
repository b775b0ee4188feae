"""Annotated sentences and their parses to the numbers the event heads learn from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from corpora import Annotated
from event_types import NUMBER

from kg.language.analysis import Name, Token
from kg.language.mentions import mention_classes
from kg.language.paths import FAR, dependency_paths, distance_class, governed, prepositions, rival_classes
from kg.language.pieces import WordPieces
from kg.language.shapes import word_shape
from kg.records import MODALITIES

ROLES = ["none", "actor", "recipient", "place", "origin", "topic", "instrument", "time", "content"]
LONGEST = 160  # pieces; what lies beyond is cut off in training
Parse = tuple[tuple[Token, ...], tuple[Name, ...]]


@dataclass(slots=True)
class Target:
    """One event: its word, all words of its trigger, and what is to be learnt of it."""

    word: int
    span: list[int]
    type: int
    modality: int
    negative: int
    roles: list[int]  # per word, numbers of ROLES
    speaker: list[int]  # per word, 0 or 1
    paths: list[str]
    distances: list[int]
    rivals: list[int]
    path_numbers: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Example:
    """One sentence ready for batching. `lexical` holds (listed, lemma types, rates) once they are known."""

    source: str
    passage: str
    text: str
    tokens: tuple[Token, ...]
    pieces: list[tuple[int, ...]]
    shapes: list[int]
    targets: list[Target]
    cases: list[str]
    mentions: list[int]
    case_numbers: list[int] = field(default_factory=list)
    lexical: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None

    @property
    def size(self) -> int:
        """Number of pieces without the two marks."""
        return sum(map(len, self.pieces))


def make_example(sentence: Annotated, parse: Parse, split: WordPieces) -> Example | None:
    """Return the example of a sentence; None when nothing of it fits the longest window."""
    tokens, names = parse
    pieces = [split(token.text) for token in tokens]
    fitting = int(np.searchsorted(np.cumsum([len(p) for p in pieces]), LONGEST, side="right"))
    if not fitting:
        return None
    anchors = _anchors(sentence, tokens, fitting)
    children = governed(tokens)
    targets = [
        _target(event, anchor, anchors, tokens, names, children, fitting)
        for event, anchor in zip(sentence.events, anchors, strict=True)
        if anchor is not None
    ]
    shapes = [word_shape(token.text) for token in tokens[:fitting]]
    cases = prepositions(tokens)[:fitting]
    mentions = mention_classes(tokens, names)[:fitting]
    return Example(
        sentence.source, sentence.passage, sentence.text, tokens, pieces[:fitting], shapes, targets, cases, mentions
    )


def _anchors(sentence: Annotated, tokens: Sequence[Token], fitting: int) -> list[int | None]:
    """Return the head word of each event's trigger; no two events share a word, the later gives way."""
    taken: set[int] = set()
    anchors: list[int | None] = []
    for event in sentence.events:
        words = [w for w in words_in(tokens, event["trigger"]) if w < fitting]
        if not words:
            anchors.append(None)
            continue
        anchor = head_word(tokens, words)
        if anchor in taken:
            free = [w for w in words if w not in taken]
            if not free:
                anchors.append(None)
                continue
            anchor = free[-1]
        taken.add(anchor)
        anchors.append(anchor)
    return anchors


def _target(
    event: dict,
    anchor: int,
    anchors: list[int | None],
    tokens: tuple[Token, ...],
    names: Sequence[Name],
    children: list[list[int]],
    fitting: int,
) -> Target:
    roles, speaker = [0] * fitting, [0] * fitting
    filled = list(event.get("roles", {}).items()) + ([("time", [event["time"]])] if event.get("time") else [])
    for role, mentions in filled:
        for mention in mentions:
            word = filler_word(tokens, names if role != "time" else (), mention)
            if word is not None and word < fitting and not roles[word] and word != anchor:
                roles[word] = ROLES.index(role)
    for number in event.get("content", []):
        word = anchors[number]
        if word is not None and word != anchor and not roles[word]:
            roles[word] = ROLES.index("content")
    if event.get("speaker") not in (None, "?"):
        word = filler_word(tokens, names, event["speaker"])
        if word is not None and word < fitting:
            speaker[word] = 1
    return Target(
        anchor,
        words_in(tokens, event["trigger"]),
        NUMBER[event["type"]],
        MODALITIES.index(event["modality"]),
        int(event["polarity"] == "Negative"),
        roles,
        speaker,
        dependency_paths(tokens, children, anchor)[:fitting],
        [distance_class(anchor, w) for w in range(fitting)],
        rival_classes(tokens, children, anchor, {a for a in anchors if a is not None and a != anchor})[:fitting],
    )


def words_in(tokens: Sequence[Token], span: Sequence[int]) -> list[int]:
    """Return the words that share a character with a span."""
    return [i for i, token in enumerate(tokens) if token.start < span[1] and span[0] < token.end]


def head_word(tokens: Sequence[Token], words: Sequence[int]) -> int:
    """Return the first of the words whose governor lies outside them."""
    inside = set(words)
    return next((w for w in words if tokens[w].head not in inside), words[-1])


def filler_word(tokens: Sequence[Token], names: Sequence[Name], span: Sequence[int]) -> int | None:
    """Return the word that stands for a mention: the last word inside a name, else its head; None without words."""
    words = words_in(tokens, span)
    if not words:
        return None
    if any(name.first <= words[0] and words[-1] <= name.last for name in names):
        return words[-1]
    return head_word(tokens, words)


@dataclass(frozen=True, slots=True)
class PairVocabulary:
    """The dependency paths and prepositions the role scorer has an entry for; entry 0 stands for all others."""

    paths: list[str]
    cases: list[str]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> "PairVocabulary":
        """Return the paths seen 8 times and the prepositions seen 5 times."""
        paths = Counter(path for e in examples for t in e.targets for path in t.paths)
        cases = Counter(case for e in examples for case in e.cases)
        return cls(
            [FAR, "self", *sorted(p for p, c in paths.items() if c >= 8 and p not in (FAR, "self"))],
            ["?", "", *sorted(c for c, n in cases.items() if n >= 5 and c)],
        )

    def number(self, examples: Sequence[Example]) -> None:
        """Fill in the path and case numbers of examples."""
        paths = {path: i for i, path in enumerate(self.paths)}
        cases = {case: i for i, case in enumerate(self.cases)}
        for example in examples:
            example.case_numbers = [cases.get(case, 0) for case in example.cases]
            for target in example.targets:
                target.path_numbers = [paths.get(path, 0) for path in target.paths]
