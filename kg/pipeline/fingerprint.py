"""What a segment depends on besides its article: code, ontology, names and model, as one digest."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.records import Article

PACKAGE = Path(__file__).parent.parent
# everything that can change what is read from a text
PARTS = ("article", "language", "extract", "ontology", "records.py", "dates.py", "identifiers.py", "rdf/segments.py")

# everything else that can change what a build writes
STATE_PARTS = ("resolve", "rdf", "pipeline", "views", "errors.py", "workspace.py")


@cache
def code_fingerprint() -> str:
    """Return a digest of all code and data that turn an article into a segment, 64 hex digits."""
    return _digest(PARTS)


@cache
def state_fingerprint() -> str:
    """Return a digest of all code and data that turn segments into what lies in out/, 64 hex digits."""
    return hashlib.sha256((code_fingerprint() + _digest(STATE_PARTS)).encode()).hexdigest()


def _digest(parts: Sequence[str]) -> str:
    total = hashlib.sha256()
    for part in parts:
        place = PACKAGE / part
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
                total.update(str(file.relative_to(PACKAGE)).encode())
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def ontology_fingerprint(files: Sequence[Path]) -> str:
    """Return a digest of the user's own Turtle files."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def segment_key(article: Article, ontology: str) -> str:
    """Return the name of an article's segment: article digest, then a digest of all that the reading depends on."""
    metadata = "\x1f".join(
        str(v)
        for v in (
            article.name, article.title, article.published, article.published_basis, article.publisher,
            article.url, article.language, code_fingerprint(), ontology,
        )
    )  # fmt: skip
    return f"{article.digest[:16]}-{hashlib.sha256(metadata.encode()).hexdigest()[:16]}"
