"""The built graph against its shapes, its invariants and the files in seeds/ themselves."""

from dataclasses import dataclass

from kg.errors import WorkspaceError
from kg.pipeline.build import read_workspace
from kg.pipeline.steps import Steps, silent_steps
from kg.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at and what is wrong, one line each, sorted."""

    quads: int
    events: int
    edges: int
    violations: tuple[str, ...]


def check_workspace(workspace: Workspace, steps: Steps = silent_steps) -> CheckReport:
    """Check the store as it lies on disk against the texts in seeds/ and the shapes.

    Raises WorkspaceError when nothing is built. The caller holds the lock.
    """
    from kg.rdf.validation import validate
    from kg.rdf.vocabulary import load_vocabulary
    from kg.store.oxigraph import OxigraphStore

    if not (workspace.out / "store").is_dir():
        raise WorkspaceError(f"{workspace.root}: nothing built yet; run: kg build")
    store = OxigraphStore(workspace.out / "store", read_only=True)
    data = store.dump()
    store.close()
    built = read_workspace(workspace, steps=steps)
    vocabulary = load_vocabulary(workspace.ontology_files())
    found = validate({"": data}, built.records, vocabulary)
    quads = data.count(b"\n")
    return CheckReport(quads, len(built.world.events), len(built.world.edges), tuple(str(v) for v in found))
