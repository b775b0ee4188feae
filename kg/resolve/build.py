"""Many Records to one world: the whole of kg.resolve behind one pure function."""

import gc
from collections.abc import Iterable, Sequence

from kg.ontology.names import Names
from kg.ontology.types import Ontology
from kg.records import Record
from kg.resolve.added import added_records
from kg.resolve.decisions import Decision
from kg.resolve.incremental import Resolution, check_references
from kg.resolve.known import KnownNames, view_names
from kg.resolve.world import World


def resolve_world(
    records: Iterable[Record], decisions: Sequence[Decision], ontology: Ontology, names: Names | KnownNames
) -> World:
    """Return the world over all records, decisions applied; the same for every order of the records.

    Events added by decision come in as Records of their own (`added_records`), which a caller writes like any other.
    Errors: DecisionError for a decision with a type or role the ontology does not have.
    """
    return start_resolution(records, decisions, ontology, names).world()


def start_resolution(
    records: Iterable[Record], decisions: Sequence[Decision], ontology: Ontology, names: Names | KnownNames
) -> Resolution:
    """Return the resolved state of the records, ready for more to be added or removed."""
    check_references(decisions, ontology)
    known = view_names(names)
    resolution = Resolution(decisions, ontology, known)
    collecting = gc.isenabled()
    gc.disable()  # nothing made here is garbage: searching it for cycles costs a quarter of the time
    try:
        for record in (*records, *added_records(decisions, known)):
            resolution.add(record)
        resolution.update()
    finally:
        if collecting:
            gc.enable()
    return resolution
