"""The built graph against its shapes, its invariants and the files in seeds/ themselves."""

from dataclasses import dataclass

from kg.errors import WorkspaceError
from kg.pipeline.build import Steps, read_workspace, silent_steps
from kg.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at and what is wrong, one line each, sorted."""

    quads: int
    events: int
    edges: int
    violations: tuple[str, ...]


def check_workspace(workspace: Workspace, steps: Steps = silent_steps) -> CheckReport:
    """Check out/graph.nq as it lies on disk against the texts in seeds/ and what a build of them would write.

    Raises WorkspaceError when nothing is built.
    """
    from kg.rdf.validation import validate
    from kg.rdf.vocabulary import load_vocabulary

    path = workspace.out / "graph.nq"
    if not path.is_file():
        raise WorkspaceError(f"{workspace.root}: nothing built yet; run: kg build")
    data = path.read_bytes()
    built = read_workspace(workspace, steps=steps)
    vocabulary = load_vocabulary(workspace.ontology_files())
    found = validate({"": data}, built.records, vocabulary)
    quads = data.count(b"\n")
    return CheckReport(quads, len(built.world.events), len(built.world.edges), tuple(str(v) for v in found))
