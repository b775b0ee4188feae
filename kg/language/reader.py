"""An article to its Analysis: tokenise, split, read with the model, put offsets and tags together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from kg.language.analysis import Analysis, Name, Sentence, Token
from kg.language.lemmas import Lemmas
from kg.language.lexicon import Lexicon
from kg.language.model import LanguageModel, Reading
from kg.language.sentences import split_sentences
from kg.language.signals import RoleScorer, Signals, sigmoid, softmax
from kg.language.tokens import Span, tokenize
from kg.language.trees import Floats, Ints
from kg.records import Article, Zone

MODEL = Path(__file__).parent / "model"
_TOGETHER = 64  # sentences scored in one go: enough to spare calls, few enough for a book to stay small
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A sentence before the model has read it."""

    zone: str
    paragraph: int
    spans: list[Span]
    words: list[str]


class Reader:
    """Reads articles; holds the model and no state that an article could change."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Open the model in a folder; ModelError when a file is missing."""
        self._model = LanguageModel(folder)
        self._lemmas = Lemmas(folder / "lemmas.json.gz", self._model.pieces.words)
        self._lexicon = Lexicon(folder / "lexicon.json.gz")
        labels = self._model.labels
        self._scorer = RoleScorer(self._model.weights, labels.roles, labels.paths, labels.cases)
        self._types = tuple(labels.types)

    @property
    def type_names(self) -> tuple[str, ...]:
        """The event types the model tells apart, in the order of Signals.types."""
        return self._types

    @property
    def detection_threshold(self) -> float:
        """The detection probability from which a word counts as a trigger, tuned with the model."""
        return self._model.labels.detection_threshold

    def analyse(self, article: Article) -> Analysis:
        """Return the sentences of every zone but boilerplate, in order of the text, each with signals."""
        return Analysis(tuple(self._read(_draft(article))))

    def read_sentences(self, texts: Sequence[str], spans: Sequence[list[Span]] | None = None) -> list[Sentence]:
        """Return one Sentence a text, never split; `spans` are their tokens where they are known. For training.

        A text without a token raises ValueError: it is no sentence.
        """
        drafts = []
        for number, text in enumerate(texts):
            tokens = tokenize(text) if spans is None else spans[number]
            if not tokens:
                raise ValueError(f"text {number} holds no word: {text[:40]!r}")
            drafts.append(_Draft("body", number, tokens, [text[a:b] for a, b in tokens]))
        return self._read(drafts)

    def _read(self, drafts: list[_Draft]) -> list[Sentence]:
        cuts = [self._model.cut(draft.words) for draft in drafts]
        windows = [draft.words[a:b] for draft, ranges in zip(drafts, cuts, strict=True) for a, b in ranges]
        readings = iter(self._model.read(windows))
        read = [[next(readings) for _ in ranges] for ranges in cuts]
        tokens = [self._tokens(draft, parts) for draft, parts in zip(drafts, read, strict=True)]
        names = [_join_names(parts) for parts in read]
        signals: list[Signals] = []
        for at in range(0, len(drafts), _TOGETHER):
            here = slice(at, at + _TOGETHER)
            signals += self._signals(tokens[here], names[here], read[here])
        sentences = []
        for index, draft in enumerate(drafts):
            start, end = draft.spans[0][0], draft.spans[-1][1]
            place = (index, start, end, draft.zone, draft.paragraph)
            sentences.append(Sentence(*place, tokens[index], names[index], signals[index]))
        return sentences

    def _tokens(self, draft: _Draft, parts: list[Reading]) -> tuple[Token, ...]:
        labels = self._model.labels
        heads = _join_heads(parts)
        dependencies = _join_dependencies(parts, labels.dependencies.index("parataxis"))
        tokens = []
        upos, xpos = (np.concatenate([getattr(p, key) for p in parts]).tolist() for key in ("upos", "xpos"))
        for i, ((start, end), word) in enumerate(zip(draft.spans, draft.words, strict=True)):
            coarse, fine = labels.upos[upos[i]], labels.xpos[xpos[i]]
            lemma = self._lemmas(word, coarse, fine)
            tokens.append(Token(start, end, word, lemma, coarse, fine, heads[i], labels.dependencies[dependencies[i]]))
        return tuple(tokens)

    def _signals(
        self, sentences: list[tuple[Token, ...]], names: list[tuple[Name, ...]], read: list[list[Reading]]
    ) -> list[Signals]:
        """Return the event scores of some sentences, the frozen lexical features added."""
        weights, parts = self._model.weights, [part for each in read for part in each]
        features = [self._lexicon.features(tokens) for tokens in sentences]
        listed, lemma_types, rates = (np.concatenate(column) for column in zip(*features, strict=True))
        types = _joined(parts, "types") + listed @ weights["lexicon_types"] + weights["prior_types"] * lemma_types
        detection = _joined(parts, "detection") + listed @ weights["lexicon_detection"]
        detection = detection + weights["lexicon_any"] * listed.any(1) + weights["prior_detection"] * rates
        modality, polarity = _joined(parts, "modality"), _joined(parts, "polarity")
        shares = sigmoid(detection), softmax(types), softmax(modality), softmax(polarity)
        sides = _joined(parts, "trigger_side"), _joined(parts, "word_side")
        found, first = [], 0
        for tokens, own_names in zip(sentences, names, strict=True):
            here = slice(first, first + len(tokens))
            own = shares[0][here], shares[1][here], shares[2][here], shares[3][here]
            found.append(Signals(tokens, own_names, self._types, own, (sides[0][here], sides[1][here]), self._scorer))
            first = here.stop
        return found


@lru_cache(maxsize=1)
def load_reader() -> Reader:
    """Return the reader over the shipped model, opened once a process; ModelError when its files are missing."""
    return Reader()


def _draft(article: Article) -> list[_Draft]:
    """Return the sentences of all zones that hold prose, unread; a line is a paragraph."""
    zones = article.zones or (Zone(0, len(article.text), "body"),)
    drafts: list[_Draft] = []
    paragraph = 0
    for zone in zones:
        if zone.kind == "boilerplate":
            continue
        for line in _LINE.finditer(article.text, zone.start, zone.end):
            spans = [(line.start() + a, line.start() + b) for a, b in tokenize(line.group())]
            words = [article.text[a:b] for a, b in spans]
            for first, end in split_sentences(words, spans):
                drafts.append(_Draft(zone.kind, paragraph, spans[first:end], words[first:end]))
            paragraph += bool(spans)
    return drafts


def _offsets(parts: list[Reading]) -> list[int]:
    """Return the index of each part's first word in the sentence."""
    offsets = [0]
    for part in parts[:-1]:
        offsets.append(offsets[-1] + len(part.heads))
    return offsets


def _join_names(parts: list[Reading]) -> tuple[Name, ...]:
    """Return the names of a sentence by its own words' numbers."""
    return tuple(
        Name(name.first + offset, name.last + offset, name.label)
        for offset, part in zip(_offsets(parts), parts, strict=True)
        for name in part.names
    )


def _join_heads(parts: list[Reading]) -> list[int]:
    """Return the governors of a sentence; the root of every later part hangs below the first part's."""
    heads: list[int] = []
    main = int(np.flatnonzero(parts[0].heads == -1)[0])
    for offset, part in zip(_offsets(parts), parts, strict=True):
        shifted: Ints = np.where(part.heads == -1, main if offset else -1, part.heads + offset)
        heads += shifted.tolist()
    return heads


def _join_dependencies(parts: list[Reading], joining: int) -> list[int]:
    """Return the label numbers of a sentence; the root of every later part becomes `joining`."""
    labels: list[int] = []
    for position, part in enumerate(parts):
        own: Ints = np.where(part.heads == -1, joining, part.dependencies) if position else part.dependencies
        labels += own.tolist()
    return labels


def _joined(parts: list[Reading], key: str) -> Floats:
    return np.asarray(getattr(parts[0], key) if len(parts) == 1 else np.concatenate([getattr(p, key) for p in parts]))
