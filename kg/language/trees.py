"""Arc scores to dependency trees with exactly one root."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_NEVER = -1e9


def decode_trees(arcs: Floats, lengths: Ints) -> Ints:
    """Return governors [B, N] (0 = root, else 1-based word) of a batch of arc scores [B, N, N + 1].

    Greedy choice where it is a tree, else the maximum spanning tree with one root; padding gets 0.
    """
    batch, longest, _ = arcs.shape
    inside = np.arange(longest) < lengths[:, None]
    scores = np.where(np.concatenate([np.ones((batch, 1), bool), inside], 1)[:, None, :], arcs, _NEVER)
    words = np.arange(longest)
    scores[:, words, words + 1] = _NEVER
    heads = scores.argmax(2)
    heads[~inside] = 0
    for row in np.flatnonzero(~_are_trees(heads, inside)):
        n = int(lengths[row])
        heads[row, :n] = _one_root(scores[row, :n, : n + 1].astype(np.float64))
    return np.asarray(heads)


def _are_trees(heads: Ints, inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell for each row whether it has one root that every word reaches."""
    batch, longest = heads.shape
    jump = np.concatenate([np.zeros((batch, 1), heads.dtype), heads], 1)
    for _ in range(max(1, int(longest).bit_length())):
        jump = np.take_along_axis(jump, jump, 1)
    roots = ((heads == 0) & inside).sum(1)
    return np.asarray((jump.max(1) == 0) & (roots == 1))


def _one_root(arcs: NDArray[np.float64]) -> Ints:
    """Return the best tree of one sentence [n, n + 1] whose root has a single child."""
    n = len(arcs)
    scores = np.full((n + 1, n + 1), _NEVER)
    scores[1:] = arcs
    heads = _spanning_tree(scores)
    if (heads[1:] == 0).sum() == 1:
        return np.asarray(heads[1:])
    shares = arcs - np.logaddexp.reduce(arcs, 1, keepdims=True)
    best: tuple[float, Ints] | None = None
    for root in np.argsort(-shares[:, 0], kind="stable")[:4]:
        fixed = scores.copy()
        fixed[1:, 0] = -1e8
        fixed[root + 1, :] = _NEVER
        fixed[root + 1, 0] = scores[root + 1, 0]
        heads = _spanning_tree(fixed)
        value = float(fixed[np.arange(1, n + 1), heads[1:]].sum())
        if best is None or value > best[0]:
            best = (value, heads[1:])
    assert best is not None  # argsort of at least one word
    return best[1]


def _spanning_tree(scores: NDArray[np.float64]) -> Ints:
    """Chu-Liu-Edmonds: the best tree below node 0 for scores[dependent, governor], as governors."""
    n = len(scores)
    scores = scores.copy()
    scores[0, :] = _NEVER
    scores[np.arange(n), np.arange(n)] = _NEVER
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if cycle is None:
        return np.asarray(heads)
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    m = len(outside)
    total = scores[cycle, heads[cycle]].sum()
    smaller = np.full((m + 1, m + 1), _NEVER)
    smaller[:m, :m] = scores[np.ix_(outside, outside)]
    gains = scores[np.ix_(cycle, outside)] - scores[cycle, heads[cycle]][:, None]
    entered = gains.argmax(0)
    smaller[m, :m] = gains.max(0) + total
    leaving = scores[np.ix_(outside, cycle)]
    left = leaving.argmax(1)
    smaller[:m, m] = leaving.max(1)
    solved = _spanning_tree(smaller)
    result = heads.copy()
    for k in range(1, m):
        result[outside[k]] = cycle[left[k]] if solved[k] == m else outside[solved[k]]
    broken = cycle[entered[solved[m]]]
    result[broken] = outside[solved[m]]
    result[0] = 0
    return np.asarray(result)


def _find_cycle(heads: Ints) -> Ints | None:
    """Return the nodes of one cycle, None for a tree below node 0."""
    state = np.zeros(len(heads), int)  # 0 unseen, 1 on the path, 2 done
    state[0] = 2
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return np.array(path[path.index(node) :])
        state[path] = 2
    return None
