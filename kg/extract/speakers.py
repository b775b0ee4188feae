"""Which referent a word of speaking stands for, and the span of the words that report.

Knows how a name hangs on a title and that a statement speaks for whoever made it.
"""

from dataclasses import dataclass

from kg.extract.clause import Clauses
from kg.extract.layers import Referents
from kg.ontology.cues import Cues
from kg.records import Span

BODIES = ("Country", "InternationalOrganization", "GovernmentBody", "Organization", "ArmedForce")


@dataclass(frozen=True, slots=True)
class Said:
    """Who speaks by which words; the position of the cue is (sentence, token)."""

    speaker: str | None
    cue: Span
    cue_at: tuple[int, int]


def speaker_at(referents: Referents, clauses: Clauses, token: int | None) -> str | None:
    """Return the referent a speaker word stands for: the word's own, else that of the name attached to it."""
    if token is None:
        return None
    index = clauses.sentence.index
    if clauses.tokens[token].upos == "NOUN":  # "spokesman Omar Kassem" is Kassem, whoever the title was taken for
        for child in clauses.find(token, "flat"):
            if clauses.tokens[child].upos == "PROPN" and (index, child) in referents.at:
                return referents.at[index, child]
    found = referents.at.get((index, token))
    if found is not None:
        return found
    for relation in (("flat",), ("appos",), ("compound",)):
        for child in clauses.find(token, *relation):
            found = referents.at.get((index, child))
            if found is not None and (relation != ("compound",) or clauses.tokens[token].upos == "PROPN"):
                return found
    return None


def who_says(referents: Referents, clauses: Clauses, word: int | None, cues: Cues) -> str | None:
    """Return the referent that speaks through a subject: of "a statement by X" it is X, of "X's spokesman" too."""
    office = None if word is None else _office(referents, clauses, word, cues)
    if office is not None:
        return office
    if word is not None and clauses.lemma(word) in cues.vehicles:
        author = speaker_at(referents, clauses, clauses.source(word))
        if author is not None:
            return author
    return speaker_at(referents, clauses, word)


def _office(referents: Referents, clauses: Clauses, word: int, cues: Cues) -> str | None:
    """Return the body for which a spokesperson without a name speaks: "a Navy spokeswoman", "a spokesman of NATO"."""
    if clauses.lemma(word) not in cues.spokespeople:
        return None
    index = clauses.sentence.index
    own = referents.at.get((index, word))
    named = any(clauses.tokens[c].upos == "PROPN" for c in clauses.find(word, "flat", "appos"))
    if named or (own is not None and referents.get(own).type == "Person"):
        return None
    for c in clauses.find(word, "compound", "nmod:poss", "nmod:desc", "nmod"):
        found = referents.at.get((index, c))
        if found is not None and found != own and referents.get(found).type in BODIES:
            return found
    return None


def cue_span(clauses: Clauses, i: int) -> Span:
    """Return the span of a verb of saying with its particle and auxiliaries."""
    words = [i, *clauses.find(i, "compound:prt", "aux")]
    near = [w for w in words if abs(w - i) <= 2]
    return clauses.span(tuple(near))


def read_said(referents: Referents, clauses: Clauses, verb: int, cues: Cues) -> Said:
    """Return who speaks by a verb of saying."""
    who = who_says(referents, clauses, clauses.source(verb), cues)
    return Said(who, cue_span(clauses, verb), (clauses.sentence.index, verb))
