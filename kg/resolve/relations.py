"""How two sketches lie to each other in time, place and company; decides nothing about identity."""

from kg.resolve.sketch import Place, Sketch

Days = tuple[int | None, int | None]


def time_relation(a: Sketch, b: Sketch) -> str | None:
    """Return how the times agree: same day, same days, wide, reported near, near reports, any time; None = they do not.

    An undated plan and a later undated report agree when the report falls into the plan's time.
    """
    shape = a.identity.shape
    if shape == "once":
        return "any time"
    if shape == "lasting":
        return None if _lasting_days(a) is None or _lasting_days(b) is None or are_far(a, b) else "any time"
    if a.stated is not None and b.stated is not None:
        if a.day is not None and a.day == b.day:
            return "same day"
        if a.is_narrow and b.is_narrow:
            return "same days"
        return "wide" if a.documents & b.documents else None
    if a.window is None or b.window is None or is_apart(a.window, b.window):
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


def _lasting_days(s: Sketch) -> Days | None:
    """The days something lasting is known to have gone on: as stated, else those around the report."""
    if s.stated is not None:
        return s.stated
    return (s.reported, s.reported) if s.reported is not None else None


def are_far(a: Sketch, b: Sketch) -> bool:
    """Tell whether two reports of something lasting lie further apart than its type allows."""
    x, y = _lasting_days(a), _lasting_days(b)
    if x is None or y is None:
        return False
    reach = a.identity.days
    return is_apart(_widen(x, reach), y)


def _widen(days: Days, reach: int) -> Days:
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
    """Return the places and sides of something that goes on, sorted: a war of a president is his country's."""
    return tuple(sorted(s.sides | {p.slug for p in s.places}))


def is_apart(a: Days, b: Days) -> bool:
    return (a[1] is not None and b[0] is not None and a[1] < b[0]) or (
        b[1] is not None and a[0] is not None and b[1] < a[0]
    )


def are_disjoint(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b
