"""How things without a name are called: "Around 30 gunmen in the north" are "Gunmen in the north".

Owns the wording of a description: counts, determiners and owners are told elsewhere and no part of it.
"""

from collections.abc import Sequence

from kg.extract.phrases import children, phrase_end, phrase_start, preposition
from kg.language.analysis import Sentence, Token
from kg.ontology.known import fold
from kg.ontology.names import Names

_WITHOUT = ("det", "nmod:poss", "case")
_PARTICIPLES = ("VBN", "VBG")
_HOLDING = frozenset(("in", "at", "of", "near", "under"))  # what else may be "with" or "from" belongs to the verb
_SUBJECTS = frozenset(("with", "between", "on", "of"))  # what a document is about
_HYPHENS = ("-", "–")
_LONGEST = 8  # words of a complement; a longer one tells a story


def describe(sentence: Sentence, head: int, last: int, text: str) -> str:
    """Return the label of a description up to its last word, behind its head the words as they stand."""
    counts = _counts(sentence, head)

    def is_part(at: int) -> bool:
        token = sentence.tokens[at]
        told = token.xpos not in _PARTICIPLES or _is_hyphened(sentence, at)
        return at == head or (at not in counts and token.dep not in _WITHOUT and told)

    first = phrase_start(sentence, head)
    label = _spell([sentence.tokens[i] for i in range(first, head + 1) if is_part(i)])
    label += text[sentence.tokens[head].end : sentence.tokens[last].end]
    return label[:1].upper() + label[1:]


def complement_end(sentence: Sentence, head: int, names: Names) -> int:
    """Return the last word of what right behind a head tells it from others of its kind, the head where nothing does.

    That is the place or the whole ("gunmen in the north"), of a document its parties ("a pact with Iran").
    """
    tokens = sentence.tokens
    joining = _SUBJECTS if names.has("documentNoun", tokens[head].lemma) else _HOLDING
    for i in children(sentence, head, "nmod"):
        cases = children(sentence, i, "case")
        if not cases or cases[0] != head + 1 or preposition(sentence, i) not in joining:
            continue
        last = max([i, phrase_end(sentence, i), *(k for k in children(sentence, i, "flat", "compound") if k > i)])
        inside = tokens[head + 1 : last + 1]
        vague = any(t.upos in ("NUM", "PRON") or names.has("timeNoun", t.text) for t in inside)
        dated = names.has("notName", tokens[i].text)  # "in May"
        if len(inside) <= _LONGEST and not vague and not dated:
            return last
    return head


def weapon_start(sentence: Sentence, head: int, names: Names) -> int:
    """Return the first word of what tells a weapon's kind: "drone" of "85 Russian drones", for whose it is acts."""
    first = head
    counts = _counts(sentence, head)
    for i in range(head - 1, phrase_start(sentence, head) - 1, -1):
        token = sentence.tokens[i]
        if i in counts or token.dep in _WITHOUT or (fold(token.text),) in names.adjectives or token.upos == "PART":
            break
        first = i
    return first


def document_number(sentence: Sentence, head: int) -> int | None:
    """Return the number that names a document: "2254" of "Resolution 2254"; None for "the accord 10 days later"."""
    at = head + 1
    if at >= len(sentence.tokens) or not sentence.tokens[head].text[:1].isupper():
        return None
    token = sentence.tokens[at]
    return at if token.text[:1].isdigit() and token.head == head and not token.dep.startswith("obl") else None


def _counts(sentence: Sentence, head: int) -> set[int]:
    """Return the words of a count in figures: "more than 160,000", but not "two" of "two presidents"."""
    found: set[int] = set()
    for i in children(sentence, head, "nummod"):
        if sentence.tokens[i].text[:1].isdigit():
            found |= set(sentence.subtree(i))
    return found


def _is_hyphened(sentence: Sentence, at: int) -> bool:
    return any(t.text in _HYPHENS for t in sentence.tokens[max(at - 1, 0) : at + 2])


def _spell(tokens: Sequence[Token]) -> str:
    """Return words as they stood in the text, the gaps between them one space."""
    label = ""
    for before, token in zip((None, *tokens), tokens, strict=False):
        label += token.text if before is None or before.end == token.start else f" {token.text}"
    return label
