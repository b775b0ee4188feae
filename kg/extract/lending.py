"""Parties that a happening leaves unsaid: "the talks" are those of whom the article told beside them."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.belligerents import Belligerents
from kg.extract.happenings import Draft
from kg.ontology.reading import Reading
from kg.ontology.types import Ontology
from kg.records import Role

_TOLD = ("Factual", "Continuing")
_PARTIES = 2  # fewer parties are no relation between parties


def lend_parties(
    drafts: Sequence[Draft],
    groups: Sequence[Sequence[int]],
    belligerents: Belligerents,
    ontology: Ontology,
    reading: Reading,
) -> tuple[Draft, ...]:
    """Return the drafts, those of happenings between parties that name none with the parties of the nearest like one.

    A noun alone may borrow ("the negotiations"); a verb has its own subject. An earlier happening goes before a later.
    """
    sides = belligerents.find(drafts)
    changed = list(drafts if sides is None else belligerents.lend(drafts, groups, sides))
    for family in reading.between_parties:
        kin = [g for g in groups if any(ontology.is_a(drafts[g[0]].trigger.type, t) for t in family)]
        lenders = [g for g in kin if len(_actors(drafts, g)) >= _PARTIES]
        for group in kin:
            first = changed[group[0]]
            if any(changed[i].fillers("actor", "recipient") for i in group) or not all(
                drafts[i].form.is_noun for i in group
            ):
                continue
            told = any(c.modality in _TOLD for i in group for c in drafts[i].claims)
            lender = min(lenders, key=lambda g: _distance(drafts, g, group), default=None)
            if lender is not None:
                lent = tuple(replace(r, basis="inferred") for r in _actors(drafts, lender))
                if not told and any(belligerents.is_person(r.filler) for r in lent):
                    continue  # a peace that envoys wish for is not one between the envoys
                changed[group[0]] = replace(first, roles=(*first.roles, *lent))
    return tuple(changed)


def _actors(drafts: Sequence[Draft], group: Sequence[int]) -> tuple[Role, ...]:
    """Return the actors of the mention of a happening that names most of them."""
    return max((tuple(r for r in drafts[i].roles if r.name == "actor") for i in group), key=len)


def _distance(drafts: Sequence[Draft], lender: Sequence[int], group: Sequence[int]) -> tuple[int, int, int]:
    """Return how far a happening is told from another: sentences, later ones behind earlier ones."""
    here = drafts[group[0]].trigger.sentence
    near = min((abs(drafts[i].trigger.sentence - here), drafts[i].trigger.sentence > here) for i in lender)
    return (near[0], int(near[1]), lender[0])
