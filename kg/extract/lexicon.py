"""Where the ontology's own trigger words occur in a sentence, and for which types.

Owns matching of verb, noun and phrase triggers on tags and lemmas; refuses to decide whether an event is meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.language.analysis import Sentence, Token
from kg.ontology.reading import Reading
from kg.ontology.types import Ontology

_GAP = 3  # words that may stand between two words of a phrase: "reach [a new] deal"
_FILL = {"DET", "ADJ", "ADV", "PRON", "NUM", "PROPN", "PART", "NOUN", "AUX"}
_NOMINAL = {"NOUN", "PROPN"}


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger of one type: its head token and its extent (inclusive); `words` counts the words that matched."""

    type: str
    token: int
    first: int
    last: int
    words: int
    trigger: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    type: str
    kind: str  # verb | noun | phrase
    words: tuple[str, ...]
    name: str


class TriggerLexicon:
    """All triggers of an ontology, found by the word that starts them."""

    def __init__(self, ontology: Ontology, reading: Reading) -> None:
        """Index the triggers of every event type."""
        self._light = reading.light_verbs
        self._by_word: dict[str, list[_Pattern]] = {}
        for kind in ontology.types.values():
            for group, entries in (("verb", kind.verbs), ("noun", kind.nouns), ("phrase", kind.phrases)):
                for entry in entries:
                    words = tuple(entry.split())
                    self._by_word.setdefault(words[0], []).append(
                        _Pattern(kind.name, group, words, f"{group}:{' '.join(words)}")
                    )

    def matches(self, sentence: Sentence) -> tuple[Match, ...]:
        """Return every trigger that occurs, longest first at each head word, then in order of the text."""
        found = set()
        for start, token in enumerate(sentence.tokens):
            for word in {token.lemma.lower(), token.text.lower()}:
                for pattern in self._by_word.get(word, ()):
                    match = self._match(sentence.tokens, start, pattern)
                    if match is not None:
                        found.add(match)
        return tuple(sorted(found, key=lambda m: (m.token, -m.words, m.type, m.first)))

    def _match(self, tokens: tuple[Token, ...], start: int, pattern: _Pattern) -> Match | None:
        name, size = pattern.name, len(pattern.words)
        if pattern.kind == "verb":
            at = _verb(tokens, start, pattern.words)
            return None if at is None else Match(pattern.type, start, min(start, *at), max(start, *at), size, name)
        if pattern.kind == "noun":
            end = start + size - 1
            if end >= len(tokens) or not all(_is(tokens[start + k], w) for k, w in enumerate(pattern.words)):
                return None
            inside = range(start, end + 1)
            head = next((i for i in inside if tokens[i].head not in inside and tokens[i].upos in _NOMINAL), None)
            return None if head is None else Match(pattern.type, head, start, end, size, name)
        at = _phrase(tokens, start, pattern.words)
        if at is None:
            return None
        return Match(pattern.type, self._head(tokens, at), at[0], at[-1], size, name)

    def _head(self, tokens: tuple[Token, ...], at: tuple[int, ...]) -> int:
        """Return the word of a phrase that carries it: its verb, the noun of a light verb, else its last noun."""
        verbs = [i for i in at if tokens[i].upos == "VERB"]
        nouns = [i for i in at if tokens[i].upos in _NOMINAL]
        if verbs and not (tokens[verbs[0]].lemma.lower() in self._light and nouns):
            return verbs[0]
        return nouns[-1] if nouns else next((i for i in at if tokens[i].upos == "ADJ"), at[0])


def _is(token: Token, word: str) -> bool:
    return word in (token.lemma.lower(), token.text.lower())


def _verb(tokens: tuple[Token, ...], start: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """Return the tokens of a verb with its particles and prepositions: "called the visit off", "called for talks"."""
    if tokens[start].upos not in ("VERB", "AUX") or not _is(tokens[start], words[0]):
        return None
    at = [start]
    for word in words[1:]:
        found = next((i for i in _dependants(tokens, start) if i > at[-1] and _is(tokens[i], word)), None)
        if found is None:
            return None
        at.append(found)
    return tuple(at)


def _dependants(tokens: tuple[Token, ...], verb: int) -> Iterator[int]:
    """Yield the words hanging on a verb, and the prepositions of its complements, in order."""
    for i, token in enumerate(tokens):
        below = token.head == verb
        preposition = token.dep in ("case", "mark") and token.head >= 0 and tokens[token.head].head == verb
        if below or preposition or i == verb + 1:
            yield i


def _phrase(tokens: tuple[Token, ...], start: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    if not _is(tokens[start], words[0]):
        return None
    at = [start]
    for word in words[1:]:
        for i in range(at[-1] + 1, min(at[-1] + 2 + _GAP, len(tokens))):
            if _is(tokens[i], word):
                at.append(i)
                break
            if tokens[i].upos not in _FILL:
                return None
        else:
            return None
    return tuple(at)
