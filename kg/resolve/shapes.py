"""What makes two reports one happening, shape by shape: a rule name and a score, or nothing.

Every rule is symmetric in its two sketches; identity.toml says which types have which shape.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kg.resolve.relations import are_disjoint, is_same_company, lasting_field, objects, place_relation, visitors
from kg.resolve.sketch import Sketch

_PLAIN_SPEECH = frozenset({"SpeechAct", "Statement", "Report", "Claiming", "ExpressIntent", "Testimony"})


@dataclass(frozen=True, slots=True)
class Match:
    """Why two reports are one happening. `score` estimates how often the rule is right."""

    rule: str
    score: float


def _encounter(a: Sketch, b: Sketch, time: str) -> Match | None:
    shared, small = a.parties & b.parties, min(a.parties, b.parties, key=len)
    dated = time in ("same day", "same days")
    place = place_relation(a, b)
    if not dated and ("Consultation" in (a.type, b.type) or "ongoing" in (a.stance, b.stance)):
        return None  # "stay in contact", "the ongoing dialogue": no encounter of one day
    if len(shared) >= 2 and a.parties == b.parties:
        return Match("same parties", 0.97 if dated else 0.92 if time == "reported near" else 0.88)
    one_side = 1 in (len(a.sides), len(b.sides))  # a minister and his state have not met each other
    if len(shared) >= 2 and shared == small and not one_side and is_same_company(a, b):
        return Match("parties contained", 0.93 if dated else 0.85 if time == "reported near" else 0.8)
    if len(shared) >= 3 and dated and place in ("exact", "within"):
        return Match("three parties and place", 0.86)
    if len(a.sides) >= 2 and a.sides == b.sides and dated and place in ("exact", "within") and len(shared) >= 1:
        return Match("same sides and place", 0.85)
    if "Summit" in (a.type, b.type) and dated and place == "exact" and (shared or a.parties == b.parties):
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
    if place == "exact" and time in ("same day", "reported near"):
        return Match("same target", 0.94 if time == "same day" else 0.86)
    if place == "exact" and time == "near reports" and a.actor_sides & b.actor_sides:
        return Match("same attacker and target", 0.86)  # a town at war is hit more than once
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
        unsaid = time == "wide" and not (a.actors and b.actors)
        return Match("same document", 0.9) if (actors or unsaid) and a.documents & b.documents else None
    aimed = all(s.recipients or s.topics for s in (a, b)) or a.actors <= b.actors or b.actors <= a.actors
    if actors and aimed and oa & ob and (oa <= ob or ob <= oa):
        return Match("same actor and object", base)
    if len(a.actors) >= 2 and a.actors == b.actors and (oa & ob or (time == "same day" and not (oa and ob))):
        return Match("same parties", base)
    if (not a.actors or not b.actors) and oa & ob and dated:
        narrow = {p.slug for s in (a, b) for p in s.places if p.is_narrow} | a.persons | a.documents
        return Match("same object", 0.86) if oa & ob & narrow or a.type == "Election" else None
    return None


def _once(a: Sketch, b: Sketch, _time: str) -> Match | None:
    if not {a.stance, b.stance} <= {"real", "ongoing"} or a.negative or b.negative or a.is_several or b.is_several:
        return None
    oa, ob = set(objects(a)) | {p.slug for p in a.places}, set(objects(b)) | {p.slug for p in b.places}
    dated = a.stated is not None and b.stated is not None
    if not (oa & ob and ((dated and (oa <= ob or ob <= oa)) or oa == ob)):
        return None
    sides = bool(a.actor_sides & b.actor_sides)
    if sides and (dated or a.actor_sides == b.actor_sides):
        return Match("same actor and object", 0.94)
    return Match("same object", 0.85) if not a.actors or not b.actors else None


def _lasting(a: Sketch, b: Sketch, _time: str) -> Match | None:
    fa, fb = set(lasting_field(a)), set(lasting_field(b))
    shared = fa & fb
    if not (fa <= fb or fb <= fa) or not shared or a.is_several or b.is_several:
        return None
    pa, pb = ({p.slug for p in s.places} for s in (a, b))
    if a.identity.family == "hold" and not (pa | a.topics) & (pb | b.topics):
        return None  # two states may claim or hold many things of one another
    if len(shared) >= 2:
        return Match("same parties", 0.9)
    if pa & pb:
        return Match("same place", 0.85)
    # Only beside exactly two warring parties: in a longer list the place may be one that is merely concerned.
    is_party = any(p & s.sides and len(s.sides) == len(s.parties) == 2 for p, s in ((pa, b), (pb, a)))
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
    if content and not are_disjoint(a.topics, b.topics):
        return Match("same speaker and content", 0.88 + bonus)
    if _PLAIN_SPEECH & {a.type, b.type} or are_disjoint(a.contents, b.contents):
        return None
    if to and about:
        return Match("same speaker, addressee and topic", 0.87 + bonus)
    if (to or about) and time == "same day" and a.type == b.type:
        return Match("same speaker and addressee" if to else "same speaker and topic", 0.82)
    return None


Rule = Callable[[Sketch, Sketch, str], Match | None]
SHAPE_RULES: dict[str, Rule] = {
    "encounter": _encounter,
    "visit": _visit,
    "strike": _strike,
    "act": _act,
    "once": _once,
    "lasting": _lasting,
    "speech": _speech,
}
