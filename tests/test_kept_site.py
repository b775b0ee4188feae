"""The kept site: whatever came and went, its pages are those of a site made at once, and a row changes only with its own."""

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.identifiers import EVENT
from kg.ontology.names import load_names
from kg.pipeline.catalog import Seeds
from kg.pipeline.state import State
from kg.pipeline.updating import Updated
from kg.pipeline.workers import Workers
from kg.rdf.ledger import Ledger
from kg.rdf.vocabulary import load_vocabulary
from kg.rdf.world_pieces import WorldPieces
from kg.records import Record
from kg.resolve.build import resolve_world
from kg.resolve.incremental import Resolution
from kg.resolve.world import World
from kg.views.kept_site import KeptSite
from kg.views.shown import show_world
from kg.views.site import write_site
from kg.views.wording import Labels
from tests.test_incremental import NAMES, ONTOLOGY, articles, make
from tests.views_corpus import BREAK, PAYLOAD, gold_records, gold_world, hostile_world, ontology_labels

VOCABULARY = load_vocabulary()
WORDS = Labels(*ontology_labels())
# two that are one file where case does not count, and two whose characters are no file's
STEMS = ("talks", "Talks", "a b", "a/b", "visit", "call")


def named(drawn: list) -> list[Record]:  # type: ignore[type-arg]
    return [replace(r, article=replace(r.article, name=stem)) for r, stem in zip(make(drawn), STEMS, strict=False)]


def run(path: Path, out: Path, add: Sequence[Record], remove: Sequence[Record]) -> None:
    """Change the kept state and its pages and close it, as one run of the command does."""
    database = sqlite3.connect(path)
    state = State(database, "key")
    resolution = Resolution((), ONTOLOGY, NAMES, state.shelves)
    for record in remove:
        resolution.remove(record.article.digest)
    for record in add:
        resolution.add(record)
    ledger = Ledger(state.shelves, state.is_new)
    pieces = WorldPieces(resolution, VOCABULARY, ledger, state.shelves)
    change = resolution.update()
    looks = pieces.apply(change)
    seeds = Seeds((), {}, (), (), {})
    kept = KeptSite(out, state, Updated(seeds, resolution, pieces, ledger, VOCABULARY, change, looks, 0, ()), WORDS)
    todo = kept.outdated()
    state.settle()
    kept.write_world()
    kept.write_articles(todo, Workers(1))
    state.save()
    database.close()


def pages(out: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in out.glob("*.html")}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_pages_of_a_changed_site_are_those_of_one_made_at_once(drawn: list, random) -> None:  # type: ignore[type-arg, no-untyped-def]
    records = named(drawn)
    rest = [r for r in records if random.randrange(10) < 6]
    random.shuffle(records)
    with TemporaryDirectory() as folder:
        path, kept, made = (Path(folder) / name for name in ("state", "kept", "made"))
        for record in records:
            run(path, kept, [record], [])
        for record in [r for r in records if r not in rest]:
            run(path, kept, [], [record])
            if random.randrange(10) < 3:
                run(path, kept, [record], [])
                run(path, kept, rest[:1], [record])
        write_site(resolve_world(rest, (), ONTOLOGY, NAMES), rest, made, WORDS.terms, WORDS.tones)
        assert pages(kept) == pages(made)


def rows(world: World, records: Sequence[Record]) -> dict[str, dict[str, str]]:
    """Return the rows of a world as JSON by what they are of, for each kind."""
    data = json.loads(show_world(world, records, WORDS).dossier.data())
    return {kind: {row[0]: json.dumps(row) for row in data[kind]} for kind in ("articles", "entities", "events")}


def test_another_article_leaves_the_rows_of_others_as_they_are() -> None:
    """What has not changed itself keeps its row, wherever that now stands."""
    records, whole = gold_records(), gold_world()
    after = rows(whole, records)
    for left_out in records:
        others = [r for r in records if r != left_out]
        world = resolve_world(others, (), ONTOLOGY, load_names())
        before = rows(world, others)
        assert before["articles"].items() <= after["articles"].items()
        same = {e.iri.removeprefix(EVENT) for e in world.events if e in whole.events}
        assert {i for i, row in before["events"].items() if after["events"].get(i) == row} >= same
        heads = {replace(e, merges=()) for e in whole.entities}
        named = {e.slug for e in world.entities if replace(e, merges=()) in heads}
        assert {i for i, row in before["entities"].items() if after["entities"].get(i) == row} >= named
        assert len(same) > len(world.events) / 2 and len(named) > len(world.entities) / 2


def test_hostile_words_stay_words_in_rows() -> None:
    world, records = hostile_world()
    shown = show_world(world, records, WORDS)
    data = shown.dossier.data().decode("utf-8")
    assert not re.search("[<>&'\u2028\u2029]", data)
    cards = "".join(card.element for card in shown.dossier.cards().values())
    assert PAYLOAD not in cards and BREAK not in cards and "&lt;script&gt;" in cards
