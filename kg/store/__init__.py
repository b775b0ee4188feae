"""Datasets that answer SPARQL: one interface, two engines."""

from pathlib import Path

from kg.errors import StoreError
from kg.store.interface import Answer, Row, Store, Term

ENGINES = ("oxigraph", "memory")


def open_store(folder: Path | None = None, engine: str = "oxigraph", read_only: bool = False) -> Store:
    """Return an open store: Oxigraph in a folder or in memory (no folder), or rdflib in memory.

    Errors: StoreError for an unknown engine, or a folder that is locked, missing or damaged.
    """
    if engine == "oxigraph":
        from kg.store.oxigraph import OxigraphStore

        return OxigraphStore(folder, read_only)
    if engine == "memory":
        if folder is not None:
            raise StoreError(f"{folder}: the engine 'memory' keeps nothing on disk; use 'oxigraph'")
        from kg.store.memory import MemoryStore  # rdflib takes 0.3 s to import

        return MemoryStore()
    raise StoreError(f"unknown engine {engine!r}; there are: {', '.join(ENGINES)}")


__all__ = ["ENGINES", "Answer", "Row", "Store", "Term", "open_store"]
