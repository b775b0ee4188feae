"""The store of a workspace: after any change it holds exactly the quads of the build, however it got there."""

import json
import random
from pathlib import Path

import pytest

from kg.pipeline.storing import renew_store
from kg.store import open_store


def quads(numbers: list[int], words: str = "w") -> bytes:
    lines = [f'<urn:s{n}> <urn:p{n % 3}> "{words} {n} é \\" \\\\ ." <urn:g{n % 5}> .' for n in numbers]
    return "".join(f"{line}\n" for line in sorted(lines)).encode()


def held(out: Path) -> list[tuple[str, ...]]:
    store = open_store(out / "store", read_only=True)
    answer = store.query("SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }")
    rows = sorted(tuple(t.value for t in row if t is not None) for row in answer.rows)
    store.close()
    return rows


def renew(out: Path, data: bytes) -> None:
    renew_store(out, data)
    (out / "graph.nq").write_bytes(data)


@pytest.mark.parametrize("seed", range(6))
def test_any_row_of_changes_ends_where_a_fresh_load_does(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    out, now = tmp_path / "out", set(range(60))
    out.mkdir()
    for _ in range(5):
        renew(out, quads(sorted(now)))
        now ^= set(chance.sample(range(90), chance.choice((1, 3, 40))))
    renew(out, quads(sorted(now)))
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    renew(fresh, quads(sorted(now)))
    assert held(out) == held(fresh) and len(held(out)) == len(now)


def test_the_same_quads_again_touch_nothing(tmp_path: Path) -> None:
    renew(tmp_path, quads([1, 2]))
    before = sorted((p.name, p.stat().st_mtime_ns) for p in (tmp_path / "store").iterdir())
    renew(tmp_path, quads([1, 2]))
    assert sorted((p.name, p.stat().st_mtime_ns) for p in (tmp_path / "store").iterdir()) == before


@pytest.mark.parametrize("damage", ["mark", "lines", "store", "leftover"])
def test_what_a_killed_build_left_is_repaired(tmp_path: Path, damage: str) -> None:
    renew(tmp_path, quads(list(range(40))))
    if damage == "mark":
        (tmp_path / "store.json").write_text("{", encoding="utf-8")
    elif damage == "lines":
        (tmp_path / "graph.nq").write_bytes(b"half a li")
    elif damage == "store":
        next(iter((tmp_path / "store").glob("*.sst"))).write_bytes(b"damaged")
    else:
        (tmp_path / ".store-next").mkdir()
        (tmp_path / ".store-next" / "x").write_bytes(b"part")
    renew(tmp_path, quads(list(range(1, 41))))
    assert len(held(tmp_path)) == 40
    assert json.loads((tmp_path / "store.json").read_text(encoding="utf-8"))["quads"]


def test_a_reader_keeps_the_old_store_until_it_closes(tmp_path: Path) -> None:
    renew(tmp_path, quads(list(range(40))))
    reader = open_store(tmp_path / "store", read_only=True)
    renew(tmp_path, quads(list(range(41))))
    assert reader.size() == 40
    assert len(held(tmp_path)) == 41
