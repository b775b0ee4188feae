"""Commands that only read: they write nothing into the workspace, take no lock, and work where nobody may write."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import main
from kg.workspace import Workspace, write_lock
from tests.conftest import ROOT

RIYADH = "2025-02-19-riyadh-talks"
READING = [
    ["stats"],
    ["queries"],
    ["query", "meetings"],
    ["query", "meetings", "--timeout", "30"],
    ["query", "meetings", "--engine", "memory"],
    ["show", "Marco Rubio"],
    ["show", RIYADH],
    ["why", "Marco Rubio"],
    ["why", "Marco Rubio", "meets", "Sergei Lavrov"],
    ["diff", RIYADH],
    ["review", "--list"],
    ["check"],
    ["suggest"],
    ["ontology", "check"],
    ["graph", "-o", "-"],
    ["timeline", "--actor", "Rubio", "-o", "-"],
    ["export", "ics", "-o", "-"],
    ["export", "turtle", "-o", "-"],
]


def run(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-w", str(workspace), *arguments], catch_exceptions=False)


def listing(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return everything below a folder with its time of change and its bytes."""
    found = sorted(folder.rglob("*"))
    return {str(p): (p.stat().st_mtime_ns, p.read_bytes() if p.is_file() else b"") for p in found}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A built workspace without a lock file, which nobody may write."""
    folder = tmp_path_factory.mktemp("read-only")
    (folder / "seeds").mkdir()
    shutil.copy(ROOT / "seeds" / f"{RIYADH}.txt", folder / "seeds")
    assert run(folder, "build").exit_code == 0
    (folder / "out" / ".lock").unlink(missing_ok=True)
    close(folder)
    yield folder
    for place in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        place.chmod(0o755)  # or pytest could not tidy up


def close(folder: Path) -> None:
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o555 if place.is_dir() else 0o444)


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_reading_command_changes_nothing_and_asks_for_no_lock(built: Path, command: list[str]) -> None:
    before = listing(built)
    said = run(built, *command)
    assert said.exit_code == 0 and said.stdout, said.output
    assert listing(built) == before


def test_a_reading_command_works_while_another_process_writes(built: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(built, tmp_path / "own"))
    for place in (own, *(p for p in own.rglob("*") if p.is_dir())):
        place.chmod(0o755)
    with write_lock(Workspace(own)):
        assert run(own, "why", "Marco Rubio").exit_code == 0
        assert run(own, "export", "ics", "-o", "-").exit_code == 0
        assert "another kg process" in run(own, "graph").stderr, "a page in out/ is written under the lock"


def test_an_article_no_build_has_read_counts_for_the_answer_and_is_not_kept(built: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(built / "seeds", own / "seeds")
    for place in (own, own / "seeds"):
        place.chmod(0o755)
    said = run(own, "export", "jsonl", "-o", "-")
    assert said.exit_code == 0 and "Marco Rubio" in said.stdout
    assert "1 articles read for this answer only" in said.stderr
    assert not (own / "out").exists()


def bound() -> list[str]:
    """Return what to put before a command so that the modes of files bind it; root needs its privilege taken away."""
    return ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []


def is_bound(tmp: str = tempfile.gettempdir()) -> bool:
    """Tell whether a command can be run to which a read-only folder is one."""
    if bound() and shutil.which("setpriv") is None:
        return False
    with tempfile.TemporaryDirectory(dir=tmp) as folder:
        Path(folder).chmod(0o555)
        write = [*bound(), sys.executable, "-c", f"open({folder + '/x'!r}, 'w')"]
        return subprocess.run(write, check=False, capture_output=True).returncode == 1


@pytest.mark.skipif(not is_bound(), reason="root may write anywhere here")
@pytest.mark.parametrize(
    "command",
    [
        ["stats"], ["query", "meetings", "--timeout", "30"], ["show", RIYADH], ["why", "Marco Rubio"],
        ["graph", "-o", "-"], ["export", "turtle", "-o", "-"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_reading_command_works_where_nothing_can_be_written(built: Path, command: list[str]) -> None:
    run_bound = [*bound(), sys.executable, "-B", "-m", "kg", "-w", str(built), *command]
    done = subprocess.run(run_bound, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout and b"Traceback" not in done.stderr


@pytest.mark.parametrize("page", ["graph", "timeline"])
def test_a_page_goes_to_standard_output(
    built: Path, tmp_path: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run(built, page, "--since", "2025-01-01", "-o", "-")
    assert said.exit_code == 0
    assert said.stdout.startswith("<!") and said.stdout.rstrip().endswith("</html>"), "the page and nothing else"
    assert list(tmp_path.iterdir()) == []


def test_modes_of_the_fixture_are_what_the_tests_mean(built: Path) -> None:
    assert not any(p.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) for p in built.rglob("*"))
