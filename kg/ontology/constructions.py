"""What a word that may evoke several types evokes by what stands with it: the rules of constructions.toml.

Owns the format and refuses files that contradict it; matching a rule with a sentence is the text side's.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import OntologyError

SHIPPED = Path(__file__).with_name("constructions.toml")
NO_EVENT = "none"
ANY = "ANY"
DOING = "DOING"
_FIXED = ("type", "verbs", "nouns", "unless")


@dataclass(frozen=True, slots=True)
class Filler:
    """What may fill a slot: lemmas, entity classes, kinds of counted nouns; `anything`: any word, `doing`: any verb."""

    words: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    joined: bool = False  # several joined by "and" fit
    anything: bool = False
    doing: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of a rule, filled when one of the fillers fits one of the words in it."""

    name: str
    fillers: tuple[Filler, ...]


@dataclass(frozen=True, slots=True)
class Construction:
    """A rule: words of `forms` (a verb with its particles) mean `type` where `where` holds and nothing of `unless`."""

    type: str
    where: tuple[Slot, ...]
    unless: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Constructions:
    """All rules by the first lemma of their forms, each with the whole form, in the order of the file."""

    verbs: Mapping[str, tuple[tuple[tuple[str, ...], Construction], ...]]
    nouns: Mapping[str, tuple[tuple[tuple[str, ...], Construction], ...]]
    counting: frozenset[str]  # nouns that only count what follows them

    def types(self) -> frozenset[str]:
        """Return every event type that a rule names."""
        rules = (r for table in (self.verbs, self.nouns) for found in table.values() for _, r in found)
        return frozenset(r.type for r in rules) - {NO_EVENT}


@lru_cache(maxsize=4)
def load_constructions(path: Path = SHIPPED) -> Constructions:
    """Return the rules; OntologyError when the file is missing, malformed or a rule names no word, type or slot."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        classes = {name: _filler(entry) for name, entry in data["classes"].items()}
        verbs: dict[str, list[tuple[tuple[str, ...], Construction]]] = {}
        nouns: dict[str, list[tuple[tuple[str, ...], Construction]]] = {}
        counting = _words(data["counting"])
        for entry in data["construction"]:
            rule = _construction(entry, classes, path)
            for table, key in ((verbs, "verbs"), (nouns, "nouns")):
                for form in entry.get(key, "").split():
                    words = tuple(form.split("_"))
                    table.setdefault(words[0], []).append((words, rule))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OntologyError(f"{path}: {type(error).__name__}: {error}; see the shipped constructions.toml") from error
    return Constructions({k: tuple(v) for k, v in verbs.items()}, {k: tuple(v) for k, v in nouns.items()}, counting)


def _filler(entry: Mapping[str, Any]) -> Filler:
    return Filler(
        words=_words(entry.get("words", "")),
        classes=frozenset(entry.get("of", ())),
        counted=frozenset(entry.get("counted", ())),
        barred=_words(entry.get("but", "")),
        joined=bool(entry.get("joined", False)),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(w.replace("_", " ").lower() for w in text.split())


def _construction(entry: Mapping[str, Any], classes: Mapping[str, Filler], path: Path) -> Construction:
    slots = {k: v for k, v in entry.items() if k not in _FIXED}
    if not (entry.get("verbs") or entry.get("nouns")):
        raise OntologyError(f"{path}: the rule for {entry['type']} needs verbs or nouns")
    where = tuple(_slot(name, text, classes, path) for name, text in slots.items())
    unless = tuple(_slot(name, text, classes, path) for name, text in entry.get("unless", {}).items())
    return Construction(entry["type"], where, unless)


def _slot(name: str, text: str, classes: Mapping[str, Filler], path: Path) -> Slot:
    """Return a slot; capitals name a class, ANY or DOING, other words stand for themselves."""
    fillers, words = [], []
    for word in text.split():
        if word == ANY:
            fillers.append(Filler(anything=True))
        elif word == DOING:
            fillers.append(Filler(doing=True))
        elif word in classes:
            fillers.append(classes[word])
        elif word.isupper():
            raise OntologyError(f"{path}: no class is called {word}; known: {', '.join(sorted(classes))}")
        else:
            words.append(word)
    if words:
        fillers.append(Filler(words=_words(" ".join(words))))
    return Slot(name, tuple(fillers))
