"""Rows that come from no query, printed like those that do."""

from collections.abc import Sequence


def format_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], style: str) -> str:
    """Return rows of plain text as a table, JSON, CSV or TSV, ending in a newline."""
    from kg.cli.context import terminal_width
    from kg.query import format_answer
    from kg.store import Answer, Term

    answer = Answer(tuple(columns), tuple(tuple(Term("literal", value) for value in row) for row in rows))
    return format_answer(answer, style, terminal_width())
