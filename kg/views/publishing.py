"""A build with its pages: the data floor's outputs, then the site over them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StateError
from kg.pipeline.build import Built
from kg.pipeline.outputs import GraphOutputs
from kg.pipeline.state import discard_state, open_state
from kg.pipeline.steps import Steps, silent_steps
from kg.pipeline.storing import sweep_store
from kg.pipeline.updating import update
from kg.pipeline.workers import Workers
from kg.rdf.vocabulary import Vocabulary, load_vocabulary
from kg.resolve.incremental import Resolution
from kg.views.kept_site import KeptSite
from kg.views.wording import Labels
from kg.workspace import Workspace, sweep_parts


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
    return _words(load_vocabulary(workspace.ontology_files()), built.resolution)


def _words(vocabulary: Vocabulary, resolution: Resolution) -> Labels:
    tones = {name: kind.quad for name, kind in resolution.ontology.types.items()}
    return Labels({name: vocabulary.label(name) for name in vocabulary.names}, tones)


def publish(workspace: Workspace, workers: int = 1, steps: Steps = silent_steps, whole: bool = True) -> BuildReport:
    """Bring all of out/ up to date, pages included, and return what was found. The caller holds the lock.

    Without `whole` the files of the whole graph are not written, and taken away where they no longer hold: they cost
    what the workspace is large, all else what has changed. A run that was killed leaves nothing the next one does not
    repair.
    """
    sweep_parts(workspace.out)
    sweep_store(workspace.out)
    sweep_parts(workspace.seeds)
    with _without_collector():
        try:
            return _publish(workspace, workers, steps, whole)
        except StateError:
            discard_state(workspace.out)
            return _publish(workspace, workers, steps, whole)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Hardly anything made here is garbage in cycles: searching for some costs a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _publish(workspace: Workspace, workers: int, steps: Steps, whole: bool) -> BuildReport:
    with open_state(workspace) as state, Workers(workers) as shared:
        updated = update(workspace, state, shared, steps)
        words = _words(updated.vocabulary, updated.resolution)
        kept = KeptSite(workspace.out, state, updated, words)
        outputs = GraphOutputs(workspace, state, updated, shared, whole)
        todo = kept.outdated()
        is_new = not kept.counts or not updated.change.is_empty
        outputs.begin()
        state.settle()
        outputs.go_on()
        if todo or is_new or kept.is_damaged():
            kept.write_world()
        if outputs.is_missing:
            outputs.write_events(updated.resolution.world(updated.pieces.heads), kept.articles())
        kept.write_articles(todo, shared)
        outputs.finish()
        counts = dict(kept.counts)
        unmatched = updated.resolution.unmatched_decisions()
        state.save()
    return BuildReport(
        **counts,
        fresh=updated.fresh,
        undated_articles=tuple(sorted(e.name for e in updated.seeds.entries if not e.is_dated)),
        problems=updated.problems,
        doubles=updated.seeds.doubles,
        unmatched_decisions=unmatched,
        page=workspace.out / "index.html",
    )
