"""Which event of an article calls off which plan: by its content, else by the same parties and place."""

from collections.abc import Iterator, Sequence

from kg.resolve.relations import place_relation
from kg.resolve.sketch import LocalEvent
from kg.resolve.status import load_status_words


def call_offs(plan: LocalEvent, told: Sequence[LocalEvent]) -> Iterator[tuple[LocalEvent, str]]:
    """Yield the events that call one off, and how: cancelled or postponed. `told` are all events of its article."""
    words = load_status_words()
    for other in told:
        how = words.calls_off(other.event.type, other.event.mentions[0].text)
        if how is None or other is plan:
            continue
        contents = other.event.fillers("content")
        if contents:
            is_meant = plan.event.id in contents
        else:
            is_meant = _is_meant(other, plan) and not (how == "postponed" and _is_new_date(other, plan, told))
        if is_meant:
            yield other, how


def _is_meant(other: LocalEvent, plan: LocalEvent) -> bool:
    """Tell whether a calling off that names no content fits a plan: the same parties at the same place.

    Parties alone are enough where neither has a place and two or more are named.
    """
    words, a, b = load_status_words(), other.sketch, plan.sketch
    if a.type not in words.by_parties or b.type in words.cancelling or b.identity.shape not in words.called_off:
        return False
    if not a.parties or not b.parties or not (a.parties <= b.parties or b.parties <= a.parties):
        return False
    if not a.places and not b.places:
        return len(a.parties & b.parties) > 1
    return place_relation(a, b) in ("exact", "country", "within")


def _is_new_date(other: LocalEvent, plan: LocalEvent, told: Sequence[LocalEvent]) -> bool:
    """Tell whether a plan is what something earlier was put off to: that one is not put off itself."""
    mine = plan.sketch
    if mine.negative or mine.stated is None or not mine.is_narrow:
        return False
    earlier = (x.sketch for x in told if x is not plan and _is_meant(other, x))
    return any(s.is_narrow and s.stated is not None and (s.stated[0] or 0) < (mine.stated[0] or 0) for s in earlier)
