"""Which word governs which: is the word above an operator, is the word below what it is about, does meaning pass on?

Knows the relations of the parse and the cue tables; what follows for an event is scope.py's.
"""

from kg.extract.clause import Clauses
from kg.ontology.cues import Cues, Operator

AHEAD = frozenset(("toward", "towards", "to"))
_NOUN_MARKS = frozenset(("to", "of", "for", "from", "against", "about", "on", "in"))


def read_operator(clauses: Clauses, head: int, child: int, cues: Cues) -> tuple[Operator, str] | None:
    """Return the operator that a governing word is for the word below it, with its key."""
    upos, lemma = clauses.tokens[head].upos, clauses.lemma(head)
    table = cues.nouns if upos in ("NOUN", "PROPN") else cues.adjectives if upos == "ADJ" else cues.verbs
    if upos not in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
        return None
    keys = [f"{lemma} {clauses.word(p)}" for p in clauses.find(head, "compound:prt")]
    keys += [f"{lemma} {m}" for m in clauses.marks(child)]
    if "to" in clauses.marks(child) and "yet" in clauses.words[head + 1 : child]:
        keys.insert(0, f"{lemma} yet to")
    if "to" in clauses.marks(child) and clauses.is_predicate(child):  # "called on them to leave"
        keys += [f"{lemma} {m}" for o in clauses.find(head, "obl") if head < o < child for m in clauses.marks(o)]
    ready = cues.adjectives.get(clauses.word(head))
    if ready is not None and clauses.tokens[head].xpos == "VBN" and clauses.find(head, "aux:pass", "cop"):
        return ready, clauses.word(head)  # "we are prepared to leave" is no preparation
    for key in (*keys, lemma):
        found = table.get(key)
        if found is not None:
            return found, key
    return None


def governs(clauses: Clauses, head: int, child: int, operator: Operator, key: str) -> bool:
    """Tell whether the child is what the operator is about, not an adjunct or the subject of it."""
    dep, full, marks = clauses.dep(child), clauses.tokens[child].dep, clauses.marks(child)
    predicate = clauses.is_predicate(child)
    if clauses.tokens[head].upos in ("NOUN", "PROPN"):
        if dep == "acl":  # "the plan to leave", "claims that", not "the claim, made in May"
            told = operator.speaker and any(t.text == ":" for t in clauses.tokens[head:child])
            return "that" in marks or told or (full != "acl:relcl" and bool(set(marks) & _NOUN_MARKS))
        if dep == "nmod":
            return (
                bool(set(marks) & {"for", "of", "to", "on", "about", "against", "in", "over"}) and full != "nmod:poss"
            )
        if dep == "xcomp" and "to" in marks:
            return True  # "a vow to leave", read as a complement
        return dep == "ccomp" or (dep == "compound" and operator.object)
    if clauses.tokens[head].upos == "ADJ":
        return dep in ("xcomp", "ccomp", "csubj") or (
            dep in ("advcl", "obl") and bool(set(marks) & {"to", "for", "of"})
        )
    if dep in ("ccomp", "xcomp"):
        return not _sees(clauses, head, child)
    if dep == "parataxis":
        return operator.kind in ("report", "attest") and predicate
    if dep == "advcl":
        return (
            ("to" in marks and operator.kind not in ("report", "attest", "achieve"))
            or (" " in key and bool(set(marks) & {"of", "for", "from", "with", "against"}))
            or (operator.kind == "accuse" and bool(set(marks) & {"of", "for", "over"}))
            or (operator.kind == "oppose" and "to" in marks)
            or (operator.kind in ("prevent", "refuse") and bool(set(marks) & {"from", "of"}))
        )
    if dep == "csubj":
        return full == "csubj:pass" or operator.object
    if full == "nsubj:pass":
        return operator.object
    if dep == "obj":
        return operator.object
    if dep == "obl" and operator.kind == "aim" and key.endswith(" to"):
        return False  # "sent to the talks" is the way there
    if dep == "obl":
        return " " in key or (operator.kind == "accuse" and "of" in marks)
    return False


def is_transparent(clauses: Clauses, head: int, child: int, cues: Cues) -> bool:
    """Tell whether the modality of the governor is also that of the event below: light verbs, light nouns, chains."""
    dep, full = clauses.dep(child), clauses.tokens[child].dep
    if dep == "xcomp" or _sees(clauses, head, child):
        return True
    if dep == "advcl" and "to" in clauses.marks(child) and "to" in clauses.marks(head):
        return True  # "plans to leave, to sell ...": a list, or the aim of what is itself only an aim
    if dep == "advcl" and "to" in clauses.marks(child) and clauses.tokens[child].xpos == "VBG":
        return True  # "will go back to shelling the port"
    if dep == "advcl" and clauses.tokens[child].xpos == "VBG" and "in" in clauses.marks(child):
        return clauses.lemma(head) in cues.helping  # "ready to help Kenya in rebuilding the port"
    if dep == "acl" and clauses.tokens[child].xpos == "VBG" and not clauses.find(child, "mark"):
        return any(clauses.word(d) in ("a", "an") for d in clauses.find(head, "det"))  # "asked for a law banning it"
    if dep == "obj" and clauses.lemma(head) in cues.unleashing and _is_charged(clauses, head, cues):
        return True  # "accused Chad of starting a war": the war is part of the charge
    if dep == "obj" and clauses.lemma(head) in cues.backing:
        return any(clauses.word(d) in ("a", "an", "any") for d in clauses.find(child, "det"))  # "support a settlement"
    if clauses.tokens[head].upos in ("VERB", "AUX"):
        if dep == "obl" and clauses.lemma(head) == "come" and "under" in clauses.marks(child):
            return True  # "if it came under attack"
        if dep == "obl" and set(clauses.marks(child)) & {"during", "at", "in"} and _is_future(clauses, head, cues):
            return True  # "will discuss it at a summit": the summit is still to come
        return (
            dep in ("obj", "nsubj", "obl")
            and clauses.lemma(head) in cues.support
            and (
                dep != "obl"
                or (bool(set(clauses.marks(child)) & {"in", "to", "into", "on"}) and clauses.lemma(head) != "come")
            )
        )
    if dep == "nmod" and full != "nmod:poss":
        if clauses.lemma(head) in cues.ways and set(clauses.marks(child)) & AHEAD:
            return True  # "urged them to take steps toward peace"
        return "of" in clauses.marks(child) and clauses.lemma(head) in cues.light_nouns
    return dep == "compound" and clauses.lemma(head) in cues.light_nouns


def _is_charged(clauses: Clauses, deed: int, cues: Cues) -> bool:
    """Tell whether a verb is what somebody is accused of or blamed for."""
    above = clauses.tokens[deed].head
    if clauses.tokens[deed].xpos != "VBG" or above < 0:
        return False
    operator = cues.verbs.get(clauses.lemma(above))
    return operator is not None and operator.kind == "accuse" and bool({"of", "for"} & set(clauses.marks(deed)))


def _sees(clauses: Clauses, head: int, child: int) -> bool:
    """Tell of "the deal would see Kenya withdraw": a bare infinitive under "see" tells what comes, not what is said."""
    bare = clauses.tokens[child].xpos == "VB" and not clauses.marks(child) and not clauses.find(child, "aux")
    return clauses.lemma(head) == "see" and clauses.dep(child) in ("ccomp", "xcomp") and bare


def _is_future(clauses: Clauses, verb: int, cues: Cues) -> bool:
    words = {clauses.word(a) for a in clauses.find(verb, "aux")}
    if any(cues.modals.get(w) == "future" for w in words):
        return True
    above = clauses.tokens[verb].head
    return clauses.dep(verb) == "xcomp" and above >= 0 and clauses.lemma(above) == "be"
