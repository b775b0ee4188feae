"""Query files: SPARQL with a header that says what it answers and what it needs.

A header is a run of comment lines: `# name:`, `# title:`, `# description:`, `# columns:` and one `# param` line each:
`# param NAME: TYPE[, optional][ = DEFAULT] - what it means`. The parameter's value fills `VALUES ?in_NAME { UNDEF }`.
A line ending in `#? NAME` is left out when NAME is not given, so an absent choice costs nothing.
"""

import os
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError
from kg.store.guard import check_query

SHIPPED = Path(__file__).with_name("shipped")
TYPES = (
    "entity",
    "place",
    "event",
    "thing",
    "event-type",
    "relation",
    "status",
    "measure",
    "date",
    "last-date",
    "text",
)
_HEADER = re.compile(r"#\s*(name|title|description|columns)\s*:\s*(.*)")
_PARAMETER = re.compile(
    r"#\s*param\s+(?P<name>[a-z][a-z_]*)\s*:\s*(?P<type>[a-z-]+)\s*(?P<optional>,\s*optional)?\s*"
    r"(?:=\s*(?P<default>\S+))?\s*(?:[-–—]\s+(?P<description>.*))?"
)
_ONLY_WITH = re.compile(r"#\?\s*([a-z_]+)\s*$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a query can be told. `type` is one of TYPES; `default` is used when nothing is given."""

    name: str
    type: str
    optional: bool
    default: str | None
    description: str

    @property
    def variable(self) -> str:
        """Return the SPARQL variable its value binds."""
        return f"in_{self.name}"


@dataclass(frozen=True, slots=True)
class Query:
    """One query file. `stem` is the file's name, `name` the short one; `columns` are those it promises, in order.

    `problem` tells why the file cannot be asked: only whoever asks for this query is refused.
    """

    stem: str
    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    sparql: str
    path: Path
    problem: str | None = None

    def text_with(self, given: Container[str]) -> str:
        """Return the SPARQL with the lines left empty that need a parameter nobody gave: errors keep their line."""
        lines = []
        for line in self.sparql.splitlines():
            only = _ONLY_WITH.search(line)
            lines.append(line if only is None or only[1] in given else "")
        return "\n".join(lines)


def load_queries(*folders: Path) -> tuple[Query, ...]:
    """Return the queries of the folders and the shipped ones, sorted by name.

    A name in an earlier folder hides the same name in a later one; the shipped ones come last. A folder that does not
    exist counts as empty. A file that cannot be used stands in the list with its `problem`, file and line named.
    """
    found: dict[str, Query] = {}
    for folder in (*folders, SHIPPED):
        mine: dict[str, Query] = {}
        for path in sorted(folder.glob("*.rq")) if folder.is_dir() else ():
            try:
                query = read_query(path)
            except QueryError as error:
                query = _broken(path, str(error))
            if query.name in mine:
                taken_by = f"{path}: name {query.name!r} is taken by {mine[query.name].path.name}"
                query = _broken(path, query.problem or taken_by, path.stem)
            mine[query.name] = query
        taken = {q.stem for q in found.values()} | set(found)
        found |= {n: q for n, q in mine.items() if n not in taken and q.stem not in taken}
    return tuple(found[name] for name in sorted(found))


def _broken(path: Path, problem: str, name: str | None = None) -> Query:
    """Return a file that cannot be asked under the name its header gives, so that it still hides what it replaces."""
    if name is None:
        text = path.read_text("utf-8-sig", "replace") if os.access(path, os.R_OK) and path.is_file() else ""
        given = re.search(r"^#\s*name\s*:\s*(\S+)\s*$", text, re.MULTILINE)
        name = given[1] if given else path.stem
    return Query(path.stem, name, "", "", (), (), "", path, problem)


def read_query(path: Path) -> Query:
    """Return one query file. Errors: QueryError naming the file, the line, and what is accepted."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise QueryError(f"{path}: cannot be read ({reason})") from error
    fields = {"name": path.stem, "title": "", "description": "", "columns": ""}
    parameters: list[Parameter] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        if header := _HEADER.fullmatch(line.strip()):
            fields[header[1]] = header[2].strip()
        elif re.match(r"#\s*param\b", line):
            parameters.append(_parameter(line, f"{path}, line {number}"))
    place = str(path)
    if not fields["title"]:
        raise QueryError(f"{place}, line 1: no title; write a first line such as `# title: Who visits where`")
    _check_parameters(parameters, text, place)
    try:
        check_query(text)
    except QueryError as error:
        raise QueryError(f"{place}, {error}") from error
    columns = tuple(c.strip() for c in fields["columns"].split(",") if c.strip())
    title, description = fields["title"], fields["description"]
    return Query(path.stem, fields["name"], title, description, tuple(parameters), columns, text, path)


def find_query(queries: Iterable[Query], name: str) -> Query:
    """Return the query of a short name or file name.

    Errors: QueryError with the problem of a file that cannot be used, or naming the nearest ones for an unknown name.
    """
    from difflib import get_close_matches

    known: dict[str, Query] = {}
    for query in queries:
        known[query.stem] = query
        known[query.name] = query
    found = known.get(name.removesuffix(".rq"))
    if found is not None:
        if found.problem is not None:
            raise QueryError(found.problem)
        return found
    near = get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    names = ", ".join(near or sorted({q.name for q in known.values()}))
    raise QueryError(f"no query {name!r}; {'nearest' if near else 'there are'}: {names}")


def _parameter(line: str, place: str) -> Parameter:
    m = _PARAMETER.fullmatch(line.strip())
    if m is None:
        form = "# param NAME: TYPE[, optional][ = DEFAULT] - description"
        raise QueryError(f"{place}: {line.strip()!r} is no parameter; expected `{form}`")
    if m["type"] not in TYPES:
        raise QueryError(f"{place}: unknown parameter type {m['type']!r}; accepted: {', '.join(TYPES)}")
    optional = m["optional"] is not None
    return Parameter(m["name"], m["type"], optional, m["default"], (m["description"] or "").strip())


def _check_parameters(parameters: list[Parameter], text: str, place: str) -> None:
    used = set(re.findall(r"VALUES\s+\?in_([a-z_]+)\s*\{\s*UNDEF\s*\}", text))
    declared = [p.name for p in parameters]
    for name in declared:
        if name not in used or declared.count(name) > 1:
            problem = "is declared twice" if declared.count(name) > 1 else f"fills no VALUES ?in_{name} {{ UNDEF }}"
            where = _line_of(text, rf"#\s*param\s+{name}\b")
            raise QueryError(f"{place}, line {where}: parameter {name!r} {problem}")
    missing = sorted((used | {m[1] for line in text.splitlines() if (m := _ONLY_WITH.search(line))}) - set(declared))
    if missing:
        where = _line_of(text, rf"\?in_{missing[0]}\b|#\?\s*{missing[0]}\s*$")
        raise QueryError(
            f"{place}, line {where}: {missing[0]!r} is used but not declared; write `# param {missing[0]}: TYPE - ...`"
        )


def _line_of(text: str, pattern: str) -> int:
    """Return the number of the first line that holds a pattern."""
    found = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, found.start() if found else 0) + 1
