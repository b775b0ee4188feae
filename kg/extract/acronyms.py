"""Acronyms: the short form in brackets behind a name, the initials of a name, and those of operations."""

from collections.abc import Iterable
from itertools import takewhile

from kg.language.analysis import Sentence


def bracketed(sentence: Sentence, last: int) -> str | None:
    """Return the acronym in brackets right after a token, or None."""
    tokens = sentence.tokens
    if last + 3 < len(tokens) and tokens[last + 1].text in "([" and tokens[last + 3].text in ")]":
        short = tokens[last + 2].text
        if sum(c.isupper() for c in short) > 1 and len(short) < 9 and short.replace(".", "").isalnum():
            return short
    return None


def initials(label: str) -> str:
    """Return the capitals a name abbreviates to: "Sudan Doctors Network" gives SDN."""
    return "".join(w[0] for w in label.replace("-", " ").split() if w[:1].isupper())


def operation_initials(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Return the initials of what an article calls an operation: "Operation Inherent Resolve" gives OIR."""
    found = set()
    for sentence in sentences:
        for i, token in enumerate(sentence.tokens):
            if token.text == "Operation":
                run = [*takewhile(lambda t: t.text[:1].isupper(), sentence.tokens[i:])]
                if len(run) > 2:
                    found.add("".join(t.text[0] for t in run))
    return frozenset(found)
