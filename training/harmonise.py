"""Brings differing annotations of the same word to one convention, by the rules of harmonise.toml."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpora import Annotated
from event_examples import Parse, head_word, words_in
from event_types import NUMBER

from kg.language.analysis import Token
from kg.language.lexicon import lemma_key

_KEYS = {"lemmas", "class", "from", "words", "unless_words", "below", "dependent", "beside", "linked", "to"}


@dataclass(frozen=True, slots=True)
class Harmoniser:
    """The rules, in order; counts how often each was used."""

    rules: list[dict]
    groups: dict[str, list[str]]
    used: Counter[int]

    @classmethod
    def read(cls, path: Path) -> "Harmoniser":
        """Read a rules file; SystemExit names an unknown key or type."""
        stored = tomllib.loads(path.read_text(encoding="utf-8"))
        for rule in stored["rule"]:
            wrong = set(rule) - _KEYS or {t for t in [*rule.get("from", []), rule["to"]] if t and t not in NUMBER}
            if wrong:
                raise SystemExit(f"{path}: unknown {sorted(wrong)} in the rule for {rule['lemmas']}")
        return cls(stored["rule"], stored["groups"], Counter())

    def apply(self, sentence: Annotated, parse: Parse) -> Annotated:
        """Return the sentence with its events relabelled; content indices follow dropped events."""
        tokens = parse[0]
        anchors = [head_word(tokens, w) if (w := words_in(tokens, e["trigger"])) else None for e in sentence.events]
        events: list[dict | None] = []
        for at, event in enumerate(sentence.events):
            kind = self._type(at, event, sentence.events, anchors, tokens)
            events.append({**event, "type": kind} if kind else None)
        moved: dict[int, int] = {}
        for at, event in enumerate(events):
            if event is not None:
                moved[at] = len(moved)
        kept = [
            {**event, "content": [moved[c] for c in event["content"] if c in moved]} if event.get("content") else event
            for event in events
            if event is not None
        ]
        return replace(sentence, events=kept)

    def _type(
        self, at: int, event: dict, events: list[dict], anchors: list[int | None], tokens: Sequence[Token]
    ) -> str:
        anchor = anchors[at]
        if anchor is None:
            return event["type"]
        lemma, word_class = lemma_key(tokens[anchor].lemma, tokens[anchor].upos).rsplit("/", 1)
        for number, rule in enumerate(self.rules):
            if lemma not in rule["lemmas"] or rule.get("class", word_class) != word_class:
                continue
            if event["type"] not in rule.get("from", [event["type"]]):
                continue
            if self._fits(rule, at, events, anchors, tokens):
                self.used[number] += rule["to"] != event["type"]
                return rule["to"]
        return event["type"]

    def _fits(
        self, rule: dict, at: int, events: list[dict], anchors: list[int | None], tokens: Sequence[Token]
    ) -> bool:
        anchor = anchors[at]
        lemmas = {token.lemma.lower() for token in tokens}
        below = [i for i, token in enumerate(tokens) if token.head == anchor]
        beside = self.groups.get(rule.get("beside", ""), [])
        others = [anchors[i] for i, e in enumerate(events) if i != at and e["type"] in beside]
        return (
            ("words" not in rule or bool(lemmas & set(rule["words"])))
            and not lemmas & set(rule.get("unless_words", ()))
            and ("below" not in rule or any(tokens[i].lemma.lower() in rule["below"] for i in below))
            and ("dependent" not in rule or any(tokens[i].dep == rule["dependent"] for i in below))
            and ("beside" not in rule or bool(others))
            and ("linked" not in rule or bool(set(below) & set(others)))
        )
