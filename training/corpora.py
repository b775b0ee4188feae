"""Reads the treebanks, name corpora and annotated event sentences the model learns from."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_SPACE = re.compile(r"\s+")
PASSAGE = 25  # neighbouring lines of a file that count as one passage where ids name none


@dataclass(frozen=True, slots=True)
class Annotated:
    """One sentence with its events as they stand in the file. `passage` groups what must not be split apart."""

    id: str
    source: str
    passage: str
    text: str
    events: list[dict]


def read_treebank(path: Path) -> list[list[dict]]:
    """Return paragraphs of sentences {w, sp, upos, xpos, lemma, head, dep, ner} of a treebank or name corpus."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_annotated(paths: Iterable[Path], excluded: Iterable[Path] = ()) -> list[Annotated]:
    """Return the annotated sentences of all files, each text once, without those that stand in an excluded article.

    A text that stands in several files is taken from the first. `excluded` are articles used for scoring ({text} as
    JSON): a sentence of theirs must not be learnt.
    """
    held = [_flat(json.loads(path.read_text(encoding="utf-8"))["text"]) for path in excluded]
    seen: set[str] = set()
    kept: list[Annotated] = []
    for path in paths:
        for number, item in enumerate(_lines(path)):
            text = _flat(item["text"])
            if not text or text in seen or not _sound(item):
                continue
            if len(text) > 25 and any(text in article or text[:40] in article for article in held):
                continue
            seen.add(text)
            name = str(item["id"])
            passage = name.split("#")[0] if "#" in name else f"{path.stem}-{number // PASSAGE}"
            kept.append(Annotated(name, path.stem, passage, item["text"], item["events"]))
    return kept


def held_back(sentences: Iterable[Annotated], share: float) -> tuple[list[Annotated], list[Annotated]]:
    """Return (for training, held back): whole passages, chosen by a digest of their name, so always the same."""
    train: list[Annotated] = []
    held: list[Annotated] = []
    for sentence in sentences:
        digest = hashlib.md5(("dev" + sentence.passage).encode()).hexdigest()
        (held if int(digest[:8], 16) / 2**32 < share else train).append(sentence)
    return train, held


def _lines(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as error:
                    raise SystemExit(f"{path}:{number}: not JSON ({error.msg})") from error


def _sound(item: dict) -> bool:
    """Tell whether every span of a sentence lies inside its text."""
    size = len(item["text"])

    def inside(span: object) -> bool:
        return isinstance(span, list) and len(span) == 2 and 0 <= span[0] < span[1] <= size

    for event in item["events"]:
        spans = [event["trigger"], *(m for ms in event.get("roles", {}).values() for m in ms)]
        spans += [event["time"]] if event.get("time") else []
        spans += [event["speaker"]] if event.get("speaker") not in (None, "?") else []
        if not all(inside(span) for span in spans):
            return False
    return True


def _flat(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
