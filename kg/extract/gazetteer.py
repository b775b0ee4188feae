"""Names of the names data in one sentence: the longest forms that fit the way the words are written."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from kg.language.analysis import Sentence
from kg.ontology.known import Piece, fold, iter_pieces
from kg.ontology.names import Names
from kg.records import Article

GAP = frozenset(" -'’`–—/&.\u00a0\n")  # what may stand between the pieces of one name
PARTICLES = frozenset(("al", "el", "ad", "as", "ash", "an", "ar", "at", "az", "bin", "ibn", "von", "van", "de"))
COMMON = ("bodyNoun", "organisationNoun", "forceNoun", "bodyWord")
BODIES = frozenset(("GovernmentBody", "InternationalOrganization", "ArmedForce"))


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name in the text: tokens `first`..`last` of a sentence. `label` PER, ORG, LOC or "" where only data says so.

    `known` are the slugs it may mean, preferred first; `trusted` false in title-case lines that nothing else confirms.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    text: str
    label: str
    known: tuple[str, ...] = ()
    trusted: bool = True

    @property
    def size(self) -> int:
        """Number of tokens."""
        return self.last - self.first + 1


def is_shouted(sentence: Sentence) -> bool:
    """Tell whether a sentence is all capitals."""
    return not any(c.islower() for t in sentence.tokens for c in t.text)


class Gazetteer:
    """Looks one sentence up in the names data."""

    def __init__(self, article: Article, sentence: Sentence, names: Names) -> None:
        self.article, self.sentence, self.names = article, sentence, names
        self.tokens = sentence.tokens
        self.shouted = is_shouted(sentence)

    def listed(self) -> list[NameSpan]:
        """Return every longest match of the names data."""
        text, base = self.article.text[self.sentence.start : self.sentence.end], self.sentence.start
        pieces = [Piece(base + p.start, base + p.end, p.key) for p in iter_pieces(text)]
        token_of = self._token_of(pieces)
        found: list[NameSpan] = []
        i = 0
        while i < len(pieces):
            size, slugs = self._longest(pieces, i)
            if size > 1 and pieces[i].key == "the" and self._longest(pieces, i + 1)[0] >= size:
                size, slugs = 0, ()  # "the Gulf" stands in "the Gulf of Aden"
            if slugs:
                part = pieces[i : i + size]
                if size > 1 and self.article.text[part[0].start : part[0].end] == "the":
                    part = part[1:]
                first, last = token_of[i + size - len(part)], token_of[i + size - 1]
                found.append(self._span(first, last, slugs, part[0].start, part[-1].end))
            i += size or 1
        return found

    def _longest(self, pieces: Sequence[Piece], at: int) -> tuple[int, tuple[str, ...]]:
        """Return how many pieces the longest name that starts at one takes, and what it may mean; 0 for none."""
        for size in range(min(self.names.longest.get(pieces[at].key, 0), len(pieces) - at), 0, -1):
            slugs = self._accepted(pieces[at : at + size])
            if slugs:
                return size, slugs
        return 0, ()

    def _token_of(self, pieces: Sequence[Piece]) -> list[int]:
        out, at = [], 0
        for piece in pieces:
            while at + 1 < len(self.tokens) and self.tokens[at].end <= piece.start:
                at += 1
            out.append(at)
        return out

    def _accepted(self, part: Sequence[Piece]) -> tuple[str, ...]:
        """Return the slugs whose form fits the way these pieces are written."""
        text = self.article.text
        slugs = self.names.forms.get(tuple(p.key for p in part), ())
        if not slugs:
            return ()
        gaps = [text[a.end : b.start] for a, b in itertools.pairwise(part)]
        comma = any("," in g for g in gaps)
        if any(set(g) - GAP - {","} or len(g) > 3 for g in gaps):
            return ()
        written = [text[p.start : p.end] for p in part]
        return tuple(s for s in slugs if any(self._fits(n, written, comma, s) for n in self.names.known[s].names))

    def _fits(self, name: str, written: Sequence[str], comma: bool, slug: str) -> bool:
        """Tell whether a name of the data is written so: capitals where it has them, acronyms in capitals.

        The common words that end the name of a body may be small: "UN security council", "European parliament".
        """
        parts = [name[p.start : p.end] for p in iter_pieces(name)]
        if [fold(p) for p in parts] != [fold(w) for w in written] or (comma and "," not in name):
            return False
        small = self.names.known[slug].type in BODIES and written[0][0].isupper()
        for k, (part, word) in enumerate(zip(parts, written, strict=True)):
            letters, shown = part.replace(".", ""), word.replace(".", "")
            if letters.isupper() and 1 < len(letters) <= 5:
                nice = len(letters) > 3 and shown == letters.capitalize()
                if not (shown.isupper() or nice) or (self.shouted and len(letters) < 4 and len(parts) == 1):
                    return False
            elif (
                part[0].isupper()
                and not word[0].isupper()
                and fold(word) not in PARTICLES
                and (not small or k == 0 or not self._is_common(fold(word)))
            ):
                return False
        return True

    def _is_common(self, word: str) -> bool:
        """Tell whether a word of a body's name is a common noun that writers leave small."""
        return any(self.names.has(k, word) for k in COMMON)

    def _span(self, first: int, last: int, known: tuple[str, ...], start: int, end: int) -> NameSpan:
        return NameSpan(self.sentence.index, first, last, start, end, self.article.text[start:end], "", known)
