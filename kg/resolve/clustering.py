"""Reports gathered into happenings: groups of equal sketches, matched pairwise, joined without contradiction.

Works on one connected component of matches at a time, so the result never depends on the order of arrival.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.resolve.matching import Matcher
from kg.resolve.shapes import Match
from kg.resolve.sketch import LocalEvent, Sketch
from kg.resolve.world import Merge

# Two candidates closer in score than this leave an undated report where it is.
CLEAR_MARGIN = 0.03
FIRST = Match("first report", 1.0)
DECIDED = Match("decision", 1.0)


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people decided about events: `same` maps a local IRI to its group, `apart` holds pairs never joined."""

    same: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()

    @property
    def pinned(self) -> frozenset[str]:
        """Return every local IRI a ruling names."""
        return frozenset(self.same) | frozenset(i for pair in self.apart for i in pair)


@dataclass(frozen=True, slots=True)
class Group:
    """Reports with one sketch, earliest first. `inner` is why equal sketches are one; None for a lone report."""

    sketch: Sketch
    members: tuple[LocalEvent, ...]
    inner: Match | None

    @property
    def articles(self) -> frozenset[str]:
        """Return the digests of the articles."""
        return frozenset(m.article for m in self.members)


@dataclass(frozen=True, slots=True)
class EventCluster:
    """One happening: its reports, earliest first, and why each was taken in; `rivals` are IRIs it might also be."""

    members: tuple[LocalEvent, ...]
    merges: tuple[Merge, ...]
    rivals: tuple[str, ...] = ()

    @property
    def iri(self) -> str:
        """Return the IRI of the earliest report, which names the happening."""
        return self.members[0].iri


@dataclass(slots=True)
class _Growing:
    groups: list[int]
    reasons: dict[int, Match]
    rivals: set[str] = field(default_factory=set)


def may_share_article(a: Sketch, b: Sketch, match: Match | None) -> bool:
    """Tell whether two reports of one article can be one happening although its reader kept them apart.

    Only for one stated day, equal parties, stance and polarity: an article that says a thing twice with other parties,
    or affirms and denies it, means two accounts.
    """
    if match is None or a.day is None or a.day != b.day:
        return False
    same = a.stance == b.stance and a.negative == b.negative and a.parties == b.parties
    return same and match.rule.startswith("same ")


def cluster_groups(
    groups: Mapping[int, Group], matches: Mapping[int, Mapping[int, Match]], matcher: Matcher, rulings: Rulings
) -> tuple[EventCluster, ...]:
    """Return the happenings of one component, by IRI.

    Dated, fully told, affirmed reports are taken first. A report joins the happening it matches best if it
    contradicts none of its reports; one without a date that fits two equally well stays alone.
    """
    growing: list[_Growing] = []
    for gid in sorted(groups, key=lambda g: _rank(groups[g])):
        fits = []
        for one in growing:
            match = _best(gid, one, groups, matches, rulings)
            if match is not None and not _contradicts(gid, one, groups, matches, matcher, rulings):
                fits.append((match.score, one, match))
        fits.sort(key=lambda f: (-f[0], groups[f[1].groups[0]].members[0].order))
        dated = groups[gid].sketch.is_narrow
        clear = len(fits) == 1 or (len(fits) > 1 and (dated or fits[0][0] - fits[1][0] >= CLEAR_MARGIN))
        if fits and clear:
            fits[0][1].groups.append(gid)
            fits[0][1].reasons[gid] = fits[0][2]
        else:
            rivals = {groups[one.groups[0]].members[0].iri for _, one, _ in fits}
            growing.append(_Growing([gid], {gid: FIRST}, rivals))
    return tuple(sorted((_freeze(one, groups) for one in growing), key=lambda c: c.iri))


def _rank(group: Group) -> tuple[bool, bool, bool, int, int, tuple[date, str, int, str]]:
    s = group.sketch
    known = len(s.parties) + len(s.places) + len(s.topics)
    return (
        s.pinned is None,
        not s.is_narrow,
        s.negative,
        s.stance not in ("real", "ongoing"),
        -known,
        group.members[0].order,
    )


def _best(
    gid: int,
    one: _Growing,
    groups: Mapping[int, Group],
    matches: Mapping[int, Mapping[int, Match]],
    rulings: Rulings,
) -> Match | None:
    mine = {rulings.same.get(m.iri) for m in groups[gid].members} - {None}
    if mine and any(rulings.same.get(m.iri) in mine for g in one.groups for m in groups[g].members):
        return DECIDED
    near = matches.get(gid, {})
    found = [near[g] for g in one.groups if g in near]
    return max(found, key=lambda m: (m.score, m.rule), default=None)


def _contradicts(
    gid: int,
    one: _Growing,
    groups: Mapping[int, Group],
    matches: Mapping[int, Mapping[int, Match]],
    matcher: Matcher,
    rulings: Rulings,
) -> bool:
    mine = groups[gid]
    if _best(gid, one, groups, {}, rulings) is DECIDED:
        return False
    for g in one.groups:
        other = groups[g]
        if rulings.apart and _held_apart(mine.members, other.members, rulings):
            return True
        if matcher.is_clash(mine.sketch, other.sketch):
            return True
        match = matches.get(gid, {}).get(g)
        if not may_share_article(mine.sketch, other.sketch, match) and mine.articles & other.articles:
            return True
    return False


def _held_apart(a: Iterable[LocalEvent], b: Iterable[LocalEvent], rulings: Rulings) -> bool:
    theirs = [m.iri for m in b]
    return any(frozenset((m.iri, o)) in rulings.apart for m in a for o in theirs)


def _freeze(one: _Growing, groups: Mapping[int, Group]) -> EventCluster:
    reasons: dict[str, Match] = {}
    for gid in one.groups:
        group = groups[gid]
        why = one.reasons[gid]
        for member in group.members:
            reasons[member.iri] = why
            if why is FIRST and group.inner is not None:
                why = group.inner
    members = tuple(sorted((m for g in one.groups for m in groups[g].members), key=lambda m: m.order))
    merges = tuple(Merge(m.article, m.event.id, reasons[m.iri].rule, reasons[m.iri].score) for m in members)
    return EventCluster(members, merges, tuple(sorted(one.rivals)))
