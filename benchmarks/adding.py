"""What one more article costs on top of 10, 100, 1,000, 10,000: the commands as a user runs them, in one table.

    python benchmarks/adding.py [SIZE ...] [--articles FOLDER]

Made-up articles of about 25 events come with their segments, so that the table shows what is done after reading; the
article added is one of them and is read like any other. With --articles, real ones of a folder are taken and read.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.resolve import made_up_articles
from kg.article.reading import read_article
from kg.article.saving import format_article
from kg.pipeline.fingerprint import ontology_fingerprint, segment_key
from kg.rdf.segments import record_to_quads
from kg.rdf.vocabulary import load_vocabulary
from kg.records import Record

COLUMNS = ("fresh build", "add one", "remove it", "build", "build again")


def run(workspace: Path, *arguments: str) -> tuple[float, float]:
    """Return seconds of wall and of CPU that a command took; SystemExit when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "kg", "-w", str(workspace), *arguments], capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}: {done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu


def make_workspace(workspace: Path, records: list[Record]) -> None:
    """Write articles and their segments, as if they had been read."""
    (workspace / "seeds").mkdir(parents=True)
    (workspace / "out" / "segments").mkdir(parents=True)
    vocabulary, ontology = load_vocabulary(), ontology_fingerprint(())
    for number, record in enumerate(records):
        path = workspace / "seeds" / f"article-{number:05d}.txt"
        path.write_text(format_article(record.article), encoding="utf-8")
        key = segment_key(read_article(path), ontology)
        (workspace / "out" / "segments" / f"{key}.nq").write_bytes(record_to_quads(record, vocabulary))


def main() -> None:
    """Print one row a size."""
    arguments = sys.argv[1:]
    folder = Path(arguments.pop(arguments.index("--articles") + 1)) if "--articles" in arguments else None
    sizes = [int(a) for a in arguments if a.isdigit()] or [10, 100, 1000, 10000]
    files = sorted(p for p in folder.iterdir() if p.is_file()) if folder else []
    records = [] if folder else made_up_articles(max(sizes) + 1)
    print("articles  " + "  ".join(f"{name + ' s (CPU)':>20}" for name in COLUMNS) + "  peak MB")
    with tempfile.TemporaryDirectory() as place:
        extra = Path(place) / "extra.txt"
        for size in sizes:
            workspace = Path(place) / f"w{size}"
            if folder:
                (workspace / "seeds").mkdir(parents=True)
                for path in files[:size]:
                    shutil.copy(path, workspace / "seeds" / path.name)
                shutil.copy(files[size], extra)
            else:
                make_workspace(workspace, records[:size])
                extra.write_text(format_article(records[-1].article), encoding="utf-8")
            rows = [run(workspace, "build"), run(workspace, "add", str(extra))]
            added = max((workspace / "seeds").iterdir(), key=lambda p: p.stat().st_mtime_ns)
            rows += [run(workspace, "remove", added.name), run(workspace, "build"), run(workspace, "build")]
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            print(
                f"{size:8}  " + "  ".join(f"{wall:10.1f} ({cpu:7.1f})" for wall, cpu in rows) + f"  {peak:7}",
                flush=True,
            )
            shutil.rmtree(workspace)


if __name__ == "__main__":
    main()
