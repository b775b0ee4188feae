"""Do two mentions tell of one happening? Evidence from words, types, parties, place, time and position, weighed.

Owns the evidence and its weighing; the weights are data (reading.toml). Refuses to join anything itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.dates import is_compatible
from kg.extract.layers import Trigger
from kg.extract.wording import Form
from kg.ontology.reading import Reading
from kg.ontology.types import Ontology
from kg.records import Claim, EventTime, Link, Mention, Quantity, Role

DISPLAY = ("headline", "deck", "heading", "caption")
LENT = ("line:", "carried:")  # rules of times that stand elsewhere in the text
TERSE = ("heading", "caption")  # zones whose parties cannot be trusted
_NEAR = 2  # sentences
_REACH = 4  # sentences within which a day that both draw from the text around them speaks for one happening
_ENCOUNTER = "Consultation"
_PAIRED = {"Person", "Country"}
_TIGHT = {"obj", "nsubj", "nsubj:pass", "compound", "amod", "advcl:by", "acl", "acl:relcl"}


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


def _hangs_on(word: Draft, other: Draft) -> bool:
    """Tell whether one trigger is a part of the other's phrase: "sign an agreement", "the strike hit"."""
    return word.form.head == other.trigger.token and word.form.dep in _TIGHT


def _own_time(draft: Draft) -> EventTime | None:
    """Return the time of a telling; none where a noun that points back only has the nearest one of the text."""
    lent = draft.time is not None and draft.form.points_back and draft.time.rule.startswith(LENT)
    return None if lent else draft.time


class Judge:
    """Weighs the evidence for two drafts of one article."""

    def __init__(
        self,
        ontology: Ontology,
        reading: Reading,
        countries: Mapping[str, str],
        classes: Mapping[str, str],
        served: Mapping[str, str],
    ) -> None:
        """Take by referent id the country each belongs to, where known, its class, and the country a person serves."""
        self._ontology, self._reading = ontology, reading
        self._countries, self._classes, self._served = countries, classes, served
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
        if a.claims[0].polarity != b.claims[0].polarity or self._are_told_apart(a, b):
            return True
        if self._are_other_pairs(a, b) or self._are_other_doers(a, b):
            return True
        mine, other = _own_time(a), _own_time(b)
        if mine is not None and other is not None and "stated" == mine.basis == other.basis:
            return not is_compatible(mine.span, other.span)
        return False

    def _are_other_pairs(self, a: Draft, b: Draft) -> bool:
        """Tell of two encounters of two: "met Erdogan" and "offered to meet Putin", or two people of other states."""
        if not all(self._ontology.is_a(d.trigger.type, _ENCOUNTER) for d in (a, b)):
            return False
        mine, other = (d.fillers("actor", "recipient") for d in (a, b))
        if not len(mine) == len(other) == 2 or mine == other:
            return False
        kinds = {self._classes.get(filler) for filler in mine ^ other}
        if len(mine & other) == 1:
            return len(kinds) == 1 and kinds <= _PAIRED
        states = [
            frozenset(self._served.get(f) or self._countries.get(f) for f in parties) for parties in (mine, other)
        ]
        return kinds == {"Person"} and None not in states[0] | states[1] and states[0] != states[1]

    def _are_told_apart(self, a: Draft, b: Draft) -> bool:
        """Tell of words that set two happenings side by side: "bombed A and seized B", "met since the clash"."""
        if b.form.again and not a.form.again and a.zone not in DISPLAY:
            return True
        if a.trigger.sentence != b.trigger.sentence:
            return False
        if a.trigger.token in b.form.dates or b.trigger.token in a.form.dates:
            return True
        met = any(self._ontology.is_a(d.trigger.type, _ENCOUNTER) for d in (a, b))
        return a.trigger.token in b.form.beside and a.form.lemma != b.form.lemma and not met

    def _are_other_doers(self, a: Draft, b: Draft) -> bool:
        """Tell whether two deeds have other doers by their own words: states, their bodies and people, one by one."""
        mine, other = self._states(a), self._states(b)
        return bool(mine and other) and not mine & other

    def _states(self, draft: Draft) -> frozenset[str]:
        """Return the states and organisations whose act a clause tells; none where a doer is only described."""
        told = draft.form.is_finite or draft.carrier is not None
        if not told or draft.zone in TERSE:
            return frozenset()
        doers = {r.filler for r in draft.roles if r.name == "actor" and r.basis == "clause"}
        if doers & {c.speaker for c in draft.claims}:
            return frozenset()  # "A says missiles hit": who says it need not have done it
        owners = {d: c for d in doers if (c := self._served.get(d) or self._countries.get(d)) is not None}
        bodies = {d for d in doers if self._classes.get(d) == "InternationalOrganization"}
        return frozenset({*owners.values(), *bodies}) if owners and doers == bodies | owners.keys() else frozenset()

    def evidence(self, a: Draft, b: Draft) -> Iterator[str]:
        """Yield the names of the evidence that holds; `a` stands before `b`."""
        if self._closeness(a.trigger.type, b.trigger.type) == "same":
            yield "same_type"
        if a.form.lemma == b.form.lemma or self._is_named_after(a, b):
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
        if (a.zone in DISPLAY) != (b.zone in DISPLAY) or (a.zone == "headline" != b.zone):
            yield "display"
        parties = (a.fillers("actor", "recipient"), b.fillers("actor", "recipient"))
        if all(parties) and a.zone not in TERSE and b.zone not in TERSE:
            shared = self._meet(*parties)
            if shared or self._are_comparable(a, b):
                yield "shared_party" if shared else "other_parties"
            if not shared and a.form.is_finite and b.form.is_finite:
                yield "other_tellings"
            if len(parties[0]) > 1 and parties[0] == parties[1]:
                yield "same_parties"
        theirs = b.time if b.trigger.sentence - a.trigger.sentence <= _REACH else _own_time(b)
        if a.time is not None and theirs is not None and a.time.span == theirs.span:
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
            yield "near" if b.form.points_back else "same_sentence"
        elif distance <= _NEAR:
            yield "near"

    def _is_named_after(self, a: Draft, b: Draft) -> bool:
        """Tell of the deed a noun is made of, told just before: "was killed ... the killing"."""
        near = b.trigger.sentence - a.trigger.sentence <= _NEAR
        return near and b.form.points_back and not a.form.is_noun and b.form.root == a.form.lemma

    def _are_comparable(self, a: Draft, b: Draft) -> bool:
        """Tell whether two tellings name parties in one part: who struck is no other than who was struck."""
        mutual = any(self._ontology.is_a(d.trigger.type, _ENCOUNTER) for d in (a, b))
        return mutual or any(a.fillers(part) and b.fillers(part) for part in ("actor", "recipient"))

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
