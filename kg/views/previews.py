"""Small still pictures for the front page, as numbers for SVG: the busiest names, and events over the years."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import networkx as nx

from kg.resolve.world import WorldEntity
from kg.views.briefs import UNKNOWN, Brief
from kg.views.layout import place_nodes
from kg.views.links import Line, Lines
from kg.views.rows import entity_kind
from kg.views.wording import MONTHS

_MOST = 13
_WIDTH = 1100
_LONGEST = 26


@dataclass(frozen=True, slots=True)
class Still:
    """A picture: its `width` and `height`, and the rows the template draws."""

    width: int
    height: int
    shapes: tuple[dict[str, Any], ...]
    labels: tuple[dict[str, Any], ...]


def graph_still(entities: Mapping[str, WorldEntity], lines: Lines, most: int = _MOST) -> Still:
    """Return the names with most relations and the lines between them; `entities` by slug."""
    if not lines:
        return Still(0, 0, (), ())
    degree, busiest = lines.degree, lines.busiest(most)
    near = lines.between(busiest)
    graph: nx.Graph[str] = nx.Graph((x.subject, x.object) for x in near)
    graph.add_nodes_from(busiest)
    # one connected picture: a name whose only relations fall outside it would float alone
    chosen = sorted(nx.node_connected_component(graph, busiest[0]))
    place = {slug: i for i, slug in enumerate(chosen)}
    pairs: Counter[tuple[int, int]] = Counter()
    drawn: dict[tuple[int, int], Line] = {}
    for line in near:
        if line.subject in place and line.object in place:
            a, b = sorted((place[line.subject], place[line.object]))
            pairs[a, b] += len(line.events)
            drawn.setdefault((a, b), line)
    names = [entities[s].label[:_LONGEST] for s in chosen]
    # the still is shown smaller than the graph page, its names larger: ask the layout for more room
    spots = place_nodes([n + "-" * (len(n) * 2 // 3) for n in names], pairs, stretch=1.7)
    extent = max(x for x, _ in spots) - min(x for x, _ in spots) + 200
    size = max(13, round(extent / 42))
    halves = [len(n) * size * 0.29 + 8 for n in names]  # half of a name's width in a bold sans serif
    left = min(round(x - half) for (x, _), half in zip(spots, halves, strict=True))
    width = max(round(x + half) for (x, _), half in zip(spots, halves, strict=True)) - left
    top = min(y for _, y in spots) - 2 * size
    height = max(y for _, y in spots) - top + 3 * size
    shapes = [
        {"line": (spots[a][0] - left, spots[a][1] - top, spots[b][0] - left, spots[b][1] - top),
         "css": f"l-{x.tone} d-{x.status}", "width": round(1.4 + min(pairs[a, b], 9) * 0.35, 2)}
        for (a, b), x in sorted(drawn.items())
    ]  # fmt: skip
    labels = [
        {"x": x - left, "y": y - top, "r": round(size * (0.45 + 0.08 * degree[slug] ** 0.5), 1),
         "css": entity_kind(entities[slug]), "text": name, "size": size}
        for slug, name, (x, y) in zip(chosen, names, spots, strict=True)
    ]  # fmt: skip
    return Still(width, height, tuple(shapes), tuple(labels))


def years_still(briefs: Iterable[Brief], height: int = 118) -> Still:
    """Return bars of events per day over all time, empty stretches folded, conflict below cooperation."""
    counts = Counter((b.day, b.tone) for b in briefs)
    numbers = sorted({day for day, _ in counts if day != UNKNOWN})
    if not numbers:
        return Still(0, 0, (), ())
    gaps = sorted(((b - a, i + 1) for i, (a, b) in enumerate(pairwise(numbers)) if b - a > 45), reverse=True)[:8]
    cuts = [0, *sorted(i for _, i in gaps), len(numbers)]
    parts = [(numbers[a], numbers[b - 1] + 1, b - a) for a, b in pairwise(cuts)]
    weights = [2 + n**0.5 + (to - start) ** 0.25 for start, to, n in parts]
    room = _WIDTH - 18 * (len(parts) - 1)
    most = max(sum(counts[n, t] for t in ("conflict", "cooperation", "neutral")) for n in numbers)
    shapes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    x, free, base = 0.0, -1.0, height - 22
    for (a, b), (start, to, _), weight in zip(pairwise(cuts), parts, weights, strict=True):
        wide = room * weight / sum(weights)
        shapes.append({"rect": (round(x, 1), base, round(wide, 1), 1), "css": "axis"})
        for number in numbers[a:b]:
            at, y = x + (number + 0.5 - start) / (to - start) * wide, float(base)
            for tone in ("conflict", "cooperation", "neutral"):
                tall = counts[number, tone] / most**0.5 * (base - 8) / most**0.5
                if tall:
                    tall = max(tall, 2.0)
                    y -= tall
                    shapes.append({"rect": (round(at - 2.5, 1), round(y, 1), 5, round(tall, 1)), "css": f"b-{tone}"})
        first, last = date.fromordinal(numbers[a]), date.fromordinal(numbers[b - 1])
        one = f"{MONTHS[first.month - 1][:3]} {first.year}"
        text = one if (first.year, first.month) == (last.year, last.month) else f"{first.year}–{last.year}"
        text = str(first.year) if first.year == last.year and text != one else text
        need = 6.2 * len(text)
        middle = min(max(x + wide / 2, need / 2), _WIDTH - need / 2)
        if middle - need / 2 > free:
            words.append({"x": round(middle, 1), "y": height - 5, "text": text})
            free = middle + need / 2 + 6
        x += wide + 18
    return Still(_WIDTH, height, tuple(shapes), tuple(words))
