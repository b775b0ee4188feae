"""Every IRI and local id, minted from content alone: the same article gives the same names anywhere."""

import hashlib
import re
import unicodedata

BASE = "https://w3id.org/diplomatic-timeline/"
TERM = BASE + "ontology#"
ENTITY = BASE + "entity/"
EVENT = BASE + "event/"
ARTICLE = BASE + "article/"
GRAPH_WORLD = BASE + "graph/world"
GRAPH_ONTOLOGY = BASE + "graph/ontology"


def digest_text(text: str) -> str:
    """Return the sha256 of a text in UTF-8 as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def slug(label: str) -> str:
    """Return a readable IRI-safe name: letters and digits of any script, `_` between words, never empty."""
    words = re.sub(r"[^\w]+", "_", unicodedata.normalize("NFC", label)).strip("_")
    return words or "x" + digest_text(label)[:8]


def article_iri(digest: str) -> str:
    """Return the article's IRI, from the digest of its text; it also names the article's graph."""
    return ARTICLE + digest[:16]


def span_iri(article: str, start: int, end: int) -> str:
    """Return the IRI of a span (NIF 2.0 offset-based scheme, code points, end exclusive)."""
    return f"{article}#offset_{start}_{end}"


def entity_iri(name: str) -> str:
    """Return the world IRI of an entity from its slug."""
    return ENTITY + name


def event_iri(digest: str, kind: str, start: int) -> str:
    """Return an event's IRI from its article's digest, its type and where its first trigger starts."""
    return f"{EVENT}{kind}-{digest[:12]}-{start}"


def part_iri(owner: str, kind: str, *parts: object) -> str:
    """Return the IRI of a claim, quantity or link of an owner, from what it says.

    `owner` is an article or event IRI; `parts` are the values that make it this one and no other.
    """
    key = "\x1f".join("" if p is None else str(p) for p in parts)
    return f"{owner}/{kind}-{digest_text(key)[:12]}" if "#" not in owner else f"{owner}_{kind}-{digest_text(key)[:12]}"


def term_iri(name: str) -> str:
    """Return the IRI of an ontology term."""
    return TERM + name
