"""Do two mentions tell of one happening? Evidence from words, types, parties, place, time and position, weighed.

Owns the evidence and its weighing; the weights are data (reading.toml). Refuses to join anything itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.dates import is_compatible
from kg.extract.layers import Referents, Trigger
from kg.language.analysis import Sentence
from kg.ontology.reading import Reading
from kg.ontology.types import Ontology
from kg.records import Claim, EventTime, Link, Mention, Quantity, Role

_DISPLAY = ("headline", "deck", "heading", "caption")
TERSE = ("heading", "caption")  # zones whose parties cannot be trusted
_NEAR = 2  # sentences
_NAMING = {"amod", "compound", "nmod", "nummod"}  # words below a noun that tell which one is meant
_ENCOUNTER = "Consultation"
_PAIRED = {"Person", "Country"}
_TIGHT = {"obj", "nsubj", "nsubj:pass", "compound", "amod", "advcl:by", "acl", "acl:relcl"}


@dataclass(frozen=True, slots=True)
class Form:
    """How a trigger is worded: `determiner` is definite, indefinite or none.

    `points_back` tells of a definite noun that names nobody and nothing itself: "the talks", not "the Geneva talks".
    """

    lemma: str
    is_noun: bool
    is_finite: bool
    determiner: str
    points_back: bool
    head: int  # the word that governs it, and how
    dep: str
    answering: bool = False  # "retaliated by banning": it cannot be what it answers
    toll: bool = False  # it only says that people came to harm, not where, when or by what: "six were killed"


@dataclass(frozen=True, slots=True)
class Draft:
    """One trigger with all that was read beside it. `content` and `links` point to other drafts by index."""

    trigger: Trigger
    mention: Mention
    form: Form
    zone: str
    roles: tuple[Role, ...]
    claims: tuple[Claim, ...]
    time: EventTime | None
    quantities: tuple[Quantity, ...]
    content: tuple[tuple[int, Role], ...] = ()
    links: tuple[tuple[int, Link], ...] = ()
    carrier: Mention | None = None  # the light verb of its noun, where the two are one event

    def fillers(self, *roles: str) -> frozenset[str]:
        """Return the ids filling any of the roles."""
        return frozenset(r.filler for r in self.roles if r.name in roles)


def describe_form(sentence: Sentence, token: int, reading: Reading, referents: Referents) -> Form:
    """Return how the trigger at a token is worded."""
    word = sentence.tokens[token]
    below = [sentence.tokens[i] for i in sentence.below[token]]
    determiners = {t.text.lower() for t in below if t.dep in ("det", "nmod:poss")}
    noun = word.upos in ("NOUN", "PROPN")
    if determiners & reading.definite or any(t.dep == "nmod:poss" for t in below):
        determiner = "definite"
    else:
        determiner = "indefinite" if determiners else "none"
    finite = word.upos == "VERB" and word.xpos in ("VBD", "VBZ", "VBP", "VBN")
    dep = word.dep
    if dep == "advcl" and any(t.dep == "mark" and t.lemma == "by" for t in below):
        dep = "advcl:by"
    lemma = word.lemma.lower()
    if word.upos == "PROPN" and len(lemma) > 4 and lemma.endswith("s") and not lemma.endswith("ss"):
        lemma = lemma[:-1]  # title case makes a plural look like a name
    named = any(
        sentence.tokens[i].dep.split(":")[0] in _NAMING
        and ((sentence.index, i) in referents.at or sentence.tokens[i].upos == "PROPN")
        for i in sentence.below[token]
    )
    back = noun and determiner == "definite" and not named
    answering = dep == "advcl:by" and sentence.tokens[word.head].lemma.lower() in reading.answering
    return Form(lemma, noun, finite, determiner, back, word.head, dep, answering, _is_toll(sentence, token, reading))


def _is_toll(sentence: Sentence, token: int, reading: Reading) -> bool:
    word = sentence.tokens[token]
    if word.upos != "VERB" or word.lemma.lower() not in reading.harming:
        return False
    below = [sentence.tokens[i] for i in sentence.below[token]]
    suffered = word.lemma.lower() in ("die", "perish") or any(t.dep in ("nsubj:pass", "aux:pass") for t in below)
    told = any(t.dep.split(":")[0] in ("obl", "advcl", "obj") or t.lemma == "have" for t in below)
    return suffered and not told and word.dep in ("root", "conj", "parataxis", "ccomp")


def _hangs_on(word: Draft, other: Draft) -> bool:
    """Tell whether one trigger is a part of the other's phrase: "sign an agreement", "the strike hit"."""
    return word.form.head == other.trigger.token and word.form.dep in _TIGHT


class Judge:
    """Weighs the evidence for two drafts of one article."""

    def __init__(
        self, ontology: Ontology, reading: Reading, countries: Mapping[str, str], classes: Mapping[str, str]
    ) -> None:
        """Take the country each referent belongs to, by referent id, where known, and the class of each."""
        self._ontology, self._reading, self._countries, self._classes = ontology, reading, countries, classes
        self._weights = reading.same_event
        self.together = reading.same_event["together"]
        self._close: dict[tuple[str, str], str | None] = {}  # types are few, pairs of mentions many

    def score(self, earlier: Draft, later: Draft) -> float | None:
        """Return the weight for one happening, positive when likely; None when it cannot be."""
        if self.is_excluded(earlier, later):
            return None
        kinds = {self._ontology.scored_as(d.trigger.type) for d in (earlier, later)}
        often = sum(weight for kind, weight in self._reading.told_often.items() if kind in kinds)
        return self._weights["bias"] + often + sum(self._weights[e] for e in self.evidence(earlier, later))

    def is_excluded(self, a: Draft, b: Draft) -> bool:
        """Tell whether two drafts cannot be one: foreign types, opposite polarity, other pairs, times apart."""
        if self._closeness(a.trigger.type, b.trigger.type) is None:
            return True
        if a.claims[0].polarity != b.claims[0].polarity or self._are_other_pairs(a, b):
            return True
        if a.time is not None and b.time is not None and "stated" == a.time.basis == b.time.basis:
            return not is_compatible(a.time.span, b.time.span)
        return False

    def _are_other_pairs(self, a: Draft, b: Draft) -> bool:
        """Tell of "met Erdogan" and "offered to meet Putin": one and the same met one person or state, then another."""
        if not all(self._ontology.is_a(d.trigger.type, _ENCOUNTER) for d in (a, b)):
            return False
        mine, other = (d.fillers("actor", "recipient") for d in (a, b))
        if not len(mine) == len(other) == 2 or len(mine & other) != 1:
            return False
        kinds = {self._classes.get(filler) for filler in mine ^ other}
        return len(kinds) == 1 and kinds <= _PAIRED

    def evidence(self, a: Draft, b: Draft) -> Iterator[str]:
        """Yield the names of the evidence that holds; `a` stands before `b`."""
        if self._closeness(a.trigger.type, b.trigger.type) == "same":
            yield "same_type"
        if a.form.lemma == b.form.lemma:
            yield "same_lemma"
        if b.form.points_back:
            yield "points_back"
        if b.form.is_noun and b.form.determiner == "indefinite":
            yield "indefinite"
        if b.form.is_finite and b.zone not in TERSE:
            yield "finite_verb"
        if b.form.answering:
            yield "answering"
        beside = b.form.toll and not a.form.toll and b.trigger.sentence - a.trigger.sentence <= 1
        if beside and self._ontology.types[a.trigger.type].plover == "ASSAULT":
            yield "toll"
        if any(self._ontology.is_a(t, "SpeechAct") for t in (a.trigger.type, b.trigger.type)):
            yield "speech_act"
        if (a.zone in _DISPLAY) != (b.zone in _DISPLAY) or (a.zone == "headline" != b.zone):
            yield "display"
        parties = (a.fillers("actor", "recipient"), b.fillers("actor", "recipient"))
        if all(parties) and a.zone not in TERSE and b.zone not in TERSE:
            shared = self._meet(*parties)
            yield "shared_party" if shared else "other_parties"
            if not shared and a.form.is_finite and b.form.is_finite:
                yield "other_tellings"
            if len(parties[0]) > 1 and parties[0] == parties[1]:
                yield "same_parties"
        if a.time is not None and b.time is not None and a.time.span == b.time.span:
            yield "same_time"
        places = (a.fillers("place"), b.fillers("place"))
        if all(places):
            yield "shared_place" if self._meet(*places) else "other_place"
        if a.claims[0].modality != b.claims[0].modality:
            yield "other_modality"
        distance = b.trigger.sentence - a.trigger.sentence
        if distance == 0 and (_hangs_on(a, b) or _hangs_on(b, a)):
            yield "attached"
        elif distance == 0:
            yield "same_sentence"
        elif distance <= _NEAR:
            yield "near"

    def _meet(self, a: frozenset[str], b: frozenset[str]) -> bool:
        def wide(ids: frozenset[str]) -> frozenset[str]:
            return ids | {c for i in ids if (c := self._countries.get(i)) is not None}

        return bool(wide(a) & wide(b))

    def _closeness(self, a: str, b: str) -> str | None:
        if (a, b) not in self._close:
            self._close[a, b] = self._compare_types(a, b)
        return self._close[a, b]

    def _compare_types(self, a: str, b: str) -> str | None:
        ontology = self._ontology
        first, second = ontology.scored_as(a), ontology.scored_as(b)
        if first == second:
            return "same"
        if (first, second) in self._reading.apart:
            return None
        below = ontology.is_a(first, second) or ontology.is_a(second, first)
        return "kin" if below or (first, second) in self._reading.kin else None
