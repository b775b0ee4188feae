"""What a second worker saves: the same articles built by one and by two, in turn, and whether the bytes are the same.

    python benchmarks/sharing.py [COUNT] [--articles FOLDER] [--workers N]

Takes the first articles of a folder, seeds/ by default. Means something only on as many idle cores as workers.
"""

import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.adding import run


def option(arguments: list[str], name: str, default: str) -> str:
    """Take an option with its value out of the arguments; return the value."""
    return arguments.pop(arguments.index(name) + 1) if name in arguments else default


def digest(out: Path) -> str:
    """Return a digest of all generated files but the store's own, the lock and the kept state."""
    total = hashlib.sha256()
    for path in sorted(p for p in out.rglob("*") if p.is_file()):
        name = path.relative_to(out)
        if name.parts[0] not in ("store", ".lock", ".state.sqlite"):
            total.update(str(name).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def main() -> None:
    """Print one line a build and what the workers save."""
    arguments = sys.argv[1:]
    folder = Path(option(arguments, "--articles", "seeds"))
    workers = option(arguments, "--workers", "2")
    count = next((int(a) for a in arguments if a.isdigit()), None)
    files = sorted(p for p in folder.iterdir() if p.is_file())[:count]
    walls, digests = [], set()
    with tempfile.TemporaryDirectory() as place:
        for number in ("1", workers):
            workspace = Path(place) / number
            (workspace / "seeds").mkdir(parents=True)
            for path in files:
                shutil.copy(path, workspace / "seeds" / path.name)
            wall, cpu = run(workspace, "build", "--workers", number)
            print(f"{len(files)} articles, workers {number}: {wall:.1f} s, {cpu:.1f} s CPU", flush=True)
            walls.append(wall)
            digests.add(digest(workspace / "out"))
            shutil.rmtree(workspace)
    print(f"{walls[0] / walls[1]:.2f} times as fast; {'the same bytes' if len(digests) == 1 else 'DIFFERENT BYTES'}")


if __name__ == "__main__":
    main()
