"""Time of resolving made-up worlds: all at once, and one more article on top of n.

Run: python benchmarks/resolve.py [articles ...]; each article has about 25 events told of 12 entities.
"""

import random
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.ontology.names import load_names
from kg.ontology.types import load_ontology
from kg.records import Record
from kg.resolve.build import start_resolution
from tests.record_builder import Draft

TYPES = (
    "Statement", "Statement", "Statement", "Report", "Demand", "Criticism", "Visit", "Meeting", "PhoneCall",
    "Negotiation", "AirStrike", "Shelling", "Sanction", "SignAgreement", "ArmedConflict", "Invasion", "Aid", "Threat",
    "Impact", "Election",
)  # fmt: skip


def made_up_articles(count: int, seed: int = 1) -> list[Record]:
    """Return articles over ten years; days and casts are drawn so that about five articles tell of one story."""
    chance = random.Random(seed)
    names = load_names()
    people = sorted(k.slug for k in names.known.values() if k.type == "Person")
    places = sorted(k.slug for k in names.known.values() if k.type in ("City", "Country"))
    records = []
    for n in range(count):
        story = random.Random(n // 5)
        day = date(2015, 1, 1) + timedelta(days=story.randrange(3650))
        cast = [names.known[s] for s in (*story.sample(people, 5), *story.sample(places, 5))]
        draft = Draft(f"article {n}", (day + timedelta(days=chance.randrange(3))).isoformat(), f"Paper {n % 7}")
        ids = [draft.entity(k.label, k.type, known=k.slug) for k in cast]
        ids += [
            draft.entity(f"Jan {chance.choice('ABCDEFGHIJ')}ov{chance.randrange(2000)}"),
            draft.entity("officials", "Group", kind="nominal"),
        ]
        for _ in range(25):
            kind = chance.choice(TYPES)
            told = (day - timedelta(days=chance.randrange(3))).isoformat() if chance.random() < 0.4 else None
            who = chance.sample(ids[:5] + ids[10:], chance.choice((1, 2)))
            where = [chance.choice(ids[5:10])] if chance.random() < 0.6 else []
            draft.event(
                kind, time=told, actor=who, place=where, modality=chance.choice(("Factual", "Factual", "Scheduled"))
            )
        records.append(draft.record())
    return records


def main() -> None:
    """Print one line for each size."""
    ontology, names = load_ontology(), load_names()
    sizes = [int(a) for a in sys.argv[1:]] or [10, 100, 1000, 10000]
    records = made_up_articles(max(sizes) + 20)
    extra = records[-20:]
    for size in sizes:
        began = time.process_time()
        state = start_resolution(records[:size], (), ontology, names)
        settled = time.process_time() - began
        world = state.world()
        whole = time.process_time() - began
        added = []
        for record in extra:
            began = time.process_time()
            state.add(record)
            state.update()
            added.append(time.process_time() - began)
        added.sort()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{size:6d} articles: {settled:.2f} s resolved, {whole:.2f} s with the world; "
            f"{len(world.events)} events of {sum(len(e.merges) for e in world.events)}; "
            f"one more article {added[10] * 1000:.1f} ms "
            f"(worst {added[-1] * 1000:.1f}); {memory} MiB"
        )


if __name__ == "__main__":
    main()
