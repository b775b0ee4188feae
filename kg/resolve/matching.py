"""When two sketches are one happening: a rule name and a score, or nothing; and when they cannot be.

Parties, places and time decide, by the shape of the type (identity.toml); the words of the texts are never compared.
"""

from collections.abc import Iterable
from itertools import combinations

from kg.resolve.identity import Identities
from kg.resolve.relations import (
    are_disjoint,
    are_far,
    is_apart,
    is_same_company,
    lasting_field,
    objects,
    place_relation,
    time_relation,
    visitors,
)
from kg.resolve.shapes import SHAPE_RULES, Match
from kg.resolve.sketch import Sketch

# Parties beyond this number make no further blocking keys: a long list of names shares some pair early on.
KEYED_PARTIES = 8


class Matcher:
    """Compares sketches by one table of identities."""

    def __init__(self, identities: Identities) -> None:
        self.identities = identities

    def keys(self, s: Sketch) -> tuple[str, ...]:
        """Return the blocks a sketch falls in, sorted; two that match share at least one. Empty = matches nothing."""
        shape = s.identity.shape
        if shape == "none" or (s.stance == "possible" and shape in ("once", "lasting", "speech")):
            return ()
        buckets = ["*"] if shape in ("once", "lasting") or s.documents else []
        if shape not in ("once", "lasting") and s.window is not None and s.window[1] - s.window[0] <= 62:
            buckets += sorted({str(day // 31) for day in (s.window[0], s.window[1], sum(s.window) // 2)})
        return tuple(f"{s.identity.family}/{b}/{k}" for b in buckets for k in sorted(set(self._keys(s))))

    def _keys(self, s: Sketch) -> Iterable[str]:
        shape = s.identity.shape
        narrow = [p.slug for p in s.places if p.is_narrow]
        if shape == "encounter":
            yield from (f"{a}+{b}" for a, b in combinations(sorted(s.parties)[:KEYED_PARTIES], 2))
            yield from (f"@{a}+{b}" for a, b in combinations(sorted(s.sides)[:KEYED_PARTIES], 2))
            yield from narrow
            yield from s.bodies
        elif shape == "visit":
            yield from visitors(s)
        elif shape == "strike":
            yield from narrow
            yield from s.persons
            yield from (f"{a}>{p.slug}" for a in s.actor_sides for p in s.places if not p.is_narrow)
        elif shape == "lasting":
            yield from lasting_field(s)
        elif shape == "speech":
            yield from (f"{a}>{o}" for a in s.actors for o in (*s.recipients, *s.topics, *s.contents))
        elif shape == "once":
            yield from {*objects(s), *(p.slug for p in s.places)}
        else:
            yield from objects(s)
            yield from (f"{a}+{b}" for a, b in combinations(sorted(s.actors)[:KEYED_PARTIES], 2))

    def is_clash(self, a: Sketch, b: Sketch) -> bool:
        """Tell whether two sketches cannot be one happening, whatever else speaks for it."""
        if a.identity.shape != b.identity.shape or not self.identities.is_alike(a.type, b.type):
            return True
        if a.stated is not None and b.stated is not None:
            if is_apart(a.stated, b.stated):
                return True
        elif a.window is not None and b.window is not None and is_apart(a.window, b.window):
            return True
        if a.identity.shape != "lasting" and place_relation(a, b) == "apart":
            return True
        shape = a.identity.shape
        if shape == "strike":
            return are_disjoint(a.actor_sides, b.actor_sides) and are_disjoint(a.actors, b.actors)
        if shape == "encounter":
            return not is_same_company(a, b)
        if shape == "lasting":
            return are_far(a, b)
        if shape == "visit":
            return are_disjoint(frozenset(visitors(a)), frozenset(visitors(b)))
        if shape in ("act", "once", "speech"):
            return are_disjoint(a.actors, b.actors) and are_disjoint(a.actor_sides, b.actor_sides)
        return False

    def match(self, a: Sketch, b: Sketch) -> Match | None:
        """Return why two sketches are one happening, None when they are not or nobody can tell. Symmetric."""
        if self.is_clash(a, b):
            return None
        stance = _stance_weight(a, b)
        time = time_relation(a, b)
        if stance is None or time is None:
            return None
        found = SHAPE_RULES[a.identity.shape](a, b, time)
        if found is None:
            return None
        if shape_needs_place(a, b, time) and place_relation(a, b) not in ("exact", "within", "country"):
            return None
        if stance < 0 and not found.rule.startswith(("same parties", "same visitor", "same actor and object")):
            return None
        return Match(f"{found.rule}, {time}", round(found.score + stance, 3))


def shape_needs_place(a: Sketch, b: Sketch, time: str) -> bool:
    """Tell whether parties alone are too little: those who agree to talk some day may do so more than once."""
    return a.identity.shape == "encounter" and time == "near reports" and a.stance != b.stance


def _stance_weight(a: Sketch, b: Sketch) -> float | None:
    """0 for plain agreement, below 0 where the match must be strict, None where stances cannot meet."""
    stances = {a.stance, b.stance}
    if "ongoing" in stances:
        stances = stances - {"ongoing"} | {"real"} if stances <= {"ongoing", "real"} else {"ongoing", "possible"}
    if "possible" in stances and len(stances) > 1:
        return None
    if a.identity.shape in ("once", "lasting", "speech") and len(stances) > 1:
        return None
    if "wished" in stances and len(stances) > 1 and a.negative != b.negative and not (a.stated and b.stated):
        return None  # what somebody wants not to happen is no other's undated report of something like it
    weight = 0.0
    if "wished" in stances and len(stances) > 1:
        weight -= 0.06
    elif stances == {"wished"} or stances == {"possible"}:
        weight -= 0.03
    if a.negative != b.negative:
        weight -= 0.05
    return weight
