"""Words a second from raw text to Record on one thread, split into the network, the rest of the language, extraction.

Run: python benchmarks/records.py [FILE ...]; files are articles of any format `kg` reads, the shipped seeds without
any. Words are tokens. Processor time, the best round of each article: other jobs then matter least.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

# numpy reads these when it is first imported
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.article.reading import read_articles
from kg.extract.record import extract_record
from kg.language.analysis import Analysis
from kg.language.reader import Reader
from kg.ontology.names import load_names
from kg.ontology.types import load_ontology
from kg.records import Article

ROUNDS = 3
SEEDS = Path(__file__).resolve().parent.parent / "seeds"


class TimedSession:
    """The model's session, its processor time added up."""

    def __init__(self, session: Any) -> None:
        self.session, self.spent = session, 0.0

    def run(self, *arguments: Any) -> Any:
        """Return what the session returns."""
        begun = time.process_time()
        out = self.session.run(*arguments)
        self.spent += time.process_time() - begun
        return out


class TimedReader(Reader):
    """A reader that adds up its processor time and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.session = self._model._session = TimedSession(self._model._session)
        self.spent, self.words = 0.0, 0

    def analyse(self, article: Article) -> Analysis:
        """Return the analysis of an article."""
        begun = time.process_time()
        analysis = super().analyse(article)
        self.spent += time.process_time() - begun
        self.words += sum(len(sentence.tokens) for sentence in analysis.sentences)
        return analysis


def main() -> None:
    """Print one line a part."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(SEEDS.glob("*.txt"))
    articles = [article for path in paths for article in read_articles(path)]
    reader, ontology, names = TimedReader(), load_ontology(), load_names()
    best: list[tuple[float, float, float]] = [(float("inf"),) * 3] * len(articles)
    for _ in range(ROUNDS + 1):  # one more: the first opens tables that later articles find open
        reader.words = 0
        for i, article in enumerate(articles):
            reader.spent = reader.session.spent = 0.0
            begun = time.process_time()
            extract_record(article, reader, ontology, names)
            whole = time.process_time() - begun
            network = reader.session.spent
            best[i] = min(best[i], (whole, network, reader.spent - network))
    whole, network, rest = (sum(column) for column in zip(*best, strict=True))
    print(f"{len(articles)} articles, {reader.words} words, best of {ROUNDS} rounds")
    for part, spent in (
        ("raw text to Record", whole),
        ("language", network + rest),
        ("  network", network),
        ("  rest", rest),
        ("extraction", whole - network - rest),
    ):
        print(f"{part:20} {reader.words / spent:7.0f} words/s  {spent / whole:5.0%}")


if __name__ == "__main__":
    main()
