"""Where nodes stand: stress layout of each component, room for names, components packed; no randomness.

Source: stress majorization, Gansner, Koren & North 2004, in its plain Guttman form.
"""

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path

Points = NDArray[np.float64]
_STEP = 150.0  # the length of one link
_ROUNDS = 220
_CHAR = 7.2  # width of one character of a name
_GAP = 26.0


def place_nodes(
    names: Sequence[str], links: Mapping[tuple[int, int], float], stretch: float = 1.4
) -> list[tuple[int, int]]:
    """Return whole-number positions for nodes 0..n-1, in their order.

    `links` weighs pairs of nodes (smaller index first); `stretch` is the wanted width over height.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in sorted(links.items()))
    parts = sorted((sorted(c) for c in nx.connected_components(graph)), key=lambda c: (-len(c), c))
    boxes = []
    for part in parts:
        points = _spread(_stress(graph, part), [names[i] for i in part], stretch)
        boxes.append((part, points - points.min(axis=0)))
    placed = _pack([_size(points, [names[i] for i in part]) for part, points in boxes], stretch)
    spots = [(0, 0)] * len(names)
    for (part, points), (left, top) in zip(boxes, placed, strict=True):
        for i, (x, y) in zip(part, points, strict=True):
            spots[i] = (round(float(x) + left), round(float(y) + top))
    return spots


def _stress(graph: "nx.Graph[int]", part: list[int]) -> Points:
    n = len(part)
    if n == 1:
        return np.zeros((1, 2))
    near = nx.to_scipy_sparse_array(graph, nodelist=part, weight=None)
    wanted = np.asarray(shortest_path(near, unweighted=True, directed=False))
    degree = np.array([graph.degree(i) for i in part], dtype=float)
    # a link between two busy nodes needs more room than one to a leaf
    wanted *= 1 + 0.3 * np.sqrt(np.minimum(degree[:, None], degree[None, :]))
    wanted *= _STEP
    np.fill_diagonal(wanted, 1.0)
    weight = wanted**-2
    np.fill_diagonal(weight, 0.0)
    turn = np.argsort(np.argsort(-degree, kind="stable"), kind="stable") * 2.399963  # golden angle: no two alike
    points = np.stack([np.cos(turn), np.sin(turn)], axis=1) * (_STEP * np.sqrt(1 + turn / 2.4))[:, None]
    total, pulled = weight.sum(axis=1), weight * wanted
    x, y = points[:, 0].copy(), points[:, 1].copy()
    for _ in range(_ROUNDS):
        distance = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
        np.fill_diagonal(distance, 1.0)
        pull = pulled / np.maximum(distance, 1e-6)
        held = pull.sum(axis=1)
        x, y = ((weight @ v + held * v - pull @ v) / total for v in (x, y))
    return np.stack([x, y], axis=1)


def _spread(points: Points, names: list[str], stretch: float) -> Points:
    """Turn the longest axis flat, then push nodes apart until their names do not meet."""
    points = points - points.mean(axis=0)
    if len(points) > 2:
        _, axes = np.linalg.eigh(points.T @ points)
        long, short = axes[:, 1], axes[:, 0]
        points = np.stack([points @ _facing(long), points @ _facing(short)], axis=1)
        extent = np.maximum(np.ptp(points, axis=0), 1.0)
        ratio = np.sqrt(min(max(stretch * extent[1] / extent[0], 0.6), 1.8))
        points = points * np.array([ratio, 1 / ratio])
    half_w = np.array([max(len(n), 4) * _CHAR / 2 + 8 for n in names])
    half_h = 30.0
    for turn in range(_ROUNDS):
        delta = points[:, None, :] - points[None, :, :]
        over_x = half_w[:, None] + half_w[None, :] - np.abs(delta[:, :, 0])
        over_y = 2 * half_h - np.abs(delta[:, :, 1])
        hit = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        rank = np.arange(len(points))
        sign = np.where(delta == 0, np.sign(rank[:, None] - rank[None, :])[:, :, None], np.sign(delta))
        flat = hit & (over_x < over_y * 1.6)
        move_x = np.where(flat, over_x, 0) * sign[:, :, 0]
        move_y = np.where(hit & ~flat, over_y, 0) * sign[:, :, 1]
        points = points + 0.3 * np.stack([move_x.sum(axis=1), move_y.sum(axis=1)], axis=1)
        if turn % 20 == 19:  # a crowd that cannot be parted by pushing needs more room
            points = points * 1.06
    return points


def _facing(axis: Points) -> Points:
    """Fix the sign an eigenvector leaves open, so that every machine draws the same side up."""
    return -axis if axis[np.argmax(np.abs(axis))] < 0 else axis


def _size(points: Points, names: list[str]) -> tuple[float, float]:
    width, height = np.ptp(points, axis=0)
    return float(width) + max(len(n) for n in names) * _CHAR + _GAP, float(height) + 60 + _GAP


def _pack(sizes: list[tuple[float, float]], stretch: float) -> list[tuple[float, float]]:
    """Return the top left corner of each box: the largest first, the others in columns to its right."""
    area = sum(w * h for w, h in sizes)
    limit = max(sizes[0][1] if sizes else 0.0, (area / stretch) ** 0.5)
    spots, left, top, column = [], 0.0, 0.0, 0.0
    for width, height in sizes:
        if top and top + height > limit:
            left, top, column = left + column, 0.0, 0.0
        spots.append((left, top))
        top, column = top + height, max(column, width)
    return spots
