"""What the language model says of one article: tokens in sentences, names, and per-word event signals."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.language.signals import Signals


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `head` is the index of its governor in the sentence, -1 for the root; tags are UD v2."""

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    dep: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name found by the model: tokens `first` to `last` (inclusive) of its sentence; label PER, ORG or LOC."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one zone. `signals` is None where the model did not read events (headless fallback)."""

    index: int
    start: int
    end: int
    zone: str
    paragraph: int
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()
    signals: "Signals | None" = field(default=None, compare=False, repr=False)
    below: tuple[tuple[int, ...], ...] = field(init=False, compare=False, repr=False)  # what each token governs

    def __post_init__(self) -> None:
        """Turn the governors round once: the layers ask for dependents many times a token."""
        below: list[list[int]] = [[] for _ in self.tokens]
        below.append([])  # the root's governor is -1, so the last list is its
        for i, token in enumerate(self.tokens):
            below[token.head].append(i)
        object.__setattr__(self, "below", tuple(map(tuple, below)))

    def children(self, token: int) -> tuple[int, ...]:
        """Return the indices of the tokens governed by one token (the root by -1), in order."""
        return self.below[token]

    def subtree(self, token: int) -> tuple[int, ...]:
        """Return the indices of a token and everything below it, in order."""
        inside, waiting = {token}, [token]
        while waiting:
            more = [i for i in self.below[waiting.pop()] if i not in inside]
            inside.update(more)
            waiting += more
        return tuple(sorted(inside))


@dataclass(frozen=True, slots=True)
class Analysis:
    """The sentences of an article in order of the text; boilerplate zones are never analysed."""

    sentences: tuple[Sentence, ...]
