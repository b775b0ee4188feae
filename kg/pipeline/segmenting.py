"""The map step: an article to its segment, by whatever workers there are; a segment made once is kept."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KGError
from kg.pipeline.fingerprint import ontology_fingerprint, segment_key
from kg.pipeline.workers import Workers
from kg.records import Article, Record, check_record
from kg.workspace import write_whole

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Segment:
    """One article's named graph on disk. `fresh` tells that this run made it; then `record` is what it holds."""

    article: Article
    path: Path
    fresh: bool
    record: Record | None = None


def read_record(article: Article, ontology_files: tuple[Path, ...] = ()) -> Record:
    """Return the Record of an article; the reader, ontology and names are loaded once a process.

    Raises ValidationError when the record breaks an invariant: a defect of ours that must never reach a graph.
    """
    from kg.errors import ValidationError
    from kg.extract.record import extract_record
    from kg.language.reader import load_reader

    ontology, names = _tables(ontology_files)
    record = extract_record(article, load_reader(), ontology, names)
    problems = check_record(record)
    if problems:
        raise ValidationError(
            f"{article.name}: {problems[0]} (and {len(problems) - 1} more); please report this article"
        )
    return record


@cache
def _tables(ontology_files: tuple[Path, ...]):  # type: ignore[no-untyped-def]  # two tables of two lower floors
    from kg.ontology.names import load_names
    from kg.ontology.types import load_ontology

    return load_ontology(ontology_files), load_names(ontology_files)


@cache
def _vocabulary(ontology_files: tuple[Path, ...]):  # type: ignore[no-untyped-def]  # loaded once a process, and late
    from kg.rdf.vocabulary import load_vocabulary

    return load_vocabulary(ontology_files)


def _segment(task: tuple[Article, tuple[Path, ...]]) -> tuple[bytes, Record] | str:
    """Return the article's N-Quads and its record, or one line when it cannot be read; runs in a worker."""
    from kg.rdf.segments import record_to_quads

    article, files = task
    try:
        record = read_record(article, files)
        return record_to_quads(record, _vocabulary(files)), record
    except KGError as error:
        return f"{article.name}: {error}"


def make_segments(
    articles: Sequence[Article],
    folder: Path,
    ontology_files: tuple[Path, ...],
    workers: Workers,
    step: Callable[[], None],
    keep: bool = True,
) -> Iterator[Segment | str]:
    """Yield one Segment an article in order, or one line for an article that cannot be read.

    Segments found in `folder` under their key are not made again; without `keep` nothing is written there. `step` is
    called after each article.
    """
    ontology = ontology_fingerprint(ontology_files)
    paths = [folder / f"{segment_key(a, ontology)}.nq" for a in articles]
    missing = [i for i, path in enumerate(paths) if not path.is_file()]
    made = workers.map(_segment, [(articles[i], ontology_files) for i in missing])
    for i, (article, path) in enumerate(zip(articles, paths, strict=True)):
        fresh = bool(missing) and missing[0] == i
        if fresh:
            missing.pop(0)
            result = next(made)
            if isinstance(result, str):
                log.info("%s", result)  # the caller reports it
                yield result
                step()
                continue
            if keep:
                write_whole(path, result[0])
            yield Segment(article, path, True, result[1])
        else:
            yield Segment(article, path, False)
        step()
