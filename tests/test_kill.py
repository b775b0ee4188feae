"""Killing the writer at any point: what was acknowledged is there, and the next run is clean."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_build import kg, outputs

KILLS = 200
TEXT = "Envoy {0} Visits Paris\n\nPARIS, March {1}, 2003 — The envoy of country number {0} met the French president on Monday.\n"


@pytest.mark.slow
def test_two_hundred_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(20250424)
    workspace, drafts = tmp_path / "w", tmp_path / "drafts"
    drafts.mkdir()
    assert kg(workspace, "init", str(workspace)).returncode == 0
    first = drafts / "first.txt"
    first.write_text(TEXT.format(1000, 1), encoding="utf-8")
    assert kg(workspace, "add", str(first)).returncode == 0
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    acknowledged, killed = [1000], 0
    for number in range(KILLS):
        draft = drafts / f"draft-{number}.txt"
        draft.write_text(TEXT.format(number, 1 + number % 28), encoding="utf-8")
        running = subprocess.Popen(
            [sys.executable, "-m", "kg", "-w", str(workspace), "add", str(draft)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        try:
            if running.wait(timeout=chance.uniform(0.05, 2.5)) == 0:
                acknowledged.append(number)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            killed += 1
    assert killed > KILLS // 4
    done = kg(workspace, "build")
    assert done.returncode == 0, done.stderr
    stored = "".join(p.read_text(encoding="utf-8") for p in sorted((workspace / "seeds").iterdir()))
    assert [n for n in acknowledged if f"country number {n} met" not in stored] == []
    assert list((workspace / "seeds").glob(".*.part")) == []
    fresh = tmp_path / "fresh"
    (fresh / "seeds").mkdir(parents=True)
    for path in (workspace / "seeds").iterdir():
        (fresh / "seeds" / path.name).write_bytes(path.read_bytes())
    assert kg(fresh, "build").returncode == 0
    assert outputs(fresh) == outputs(workspace)
