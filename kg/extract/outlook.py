"""Words that put an event ahead without asking or planning it: due to open, steps toward, heads to, a week to leave.

Knows the grammar of these phrases; their words are data. What governs an event from above is scope.py's.
"""

from collections.abc import Iterator

from kg.extract.clause import FINITE, RELATIVE, Clauses
from kg.extract.governing import AHEAD
from kg.ontology.cues import Cues

_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_PAST = ("VBD", "VBN")
_AHEAD = ("Scheduled", "Desired", "Conditional")


def read_outlook(clauses: Clauses, i: int, cues: Cues) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the modalities that the words right at an event leave it, with the rule's name."""
    if _is_due(clauses, i, cues) or _was_due(clauses, i, cues):
        yield ("Scheduled",), "due"
    if clauses.word(i) in cues.setting_out and _sets_out(clauses, i):
        yield ("Scheduled",), "setting out"
    if _is_on_course(clauses, i, cues):
        yield ("Scheduled",), "on course"
    way = _way(clauses, i, cues)
    if way is not None:
        yield _AHEAD, f"way:{clauses.lemma(way)}"
    if _is_term(clauses, i, cues):
        yield ("Scheduled",), "term"
    if _is_asked(clauses, i):
        yield ("Conditional",), "question"
    if _is_purpose(clauses, i, cues):
        yield ("Desired",), "so that"
    if _begins_later(clauses, i, cues):
        yield ("Scheduled",), "still to begin"
    if discussed_beginning(clauses, i, cues) is not None:
        yield ("Desired", "Conditional", "Scheduled"), "beginning discussed"


def is_to(clauses: Clauses, i: int) -> bool:
    """Tell whether something is to be: "is to visit", "are to be exchanged", "is to be the host"; not "had to be"."""
    for be in clauses.find(i, "aux", "cop", "aux:pass"):
        if clauses.tokens[be].xpos in FINITE and clauses.lemma(be) == "be":
            after = be + 1
            while after < i and clauses.tokens[after].upos == "ADV":
                after += 1
            if clauses.word(after) == "to" or ("to" in clauses.marks(i) and clauses.dep(be) != "cop"):
                return True
    later = any("to" in clauses.marks(c) for c in clauses.find(i, "xcomp"))
    return clauses.lemma(i) == "be" and later


def headline_future(clauses: Clauses, token: int) -> bool:
    """Tell whether the word is the infinitive of a headline: "Trump to visit Moscow"."""
    if clauses.sentence.zone not in ("headline", "heading", "deck"):
        return False
    return (
        clauses.dep(token) in ("root", "conj", "acl", "advcl", "xcomp")
        and "to" in clauses.marks(token)
        and bool(
            clauses.find(token, "nsubj")
            or (clauses.dep(token) == "acl" and clauses.dep(clauses.tokens[token].head) == "root")
        )
    )


def wanting(clauses: Clauses, i: int, cues: Cues) -> int | None:
    """Return the verb by which its subject wants an event, though it is no verb of wanting.

    "gave the rebels a week to leave", "supported the resumption of talks", "supported a summit"; not "supported the
    talks".
    """
    above = clauses.tokens[i].head
    if above < 0:
        return None
    if "to" in clauses.marks(i) and clauses.dep(i) in ("acl", "advcl", "xcomp"):
        verbs = [v for v in clauses.path(i)[1:] if clauses.tokens[v].upos == "VERB"]
        # "gave the soldiers who toppled him a week to leave": the parser hangs the week on the relative clause
        verb = next((v for v in verbs if clauses.lemma(v) in cues.allotting), above)
        between = range(verb + 1, i)
        term = any(clauses.lemma(w) in cues.periods and _is_counted(clauses, w) for w in between)
        term = term or any("until" in clauses.marks(o) for o in clauses.find(verb, "obl"))
        return verb if term and clauses.lemma(verb) in cues.allotting else None
    begun = _beginning(clauses, i, cues)
    begun = _new_one(clauses, i, cues) if begun is None else begun
    return begun if begun is not None and clauses.lemma(begun) in cues.backing else None


def _new_one(clauses: Clauses, i: int, cues: Cues) -> int | None:
    """Return the verb whose object is some meeting or pact not spoken of before: "a summit", "a new round of talks"."""
    noun = i
    while clauses.dep(noun) == "nmod" and clauses.tokens[noun].head >= 0:
        noun = clauses.tokens[noun].head
    some = any(clauses.word(d) in ("a", "an", "another") for d in clauses.find(noun, "det"))
    new = some and clauses.dep(noun) == "obj" and clauses.lemma(noun) in cues.arranged
    return clauses.tokens[noun].head if new else None


def discussed_beginning(clauses: Clauses, i: int, cues: Cues) -> int | None:
    """Return the verb that discusses whether something shall begin: "discussed the restoration of ties"."""
    begun = _beginning(clauses, i, cues)
    return begun if begun is not None and clauses.lemma(begun) in cues.debating else None


def is_needed(clauses: Clauses, verb: int, cues: Cues) -> bool:
    """Tell whether the subject of a verb is itself what is needed: "the truce needs to be restored"."""
    operator = cues.verbs.get(clauses.lemma(verb))
    if operator is None or operator.kind != "need":
        return False
    deeds = clauses.find(verb, "xcomp")
    return any(clauses.find(d, "aux:pass") or clauses.lemma(d) in cues.support for d in deeds)


def _is_counted(clauses: Clauses, noun: int) -> bool:
    return bool(clauses.find(noun, "nummod")) or any(
        clauses.word(d) in ("a", "an", "one", "another") for d in clauses.find(noun, "det", "nummod")
    )


def _beginning(clauses: Clauses, i: int, cues: Cues) -> int | None:
    """Return the verb whose object is the beginning of something: "the resumption of talks", "the return to talks"."""
    noun, begun = i, clauses.lemma(i) in cues.beginnings
    while clauses.dep(noun) in ("nmod", "conj") and clauses.tokens[noun].head >= 0:
        noun = clauses.tokens[noun].head
        begun = begun or clauses.lemma(noun) in cues.beginnings
    return clauses.tokens[noun].head if begun and clauses.dep(noun) == "obj" else None


def _is_asked(clauses: Clauses, i: int) -> bool:
    """Tell whether a clause asks if something is so: "Has the army left?"; not "Why has the army left?"."""
    after = next((t.text for t in clauses.tokens[i:] if t.text in (".", "?", "!", ";")), "")
    if after != "?" or clauses.dep(i) not in ("root", "conj", "parataxis", "ccomp"):
        return False
    helpers = clauses.find(i, "aux", "cop", "aux:pass")
    subjects = clauses.find(i, "nsubj", "nsubj:pass")
    if not helpers or not subjects or helpers[0] > subjects[0]:
        return False
    start = min(clauses.subtree(i))
    return not any(t.xpos.startswith("W") for t in clauses.tokens[start : helpers[0]])


def _is_purpose(clauses: Clauses, i: int, cues: Cues) -> bool:
    """Tell of "so that a truce can be signed"; not "so strong that", nor "so that they left"."""
    modal = any(clauses.word(a) in cues.modals for a in clauses.find(i, "aux"))
    marks = clauses.find(i, "mark")
    joined = any(clauses.word(m) == "so" and clauses.words[m + 1 : m + 2] == ("that",) for m in marks)
    return modal and clauses.dep(i) == "advcl" and joined


def _begins_later(clauses: Clauses, noun: int, cues: Cues) -> bool:
    """Tell of "a truce that is to begin on Sunday", "talks which will open in Rome"."""
    if clauses.tokens[noun].upos != "NOUN":
        return False
    for verb in clauses.find(noun, "acl:relcl"):
        subject = clauses.find(verb, "nsubj", "nsubj:pass")
        own = bool(subject) and clauses.word(subject[0]) in RELATIVE
        ahead = any(cues.modals.get(clauses.word(a)) == "future" for a in clauses.find(verb, "aux"))
        if own and clauses.lemma(verb) in cues.support and (ahead or is_to(clauses, verb)):
            return True
    return False


def is_put_off(clauses: Clauses, head: int, thing: int, event: int, cues: Cues) -> bool:
    """Tell whether an event is a thing only announced: "announced a pause in fighting"; not "announced the capture of".

    `thing` is what the announcing word governs: the event or the first of the list it stands in.
    """
    if clauses.lemma(head) not in cues.foretelling or clauses.tokens[thing].upos != "NOUN":
        return False
    if any(clauses.word(d) in _DEFINITE for d in clauses.find(event, "det")):
        return False
    if clauses.tokens[head].upos == "NOUN":
        return clauses.dep(thing) == "nmod" and not clauses.find(thing, "det", "nmod:poss")
    articles = {clauses.word(d) for d in clauses.find(thing, "det")}
    return clauses.dep(thing) == "obj" and bool(articles & {"a", "an"})


def is_unmasked(clauses: Clauses, head: int, subject: int, cues: Cues) -> bool:
    """Tell whether something is no such thing or came to nothing: "his war is a sham", "the deal fell through"."""
    after = clauses.words[head + 1 : head + 3]
    if clauses.dep(subject) == "nsubj" and any(
        " ".join((clauses.lemma(head), *after[:n])) in cues.miscarrying for n in (1, 2)
    ):
        return True
    told = clauses.dep(subject) == "nsubj" and bool(clauses.find(head, "cop"))
    return told and clauses.tokens[head].upos == "NOUN" and clauses.lemma(head) in cues.shams


def _is_due(clauses: Clauses, noun: int, cues: Cues) -> bool:
    """Tell of "talks, due to open on Sunday," and "a summit set to start"; not "talks failed due to rain"."""
    after = noun + (2 if clauses.words[noun + 1 : noun + 2] == (",",) else 1)
    if clauses.tokens[noun].upos != "NOUN" or after + 2 >= len(clauses.tokens) or clauses.word(after + 1) != "to":
        return False
    operator = cues.adjectives.get(clauses.word(after))
    deed = clauses.tokens[after + 2].upos == "VERB" or clauses.lemma(after + 2) in cues.support
    return operator is not None and operator.kind == "plan" and deed


def _was_due(clauses: Clauses, verb: int, cues: Cues) -> bool:
    """Tell of "was due to report" where the parse reads "due to" as a preposition; not "was late due to the raid"."""
    if clauses.tokens[verb].upos != "VERB" or clauses.tokens[verb].xpos not in ("VB", "VBN"):
        return False
    for be in clauses.find(verb, "cop", "aux"):
        operator = cues.adjectives.get(clauses.word(be + 1)) if be + 2 < verb + 1 else None
        if operator is not None and operator.kind == "plan" and clauses.word(be + 2) == "to":
            return True
    return False


def _sets_out(clauses: Clauses, verb: int) -> bool:
    """Tell of "heads to Rome", "is heading for Rome"; not "headed to Rome"."""
    bound = any(set(clauses.marks(o)) & {"to", "for"} for o in clauses.find(verb, "obl"))
    past = any(clauses.word(a) in ("was", "were", "had", "has", "have") for a in clauses.find(verb, "aux"))
    return clauses.tokens[verb].upos == "VERB" and clauses.tokens[verb].xpos not in _PAST and bound and not past


def _is_on_course(clauses: Clauses, verb: int, cues: Cues) -> bool:
    """Tell of "was on his way to meet the king"; not "found a way to meet him"."""
    head = clauses.tokens[verb].head
    aimed = head >= 0 and clauses.dep(verb) in ("acl", "advcl", "xcomp") and "to" in clauses.marks(verb)
    return aimed and clauses.lemma(head) in cues.courses and "on" in clauses.marks(head)


def _way(clauses: Clauses, i: int, cues: Cues) -> int | None:
    """Return what leads to a thing: "steps toward ratification", "only one way to end it: a settlement"."""
    head = clauses.tokens[i].head
    if head < 0 or clauses.tokens[i].upos != "NOUN":
        return None
    if clauses.dep(i) == "nmod":
        leads = head < i and clauses.lemma(head) in cues.ways and bool(set(clauses.marks(i)) & AHEAD)
        return head if leads and clauses.tokens[head].upos == "NOUN" else None
    colon = min(clauses.subtree(i)) - 1
    after = clauses.dep(i) == "nsubj" and head < i  # parsed as what there is
    if not (after or clauses.dep(i) in ("appos", "parataxis", "dep")) or colon < 1:
        return None
    if ":" not in (clauses.word(colon), clauses.word(colon + 1)):
        return None
    roads = cues.ways | cues.remedies
    named = (w for w in range(colon + 1) if clauses.tokens[w].upos == "NOUN" and clauses.lemma(w) in roads)
    return next((w for w in named if any("to" in clauses.marks(a) for a in clauses.find(w, "acl"))), None)


def _is_term(clauses: Clauses, verb: int, cues: Cues) -> bool:
    """Tell whether "must" gives the terms of an agreement: "under the accord the rebels must disarm"."""
    if not any(cues.modals.get(clauses.word(a)) == "necessary" for a in clauses.find(verb, "aux")):
        return False
    clause = verb
    while clauses.dep(clause) == "conj" and clauses.tokens[clause].head >= 0:
        clause = clauses.tokens[clause].head
    phrases = {o for at in (verb, clause) for o in clauses.find(at, "obl")}
    for o in phrases:
        thing = clauses.antecedent(verb) if clauses.word(o) in RELATIVE else o
        if "under" in clauses.marks(o) and thing is not None and clauses.lemma(thing) in cues.pacts:
            return True
    return False
