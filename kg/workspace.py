"""The folder a user works in: finding it, making one, one writer at a time, and writing files whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from kg.errors import WorkspaceError

README = """This is a workspace of `kg`.

seeds/         your articles (.txt .md .html .json .jsonl .eml .pdf), metadata in a front matter or a .meta file
ontology/      your own event types, names and properties in Turtle (optional)
queries/       your own queries (optional; the shipped ones are always there)
decisions.toml your rulings on what the machine got wrong (optional)
out/           everything generated; deleting it loses nothing

Next: put an article into seeds/, run `kg build`, open out/index.html
"""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The places of one workspace; only `out` is ever written by a build."""

    root: Path

    @property
    def seeds(self) -> Path:
        """Return the folder of the user's articles."""
        return self.root / "seeds"

    @property
    def ontology(self) -> Path:
        """Return the folder of the user's own Turtle files (may be absent)."""
        return self.root / "ontology"

    @property
    def queries(self) -> Path:
        """Return the folder of the user's own queries (may be absent)."""
        return self.root / "queries"

    @property
    def decisions(self) -> Path:
        """Return the file of human rulings (may be absent)."""
        return self.root / "decisions.toml"

    @property
    def out(self) -> Path:
        """Return the folder of everything generated."""
        return self.root / "out"

    def ontology_files(self) -> tuple[Path, ...]:
        """Return the user's Turtle files, sorted by name."""
        return tuple(sorted(self.ontology.glob("*.ttl"))) if self.ontology.is_dir() else ()


def find_workspace(start: Path) -> Workspace:
    """Return the workspace that holds a folder: the folder itself or the nearest parent with `seeds/`.

    Raises WorkspaceError when there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "seeds").is_dir():
            return Workspace(folder)
    raise WorkspaceError(f"{start}: no workspace here or above (no folder seeds/); make one with: kg init DIR")


def init_workspace(folder: Path) -> Workspace:
    """Make a workspace and return it; files that exist already are left alone.

    Raises WorkspaceError when the folder cannot be written.
    """
    workspace = Workspace(folder.resolve())
    try:
        for place in (workspace.seeds, workspace.ontology, workspace.queries, workspace.out):
            place.mkdir(parents=True, exist_ok=True)
        readme = workspace.root / "README.txt"
        if not readme.exists():
            readme.write_text(README, encoding="utf-8")
    except OSError as error:
        raise WorkspaceError(f"{folder}: cannot be written ({error.strerror or error})") from error
    return workspace


@contextmanager
def write_lock(workspace: Workspace, timeout_s: float = 0.0) -> Iterator[None]:
    """Hold the only right to write a workspace; the operating system frees it when the process dies.

    Raises WorkspaceError when another process holds it or the folder is read-only.
    """
    try:
        workspace.out.mkdir(parents=True, exist_ok=True)
        lock = FileLock(workspace.out / ".lock", timeout=timeout_s)
        lock.acquire()
    except Timeout as error:
        raise WorkspaceError(
            f"{workspace.root}: another kg process is writing here; try again when it is done"
        ) from error
    except OSError as error:
        raise WorkspaceError(f"{workspace.out}: cannot be written ({error.strerror or error})") from error
    try:
        yield
    finally:
        lock.release()


def write_whole(path: Path, data: bytes, is_durable: bool = True) -> bool:
    """Write a file so that a reader sees the old bytes or the new, never a part; return whether it changed.

    One that can be made again need not be durable: it does not wait for the disk. A link stays a link to the file that
    changed; a device or pipe is written to, never replaced.
    Raises WorkspaceError when the disk is full or the folder read-only.
    """
    try:
        path = path.resolve() if path.is_symlink() else path
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
            return True
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        with replace_whole(path, is_durable) as file:
            file.write(data)
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be written ({error.strerror or error})") from error
    return True


@contextmanager
def replace_whole(path: Path, is_durable: bool = True) -> Iterator[BinaryIO]:
    """Give a file to write and read that takes a path's place when all is done, and is gone when it is not.

    Raises WorkspaceError when the disk is full or the folder read-only.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "w+b") as file:
                yield file
                if is_durable:
                    file.flush()
                    os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be written ({error.strerror or error})") from error


def save_text(path: Path, text: str) -> None:
    """Write a text file whole, as UTF-8."""
    write_whole(path, text.encode("utf-8"))


def sweep_parts(folder: Path) -> None:
    """Remove what an interrupted write left behind; call only while holding the lock."""
    for part in sorted(folder.rglob(".*.part")):
        part.unlink(missing_ok=True)
