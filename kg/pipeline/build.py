"""A workspace read into memory as a whole, for what looks at all of it: exports, checks, questions, comparisons."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KGError, ValidationError
from kg.pipeline.collecting import collect, unique_names
from kg.pipeline.segmenting import Segment, make_segments, read_record
from kg.pipeline.steps import Steps, silent_steps
from kg.pipeline.workers import Workers
from kg.records import Record
from kg.resolve.incremental import Resolution
from kg.resolve.world import World
from kg.workspace import Workspace

if TYPE_CHECKING:
    from kg.rdf.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Built:
    """Everything a build holds in memory: the records, sorted by digest, and the world over them."""

    records: tuple[Record, ...]
    resolution: Resolution
    world: World
    fresh: int
    problems: tuple[str, ...]
    doubles: tuple[str, ...]


def read_workspace(workspace: Workspace, steps: Steps = silent_steps, keep: bool = False) -> Built:
    """Return the records and the world of a workspace, reading only articles that have no segment yet.

    Writes nothing and needs no lock, unless `keep` asks for new segments to be kept and those of articles that are
    gone to be removed; then the caller holds the lock.
    """
    from kg.ontology.names import load_names
    from kg.ontology.types import load_ontology
    from kg.resolve.build import start_resolution
    from kg.resolve.decisions import load_decisions

    files = workspace.ontology_files()
    ontology, names = load_ontology(files), load_names(files)  # mistakes in the user's files stop here, before work
    decisions = load_decisions(workspace.decisions)
    collected = collect(workspace.seeds)
    articles = unique_names(collected.articles)
    folder = workspace.out / "segments"
    segments: list[Segment] = []
    problems = list(collected.problems)
    with steps(len(articles), "reading articles") as step:
        for made in make_segments(articles, folder, files, Workers(1), step, keep):
            if isinstance(made, str):
                problems.append(made)
            else:
                segments.append(made)
    paths = {s.path for s in segments}
    if keep and folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path not in paths:
                path.unlink()
    records = tuple(_record_of(s, files, keep) for s in segments)
    resolution = start_resolution(records, decisions, ontology, names)
    # decisions may add events of their own, which come in as records like any other
    records = tuple(resolution.records[d] for d in sorted(resolution.records))
    return Built(
        records, resolution, resolution.world(), sum(s.fresh for s in segments), tuple(problems), collected.doubles
    )


def _record_of(segment: Segment, files: tuple[Path, ...], keep: bool) -> Record:
    """Return the record a segment holds; one damaged on disk, or taken away meanwhile, is made again."""
    from kg.rdf.segments import quads_to_record

    if segment.record is not None:
        return segment.record
    try:
        return quads_to_record(segment.path.read_bytes(), segment.article.text)
    except (KGError, FileNotFoundError):
        if not keep:
            return read_record(segment.article, files)
        segment.path.unlink(missing_ok=True)
    made = next(make_segments((segment.article,), segment.path.parent, files, Workers(1), lambda: None))
    if isinstance(made, str):
        raise ValidationError(made)
    return quads_to_record(made.path.read_bytes(), made.article.text)


def graphs_of(workspace: Workspace, built: Built) -> tuple["Vocabulary", dict[str, bytes]]:
    """Return the vocabulary and every named graph of the world as N-Quads."""
    from kg.rdf.vocabulary import load_vocabulary
    from kg.rdf.world_quads import world_to_quads

    vocabulary = load_vocabulary(workspace.ontology_files())
    return vocabulary, world_to_quads(built.world, built.records, vocabulary)


def export(workspace: Workspace, built: Built, form: str) -> tuple[str, bytes]:
    """Return the file name and bytes of one export format; ValidationError for an unknown one."""
    from kg.rdf.exports import export_world

    vocabulary, graphs = graphs_of(workspace, built)
    return next(iter(export_world(built.world, built.records, graphs, vocabulary, (form,))))
