"""Talks that have a place are a meeting and no call, unless the words around them tell of a line between the two."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.layers import Referents, Trigger
from kg.language.analysis import Analysis, Sentence
from kg.ontology.reading import Reading
from kg.records import Role

_GROUND = ("City", "Facility")


def in_person(
    triggers: Sequence[Trigger],
    roles: Sequence[Sequence[Role]],
    analysis: Analysis,
    referents: Referents,
    reading: Reading,
) -> tuple[Trigger, ...]:
    """Return the triggers, those of calls that happen in a town or building as what they are in person."""
    return tuple(_met(t, r, analysis, referents, reading) for t, r in zip(triggers, roles, strict=True))


def _met(
    trigger: Trigger, roles: Sequence[Role], analysis: Analysis, referents: Referents, reading: Reading
) -> Trigger:
    kind = reading.in_person.get(trigger.type)
    sentence = analysis.sentences[trigger.sentence]
    places = [r for r in roles if r.name == "place"]
    if kind is None or not any(referents.get(r.filler).type in _GROUND or _is_site(sentence, r) for r in places):
        return trigger
    near = analysis.sentences[max(0, trigger.sentence - 1) : trigger.sentence + 1]
    if any(t.lemma.lower() in reading.lines for s in near for t in s.tokens):
        return trigger
    return replace(trigger, type=kind)


def _is_site(sentence: Sentence, place: Role) -> bool:
    """Tell of "at the Vatican": what "at" brings is a building or town, even where a state has its name."""
    before = [t for t in sentence.tokens if t.end <= place.start and t.upos != "DET"]
    return bool(before) and before[-1].lemma == "at"
