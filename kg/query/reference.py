"""The reference of all shipped queries as Markdown, made from their headers."""

from kg.query.files import Query, load_queries

_KINDS = {
    "entity": "a name", "place": "a place", "event": "an event's IRI", "thing": "a name or an event's IRI",
    "event-type": "an event type", "relation": "a relation", "status": "a status", "measure": "a measure",
    "date": "a day, month or year", "last-date": "a day, month or year", "text": "words",
}  # fmt: skip


def query_reference() -> str:
    """Return docs/queries.md: one section a query with its parameters, columns and a line to try."""
    queries = load_queries()
    lines = [
        "# Queries",
        "",
        "Generated from the headers of the query files; `make docs` renews it. A file of the same name in the folder",
        "`queries/` of a workspace takes the place of the shipped one. Names are taken in any case, spelling and",
        "alphabet; an unknown one is answered with the nearest.",
        "",
        "| query | answers |",
        "|---|---|",
        *(f"| [`{q.name}`](#{q.name}) | {q.title} |" for q in queries),
        "",
    ]
    for query in queries:
        lines += _section(query)
    return "\n".join(lines)


def _section(query: Query) -> list[str]:
    lines = [f"## {query.name}", "", f"**{query.title}.** {query.description}", ""]
    lines += ["```sh", f"kg query {query.name}{_sample(query)}", "```", ""]
    if query.parameters:
        lines += ["| parameter | takes | meaning |", "|---|---|---|"]
        for parameter in query.parameters:
            need = f"default {parameter.default}" if parameter.default else "" if parameter.optional else "**needed**"
            takes = f"{_KINDS[parameter.type]}{', ' + need if need else ''}"
            lines.append(f"| `--{parameter.name}` | {takes} | {parameter.description} |")
        lines.append("")
    return [*lines, f"Columns: {', '.join(query.columns)}. File: `{query.stem}.rq`.", ""]


def _sample(query: Query) -> str:
    values = {
        "entity": "Putin", "place": "Kyiv", "event": "EVENT", "thing": "Putin", "event-type": "Meeting",
        "relation": "visits", "status": "Planned", "measure": "Killed", "date": "2025", "last-date": "2025",
        "text": "WORDS",
    }  # fmt: skip
    needed = [p for p in query.parameters if not p.optional and p.default is None]
    second = {"other": "Trump"}
    return "".join(f" --{p.name} {second.get(p.name, values[p.type])}" for p in needed)
