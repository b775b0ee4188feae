"""Past or future read off the parse: the tense of the clause an expression stands in; text cues where it has none."""

from bisect import bisect_right
from collections.abc import Callable

from kg.extract.times.direction import read_direction
from kg.extract.times.rule import WORDS
from kg.language.analysis import Analysis, Sentence

_WILL = frozenset(("will", "shall", "'ll", "’ll", "wo", "would"))
_PAST_HELPERS = frozenset(("had", "was", "were", "has", "have", "been", "'ve", "’ve", "did", "got", "'d", "’d"))
_BE = frozenset(("is", "are", "was", "were", "'s", "’s"))


def parsed_direction(text: str, analysis: Analysis) -> Callable[[int, int], int]:
    """Return a function from a stretch of the text to -1 (past), 1 (future) or 0 (no sign)."""
    starts = [s.start for s in analysis.sentences]

    def look(start: int, end: int) -> int:
        at = bisect_right(starts, start) - 1
        if at < 0:
            return read_direction(text, start, end)
        return clause_direction(analysis.sentences[at], start, end) or read_direction(text, start, end)

    return look


def clause_direction(sentence: Sentence, start: int, end: int) -> int:
    """Return the direction of the clause around a stretch: its verb's tense, modal, or plan word; 0 when unclear."""
    inside = [i for i, t in enumerate(sentence.tokens) if t.start < end and start < t.end]
    if not inside:
        return 0
    at = next((i for i in inside if sentence.tokens[i].head not in inside), inside[0])
    for _ in range(len(sentence.tokens)):
        sign = verb_direction(sentence, at)
        if sign:
            return sign
        at = sentence.tokens[at].head
        if at < 0:
            return 0
    return 0


def verb_direction(sentence: Sentence, at: int) -> int:
    """Return the direction a word's own form tells; 0 for nouns, bare participles and the present."""
    token = sentence.tokens[at]
    lemma = token.lemma.lower()
    children = [sentence.tokens[i] for i in sentence.children(at)]
    helpers = {c.text.lower() for c in children if c.dep.startswith(("aux", "cop"))}
    if token.upos not in ("VERB", "AUX") and not helpers:
        return 1 if lemma in WORDS.plan_words else 0
    if helpers & _WILL:
        return 1
    form = token.text.lower()
    if form in WORDS.planned or lemma in WORDS.plan_words:
        return 1
    infinitive = any(c.text.lower() == "to" and c.dep == "mark" for c in children)
    if infinitive and helpers & _BE and not helpers & {"has", "have", "had"}:
        return 1  # "was to host"
    if infinitive and not helpers & _PAST_HELPERS:
        governor = sentence.tokens[token.head] if token.head >= 0 else None
        if governor is None or token.head == at:
            return 1
        return 1 if governor.lemma.lower() in WORDS.plan_words or governor.text.lower() in WORDS.planned else 0
    if helpers & _PAST_HELPERS or token.xpos == "VBD":
        return -1
    if token.xpos == "VBN":
        return -1
    if token.xpos == "VBG" and helpers & {"is", "are", "'s", "’s", "am"}:
        return 1
    return 0
