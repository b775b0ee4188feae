"""Words to the uncased word pieces of the encoder, one word at a time."""

import unicodedata
from pathlib import Path

UNKNOWN = 100
FIRST = 101  # mark before a sentence
LAST = 102  # mark after it
MOST = 8  # pieces kept of one word; the rest says nothing new

PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": ".", "\u00a0": " "})


class WordPieces:
    """The vocabulary and its greedy longest-match splitting. Remembers the words it has split."""

    def __init__(self, vocabulary: Path) -> None:
        """Read the vocabulary: one piece a line, its number being the line."""
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        self._numbers = {piece: i for i, piece in enumerate(lines) if piece}
        self._known: dict[str, tuple[int, ...]] = {}

    @property
    def words(self) -> dict[str, int]:
        """The pieces and their numbers; those without "##" are words, common ones first."""
        return self._numbers

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the pieces of a word, one to MOST of them."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            found = self._known[word] = self._split(word[:400])
        return found

    def _split(self, word: str) -> tuple[int, ...]:
        if word.isascii() and word.isalnum():  # as most words; there is nothing to take off or apart
            return tuple(self._match(word.lower())[:MOST])
        kept = "".join(c for c in word.translate(PLAIN) if c in "\t\n\r" or not _is_control(c))
        bare = "".join(c for c in unicodedata.normalize("NFD", kept) if unicodedata.category(c) != "Mn").lower()
        spaced = "".join(f" {c} " if _stands_alone(c) else c for c in bare)
        pieces: list[int] = []
        for part in spaced.split():
            pieces += self._match(part)
            if len(pieces) >= MOST:
                break
        return tuple(pieces[:MOST]) or (UNKNOWN,)

    def _match(self, part: str) -> list[int]:
        if len(part) > 100:
            return [UNKNOWN]
        pieces: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self._numbers.get(("##" if start else "") + part[start:end])
                if number is not None:
                    break
            else:
                return [UNKNOWN]
            pieces.append(number)
            start = end
        return pieces


def _is_control(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character)[0] == "C"


def _stands_alone(character: str) -> bool:
    """Tell whether a character is always a piece of its own: punctuation and Chinese characters."""
    code = ord(character)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    if unicodedata.category(character)[0] == "P":
        return True
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )
