"""One event for one happening inside an article: mentions grouped, their roles, claims, times and figures joined.

Owns the judgement that two triggers mean the same happening; refuses to look beyond the article.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.happenings import DISPLAY, LENT, TERSE, Draft, Judge
from kg.ontology.types import Ontology
from kg.records import Claim, EventTime, Quantity, Role

_NOISE = 1e-6  # what rounding leaves of weights that cancel out


def group_mentions(drafts: Sequence[Draft], judge: Judge) -> tuple[tuple[int, ...], ...]:
    """Return the drafts grouped by happening: indices in order, each in exactly one group, groups by first index.

    A draft joins the group one of whose members speaks most for it, unless another member rules it out.
    """

    @cache  # the groups are compared anew after every joining
    def score_pair(i: int, j: int) -> float | None:
        return judge.score(drafts[min(i, j)], drafts[max(i, j)])

    groups: list[list[int]] = []
    for i in range(len(drafts)):
        best: tuple[float, int, int] | None = None
        for g, group in enumerate(groups):
            score = _highest(score_pair(j, i) for j in group)
            if score is not None and score > _NOISE and (best is None or (score, len(group), g) > best):
                best = (score, len(group), g)
        if best is None:
            groups.append([i])
        else:
            groups[best[2]].append(i)
    found: dict[int, float] = {}  # nouns that point back, and how much speaks for what each was found to point to
    for group in groups:
        for i in group:
            told = [
                j for j in group if j < i and drafts[j].zone not in DISPLAY
            ]  # a headline sums up what comes after it
            scores = [s for j in told if (s := score_pair(j, i)) is not None]
            if scores and drafts[i].form.points_back:
                found[i] = max(scores)

    def score_anew(i: int, j: int) -> float | None:
        """Return a pair's weight; a noun that points back speaks for nothing that it fits less than what was found."""
        score = score_pair(i, j)
        return score if score is None or score >= found.get(max(i, j), score) - _NOISE else min(score, 0.0)

    return _joined(groups, score_anew, judge.together)


def _highest(scores: Iterable[float | None]) -> float | None:
    """Return the highest of some scores; None where one of them rules the rest out."""
    best: float | None = None
    for score in scores:
        if score is None:
            return None
        best = score if best is None or score > best else best
    return best


def _joined(
    groups: list[list[int]], score_pair: Callable[[int, int], float | None], bar: float
) -> tuple[tuple[int, ...], ...]:
    """Return the groups, those put together that later mentions show to be one happening; the surest pair first.

    What speaks for two groups is kept by pair: a joining changes only the pairs of the two it joins.
    """
    living = dict(enumerate(groups))
    between = {
        (x, y): _highest(score_pair(i, j) for i in groups[x] for j in groups[y]) for y in living for x in range(y)
    }
    likely = {pair: score for pair, score in between.items() if score is not None and score > bar + _NOISE}
    while likely:
        x, y = min(likely, key=lambda pair: (-likely[pair], pair[1], pair[0]))
        living[x] = sorted(living[x] + living.pop(y))
        del likely[x, y]
        for z in living.keys() - {x}:
            mine, lost = (min(x, z), max(x, z)), (min(y, z), max(y, z))
            score = _highest((between[mine], between[lost]))
            between[mine] = score
            likely.pop(mine, None)
            likely.pop(lost, None)
            if score is not None and score > bar + _NOISE:
                likely[mine] = score
    return tuple(tuple(g) for g in living.values())


def join_roles(drafts: Sequence[Draft]) -> tuple[Role, ...]:
    """Return the roles of one happening: those of its fullest mention, empty ones filled from the other mentions.

    Headings and captions are too terse to be read from where the body tells the same.
    """
    told = [d for d in drafts if d.zone not in TERSE] or list(drafts)
    ordered = sorted(told, key=lambda d: -len(d.roles))
    kept: list[Role] = list(ordered[0].roles)
    for draft in ordered[1:]:
        taken = {r.name for r in kept}
        used = {r.filler for r in kept}
        kept += [replace(r, basis="joined") for r in draft.roles if r.name not in taken and r.filler not in used]
    return tuple(sorted(kept, key=lambda r: (r.name, r.start, r.filler)))


def join_claims(drafts: Sequence[Draft]) -> tuple[Claim, ...]:
    """Return the distinct claims of one happening, in order of the text; alike ones share their evidence."""
    merged: dict[tuple[object, ...], Claim] = {}
    for claim in (c for d in drafts for c in d.claims):
        key = (claim.speaker, claim.modality, claim.polarity, claim.outer)
        if key in merged:
            evidence = tuple(dict.fromkeys((*merged[key].evidence, *claim.evidence)))
            merged[key] = replace(merged[key], evidence=evidence)
        else:
            merged[key] = claim
    return tuple(merged.values())


def join_times(drafts: Sequence[Draft]) -> EventTime | None:
    """Return the best time of one happening: stated before inferred, told by its own words before lent, then narrow."""
    times = [d.time for d in drafts if d.time is not None]

    def rank(time: EventTime) -> tuple[bool, bool, int]:
        start, end = time.span.start, time.span.end
        width = (end - start).days if start is not None and end is not None else 10**6
        return (time.basis != "stated", time.rule.startswith(LENT), width)

    return min(times, key=rank, default=None)


def join_quantities(drafts: Sequence[Draft]) -> tuple[Quantity, ...]:
    """Return the distinct figures of one happening, in order of the text."""
    kept: dict[tuple[object, ...], Quantity] = {}
    for quantity in (q for d in drafts for q in d.quantities):
        kept.setdefault((quantity.measure, quantity.value, quantity.comparator, quantity.speaker), quantity)
    return tuple(kept.values())


def choose_type(drafts: Sequence[Draft], ontology: Ontology) -> str:
    """Return the type of one happening: the one most of its mentions speak for, a wider type for each type below it."""
    support: dict[str, float] = {}
    for kind in {d.trigger.type for d in drafts}:
        support[kind] = sum(
            d.trigger.score * (1.0 if d.trigger.type == kind else 0.5)
            for d in drafts
            if ontology.is_a(kind, d.trigger.type)
        )
    return max(sorted(support), key=lambda kind: (support[kind], len(ontology.types[kind].ancestors)))


def content_ids(group: Sequence[int], drafts: Sequence[Draft], ids: Mapping[int, str]) -> tuple[Role, ...]:
    """Return the content roles of one happening, pointing at event ids; never at itself."""
    own = ids[group[0]]
    found: dict[str, Role] = {}
    for i in group:
        for target, role in drafts[i].content:
            if target in ids and ids[target] != own:
                found.setdefault(ids[target], replace(role, filler=ids[target]))
    return tuple(found.values())
