"""The two sides of the war an article tells of, for happenings between them that name one side only or none.

"An armistice lapsed in June" after weeks of war between Chad and Libya is theirs; what Chad's guns hit is Libya.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kg.extract.happenings import Draft
from kg.extract.layers import Referents
from kg.ontology.reading import Reading
from kg.ontology.types import Ontology
from kg.records import EventTime, Role

_TOLD = 4  # parts in happenings of war that two sides have before they are the sides of the article's war
_EACH = 2  # of these for the one that has fewer
_SHARE = 0.75  # of all such parts
_BEFORE, _AFTER = 1, 5  # years around the dated blows of a war in which it is fought and settled
_REAL = ("Factual", "Continuing")
_BODIES = ("ArmedForce", "GovernmentBody", "Organization", "Group")

Sides = tuple[str, str]


class Belligerents:
    """Tells who fights whom in an article, and lends the sides to what is told of them without a name."""

    def __init__(
        self, referents: Referents, ontology: Ontology, reading: Reading, is_force: Callable[[str], bool]
    ) -> None:
        """Take what tells a noun for the forces of a state: "forces", "army"."""
        self._ontology, self._reading, self._is_force = ontology, reading, is_force
        self._things = {r.id: r for r in referents.referents}
        self._states = {r.known: r.id for r in referents.referents if r.type == "Country" and r.known is not None}

    def side(self, filler: str) -> str | None:
        """Return the side a referent stands on: a state, that of its forces and people, or an armed body itself."""
        me = self._things.get(filler)
        if me is None or me.type == "Country":
            return None if me is None else me.id
        bearing = me.type in _BODIES and any(m.kind == "name" for m in me.mentions)
        if bearing and me.type == "ArmedForce" and not self._is_force(me.label.split()[-1]):
            return me.id  # a movement that fights for itself
        return self._states.get(me.country or "") or (me.id if bearing else None)

    def is_person(self, filler: str) -> bool:
        """Tell whether a referent is a person."""
        return filler in self._things and self._things[filler].type == "Person"

    def find(self, drafts: Sequence[Draft]) -> Sides | None:
        """Return the two sides that most happenings of war of an article are between; None where several wars are."""
        told = Counter(s for d in drafts if self._is_warlike(d) for s in self._sides(d, "actor", "recipient"))
        most = sorted(sorted(told), key=lambda s: -told[s])[:2]
        if len(most) < 2 or told[most[1]] < _EACH:
            return None
        both = told[most[0]] + told[most[1]]
        if both < _TOLD or both < _SHARE * told.total() or not any(self._opposes(d, set(most)) for d in drafts):
            return None
        return most[0], most[1]

    def _sides(self, draft: Draft, *roles: str) -> set[str]:
        return {s for f in draft.fillers(*roles) if (s := self.side(f)) is not None}

    def _is_warlike(self, draft: Draft) -> bool:
        return any(self._ontology.is_a(draft.trigger.type, t) for t in self._reading.acts_of_state)

    def _opposes(self, draft: Draft, sides: set[str]) -> bool:
        """Tell whether a happening sets two sides against each other: a war of theirs, a blow or an accusation."""
        acting, suffering = self._sides(draft, "actor"), self._sides(draft, "recipient")
        if self._is_shared(draft.trigger.type):
            return acting == sides
        hostile = self._ontology.types[draft.trigger.type].quad.endswith("Conflict")
        return hostile and len(acting) == len(suffering) == 1 and acting | suffering == sides

    def lend(self, drafts: Sequence[Draft], groups: Sequence[Sequence[int]], sides: Sides) -> tuple[Draft, ...]:
        """Return the drafts, happenings between the two sides that leave one or both unsaid with these filled in."""
        changed = list(drafts)
        fought = [d.time for d in drafts if self._is_warlike(d) and self._sides(d, "actor", "recipient") & set(sides)]
        for group in groups:
            first, members = drafts[group[0]], [drafts[i] for i in group]
            if self._is_shared(first.trigger.type) or self._is_dealing(first):
                if all(self._is_bare(d, set(sides), fought) for d in members):
                    changed[group[0]] = _with(first, {"actor": sides})
            elif all(self._is_blow(d) for d in members) and not any(d.fillers("recipient") for d in members):
                acting = {self.side(f) for d in members for f in d.fillers("actor")}
                other = [s for s in sides if s not in acting]
                if len(other) == 1 and acting & set(sides):
                    changed[group[0]] = _with(first, {"recipient": other})
        return tuple(changed)

    def _is_bare(self, draft: Draft, sides: set[str], fought: Sequence[EventTime | None]) -> bool:
        """Tell whether a happening is told as real, names nobody and no side, and falls into the days of the war."""
        real = all(c.modality in _REAL and c.polarity == "Positive" for c in draft.claims)
        if not real or draft.fillers("actor", "recipient") or self._sides(draft, "place") & sides:
            return False
        own = _years([draft.time])
        war = _years([t for t in fought if t is not draft.time])
        return not own or not war or (max(own) >= min(war) - _BEFORE and min(own) <= max(war) + _AFTER)

    def _is_blow(self, draft: Draft) -> bool:
        """Tell whether a happening is a blow one side strikes the other; to go on holding what one has is none."""
        struck = any(self._ontology.is_a(draft.trigger.type, t) for t in self._reading.blows)
        return struck and all(c.modality != "Continuing" for c in draft.claims)

    def _is_dealing(self, draft: Draft) -> bool:
        return any(self._ontology.is_a(draft.trigger.type, t) for f in self._reading.between_parties for t in f)

    def _is_shared(self, kind: str) -> bool:
        return any(self._ontology.is_a(kind, t) for t in self._reading.between_belligerents)


def _with(draft: Draft, added: Mapping[str, Sequence[str]]) -> Draft:
    """Return a draft with roles read from the article as a whole."""
    at = draft.mention
    more = tuple(Role(name, f, at.start, at.end, "inferred") for name, fillers in added.items() for f in fillers)
    return replace(draft, roles=(*draft.roles, *more))


def _years(times: Sequence[EventTime | None]) -> list[int]:
    return [b.year for t in times if t is not None for b in (t.span.start, t.span.end) if b is not None]
