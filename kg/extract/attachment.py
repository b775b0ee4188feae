"""Phrases that complete another word than the one the parser hangs them on.

"expressed openness to a deal" completes the noun, "accused officials of firing" the verb.
"""

from collections.abc import Container, Sequence
from dataclasses import replace

from kg.language.analysis import Token

COMPLEMENT_MARKS = ("to", "of", "for")
CHARGE_MARKS = ("of", "from")


def attach_complements(tokens: Sequence[Token], nouns: Container[str]) -> tuple[Token, ...]:
    """Return the tokens with such phrases moved below the noun, where that noun is one that takes a complement.

    `nouns` are lemmas that do (openness, readiness, call, plan). A phrase moves only when its preposition follows the
    noun directly and both hang on one verb: the parser prefers the verb there more often than English does.
    """
    out = list(tokens)
    for mark, token in enumerate(tokens):
        noun = mark - 1
        if token.dep != "case" or token.text.lower() not in COMPLEMENT_MARKS or noun < 0 or token.head <= mark:
            continue
        head, below = tokens[noun], tokens[token.head]
        if (
            head.upos == "NOUN"
            and head.lemma.lower() in nouns
            and below.dep.partition(":")[0] == "obl"
            and below.head == head.head >= 0
        ):
            out[token.head] = replace(below, head=noun, dep="nmod")
    return tuple(out)


def attach_charges(tokens: Sequence[Token], verbs: Container[str], nouns: Container[str]) -> tuple[Token, ...]:
    """Return the tokens with "of firing" in "accused officials of firing" moved from the object to the verb.

    `verbs` are lemmas that take such a clause, `nouns` those that take one themselves: "the urgency of acting".
    """
    out = list(tokens)
    for mark, token in enumerate(tokens):
        clause = token.head
        if token.dep != "mark" or token.text.lower() not in CHARGE_MARKS or clause <= mark:
            continue
        below = tokens[clause]
        if below.xpos != "VBG" or below.dep.partition(":")[0] != "acl" or below.head < 0:
            continue
        thing = tokens[below.head]
        if thing.upos == "NOUN" and thing.lemma.lower() in nouns:
            continue
        if thing.dep in ("obj", "iobj") and thing.head >= 0 and tokens[thing.head].lemma.lower() in verbs:
            out[clause] = replace(below, head=thing.head, dep="advcl")
    return tuple(out)
