"""The store and the files of the whole graph, brought up to the ledger."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import WorkspaceError
from kg.pipeline.state import State, peek_shelves
from kg.pipeline.storing import Load, load_store, renew_store, update_store
from kg.pipeline.updating import Updated, stamp
from kg.pipeline.workers import Workers
from kg.rdf.ledger import Ledger
from kg.rdf.world_quads import join_graphs
from kg.records import Article
from kg.resolve.world import World
from kg.workspace import Workspace, replace_whole

NQUADS, TRIG, TURTLE, JSONL = "graph.nq", "graph.trig", "world.ttl", "events.jsonl"
# the whole graph in files, as `kg build` leaves it; each costs as much as the workspace is large
BUILT_FORMATS = {"nquads": NQUADS, "trig": TRIG, "turtle": TURTLE, "jsonl": JSONL}


class GraphOutputs:
    """The store and the graph files of one run, in the order: `begin`, `go_on`, `write_events`, `finish`.

    What is large is made by workers meanwhile, each from the file of N-Quads, which is made first.
    """

    def __init__(self, workspace: Workspace, state: State, updated: Updated, workers: Workers, whole: bool) -> None:
        """`whole` tells that the files are wanted; else those that no longer hold are taken away."""
        self._out, self._ledger, self._workers, self._whole = workspace.out, updated.ledger, workers, whole
        # digest of the ledger and stamp of each file of the whole graph, as written last
        self._files: dict[str, Any] = state.note("graph_files", {})
        self._missing = [name for name in BUILT_FORMATS.values() if self._is_stale(name)]
        self._is_loaded = False
        self._made: Callable[[], None] | None = None
        self._others: list[Callable[[], None]] = []

    @property
    def is_missing(self) -> bool:
        """Tell whether a file of the whole graph is wanted and has to be written."""
        return self._whole and bool(self._missing)

    def _is_stale(self, name: str) -> bool:
        return name not in self._files or self._files[name] != (self._ledger.digest, stamp(self._out / name))

    def begin(self) -> None:
        """Take away files of a graph that is no more, bring the store up to date if that is little, begin the rest."""
        for name in self._missing:
            (self._out / name).unlink(missing_ok=True)
        self._is_loaded = update_store(self._out, self._ledger)
        if not self._whole:
            if not self._is_loaded:
                renew_store(self._out, self._ledger)
        elif NQUADS in self._missing:
            dump = self._out / ".ledger.part"
            with replace_whole(dump, is_durable=False) as file:
                self._ledger.dump(file)
            self._made = self._workers.start(_write_nquads, (dump, self._out / NQUADS))

    def go_on(self) -> None:
        """Wait for the N-Quads and begin what is made from them."""
        if not self._whole:
            return
        if self._made is not None:
            self._made()
        lines = self._out / NQUADS
        if not self._is_loaded:
            self._others.append(self._workers.start(load_store, Load(self._out, lines, self._ledger.digest)))
        for name in (TRIG, TURTLE):
            if name in self._missing:
                self._others.append(self._workers.start(_write_form, _Form(lines, self._out / name)))

    def write_events(self, world: World, articles: Iterable[Article]) -> None:
        """Write the events as lines, where they are missing."""
        from kg.rdf.exports import event_lines

        if self._whole and JSONL in self._missing:
            with replace_whole(self._out / JSONL, is_durable=False) as file:
                file.writelines(event_lines(world, articles))

    def finish(self) -> None:
        """Wait for all that was begun and remember what was written."""
        for wait in self._others:
            wait()
        if self._whole:
            for name in self._missing:
                self._files[name] = (self._ledger.digest, stamp(self._out / name))


@dataclass(frozen=True, slots=True)
class _Form:
    """A file to be made from N-Quads."""

    lines: Path
    path: Path


def _write_nquads(task: tuple[Path, Path]) -> None:
    """Write the N-Quads of a ledger's dump, which is removed; runs in a worker."""
    from kg.rdf.graph_files import write_nquads

    dump, path = task
    with dump.open("rb") as pieces, replace_whole(path, is_durable=False) as out:
        write_nquads(pieces, out, path.parent)
    dump.unlink()


def _write_form(form: _Form) -> None:
    """Write the same graph in another form; runs in a worker."""
    from kg.rdf.graph_files import write_trig, write_turtle

    write = write_trig if form.path.name == TRIG else write_turtle
    with form.lines.open("rb") as lines, replace_whole(form.path, is_durable=False) as out:
        write(lines, out)


def read_graph(workspace: Workspace) -> bytes:
    """Return the whole graph as it was last written, as N-Quads: its file, else what was kept of it.

    Not a dump of the store, which writes numbers and dates its own way. Raises WorkspaceError when there is neither,
    StateError when what was kept is damaged.
    """
    path = workspace.out / NQUADS
    if path.is_file():
        return path.read_bytes()
    with peek_shelves(workspace) as shelves:
        if shelves is not None:
            return join_graphs(Ledger(shelves, is_new=False).graphs())
    raise WorkspaceError(f"{workspace.root}: nothing built yet; run: kg build")
