"""A Record in the exchange format of the scorer and of `kg extract`: plain dictionaries, one per article."""

from typing import Any

from kg.ontology.types import Ontology
from kg.records import Entity, Event, Record


def record_to_dict(record: Record, ontology: Ontology) -> dict[str, Any]:
    """Return the record as JSON-ready values, in a fixed order of keys and items.

    Shape: id, entities, events (mentions with offsets and text, roles, time, claims, quantities), facts. `type` is the
    nearest base type and `finer` the type itself where they differ; a time is printed only when the text states it, and
    a figure once though several sources give it.
    """
    return {
        "id": record.article.name,
        "entities": [_entity(e, ontology) for e in record.entities],
        "events": [_event(e, ontology) for e in record.events],
        "facts": [{"subject": f.subject, "predicate": f.predicate, "object": f.object} for f in record.facts],
    }


def _entity(entity: Entity, ontology: Ontology) -> dict[str, Any]:
    """Return an entity; what has no name of its own is a Group, for the annotation guide counts the named."""
    names, nominals = list(entity.names), list(entity.nominals)
    # "Russian ground forces" name a body by its country and kind
    body = entity.country is not None and ontology.is_entity(entity.type, "ArmedForce")
    unnamed = not names and entity.known is None and not body
    collective = any(ontology.is_entity(entity.type, kind) for kind in ("Person", "Organization", "Place"))
    printed: dict[str, Any] = {"id": entity.id, "type": "Group" if unnamed and collective else entity.type}
    if printed["type"] != entity.type:
        printed["finer"] = entity.type
    return printed | {
        "label": entity.label,
        "names": names or nominals,
        "nominals": nominals,
        "mentions": [{"start": m.start, "end": m.end, "text": m.text} for m in entity.mentions],
    }


def _event(event: Event, ontology: Ontology) -> dict[str, Any]:
    roles: dict[str, list[str]] = {}
    for role in event.roles:
        fillers = roles.setdefault(role.name, [])
        if role.filler not in fillers:
            fillers.append(role.filler)
    printed: dict[str, Any] = {"id": event.id, "type": ontology.scored_as(event.type)}
    if printed["type"] != event.type:
        printed["finer"] = event.type
    time = None
    if event.time is not None and event.time.basis == "stated":
        start, end = event.time.span.start, event.time.span.end
        time = {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}
    return printed | {
        "label": event.label,
        "mentions": [{"start": m.start, "end": m.end, "text": m.text} for m in event.mentions],
        "roles": {name: roles[name] for name in sorted(roles)},
        "time": time,
        "claims": [{"speaker": c.speaker, "modality": c.modality, "polarity": c.polarity} for c in event.claims],
        "quantities": [
            {"measure": measure, "value": value, "comparator": comparator}
            for measure, value, comparator in dict.fromkeys(
                (q.measure, float(q.value), q.comparator) for q in event.quantities
            )
        ],
    }
