"""What changed in seeds/ since the last run taken into the kept state: segments, resolution and graph, no more."""

from dataclasses import dataclass
from pathlib import Path

from kg.errors import ArticleError, KGError, ValidationError
from kg.pipeline.catalog import Entry, Seeds, survey
from kg.pipeline.segmenting import Segment, make_segments
from kg.pipeline.state import State
from kg.pipeline.steps import Steps
from kg.pipeline.workers import Workers
from kg.rdf.ledger import Ledger
from kg.rdf.segments import quads_to_record
from kg.rdf.vocabulary import Vocabulary, load_vocabulary
from kg.rdf.world_pieces import WorldPieces
from kg.records import Record
from kg.resolve.incremental import Change, Resolution
from kg.workspace import Workspace

Stamp = tuple[int, int]  # size and time of change: a file written by us that keeps both is the one we wrote


@dataclass(frozen=True, slots=True)
class Updated:
    """A workspace brought up to date. `looks` are the entities of another label or type than before."""

    seeds: Seeds
    resolution: Resolution
    pieces: WorldPieces
    ledger: Ledger
    vocabulary: Vocabulary
    change: Change
    looks: frozenset[str]
    fresh: int
    problems: tuple[str, ...]


def stamp(path: Path) -> Stamp | None:
    """Return a file's stamp, None when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns)


def update(workspace: Workspace, state: State, workers: Workers, steps: Steps) -> Updated:
    """Take into the state what came, went or changed. The caller holds the lock and saves the state.

    Segments of articles that are gone are removed; a damaged one is made again.
    """
    from kg.ontology.names import load_names
    from kg.ontology.types import load_ontology
    from kg.resolve.added import added_records
    from kg.resolve.decisions import load_decisions
    from kg.resolve.incremental import check_references
    from kg.resolve.known import LateNames, view_names

    files = workspace.ontology_files()
    ontology = load_ontology(files)
    # mistakes in the user's files stop here, before work; files that made a state have none
    names = view_names(load_names(files)) if state.is_new else LateNames(lambda: load_names(files))
    decisions = load_decisions(workspace.decisions)
    check_references(decisions, ontology)
    seeds = survey(workspace.seeds, state.pages, workers)
    folder = workspace.out / "segments"
    vocabulary = load_vocabulary(files)
    resolution = Resolution(decisions, ontology, names, state.shelves)
    ledger = Ledger(state.shelves, state.is_new)
    pieces = WorldPieces(resolution, vocabulary, ledger, state.shelves)
    if state.is_new:
        for record in added_records(decisions, names):
            resolution.add(record)
    reader = _SegmentReader(state, seeds, resolution, folder, files)
    fresh = reader.read(workers, steps)
    change = resolution.update()
    looks = pieces.apply(change)
    return Updated(
        seeds, resolution, pieces, ledger, vocabulary, change, looks, fresh, (*seeds.problems, *reader.problems)
    )


class _SegmentReader:
    """Brings the records of the resolution up to the articles of seeds/."""

    def __init__(
        self, state: State, seeds: Seeds, resolution: Resolution, folder: Path, files: tuple[Path, ...]
    ) -> None:
        self.seeds, self.resolution, self.folder, self.files = seeds, resolution, folder, files
        self.resolved = state.resolved
        self.stamps: dict[str, Stamp | None] = state.note("segments", {})
        self.problems: list[str] = []

    def read(self, workers: Workers, steps: Steps) -> int:
        """Read what is to be read and return how many articles had no segment."""
        entries = {e.digest: e for e in self.seeds.entries}
        for digest in sorted(self.resolved.keys() - entries.keys()):
            self._drop(digest)
        articles = []
        todo = [e for e in self.seeds.entries if not self._is_settled(e)]
        for entry in todo:
            try:
                articles.append(self.seeds.article(entry))
            except ArticleError as error:
                self._drop(entry.digest)
                self.problems.append(str(error))
        fresh = 0
        with steps(len(articles), "reading articles") as step:
            made = make_segments(articles, self.folder, self.files, workers, step)
            for article, result in zip(articles, made, strict=True):
                if isinstance(result, str):
                    self._drop(article.digest)
                    self.problems.append(result)
                else:
                    fresh += result.fresh
                    self._take(entries[article.digest], result)
        self._sweep()
        return fresh

    def _is_settled(self, entry: Entry) -> bool:
        name, segment = self.resolved.get(entry.digest, ("", ""))
        if segment and not self._is_whole(entry.digest, segment):
            (self.folder / segment).unlink(missing_ok=True)
            return False
        return name == entry.name and entry.digest not in self.seeds.fresh

    def _is_whole(self, digest: str, segment: str) -> bool:
        """Tell whether a segment is as it was left; one that was copied or touched is read to tell."""
        path = self.folder / segment
        found = stamp(path)
        if found is None or found == self.stamps.get(segment):
            return found is not None
        record = self.resolution.records[digest]
        try:
            if quads_to_record(path.read_bytes(), record.article.text) != record:
                return False
        except (OSError, KGError):
            return False
        self.stamps[segment] = found
        return True

    def _take(self, entry: Entry, segment: Segment) -> None:
        held = (entry.name, segment.path.name)
        if self.resolved.get(entry.digest) != held:
            self.resolution.add(self._record(segment))
            self.resolved[entry.digest] = held
        self.stamps[segment.path.name] = stamp(segment.path)

    def _record(self, segment: Segment) -> Record:
        """Return the record of a segment; one damaged on disk is made again from its article."""
        if segment.record is not None:
            return segment.record
        try:
            return quads_to_record(segment.path.read_bytes(), segment.article.text)
        except KGError:
            segment.path.unlink()
        made = next(make_segments((segment.article,), self.folder, self.files, Workers(1), lambda: None))
        if isinstance(made, str):
            raise ValidationError(made)
        return self._record(made)

    def _drop(self, digest: str) -> None:
        if self.resolved.pop(digest, None) is not None:
            self.resolution.remove(digest)

    def _sweep(self) -> None:
        """Remove segments nobody needs any more."""
        keep = {segment for _, segment in self.resolved.values()}
        for name in self.stamps.keys() - keep:
            del self.stamps[name]
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.name not in keep:
                path.unlink()
