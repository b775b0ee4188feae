"""Speech without a verb: "according to X", "in X's words", "citing X".

Returns the phrase, its speaker, and the clause it vouches for.
"""

from dataclasses import dataclass

from kg.extract.clause import Clauses
from kg.extract.layers import Referents
from kg.extract.speakers import Said, who_says
from kg.ontology.cues import Cues
from kg.records import Span

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of attribution: who speaks, its words, and the words of the clause it vouches for."""

    said: Said
    content: tuple[int, ...]


def read_according(referents: Referents, clauses: Clauses, i: int, cues: Cues) -> Phrase | None:
    """Return the phrase of attribution that starts at a word, if one does."""
    tokens = clauses.tokens
    if clauses.word(i) == "in":
        return _own_words(referents, clauses, i, cues)
    for words in cues.according.get(clauses.word(i), ()):
        last = i + len(words) - 1
        if last + 1 >= len(tokens) or clauses.words[i : last + 1] != words:
            continue
        head = _introduced(clauses, i, last)
        if head is None:
            return None
        cue = Span(tokens[i].start, tokens[last].end)
        said = Said(who_says(referents, clauses, head, cues), cue, (clauses.sentence.index, i))
        used = set(clauses.subtree(head)) | set(range(i, head + 1))
        return Phrase(said, _clause_around(clauses, tokens[head].head, used))
    return None


def _own_words(referents: Referents, clauses: Clauses, i: int, cues: Cues) -> Phrase | None:
    """Read "in her words", "in the army's view"."""
    noun = clauses.tokens[i].head
    if noun <= i or clauses.lemma(noun) not in cues.own_words or clauses.dep(noun) != "obl":
        return None
    for owner in clauses.find(noun, "nmod:poss"):
        cue = Span(clauses.tokens[i].start, clauses.tokens[noun].end)
        said = Said(who_says(referents, clauses, owner, cues), cue, (clauses.sentence.index, i))
        return Phrase(said, _clause_around(clauses, clauses.tokens[noun].head, set(clauses.subtree(noun))))
    return None


def _introduced(clauses: Clauses, first: int, last: int) -> int | None:
    """Return the noun that a multi-word preposition introduces."""
    for i in (first, last):
        head = clauses.tokens[i].head
        if head > last and clauses.tokens[head].upos in _NOMINAL:
            return head
        for c in clauses.find(i, "obj", "obl", "nmod"):
            if c > last:
                return c
    for i in range(last + 1, len(clauses.tokens)):
        if clauses.tokens[i].upos in ("NOUN", "PROPN", "PRON") and clauses.dep(i) not in ("compound", "nmod:poss"):
            return i
    return None


def _clause_around(clauses: Clauses, anchor: int, used: set[int]) -> tuple[int, ...]:
    """Return the words of the clause above a phrase, without the phrase and without clauses joined to it."""
    path = clauses.path(max(anchor, 0))
    top = next((w for w in path if clauses.is_predicate(w)), path[-1])
    start = min((w for w in used if clauses.tokens[w].upos != "PUNCT"), default=top)
    if start and clauses.word(start - 1) == "," and _ends(clauses, max(used)):
        top = _reporting(clauses, top, start)
    if start and clauses.word(start - 1) == ";":  # "A; according to X, B": X says B only
        return tuple(
            w for w in clauses.subtree(top) if w > start and w not in used and clauses.tokens[w].upos != "PUNCT"
        )
    if clauses.dep(top) == "acl":
        top = _whole_noun(clauses, clauses.tokens[top].head)  # "a barrage of drones targeting Kyiv, according to ..."
    joined = [c for c in clauses.find(top, "conj", "parataxis") if clauses.find(c, "nsubj")]
    beyond = {w for c in joined for w in clauses.subtree(c)}
    words = (w for w in clauses.subtree(top) if w not in used and w not in beyond)
    return tuple(w for w in words if clauses.tokens[w].upos != "PUNCT")


def _ends(clauses: Clauses, last: int) -> bool:
    """Tell whether nothing follows a word but punctuation."""
    return all(t.upos == "PUNCT" for t in clauses.tokens[last + 1 :])


def _reporting(clauses: Clauses, top: int, start: int) -> int:
    """Return the verb that a clause completes: "A told B that C is ready, according to D" has D tell that A said so."""
    while clauses.dep(top) in ("xcomp", "ccomp"):
        head = clauses.tokens[top].head
        said = clauses.dep(top) == "xcomp" or (head in clauses.saying and clauses.subject(head) is not None)
        if not said or not 0 <= head < min(top, start) or clauses.parted(top, head):
            break
        top = head
    return top


def _whole_noun(clauses: Clauses, i: int) -> int:
    """Return the head of the noun phrase a noun belongs to: of "a barrage of missiles and drones" the barrage."""
    while clauses.tokens[i].head >= 0 and clauses.tokens[clauses.tokens[i].head].upos == "NOUN":
        if clauses.dep(i) != "conj" and not (clauses.dep(i) == "nmod" and "of" in clauses.marks(i)):
            break
        i = clauses.tokens[i].head
    return i
