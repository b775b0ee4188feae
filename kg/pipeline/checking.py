"""The built graph against its shapes, its invariants and the files in seeds/ themselves."""

from dataclasses import dataclass

from kg.pipeline.build import read_workspace
from kg.pipeline.outputs import read_graph
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
    """Check the graph as it was built against the texts in seeds/ and the shapes.

    Raises WorkspaceError when nothing is built.
    """
    from kg.rdf.validation import validate
    from kg.rdf.vocabulary import load_vocabulary

    data = read_graph(workspace)
    built = read_workspace(workspace, steps=steps)
    vocabulary = load_vocabulary(workspace.ontology_files())
    found = validate({"": data}, built.records, vocabulary)
    quads = data.count(b"\n")
    return CheckReport(quads, len(built.world.events), len(built.world.edges), tuple(str(v) for v in found))
