"""Answers as text: a table to read, JSON, CSV or TSV to pass on."""

import csv
import io
import json
from decimal import Decimal, InvalidOperation

from kg.errors import QueryError
from kg.rdf.nquads import XSD
from kg.store.interface import Answer, Term

FORMATS = ("table", "json", "csv", "tsv")
_NUMBERS = frozenset(XSD + n for n in ("integer", "decimal", "double", "float", "nonNegativeInteger", "int", "long"))


def format_answer(answer: Answer, style: str, width: int = 100) -> str:
    """Return an answer as text ending in a newline; `width` bounds the lines of a table.

    Errors: QueryError for a style not in FORMATS.
    """
    if style == "table":
        return _table(answer, width)
    writers = {"json": _json, "csv": _csv, "tsv": _tsv}
    if style not in writers:
        raise QueryError(f"unknown format {style!r}; accepted: {', '.join(FORMATS)}")
    return writers[style](answer)


def plain_rows(answer: Answer) -> list[dict[str, str | int | float | None]]:
    """Return the rows as dictionaries of plain values: numbers as numbers, IRIs and texts as strings."""
    return [dict(zip(answer.columns, (_plain(t) for t in row), strict=True)) for row in answer.rows]


def _plain(term: Term | None) -> str | int | float | None:
    if term is None:
        return None
    if term.datatype in _NUMBERS:
        try:
            number = Decimal(term.value)
        except InvalidOperation:
            return term.value
        return int(number) if number == number.to_integral_value() else float(number)
    return term.value


def _json(answer: Answer) -> str:
    return json.dumps(plain_rows(answer), ensure_ascii=False, indent=1) + "\n"


def _csv(answer: Answer) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    for row in plain_rows(answer):
        writer.writerow("" if v is None else v for v in row.values())
    return out.getvalue()


def _tsv(answer: Answer) -> str:
    def cell(value: object) -> str:
        return "" if value is None else " ".join(str(value).split())

    rows = [answer.columns, *(tuple(row.values()) for row in plain_rows(answer))]
    return "".join("\t".join(cell(v) for v in row) + "\n" for row in rows)


def _table(answer: Answer, width: int) -> str:
    """Narrow columns first side by side; what is too long for its share is cut with an ellipsis."""
    rows = [["" if v is None else " ".join(str(v).split()) for v in row.values()] for row in plain_rows(answer)]
    every = range(len(answer.columns))
    shown = [i for i in every if not _is_address(i, answer)] or list(every)
    if not rows:
        return "no rows\n"
    heads = [answer.columns[i] for i in shown]
    body = [[row[i] for i in shown] for row in rows]
    widths = _widths(heads, body, width)
    lines = ["  ".join(_fit(h, w) for h, w in zip(heads, widths, strict=True)).rstrip()]
    lines += ["  ".join(_fit(c, w) for c, w in zip(row, widths, strict=True)).rstrip() for row in body]
    count = f"{len(rows)} row{'s' if len(rows) != 1 else ''}{' (more were cut)' if answer.cut else ''}"
    return "\n".join([*lines, count]) + "\n"


def _is_address(column: int, answer: Answer) -> bool:
    """A column of IRIs only: a table for reading leaves it out."""
    values = [row[column] for row in answer.rows if row[column] is not None]
    return len(answer.columns) > 1 and bool(values) and all(v is not None and v.kind == "iri" for v in values)


def _widths(heads: list[str], body: list[list[str]], width: int) -> list[int]:
    widths = [max(len(r[i]) for r in (heads, *body)) for i in range(len(heads))]
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > 12:
        widest = max(range(len(widths)), key=lambda i: widths[i])
        rest = sum(widths) + 2 * (len(widths) - 1) - width
        second = max((w for i, w in enumerate(widths) if i != widest), default=12)
        widths[widest] = max(widths[widest] - rest, min(second, widths[widest] - 1), 12)
    return widths


def _fit(text: str, width: int) -> str:
    return (text if len(text) <= width else text[: width - 1] + "…").ljust(width)
