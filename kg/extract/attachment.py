"""Phrases that complete another word than the one the parser hangs them on.

"expressed openness to a deal" completes the noun, "accused officials of firing" the verb. Also gives a main verb, a
saying put in between and a second phrase with the same preposition back what the parser hangs elsewhere.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from kg.language.analysis import Token

COMPLEMENT_MARKS = ("to", "of", "for")
CHARGE_MARKS = ("of", "from")
_TURNED = ("advcl", "case", "advmod", "amod")
_FINITE = ("VBD", "VBZ", "VBP")


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


def attach_readiness(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens with "due" above "confer" in "where he is due to confer", which the parser turns round."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        verb = token.head
        if token.upos != "ADJ" or token.dep not in _TURNED or verb <= i + 1 or tokens[i + 1].text.lower() != "to":
            continue
        told = any(t.head == i and t.dep == "cop" for t in tokens[:i])
        if told and tokens[i + 1].head == verb and tokens[verb].xpos == "VB":
            out[i] = replace(token, head=tokens[verb].head, dep=tokens[verb].dep)
            out[verb] = replace(tokens[verb], head=i, dep="xcomp")
    return tuple(out)


def attach_help(tokens: Sequence[Token], verbs: Container[str]) -> tuple[Token, ...]:
    """Return the tokens with "in rebuilding" below "help" in "stands ready to help Kenya in rebuilding the port".

    `verbs` are lemmas for helping. The parser hangs the phrase on the main verb, which often stands far above.
    """
    out = list(tokens)
    for i, token in enumerate(tokens):
        marked = any(t.head == i and t.dep == "mark" and t.text.lower() == "in" for t in tokens[:i])
        if token.xpos != "VBG" or token.dep != "advcl" or not marked:
            continue
        below = token.head
        while below >= 0 and tokens[below].lemma.lower() not in verbs:
            below = next((k for k in range(below + 1, i) if tokens[k].head == below and tokens[k].dep == "xcomp"), -1)
        if below >= 0:
            out[i] = replace(token, head=below)
    return tuple(out)


def attach_returns(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens with "to the talks" of "brought them back to the talks" below the verb, not below "back"."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        adverb = token.head
        if token.dep != "obl" or not 0 <= adverb < i or tokens[adverb].upos != "ADV":
            continue
        if tokens[adverb].dep == "advmod" and 0 <= tokens[adverb].head < adverb:
            out[i] = replace(token, head=tokens[adverb].head)
    return tuple(out)


def attach_reports(tokens: Sequence[Token], says: Callable[[str], bool]) -> tuple[Token, ...]:
    """Return the tokens with "..., Central Command reports." read as a saying, not as a noun behind a name."""
    last = len(tokens) - 1
    while last > 0 and tokens[last].upos == "PUNCT":
        last -= 1
    word, name = tokens[last], last - 1
    if word.xpos != "NNS" or word.dep not in ("parataxis", "appos", "obj", "obl:unmarked") or not says(word.lemma):
        return tuple(tokens)
    comma = next((i for i in range(name, 0, -1) if tokens[i].text == ","), None)
    verbs = any(t.upos == "VERB" for t in tokens[:comma])
    if comma is None or not verbs or any(t.upos not in ("PROPN", "DET", "ADJ") for t in tokens[comma + 1 : last]):
        return tuple(tokens)
    if tokens[name].upos != "PROPN" or tokens[name].head != last:
        return tuple(tokens)
    root = next((i for i, t in enumerate(tokens) if t.head < 0), last)
    out = list(tokens)
    out[last] = replace(word, upos="VERB", xpos="VBZ", dep="parataxis", head=root if root != last else word.head)
    out[name] = replace(tokens[name], dep="nsubj")
    return tuple(out)


def attach_lists(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens with the second "for" of "pressed for an end to raids and for aid" beside the first."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        case = next((t.text.lower() for t in tokens[:i] if t.head == i and t.dep == "case"), None)
        joined = token.dep == "conj" and any(t.head == i and t.dep == "cc" for t in tokens[:i])
        if case is None or not joined or _case(tokens, token.head) == case:
            continue
        above = tokens[token.head].head
        while above >= 0 and tokens[above].upos in ("NOUN", "PROPN") and _case(tokens, above) != case:
            above = tokens[above].head
        if above >= 0 and tokens[above].upos in ("NOUN", "PROPN"):
            out[i] = replace(token, head=above)
    return tuple(out)


def _case(tokens: Sequence[Token], noun: int) -> str | None:
    return next((t.text.lower() for t in tokens[:noun] if t.head == noun and t.dep == "case"), None)


def attach_sayings(tokens: Sequence[Token], saying: Container[int]) -> tuple[Token, ...]:
    """Return the tokens with "the ministry there said", put between commas, under its own subject.

    The parser makes "ministry" a second subject of the verb before, behind which it stands.
    """
    out = list(tokens)
    for verb, token in enumerate(tokens):
        before = token.head
        if verb not in saying or token.dep != "parataxis" or not 0 <= before < verb or token.xpos not in _FINITE:
            continue
        if any(t.head == verb and t.dep.startswith("nsubj") for t in tokens):
            continue
        for i in range(before + 1, verb):
            if tokens[i].head == before and tokens[i].dep == "nsubj":
                out[i] = replace(tokens[i], head=verb)
    return tuple(out)


def attach_main_verbs(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens with "took" as the main verb of "the truce that Kenya proposed took effect".

    The parser reads it as a second relative clause, though nothing introduces it.
    """
    out = list(tokens)
    for verb, token in enumerate(tokens):
        noun = token.head
        if token.dep != "acl:relcl" or token.xpos not in _FINITE or noun < 0 or tokens[noun].head >= 0:
            continue
        earlier = any(t.head == noun and t.dep == "acl:relcl" for t in tokens[:verb])
        own = any(t.head == verb and (t.dep.startswith(("nsubj", "mark")) or t.upos == "SCONJ") for t in tokens)
        if not earlier or own or tokens[noun].upos not in ("NOUN", "PROPN") or tokens[verb - 1].text == ",":
            continue
        out[verb] = replace(token, head=-1, dep="root")
        out[noun] = replace(tokens[noun], head=verb, dep="nsubj")
        for i, t in enumerate(tokens):
            if t.head == noun and i > verb:
                out[i] = replace(t, head=verb)
        break
    return tuple(out)


def attach_gaps(tokens: Sequence[Token], verbs: Container[str]) -> tuple[Token, ...]:
    """Return the tokens with "that" as the object of a verb that has none: "a claim that Oslo rejected".

    `verbs` are lemmas that take an object or a clause; the parser reads their "that" as a mere conjunction.
    """
    out = list(tokens)
    for mark, token in enumerate(tokens):
        verb = token.head
        if token.dep != "mark" or token.text.lower() != "that" or verb <= mark or tokens[verb].dep != "acl":
            continue
        filled = any(t.head == verb and t.dep in ("obj", "ccomp", "xcomp", "nsubj:pass") for t in tokens)
        if tokens[verb].lemma.lower() in verbs and not filled:
            out[mark] = replace(token, dep="obj", upos="PRON", xpos="WDT")
            out[verb] = replace(tokens[verb], dep="acl:relcl")
    return tuple(out)
