"""Participants that the parse makes unmistakable: subjects, objects, agents, owners, places, shared and controlled.

The floor below the role scorer: asked only about roles it left empty. Knows Universal Dependencies and prepositions.
"""

from collections.abc import Iterator

from kg.language.analysis import Sentence

_WHERE = {"in", "at", "near", "outside", "inside", "across", "throughout", "around"}
_AGAINST = {"against", "on", "upon", "at"}
_TOGETHER = {"with", "between", "among"}
_FAR = 12  # words
_EXAMPLES = {"include", "including", "such", "like"}
_ACTIVE = ("VBG", "VBD", "VBZ", "VBP")

Participant = tuple[str, int]  # role, word


def read_participants(sentence: Sentence, token: int) -> tuple[Participant, ...]:
    """Return (role, word) for a trigger, the surest first; several words may stand for one role."""
    verbal = sentence.tokens[token].upos in ("VERB", "AUX")
    found = _of_verb(sentence, token) if verbal else _of_noun(sentence, token)
    return tuple(dict.fromkeys(found))


def name_head(sentence: Sentence, word: int) -> int:
    """Return the word that heads the name a word is part of, itself where it is no later part of one."""
    while sentence.tokens[word].dep == "flat" and sentence.tokens[word].head >= 0:
        word = sentence.tokens[word].head
    return word


def conjuncts(sentence: Sentence, word: int) -> tuple[int, ...]:
    """Return the members of the coordination a word belongs to, itself included, in order."""
    first = name_head(sentence, word)
    while sentence.tokens[first].dep == "conj" and sentence.tokens[first].head >= 0:
        first = sentence.tokens[first].head
    return (first, *(i for i, t in enumerate(sentence.tokens) if t.dep == "conj" and t.head == first))


def examples(sentence: Sentence, word: int) -> tuple[int, ...]:
    """Return the words named as examples of a noun: "officials, including A and B", "leaders, among them C"."""
    group = conjuncts(sentence, word)
    found: list[int] = []
    for i, t in enumerate(sentence.tokens):
        if t.head in group and i > word and _case(sentence, i) in _EXAMPLES:
            found += conjuncts(sentence, i)
    return tuple(found)


def partners(sentence: Sentence, token: int) -> tuple[int, ...]:
    """Return whom something is done with: "discussed peace with A and B", "talks between C and D"."""
    tokens = sentence.tokens
    tops = {token}
    for i, t in enumerate(tokens):  # the parse may hang the partner on the thing discussed, or on a part of it
        if i > token and t.head in tops and t.dep in ("obj", "nmod", "nmod:of") and i - token < _FAR:
            tops.add(i)
    found: list[int] = []
    for i, t in enumerate(tokens):
        if t.head in tops and t.dep.split(":")[0] in ("obl", "nmod") and _case(sentence, i) in _TOGETHER:
            found += conjuncts(sentence, i)
    return tuple(dict.fromkeys(found))


def doer(sentence: Sentence, verb: int) -> int | None:
    """Return the subject of a verb, its own or that of the clause above: "A rang B, urging" is done by A."""
    own = next((i for i in sentence.below[verb] if sentence.tokens[i].dep in ("nsubj", "nsubj:pass")), None)
    return own if own is not None else _shared_subject(sentence, verb)


def _of_verb(sentence: Sentence, token: int) -> Iterator[Participant]:
    tokens = sentence.tokens
    word = tokens[token]
    below = [(i, t) for i, t in enumerate(tokens) if t.head == token]
    labels = {t.dep for _, t in below}
    passive = "nsubj:pass" in labels or "aux:pass" in labels or (word.xpos == "VBN" and word.dep in ("acl", "amod"))
    for i, t in below:
        case = _case(sentence, i)
        if t.dep == "nsubj:pass":
            yield "recipient", i
        elif (
            (t.dep == "nsubj" and not passive) or t.dep == "obl:agent" or (passive and t.dep == "obl" and case == "by")
        ):
            yield "actor", i
        elif t.dep in ("obj", "iobj"):
            yield "recipient", i
        elif t.dep.startswith("obl") and case in _WHERE:
            yield "place", i
        elif t.dep.startswith("obl") and case == "against":
            yield "recipient", i
    if word.dep == "acl" and word.head >= 0 and "nsubj" not in labels and "nsubj:pass" not in labels:
        if word.xpos == "VBN":
            yield "recipient", word.head
        elif word.xpos in _ACTIVE:
            yield "actor", word.head
    if not passive and "nsubj" not in labels:
        subject = _shared_subject(sentence, token)
        if subject is not None:
            yield "actor", subject


def _of_noun(sentence: Sentence, token: int) -> Iterator[Participant]:
    for i, t in enumerate(sentence.tokens):
        if t.head != token:
            continue
        case = _case(sentence, i)
        if t.dep == "nmod:poss" or (t.dep.startswith("nmod") and case == "by"):
            yield "actor", i
        elif t.dep.startswith("nmod") and case in _AGAINST and case != "at":
            yield "recipient", i
        elif t.dep.startswith("nmod") and case in _WHERE:
            yield "place", i
        elif t.dep in ("compound", "amod") and t.text[:1].isupper():
            yield "actor", i


def _case(sentence: Sentence, word: int) -> str:
    return next((t.lemma.lower() for t in sentence.tokens if t.head == word and t.dep == "case"), "")


def _shared_subject(sentence: Sentence, token: int) -> int | None:
    """Return the subject a verb shares with the clause above: coordination, control, participles."""
    tokens = sentence.tokens
    at = token
    for _ in range(4):
        word, above = tokens[at], tokens[at].head
        if above < 0 or word.dep not in ("conj", "xcomp", "advcl"):
            return None
        if word.dep == "advcl" and not _is_participle(sentence, at) and not _is_infinitive(sentence, at):
            return None
        if word.dep == "xcomp":
            controlled = next((i for i, t in enumerate(tokens) if t.head == above and t.dep in ("obj", "iobj")), None)
            if controlled is not None and tokens[controlled].upos in ("PROPN", "PRON", "NOUN"):
                return controlled
        subject = next((i for i, t in enumerate(tokens) if t.head == above and t.dep in ("nsubj", "nsubj:pass")), None)
        if subject is not None:
            return subject
        at = above
    return None


def _is_participle(sentence: Sentence, token: int) -> bool:
    """Tell whether a verb is a participle that borrows its subject: "ordering", "having ordered"."""
    helps = (sentence.tokens[i].xpos for i in sentence.below[token] if sentence.tokens[i].dep == "aux")
    return sentence.tokens[token].xpos == "VBG" or "VBG" in helps


def _is_infinitive(sentence: Sentence, token: int) -> bool:
    return any(t.head == token and t.dep == "mark" and t.lemma == "to" for t in sentence.tokens)
