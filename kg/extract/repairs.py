"""Mends the parser's habitual mistakes around verbs of saying, where most of them fall.

Returns the words with other heads; knows which words are verbs of saying from its caller.
"""

from collections.abc import Container
from dataclasses import replace

from kg.language.analysis import Token

_BETWEEN = ("AUX", "ADV", "PART")
_CLAUSES = 2  # verbs a sentence needs to hold speech and its verb of saying


def repair_saying(
    tokens: tuple[Token, ...], saying: frozenset[int], inverting: Container[str], named: Container[int]
) -> tuple[Token, ...]:
    """Return the words of a sentence with the clauses and subjects of its verbs of saying put right.

    `inverting` are lemmas whose subject may follow them, `named` the places of words in names.
    """
    fixed = list(tokens)
    _free_subjects(fixed)
    for verb in sorted(saying):
        if fixed[verb].lemma.lower() in inverting:
            _take_follower(fixed, verb, named)
        _take_sibling(fixed, verb)
        _take_subject(fixed, verb)
    _take_sentence(fixed, saying)
    return tuple(fixed)


def _free_subjects(tokens: list[Token]) -> None:
    """Read "requested by France, the minister charged that ..." with the minister as the one who charged.

    A bare participle before the main verb never has a subject of its own behind it.
    """
    for i, token in enumerate(tokens):
        part = token.head
        if not token.dep.startswith("nsubj") or not 0 <= part < i or tokens[part].xpos not in ("VBN", "VBG"):
            continue
        main, free = tokens[part].head, tokens[part].dep == "advcl"
        while tokens[part].dep == "acl" and main >= 0 and tokens[main].upos != "VERB":
            main, free = tokens[main].head, True
        if main <= i or not free or tokens[main].upos != "VERB":
            continue
        helped = any(t.head == part and t.dep.startswith("aux") for t in tokens)
        if not helped and not any(t.head == main and t.dep.startswith("nsubj") for t in tokens):
            tokens[i] = replace(token, head=main, dep="nsubj")


def _take_follower(tokens: list[Token], verb: int, named: Container[int]) -> None:
    """Read "..., noted Molnarez" and "..., said a guard" with a subject that the parse took for an object."""
    if tokens[verb].xpos not in ("VBD", "VBZ") or any(t.head == verb and t.dep.startswith("nsubj") for t in tokens):
        return
    before = next((t.text for t in reversed(tokens[:verb]) if t.text not in ("”", '"', "’")), "")
    things = [i for i, t in enumerate(tokens) if t.head == verb and t.dep == "obj" and i > verb]
    if before not in (",", "?", "!") or len(things) != 1:
        return
    beside = any(i in named for i, t in enumerate(tokens) if t.head == things[0] and t.dep in ("appos", "flat"))
    if things[0] in named or beside or (tokens[verb].lemma.lower() == "say" and tokens[things[0]].upos == "NOUN"):
        tokens[things[0]] = replace(tokens[things[0]], dep="nsubj")


def _take_sibling(tokens: list[Token], verb: int) -> None:
    """Read "which X said targeted Y" as one relative clause inside another, not as two beside each other."""
    own = tokens[verb]
    if own.dep != "acl:relcl" or any(t.head == verb and t.dep in ("ccomp", "obj", "xcomp") for t in tokens):
        return
    for i in range(verb + 1, len(tokens)):
        if tokens[i].head == own.head and tokens[i].dep == "acl:relcl":
            if all(t.upos in _BETWEEN for t in tokens[verb + 1 : i]):
                tokens[i] = replace(tokens[i], head=verb, dep="ccomp")
            return


def _take_subject(tokens: list[Token], verb: int) -> None:
    """Give "..., the army said on Tuesday" its subject back where the parse left it in the clause before."""
    content = next((i for i, t in enumerate(tokens) if t.head == verb and t.dep == "ccomp" and i < verb), None)
    has = [i for i, t in enumerate(tokens) if t.head == verb and t.dep.startswith("nsubj")]
    if content is None or any(i > content for i in has):
        return
    comma = next((i for i in range(verb - 2, content, -1) if tokens[i].text in (",", "”", '"')), None)
    if comma is None:
        return
    tops = [
        i
        for i in range(comma + 1, verb)
        if not comma < tokens[i].head < verb and tokens[i].upos not in (*_BETWEEN, "PUNCT")
    ]
    if len(tops) != 1 or tokens[tops[0]].upos not in ("NOUN", "PROPN", "PRON"):
        return
    tokens[tops[0]] = replace(tokens[tops[0]], head=verb, dep="nsubj")
    for i in has:  # the subject of the clause before went to the verb of saying instead
        tokens[i] = replace(tokens[i], head=content)
    for i in range(verb + 1, len(tokens)):
        if tokens[i].head == content and tokens[i].dep.startswith(("obl", "advmod")):
            tokens[i] = replace(tokens[i], head=verb)


def _take_sentence(tokens: list[Token], saying: frozenset[int]) -> None:
    """Read "S, the spokesman announced late on Friday" as speech where the parse hangs the last clause below S.

    The last verb must be one of saying in the past or present, without an object, after a comma and a bare subject.
    """
    verbs = [i for i, t in enumerate(tokens) if t.upos in ("VERB", "AUX")]
    if not verbs or verbs[-1] not in saying or len(verbs) < _CLAUSES:
        return
    verb = verbs[-1]
    if tokens[verb].xpos not in ("VBD", "VBZ", "VBP") or tokens[verb].head < 0:
        return
    if any(t.head == verb and t.dep in ("ccomp", "obj", "xcomp", "mark", "nsubj", "nsubj:pass") for t in tokens):
        return
    comma = next((i for i in range(verb - 2, 0, -1) if tokens[i].text == ","), None)
    if comma is None or any(t.text in (",", ";") for t in tokens[verb:]):
        return
    tops = [i for i in range(comma + 1, verb) if not comma < tokens[i].head < verb and tokens[i].upos != "PUNCT"]
    if len(tops) != 1 or tokens[tops[0]].upos not in ("NOUN", "PROPN") or tokens[tops[0]].head == verb:
        return
    root = next((i for i, t in enumerate(tokens) if t.head < 0), None)
    if root is None or root > comma or root == verb:
        return
    tokens[tops[0]] = replace(tokens[tops[0]], head=verb, dep="nsubj")
    tokens[verb] = replace(tokens[verb], head=-1, dep="root")
    tokens[root] = replace(tokens[root], head=verb, dep="ccomp")
