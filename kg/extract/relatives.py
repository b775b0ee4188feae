"""Nouns told of by a relative clause as wanted or planned: "the truce that Kenya proposed".

Also tells whether such a thing has come about after all: "the planned talks took place".
"""

from kg.extract.clause import RELATIVE, Clauses
from kg.ontology.cues import Cues, Operator

_GOVERNING = ("demand", "wish", "promise", "offer", "plan", "threaten", "need", "postpone", "cancel")
_PAST = ("VBD", "VBN")
_KNOWN = frozenset(("the", "this", "that"))


def read_relative(clauses: Clauses, noun: int, cues: Cues) -> tuple[Operator, int] | None:
    """Return the operator that a relative clause is for its noun, with the verb; None where the noun is its doer."""
    for verb in clauses.find(noun, "acl:relcl"):
        keys = [f"{clauses.lemma(verb)} {clauses.word(p)}" for p in clauses.find(verb, "compound:prt", "case")]
        operator = next((cues.verbs[k] for k in (*keys, clauses.lemma(verb)) if k in cues.verbs), None)
        if operator is None or operator.kind not in _GOVERNING or not operator.object:
            continue
        if clauses.lemma(verb) in cues.commanding or not _is_object(clauses, verb):
            continue
        if not any(clauses.word(c) in cues.negators for c in clauses.find(verb, "advmod")):
            return operator, verb
    return None


def _is_object(clauses: Clauses, verb: int) -> bool:
    """Tell whether a relative clause leaves its noun to be the object: "which Kenya wants", "that was promised"."""
    if any(clauses.word(s) in RELATIVE for s in clauses.find(verb, "nsubj:pass")):
        return True
    subjects = [s for s in clauses.find(verb, "nsubj") if clauses.tokens[s].dep != "nsubj:pass"]
    doer = bool(subjects) and all(clauses.word(s) not in RELATIVE for s in subjects)
    others = [o for o in clauses.find(verb, "obj") if clauses.word(o) not in RELATIVE]
    return doer and not others and not clauses.find(verb, "ccomp", "xcomp")


def is_intended(clauses: Clauses, noun: int, cues: Cues) -> bool:
    """Tell whether a noun is called planned or wanted by an adjective, participle or relative clause."""
    words = (clauses.word(c) for c in clauses.find(noun, "amod", "acl"))
    return read_relative(clauses, noun, cues) is not None or any(
        cues.premodifiers.get(w) in ("Scheduled", "Desired") for w in words
    )


def would_be(clauses: Clauses, noun: int, cues: Cues) -> bool:
    """Tell whether a noun is told of as something that would do this or that: "a deal that would free the hostages"."""
    if any(clauses.word(d) in _KNOWN for d in clauses.find(noun, "det")):
        return False
    relatives = clauses.find(noun, "acl:relcl")
    return any(cues.modals.get(clauses.word(a)) == "prospective" for r in relatives for a in clauses.find(r, "aux"))


def has_come(clauses: Clauses, noun: int, cues: Cues) -> bool:
    """Tell whether what a noun names came about: "the planned talks took place", "they held the planned talks"."""
    verb = clauses.tokens[noun].head
    if verb < 0 or clauses.tokens[verb].upos != "VERB" or clauses.tokens[verb].xpos not in _PAST:
        return False
    helpers = {clauses.word(a) for a in clauses.find(verb, "aux", "aux:pass")}
    if any(w in cues.modals or w in ("be", "being") for w in helpers) or "to" in clauses.marks(verb):
        return False
    if any(clauses.word(c) in cues.negators for c in clauses.find(verb, "advmod", "aux")):
        return False
    if clauses.tokens[noun].dep == "nsubj":
        words = clauses.words[verb + 1 : verb + 2]
        return bool({clauses.lemma(verb), " ".join((clauses.lemma(verb), *words))} & cues.occurring)
    return clauses.tokens[noun].dep in ("obj", "nsubj:pass") and clauses.lemma(verb) in cues.performing
