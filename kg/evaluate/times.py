"""Score the time grammar on a corpus of marked expressions (JSON lines), by the definitions of TempEval-3."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kg.errors import KGError
from kg.extract.times import Timex, read_times


class CorpusError(KGError):
    """A corpus file is missing or a line of it is not in the expected form."""


@dataclass(frozen=True, slots=True)
class TimeGold:
    """One document of a corpus; `marked` holds (start, end, type, value), `own_date` the datelines among them."""

    name: str
    text: str
    document: date | None
    marked: tuple[tuple[int, int, str, str], ...]
    own_date: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TimeScore:
    """Counts over a corpus and the four figures of TempEval-3, each in percent."""

    documents: int
    gold: int
    found: int
    relaxed_hits: int
    strict_hits: int
    type_hits: int
    value_hits: int

    def _f1(self, hits: int) -> float:
        return 200 * hits / (self.gold + self.found) if self.gold + self.found else 0.0

    @property
    def relaxed(self) -> float:
        """F1 of expressions that overlap a marked one."""
        return self._f1(self.relaxed_hits)

    @property
    def strict(self) -> float:
        """F1 of expressions with exactly the marked span."""
        return self._f1(self.strict_hits)

    @property
    def type(self) -> float:
        """Relaxed F1 times the share of matched expressions with the marked type."""
        return self._f1(self.type_hits)

    @property
    def value(self) -> float:
        """Relaxed F1 times the share of matched expressions with exactly the marked value."""
        return self._f1(self.value_hits)


def read_corpus(path: Path) -> tuple[TimeGold, ...]:
    """Return the documents of a corpus file. Errors: CorpusError names file and line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as problem:
        raise CorpusError(f"{path}: cannot be read ({problem.strerror})") from problem
    out = []
    for number, line in enumerate(lines, 1):
        try:
            d = json.loads(line)
            own = [t for t in d["timexes"] if t.get("functionInDocument") == "CREATION_TIME"]
            out.append(
                TimeGold(
                    name=d["doc_id"],
                    text=d["text"],
                    document=date.fromisoformat(d["dct"]) if d.get("dct") else None,
                    marked=tuple((t["start"], t["end"], t["type"], t["value"]) for t in d["timexes"]),
                    own_date=tuple((t["start"], t["end"]) for t in own),
                )
            )
        except (ValueError, KeyError, TypeError) as problem:
            raise CorpusError(
                f"{path}:{number}: no document with doc_id, text, dct and timexes ({problem!r})"
            ) from problem
    return tuple(out)


def pair_up(gold: TimeGold, found: Sequence[Timex]) -> list[tuple[int, int]]:
    """Return (marked, found) index pairs that overlap, one to one, equal spans first, then in order of the text."""
    pairs = sorted(
        ((s, e) != (t.start, t.end), i, j)
        for i, (s, e, _, _) in enumerate(gold.marked)
        for j, t in enumerate(found)
        if s < t.end and t.start < e
    )
    left: set[int] = set()
    right: set[int] = set()
    out = []
    for _, i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j))
    return sorted(out)


def score_times(corpus: Iterable[TimeGold], policy: str | None = None, datelines: bool = True) -> TimeScore:
    """Return the score of the grammar over a corpus; `policy` as in `read_times`.

    `datelines` False leaves out the line that gives a Wikinews text its own date: trivial, and one in four of MEANTIME.
    """
    documents = gold_count = found_count = relaxed = strict = types = values = 0
    for gold in corpus:
        found = read_times(gold.text, gold.document, policy)
        if not datelines:
            gold, found = _without_datelines(gold, found)
        documents += 1
        gold_count += len(gold.marked)
        found_count += len(found)
        for i, j in pair_up(gold, found):
            start, end, kind, value = gold.marked[i]
            relaxed += 1
            strict += (start, end) == (found[j].start, found[j].end)
            types += kind == found[j].kind
            values += value == found[j].value
    return TimeScore(documents, gold_count, found_count, relaxed, strict, types, values)


def _without_datelines(gold: TimeGold, found: Sequence[Timex]) -> tuple[TimeGold, tuple[Timex, ...]]:
    kept = tuple(m for m in gold.marked if (m[0], m[1]) not in gold.own_date)
    outside = tuple(t for t in found if not any(s < t.end and t.start < e for s, e in gold.own_date))
    return replace(gold, marked=kept), outside
