"""Reads the type of an event from what stands with its word: "captured a general" against "captured the port".

Matches the rules of constructions.toml with a parsed sentence; which words evoke an event at all is triggers.py's.
"""

from collections.abc import Iterator

from kg.extract.clause import RELATIVE, VERBS, Clauses, read_clauses
from kg.extract.layers import Referents
from kg.language.analysis import Sentence
from kg.ontology.constructions import Construction, Constructions, Filler, Slot, load_constructions
from kg.ontology.cues import Cues, load_cues
from kg.ontology.types import Ontology

_NAMES = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}


class ConstructionReader:
    """Tells what the words beside a word make of it, for the sentences of one article."""

    def __init__(self, ontology: Ontology, referents: Referents | None = None) -> None:
        """Take the referents of the article where they are known; the model's names stand in for them."""
        self._ontology, self._referents = ontology, referents
        self._rules: Constructions = load_constructions()
        self._cues: Cues = load_cues()
        self._types = {} if referents is None else {r.id: r.type for r in referents.referents}

    def read(self, sentence: Sentence, token: int) -> str | None:
        """Return the type that the first fitting rule gives a word, NO_EVENT where it tells of none, None unread."""
        word = sentence.tokens[token]
        verb = word.upos in VERBS
        table = self._rules.verbs if verb else self._rules.nouns
        if not verb and word.upos not in ("NOUN", "PROPN"):
            return None
        clauses = read_clauses(sentence, self._cues)
        rules = table.get(clauses.lemma(token)) or table.get(word.text.lower())
        if rules is None:
            return None
        for form, rule in rules:
            if all(_has_beside(clauses, token, w) for w in form[1:]) and self._holds(clauses, token, rule):
                return rule.type
        return None

    def _holds(self, clauses: Clauses, token: int, rule: Construction) -> bool:
        return all(self._filled(clauses, token, s) for s in rule.where) and not any(
            self._filled(clauses, token, s) for s in rule.unless
        )

    def _filled(self, clauses: Clauses, token: int, slot: Slot) -> bool:
        words = list(_slot_words(clauses, token, slot.name, self._rules.counting))
        return any(self._fits(clauses, word, filler) for word in words for filler in slot.fillers)

    def _fits(self, clauses: Clauses, word: int, filler: Filler) -> bool:
        if filler.anything or (filler.joined and clauses.find(word, "conj")):
            return True
        if filler.doing and clauses.tokens[word].upos in VERBS:
            return True
        lemma = clauses.lemma(word)
        forms = {lemma, clauses.word(word)}
        if clauses.tokens[word].upos == "PROPN":  # "Shells landed": the capital makes a plural look like a name
            forms.add(lemma.removesuffix("s"))
        if forms & filler.barred:
            return False
        if forms & filler.words:
            return True
        if filler.counted and self._cues.counted.get(lemma) in filler.counted:
            return True
        kind = self._class(clauses, word) if filler.classes else None
        return kind is not None and any(self._ontology.is_entity(kind, wide) for wide in filler.classes)

    def _class(self, clauses: Clauses, word: int) -> str | None:
        """Return the entity class of what a word stands for, as the referents or the model's names tell it."""
        if self._referents is not None:
            return self._types.get(self._referents.at.get((clauses.sentence.index, word), ""))
        inside = (n.label for n in clauses.sentence.names if n.first <= word <= n.last)
        return _NAMES.get(next(inside, ""))


def _has_beside(clauses: Clauses, token: int, word: str) -> bool:
    """Tell whether a particle or preposition stands with a verb: "took it over", "called for talks", "call in"."""
    if clauses.words[token + 1 : token + 2] == (word,):
        return True
    below = clauses.below[token]
    return any(
        clauses.word(c) == word and c > token and clauses.dep(c) in ("compound", "advmod", "obl", "case", "mark")
        for c in below
    )


def _slot_words(clauses: Clauses, token: int, slot: str, counting: frozenset[str]) -> Iterator[int]:
    """Yield the words that fill a slot of a word."""
    if slot == "object":
        yield from _expanded(clauses, _objects(clauses, token), counting)
    elif slot == "subject":
        yield from _expanded(clauses, _subjects(clauses, token), counting)
    elif slot == "content":
        yield from _contents(clauses, token)
    elif slot == "above":
        yield from (h for h in (clauses.tokens[token].head,) if h >= 0)
    elif slot == "purpose":
        yield from (c for c in clauses.find(token, "advcl", "xcomp", "acl") if "to" in clauses.marks(c))
    elif slot == "modal":
        for verb in _contents(clauses, token):
            yield from clauses.find(verb, "aux")
    elif slot == "beside":
        yield from clauses.below[token]
        for brought in clauses.find(token, "obl"):
            yield from clauses.find(brought, "case")
        for clause in clauses.find(token, "advcl"):
            yield from clauses.find(clause, "mark", "advmod")
    else:
        for head in (token, *_objects(clauses, token), *clauses.find(token, "advmod", "compound")):
            clausal = () if slot == "to" else ("advcl",)  # "retaliated by expelling", but an infinitive is no goal
            below = (c for c in clauses.find(head, "obl", "nmod", *clausal) if slot in clauses.marks(c))
            yield from _expanded(clauses, tuple(below), counting)


def _objects(clauses: Clauses, token: int) -> tuple[int, ...]:
    """Return what a verb acts on, or what the noun of a deed names as its object."""
    if clauses.tokens[token].upos not in VERBS:
        return tuple(c for c in clauses.find(token, "nmod") if "of" in clauses.marks(c)) + tuple(
            c for c in clauses.find(token, "compound") if clauses.tokens[c].upos == "NOUN"
        )
    found = clauses.find(token, "nsubj:pass") or clauses.find(token, "obj") or _named(clauses, token)
    bare = clauses.tokens[token].xpos == "VBN" and not clauses.find(token, "aux", "aux:pass", "nsubj")
    if not found and clauses.dep(token) == "acl" and bare:
        found = (clauses.tokens[token].head,)
    if not found and clauses.dep(token) == "amod":
        found = (clauses.tokens[token].head,)
    if not found and clauses.dep(token) == "conj" and bare:  # "was captured and razed"
        found = clauses.find(clauses.tokens[token].head, "nsubj:pass")
    out = []
    for word in found:
        above = clauses.antecedent(token) if clauses.word(word) in RELATIVE else None
        out.append(word if above is None else above)
    return tuple(out)


def _named(clauses: Clauses, token: int) -> tuple[int, ...]:
    """Return a bare name that the parse takes for a predicate: "called Mbeki"."""
    return tuple(c for c in clauses.find(token, "xcomp") if clauses.tokens[c].upos == "PROPN")


def _subjects(clauses: Clauses, token: int) -> tuple[int, ...]:
    if clauses.tokens[token].upos not in VERBS:
        return tuple(c for c in clauses.find(token, "nmod") if "by" in clauses.marks(c))
    subject = clauses.subject(token)
    return () if subject is None else (subject,)


def _contents(clauses: Clauses, token: int) -> tuple[int, ...]:
    """Return the verbs of the clause or infinitive below a verb, and the nouns it puts forward."""
    below, named = clauses.find(token, "xcomp", "ccomp", "acl", "parataxis"), _named(clauses, token)
    found = tuple(c for c in below if c not in named)
    return found + tuple(c for f in found for c in clauses.find(f, "conj"))


def _expanded(clauses: Clauses, words: tuple[int, ...], counting: frozenset[str]) -> Iterator[int]:
    """Yield words, what they are joined to, and what they only count: "dozens of soldiers", "part of the city"."""
    for word in words:
        yield word
        yield from clauses.find(word, "conj")
        if clauses.tokens[word].upos == "PROPN":
            yield from clauses.find(word, "compound", "flat", "appos")
        if clauses.lemma(word) in counting or clauses.tokens[word].upos == "NUM":
            yield from (c for c in clauses.find(word, "nmod") if "of" in clauses.marks(c))
