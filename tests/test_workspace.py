"""The workspace folder: found from below, made once, one writer, files whole or not at all."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import WorkspaceError
from kg.workspace import find_workspace, init_workspace, sweep_parts, write_lock, write_whole

HOLDER = """
import sys, time
from pathlib import Path
from kg.workspace import Workspace, write_lock
with write_lock(Workspace(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


def test_found_from_any_folder_inside(tmp_path: Path) -> None:
    made = init_workspace(tmp_path / "w")
    deep = made.seeds / "a" / "b"
    deep.mkdir(parents=True)
    assert find_workspace(deep).root == made.root


def test_none_found_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="kg init"):
        find_workspace(tmp_path)


def test_init_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text("mine")
    init_workspace(tmp_path)
    assert (tmp_path / "README.txt").read_text() == "mine"


def test_one_writer_and_a_killed_one_frees_the_lock(tmp_path: Path) -> None:
    workspace = init_workspace(tmp_path)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    with pytest.raises(WorkspaceError, match="another kg process"), write_lock(workspace):
        pass
    holder.kill()
    holder.wait()
    deadline = time.monotonic() + 10
    while True:
        try:
            with write_lock(workspace):
                break
        except WorkspaceError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_write_whole_reports_change(tmp_path: Path) -> None:
    path = tmp_path / "x" / "file.txt"
    assert write_whole(path, b"one")
    assert not write_whole(path, b"one")
    assert write_whole(path, b"two") and path.read_bytes() == b"two"
    assert list(tmp_path.rglob("*.part")) == []


def test_parts_of_a_killed_writer_are_swept(tmp_path: Path) -> None:
    (tmp_path / ".abc.part").write_bytes(b"half")
    (tmp_path / "whole.txt").write_bytes(b"all")
    sweep_parts(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["whole.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(WorkspaceError, match="cannot be written"):
        write_whole(tmp_path / "x.txt", b"x")
    tmp_path.chmod(0o700)


def test_a_file_where_a_folder_must_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(WorkspaceError, match="cannot be written"):
        write_whole(tmp_path / "out" / "x.txt", b"x")
