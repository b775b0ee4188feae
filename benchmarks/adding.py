"""What one more article costs on top of 10, 100, 1,000: the command as a user runs it, in one table.

    python benchmarks/adding.py FOLDER [SIZE ...]

FOLDER holds at least SIZE + 1 article files; workspaces are made in a temporary folder.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def run(workspace: Path, *arguments: str) -> tuple[float, float]:
    """Return seconds of wall and of CPU that a command took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "kg", "-w", str(workspace), *arguments], check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu


def main() -> None:
    """Print one row a size."""
    folder, sizes = Path(sys.argv[1]), [int(n) for n in sys.argv[2:]] or [10, 100, 1000]
    articles = sorted(p for p in folder.iterdir() if p.is_file())
    print("articles  build s (CPU)      again s (CPU)      add one s (CPU)    peak MB")
    with tempfile.TemporaryDirectory() as place:
        for size in sizes:
            workspace = Path(place) / f"w{size}"
            (workspace / "seeds").mkdir(parents=True)
            for path in articles[:size]:
                shutil.copy(path, workspace / "seeds" / path.name)
            rows = [run(workspace, "build"), run(workspace, "build"), run(workspace, "add", str(articles[size]))]
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            print(f"{size:8}  " + "  ".join(f"{wall:7.1f} ({cpu:6.1f})" for wall, cpu in rows) + f"  {peak:7}")


if __name__ == "__main__":
    main()
