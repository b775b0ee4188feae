"""A build with its pages: the data floor's outputs, then the site over them."""

from dataclasses import dataclass
from pathlib import Path

from kg.pipeline.build import Built, Steps, build, silent_steps
from kg.rdf.vocabulary import load_vocabulary
from kg.views.site import write_site
from kg.views.wording import Labels
from kg.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found; every skip is counted. `problems` and `doubles` have one line each."""

    articles: int
    fresh: int
    entities: int
    events: int
    edges: int
    planned: int
    conflicts: int
    undated_articles: tuple[str, ...]
    problems: tuple[str, ...]
    doubles: tuple[str, ...]
    unmatched_decisions: tuple[str, ...]
    page: Path


def labels_of(workspace: Workspace, built: Built) -> Labels:
    """Return the words and tones of all terms, the user's own included."""
    vocabulary = load_vocabulary(workspace.ontology_files())
    tones = {name: kind.quad for name, kind in built.resolution.ontology.types.items()}
    return Labels({name: vocabulary.label(name) for name in vocabulary.names}, tones)


def publish(workspace: Workspace, workers: int = 1, steps: Steps = silent_steps) -> BuildReport:
    """Make all of out/, pages included, and return what was found. The caller holds the lock."""
    built = build(workspace, workers, steps)
    words = labels_of(workspace, built)
    write_site(built.world, built.records, workspace.out, words.terms, words.tones)
    world = built.world
    return BuildReport(
        articles=sum(not r.article.is_cited for r in built.records),
        fresh=built.fresh,
        entities=len(world.entities),
        events=len(world.events),
        edges=len(world.edges),
        planned=sum(e.status == "Planned" for e in world.events),
        conflicts=len(world.conflicts),
        undated_articles=tuple(sorted(r.article.name for r in built.records if r.article.published is None)),
        problems=built.problems,
        doubles=built.doubles,
        unmatched_decisions=world.unmatched_decisions,
        page=workspace.out / "index.html",
    )
