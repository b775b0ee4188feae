"""Worlds for tests of the pages: our own annotated articles, and one that tries everything a page must not believe."""

import json
from functools import cache
from pathlib import Path

from kg.evaluate.gold import gold_to_record
from kg.ontology.names import load_names
from kg.ontology.types import load_ontology
from kg.records import Record
from kg.resolve.build import resolve_world
from kg.resolve.world import World
from kg.views.links import Line, Lines
from kg.views.shown import show_world
from kg.views.wording import Labels

GOLD = Path(__file__).resolve().parent / "gold"
PAYLOAD = "<img src=x onerror=window.pwned=1>"
BREAK = "</script><script>window.pwned=1</script>"


@cache
def ontology_labels() -> tuple[dict[str, str], dict[str, str]]:
    """Return the words and the quad classes the shipped ontology gives."""
    ontology = load_ontology()
    tables = (ontology.types, ontology.classes, ontology.properties, ontology.statuses, ontology.measures)
    return {k: v.label for t in tables for k, v in t.items()}, {k: v.quad for k, v in ontology.types.items()}


@cache
def gold_records() -> tuple[Record, ...]:
    """Return the Records of our annotated articles."""
    files = sorted(GOLD.glob("*.json"))
    assert len(files) >= 5
    return tuple(gold_to_record(json.loads(f.read_text(encoding="utf-8"))) for f in files)


@cache
def gold_world() -> World:
    """Return the world over our annotated articles."""
    return resolve_world(gold_records(), (), load_ontology(), load_names())


def gold_lines() -> tuple[Line, ...]:
    """Return all lines of the picture over our annotated articles."""
    shown = show_world(gold_world(), gold_records(), Labels(*ontology_labels()))
    names = shown.dossier.slugs()
    return Lines(shown.dossier.briefs(), names, shown.labels).between(names)


def hostile_record() -> Record:
    """Return an article whose name, title, address, names, events and sentences are all markup."""
    boss, minister = f"Premier {PAYLOAD}", "href=javascript:alert(1)"
    first = f"{boss} met \U0001f600 {minister} on 3 May 2024."
    second = f"{minister} denied “{BREAK}” and {{{{7*7}}}} @@policy@@."
    text = f"Title {PAYLOAD}{BREAK}\n\n{first} {second}\n"
    told = {"actor": ["a"], "recipient": ["b"]}
    record = gold_to_record(
        {
            "id": "../../x<svg onload=alert(1)>\"'&",
            "published": "2024-05-04",
            "title": f"Title {PAYLOAD}{BREAK}",
            "publisher": BREAK,
            "text": text,
            "entities": [
                {"id": "a", "type": "Person", "label": boss, "names": [boss], "nominals": []},
                {"id": "b", "type": "Person", "label": minister, "names": [minister], "nominals": []},
            ],
            "events": [
                {"id": PAYLOAD, "type": "Meeting", "tier": "core", "trigger": "met", "context": first, "also": [],
                 "roles": told, "time": {"text": "3 May 2024", "start": "2024-05-03", "end": "2024-05-03"},
                 "claims": [{"speaker": None, "modality": "Factual", "polarity": "Positive"}], "quantities": []},
                {"id": BREAK, "type": "Denial", "tier": "core", "trigger": "denied", "context": second, "also": [],
                 "roles": {"actor": ["b"], "recipient": ["a"]}, "time": None,
                 "claims": [{"speaker": "b", "modality": "Factual", "polarity": "Negative"}], "quantities": []},
            ],
            "facts": [],
        }
    )  # fmt: skip
    from dataclasses import replace

    assert len(record.events) == 2 and len(record.entities) == 2
    return replace(record, article=replace(record.article, url="javascript:window.pwned=1"), warnings=(PAYLOAD,))


@cache
def hostile_world() -> tuple[World, tuple[Record, ...]]:
    """Return the world of the hostile article alone, with its Record."""
    record = hostile_record()
    return resolve_world((record,), (), load_ontology(), load_names()), (record,)
