"""What a run of the command leaves for the next: the resolution, the graph in pieces and what was written where.

Never the truth: without it, or when it was made by other code, ontology or decisions, everything is made from segments
again and comes out the same.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.errors import StateError, WorkspaceError
from kg.pipeline.catalog import Page
from kg.pipeline.fingerprint import ontology_fingerprint, state_fingerprint
from kg.resolve.shelf import Shelf, Shelves
from kg.workspace import Workspace

FILE = ".state.sqlite"
# a state made anew grows beside the old one, which a run that comes to no end leaves as it was
NEW_FILE = ".state-new.sqlite"
# a state made at once goes through this memory; with less, pages wander to the disk and back while it grows
CACHE_KB = 200_000

log = logging.getLogger(__name__)


class State:
    """The kept state of a workspace, open. `is_new` tells that nothing was kept.

    It is saved last: a file that a killed run wrote bears another stamp than the one noted here, and is made again.
    """

    def __init__(self, database: sqlite3.Connection, key: str) -> None:
        self._database, self._key = database, key
        self.shelves = Shelves(database)
        self._notes: Shelf[str, Any] = Shelf(database, "notes")
        self.is_new = self._notes.get("key") != key
        self.is_saved = False
        self.pages: MutableMapping[str, dict[str, Page]] = self.shelves.open("seed_files")
        # digest -> (name, segment) of the articles that were resolved
        self._resolved: MutableMapping[str, dict[str, tuple[str, str]]] = self.shelves.open("resolved")

    @property
    def resolved(self) -> dict[str, tuple[str, str]]:
        """Return name and segment of each resolved article, by digest; may be changed in place."""
        return self._resolved.setdefault("articles", {})

    def note(self, name: str, default: Any) -> Any:
        """Return something small kept under a name; what is changed in place is kept."""
        return self._notes.setdefault(name, default)

    def settle(self) -> None:
        """Write back all but the notes; from here on the rest is only read, so that nobody need look what changed."""
        self.shelves.save()

    def save(self) -> None:
        """Keep everything, the notes too: from here on the run has happened."""
        self._notes["key"] = self._key
        self._notes.save()
        self._database.commit()
        self.is_saved = True


def state_key(workspace: Workspace) -> str:
    """Return a digest of what the state depends on besides the articles: code, ontology and decisions."""
    decisions = workspace.decisions.read_bytes() if workspace.decisions.is_file() else b""
    ontology = ontology_fingerprint(workspace.ontology_files())
    return hashlib.sha256(state_fingerprint().encode() + ontology.encode() + decisions).hexdigest()


@contextmanager
def open_state(workspace: Workspace) -> Iterator[State]:
    """Open the kept state, or an empty one where it does not fit or is damaged. The caller holds the lock."""
    workspace.out.mkdir(parents=True, exist_ok=True)
    path, fresh, key = workspace.out / FILE, workspace.out / NEW_FILE, state_key(workspace)
    try:
        database, place = _connect(path, fresh, key)
        try:
            state = State(database, key)
            yield state
        finally:
            database.close()
        if place == fresh and state.is_saved:
            fresh.replace(path)
    except sqlite3.OperationalError as error:
        raise WorkspaceError(f"{path}: cannot be written ({error})") from error
    finally:
        _remove(fresh)


@contextmanager
def peek_shelves(workspace: Workspace) -> Iterator[Shelves | None]:
    """Open what the last run kept, whether or not it still fits, for reading beside a writer; None where nothing is."""
    path = workspace.out / FILE
    if not path.is_file():
        yield None
        return
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        yield Shelves(database)
    except (sqlite3.DatabaseError, StateError) as error:
        raise StateError(f"{path}: damaged; run: kg build") from error
    finally:
        database.close()


def _connect(path: Path, fresh: Path, key: str) -> tuple[sqlite3.Connection, Path]:
    """Return the database when it was kept under this key, else an empty one beside it, and where it lies."""
    if path.is_file():
        try:
            database = sqlite3.connect(path)
            if not State(database, key).is_new:
                return database, path
            database.close()
        except (sqlite3.DatabaseError, StateError):
            log.info("%s: damaged, made again", path)
    _remove(fresh)
    database = sqlite3.connect(fresh)
    database.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    database.execute("BEGIN")  # else every table of the empty state would wait for the disk
    return database, fresh


def discard_state(out: Path) -> None:
    """Remove the kept state; the next run makes everything again."""
    _remove(out / FILE)


def _remove(path: Path) -> None:
    """Remove a database with its journal."""
    for leftover in (path, path.with_name(f"{path.name}-journal")):
        leftover.unlink(missing_ok=True)
