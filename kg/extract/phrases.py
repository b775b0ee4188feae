"""Noun phrases of a parsed sentence: their words, their head's modifiers, number and definiteness."""

from collections.abc import Iterable, Iterator

from kg.language.analysis import Sentence

NOMINAL = frozenset(("NOUN", "PROPN"))
MODIFIERS = frozenset(
    ("det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod:unmarked", "advmod", "flat")
)


def children(sentence: Sentence, token: int, *relations: str) -> tuple[int, ...]:
    """Return the dependents of a token by relation (its subtypes too), in order; all where none is given."""
    below = sentence.below[token]
    if not relations or not below:
        return below
    tokens = sentence.tokens
    return tuple([i for i in below if tokens[i].dep in relations or tokens[i].dep.partition(":")[0] in relations])


def phrase_start(sentence: Sentence, head: int) -> int:
    """Return the first token of the phrase up to its head: determiners, adjectives, compounds, owners."""
    inside, waiting = {head}, [head]
    while waiting:
        for i in sentence.below[waiting.pop()]:
            t = sentence.tokens[i]
            if i < head and i not in inside and (t.dep in MODIFIERS or (t.dep == "case" and t.upos == "PART")):
                inside.add(i)
                waiting.append(i)
    first = head
    while first > 0 and (first - 1 in inside or (sentence.tokens[first - 1].text == "-" and first - 2 in inside)):
        first -= 1
    return first


def phrase_end(sentence: Sentence, head: int) -> int:
    """Return the last token of a phrase that an of-phrase completes ("the leader of Belarus"), else the head."""
    of = [i for i in children(sentence, head, "nmod") if any(
        sentence.tokens[c].lemma == "of" for c in children(sentence, i, "case"))]  # fmt: skip
    if of and of[0] > head:
        last = of[0]
        tail = [i for i in children(sentence, last, "flat", "compound") if i > last]
        return max([last, *tail])
    return head


def owner(sentence: Sentence, head: int) -> int | None:
    """Return the token that owns a phrase: "Trump" of "Trump's envoy", "its" of "its army"."""
    return next(iter(children(sentence, head, "nmod:poss")), None)


def of_complement(sentence: Sentence, head: int, *prepositions: str) -> int | None:
    """Return the noun after "of" (or the given prepositions) under a head, or None."""
    wanted = prepositions or ("of",)
    for i in children(sentence, head, "nmod"):
        if i > head and any(sentence.tokens[c].lemma.lower() in wanted for c in children(sentence, i, "case")):
            return i
    return None


def determiner(sentence: Sentence, head: int) -> str:
    """Return the lower-case determiner of a head, "" when bare; an owner counts as "'s"."""
    for i in children(sentence, head, "det"):
        return sentence.tokens[i].text.lower()
    return "'s" if owner(sentence, head) is not None else ""


def is_plural(sentence: Sentence, head: int) -> bool:
    """Tell whether a noun is plural by its tag."""
    return sentence.tokens[head].xpos in ("NNS", "NNPS")


def preposition(sentence: Sentence, head: int) -> str:
    """Return the lower-case preposition a phrase stands under, "" when none."""
    cases = [sentence.tokens[i] for i in children(sentence, head, "case") if sentence.tokens[i].upos != "PART"]
    return cases[0].lemma.lower() if cases else ""


def head_of(sentence: Sentence, tokens: Iterable[int]) -> int:
    """Return the token of a span whose governor lies outside it (the last such, names end in their head)."""
    inside = list(tokens)
    tops = [i for i in inside if sentence.tokens[i].head not in inside]
    return tops[0] if tops else inside[-1]


def noun_heads(sentence: Sentence) -> Iterator[int]:
    """Yield every noun that heads a phrase: no modifier inside another noun phrase, no flat part of a name."""
    for i, token in enumerate(sentence.tokens):
        if token.upos in NOMINAL and token.dep.split(":")[0] not in (
            "flat",
            "nummod",
            "goeswith",
            "fixed",
            "det",
            "punct",
        ):
            yield i
