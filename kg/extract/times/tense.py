"""Past or future read off the parse: the tense of the clause an expression stands in; text cues where it has none."""

from bisect import bisect_right
from collections.abc import Callable

from kg.extract.times.direction import read_direction
from kg.extract.times.rule import WORDS
from kg.language.analysis import Analysis, Sentence

_WILL = frozenset(("will", "shall", "'ll", "’ll", "wo", "would"))
_PAST_HELPERS = frozenset(("had", "was", "were", "has", "have", "been", "'ve", "’ve", "did", "got", "'d", "’d"))
_OPEN = frozenset(("if", "once", "unless", "when"))
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
    before = sentence.tokens[inside[0] - 1].text.lower() if inside[0] else ""
    if before == "since":
        return -1
    if before in WORDS.ahead:
        return 1
    at = next((i for i in inside if sentence.tokens[i].head not in inside), inside[0])
    if sentence.tokens[at].dep.startswith(("obl", "advmod")) and _is_planned_present(
        sentence, sentence.tokens[at].head
    ):
        return 1
    for _ in range(len(sentence.tokens)):
        sign = verb_direction(sentence, at)
        if sign:
            return sign
        at = sentence.tokens[at].head
        if at < 0:
            return 0
    return 0


def _is_planned_present(sentence: Sentence, at: int) -> bool:
    """Tell whether a verb is a bare present that no report uses of the past: "flies to Cairo on Tuesday"."""
    if at < 0 or sentence.zone == "headline":
        return False
    token = sentence.tokens[at]
    if token.xpos == "VBP" and token.lemma.lower() in WORDS.unchanged:
        return False
    helped = any(sentence.tokens[i].dep.startswith(("aux", "cop")) for i in sentence.children(at))
    return token.xpos in ("VBZ", "VBP") and token.lemma.lower() not in WORDS.present_reports and not helped


def verb_direction(sentence: Sentence, at: int) -> int:
    """Return the direction a word's own form tells; 0 for plain nouns, bare participles and the present."""
    tokens = sentence.tokens
    token, lemma = tokens[at], tokens[at].lemma.lower()
    children = [tokens[i] for i in sentence.children(at)]
    helpers = {c.text.lower() for c in children if c.dep.startswith(("aux", "cop"))}
    if helpers & _WILL:
        return 1
    if token.upos not in ("VERB", "AUX") and not helpers:
        return 1 if lemma in WORDS.plan_nouns else 0
    if any(c.text.lower() == "to" and c.dep == "mark" for c in children) or (
        at and tokens[at - 1].text.lower() == "to"
    ):
        return _infinitive(sentence, at, helpers)
    if token.text.lower() in WORDS.planned and token.xpos != "VBD":
        return 1
    marks = {c.text.lower() for c in children if c.dep in ("mark", "advmod")}
    if marks & _OPEN and token.xpos in ("VBN", "VBZ", "VBP") and not helpers & _PAST_HELPERS:
        return 1  # "if elected in November", "once she takes office in May"
    if token.xpos in ("VBD", "VBN") or helpers & _PAST_HELPERS:
        return -1
    if token.xpos == "VBG":
        if any(c.dep == "mark" and c.text.lower() in ("after", "since") for c in children):
            return -1
        return 1 if helpers & {"is", "are", "'s", "’s", "am"} else 0
    return 0


def _infinitive(sentence: Sentence, at: int, helpers: set[str]) -> int:
    """Return 1 for "is to host", "due to begin"; -1 for "to have met"; 0 where only the clause above tells."""
    if helpers & {"has", "have", "had"}:
        return -1
    if helpers & _BE:
        return 1
    governor = sentence.tokens[at].head
    marker = next((i for i in range(at - 1, -1, -1) if sentence.tokens[i].text.lower() == "to"), 0)
    for i in {governor, marker - 1} - {-1}:
        word = sentence.tokens[i]
        if word.lemma.lower() in WORDS.plan_words or word.text.lower() in WORDS.planned:
            return 1
    return 1 if governor < 0 else 0
