"""Talks that have a place are a meeting and no call, unless the words around them tell of a line between the two."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.layers import Referents, Trigger
from kg.language.analysis import Analysis
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
    if kind is None or not any(r.name == "place" and referents.get(r.filler).type in _GROUND for r in roles):
        return trigger
    near = analysis.sentences[max(0, trigger.sentence - 1) : trigger.sentence + 1]
    if any(t.lemma.lower() in reading.lines for s in near for t in s.tokens):
        return trigger
    return replace(trigger, type=kind)
