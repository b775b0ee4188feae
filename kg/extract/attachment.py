"""Phrases hung on the verb although they complete the noun before them: "expressed openness to a deal"."""

from collections.abc import Container, Sequence
from dataclasses import replace

from kg.language.analysis import Token

COMPLEMENT_MARKS = ("to", "of", "for")


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
