"""Parses every annotated sentence once with a shipped reader, so that training sees the trees that reading will see.

python training/parse_events.py --events DIR... --reader kg/language/model --out build/parsed.pickle
"""

import argparse
import pickle
import time
from pathlib import Path

from corpora import read_annotated

from kg.language.reader import Reader


def main() -> None:
    """Write {text: (tokens, names)} of all sentences, parsing those not parsed before."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=Path, nargs="+", required=True, help="folders of annotated *.jsonl")
    options.add_argument("--reader", type=Path, required=True, help="model folder to parse with")
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    files = [path for folder in chosen.events for path in sorted(folder.glob("*.jsonl"))]
    known = pickle.loads(chosen.out.read_bytes()) if chosen.out.is_file() else {}
    todo = [s.text for s in read_annotated(files) if s.text not in known]
    reader = Reader(chosen.reader)
    begun = time.time()
    for at in range(0, len(todo), 200):
        for text, sentence in zip(todo[at : at + 200], reader.read_sentences(todo[at : at + 200]), strict=True):
            known[text] = (sentence.tokens, sentence.names)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_bytes(pickle.dumps(known))
    print(f"parsed {len(todo)} sentences in {time.time() - begun:.0f} s, {len(known)} in all")


if __name__ == "__main__":
    main()
