"""What an article or a stretch of days changed: the world without them against the world with them."""

from datetime import date
from difflib import get_close_matches

from kg.errors import WorkspaceError
from kg.pipeline.build import Built
from kg.records import Record
from kg.resolve.build import resolve_world
from kg.resolve.diff import WorldDiff, diff_worlds


def diff_without(built: Built, left_out: tuple[Record, ...]) -> WorldDiff:
    """Return what the left-out records changed in the world of all records."""
    out = {r.article.digest for r in left_out}
    rest = [r for r in built.records if r.article.digest not in out]
    resolution = built.resolution
    before = resolve_world(rest, resolution.docket.decisions, resolution.ontology, resolution.names)
    return diff_worlds(before, built.world)


def records_named(built: Built, names: tuple[str, ...]) -> tuple[Record, ...]:
    """Return the records of articles by file name, stem or title; WorkspaceError for a name that fits none."""
    found = []
    for name in names:
        fits = [r for r in built.records if name in (r.article.name, f"{r.article.name}.txt", r.article.title)]
        if not fits:
            near = get_close_matches(name, sorted(r.article.name for r in built.records), n=3, cutoff=0.3)
            hint = f"nearest: {', '.join(near)}" if near else "give the name of a file in seeds/"
            raise WorkspaceError(f"no article {name!r}; {hint}")
        found += fits
    return tuple(found)


def records_since(built: Built, since: date, until: date | None) -> tuple[Record, ...]:
    """Return the records of articles published from one day to another, both inclusive."""
    return tuple(
        r
        for r in built.records
        if r.article.published is not None
        and since <= r.article.published
        and (until is None or r.article.published <= until)
    )


def diff_rows(diff: WorldDiff) -> list[tuple[str, str, str, str]]:
    """Return (change, kind, what, detail) rows: changes of status first, then what is new, then what is gone."""
    rows = [("status", "event", c.after.label, f"{c.before.status} -> {c.after.status}") for c in diff.status_changes]
    rows += [("new", "conflict", c.note, c.kind) for c in diff.new_conflicts]
    rows += [("new", "event", e.label, f"{e.status}, {e.day or 'undated'}") for e in diff.new_events]
    rows += [("changed", "event", c.after.label, ", ".join(c.fields)) for c in diff.changed_events if c.status is None]
    rows += [("new", "relation", f"{e.subject} {e.predicate} {e.object}", "") for e in diff.new_edges]
    rows += [("new", "entity", e.label, e.type) for e in diff.new_entities]
    rows += [("gone", "event", e.label, f"{e.status}, {e.day or 'undated'}") for e in diff.gone_events]
    rows += [("gone", "relation", f"{e.subject} {e.predicate} {e.object}", "") for e in diff.gone_edges]
    rows += [("gone", "entity", e.label, e.type) for e in diff.gone_entities]
    return rows
