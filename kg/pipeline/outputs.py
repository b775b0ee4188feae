"""The store and the files of the whole graph, brought up to the ledger."""

from collections.abc import Iterable
from typing import Any

from kg.errors import WorkspaceError
from kg.identifiers import GRAPH_WORLD
from kg.pipeline.state import State, peek_shelves
from kg.pipeline.storing import renew_store
from kg.pipeline.updating import Updated, stamp
from kg.rdf.ledger import Ledger
from kg.rdf.world_quads import join_graphs
from kg.records import Record
from kg.resolve.world import World
from kg.workspace import Workspace, write_whole

# the whole graph in files, as `kg build` leaves it; each costs as much as the workspace is large
BUILT_FORMATS = {"nquads": "graph.nq", "trig": "graph.trig", "turtle": "world.ttl", "jsonl": "events.jsonl"}


def write_graph(workspace: Workspace, state: State, updated: Updated) -> None:
    """Bring the store up to date and take away files of a graph that is no more."""
    for name in _stale_files(workspace, state, updated):
        (workspace.out / name).unlink(missing_ok=True)
    renew_store(workspace.out, updated.ledger)


def write_graph_files(
    workspace: Workspace, state: State, updated: Updated, world: World, records: Iterable[Record]
) -> None:
    """Write the files of the whole graph that are missing; `records` may hold articles alone."""
    from kg.rdf.exports import export_world

    missing = [form for form, name in BUILT_FORMATS.items() if name in _stale_files(workspace, state, updated)]
    if not missing:
        return
    files = _files(state)
    graphs = {GRAPH_WORLD: b"", **updated.ledger.graphs()}  # the world's graph is there without any article too
    for name, data in export_world(world, records, graphs, updated.vocabulary, missing):
        write_whole(workspace.out / name, data, is_durable=False)
        files[name] = (updated.ledger.digest, stamp(workspace.out / name))


def read_graph(workspace: Workspace) -> bytes:
    """Return the whole graph as it was last written, as N-Quads: its file, else what was kept of it.

    Not a dump of the store, which writes numbers and dates its own way. Raises WorkspaceError when there is neither,
    StateError when what was kept is damaged.
    """
    path = workspace.out / BUILT_FORMATS["nquads"]
    if path.is_file():
        return path.read_bytes()
    with peek_shelves(workspace) as shelves:
        if shelves is not None:
            return join_graphs(Ledger(shelves, is_new=False).graphs())
    raise WorkspaceError(f"{workspace.root}: nothing built yet; run: kg build")


def are_graph_files_missing(workspace: Workspace, state: State, updated: Updated) -> bool:
    """Tell whether a file of the whole graph has to be written."""
    return bool(_stale_files(workspace, state, updated))


def _files(state: State) -> dict[str, Any]:
    """Return digest of the ledger and stamp of each file of the whole graph, as written last."""
    files: dict[str, Any] = state.note("graph_files", {})
    return files


def _stale_files(workspace: Workspace, state: State, updated: Updated) -> list[str]:
    files, digest = _files(state), updated.ledger.digest
    return [n for n in BUILT_FORMATS.values() if files.get(n) != (digest, stamp(workspace.out / n)) or n not in files]
