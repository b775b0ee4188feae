"""Cue words of attribution, modality, polarity, quantity and connection, as frozen tables read from `cues/*.toml`.

Knows what the files hold and refuses files that contradict themselves; does not know how a sentence is read.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from kg.errors import KGError
from kg.records import MODALITIES

POLARITY_EFFECTS = ("keep", "negative")


class CueError(KGError):
    """A cue file says something the reader cannot use."""


@dataclass(frozen=True, slots=True)
class Operator:
    """What a governing word does to the event below it. `modalities` empty = unchanged; several = the model chooses."""

    kind: str
    modalities: tuple[str, ...]
    polarity: str  # keep | negative
    speaker: bool
    object: bool  # governs a plain noun object too


@dataclass(frozen=True, slots=True)
class Measure:
    """The words that make a number a count of one thing; lemmas. `pairs` are a verb and its noun: "lose life"."""

    name: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    pairs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cues:
    """Every table of cue words. Keys are lower case; multi-word keys are joined with one space."""

    verbs: Mapping[str, Operator]  # "call for", "say"
    nouns: Mapping[str, Operator]
    adjectives: Mapping[str, Operator]
    according: Mapping[str, tuple[tuple[str, ...], ...]]  # first word -> phrases as words, longest first
    own_words: frozenset[str]
    first_person: frozenset[str]
    first_plural: frozenset[str]
    rebutting: frozenset[str]
    said_things: frozenset[str]
    spurning: frozenset[str]
    voicing: frozenset[str]
    heralds: frozenset[str]
    inverting: frozenset[str]
    vehicles: frozenset[str]
    sources: frozenset[str]
    sending: frozenset[str]
    conduits: frozenset[str]
    spokespeople: frozenset[str]
    feelings: frozenset[str]
    stances: frozenset[str]
    reaffirming: frozenset[str]
    naming: frozenset[str]
    speaking: frozenset[str]
    negators: frozenset[str]
    negative_nouns: frozenset[str]
    negation_guards: frozenset[str]
    denying: frozenset[str]  # all words that can do so: negators, "cancel", "absence", "failed"
    light_nouns: frozenset[str]
    conditional_marks: frozenset[str]
    time_marks: frozenset[str]
    arranging: frozenset[str]
    conditional_phrases: tuple[tuple[str, ...], ...]  # words of each, longest first
    speech_types: frozenset[str]  # lower case
    binding_types: frozenset[str]  # lower case
    lasting_types: frozenset[str]  # lower case
    irregular: Mapping[str, str]  # past form -> lemma
    modals: Mapping[str, str]  # word -> future | prospective | possible | necessary
    premodifiers: Mapping[str, str]  # adjective -> modality, or Negative
    support: frozenset[str]
    states: frozenset[str]
    granting: frozenset[str]
    ways: frozenset[str]
    remedies: frozenset[str]
    occurring: frozenset[str]
    performing: frozenset[str]
    commanding: frozenset[str]
    ceasing: frozenset[str]
    courses: frozenset[str]
    shortfalls: frozenset[str]
    foretelling: frozenset[str]
    setting_out: frozenset[str]
    shams: frozenset[str]
    pacts: frozenset[str]
    miscarrying: frozenset[str]
    allotting: frozenset[str]
    periods: frozenset[str]
    beginnings: frozenset[str]
    backing: frozenset[str]
    arranged: frozenset[str]
    debating: frozenset[str]
    helping: frozenset[str]
    unleashing: frozenset[str]
    halting: frozenset[str]
    enduring: frozenset[str]
    endings: frozenset[str]
    remaining: frozenset[str]
    standing: frozenset[str]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, int]
    comparators: tuple[tuple[tuple[str, ...], str], ...]  # words of a phrase, comparator; longest phrase first
    currency_signs: Mapping[str, str]
    currency_words: frozenset[str]
    measures: tuple[Measure, ...]
    counted: Mapping[str, str]  # noun lemma -> person | weapon | group | time | other_units
    number_guards: Mapping[str, frozenset[str]]  # months, after, collective, dying
    quantity_types: Mapping[str, frozenset[str]]  # harm, arms, custody, lasting, sayings -> lower-case event types
    recount: Mapping[str, str]  # lower-case event type -> measure of the people it counts
    connectives: Mapping[str, str]  # phrase -> after | before | causedBy | condition | partOf
    linking_verbs: Mapping[str, str]  # "lead to" -> causing | caused | following

    def verb_lemma(self, word: str, lemma: str) -> str:
        """Return a verb's lemma, mended where suffix rules fail: "fled" is flee, "postpon" postpone."""
        if word in self.irregular:
            return self.irregular[word]
        return f"{lemma}e" if lemma not in self.verbs and f"{lemma}e" in self.verbs else lemma

    def says(self, lemma: str) -> bool:
        """Tell whether a verb can carry what somebody says, in quotation marks or in a clause."""
        operator = self.verbs.get(lemma)
        return lemma in self.speaking or (operator is not None and operator.speaker)

    def denies(self, lemma: str) -> bool:
        """Tell whether a word can say that something is not so or does not happen: "not", "cancel", "absence"."""
        return lemma in self.denying


def _words(text: str) -> tuple[str, ...]:
    return tuple(w.replace("_", " ").lower() for w in text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(sorted((p.strip() for p in text.split("|")), key=lambda p: (-len(p), p)))


def _by_first_word(phrases: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append(words)
    return MappingProxyType({first: tuple(found) for first, found in table.items()})


def _read(name: str) -> dict[str, Any]:
    path = resources.files("kg.ontology") / "cues" / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as err:
        raise CueError(f"{path}: {err}") from err


def _operators(tables: dict[str, Any], part: str) -> Mapping[str, Operator]:
    """Return lemma -> operator of one part of speech; a lemma under two kinds is an error."""
    out: dict[str, Operator] = {}
    for kind, table in tables["kinds"].items():
        operator = Operator(kind, tuple(table["modality"]), table["polarity"], table["speaker"], table["object"])
        if not set(operator.modalities) <= set(MODALITIES) or operator.polarity not in POLARITY_EFFECTS:
            raise CueError(
                f"operators.toml, kind {kind}: found {operator.modalities} {operator.polarity!r}, "
                f"accepted modalities {MODALITIES}, polarities {POLARITY_EFFECTS}"
            )
        for word in _words(table.get(part, "")):
            if word in out and out[word] != operator:
                raise CueError(f"operators.toml: {part} {word!r} stands under {out[word].kind} and {kind}; keep one")
            out[word] = operator
    return MappingProxyType(out)


def _invert(table: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({word: key for key, words in table.items() for word in _words(words)})


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """Return the shipped cue tables.

    **Errors** `CueError` when a file is no TOML, or a word stands under two kinds.
    """
    operators, scope, speech = _read("operators.toml"), _read("scope.toml"), _read("attribution.toml")
    numbers, links = _read("quantities.toml"), _read("links.toml")
    signs = {k: v for k, v in numbers["currencies"].items() if k != "words"}
    comparators = [(p, name) for name, text in numbers["comparators"].items() for p in _phrases(text)]
    linking = {k: links[k] for k in ("causing", "caused", "following")}
    connectives = {k: v for k, v in links.items() if k not in linking}
    verbs, nouns, adjectives = (_operators(operators, part) for part in ("verbs", "nouns", "adjectives"))
    premodifiers = _invert(scope["premodifiers"])
    denying = {w for table in (verbs, nouns, adjectives) for w, o in table.items() if o.polarity == "negative"}
    denying |= {w for w, effect in premodifiers.items() if effect == "Negative"} | {scope["without"]}
    denying |= {w for key in ("negators", "negative_nouns", "shams") for w in _words(scope[key])}
    return Cues(
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        denying=frozenset(denying),
        according=_by_first_word(_phrases(speech["according"])),
        own_words=frozenset(_words(speech["own_words"])),
        first_person=frozenset(_words(speech["first_person"])),
        first_plural=frozenset(_words(speech["first_plural"])),
        rebutting=frozenset(_words(speech["rebutting"])),
        said_things=frozenset(_words(speech["said_things"])),
        spurning=frozenset(_words(speech["spurning"])),
        heralds=frozenset(_words(speech["heralds"])),
        voicing=frozenset(_words(speech["voicing"])),
        inverting=frozenset(_words(speech["inverting"])),
        vehicles=frozenset(_words(speech["vehicles"])),
        sources=frozenset(_words(speech["sources"])),
        sending=frozenset(_words(speech["sending"])),
        naming=frozenset(_words(speech["naming"])),
        conduits=frozenset(_words(speech["conduits"])),
        spokespeople=frozenset(_words(speech["spokespeople"])),
        feelings=frozenset(_words(speech["feelings"])),
        stances=frozenset(_words(speech["stances"])),
        reaffirming=frozenset(_words(speech["reaffirming"])),
        speaking=frozenset(_words(speech["speaking"])),
        negators=frozenset(_words(scope["negators"])),
        negative_nouns=frozenset(_words(scope["negative_nouns"])),
        negation_guards=frozenset(_words(scope["negation_guards"])),
        light_nouns=frozenset(_words(scope["light_nouns"])),
        time_marks=frozenset(_words(scope["time_marks"])),
        arranging=frozenset(_words(scope["arranging"])),
        conditional_marks=frozenset(_words(scope["conditional_marks"])),
        conditional_phrases=tuple(tuple(p.split()) for p in _phrases(scope["conditional_phrases"])),
        speech_types=frozenset(_words(scope["speech_types"])),
        binding_types=frozenset(_words(scope["binding_types"])),
        lasting_types=frozenset(_words(scope["lasting_types"])),
        irregular=MappingProxyType(dict(scope["irregular"])),
        modals=_invert(scope["modals"]),
        premodifiers=premodifiers,
        support=frozenset(_words(scope["support"]["verbs"])),
        states=frozenset(_words(scope["states"]["verbs"])),
        granting=frozenset(_words(scope["granting"])),
        ways=frozenset(_words(scope["ways"])),
        remedies=frozenset(_words(scope["remedies"])),
        occurring=frozenset(_words(scope["occurring"])),
        performing=frozenset(_words(scope["performing"])),
        commanding=frozenset(_words(scope["commanding"])),
        ceasing=frozenset(_words(scope["ceasing"])),
        courses=frozenset(_words(scope["courses"])),
        shortfalls=frozenset(_words(scope["shortfalls"])),
        foretelling=frozenset(_words(scope["foretelling"])),
        setting_out=frozenset(_words(scope["setting_out"])),
        shams=frozenset(_words(scope["shams"])),
        pacts=frozenset(_words(scope["pacts"])),
        miscarrying=frozenset(_words(scope["miscarrying"])),
        allotting=frozenset(_words(scope["allotting"])),
        periods=frozenset(_words(scope["periods"])),
        beginnings=frozenset(_words(scope["beginnings"])),
        backing=frozenset(_words(scope["backing"])),
        arranged=frozenset(_words(scope["arranged"])),
        debating=frozenset(_words(scope["debating"])),
        helping=frozenset(_words(scope["helping"])),
        unleashing=frozenset(_words(scope["unleashing"])),
        halting=frozenset(_words(scope["halting"])),
        endings=frozenset(_words(scope["endings"])),
        enduring=frozenset(_words(scope["enduring"])),
        remaining=frozenset(_words(scope["remaining"])),
        standing=frozenset(_words(scope["standing"])),
        numbers=MappingProxyType({k: int(v) for k, v in numbers["numbers"].items() if v}),
        scales=MappingProxyType({k: int(v) for k, v in numbers["scales"].items()}),
        vague=MappingProxyType({k: int(v) for k, v in numbers["vague"].items()}),
        comparators=tuple((tuple(p.split()), c) for p, c in sorted(comparators, key=lambda c: (-len(c[0]), c))),
        currency_signs=MappingProxyType(signs),
        currency_words=frozenset(_words(numbers["currencies"]["words"])),
        measures=tuple(
            Measure(name, *(frozenset(_words(t.get(part, ""))) for part in ("verbs", "nouns", "adjectives", "pairs")))
            for name, t in numbers["measures"].items()
        ),
        counted=_invert(numbers["nouns"]),
        number_guards=MappingProxyType({k: frozenset(_words(v)) for k, v in numbers["guards"].items()}),
        quantity_types=MappingProxyType({k: frozenset(_words(v)) for k, v in numbers["types"].items()}),
        recount=MappingProxyType({k.lower(): v for k, v in numbers["recount"].items()}),
        connectives=_invert(connectives),
        linking_verbs=_invert(linking),
    )
