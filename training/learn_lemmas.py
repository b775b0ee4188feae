"""Learns suffix rules and exceptions for dictionary forms from treebanks.

    python training/learn_lemmas.py --treebanks DIR --out build/lemmas.json.gz

A rule turns a form with given tags and suffix into its lemma, as most forms of that suffix do; an exception is a form
that its rule gets wrong. kg.language.lemmas reads and applies both.
"""

import argparse
import gzip
import json
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from corpora import read_treebank

from kg.language.lemmas import LONGEST_SUFFIX, Lemmas
from kg.language.pieces import PLAIN

Key = tuple[str, str, str]


def script_for(form: str, lemma: str) -> str:
    """Return the script of kg.language.lemmas.apply_script that makes a lemma of a form."""
    lower, target = form.lower(), lemma.lower()
    if lemma == target:
        case = "L"
    elif lemma == form or form.startswith(lemma[: len(form)]):
        case = "K"
    elif lemma == lemma.title():
        case = "T"
    else:
        case = "U" if lemma == lemma.upper() else "K"
    kept = 0
    while kept < min(len(lower), len(target)) and lower[kept] == target[kept]:
        kept += 1
    if (kept == 0 and lower != target) or (kept * 2 < len(target) and len(target) - kept > 3):
        return f"F|{'L' if case == 'K' else case}|{target}"
    return f"S|{case}|{len(form) - kept}|{target[kept:]}"


def count_lemmas(paths: list[Path]) -> dict[Key, Counter[str]]:
    """Return how often each (form, UPOS, XPOS) had which lemma; only proper nouns keep their case."""
    counts: dict[Key, Counter[str]] = defaultdict(Counter)
    for path in paths:
        for sentence in (s for paragraph in read_treebank(path) for s in paragraph):
            columns = (sentence[key] for key in ("w", "upos", "xpos", "lemma"))
            for word, upos, xpos, lemma in zip(*columns, strict=True):
                form = word.translate(PLAIN)
                counts[form if upos == "PROPN" else form.lower(), upos, xpos][lemma.translate(PLAIN)] += 1
    return counts


def learn(counts: dict[Key, Counter[str]]) -> dict[str, dict[str, str]]:
    """Return {"rules", "exc"} as kg.language.lemmas reads them."""
    scripts: dict[Key, Counter[str]] = defaultdict(Counter)
    for (form, upos, xpos), lemmas in counts.items():
        script = script_for(form, lemmas.most_common(1)[0][0])
        for length in range(min(LONGEST_SUFFIX, len(form)) + 1):
            scripts[upos, xpos, form[len(form) - length :]][script] += 1
    rules = {
        "\t".join(key): found.most_common(1)[0][0]
        for key, found in sorted(scripts.items())
        if sum(found.values()) >= (2 if len(key[2]) > 2 else 1)
    }
    by_rule = _lemmas(rules)
    exceptions = {
        "\t".join(key): lemmas.most_common(1)[0][0]
        for key, lemmas in sorted(counts.items())
        if by_rule(*key) != lemmas.most_common(1)[0][0]
    }
    return {"rules": rules, "exc": exceptions}


def _lemmas(rules: dict[str, str]) -> Lemmas:
    """Return the reader's own lookup over rules without exceptions."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.json.gz"
        write(path, {"rules": rules, "exc": {}})
        return Lemmas(path, {})


def write(path: Path, learnt: dict[str, dict[str, str]]) -> None:
    """Write the tables, the same bytes for the same tables."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        packed.write(json.dumps(learnt, ensure_ascii=False, separators=(",", ":")).encode())


def main() -> None:
    """Learn from the training parts and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--train", nargs="+", default=["ewt_train", "gum_train"])
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    learnt = learn(count_lemmas([chosen.treebanks / f"{name}.jsonl" for name in chosen.train]))
    write(chosen.out, learnt)
    print(f"{len(learnt['rules'])} rules, {len(learnt['exc'])} exceptions, {chosen.out.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
