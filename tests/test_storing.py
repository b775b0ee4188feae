"""The store of a workspace: after any change it holds exactly the quads of the build, however it got there."""

import json
import random
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.pipeline.storing import renew_store, sweep_store
from kg.rdf.ledger import Ledger
from kg.resolve.shelf import Shelves
from kg.store import open_store


class Workbench:
    """A folder with a store, and the ledger it is made from, opened anew for each change."""

    def __init__(self, out: Path) -> None:
        out.mkdir(exist_ok=True)
        self.out, self.database, self.is_new = out, sqlite3.connect(out / "ledger"), True

    def renew(self, numbers: Iterable[int], is_kept: bool = True) -> None:
        """Make the store hold the pieces of these numbers; without `is_kept` the state is lost, as by a kill."""
        shelves = Shelves(self.database)
        ledger = Ledger(shelves, self.is_new)
        wanted = set(numbers)
        for n in range(100):
            quads = [(f"<urn:s{n}>", f"<urn:p{n % 3}>", f'"w {n} é \u2028 \\" \\\\ ."', f"<urn:g{n % 5}>")]
            shared = [("<urn:all>", "<urn:is>", f'"{n // 2}"', "<urn:g0>")]
            ledger.post(f"piece {n}", quads if n in wanted else (), shared if n in wanted else ())
        renew_store(self.out, ledger)
        if is_kept:
            shelves.save()
            self.is_new = False


def held(out: Path) -> list[tuple[str, ...]]:
    store = open_store(out / "store", read_only=True)
    answer = store.query("SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }")
    rows = sorted(tuple(t.value for t in row if t is not None) for row in answer.rows)
    store.close()
    return rows


@pytest.mark.parametrize("seed", range(6))
def test_any_row_of_changes_ends_where_a_fresh_load_does(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    bench, now = Workbench(tmp_path / "out"), set(range(60))
    for _ in range(5):
        bench.renew(now)
        now ^= set(chance.sample(range(90), chance.choice((1, 3, 40))))
    bench.renew(now)
    fresh = Workbench(tmp_path / "fresh")
    fresh.renew(now)
    assert held(bench.out) == held(fresh.out) and len(held(bench.out)) == len(now) + len({n // 2 for n in now})
    assert (bench.out / "store.json").read_bytes() == (fresh.out / "store.json").read_bytes()


def test_the_same_quads_again_touch_nothing(tmp_path: Path) -> None:
    bench = Workbench(tmp_path / "out")
    bench.renew([1, 2])
    before = sorted((p.name, p.stat().st_mtime_ns) for p in (bench.out / "store").iterdir())
    bench.renew([1, 2])
    assert sorted((p.name, p.stat().st_mtime_ns) for p in (bench.out / "store").iterdir()) == before


@pytest.mark.parametrize("damage", ["mark", "unsaved", "store", "leftover"])
def test_what_a_killed_build_left_is_repaired(tmp_path: Path, damage: str) -> None:
    bench = Workbench(tmp_path / "out")
    bench.renew(range(40))
    if damage == "mark":
        (bench.out / "store.json").write_text("{", encoding="utf-8")
    elif damage == "unsaved":  # the store was swapped, the state not saved, and then something else was wanted
        bench.renew(range(20, 60), is_kept=False)
    elif damage == "store":
        next(iter((bench.out / "store").glob("*.sst"))).write_bytes(b"damaged")
    else:
        (bench.out / ".store-next").mkdir()
        (bench.out / ".store-next" / "x").write_bytes(b"part")
    bench.renew(range(1, 41))
    fresh = Workbench(tmp_path / "fresh")
    fresh.renew(range(1, 41))
    assert held(bench.out) == held(fresh.out)
    assert json.loads((bench.out / "store.json").read_text(encoding="utf-8"))["quads"]


def test_nothing_of_a_killed_build_stays_beside_the_store(tmp_path: Path) -> None:
    bench = Workbench(tmp_path / "out")
    bench.renew([1, 2])
    for name in (".store-next", ".store-old"):
        (bench.out / name).mkdir()
        (bench.out / name / "x").write_bytes(b"part")
    (bench.out / ".store-next.nq").write_bytes(b"part")
    sweep_store(bench.out)
    assert list(bench.out.glob(".store-*")) == []
    assert (bench.out / "store").is_dir()


def test_a_reader_keeps_the_old_store_until_it_closes(tmp_path: Path) -> None:
    bench = Workbench(tmp_path / "out")
    bench.renew(range(40))
    reader = open_store(bench.out / "store", read_only=True)
    size = reader.size()
    bench.renew(range(42))
    assert reader.size() == size
    assert len(held(bench.out)) == size + 3
