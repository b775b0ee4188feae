"""Turns annotated articles into annotated sentences to train on; a role is looked up among its filler's names there.

python training/article_sentences.py ARTICLES_DIR OUT.jsonl
"""

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.evaluate.gold import gold_article, gold_spans, load_gold
from kg.language.analysis import Sentence
from kg.language.reader import load_reader
from kg.records import Span

Gold = Mapping[str, Any]


def main() -> None:
    """Write one line a sentence, in order of the articles' names and of the text."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("articles", type=Path, help="folder of annotated articles")
    options.add_argument("out", type=Path)
    chosen = options.parse_args()
    lines = []
    for gold in load_gold(chosen.articles):
        for sentence in load_reader().analyse(gold_article(gold)).sentences:
            text = gold["text"][sentence.start : sentence.end]
            name = f"{gold['id']}#{sentence.index}"
            lines.append({"id": name, "licence": gold["licence"], "text": text, "events": _events(gold, sentence)})
    chosen.out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} sentences, {sum(len(line['events']) for line in lines)} events")


def _events(gold: Gold, sentence: Sentence) -> list[dict[str, Any]]:
    """Return the events whose triggers stand in a sentence; offsets count from its start."""
    here = [
        (event, span)
        for event in gold["events"]
        for span in gold_spans(gold["text"], event)
        if sentence.start <= span.start and span.end <= sentence.end
    ]
    numbers = {event["id"]: i for i, (event, _) in reversed(list(enumerate(here)))}
    return [_event(gold, sentence, event, span, numbers) for event, span in here]


def _event(gold: Gold, sentence: Sentence, event: Gold, span: Span, numbers: Mapping[str, int]) -> dict[str, Any]:
    text = gold["text"][sentence.start : sentence.end]
    trigger = [span.start - sentence.start, span.end - sentence.start]
    claim = event["claims"][0]
    roles = {
        role: found
        for role, fillers in event["roles"].items()
        if role != "content" and (found := [m for f in fillers if (m := _mention(gold, text, f, trigger)) is not None])
    }
    made: dict[str, Any] = {"type": event["type"], "trigger": trigger, "roles": roles}
    made |= {"modality": claim["modality"], "polarity": claim["polarity"]}
    words = (event.get("time") or {}).get("text")
    if words and text.count(words) == 1:
        made["time"] = [text.index(words), text.index(words) + len(words)]
    if claim["speaker"] is not None:
        made["speaker"] = _mention(gold, text, claim["speaker"], trigger) or "?"
    content = [numbers[other] for other in event["roles"].get("content", ()) if other in numbers]
    return made | ({"content": content} if content else {})


def _mention(gold: Gold, text: str, entity: str, trigger: Sequence[int]) -> list[int] | None:
    """Return where an entity is named nearest to the trigger and outside it; None where the sentence does not."""
    record = next((e for e in gold["entities"] if e["id"] == entity), None)
    if record is None:
        return None
    names = [re.escape(name) for name in (*record.get("names", ()), *record.get("nominals", ()))]
    found = [m.span() for name in names for m in re.finditer(rf"(?<!\w){name}(?!\w)", text)]
    apart = [(a, b) for a, b in found if b <= trigger[0] or trigger[1] <= a]
    nearest = min(apart, key=lambda s: (abs(s[0] + s[1] - trigger[0] - trigger[1]), s), default=None)
    return None if nearest is None else list(nearest)


if __name__ == "__main__":
    main()
