"""Make kg/extract/timelinks.json: weights that tell which time expression of a sentence dates which event.

Run: python training/time_links.py FILE.jsonl ...

A line of a file is {id, text, events: [{trigger: [start, end], time: [start, end] or absent}]}, offsets in code
points. A fifth of the sentences, chosen by the hash of their id, is held back and scored; the weights are of all.
"""

import hashlib
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.extract.timelinks import head_of, link_features, mend_tokens
from kg.extract.times import read_times
from kg.language.reader import load_reader

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2010, 6, 16)  # any day: only spans are used
RARE = 4  # features seen less often are left out
PENALTY = 2.0
SMALL = 0.02  # weights nearer to nought are not written
BATCH = 64

Example = tuple[bool, list[tuple[str, ...]], int | None]  # held back, features of each phrase, the phrase that dates


def read_examples(paths: list[Path]) -> list[Example]:
    """Return one example per annotated event of a sentence in which the grammar finds a time."""
    reader = load_reader()
    lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [d for d in lines if d["events"] and read_times(d["text"], DAY, "news")]
    examples: list[Example] = []
    for i in range(0, len(lines), BATCH):
        batch = lines[i : i + BATCH]
        for d, sentence in zip(batch, reader.read_sentences([d["text"] for d in batch]), strict=True):
            examples += examples_of(d, mend_tokens(sentence.tokens))
    return examples


def examples_of(d: dict, tokens: tuple) -> list[Example]:  # type: ignore[type-arg]  # one line of JSON
    """Return the examples of one sentence."""
    found = [t for t in read_times(d["text"], DAY, "news") if words(tokens, t.start, t.end)]
    phrases = [(w[0], w[-1]) for t in found for w in [words(tokens, t.start, t.end)]]
    held = int(hashlib.md5(d["id"].encode()).hexdigest(), 16) % 5 == 0
    out: list[Example] = []
    for event in d["events"]:
        inside = words(tokens, *event["trigger"])
        gold = None
        if event.get("time"):
            start, end = event["time"]
            gold = next((n for n, t in enumerate(found) if t.start < end and start < t.end), -1)
        if not inside or not phrases or gold == -1:
            continue
        head = head_of(tokens, inside[0], inside[-1])
        features = [
            link_features(tokens, head, p, phrases[:n] + phrases[n + 1 :], found[n].kind) for n, p in enumerate(phrases)
        ]
        out.append((held, features, gold))
    return out


def words(tokens: tuple, start: int, end: int) -> list[int]:  # type: ignore[type-arg]  # tokens of one sentence
    """Return the tokens that touch a stretch of text."""
    return [i for i, t in enumerate(tokens) if t.start < end and start < t.end]


def fit(examples: list[Example], names: dict[str, int]) -> np.ndarray:  # type: ignore[type-arg]  # [features]
    """Return the weights of a logistic regression over (event, phrase) pairs."""
    rows = [[names[f] for f in set(fs) if f in names] for _, all_, _ in examples for fs in all_]
    y = np.array([n == gold for _, all_, gold in examples for n in range(len(all_))], float)
    ends = np.cumsum([0] + [len(r) for r in rows])
    x = csr_matrix((np.ones(ends[-1]), np.concatenate([np.array(r, int) for r in rows]), ends), (len(rows), len(names)))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:  # type: ignore[type-arg]  # weights [features]
        z = x @ w
        return float((np.logaddexp(0, z) - y * z).sum() + PENALTY * w @ w / 2), x.T @ (
            1 / (1 + np.exp(-z)) - y
        ) + PENALTY * w

    return minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def report(examples: list[Example], names: dict[str, int], weights: np.ndarray) -> None:  # type: ignore[type-arg]
    """Print how often the likeliest phrase is the right one, and how often an undated event gets one."""
    for threshold in (0.25, 0.35, 0.5):
        c: Counter[str] = Counter()
        for _, all_, gold in examples:
            scores = [1 / (1 + np.exp(-sum(weights[names[f]] for f in set(fs) if f in names))) for fs in all_]
            best = int(np.argmax(scores))
            chosen = best if scores[best] >= threshold else None
            c["dated" if gold is not None else "undated"] += 1
            c[
                "right"
                if gold is not None and chosen == gold
                else "false"
                if gold is None and chosen is not None
                else "-"
            ] += 1
        print(f"threshold {threshold}: right {c['right']}/{c['dated']}, false {c['false']}/{c['undated']}")


def main() -> None:
    """Fit, report on the sentences held back, fit again on all, write."""
    examples = read_examples([Path(name) for name in sys.argv[1:]])
    seen = Counter(f for held, all_, _ in examples if not held for fs in all_ for f in set(fs))
    names = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= RARE))}
    report([e for e in examples if e[0]], names, fit([e for e in examples if not e[0]], names))
    weights = fit(examples, names)
    table = {f: round(float(weights[i]), 3) for f, i in names.items() if abs(weights[i]) >= SMALL}
    target = ROOT / "kg" / "extract" / "timelinks.json"
    target.write_text(json.dumps(table, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(examples)} events, {len(table)} weights in {target.name}")


if __name__ == "__main__":
    main()
