"""Questions kept as files, asked with names a person would write."""

from collections.abc import Mapping

from kg.errors import QueryError
from kg.query.files import SHIPPED, Parameter, Query, find_query, load_queries
from kg.query.names import NameIndex
from kg.query.parameters import bind_parameters
from kg.query.results import FORMATS, format_answer, plain_rows
from kg.store.interface import Answer, Store


def run_query(
    store: Store,
    query: Query,
    given: Mapping[str, str],
    names: NameIndex | None = None,
    limit: int | None = None,
    timeout_s: float | None = None,
) -> Answer:
    """Return the answer to a query file, its columns as declared.

    `given` holds parameter values as typed; `names` saves building the index again when many queries run.
    Errors: QueryError for an unknown, missing or ambiguous value, a refused or malformed query, or lack of time.
    """
    bound = bind_parameters(query, given, store, names)
    text = query.text_with(bound)
    bindings = {p.variable: bound[p.name] for p in query.parameters if p.name in bound}
    try:
        answer = store.query(text, bindings, limit, timeout_s)
    except QueryError as error:
        if query.path.parent == SHIPPED:
            raise
        raise QueryError(f"{query.path}: {error}") from error
    if query.columns and answer.columns != query.columns:
        raise QueryError(
            f"{query.path}: answers {', '.join(answer.columns)}, but its header says {', '.join(query.columns)}"
        )
    return answer


__all__ = [
    "FORMATS",
    "Answer",
    "NameIndex",
    "Parameter",
    "Query",
    "find_query",
    "format_answer",
    "load_queries",
    "plain_rows",
    "run_query",
]
