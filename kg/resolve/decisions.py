"""What people decided about the world, read from and written to decisions.toml.

Every entry has `author`, `day` ("2025-04-28"), `reason`, and one of these forms:

    [[same]]      entities = ["Ali_Hassan", "A_Hassan"]              the first slug stays
    [[same]]      events = ["Visit-3f...-210", "Visit-9a...-55"]
    [[different]] entity = "Ali_Hassan", article = "2025-04-28-news", slug = "Ali_Hassan_the_judge"
    [[different]] events = ["PhoneCall-...", "PhoneCall-..."]
    [[confirm]]   event = "..."  |  entity = "Ali_Hassan", article = "2025-04-28-news"      it stands as it is
    [[retract]]   event = "..."  |  claim = "..."  |  fact = ["Mark_Rutte", "holdsPosition", "Prime_Minister"]
    [[set]]       event = "...", with any of date, start, end = "2025-04-25", type, roles = { place = ["Kyiv"] }
    [[set]]       entity = "...", type = "City", country = "Ukraine"
    [[rename]]    entity = "...", label = "..."   |  event = "...", label = "..."
    [[add]]       type = "Visit", source = "...", text = "...", with any of date, start, end, roles, status

Events are named by IRI or its last part, and any alias will do; articles by file name or the start of their digest.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import DecisionError
from kg.identifiers import EVENT

KINDS = ("same", "different", "confirm", "retract", "set", "rename", "add")


@dataclass(frozen=True, slots=True)
class Decision:
    """One ruling. Only the fields of its kind are filled; `place` says which entry of the file it is."""

    kind: str
    author: str
    day: date
    reason: str
    place: str = ""
    entities: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    claim: str | None = None
    fact: tuple[str, str, str] | None = None
    article: str | None = None
    slug: str | None = None
    label: str | None = None
    type: str | None = None
    country: str | None = None
    start: date | None = None
    end: date | None = None
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    source: str | None = None
    text: str | None = None
    status: str | None = None

    def __str__(self) -> str:
        events = (e.removeprefix(EVENT) for e in self.events)
        what = ", ".join((*self.entities, *events, *(x for x in (self.claim,) if x), *(self.fact or ())))
        fillers = ", ".join(f for _, some in self.roles for f in some)
        where = f" in {self.article}" if self.article else f" with {fillers}" if fillers else ""
        return f"{self.place or self.kind}: {self.kind} {what or self.text or ''}{where}".rstrip()


# Which fields each kind accepts besides author, day and reason: sets of alternatives, then what may be added.
_FORMS: dict[str, tuple[tuple[frozenset[str], ...], frozenset[str]]] = {
    "same": ((frozenset({"entities"}), frozenset({"events"})), frozenset()),
    "different": ((frozenset({"entity", "article", "slug"}), frozenset({"events"})), frozenset()),
    "confirm": ((frozenset({"event"}), frozenset({"entity", "article"})), frozenset()),
    "retract": ((frozenset({"event"}), frozenset({"claim"}), frozenset({"fact"})), frozenset()),
    "set": (
        (frozenset({"event"}), frozenset({"entity"})),
        frozenset({"date", "start", "end", "type", "roles", "country"}),
    ),
    "rename": ((frozenset({"entity", "label"}), frozenset({"event", "label"})), frozenset()),
    "add": ((frozenset({"type", "source", "text"}),), frozenset({"roles", "date", "start", "end", "status"})),
}
_COMMON = frozenset({"author", "day", "reason"})
_STATUSES = ("Happened", "Ongoing", "Planned", "Demanded", "Hypothetical", "Negated")


def load_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the rulings of a file in its order; none when the file does not exist.

    Errors: DecisionError naming file, entry, what was found and what is accepted.
    """
    if not path.exists():
        return ()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    return parse_decisions(text, str(path))


def parse_decisions(text: str, name: str = "decisions.toml") -> tuple[Decision, ...]:
    """Return the rulings of a text, kinds in the order of KINDS, entries in the order of the text."""
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))  # the mark some editors write; TOML knows none
    except tomllib.TOMLDecodeError as error:
        raise DecisionError(f"{name}: not valid TOML: {error}") from error
    unknown = sorted(set(data) - set(KINDS))
    if unknown:
        raise DecisionError(f"{name}: unknown kind of decision [[{unknown[0]}]]; accepted: {', '.join(KINDS)}")
    out = []
    for kind in KINDS:
        entries = data.get(kind, [])
        if not isinstance(entries, list):
            raise DecisionError(f"{name}: [{kind}] must be written [[{kind}]], one for each decision")
        out += [_parse(kind, entry, f"{name}, [[{kind}]] {n}") for n, entry in enumerate(entries, 1)]
    return tuple(out)


def _parse(kind: str, entry: Mapping[str, Any], place: str) -> Decision:
    forms, extra = _FORMS[kind]
    fields = set(entry) - _COMMON
    for name in sorted(_COMMON - set(entry)):
        raise DecisionError(f"{place}: no {name}; every decision needs author, day and reason")
    form = next((f for f in forms if f <= fields and not fields - f - extra), None)
    if form is None:
        known = frozenset().union(*forms) | extra
        odd = sorted(fields - known)
        wanted = " or ".join("+".join(sorted(f)) for f in forms)
        found = f"unknown field {odd[0]!r}" if odd else f"found {', '.join(sorted(fields)) or 'nothing'}"
        more = f", with any of {', '.join(sorted(extra))}" if extra else ""
        raise DecisionError(f"{place}: {found}; accepted: {wanted}{more}")
    if kind == "set" and not fields - form:
        raise DecisionError(f"{place}: nothing to set; accepted: {', '.join(sorted(extra))}")
    read = _Fields(entry, place)
    start, end = read.day("start"), read.day("end")
    if "date" in entry:
        start = end = read.day("date")
    if start is not None and end is not None and start > end:
        raise DecisionError(f"{place}: start {start} lies after end {end}")
    status = read.word("status")
    if status is not None and status not in _STATUSES:
        raise DecisionError(f"{place}: unknown status {status!r}; accepted: {', '.join(_STATUSES)}")
    events = read.words("events", 2) or tuple(x for x in (read.word("event"),) if x)
    day = read.day("day")
    assert day is not None
    return Decision(
        kind=kind,
        author=read.word("author") or "",
        day=day,
        reason=read.word("reason") or "",
        place=place,
        entities=read.words("entities", 2) or tuple(x for x in (read.word("entity"),) if x),
        events=tuple(full_event_iri(e) for e in events),
        claim=read.word("claim"),
        fact=read.triple("fact"),
        article=read.word("article"),
        slug=read.word("slug"),
        label=read.word("label"),
        type=read.word("type"),
        country=read.word("country"),
        start=start,
        end=end,
        roles=read.roles("roles"),
        source=read.word("source"),
        text=read.word("text"),
        status=status,
    )


def full_event_iri(name: str) -> str:
    """Return an event's whole IRI from it or its last part."""
    return name if ":" in name else EVENT + name


@dataclass(frozen=True, slots=True)
class _Fields:
    entry: Mapping[str, Any]
    place: str

    def _fail(self, name: str, wanted: str) -> DecisionError:
        return DecisionError(f"{self.place}: {name} is {self.entry[name]!r}; accepted: {wanted}")

    def word(self, name: str) -> str | None:
        value = self.entry.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self._fail(name, "a text in quotes")
        return value

    def words(self, name: str, least: int) -> tuple[str, ...]:
        value = self.entry.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or len(value) < least or not all(isinstance(v, str) and v for v in value):
            raise self._fail(name, f"a list of at least {least} texts in quotes")
        return tuple(value)

    def triple(self, name: str) -> tuple[str, str, str] | None:
        found = self.words(name, 3)
        if not found:
            return None
        if len(found) != 3:
            raise self._fail(name, "subject, predicate and object")
        return (found[0], found[1], found[2])

    def day(self, name: str) -> date | None:
        value = self.entry.get(name)
        if value is None:
            return None
        if type(value) is date:  # TOML's own notation, without quotes
            return value
        if not isinstance(value, str):
            raise self._fail(name, 'a day in quotes, "2025-04-25"')
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self._fail(name, 'a day in quotes, "2025-04-25"') from error

    def roles(self, name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        value = self.entry.get(name)
        if value is None:
            return ()
        if not isinstance(value, dict):
            raise self._fail(name, 'a table, { actor = ["Steve_Witkoff"] }')
        inner = _Fields(value, f"{self.place}, roles")
        return tuple((role, inner.words(role, 0)) for role in sorted(value))


def format_decision(decision: Decision) -> str:
    """Return one entry of the file, with a fixed order of fields; `parse_decisions` gives it back."""
    rows: list[tuple[str, object]] = []
    one, many = ("entity", "entities") if decision.entities else ("event", "events")
    names = decision.entities or tuple(e.removeprefix(EVENT) for e in decision.events)
    if names:
        is_list = decision.kind == "same" or (decision.kind == "different" and one == "event")
        rows.append((many, names) if is_list else (one, names[0]))
    is_day = decision.start is not None and decision.start == decision.end
    rows += [("claim", decision.claim), ("fact", decision.fact), ("article", decision.article)]
    rows += [("slug", decision.slug), ("label", decision.label), ("type", decision.type), ("country", decision.country)]
    rows += [("date", decision.start if is_day else None)]
    rows += [("start", None if is_day else decision.start), ("end", None if is_day else decision.end)]
    rows += [("roles", dict(decision.roles) or None), ("status", decision.status)]
    rows += [("source", decision.source), ("text", decision.text)]
    rows += [("author", decision.author), ("day", decision.day), ("reason", decision.reason)]
    lines = [f"{name} = {_toml(value)}" for name, value in rows if value is not None]
    return "\n".join((f"[[{decision.kind}]]", *lines)) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{k} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    out = []
    for c in str(value):
        known = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(c)
        out.append(known or (f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else c))
    return '"' + "".join(out) + '"'


def append_decision(path: Path, decision: Decision, write: Callable[[Path, str], None] | None = None) -> str:
    """Add an entry at the end of a decisions file, leaving what is there untouched; return the whole new text.

    The new text is parsed before it is written, so a broken entry never reaches the disk. `write` may do the writing
    (atomically, say); without it the file is written in place.
    """
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    gap = "" if not old else "\n" if old.endswith("\n") else "\n\n"
    text = old + gap + format_decision(decision)
    parse_decisions(text, str(path))
    if write is not None:
        write(path, text)
    else:
        path.write_text(text, encoding="utf-8")
    return text
