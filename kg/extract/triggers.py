"""Which words of an article evoke which events, the model and the ontology's triggers settled against each other.

The rule: a type of the user's own is evoked by its triggers, always. Where the model finds an event it decides the
type, and a trigger of a finer type below it makes it finer. A trigger lowers the model's bar for types it knows; for
a shipped type it was not taught, a trigger counts when the model at least half sees an event there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from kg.extract.constructions import ConstructionReader
from kg.extract.disclaimers import DENIAL, disclaims, restates
from kg.extract.echoes import CONSTRUCTION, settle_echoes
from kg.extract.layers import Referents, Trigger
from kg.extract.lexicon import Match, TriggerLexicon
from kg.language.analysis import Analysis, Sentence
from kg.language.signals import Signals
from kg.language.trees import Floats
from kg.ontology.constructions import NO_EVENT
from kg.ontology.cues import load_cues
from kg.ontology.reading import Reading, load_reading
from kg.ontology.types import Ontology
from kg.records import MODALITIES, POLARITIES

_PARTICLES = {"compound:prt"}
_MARKS = frozenset("\"'“‘«„")
_REACH = 5  # sentences over which an attack and its dead belong together


def find_triggers(
    analysis: Analysis,
    ontology: Ontology,
    reading: Reading | None = None,
    lexicon: TriggerLexicon | None = None,
    referents: Referents | None = None,
) -> tuple[Trigger, ...]:
    """Return the words that evoke events, at most one trigger a word, in order of the text.

    Works without the model's signals too: then only the user's own types are evoked. The referents tell persons from
    places where a type depends on it; without them the model's names do.
    """
    reading = reading or load_reading()
    lexicon = lexicon or TriggerLexicon(ontology, reading)
    constructions = ConstructionReader(ontology, referents)
    found: list[Trigger] = []
    for sentence in analysis.sentences:
        if sentence.zone != "boilerplate":
            found += _in_sentence(sentence, ontology, reading, lexicon, constructions)
    return _with_deaths(found, analysis, ontology, reading)


def _with_deaths(
    found: Sequence[Trigger], analysis: Analysis, ontology: Ontology, reading: Reading
) -> tuple[Trigger, ...]:
    """Return the triggers, deaths and damage that follow an attack told before them or beside them read as attacks.

    In the report of a quake or a crash they stay the effect of something else.
    """
    out: list[Trigger] = []
    for trigger in found:
        word = analysis.sentences[trigger.sentence].tokens[trigger.token]
        if ontology.scored_as(trigger.type) == "Impact" and word.lemma.lower() in reading.harming:
            near = (t for t in found if trigger.sentence - _REACH <= t.sentence <= trigger.sentence)
            if any(ontology.types[t.type].plover == "ASSAULT" for t in near):
                trigger = replace(trigger, type="Attack")
        out.append(trigger)
    return tuple(out)


def _in_sentence(
    sentence: Sentence,
    ontology: Ontology,
    reading: Reading,
    lexicon: TriggerLexicon,
    constructions: ConstructionReader,
) -> Sequence[Trigger]:
    matches: dict[int, list[Match]] = {}
    for match in lexicon.matches(sentence):
        matches.setdefault(match.token, []).append(match)
    triggers: dict[int, Trigger] = {}
    signals = sentence.signals
    seen = set(np.flatnonzero(signals.detection >= reading.untaught).tolist()) if signals is not None else set()
    for token in sorted(seen | set(matches)):
        here = matches.get(token, ())
        own = _longest(m for m in here if not ontology.types[m.type].shipped)
        if own is not None:
            triggers[token] = _trigger(sentence, own, own.type, _detection(sentence.signals, token))
        elif signals is not None and token in seen:
            meant = DENIAL if disclaims(sentence, token, reading) else constructions.read(sentence, token)
            trigger = _by_model(sentence, signals, token, here, ontology, reading, meant)
            if trigger is not None:
                triggers[token] = trigger
    return settle_echoes(sentence, triggers, matches, reading)


def _by_model(
    sentence: Sentence,
    signals: Signals,
    token: int,
    matches: Iterable[Match],
    ontology: Ontology,
    reading: Reading,
    meant: str | None,
) -> Trigger | None:
    """Return the trigger at a word, if it is one; `meant` is the type that the words beside it give it."""
    if meant == NO_EVENT or _is_word(sentence, token, reading) or restates(sentence, token, load_cues()):
        return None
    score = float(signals.detection[token])
    bar = reading.detection.get(sentence.zone, reading.detection["body"])
    taught = frozenset(signals.type_names)
    known = _longest(m for m in matches if m.type in taught)
    new = [m for m in matches if m.type not in taught]
    if known is not None:
        bar -= reading.phrase_bonus if known.words > 1 else reading.word_bonus
    if meant is not None:
        bar = min(bar, reading.detection["body"] - reading.word_bonus)
    if score >= bar:
        kind = _decide(_shares(signals, token, matches, ontology, reading), signals.type_names, ontology, reading)
        kind, rule = _evaluation(sentence, token, reading) or kind, "model"
        if meant is not None:
            kind, rule = kind if ontology.is_a(kind, meant) else meant, f"{CONSTRUCTION}{meant}"
        finer = _longest(
            m
            for m in new
            if ontology.is_a(m.type, kind) or (meant is None and _is_believed(signals, token, m, ontology, reading))
        )
        if finer is not None:
            return _trigger(sentence, finer, finer.type, score)
        extent = known if known is not None and ontology.is_a(known.type, kind) else None
        return _plain(sentence, token, kind, score, extent, rule)
    untaught = _longest(m for m in new if m.words > 1)
    if untaught is not None and score >= reading.untaught:
        return _trigger(sentence, untaught, untaught.type, score)
    return None


def _is_word(sentence: Sentence, token: int, reading: Reading) -> bool:
    """Tell whether a noun is only spoken of as a word: "the term invasion", "the word 'war'"; not "in a word, war"."""
    before = [t.text.lower() for t in sentence.tokens[max(0, token - 3) : token]]
    if before and before[-1] in _MARKS:
        before.pop()
    named = len(before) >= 2 and before[-1] in reading.wording and before[-2] in ("the", "this", "that")
    return named and sentence.tokens[token].upos == "NOUN"


def _evaluation(sentence: Sentence, token: int, reading: Reading) -> str | None:
    """Return the comment that a naming verb makes of its complement: "called the talks constructive"; else None."""
    word = sentence.tokens[token]
    if word.upos != "VERB" or word.lemma.lower() not in reading.naming:
        return None
    below = [sentence.tokens[i] for i in sentence.subtree(token) if i > token]
    lemmas = {t.lemma.lower() for t in below} | {t.text.lower() for t in below}
    return next((kind for kind, words in reading.comments if lemmas & words), None)


def _is_believed(signals: Signals, token: int, match: Match, ontology: Ontology, reading: Reading) -> bool:
    """Tell whether the model thinks the base type of an untaught one possible."""
    base = ontology.scored_as(match.type)
    if base not in signals.type_names:
        return False
    return float(signals.types[token][signals.type_names.index(base)]) >= reading.untaught


def _shares(signals: Signals, token: int, matches: Iterable[Match], ontology: Ontology, reading: Reading) -> Floats:
    """Return the model's belief in each type, the types that a trigger names raised; not summing to one."""
    believed: Floats = signals.types[token] ** np.float32(1.0 / reading.temperature)
    believed = believed / believed.sum()
    shares = believed.copy()
    for match in matches:
        kind = ontology.scored_as(match.type)
        if kind in signals.type_names:
            column = signals.type_names.index(kind)
            raised = float(signals.types[token][column]) + (
                reading.phrase_type if match.words > 1 else reading.word_type
            )
            shares[column] = max(float(shares[column]), raised)
    return shares


def _decide(shares: Floats, names: tuple[str, ...], ontology: Ontology, reading: Reading) -> str:
    """Return the likeliest type, or the type above it that covers far more of what the model thinks possible."""
    best = names[int(np.argmax(shares))]
    if float(shares.max()) >= reading.sure_type:
        return best
    covered = {kind: _covered(kind, shares, names, ontology) for kind in (best, *ontology.types[best].ancestors)}
    wide = max(covered, key=lambda kind: (covered[kind], -len(kind)))
    return wide if covered[wide] - covered[best] >= reading.wider_by else best


def _covered(kind: str, shares: Floats, names: tuple[str, ...], ontology: Ontology) -> float:
    """Return how much of the model's belief lies on a type, the types below and above it, and those of its category."""
    return float(shares[list(_alike(kind, names, ontology))].sum())


@lru_cache(maxsize=1024)
def _alike(kind: str, names: tuple[str, ...], ontology: Ontology) -> tuple[int, ...]:
    category = ontology.types[kind].plover
    return tuple(
        i
        for i, name in enumerate(names)
        if ontology.is_a(name, kind)
        or ontology.is_a(kind, name)
        or (category != "NONE" and ontology.types[name].plover == category)
    )


def _longest(matches: Iterable[Match]) -> Match | None:
    return max(matches, key=lambda m: (m.words, m.last - m.first, m.type), default=None)


def _detection(signals: Signals | None, token: int) -> float:
    return float(signals.detection[token]) if signals is not None else 1.0


def _trigger(sentence: Sentence, match: Match, kind: str, score: float) -> Trigger:
    modality, polarity = _reading(sentence.signals, match.token)
    rule = f"ontology:{match.trigger}"
    first, last = _extent(sentence, match.token, match)
    return Trigger(sentence.index, match.token, first, last, kind, score, rule, modality, polarity)


def _plain(sentence: Sentence, token: int, kind: str, score: float, match: Match | None, rule: str) -> Trigger:
    modality, polarity = _reading(sentence.signals, token)
    first, last = _extent(sentence, token, match)
    return Trigger(sentence.index, token, first, last, kind, score, rule, modality, polarity)


def _extent(sentence: Sentence, token: int, match: Match | None) -> tuple[int, int]:
    """Return the tokens a trigger covers: its particle, and the words of its phrase that stand beside it."""
    first = last = token
    if match is not None and match.last - match.first < match.words:
        first, last = min(first, match.first), max(last, match.last)
    for i, other in enumerate(sentence.tokens):
        if other.head == token and other.dep in _PARTICLES and token < i <= token + 2:
            last = max(last, i)
    return first, last


def _reading(signals: Signals | None, token: int) -> tuple[str, str]:
    if signals is None:
        return MODALITIES[0], POLARITIES[0]
    return MODALITIES[int(np.argmax(signals.modality[token]))], POLARITIES[int(np.argmax(signals.polarity[token]))]
