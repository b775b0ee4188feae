"""Whom a demand or warning addresses when the verb beside it tells: "rang Ali to demand", "met Ali and warned".

And who turned down a request: whom it was made to.
"""

from collections.abc import Mapping, Sequence

from kg.extract.layers import Trigger
from kg.language.analysis import Sentence
from kg.ontology.reading import Reading
from kg.ontology.types import Ontology
from kg.records import Role

_JOINED = ("advcl", "conj", "xcomp")
_SUBJECTS = ("nsubj", "nsubj:pass")


def find_addressees(
    sentence: Sentence,
    trigger: Trigger,
    group: Sequence[Trigger],
    filled: Mapping[int, tuple[Role, ...]],
    ontology: Ontology,
    reading: Reading,
) -> tuple[Role, ...]:
    """Return as recipients whom the doer of a demand meets or calls by a verb joined to it; () for none.

    `filled` maps the tokens of the sentence's triggers to their roles.
    """
    mine = filled[trigger.token]
    doers = {r.filler for r in mine if r.name == "actor"}
    addressed = any(ontology.is_a(trigger.type, t) for t in reading.addressed)
    if not addressed or not doers or any(r.name == "recipient" for r in mine):
        return ()
    for other in group:
        spoken = ontology.is_a(other.type, "Consultation")
        if other is trigger or not spoken or not _is_joined(sentence, trigger.token, other.token):
            continue
        theirs = filled[other.token]
        if doers & {r.filler for r in theirs if r.name == "actor"}:
            found = {r.filler: r for r in theirs if r.name in ("actor", "recipient") and r.filler not in doers}
            taken = {r.filler for r in mine}
            return tuple(Role("recipient", f, r.start, r.end, "inferred") for f, r in found.items() if f not in taken)
    return ()


def find_refusers(
    sentence: Sentence,
    trigger: Trigger,
    group: Sequence[Trigger],
    filled: Mapping[int, tuple[Role, ...]],
    ontology: Ontology,
) -> tuple[Role, ...]:
    """Return as doers of a rejection whom the one rejected asked: "pressed Ali for a truce and was turned down"."""
    mine = filled[trigger.token]
    rejected = {r.filler for r in mine if r.name == "recipient"}
    if not ontology.is_a(trigger.type, "Rejection") or not rejected or any(r.name == "actor" for r in mine):
        return ()
    for other in group:
        theirs = filled[other.token]
        asked = [r for r in theirs if r.name == "recipient" and r.filler not in rejected]
        joined = sentence.tokens[trigger.token].dep == "conj" and sentence.tokens[trigger.token].head == other.token
        asking = rejected & {r.filler for r in theirs if r.name == "actor"}
        if joined and asking and ontology.is_a(other.type, "Demand"):
            return tuple(Role("actor", r.filler, r.start, r.end, "inferred") for r in asked)
    return ()


def _is_joined(sentence: Sentence, verb: int, other: int) -> bool:
    """Tell whether one of two verbs hangs on the other and shares its subject, not "after meeting Ali"."""
    for low, high in ((verb, other), (other, verb)):
        token = sentence.tokens[low]
        below = [sentence.tokens[i] for i in sentence.below[low]]
        apart = any(t.dep in _SUBJECTS or (t.dep == "mark" and t.lemma.lower() != "to") for t in below)
        if token.head == high and token.dep in _JOINED and token.upos == "VERB" and not apart:
            return True
    return False
