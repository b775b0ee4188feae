"""Annotated articles as Records: what a perfect reader would hand on.

Owns the gold format (one JSON object per article); refuses to know how anything is extracted.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kg.article.layout import find_zones
from kg.dates import DaySpan, month_span, year_span
from kg.errors import ArticleError
from kg.identifiers import digest_text
from kg.records import (
    Article,
    Claim,
    Entity,
    Event,
    EventTime,
    Fact,
    Mention,
    Quantity,
    Record,
    Role,
    Span,
)

Gold = Mapping[str, Any]
_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"’')\]]*\s+(?=[“\"‘(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Gov|Sen|Rep|St|No|vs))\.$")
_QUOTED = re.compile(r"“([^”\n]+)”|\"([^\"\n]+)\"")


def load_gold(path: Path) -> tuple[Gold, ...]:
    """Return the annotated articles of a file or folder, sorted by file name.

    Errors: ArticleError when a file is missing, is not JSON, or lacks a field.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    articles = []
    for file in files:
        try:
            data = json.loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            raise ArticleError(f"{file}: not an annotated article: {error}") from error
        if not isinstance(data, dict) or not {"id", "text", "entities", "events"} <= set(data):
            raise ArticleError(f"{file}: an annotated article needs id, text, entities and events")
        articles.append(data)
    return tuple(articles)


def gold_article(gold: Gold) -> Article:
    """Return the article alone, with the zones the reader would find in it."""
    text = str(gold["text"])
    title = gold.get("title")
    zones = find_zones(text, title)
    published = gold.get("published")
    return Article(
        name=str(gold["id"]),
        text=text,
        title=str(title or text.split("\n", 1)[0]),
        digest=digest_text(text),
        zones=zones,
        published=date.fromisoformat(published) if published else None,
        published_basis="metadata" if published else "unknown",
        publisher=gold.get("publisher"),
        language="en",
    )


def gold_to_record(gold: Gold) -> Record:
    """Return the Record an annotation describes; it passes `check_record`.

    An entity whose words do not occur in the text is left out with every role it fills, and named in `warnings`.
    """
    article = gold_article(gold)
    return _Builder(article, gold).record()


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text by punctuation alone, in order, none crossing a line."""
    spans = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        start = line.start()
        for end in _SENTENCE_END.finditer(text, line.start(), line.end()):
            if _ABBREVIATION.search(text, start, end.start()):
                continue
            spans.append(Span(start, end.start() + len(end.group().rstrip())))
            start = end.end()
        spans.append(Span(start, line.start() + len(line.group().rstrip())))
    return tuple(s for s in spans if s.start < s.end)


def gold_spans(text: str, event: Gold) -> tuple[Span, ...]:
    """Return the trigger spans of an annotated event, the main one first."""
    spans = []
    for mention in (event, *event.get("also", ())):
        at = text.index(mention["context"]) + mention["context"].index(mention["trigger"])
        spans.append(Span(at, at + len(mention["trigger"])))
    return tuple(spans)


class _Builder:
    def __init__(self, article: Article, gold: Gold) -> None:
        self.article, self.gold, self.text = article, gold, article.text
        self.sentences = sentence_spans(self.text)
        self.warnings: list[str] = []
        self.entities = self._entities()
        self.mentions = {e.id: e.mentions for e in self.entities}
        self.spans = {str(e["id"]): gold_spans(self.text, e) for e in gold["events"]}
        self.ids = self._event_ids()

    def record(self) -> Record:
        events = tuple(self._event(e) for e in self.gold["events"])
        facts = tuple(f for f in map(self._fact, self.gold.get("facts", ())) if f is not None)
        return Record(self.article, self.entities, events, facts, warnings=tuple(self.warnings))

    def _entities(self) -> tuple[Entity, ...]:
        found = []
        for data in self.gold["entities"]:
            forms = [(n, "name") for n in data["names"]] + [(n, "nominal") for n in data.get("nominals", ())]
            mentions = self._occurrences(forms)
            if mentions:
                label = str(data.get("label") or data["id"])
                found.append(Entity(str(data["id"]), str(data["type"]), label, mentions))
            else:
                self.warnings.append(f"{data['id']}: none of its words occur in the text")
        return tuple(found)

    def _occurrences(self, forms: Sequence[tuple[str, str]]) -> tuple[Mention, ...]:
        taken: list[Mention] = []
        for form, kind in sorted(set(forms), key=lambda f: (-len(f[0]), f)):
            for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", self.text):
                if all(m.end() <= t.start or t.end <= m.start() for t in taken):
                    taken.append(Mention(m.start(), m.end(), m.group(), kind))
        return tuple(sorted(taken, key=lambda m: m.start))

    def _event_ids(self) -> dict[str, str]:
        ids: dict[str, str] = {}
        for event in self.gold["events"]:
            base = f"{event['type']}-{self.spans[event['id']][0].start}"
            free = (base, *(f"{base}.{n}" for n in range(2, 99)))
            ids[event["id"]] = next(i for i in free if i not in ids.values())
        return ids

    def _sentence(self, span: Span) -> Span:
        return next((s for s in self.sentences if s.start < span.end and span.start < s.end), span)

    def _nearest(self, entity: str, anchors: Sequence[Span]) -> Mention | None:
        def rank(m: Mention) -> tuple[int, int, int]:
            near = min(anchors, key=lambda a: abs(a.start - m.start))
            same = self._sentence(near) == self._sentence(Span(m.start, m.end))
            return (not same, abs(near.start - m.start), m.start)

        return min(self.mentions.get(entity, ()), key=rank, default=None)

    def _event(self, data: Gold) -> Event:
        spans = self.spans[data["id"]]
        roles = []
        for name, fillers in data["roles"].items():
            for filler in fillers:
                if name == "content":
                    if filler in self.ids:
                        target = self.spans[filler][0]
                        roles.append(Role(name, self.ids[filler], target.start, target.end))
                elif (mention := self._nearest(filler, spans)) is not None:
                    roles.append(Role(name, filler, mention.start, mention.end))
        return Event(
            id=self.ids[data["id"]],
            type=str(data["type"]),
            label=str(data["id"]).replace("_", " "),
            mentions=tuple(Mention(s.start, s.end, self.text[s.start : s.end], "trigger") for s in spans),
            claims=tuple(self._claim(c, data, spans) for c in data["claims"]),
            roles=tuple(sorted(roles, key=lambda r: (r.name, r.start, r.filler))),
            time=self._time(data.get("time"), spans),
            quantities=tuple(q for q in (self._quantity(q, spans) for q in data.get("quantities", ())) if q),
            rule="gold",
        )

    def _claim(self, claim: Gold, event: Gold, spans: Sequence[Span]) -> Claim:
        who = claim["speaker"] if claim["speaker"] in self.mentions else None
        act, at = None, spans[0]
        if who is not None:
            mention = self._nearest(who, spans)
            if mention is not None:
                at = min(spans, key=lambda s: abs(s.start - mention.start))
            for other in self.gold["events"]:
                told = event["id"] in other["roles"].get("content", ())
                if told and claim["speaker"] in other["roles"].get("actor", ()):
                    act = self.ids[other["id"]]
                    break
        evidence = self._sentence(at)
        quote = None
        for m in _QUOTED.finditer(self.text, evidence.start, evidence.end):
            if who is not None and m.start() <= at.start < m.end():
                quote = Span(m.start() + 1, m.end() - 1)
        return Claim(who, claim["modality"], claim["polarity"], (evidence,), at, quote, speech_act=act, rule="gold")

    def _find(self, words: str, spans: Sequence[Span]) -> Span | None:
        found = [Span(m.start(), m.end()) for m in re.finditer(re.escape(words), self.text)]
        return min(found, key=lambda s: min(abs(s.start - t.start) for t in spans), default=None)

    def _time(self, data: Gold | None, spans: Sequence[Span]) -> EventTime | None:
        if data is None:
            return None
        start = date.fromisoformat(data["start"]) if data.get("start") else None
        end = date.fromisoformat(data["end"]) if data.get("end") else None
        words = data.get("text")
        at = self._find(words, spans) if words else None
        return EventTime(
            span=DaySpan(start, end, _precision(start, end)),
            basis="stated",
            text=words,
            start=at.start if at else None,
            end=at.end if at else None,
            rule="gold",
        )

    def _quantity(self, data: Gold, spans: Sequence[Span]) -> Quantity | None:
        words = str(data.get("text") or "")
        at = self._find(words, spans) if words else None
        if at is None:
            return None
        mention = Mention(at.start, at.end, self.text[at.start : at.end], "nominal")
        value = (
            format(data["value"], "f").rstrip("0").rstrip(".") if isinstance(data["value"], float) else data["value"]
        )
        return Quantity(data["measure"], str(value), data.get("comparator", "Exactly"), words.split()[-1], mention)

    def _fact(self, data: Gold) -> Fact | None:
        at = self._find(str(data["text"]), [Span(0, 0)])
        if data["subject"] not in self.mentions or data["object"] not in self.mentions or at is None:
            return None
        claim = Claim(None, "Factual", "Positive", (at,), rule="gold")
        return Fact(data["subject"], data["predicate"], data["object"], claim)


def _precision(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return "before" if start is None else "open"
    if start == end:
        return "day"
    if DaySpan(start, end, "month") == month_span(start.year, start.month):
        return "month"
    return "year" if DaySpan(start, end, "year") == year_span(start.year) else "range"
