"""The resolved state kept on disk: opened again after every change it gives the world that resolving all at once gives."""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.resolve.build import resolve_world
from kg.resolve.incremental import Resolution
from kg.resolve.shelf import Shelf, Shelves
from kg.resolve.world import World
from tests.test_incremental import NAMES, ONTOLOGY, articles, make


def change(path: Path, add: list, remove: list[str]) -> None:  # type: ignore[type-arg]
    """Open the state, change it, save it and close it, as one run of the command does."""
    database = sqlite3.connect(path)
    shelves = Shelves(database)
    state = Resolution((), ONTOLOGY, NAMES, shelves)
    for digest in remove:
        state.remove(digest)
    for record in add:
        state.add(record)
    state.update()
    shelves.save()
    database.commit()
    database.close()


def kept_world(path: Path) -> World:
    database = sqlite3.connect(path)
    try:
        return Resolution((), ONTOLOGY, NAMES, Shelves(database)).world()
    finally:
        database.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_a_state_opened_anew_for_each_change_equals_resolving_all(drawn: list, random) -> None:  # type: ignore[type-arg, no-untyped-def]
    records = make(drawn)
    kept = [r for r in records if random.randrange(10) < 6]
    random.shuffle(records)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "state.sqlite"
        for record in records:
            change(path, [record], [])
        for record in [r for r in records if r not in kept]:
            change(path, [], [record.article.digest])
            if random.randrange(10) < 3:
                change(path, [record], [])
                change(path, kept[:1], [record.article.digest])
        assert kept_world(path) == resolve_world(kept, (), ONTOLOGY, NAMES)


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
