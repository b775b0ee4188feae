"""Clauses and helping verbs that put an event under a condition or into time ahead: if, once, should they, would.

Knows the grammar of these forms; their words are data.
"""

from kg.extract.clause import Clauses
from kg.ontology.cues import Cues

_UNREAL = ("Scheduled", "Desired", "Conditional")


def conditional(clauses: Clauses, i: int, word: str, cues: Cues) -> tuple[str, ...]:
    """A conjunction of condition; "whether" only in a complement, "once" only before something still to come.

    What a threat will spare is what is demanded: "threatened to march unless they left".
    """
    if word == "unless" and any(
        cues.verbs[clauses.lemma(w)].kind == "threaten" for w in clauses.path(i)[1:] if clauses.lemma(w) in cues.verbs
    ):
        return ("Desired",)
    if word == "whether" and clauses.dep(i) not in ("ccomp", "acl", "advcl", "csubj"):
        return ()
    perfect = any(clauses.word(a) in ("has", "have", "'ve") for a in clauses.find(i, "aux"))
    if word == "once" and clauses.tokens[i].xpos in ("VBD", "VBN") and not perfect:
        return ()  # "once they have left" is ahead, "once they had left" may be told of the past
    return ("Conditional",)


def ahead_of(clauses: Clauses, i: int, cues: Cues) -> tuple[str, ...]:
    """Return what a clause of time ahead may be: "will sign when they meet", "would return once they left"."""
    head, tense = clauses.tokens[i].head, set(clauses.tense(i))
    if clauses.dep(i) != "advcl" or head < 0 or not tense:
        return ()
    marks = [c for c in clauses.find(i, "mark", "advmod") if clauses.word(c) in cues.time_marks]
    main = {cues.modals.get(clauses.word(a)) for a in clauses.find(head, "aux")}
    if tense <= {"VBZ", "VBP"}:
        return _UNREAL if marks and main & {"future", "prospective", "necessary"} else ()
    if not marks or tense not in ({"VBD"}, {"aux", "had"}):
        return ()
    only = any(m and clauses.word(m - 1) == "only" for m in marks)
    if only and cues.premodifiers.get(clauses.lemma(head)) == "Conditional":
        return ("Conditional",)  # "possible only once they had left"
    return _UNREAL if "prospective" in main else ()


def awaits(clauses: Clauses, i: int, cues: Cues) -> int | None:
    """Return the infinitive that a past clause of time ahead of it belongs to: "to return once they were freed"."""
    head, tense = clauses.tokens[i].head, set(clauses.tense(i))
    if clauses.dep(i) != "advcl" or head < 0 or "to" not in clauses.marks(head) or not tense:
        return None
    past = tense == {"VBD"} or tense <= {"aux", "had", "was", "were", "been"}
    marked = any(clauses.word(c) in cues.time_marks for c in clauses.find(i, "mark", "advmod"))
    return head if past and marked else None


def is_subjunctive(clauses: Clauses, i: int) -> bool:
    """Tell of "insisted that the territory pass to Rome": the bare form after a subject of the third person."""
    subjects = clauses.find(i, "nsubj", "nsubj:pass")
    if clauses.dep(i) != "ccomp" or "that" not in clauses.marks(i) or clauses.find(i, "aux", "cop") or not subjects:
        return False
    one = clauses.tokens[subjects[0]].xpos in ("NN", "NNP") and not clauses.find(subjects[0], "conj")
    return one and clauses.tokens[i].xpos in ("VB", "VBP") and clauses.word(i) == clauses.lemma(i)


def in_the_event(clauses: Clauses, i: int, cues: Cues) -> bool:
    """Tell whether a phrase of condition introduces a word: "in the event of", "on condition that"."""
    for last in clauses.find(i, "case", "mark"):
        for words in cues.conditional_phrases:
            first = last + 1 - len(words)
            if first >= 0 and clauses.words[first : last + 1] == words:
                return True
    return False


def has_condition(clauses: Clauses, i: int, cues: Cues) -> bool:
    return bool(set(clauses.marks(i)) & cues.conditional_marks) or is_inverted(clauses, i)


def is_condition(clauses: Clauses, i: int) -> bool:
    """Tell whether a clause is the condition of a threat or promise: it is the threat's own words."""
    return clauses.dep(i) == "advcl" and bool({"if", "unless"} & set(clauses.marks(i)))


def is_inverted(clauses: Clauses, i: int) -> bool:
    """Tell whether a clause is a condition by word order: "should they refuse", "had they stayed"."""
    subjects = clauses.find(i, "nsubj", "nsubj:pass")
    for first in clauses.find(i, "aux", "cop", "aux:pass"):
        if clauses.word(first) not in ("should", "had", "were") or not subjects or first > subjects[0]:
            continue
        opens = first == 0 or clauses.tokens[first - 1].upos in ("PUNCT", "CCONJ")
        if opens and clauses.tokens[-1].text != "?" and not clauses.find(i, "mark"):
            return True
    return False


def is_conditioned(clauses: Clauses, i: int) -> bool:
    """Tell of "promised to help if they were attacked"; not "vowed to fight on even if they lost"."""
    return "to" in clauses.marks(i) and any(
        clauses.word(m) in ("if", "unless") and clauses.word(m - 1) != "even"
        for a in clauses.find(i, "advcl")
        for m in clauses.find(a, "mark")
    )


def read_modal(clauses: Clauses, i: int, kind: str) -> tuple[str, ...]:
    conditioned = any(
        clauses.word(m) in ("if", "unless", "lest") for a in clauses.find(i, "advcl") for m in clauses.find(a, "mark")
    )
    if conditioned and kind != "necessary":
        return ("Conditional",)
    if kind == "future":
        return ("Scheduled", "Conditional", "Desired")
    if kind == "prospective":
        return ("Scheduled", "Conditional", "Desired")
    if kind == "possible":
        return ("Conditional",)
    return ("Desired",)
