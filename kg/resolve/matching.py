"""When two sketches are one happening: a rule name and a score, or nothing; and when they cannot be.

Parties, places and time decide, by the shape of the type (identity.toml); the words of the texts are never compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from kg.resolve.identity import Identities
from kg.resolve.sketch import Place, Sketch

# Parties beyond this number make no further blocking keys: a long list of names shares some pair early on.
KEYED_PARTIES = 8
_PLAIN_SPEECH = frozenset({"SpeechAct", "Statement", "Report", "Claiming", "ExpressIntent", "Testimony"})


@dataclass(frozen=True, slots=True)
class Match:
    """Why two reports are one happening. `score` estimates how often the rule is right."""

    rule: str
    score: float


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
            if _is_apart(a.stated, b.stated):
                return True
        elif a.window is not None and b.window is not None and _is_apart(a.window, b.window):
            return True
        if a.identity.shape != "lasting" and place_relation(a, b) == "apart":
            return True
        shape = a.identity.shape
        if shape == "strike":
            return _are_disjoint(a.actor_sides, b.actor_sides) and _are_disjoint(a.actors, b.actors)
        if shape == "encounter":
            return not is_same_company(a, b)
        if shape == "lasting":
            return _are_far(a, b)
        if shape == "visit":
            return _are_disjoint(frozenset(visitors(a)), frozenset(visitors(b)))
        if shape in ("act", "once", "speech"):
            return _are_disjoint(a.actors, b.actors) and _are_disjoint(a.actor_sides, b.actor_sides)
        return False

    def match(self, a: Sketch, b: Sketch) -> Match | None:
        """Return why two sketches are one happening, None when they are not or nobody can tell. Symmetric."""
        if self.is_clash(a, b):
            return None
        stance = _stance_weight(a, b)
        time = time_relation(a, b)
        if stance is None or time is None:
            return None
        found = self._by_shape(a, b, time)
        if found is None:
            return None
        if shape_needs_place(a, b, time) and place_relation(a, b) not in ("exact", "within", "country"):
            return None
        if stance < 0 and not found.rule.startswith(("same parties", "same visitor", "same actor and object")):
            return None
        return Match(f"{found.rule}, {time}", round(found.score + stance, 3))

    def _by_shape(self, a: Sketch, b: Sketch, time: str) -> Match | None:
        shape = a.identity.shape
        if shape == "encounter":
            return _encounter(a, b, time)
        if shape == "visit":
            return _visit(a, b, time)
        if shape == "strike":
            return _strike(a, b, time)
        if shape == "act":
            return _act(a, b, time)
        if shape == "once":
            return _once(a, b)
        if shape == "lasting":
            return _lasting(a, b)
        return _speech(a, b, time)


def shape_needs_place(a: Sketch, b: Sketch, time: str) -> bool:
    """Tell whether parties alone are too little: those who agree to talk some day may do so more than once."""
    return a.identity.shape == "encounter" and time == "near reports" and a.stance != b.stance


def time_relation(a: Sketch, b: Sketch) -> str | None:
    """Return how the times agree: same day, same days, wide, reported near, near reports, any time; None = they do not.

    An undated plan and a later undated report agree when the report falls into the plan's time.
    """
    shape = a.identity.shape
    if shape == "once":
        return "any time"
    if shape == "lasting":
        return None if _lasting_days(a) is None or _lasting_days(b) is None or _are_far(a, b) else "any time"
    if a.stated is not None and b.stated is not None:
        if a.day is not None and a.day == b.day:
            return "same day"
        if a.is_narrow and b.is_narrow:
            return "same days"
        return "wide" if a.documents & b.documents else None
    if a.window is None or b.window is None or _is_apart(a.window, b.window):
        return "any time" if a.documents & b.documents else None
    if a.stated is not None or b.stated is not None:
        dated = a if a.stated is not None else b
        return "reported near" if dated.is_narrow else None
    assert a.reported is not None and b.reported is not None
    gap = abs(a.reported - b.reported)
    days = min(a.identity.days, b.identity.days)
    if a.stance != b.stance:
        if "real" not in (a.stance, b.stance) or "ongoing" in (a.stance, b.stance):
            return "near reports" if {a.stance, b.stance} == {"real", "ongoing"} and gap <= days else None
        told, real = (b, a) if a.stance == "real" else (a, b)
        assert told.reported is not None and real.reported is not None
        return "near reports" if told.reported <= real.reported else None
    if a.stance not in ("real", "ongoing"):
        return "near reports" if gap <= max(days, 1) else None
    if a.publisher is not None and a.publisher == b.publisher and gap > 0:
        return None  # one office does not release the same undated meeting twice
    return "near reports" if gap <= days else None


def is_same_company(a: Sketch, b: Sketch) -> bool:
    """Tell whether two lists of parties can describe one encounter: a pair apart from the others is another one.

    The sides agree, or three parties are shared, or one report names a single side, or the people agree and the other
    report only adds the countries of those whose country is not known.
    """
    if min(len(a.sides), len(b.sides)) < 2:
        return not a.sides or not b.sides or bool(a.sides & b.sides) or bool(a.parties & b.parties)
    if a.sides == b.sides or len(a.parties & b.parties) >= 3:
        return True
    if a.persons != b.persons or len(a.persons) < 2:
        return False
    return len(a.sides ^ b.sides) <= len(a.persons & a.sides & b.sides)


def _lasting_days(s: Sketch) -> tuple[int | None, int | None] | None:
    """The days something lasting is known to have gone on: as stated, else those around the report."""
    if s.stated is not None:
        return s.stated
    return (s.reported, s.reported) if s.reported is not None else None


def _are_far(a: Sketch, b: Sketch) -> bool:
    """Tell whether two reports of something lasting lie further apart than its type allows."""
    x, y = _lasting_days(a), _lasting_days(b)
    if x is None or y is None:
        return False
    reach = a.identity.days
    return _is_apart(_widen(x, reach), y)


def _widen(days: tuple[int | None, int | None], reach: int) -> tuple[int | None, int | None]:
    return (days[0] - reach if days[0] is not None else None, days[1] + reach if days[1] is not None else None)


def place_relation(a: Sketch, b: Sketch) -> str:
    """Return exact (a town or building shared), country (a country or region shared), within, unknown or apart."""
    if not a.places or not b.places:
        return "unknown"
    shared = {p.slug for p in a.places} & {p.slug for p in b.places}
    if any(p.slug in shared and p.is_narrow for p in a.places):
        return "exact"
    if any(q.slug in p.around or p.slug in q.around for p in a.places for q in b.places):
        return "within"
    if shared:
        return "country"
    return "unknown" if any(_may_contain(p, q) for p in a.places for q in b.places) else "apart"


def _may_contain(p: Place, q: Place) -> bool:
    """A building or district whose town nobody stated may lie in any town of its country, or of any without one."""
    site, town = (p, q) if p.kind == "site" else (q, p)
    if site.kind != "site" or town.kind == "site" or site.in_town:
        return False
    return not site.around or not town.around or bool(site.around & town.around)


def visitors(s: Sketch) -> tuple[str, ...]:
    """Return who travels, sorted: the actor of a visit, the recipient of a reception."""
    return tuple(sorted(s.recipients if s.type == "HostVisit" else s.actors))


def objects(s: Sketch) -> tuple[str, ...]:
    """Return what an act is aimed at, sorted: recipients and topics, else places."""
    return tuple(sorted(s.recipients | s.topics)) or tuple(sorted(p.slug for p in s.places))


def lasting_field(s: Sketch) -> tuple[str, ...]:
    """Return the places and parties of something that goes on, sorted."""
    return tuple(sorted(s.parties | {p.slug for p in s.places}))


def _is_apart(a: tuple[int | None, int | None], b: tuple[int | None, int | None]) -> bool:
    return (a[1] is not None and b[0] is not None and a[1] < b[0]) or (
        b[1] is not None and a[0] is not None and b[1] < a[0]
    )


def _are_disjoint(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b


def _stance_weight(a: Sketch, b: Sketch) -> float | None:
    """0 for plain agreement, below 0 where the match must be strict, None where stances cannot meet."""
    stances = {a.stance, b.stance}
    if "ongoing" in stances:
        stances = stances - {"ongoing"} | {"real"} if stances <= {"ongoing", "real"} else {"ongoing", "possible"}
    if "possible" in stances and len(stances) > 1:
        return None
    if a.identity.shape in ("once", "lasting", "speech") and len(stances) > 1:
        return None
    weight = 0.0
    if "wished" in stances and len(stances) > 1:
        weight -= 0.06
    elif stances == {"wished"} or stances == {"possible"}:
        weight -= 0.03
    if a.negative != b.negative:
        weight -= 0.05
    return weight


def _encounter(a: Sketch, b: Sketch, time: str) -> Match | None:
    shared, small = a.parties & b.parties, min(a.parties, b.parties, key=len)
    dated = time in ("same day", "same days")
    place = place_relation(a, b)
    if len(shared) >= 2 and a.parties == b.parties:
        return Match("same parties", 0.97 if dated else 0.92 if time == "reported near" else 0.88)
    if len(shared) >= 2 and shared == small and is_same_company(a, b):
        return Match("parties contained", 0.93 if dated else 0.85 if time == "reported near" else 0.8)
    if len(shared) >= 3 and dated and place in ("exact", "within"):
        return Match("three parties and place", 0.86)
    if len(a.sides) >= 2 and a.sides == b.sides and dated and place in ("exact", "within") and len(shared) >= 1:
        return Match("same sides and place", 0.85)
    if "Summit" in (a.type, b.type) and dated and place == "exact" and (shared or not small):
        return Match("summit at place", 0.85)
    if a.type == b.type == "Summit" and dated and a.bodies & b.bodies:
        return Match("summit of one body", 0.85)
    if len(shared) == 1 and len(small) == 1 and dated and place == "exact":
        return Match("party and place", 0.8)
    return None


def _visit(a: Sketch, b: Sketch, time: str) -> Match | None:
    va, vb = set(visitors(a)), set(visitors(b))
    if not va & vb or not (va <= vb or vb <= va):
        return None
    place = place_relation(a, b)
    dated = time in ("same day", "same days")
    if place in ("exact", "country", "within"):
        return Match("same visitor and place", 0.96 if dated else 0.9 if time == "reported near" else 0.87)
    if place == "unknown" and time == "same day":
        return Match("same visitor", 0.85)
    return None


def _strike(a: Sketch, b: Sketch, time: str) -> Match | None:
    victims = {p for p in a.persons & b.persons if p in a.recipients and p in b.recipients}
    place = place_relation(a, b)
    if victims and time != "wide":
        return Match("same victim", 0.95)
    if place == "exact" and time in ("same day", "reported near", "near reports"):
        return Match("same target", 0.94 if time == "same day" else 0.86)
    if place == "exact" and time == "same days" and _overlap(a, b) <= 2:
        return Match("same target", 0.9)
    if place == "country" and time == "same day" and a.actor_sides & b.actor_sides and a.type == b.type:
        bare = not any(p.is_narrow for s in (a, b) for p in s.places)
        return Match("same attacker and country", 0.8) if bare else None
    return None


def _overlap(a: Sketch, b: Sketch) -> int:
    assert a.stated and b.stated
    width = [s.stated[1] - s.stated[0] + 1 for s in (a, b) if s.stated and s.stated[0] and s.stated[1]]
    return max(width, default=99)


def _act(a: Sketch, b: Sketch, time: str) -> Match | None:
    dated = time in ("same day", "same days")
    base = 0.95 if time == "same day" else 0.92 if dated else 0.86
    actors = bool(a.actors & b.actors) or bool(a.actor_sides & b.actor_sides)
    oa, ob = set(objects(a)), set(objects(b))
    if time in ("wide", "any time"):
        return Match("same document", 0.9) if actors and a.documents & b.documents else None
    aimed = all(s.recipients or s.topics for s in (a, b)) or a.actors <= b.actors or b.actors <= a.actors
    if actors and aimed and oa & ob and (oa <= ob or ob <= oa):
        return Match("same actor and object", base)
    if len(a.actors) >= 2 and a.actors == b.actors and (not oa or not ob or oa & ob):
        return Match("same parties", base)
    if (not a.actors or not b.actors) and oa & ob and dated:
        narrow = {p.slug for s in (a, b) for p in s.places if p.is_narrow} | a.persons | a.documents
        return Match("same object", 0.86) if oa & ob & narrow or a.type == "Election" else None
    return None


def _once(a: Sketch, b: Sketch) -> Match | None:
    if not {a.stance, b.stance} <= {"real", "ongoing"} or a.negative or b.negative:
        return None
    oa, ob = set(objects(a)) | {p.slug for p in a.places}, set(objects(b)) | {p.slug for p in b.places}
    dated = a.stated is not None and b.stated is not None
    if not (oa & ob and ((dated and (oa <= ob or ob <= oa)) or oa == ob)):
        return None
    sides = bool(a.actor_sides & b.actor_sides)
    if sides and (dated or a.actor_sides == b.actor_sides):
        return Match("same actor and object", 0.94)
    return Match("same object", 0.85) if not a.actors or not b.actors else None


def _lasting(a: Sketch, b: Sketch) -> Match | None:
    fa, fb = set(lasting_field(a)), set(lasting_field(b))
    shared = fa & fb
    if not (fa <= fb or fb <= fa) or not shared:
        return None
    if len(shared) >= 2:
        return Match("same parties", 0.9)
    pa, pb = ({p.slug for p in s.places} for s in (a, b))
    if pa & pb:
        return Match("same place", 0.85)
    is_party = (pa & b.parties and len(b.parties) == 2) or (pb & a.parties and len(a.parties) == 2)
    return Match("place is a party", 0.82) if is_party else None


def _speech(a: Sketch, b: Sketch, time: str) -> Match | None:
    if a.actors != b.actors or time not in ("same day", "reported near", "near reports"):
        return None
    if a.recipients and b.recipients and a.recipients != b.recipients:
        return None
    to = bool(a.recipients & b.recipients)
    about = bool(a.topics & b.topics)
    content = bool(a.contents & b.contents)
    bonus = 0.04 if time == "same day" else 0.0
    if content and not _are_disjoint(a.topics, b.topics):
        return Match("same speaker and content", 0.88 + bonus)
    if _PLAIN_SPEECH & {a.type, b.type} or _are_disjoint(a.contents, b.contents):
        return None
    if to and about:
        return Match("same speaker, addressee and topic", 0.87 + bonus)
    if (to or about) and time == "same day" and a.type == b.type:
        return Match("same speaker and addressee" if to else "same speaker and topic", 0.82)
    return None
