"""Parameter values as RDF terms: what a person types becomes a bound value, never a piece of the query."""

import re
from collections.abc import Mapping
from datetime import date

from kg.dates import DaySpan, day_span, month_span, year_span
from kg.errors import QueryError
from kg.identifiers import EVENT
from kg.query.files import Parameter, Query
from kg.query.names import NameIndex
from kg.rdf.nquads import format_iri, format_text, format_typed
from kg.store.interface import Store

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_EVENT = re.compile(re.escape(EVENT) + r".+|\w+-[0-9a-f]{12}-\d+(?:\.\d+)?")
ANY = ("any", "all")


def bind_parameters(
    query: Query, given: Mapping[str, str], store: Store, names: NameIndex | None = None
) -> dict[str, str]:
    """Return parameter name -> N-Triples term for all that are given or have a default.

    Errors: QueryError for an unknown or missing parameter, a date that is none, a name that fits nothing or several.
    """
    known = {p.name: p for p in query.parameters}
    for name in given:
        if name not in known:
            takes = ", ".join(known) or "none"
            raise QueryError(f"query {query.name!r} has no parameter {name!r}; it takes: {takes}")
    bound: dict[str, str] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None or not value.strip():
            if not parameter.optional and parameter.default is None:
                raise QueryError(
                    f"query {query.name!r} needs {parameter.name} ({parameter.type}): {parameter.description}"
                )
            continue
        if value.strip().lower() in ANY and parameter.type != "text" and (parameter.optional or parameter.default):
            continue
        if names is None and parameter.type not in ("date", "last-date", "text", "event"):
            names = NameIndex(store)
        bound[parameter.name] = _term(parameter, value.strip(), names)
    return bound


def parse_days(text: str) -> DaySpan:
    """Return the days a date, month or year written as YYYY[-MM[-DD]] covers; QueryError for anything else."""
    m = _DATE.fullmatch(text.strip())
    try:
        if m is not None:
            year, month, day = int(m[1]), int(m[2] or 0), int(m[3] or 0)
            if m[3]:
                return day_span(date(year, month, day))
            return month_span(year, month) if m[2] else year_span(year)
    except ValueError:
        pass  # a month 13 or a 31 February is answered like any other text
    raise QueryError(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")


def _term(parameter: Parameter, value: str, names: NameIndex | None) -> str:
    if parameter.type == "text":
        return format_text(value)
    if parameter.type in ("date", "last-date"):
        span = parse_days(value)
        return format_typed(span.start if parameter.type == "date" else span.end, "date")
    if parameter.type == "event" or (parameter.type == "thing" and _EVENT.fullmatch(value)):
        return format_iri(value if value.startswith(EVENT) else EVENT + value)
    assert names is not None
    if parameter.type in ("entity", "place", "thing"):
        return format_iri(names.find_entity(value, "place" if parameter.type == "place" else "entity"))
    return format_iri(names.find_term(value, parameter.type))
