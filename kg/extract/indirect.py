"""Indirect speech: clauses, nouns and headlines that tell what somebody says without quotation marks.

Reads the parse; one stretch of content that the cue interrupts comes back as several quotations.
"""

import re
from collections.abc import Iterator

from kg.extract.according import read_according
from kg.extract.clause import FINITE, Clauses
from kg.extract.layers import Quotation, Referents
from kg.extract.speakers import Said, cue_span, read_said, who_says
from kg.ontology.cues import Cues
from kg.records import Span

_SAYING = ("report", "attest", "threaten", "promise", "offer", "demand", "accuse", "deny", "doubt", "wish")
_SPEAKING = ("Person", "Organization", "GovernmentBody", "ArmedForce", "MediaOrganization")
_LABEL = 12  # words before the colon of a headline or of a live entry
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_HEADLINES = ("headline", "heading", "deck")


def find_indirect(referents: Referents, clauses: Clauses, cues: Cues) -> Iterator[Quotation]:
    """Yield the indirect speech of one sentence."""
    for i, token in enumerate(clauses.tokens):
        phrase = read_according(referents, clauses, i, cues)
        if phrase is not None:
            yield from _quotations(clauses, phrase.content, phrase.said, "according")
        elif i in clauses.saying:
            said = read_said(referents, clauses, i, cues)
            for words in _clause_contents(clauses, i, cues):
                yield from _quotations(clauses, words, said, "indirect")
        elif token.upos == "NOUN":
            who = who_says(referents, clauses, clauses.source(i), cues)
            said = Said(who, cue_span(clauses, i), (clauses.sentence.index, i))
            for words in _noun_contents(clauses, i, cues):
                yield from _quotations(clauses, words, said, "noun")
            if _opens_speech(clauses, i, cues):
                yield from _quotations(clauses, tuple(range(i + 2, len(clauses.tokens))), said, "noun colon")
        if token.upos == "VERB" and clauses.lemma(i) in cues.naming:
            said = read_said(referents, clauses, i, cues)
            for words in _named(clauses, i):
                yield from _quotations(clauses, words, said, "naming")
    timed = clauses.tokens[0].upos == "NUM" and bool(_CLOCK.fullmatch(clauses.tokens[0].text))
    if clauses.sentence.zone in _HEADLINES or timed:
        yield from _headline(referents, clauses, cues)


def _clause_contents(clauses: Clauses, verb: int, cues: Cues) -> Iterator[tuple[int, ...]]:
    """Yield the words of each clause that a verb of saying reports."""
    operator = cues.verbs.get(clauses.lemma(verb))
    plain = operator is None or operator.kind in ("report", "attest")
    found = list(clauses.find(verb, "ccomp", "csubj:pass", *(("parataxis",) if plain else ())))
    if not found and plain and clauses.dep(verb) == "parataxis":
        found = [clauses.tokens[verb].head]  # "Rebels, the army said, attacked": the sentence is what is said
    for c in found:
        if (
            clauses.parted(c, verb)
            or clauses.parted(verb, c)
            or not (clauses.is_predicate(c) or clauses.dep(c) == "ccomp")
        ):
            continue
        inside = clauses.subtree(c)
        outside = set(clauses.subtree(verb)) if verb in inside else {verb}
        outside |= _beyond(clauses, c)
        yield tuple(w for w in inside if w not in outside)


def _beyond(clauses: Clauses, content: int) -> set[int]:
    """Return what the parse hangs below a content clause though the article goes on in its own voice."""
    out: set[int] = set()
    for w in clauses.subtree(content):
        head = clauses.tokens[w].head
        if w == content or head < 0:
            continue
        joined = clauses.dep(w) == "conj" and clauses.true_conjunct(w, head) is not None
        if joined or clauses.parted(w, head):
            out |= set(clauses.subtree(w))
    return out


def _noun_contents(clauses: Clauses, noun: int, cues: Cues) -> Iterator[tuple[int, ...]]:
    """Yield the clauses of "the claim that", "reports that"."""
    if not _tells(clauses, noun, cues):
        return
    for c in clauses.find(noun, "ccomp", "acl"):
        if clauses.dep(c) == "ccomp" or "that" in clauses.marks(c):
            yield clauses.subtree(c)


def _tells(clauses: Clauses, noun: int, cues: Cues) -> bool:
    operator = cues.nouns.get(clauses.lemma(noun))
    return operator is not None and operator.speaker and operator.kind in _SAYING


def _opens_speech(clauses: Clauses, noun: int, cues: Cues) -> bool:
    """Tell whether a clause with a verb of its own follows a noun and a colon: "with an offer: Ghana would ..."."""
    if clauses.sentence.zone in _HEADLINES or not _tells(clauses, noun, cues) or noun + 2 >= len(clauses.tokens):
        return False
    return clauses.word(noun + 1) == ":" and any(t.xpos in FINITE for t in clauses.tokens[noun + 2 :])


def _named(clauses: Clauses, verb: int) -> Iterator[tuple[int, ...]]:
    """Yield what something is called: "called it a crime", "described it as a crime", "what Kyiv calls a crime"."""
    objects = clauses.find(verb, "obj")
    antecedent = clauses.antecedent(verb)
    if not objects and antecedent is None and not clauses.find(verb, "nsubj:pass"):
        return
    for c in clauses.find(verb, "xcomp", "obl", "advcl"):
        if clauses.dep(c) == "xcomp" or "as" in clauses.marks(c):
            yield clauses.subtree(c)
            return
    if antecedent is not None and clauses.word(antecedent) == "what" and objects:
        yield clauses.subtree(objects[0])
    elif len(objects) > 1:
        yield clauses.subtree(objects[-1])


def _headline(referents: Referents, clauses: Clauses, cues: Cues) -> Iterator[Quotation]:
    """Yield what follows a speaker and a colon: "Putin: talks possible", "14:32 Police: two hurt"; not "Sudan: ..."."""
    tokens, index = clauses.tokens, clauses.sentence.index
    colon = next((i for i, t in enumerate(tokens[:_LABEL]) if t.text == ":"), 0)
    words = [i for i, t in enumerate(tokens[:colon]) if t.upos not in ("NUM", "PUNCT", "SYM", "X")]  # past a clock time
    if not words or colon + 1 >= len(tokens) or any(tokens[i].upos in ("VERB", "AUX") for i in words):
        return
    who = referents.at.get((index, words[-1]))
    if who is not None and (referents.get(who).type in _SPEAKING or clauses.word(words[-1]) in cues.heralds):
        said = Said(who, Span(tokens[colon].start, tokens[colon].end), (index, colon))
        yield from _quotations(clauses, tuple(range(colon + 1, len(tokens))), said, "headline colon")


def _quotations(clauses: Clauses, words: tuple[int, ...], said: Said, rule: str) -> Iterator[Quotation]:
    """Yield one quotation for each unbroken run of words, without punctuation at its ends."""
    kept = set(words)
    runs: list[list[int]] = [[]]
    for i in range(len(clauses.tokens)):
        if i in kept:
            runs[-1].append(i)
        elif runs[-1]:
            runs.append([])
    solid = [[w for w in run if clauses.tokens[w].upos != "PUNCT"] for run in runs]
    solid = [run for run in solid if run]
    for run in solid:
        if len(solid) > 1 and not any(clauses.tokens[w].upos in ("VERB", "AUX", "ADJ") for w in run):
            continue  # the day or place of the saying, cut off by the cue
        span = clauses.span((run[0], run[-1]))
        yield Quotation(span, False, said.speaker, said.cue, said.cue_at, (clauses.sentence.index,), None, rule)
