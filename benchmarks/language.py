"""Words a second, start time and memory of reading text with the language model, on one thread.

Run: python benchmarks/language.py [FILE ...]; without files it reads a text of its own, repeated.
"""

import os
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.records import Article

ROUNDS = 3
SAMPLE = (
    "Foreign ministers from nine countries met in Geneva on Tuesday to discuss a ceasefire that neither side has kept. "
    "The Norwegian envoy, Ingrid Solheim, told reporters that both delegations had agreed to exchange prisoners before "
    "the end of the month. “We are closer than last week,” she said. Shelling of the port city killed at least four "
    "people and wounded a dozen, according to the regional governor.\n"
    "The opposition rejected the plan. Its leader, who had threatened to leave the talks, called on the United Nations "
    "to send observers; a spokesman for the Secretary-General declined to comment.\n"
)


def main() -> None:
    """Print one line a measure."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")  # numpy reads them when it is first imported, below
    texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]] or [SAMPLE * 6] * 10
    articles = [Article(str(i), text, "", "", ()) for i, text in enumerate(texts)]
    begun = time.perf_counter()
    from kg.language.reader import load_reader

    reader = load_reader()
    print(f"start            {time.perf_counter() - begun:6.2f} s")
    begun = time.perf_counter()
    reader.analyse(articles[0])
    print(f"first article    {time.perf_counter() - begun:6.2f} s")
    best = 0.0
    for _ in range(ROUNDS):
        begun, words = time.process_time(), 0
        for article in articles:
            words += sum(len(sentence.tokens) for sentence in reader.analyse(article).sentences)
        best = max(best, words / (time.process_time() - begun))
    print(f"speed            {best:6.0f} words/s of processor time, {words} words, best of {ROUNDS}")
    print(f"peak memory      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


if __name__ == "__main__":
    main()
