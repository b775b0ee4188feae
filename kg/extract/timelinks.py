"""Which time expression of a sentence belongs to which trigger: a linear model over the parse (timelinks.json).

Made by training/time_links.py from sentences annotated with events. Knows tokens and spans, no dates.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from kg.errors import OntologyError
from kg.language.analysis import Token

_CLAUSES = ("ccomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "csubj", "xcomp")


def head_of(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the word of a phrase whose governor lies outside it."""
    return next((i for i in range(first, last + 1) if not first <= tokens[i].head <= last), first)


def mend_tokens(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens with participles after a comma governed by the noun before it: "Crimea, annexed in 2014".

    Parsers often tie such a participle to a verb or noun further left; a participle with a subject or helper is left.
    """
    out = list(tokens)
    governors = {t.head for t in tokens if t.dep.startswith(("nsubj", "aux", "cop", "mark"))}
    for i in range(2, len(tokens)):
        t, noun = tokens[i], tokens[i - 2]
        if t.xpos != "VBN" or tokens[i - 1].text != "," or noun.upos not in ("NOUN", "PROPN") or i in governors:
            continue
        if t.head == i - 2 or t.dep in ("root", "amod"):
            continue
        at = i - 2
        while tokens[at].dep in ("flat", "compound", "flat:name") and 0 <= tokens[at].head < i - 1:
            at = tokens[at].head
        out[i] = replace(t, head=at, dep="acl")
    return tuple(out)


def path_between(tokens: Sequence[Token], a: int, b: int) -> tuple[list[int], list[int]]:
    """Return the words climbed from `a` and from `b` to their lowest common governor, itself left out of both.

    A broken or cyclic tree gives empty lists.
    """
    up: list[int] = [a]
    while tokens[up[-1]].head >= 0 and len(up) <= len(tokens):
        up.append(tokens[up[-1]].head)
    down: list[int] = []
    at, seen = b, {i: n for n, i in enumerate(up)}
    while at >= 0 and at not in seen and len(down) <= len(tokens):
        down.append(at)
        at = tokens[at].head
    return (up[: seen[at]], down) if at in seen else ([], [])


def link_features(
    tokens: Sequence[Token], trigger: int, phrase: tuple[int, int], others: Sequence[tuple[int, int]], kind: str
) -> tuple[str, ...]:
    """Return the features of (trigger word, phrase) as strings. `others` are the other time phrases of the sentence."""
    first, last = phrase
    head = head_of(tokens, first, last)
    ups, downs = path_between(tokens, trigger, head)
    up = [tokens[i].dep for i in ups]
    down = [tokens[i].dep for i in reversed(downs)]
    path = "<" + "<".join(up) + "|" + ">".join(down)
    upos = tokens[trigger].upos
    prep = _preposition(tokens, first, head)
    before = last < trigger
    lo, hi = (last + 1, trigger) if before else (trigger + 1, first)
    between = tokens[lo:hi]
    verbs = sum(t.upos == "VERB" for t in between)
    comma = any(t.text == "," for t in between)
    gap = hi - lo
    distance = (
        "0"
        if gap <= 0
        else "1"
        if gap == 1
        else "2-3"
        if gap <= 3
        else "4-7"
        if gap <= 7
        else "8-15"
        if gap <= 15
        else "16+"
    )
    clause = "+".join(d for d in (*up, *down) if d in _CLAUSES)
    order = "B" if before else "A"
    nearer = sum(_gap(trigger, o) < _gap(trigger, phrase) for o in others)
    shorter = sum(_steps(tokens, trigger, o) < len(up) + len(down) for o in others)
    inside = "inside" if first <= trigger <= last else "out"
    top = "root" if not up else tokens[ups[-1]].dep
    out = [
        "bias",
        f"path {path}" if len(up) + len(down) <= 6 else "path long",
        f"path+pos {upos} {path}" if len(up) + len(down) <= 5 else "path+pos long",
        f"up {'<'.join(up[-4:])}",
        f"down {'>'.join(down[:4])}",
        f"len {min(len(up), 6)} {min(len(down), 6)}",
        f"prep {prep} {len(up) == 0}",
        f"prep+pos {prep} {upos}",
        f"gap {order} {distance}",
        f"gap+pos {order} {distance} {upos}",
        f"verbs {order} {min(verbs, 4)} {upos}",
        f"comma {order} {comma} {upos}",
        f"clause {clause}",
        f"clause+order {clause} {order}",
        f"nearer {min(nearer, 3)}",
        f"shorter {min(shorter, 3)}",
        f"only {not others}",
        f"kind {kind} {upos}",
        f"kind+prep {kind} {prep}",
        f"trigger {tokens[trigger].xpos} {tokens[trigger].dep}",
        f"first {first <= 1} {upos}",
        f"initial {first <= 1} {top} {upos}",
        f"verbs+clause {min(verbs, 3)} {clause}",
        inside,
    ]
    if down:
        governor = tokens[downs[-1]].head
        out.append(f"governor {tokens[governor].upos} {down[0]} {governor == trigger}")
        out.append(f"last {down[-1]} {prep} {upos}")
    if up:
        out.append(f"firstup {up[0]} {upos} {order}")
        out.append(f"updep {up[0]} {down[0] if down else '-'} {order}")
    return tuple(out)


def link_score(features: Sequence[str]) -> float:
    """Return the probability that the phrase dates the trigger."""
    weights = load_weights()
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights.get(f, 0.0) for f in features)))))


@cache
def load_weights() -> dict[str, float]:
    """Return the weights of the features; OntologyError when the file is no such table."""
    path = files("kg.extract").joinpath("timelinks.json")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(k): float(v) for k, v in data.items()}
    except (OSError, ValueError, AttributeError) as problem:
        raise OntologyError(f"{path}: no table of weights by feature ({problem})") from problem


def _preposition(tokens: Sequence[Token], first: int, head: int) -> str:
    for i, t in enumerate(tokens):
        if t.head == head and t.dep in ("case", "mark") and i <= head:
            return t.text.lower()
    return tokens[first - 1].text.lower() if first and tokens[first - 1].upos == "ADP" else "-"


def _gap(trigger: int, phrase: tuple[int, int]) -> int:
    return max(phrase[0] - trigger, trigger - phrase[1], 0)


def _steps(tokens: Sequence[Token], trigger: int, phrase: tuple[int, int]) -> int:
    ups, downs = path_between(tokens, trigger, head_of(tokens, *phrase))
    return len(ups) + len(downs)
