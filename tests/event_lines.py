"""Articles written as one line an event, and the world over them: what the tests of merging are told in."""

from kg.ontology.names import load_names
from kg.ontology.types import load_ontology
from kg.records import Record
from kg.resolve.build import resolve_world
from kg.resolve.world import World, WorldEvent
from tests.record_builder import Draft

ONTOLOGY = load_ontology()
NAMES = load_names()
ROLES = ("actor", "recipient", "place", "topic")
MODALITIES = {"F": "Factual", "C": "Continuing", "S": "Scheduled", "D": "Desired", "H": "Conditional"}


def add_entity(draft: Draft, label: str) -> str:
    """Name an entity as the names data knows it; others are people, or what a trailing `:Type` says."""
    label, _, kind = label.partition(":")
    known = NAMES.find(label)
    if kind or len(known) != 1:
        return draft.entity(label, kind or "Person")
    return draft.entity(label, known[0].type, known=known[0].slug, country=NAMES.country_of(known[0].slug))


def tell(draft: Draft, text: str) -> str:
    """Write `Type | actor+actor | recipient | place | topic | day | modality and sign`; trailing parts may be left out."""
    kind, *parts = (p.strip() for p in text.split("|"))
    parts += [""] * (6 - len(parts))
    roles = {
        r: [add_entity(draft, x.strip()) for x in p.split("+") if x.strip()] for r, p in zip(ROLES, parts, strict=False)
    }
    how = parts[5] or "F+"
    return draft.event(
        kind,
        time=parts[4] or None,
        modality=MODALITIES[how[0]],
        polarity="Negative" if how[1:] == "-" else "Positive",
        **roles,
    )


def article(name: str, *texts: str) -> Record:
    """Make an article of lines; the first part of its name is the day of report, `?` when unknown, then the publisher."""
    day, _, publisher = name.partition(" ")
    draft = Draft(name, None if day == "?" else f"2025-{day}", publisher or None)
    draft.write("; ".join(texts))
    for text in texts:
        tell(draft, text)
    return draft.record()


def resolve(*records: Record) -> World:
    return resolve_world(records, (), ONTOLOGY, NAMES)


CALL = "PhoneCall | Marco Rubio+Sergei Lavrov"
VISIT = "Visit | Steve Witkoff | | Moscow"
MEET = "Meeting | Donald Trump+Volodymyr Zelensky"

# A readable name, then (day of report and publisher, event) twice.
Row = tuple[str, tuple[str, str], tuple[str, str]]


def pair(row: Row) -> tuple[Record, Record]:
    (day, text), (other_day, other) = row[1:]
    return article(f"{day}", text), article(
        f"{other_day} other" if " " not in other_day else other_day, other, "Statement |"
    )


def told(world: World) -> list[WorldEvent]:
    return [e for e in world.events if e.type != "Statement" or e.roles]
