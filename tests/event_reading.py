"""Plain sentences read with the shipped model, for the tests of events."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from kg.article.layout import find_zones
from kg.extract.record import extract_record
from kg.identifiers import digest_text
from kg.language.reader import load_reader
from kg.ontology.names import Names, load_names
from kg.ontology.types import Ontology, load_ontology
from kg.records import Article, Event, Record

DAY = date(2024, 5, 16)  # a Thursday


@lru_cache(maxsize=1)
def names() -> Names:
    """Return the shipped names, loaded once."""
    return load_names()


@lru_cache(maxsize=8)
def ontology(extra: tuple[Path, ...] = ()) -> Ontology:
    """Return the ontology with extra files, loaded once."""
    return load_ontology(extra)


def article(text: str, published: date | None = DAY) -> Article:
    """Return a text as an article of the day."""
    return Article("test", text, text.split("\n")[0], digest_text(text), find_zones(text, None), published, "metadata")


def read(text: str, extra: tuple[Path, ...] = ()) -> Record:
    """Return the record of a body text under a neutral headline."""
    return extract_record(article("News of the day\n\n" + text), load_reader(), ontology(extra), names())


def event(record: Record, *types: str) -> Event:
    """Return the only event of one of the types; AssertionError tells what was found instead."""
    found = [e for e in record.events if e.type in types]
    assert len(found) == 1, [(e.type, [m.text for m in e.mentions]) for e in record.events]
    return found[0]


def labels(record: Record, ids: Sequence[str]) -> set[str]:
    """Return the labels of entities."""
    return {e.label for e in record.entities if e.id in ids}
