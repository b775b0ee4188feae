"""What the tense of a verb says of its event where nothing else does: over and done, or still going on.

Knows English verb forms; which verbs name states rather than deeds is data.
"""

from kg.extract.clause import Clauses
from kg.ontology.cues import Cues

_PAST = ("VBD", "VBN")


def read_aspect(clauses: Clauses, token: int, cues: Cues, reported: bool) -> tuple[str, ...]:
    """Return the modalities that the form of a verb leaves open; empty for nouns and where the form says nothing.

    `reported`: somebody is quoted with it, so that "they were fighting" may stand for "they are fighting".
    """
    word = clauses.tokens[token]
    if word.upos not in ("VERB", "AUX") or clauses.sentence.zone in ("headline", "heading", "deck"):
        return ()
    tense = clauses.tense(token)
    if not tense:
        return ()
    helpers = set(tense[1:]) if tense[0] == "aux" else set()
    present = bool({"VBZ", "VBP"} & set(tense)) or bool({"is", "are", "am", "'s", "'re"} & helpers)
    perfect = bool({"have", "has", "'ve"} & helpers)
    lasting = _lasts(clauses, token)
    if word.xpos == "VBG":
        if perfect:
            return ("Continuing",)
        if present and not lasting and clauses.lemma(token) in cues.arranging:
            return ("Scheduled", "Continuing")
        if present or lasting or reported:  # "is closing its embassy" may be an act, "was closing in" a state told of
            return ("Continuing", "Factual")
        return ("Factual",) if helpers & {"was", "were", "had"} else ()
    if perfect and lasting:
        missing = any(clauses.word(n) in ("not", "n't") for n in clauses.find(token, "advmod"))
        return ("Factual",) if missing else ("Continuing",)  # "has still not published it": the lack is what is told
    if present and lasting:
        return ("Continuing", "Factual")
    past = "VBD" in tense or bool({"was", "were", "had", "did"} & helpers)
    return ("Factual",) if past and word.xpos in _PAST else ()


def is_done(clauses: Clauses, verb: int) -> bool:
    """Tell whether the article itself tells a verb as done: "had to yield"; not "said they had to", "did not stop"."""
    reported = any(above in clauses.saying for above in clauses.path(verb)[1:])
    asked = any(clauses.word(m) in ("if", "unless", "whether") for m in clauses.find(verb, "mark"))
    return clauses.tokens[verb].xpos == "VBD" and not clauses.find(verb, "aux") and not reported and not asked


def is_going_on(clauses: Clauses, verb: int, cues: Cues) -> bool:
    """Tell whether a verb of going on is itself told of the past or present: "went on firing"; not "will go on"."""
    tense = clauses.tense(verb)
    return clauses.tokens[verb].upos == "VERB" and bool(tense) and not set(tense) & set(cues.modals)


def fell_short(clauses: Clauses, verb: int, cues: Cues) -> bool:
    """Tell of "nearly seized the bridge" and "all but signed it"; not "almost immediately left", "nearly 20 left"."""
    if clauses.tokens[verb].upos != "VERB" or clauses.tokens[verb].xpos not in _PAST:
        return False
    first = min((a for a in clauses.find(verb, "aux", "aux:pass") if a < verb), default=verb)
    near = [clauses.word(w) for w in (first - 1, verb - 1) if w >= 0]
    pairs = [" ".join(clauses.words[w - 2 : w]) for w in (first, verb) if w >= 2]
    return bool({*near, *pairs} & cues.shortfalls)


def is_pending(clauses: Clauses, verb: int) -> bool:
    """Tell of "has yet to be honoured" where the parse takes "has" for a helping verb of the deed."""
    helped = any(clauses.word(a) in ("has", "have", "had") for a in clauses.find(verb, "aux"))
    waiting = any(clauses.word(w) == "yet" and clauses.word(w + 1) == "to" for w in clauses.find(verb, "advmod"))
    return helped and waiting


def could_not(clauses: Clauses, verb: int, cues: Cues) -> bool:
    """Tell of what did not come about: "the sides could not agree"; not "could not leave unless they paid"."""
    helped = any(clauses.word(a) == "could" for a in clauses.find(verb, "aux"))
    if not helped or not any(clauses.word(n) in ("not", "n't") for n in clauses.find(verb, "advmod")):
        return False
    reported = any(above in clauses.saying for above in clauses.path(verb)[1:])
    conditions = [m for c in clauses.find(verb, "advcl") for m in clauses.marks(c) if m in cues.conditional_marks]
    perfect = any(clauses.word(a) == "have" for a in clauses.find(verb, "aux"))
    return not (reported or conditions or perfect or set(clauses.marks(verb)) & cues.conditional_marks)


def is_state(clauses: Clauses, token: int, cues: Cues) -> bool:
    """Tell whether a verb in the simple present tells of what lasts; not in headlines.

    "Kenya refuses to sign", "is recognised as part of Chad", "has so far refused to sign".
    """
    if clauses.sentence.zone in ("headline", "heading", "deck") or clauses.lemma(token) not in cues.states:
        return False
    present = bool({"VBZ", "VBP"} & set(clauses.tense(token)))
    if clauses.tokens[token].xpos == "VBN":
        held = present and bool(clauses.find(token, "aux:pass")) and not clauses.find(token, "aux")
        perfect = any(clauses.word(a) in ("has", "have", "'ve") for a in clauses.find(token, "aux"))
        so_far = any(clauses.word(a) == "far" and clauses.word(a - 1) == "so" for a in clauses.find(token, "advmod"))
        return held or (perfect and so_far)
    return present and clauses.tokens[token].xpos in ("VBZ", "VBP")


def is_to_end(clauses: Clauses, ending: int, noun: int, cues: Cues) -> bool:
    """Tell of what shall be ended and so is going on: "will suspend talks", "called for an end to attacks".

    Not "will suspend the summit", nor "has suspended talks".
    """
    lasting = clauses.tokens[noun].xpos == "NNS" or clauses.lemma(noun) in cues.enduring
    if clauses.tokens[ending].upos == "NOUN":
        named = clauses.dep(noun) == "nmod" and clauses.lemma(ending) in cues.endings
        return named and ("to" in clauses.marks(noun) or ("of" in clauses.marks(noun) and lasting))
    if clauses.dep(noun) != "obj" or clauses.lemma(ending) not in cues.halting:
        return False
    ahead = "to" in clauses.marks(ending) or any(clauses.word(a) in cues.modals for a in clauses.find(ending, "aux"))
    return ahead and lasting


def remains(clauses: Clauses, verb: int, cues: Cues) -> bool:
    """Tell whether a verb says that its subject is there and stays: "would remain in place"; not "did not remain"."""
    if clauses.lemma(verb) not in cues.remaining or any(
        clauses.word(n) in cues.negators for n in clauses.find(verb, "advmod")
    ):
        return False
    return any(
        clauses.lemma(o) in cues.standing and "in" in clauses.marks(o) for o in clauses.find(verb, "obl", "xcomp")
    )


def _lasts(clauses: Clauses, token: int) -> bool:
    """Tell whether a verb is said to go on: "still", "since May", "ever since"; not "has since left"."""
    for c in clauses.find(token, "advmod"):
        if clauses.word(c) == "still":
            return True
    if any(clauses.find(o, "nummod") for o in clauses.find(token, "obj", "nsubj:pass")):
        return False  # "have exchanged 200 prisoners since May" counts what is done
    later = [c for c in clauses.find(token, "obl", "advcl", "advmod") if c > token]
    ahead = [c for c in clauses.find(token, "obl") if c < token]  # "which, since last May, has blocked the bill"
    return any("since" in clauses.marks(c) or clauses.word(c) == "since" for c in later) or any(
        "since" in clauses.marks(c) for c in ahead
    )
