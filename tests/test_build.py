"""The whole path as its user walks it: `kg build` on a workspace, twice, in other orders, with bad files, after a kill."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.pipeline.outputs import BUILT_FORMATS
from tests.conftest import ROOT

SAMPLES = ("2018-06-12-singapore-summit.txt", "2022-07-24-odesa-grain.txt", "2025-02-19-riyadh-talks.txt")


def kg(workspace: Path, *arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run the command in its own process with a hash seed."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, "-m", "kg", "-w", str(workspace), *arguments],
        capture_output=True, text=True, env=environment, timeout=300, check=False,
    )  # fmt: skip


def outputs(workspace: Path) -> dict[str, bytes]:
    """Return every generated file but the engine's own store and what is hidden: the lock and the kept state."""
    out = workspace / "out"
    listed = ((p, p.relative_to(out).parts[0]) for p in out.rglob("*") if p.is_file())
    files = sorted(p for p, top in listed if top != "store" and top not in (".lock", ".state.sqlite"))
    assert len(files) > 8
    return {str(p.relative_to(out)): p.read_bytes() for p in files}


def make_workspace(folder: Path, names: tuple[str, ...]) -> Path:
    (folder / "seeds").mkdir(parents=True)
    for name in names:
        shutil.copy(ROOT / "seeds" / name, folder / "seeds" / name)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = make_workspace(tmp_path_factory.mktemp("built"), SAMPLES)
    done = kg(workspace, "build", seed="1")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 5 and lines[0].startswith("Articles  3 (3 newly read")
    assert lines[-1].endswith("index.html")
    return workspace


def test_same_bytes_under_another_hash_seed_order_and_two_workers(built: Path, tmp_path: Path) -> None:
    other = make_workspace(tmp_path / "w", SAMPLES[::-1])
    done = kg(other, "build", "--workers", "2", seed="4242")
    assert done.returncode == 0, done.stderr
    assert outputs(other) == outputs(built)


def test_second_build_reads_nothing_again_and_changes_nothing(built: Path) -> None:
    before = outputs(built)
    times = {p: p.stat().st_mtime_ns for p in (built / "out").rglob("*.html")}
    done = kg(built, "build")
    assert done.returncode == 0 and "(0 newly read" in done.stdout
    assert outputs(built) == before
    assert {p: p.stat().st_mtime_ns for p in times} == times


def test_one_by_one_gives_the_bytes_of_all_at_once(built: Path, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w", SAMPLES[:1])
    assert kg(workspace, "build").returncode == 0
    for name in SAMPLES[1:]:
        shutil.copy(ROOT / "seeds" / name, workspace / "seeds" / name)
        assert kg(workspace, "build").returncode == 0
    assert outputs(workspace) == outputs(built)


def test_removing_an_article_takes_all_of_it_away(built: Path, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w", SAMPLES)
    extra = ROOT / "seeds" / "2023-03-11-saudi-iran-beijing.txt"
    shutil.copy(extra, workspace / "seeds" / extra.name)
    assert kg(workspace, "build").returncode == 0
    assert outputs(workspace) != outputs(built)
    done = kg(workspace, "remove", extra.name)
    assert done.returncode == 0, done.stderr
    whole = set(BUILT_FORMATS.values())
    before = outputs(built)
    assert outputs(workspace) == {name: data for name, data in before.items() if name not in whole}
    assert kg(workspace, "build").returncode == 0
    assert outputs(workspace) == before


def test_adding_one_by_one_leaves_what_a_build_of_all_does(built: Path, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w", SAMPLES[1:2])
    for name in (SAMPLES[2], SAMPLES[0], SAMPLES[0]):
        shutil.copy(ROOT / "seeds" / name, workspace / "seeds" / name)
        assert kg(workspace, "build").returncode == 0
    graph = (workspace / "out" / "graph.nq").read_bytes()
    assert kg(workspace, "remove", SAMPLES[0]).returncode == 0
    assert not (workspace / "out" / "graph.nq").exists()
    shutil.copy(ROOT / "seeds" / SAMPLES[0], workspace / "seeds" / SAMPLES[0])
    assert kg(workspace, "build").returncode == 0
    assert (workspace / "out" / "graph.nq").read_bytes() == graph
    assert outputs(workspace) == outputs(built)


@pytest.mark.parametrize("damage", ["state", "half a state", "no state", "page", "no page", "segment", "store", "mark"])
def test_whatever_is_damaged_is_made_again(built: Path, tmp_path: Path, damage: str) -> None:
    workspace = Path(shutil.copytree(built, tmp_path / "w"))
    out = workspace / "out"
    state, page = out / ".state.sqlite", next(iter(sorted(out.glob("article-*.html"))))
    if damage == "state":
        state.write_bytes(b"garbage")
    elif damage == "half a state":
        with state.open("r+b") as file:
            file.truncate(state.stat().st_size // 2)
    elif damage == "no state":
        state.unlink()
    elif damage == "page":
        page.write_bytes(b"x")
    elif damage == "no page":
        page.unlink()
    elif damage == "segment":
        next(iter(sorted((out / "segments").iterdir()))).write_bytes(b"x")
    elif damage == "store":
        shutil.rmtree(out / "store")
    else:
        (out / "store.json").write_bytes(b"x")
    done = kg(workspace, "build")
    assert done.returncode == 0, done.stderr
    assert outputs(workspace) == outputs(built)
    visits = [kg(w, "query", "visits", "--format", "json").stdout for w in (workspace, built)]
    assert visits[0] == visits[1] and len(visits[0]) > 10


def test_bad_files_cost_a_line_each_and_nothing_else(built: Path, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w", SAMPLES)
    seeds = workspace / "seeds"
    (seeds / "empty.txt").write_bytes(b"")
    (seeds / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (seeds / "huge.txt").write_bytes(b"word " * 4_000_000)
    (seeds / "latin.txt").write_bytes("Zürich".encode("latin-1"))
    (seeds / "odd.xyz").write_bytes(b"what")
    (seeds / "broken.json").write_bytes(b"{")
    (seeds / "double.txt").write_bytes((seeds / SAMPLES[0]).read_bytes())
    done = kg(workspace, "build")
    assert done.returncode == 1
    for name in ("empty", "binary", "huge", "latin", "odd", "broken", "double"):
        assert sum(f"{name}." in line for line in done.stderr.splitlines()) == 1, (name, done.stderr)
    assert "Traceback" not in done.stderr
    assert "6 not read, 1 double" in done.stdout
    assert outputs(workspace) == outputs(built)


def test_a_page_with_scripts_and_a_text_without_a_day_are_read(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    page = "<html><body><script>alert(1)</script><article><h1>Envoy in Zenda</h1><p>The German foreign minister arrived in Paris on Monday and met the French president. <img src=x onerror=alert(2)></p><p>Talks will go on for two days, a spokesman for the ministry in Berlin told reporters.</p></article></body></html>"
    (tmp_path / "seeds" / "page.html").write_text(page)
    done = kg(tmp_path, "build")
    assert done.returncode == 0, done.stderr
    assert "page: no day of publication" in done.stderr
    assert all("alert(1)" not in p.read_text(encoding="utf-8") for p in (tmp_path / "out").glob("*.html"))


def test_a_killed_build_is_repaired_by_the_next(built: Path, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w", SAMPLES)
    for pause in (0.6, 1.2, 2.0, 3.0):
        running = subprocess.Popen(
            [sys.executable, "-m", "kg", "-w", str(workspace), "build"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            running.wait(timeout=pause)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
    done = kg(workspace, "build")
    assert done.returncode == 0, done.stderr
    assert outputs(workspace) == outputs(built)
    assert (
        kg(workspace, "query", "visits", "--format", "json").stdout
        == kg(built, "query", "visits", "--format", "json").stdout
    )
