"""Accounts that cannot all hold, side by side: differing figures, affirmed and denied, rival versions of one strike."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from kg.ontology.types import Ontology
from kg.resolve.folding import fold_word
from kg.resolve.world import Conflict, WorldEvent, WorldQuantity

_DENIALS = frozenset({"Denied", "Negated"})
Bounds = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class FigureRules:
    """The lists of conflicts.toml."""

    people: frozenset[str]
    about: Decimal
    denial_days: int


@lru_cache(maxsize=1)
def load_figure_rules() -> FigureRules:
    """Return the shipped lists."""
    data = tomllib.loads(Path(__file__).with_name("conflicts.toml").read_text(encoding="utf-8"))
    return FigureRules(
        frozenset(fold_word(w) for w in data["people"]), Decimal(str(data["about"])), int(data["denial_days"])
    )


def event_conflicts(event: WorldEvent) -> tuple[Conflict, ...]:
    """Return the conflicts inside one event: its disputed status, then one for each measure whose figures differ."""
    found = []
    if event.status == "Disputed":
        found.append(_status_conflict(event))
    groups: dict[tuple[str, str], list[WorldQuantity]] = {}
    for quantity in event.quantities:
        groups.setdefault((quantity.quantity.measure, _unit(quantity)), []).append(quantity)
    for measure, unit in sorted(groups):
        differing = differing_figures(groups[measure, unit])
        if differing:
            told = "; ".join(sorted({_figure_text(q) for q in differing}))
            iris = tuple(sorted(q.iri for q in differing))
            found.append(Conflict("figure", (event.iri,), iris, f"{measure}: {told}"))
    return tuple(found)


def _status_conflict(event: WorldEvent) -> Conflict:
    real = [c for c in event.claims if c.claim.modality in ("Factual", "Continuing")]
    who = {
        sign: sorted({c.speaker or "the article" for c in real if c.claim.polarity == sign})
        for sign in ("Positive", "Negative")
    }
    note = f"affirmed by {', '.join(who['Positive'])}; denied by {', '.join(who['Negative'])}"
    return Conflict("status", (event.iri,), tuple(sorted(c.iri for c in real)), note)


def differing_figures(quantities: Sequence[WorldQuantity]) -> tuple[WorldQuantity, ...]:
    """Return the figures of one measure that cannot hold together with another of them, in their order.

    12 and 13 differ; 12 and "at least 12" do not; "about 100" and 105 do not.
    """
    bounds = [figure_bounds(q.quantity.value, q.quantity.comparator) for q in quantities]
    bad = {
        k
        for i, j in combinations(range(len(quantities)), 2)
        if (a := bounds[i]) is not None and (b := bounds[j]) is not None and _are_apart(a, b)
        for k in (i, j)
    }
    return tuple(quantities[i] for i in sorted(bad))


def figure_bounds(value: str, comparator: str) -> Bounds | None:
    """Return the least and greatest number a figure allows, None = no bound; None for what is not a number."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if comparator == "AtLeast":
        return (number, None)
    if comparator == "AtMost":
        return (None, number)
    if comparator == "About":
        slack = abs(number) * load_figure_rules().about
        return (number - slack, number + slack)
    return (number, number)


def _are_apart(a: Bounds, b: Bounds) -> bool:
    return (a[1] is not None and b[0] is not None and a[1] < b[0]) or (
        b[1] is not None and a[0] is not None and b[1] < a[0]
    )


def _unit(quantity: WorldQuantity) -> str:
    """The thing counted, folded; every word for people in general counts as one."""
    unit = fold_word(quantity.quantity.unit.strip().split()[-1]) if quantity.quantity.unit.strip() else ""
    return "" if unit in load_figure_rules().people else unit


def _figure_text(quantity: WorldQuantity) -> str:
    words = {"AtLeast": "at least ", "AtMost": "at most ", "About": "about "}.get(quantity.quantity.comparator, "")
    return f"{words}{quantity.quantity.value}" + (f" ({quantity.speaker})" if quantity.speaker else "")


def version_keys(event: WorldEvent) -> tuple[str, ...]:
    """Return the blocks in which an event's rival versions would lie: same day and place, or same article.

    A denial without a day answers the strikes of the days before it was reported.
    """
    if event.status in ("Demanded", "Hypothetical", "Planned", "Cancelled", "Postponed"):
        return ()
    day = event.time.start if event.time is not None and event.time.start == event.time.end else None
    days = {day} if day is not None else set(_denied_days(event))
    keys = [f"{d}@{p}" for d in days for p in event.fillers("place")]
    keys += [f"={c.article}" for c in event.claims]
    return tuple(sorted(set(keys)))


def _denied_days(event: WorldEvent) -> Iterable[date]:
    if event.status in _DENIALS and (event.time is None or event.time.start is None):
        for reported in {c.reported for c in event.claims if c.reported is not None}:
            yield from (reported - timedelta(days=n) for n in range(load_figure_rules().denial_days + 1))


def rival_versions(events: Iterable[WorldEvent], ontology: Ontology, key: str) -> tuple[Conflict, ...]:
    """Return the pairs of one block that tell one strike in two ways.

    At one place and day: attackers with nothing in common, or one account that denies what the other affirms (kept
    apart on purpose: an attacker's denial of hitting civilians does not make the strike itself doubtful). In one
    article: the same attacker and compatible days, one account the article's own, the other a speaker's with another
    target.
    """
    strikes = [e for e in sorted(events, key=lambda e: e.iri) if ontology.is_a(e.type, "Attack")]
    in_article = key.startswith("=")
    rival = _are_rival_targets if in_article else _are_rival_attackers
    found = []
    for a, b in combinations(strikes, 2):
        if not ontology.is_a(a.type, b.type) and not ontology.is_a(b.type, a.type):
            continue
        denied = not in_article and _is_denial(a, b)
        if denied or rival(a, b):
            claims = tuple(sorted(c.iri for e in (a, b) for c in e.claims))
            words = "affirmed and denied" if denied else "rival accounts"
            note = f"{words}: {_version_text(a)}; {_version_text(b)}"
            found.append(Conflict("status" if denied else "version", tuple(sorted((a.iri, b.iri))), claims, note))
    return tuple(found)


def _is_denial(a: WorldEvent, b: WorldEvent) -> bool:
    """Tell whether one event is only denied, the other affirmed, and both name the same attacker."""
    denied = [e.status in _DENIALS for e in (a, b)]
    return denied[0] != denied[1] and bool(set(a.fillers("actor")) & set(b.fillers("actor")))


def _are_rival_attackers(a: WorldEvent, b: WorldEvent) -> bool:
    if {a.status, b.status} & _DENIALS:  # that one side did not do it fits well with the other having done it
        return False
    left, right = set(a.fillers("actor")), set(b.fillers("actor"))
    return bool(left) and bool(right) and not left & right


def _are_rival_targets(a: WorldEvent, b: WorldEvent) -> bool:
    if not set(a.fillers("actor")) & set(b.fillers("actor")) or {a.status, b.status} & _DENIALS:
        return False
    sa, sb = ({c.speaker for c in e.claims} for e in (a, b))
    if (None in sa) == (None in sb) or sa & sb:
        return False
    ta, tb = (set(e.fillers("place")) | set(e.fillers("recipient")) for e in (a, b))
    if not ta or not tb or ta & tb:
        return False
    if a.time is None or b.time is None or a.time_basis == "inferred" or b.time_basis == "inferred":
        return True
    return a.time.start == b.time.start or a.time.end == b.time.end


def _version_text(event: WorldEvent) -> str:
    who = ", ".join(event.fillers("actor")) or "unknown attacker"
    where = ", ".join(sorted({*event.fillers("place"), *event.fillers("recipient")})) or "unknown target"
    by = sorted({c.speaker or "the article" for c in event.claims})
    return f"{who} on {where} ({', '.join(by)})"
