"""Scores the shipped reader on treebanks and name corpora.

    python training/evaluate_syntax.py --treebanks DIR [--reader kg/language/model] [--limit 500]

Two settings: gold tokens and sentences, and raw text (our tokens, our sentences inside each paragraph).
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.language.analysis import Sentence
from kg.language.pieces import PLAIN
from kg.language.reader import MODEL, Reader
from kg.records import Article

TREEBANKS = ("ewt_test", "gum_test_news", "pud_test")
NAME_CORPORA = ("ewt_test", "ner_uner_pud_test", "ner_crossner_politics_test", "ner_wnut_test")
Paragraph = list[dict]


def read_paragraphs(path: Path, limit: int | None = None) -> list[Paragraph]:
    """Return the paragraphs of a corpus; name corpora have one sentence each. At most `limit` when given."""
    with path.open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    paragraphs = [line if isinstance(line, list) else [line] for line in lines]
    return paragraphs[:limit]


def spelled(sentence: dict) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a sentence and the spans of its words."""
    text, spans = "", []
    for word, space in zip(sentence["w"], sentence["sp"], strict=True):
        spans.append((len(text), len(text) + len(word)))
        text += word + (" " if space else "")
    return text, spans


def read_gold_tokens(reader: Reader, sentences: Sequence[dict]) -> list[Sentence]:
    """Return the reader's analysis of sentences whose tokens are given."""
    found: list[Sentence] = []
    for at in range(0, len(sentences), 200):
        texts, spans = zip(*(spelled(s) for s in sentences[at : at + 200]), strict=True)
        found += reader.read_sentences(texts, spans)
    return found


def score_trees(reader: Reader, paragraphs: Iterable[Paragraph]) -> dict[str, float]:
    """Return UPOS, lemma, UAS and LAS in per cent, on gold tokens and sentences.

    Arcs of punctuation are not counted, subtypes of labels are not compared.
    """
    sentences = [s for paragraph in paragraphs for s in paragraph]
    counts: Counter[str] = Counter()
    for gold, found in zip(sentences, read_gold_tokens(reader, sentences), strict=True):
        for i, token in enumerate(found.tokens):
            counts["words"] += 1
            counts["upos"] += token.upos == gold["upos"][i]
            counts["lemma"] += token.lemma == gold["lemma"][i].translate(PLAIN)
            if gold["dep"][i] == "punct":
                continue
            counts["arcs"] += 1
            if token.head == gold["head"][i] - 1:
                counts["uas"] += 1
                counts["las"] += token.dep.split(":")[0] == gold["dep"][i].split(":")[0]
    scores = {key: round(100 * counts[key] / counts["words"], 1) for key in ("upos", "lemma")}
    return scores | {key: round(100 * counts[key] / counts["arcs"], 1) for key in ("uas", "las")}


def score_raw(reader: Reader, paragraphs: Iterable[Paragraph]) -> dict[str, float]:
    """Return F of tokens, sentences, UAS and LAS in per cent from raw text, a paragraph a line."""
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        text, gold, gold_sentences = "", {}, set()
        for sentence in paragraph:
            words, spans = spelled(sentence)
            base = len(text)
            text += words if words.endswith((" ", "\n")) else words + " "
            placed = [(base + a, base + b) for a, b in spans]
            gold_sentences.add((placed[0][0], placed[-1][1]))
            for span, head, dep in zip(placed, sentence["head"], sentence["dep"], strict=True):
                gold[span] = (placed[head - 1] if head else None, dep.split(":")[0])
        analysis = reader.analyse(Article("a", text.replace("\n", " "), "", "", ()))
        counts["gold"] += len(gold)
        counts["gold arcs"] += sum(dep != "punct" for _, dep in gold.values())
        counts["gold sentences"] += len(gold_sentences)
        for found in analysis.sentences:
            counts["found sentences"] += 1
            counts["sentences"] += (found.start, found.end) in gold_sentences
            for token in found.tokens:
                counts["found"] += 1
                counts["found arcs"] += token.dep != "punct"
                wanted = gold.get((token.start, token.end))
                if wanted is None:
                    continue
                counts["tokens"] += 1
                if wanted[1] == "punct":
                    continue
                above = found.tokens[token.head] if token.head >= 0 else None
                if wanted[0] == (None if above is None else (above.start, above.end)):
                    counts["uas"] += 1
                    counts["las"] += token.dep.split(":")[0] == wanted[1]
    scores = {"tokens": 200 * counts["tokens"] / (counts["gold"] + counts["found"])}
    scores |= {key: 200 * counts[key] / (counts["gold arcs"] + counts["found arcs"]) for key in ("uas", "las")}
    scores["sentences"] = 200 * counts["sentences"] / (counts["gold sentences"] + counts["found sentences"])
    return {key: round(value, 1) for key, value in scores.items()}


def score_names(reader: Reader, paragraphs: Iterable[Paragraph]) -> dict[str, float]:
    """Return the F of names with their label, in all and by label, and of spans alone, in per cent."""
    sentences = [s for paragraph in paragraphs for s in paragraph if "ner" in s]
    counts: Counter[str] = Counter()
    for gold, found in zip(sentences, read_gold_tokens(reader, sentences), strict=True):
        wanted = set(_bio_names(gold["ner"]))
        given = {(n.first, n.last, n.label) for n in found.names}
        for label in ("PER", "ORG", "LOC"):
            a, b = ({n for n in names if n[2] == label} for names in (wanted, given))
            counts[f"{label} hits"] += len(a & b)
            counts[f"{label} both"] += len(a) + len(b)
        spans = {n[:2] for n in wanted} & {n[:2] for n in given}
        counts["spans hits"] += len(spans)
        counts["spans both"] += len(wanted) + len(given)
    for key in ("hits", "both"):
        counts[f"all {key}"] = sum(counts[f"{label} {key}"] for label in ("PER", "ORG", "LOC"))
    keys = ("all", "PER", "ORG", "LOC", "spans")
    return {key: round(200 * counts[f"{key} hits"] / max(1, counts[f"{key} both"]), 1) for key in keys}


def _bio_names(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    names: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag[0] == "B" or (tag[0] == "I" and (i == 0 or tags[i - 1][2:] != tag[2:])):
            names.append((i, i, tag[2:]))
        elif tag[0] == "I":
            names[-1] = (names[-1][0], i, tag[2:])
    return names


def main() -> None:
    """Print all scores, one line a corpus and setting."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--reader", type=Path, default=MODEL)
    parser.add_argument("--limit", type=int, help="paragraphs of each corpus")
    chosen = parser.parse_args()
    reader = Reader(chosen.reader)
    for name in TREEBANKS:
        paragraphs = read_paragraphs(chosen.treebanks / f"{name}.jsonl", chosen.limit)
        print(f"{name:28} gold tokens {score_trees(reader, paragraphs)}")
        print(f"{name:28} raw text    {score_raw(reader, paragraphs)}")
    for name in NAME_CORPORA:
        paragraphs = read_paragraphs(chosen.treebanks / f"{name}.jsonl", chosen.limit)
        print(f"{name:28} names       {score_names(reader, paragraphs)}")


if __name__ == "__main__":
    main()
