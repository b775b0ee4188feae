"""The resolved state kept on disk: opened again after every change it gives the world that resolving all at once gives."""

import os
import pickle
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import StateError
from kg.rdf.ledger import Ledger
from kg.rdf.vocabulary import load_vocabulary
from kg.rdf.world_pieces import WorldPieces
from kg.rdf.world_quads import world_to_quads
from kg.resolve.build import resolve_world
from kg.resolve.incremental import Resolution
from kg.resolve.shelf import Shelf, Shelves, unpack
from kg.resolve.world import World
from tests.test_incremental import NAMES, ONTOLOGY, articles, make

VOCABULARY = load_vocabulary()


def change(path: Path, add: list, remove: list[str]) -> Ledger:  # type: ignore[type-arg]
    """Open the state, change it, save it and close it, as one run of the command does."""
    is_new = not path.exists()
    database = sqlite3.connect(path)
    shelves = Shelves(database)
    state = Resolution((), ONTOLOGY, NAMES, shelves)
    for digest in remove:
        state.remove(digest)
    for record in add:
        state.add(record)
    ledger = Ledger(shelves, is_new=is_new)
    WorldPieces(state, VOCABULARY, ledger, shelves).apply(state.update())
    shelves.save()
    database.commit()
    database.close()
    return ledger


def kept(path: Path) -> tuple[World, dict[str, bytes]]:
    """Return the world of a kept state and its graphs."""
    database = sqlite3.connect(path)
    try:
        shelves = Shelves(database)
        ledger = Ledger(shelves, is_new=False)
        return Resolution((), ONTOLOGY, NAMES, shelves).world(), ledger.graphs()
    finally:
        database.close()


def all_graphs(records: list) -> dict[str, bytes]:  # type: ignore[type-arg]
    return world_to_quads(resolve_world(records, (), ONTOLOGY, NAMES), records, VOCABULARY)


def lines(graphs: dict[str, bytes]) -> set[str]:
    return set(b"".join(graphs.values()).decode().split("\n")) - {""}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_a_state_opened_anew_for_each_change_equals_resolving_all(drawn: list, random) -> None:  # type: ignore[type-arg, no-untyped-def]
    records = make(drawn)
    rest = [r for r in records if random.randrange(10) < 6]
    random.shuffle(records)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "state.sqlite"
        changes = [change(path, [record], []) for record in records]
        for record in [r for r in records if r not in rest]:
            changes.append(change(path, [], [record.article.digest]))
            if random.randrange(10) < 3:
                changes.append(change(path, [record], []))
                changes.append(change(path, rest[:1], [record.article.digest]))
        world, graphs = kept(path)
    assert world == resolve_world(rest, (), ONTOLOGY, NAMES)
    assert graphs == all_graphs(rest)
    held = lines(all_graphs(records[:1]))
    for ledger in changes[1:]:
        assert ledger.gone <= held and not ledger.come & held
        held = (held - ledger.gone) | ledger.come
    assert held == lines(graphs)


@pytest.mark.parametrize(
    ("key", "other"), [("a", "b"), (1, 2), (("a", "b"), ("a", "c"))], ids=["text", "number", "tuple"]
)
def test_a_shelf_is_a_dictionary_that_lasts(tmp_path: Path, key: object, other: object) -> None:
    database = sqlite3.connect(tmp_path / "shelf")

    def opened() -> Shelf[object, list[int]]:
        return Shelf(database, "things")

    shelf = opened()
    shelf[key] = [1]
    shelf.setdefault(other, []).append(2)
    shelf.save()
    shelf = opened()
    shelf[key].append(3)  # in place: nobody tells the shelf
    assert other in shelf and shelf.get(("no", "such")) is None
    shelf.save()
    shelf = opened()
    del shelf[other]
    assert other not in shelf and dict(shelf) == {key: [1, 3]}
    with pytest.raises(KeyError):
        del shelf[other]
    shelf[other] = [4]
    shelf.save()
    assert dict(opened()) == {key: [1, 3], other: [4]}


def test_what_is_only_read_is_not_written(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "shelf")
    shelf: Shelf[str, list[int]] = Shelf(database, "things")
    shelf["a"] = [1]
    shelf.save()
    before = database.total_changes
    assert shelf["a"] == [1]
    shelf.save()
    assert database.total_changes == before


def test_a_state_somebody_else_made_can_run_nothing(tmp_path: Path) -> None:
    made = tmp_path / "made"
    with pytest.raises(StateError, match="system"):
        unpack(pickle.dumps(_Harm(f"touch {made}")))
    assert not made.exists()


@pytest.mark.parametrize(
    "named",
    [b"ckg.resolve.shelf\nio.FileIO\n.", b"ckg.pipeline.catalog\nPath\n.", b"ckg.resolve.shelf\npickle.Unpickler\n."],
    ids=["behind a dot", "imported", "a loader"],
)
def test_only_the_own_classes_of_a_module_are_made(named: bytes) -> None:
    with pytest.raises(StateError, match="which no run of ours keeps"):
        unpack(named)


class _Harm:
    """Runs a command where it is unpickled carelessly."""

    def __init__(self, command: str) -> None:
        self.command = command

    def __reduce__(self) -> object:
        return os.system, (self.command,)
