"""Documents a second of the time grammar, and its scores on the marked corpora, on one thread.

Run: python benchmarks/times.py [FOLDER]; FOLDER holds meantime_dev.jsonl and wikiwars_dev.jsonl. Without it the speed
of a text of its own is shown.
"""

import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.evaluate.times import read_corpus, score_times
from kg.extract.times import read_times

CORPORA = (("meantime_dev", "news"), ("wikiwars_dev", "narrative"))
ROUNDS = 3
SAMPLE = (
    "On Tuesday, May 6, 2025, the two ministers met for three hours. A day earlier the army had taken the pass that it "
    "lost in 1999. Talks set for June were put off until early next year, an aide said last week.\n"
) * 12


def main() -> None:
    """Print one line a corpus, or one for the sample."""
    if len(sys.argv) < 2:
        report("sample", [(SAMPLE, date(2025, 5, 8), "news")] * 20)
        return
    for name, policy in CORPORA:
        corpus = read_corpus(Path(sys.argv[1]) / f"{name}.jsonl")
        report(name, [(g.text, g.document, policy) for g in corpus])
        for datelines in (True, False):
            s = score_times(corpus, policy, datelines)
            print(
                f"  {'with' if datelines else 'without'} datelines: relaxed {s.relaxed:.2f}  strict {s.strict:.2f}  "
                f"type {s.type:.2f}  value {s.value:.2f}  of {s.gold} ({s.found} found)"
            )


def report(name: str, texts: list[tuple[str, date | None, str]]) -> None:
    """Print the best speed of a few rounds over some texts."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for text, day, policy in texts:
            read_times(text, day, policy)
        best = min(best, time.process_time() - begun)
    size = sum(len(t) for t, _, _ in texts)
    print(f"{name:14} {len(texts) / best:6.0f} documents/s  {size / best / 1000:6.0f} thousand characters/s")


if __name__ == "__main__":
    main()
