"""The articles of a workspace: every file of seeds/ read, what is refused and what is double listed, nothing lost."""

from dataclasses import dataclass
from pathlib import Path

from kg.article.metadata import SIDE_SUFFIX
from kg.article.reading import is_article_file, read_file
from kg.errors import ArticleError
from kg.records import Article


@dataclass(frozen=True, slots=True)
class Collected:
    """What a look through seeds/ found. `files` maps an article's digest to the file it came from.

    Articles are sorted by digest, so that no order of files reaches an output; `problems` has one line a refused
    file or part of one, `doubles` one line a file whose text another file already gave.
    """

    articles: tuple[Article, ...]
    files: dict[str, Path]
    problems: tuple[str, ...]
    doubles: tuple[str, ...]


def article_files(seeds: Path) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Return the article files below a folder, sorted, and one line for every file whose format is unknown."""
    files, problems, lost = [], [], []
    for path in sorted(seeds.rglob("*"), key=_parts):
        if not path.is_file():
            if path.is_symlink() and not path.exists():
                lost.append(f"{path}: a link to nothing, not read")
        elif path.name.startswith("."):
            continue
        elif is_article_file(path):
            files.append(path)
        elif path.suffix != SIDE_SUFFIX:
            problems.append(f"{path}: unknown format {path.suffix or '(no suffix)'!r}, not read")
    return tuple(files), (*problems, *lost)


def _parts(path: Path) -> tuple[str, ...]:
    """What paths are sorted by, asked of each once."""
    return path.parts


def collect(seeds: Path) -> Collected:
    """Read every article of a folder; a file that cannot be read costs one line and nothing else."""
    paths, skipped = article_files(seeds)
    articles: dict[str, Article] = {}
    files: dict[str, Path] = {}
    problems, doubles = list(skipped), []
    for path in paths:
        try:
            found = read_file(path)
        except ArticleError as error:
            problems.append(str(error))
            continue
        problems += found.refused
        for article in found.articles:
            if article.digest in articles:
                doubles.append(f"{path}: the same text as {files[article.digest]}, read once")
                continue
            articles[article.digest] = article
            files[article.digest] = path
    return Collected(tuple(articles[d] for d in sorted(articles)), files, tuple(problems), tuple(doubles))


def unique_names(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Return the articles with distinct names: of several with one stem all but the first get part of their digest."""
    from dataclasses import replace

    taken: set[str] = set()
    out = []
    for article in articles:
        name = article.name if article.name not in taken else f"{article.name}-{article.digest[:8]}"
        taken.add(name)
        out.append(article if name == article.name else replace(article, name=name))
    return tuple(out)
