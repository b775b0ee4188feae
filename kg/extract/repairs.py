"""Mends the parser's habitual mistakes around verbs of saying, where most of them fall.

Returns the words with other heads; knows which words are verbs of saying from its caller.
"""

from collections.abc import Iterable
from dataclasses import replace

from kg.language.analysis import Token

_BETWEEN = ("AUX", "ADV", "PART")


def repair_saying(tokens: tuple[Token, ...], saying: Iterable[int]) -> tuple[Token, ...]:
    """Return the words of a sentence with the clauses and subjects of its verbs of saying put right."""
    fixed = list(tokens)
    for verb in sorted(saying):
        _take_sibling(fixed, verb)
        _take_subject(fixed, verb)
    return tuple(fixed)


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
    if any(t.head == verb and t.dep.startswith("nsubj") for t in tokens):
        return
    content = next((i for i, t in enumerate(tokens) if t.head == verb and t.dep == "ccomp" and i < verb), None)
    if content is None:
        return
    comma = next((i for i in range(verb - 1, content, -1) if tokens[i].text in (",", "”", '"')), None)
    if comma is None or comma + 1 >= verb:
        return
    tops = [i for i in range(comma + 1, verb) if not comma < tokens[i].head < verb and tokens[i].upos not in _BETWEEN]
    if len(tops) != 1 or tokens[tops[0]].upos not in ("NOUN", "PROPN", "PRON"):
        return
    tokens[tops[0]] = replace(tokens[tops[0]], head=verb, dep="nsubj")
    for i in range(verb + 1, len(tokens)):
        if tokens[i].head == content and tokens[i].dep.startswith(("obl", "advmod")):
            tokens[i] = replace(tokens[i], head=verb)
