"""Dashes and brackets round a sentence of its own inside another sentence."""

from collections.abc import Iterator, Sequence

from kg.language.analysis import Token


def find_asides(tokens: Sequence[Token], saying: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of dashes or brackets that hold a verb of saying with all that it reports.

    "the mines - Hanoi says they are old - lie": what stands outside is not what Hanoi says. A bare "- Hanoi says -"
    reports what stands outside.
    """
    marks = [i for i in range(len(tokens)) if _is_dash(tokens, i)]
    pairs = [(marks[0], marks[1])] if len(marks) == 2 else []
    opening = [i for i, t in enumerate(tokens) if t.text == "("]
    pairs += [(a, b) for a in opening for b in range(a, len(tokens)) if tokens[b].text == ")"][:1]
    for first, last in pairs:
        inside = range(first + 1, last)
        if any(
            t.head in saying and t.head in inside and t.dep == "ccomp" and k in inside for k, t in enumerate(tokens)
        ):
            yield first, last


def _is_dash(tokens: Sequence[Token], i: int) -> bool:
    if tokens[i].text in ("–", "—", "--"):
        return True
    return (
        tokens[i].text == "-"
        and 0 < i < len(tokens) - 1
        and tokens[i - 1].end < tokens[i].start < tokens[i + 1].start - 1
    )
