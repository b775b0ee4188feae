"""Where quotation marks open and close in a text, paragraph by paragraph, nested and continued.

Knows typography only; who speaks is quotations.py's.
"""

from dataclasses import dataclass

OPENING = {"“": "”", "«": "»", "„": "“”", "‘": "’", '"': '"', "``": "''"}


@dataclass(frozen=True, slots=True)
class Marked:
    """The words between one pair of marks. `continues` when the quotation was opened in an earlier paragraph."""

    start: int
    end: int
    continues: bool
    closed: bool
    depth: int


def _single_opens(text: str, i: int, floor: int) -> bool:
    """Tell whether a left single mark or a straight one starts a quotation rather than an elision."""
    before = text[i - 1] if i > floor else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    return not before.isalnum() and not after.isspace() and not after.isdigit()


def _closes_single(text: str, i: int, end: int) -> bool:
    after = text[i + 1] if i + 1 < end else " "
    return not after.isalnum() and not (text[i - 1] == "s" and after == " " and "’" in text[i + 1 : end])


def find_marked(text: str, start: int, end: int, open_before: bool = False) -> tuple[Marked, ...]:
    """Return the quoted stretches of one paragraph, outer before inner, in order.

    **Shape** offsets exclude the marks. `open_before`: the paragraph before left a quotation open, so a mark at the
    start of this one continues it. A stretch never closed runs to the paragraph's end with `closed` false.
    """
    stack: list[tuple[str, int, bool]] = []
    found: list[Marked] = []
    i = start
    while i < end:
        char = text[i]
        if stack and char in stack[-1][0] and not (char == "’" and not _closes_single(text, i, end)):
            _, at, continues = stack.pop()
            if i > at:
                found.append(Marked(at, i, continues, True, len(stack)))
        elif char in ("“", "«", "„", '"') or (char == "‘" and _single_opens(text, i, start)):
            first = not text[start:i].strip()
            stack.append((OPENING[char], i + 1, first and open_before))
        i += 1
    for depth, (closing, at, continues) in enumerate(stack):
        if closing != "’" and text[at:end].strip():
            stop = end - len(text[at:end]) + len(text[at:end].rstrip())
            found.append(Marked(at, stop, continues, False, depth))
    return tuple(sorted(found, key=lambda m: (m.start, -m.end)))


def paragraphs_of(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the ranges of the non-empty lines of a stretch of text."""
    out, at = [], start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            out.append((at, at + len(line.rstrip())))
        at += len(line)
    return tuple(out)
