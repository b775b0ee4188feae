"""The store and the files of the whole graph, brought up to the ledger."""

from collections.abc import Iterable
from typing import Any

from kg.pipeline.state import State
from kg.pipeline.storing import renew_store
from kg.pipeline.updating import Updated, stamp
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
    for name, data in export_world(world, records, updated.ledger.graphs(), updated.vocabulary, missing):
        write_whole(workspace.out / name, data, is_durable=False)
        files[name] = (updated.ledger.digest, stamp(workspace.out / name))


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
