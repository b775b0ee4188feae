"""How a trigger is worded: what its determiner, modifiers, governor and fellow verbs tell of other tellings of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.layers import Referents, Trigger
from kg.language.analysis import Sentence, Token
from kg.ontology.reading import Reading

_NAMING = {"amod", "compound", "nmod", "nummod"}  # words below a noun that tell which one is meant
_COMPLEMENTS = {"nsubj", "nsubj:pass", "obj", "ccomp", "xcomp", "obl"}
_PHRASES = {"obl", "obl:tmod", "nmod", "advcl"}


@dataclass(frozen=True, slots=True)
class Form:
    """How a trigger is worded: `determiner` is definite, indefinite or none.

    `points_back` tells of a definite noun that names nobody and nothing itself: "the talks", not "the Geneva talks".
    """

    lemma: str
    root: str  # the verb a noun in -ing is made of: "kill" of "killing"
    is_noun: bool
    is_finite: bool
    determiner: str
    points_back: bool
    head: int  # the word that governs it, and how
    dep: str
    answering: bool = False  # "retaliated by banning": it cannot be what it answers
    toll: bool = False  # it only says that people came to harm, not where, when or by what: "six were killed"
    again: bool = False  # "another raid", "signed a separate accord": not what was told before
    beside: frozenset[int] = frozenset()  # verbs it is joined to by "and", where it has complements of its own
    dates: frozenset[int] = frozenset()  # words it tells the time of: "met" of "met after the raid"


def describe_form(sentence: Sentence, trigger: Trigger, reading: Reading, referents: Referents) -> Form:
    """Return how a trigger is worded."""
    token = trigger.token
    word = sentence.tokens[token]
    below = [sentence.tokens[i] for i in sentence.below[token]]
    determiners = {t.text.lower() for t in below if t.dep in ("det", "nmod:poss")}
    noun = word.upos in ("NOUN", "PROPN")
    if determiners & reading.definite or any(t.dep == "nmod:poss" for t in below):
        determiner = "definite"
    else:
        determiner = "indefinite" if determiners else "none"
    dep = word.dep
    if dep == "advcl" and any(t.dep == "mark" and t.lemma == "by" for t in below):
        dep = "advcl:by"
    named = any(
        sentence.tokens[i].dep.split(":")[0] in _NAMING
        and ((sentence.index, i) in referents.at or sentence.tokens[i].upos == "PROPN")
        for i in sentence.below[token]
    )
    return Form(
        lemma=_lemma(word),
        root=_root(_lemma(word)) if noun else _lemma(word),
        is_noun=noun,
        is_finite=word.upos == "VERB" and word.xpos in ("VBD", "VBZ", "VBP", "VBN"),
        determiner=determiner,
        points_back=noun and determiner == "definite" and not named,
        head=word.head,
        dep=dep,
        answering=dep == "advcl:by" and sentence.tokens[word.head].lemma.lower() in reading.answering,
        toll=_is_toll(sentence, token, reading),
        again=_is_another(sentence, trigger, reading),
        beside=_joined_verbs(sentence, trigger, reading),
        dates=frozenset(_dated_words(sentence, token, reading)),
    )


def _lemma(word: Token) -> str:
    lemma = word.lemma.lower()
    if word.upos == "PROPN" and len(lemma) > 4 and lemma.endswith("s") and not lemma.endswith("ss"):
        return lemma[:-1]  # title case makes a plural look like a name
    return lemma


def _root(noun: str) -> str:
    stem = noun.removesuffix("ing")
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsz"  # "stabbing", not "killing"
    return stem[:-1] if doubled and stem != noun else stem


def _is_toll(sentence: Sentence, token: int, reading: Reading) -> bool:
    word = sentence.tokens[token]
    if word.upos != "VERB" or word.lemma.lower() not in reading.harming:
        return False
    below = [sentence.tokens[i] for i in sentence.below[token]]
    suffered = word.lemma.lower() in ("die", "perish") or any(t.dep in ("nsubj:pass", "aux:pass") for t in below)
    told = any(t.dep.split(":")[0] in ("obl", "advcl", "obj") or t.lemma == "have" for t in below)
    return suffered and not told and word.dep in ("root", "conj", "parataxis", "ccomp")


def _is_another(sentence: Sentence, trigger: Trigger, reading: Reading) -> bool:
    """Tell of "another raid", "signed a separate accord": the words say that it is not what was told before."""
    tokens = sentence.tokens
    nouns = [trigger.token] if tokens[trigger.token].upos in ("NOUN", "PROPN") else []
    if tokens[trigger.token].upos == "VERB" and not nouns:
        nouns = [i for i in sentence.below[trigger.token] if tokens[i].dep == "obj" and tokens[i].upos == "NOUN"]
    return any(
        tokens[i].dep in ("det", "amod") and tokens[i].lemma.lower() in reading.another
        for noun in nouns
        for i in sentence.below[noun]
    )


def _verb(trigger: Trigger) -> int:
    return trigger.token if trigger.carrier is None else trigger.carrier


def _joined_verbs(sentence: Sentence, trigger: Trigger, reading: Reading) -> frozenset[int]:
    """Return the verbs a verb is joined to, each with complements of its own: "bombed the port and seized a ship".

    What harm a deed did is no deed of its own ("struck the town and killed six"), nor is what stands alone.
    """
    tokens, verb = sentence.tokens, trigger.token
    if tokens[verb].upos != "VERB" or tokens[verb].lemma.lower() in reading.harming:
        return frozenset()

    def full(i: int) -> bool:
        return tokens[i].upos == "VERB" and any(tokens[k].dep in _COMPLEMENTS for k in sentence.below[i])

    found: set[int] = set()
    at = verb
    while tokens[at].dep == "conj" and tokens[at].head >= 0:
        at = tokens[at].head
        found.add(at)
    found |= {i for i in range(verb) if tokens[i].dep == "conj" and tokens[i].head == at}
    return frozenset(i for i in found if full(i)) if full(verb) else frozenset()


def _dated_words(sentence: Sentence, token: int, reading: Reading) -> Iterator[int]:
    """Yield the words whose time a phrase tells: the verb "since the clash" stands at, its subject and its nouns."""
    tokens = sentence.tokens
    marks = {tokens[i].text.lower() for i in sentence.below[token] if tokens[i].dep in ("case", "mark")}
    if not marks & reading.dating or tokens[token].dep not in _PHRASES:
        return
    above = tokens[token].head
    if above < 0:
        return
    yield above
    yield from (i for i in sentence.below[above] if tokens[i].dep in ("nsubj", "nsubj:pass", "obj"))
