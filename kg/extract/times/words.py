"""The word tables of the time grammar, read from kg/ontology/cues/times.toml; knows words, no text and no dates."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import OntologyError

SOURCE = "times.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """Lower-case word -> code tables. Months and weekdays are numbered from 1 (Monday = 1)."""

    months: dict[str, int]
    weekdays: dict[str, int]
    doubtful_months: frozenset[str]
    units: dict[str, str]
    seasons: dict[str, str]
    parts: dict[str, str]
    steps: dict[str, int]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    vague_counts: tuple[str, ...]
    decades: dict[str, int]
    portions: dict[str, str]
    approximations: tuple[str, ...]
    references: dict[str, str]
    narrative_references: dict[str, str]
    sets: dict[str, str]
    holidays: dict[str, str]
    future: tuple[str, ...]
    past: tuple[str, ...]
    adjacent: frozenset[str]
    limits: frozenset[str]
    planned: frozenset[str]
    plan_words: frozenset[str]
    plan_nouns: frozenset[str]
    ahead: frozenset[str]
    present_reports: frozenset[str]
    not_past: frozenset[str]
    unchanged: frozenset[str]
    crossing: frozenset[str]
    count_after: frozenset[str]
    count_before: frozenset[str]
    month_before: frozenset[str]
    year_before: frozenset[str]
    begin: frozenset[str]
    effect_verbs: frozenset[str]
    effect_nouns: frozenset[str]
    moved: frozenset[str]
    ending: frozenset[str]
    lasting: frozenset[str]
    campaigns: frozenset[str]
    prior: frozenset[str]
    proposing: frozenset[str]
    promising: frozenset[str]
    uttering: frozenset[str]
    immediately: frozenset[str]
    coming: frozenset[str]
    voicing: frozenset[str]
    carrying: frozenset[str]
    granting: frozenset[str]
    closing: frozenset[str]
    documents: frozenset[str]
    sides: frozenset[str]
    forcing: frozenset[str]
    succeeding: frozenset[str]
    attending: frozenset[str]
    season_before: frozenset[str]
    finite: frozenset[str]
    season_bare: frozenset[str]
    season_the: frozenset[str]
    season_after: frozenset[str]
    weekday_names: frozenset[str]
    papers: frozenset[str]
    ages: frozenset[str]


def _inverted(table: dict[str, list[str]]) -> dict[str, str]:
    return {word.lower(): code for code, words in table.items() for word in words}


@cache
def load_words() -> Words:
    """Return the word tables of the package; OntologyError when the file lacks a section or holds a wrong code."""
    path = files("kg.ontology").joinpath("cues", SOURCE)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        steps = {"last": -1, "this": 0, "next": 1}
        return Words(
            months={w: int(c) for w, c in _inverted(data["months"]).items()},
            weekdays={w: int(c) for w, c in _inverted(data["weekdays"]).items()},
            doubtful_months=frozenset(w.lower() for w in data["doubtful_months"]["words"]),
            units=_inverted(data["units"]),
            seasons=_inverted(data["seasons"]),
            parts=_inverted(data["parts"]),
            steps={w: steps[c] for w, c in _inverted(data["steps"]).items()},
            numbers={w: int(c) for w, c in _inverted(data["numbers"]).items()},
            ordinals={w: int(c) for w, c in _inverted(data["ordinals"]).items()},
            vague_counts=tuple(data["vague_counts"]["words"]),
            decades={w: int(c) for w, c in _inverted(data["decades"]).items()},
            portions=_inverted(data["portions"]),
            approximations=tuple(data["approximations"]["words"]),
            references=_inverted(data["references"]),
            narrative_references=_inverted(data["narrative_references"]),
            sets=_inverted(data["sets"]),
            holidays=_inverted(data["holidays"]),
            future=tuple(data["directions"]["future"]),
            past=tuple(data["directions"]["past"]),
            adjacent=frozenset(data["directions"]["adjacent"]),
            limits=frozenset(data["directions"]["limits"]),
            planned=frozenset(data["directions"]["planned"]),
            plan_words=frozenset(data["directions"]["plan_words"]),
            plan_nouns=frozenset(data["directions"]["plan_nouns"]),
            ahead=frozenset(data["directions"]["ahead"]),
            present_reports=frozenset(data["directions"]["present_reports"]),
            not_past=frozenset(data["directions"]["not_past"]),
            unchanged=frozenset(data["directions"]["unchanged"]),
            crossing=frozenset(data["crossing"]["words"]),
            count_after=frozenset(w.lower() for w in data["guards"]["count_after"]),
            count_before=frozenset(w.lower() for w in data["guards"]["count_before"]),
            month_before=frozenset(data["guards"]["month_before"]),
            year_before=frozenset(data["guards"]["year_before"]),
            season_after=frozenset(data["guards"]["season_after"]),
            season_the=frozenset(data["guards"]["season_the"]),
            season_bare=frozenset(data["guards"]["season_bare"]),
            finite=frozenset(data["guards"]["finite"]),
            begin=frozenset(data["linking"]["begin"]),
            effect_verbs=frozenset(data["linking"]["effect_verbs"]),
            effect_nouns=frozenset(data["linking"]["effect_nouns"]),
            moved=frozenset(data["linking"]["moved"]),
            ending=frozenset(data["linking"]["ending"]),
            lasting=frozenset(data["linking"]["lasting"]),
            campaigns=frozenset(data["linking"]["campaigns"]),
            prior=frozenset(data["linking"]["prior"]),
            proposing=frozenset(data["linking"]["proposing"]),
            promising=frozenset(data["linking"]["promising"]),
            uttering=frozenset(data["linking"]["uttering"]),
            immediately=frozenset(data["linking"]["immediately"]),
            coming=frozenset(data["linking"]["coming"]),
            voicing=frozenset(data["linking"]["voicing"]),
            carrying=frozenset(data["linking"]["carrying"]),
            granting=frozenset(data["linking"]["granting"]),
            closing=frozenset(data["linking"]["closing"]),
            documents=frozenset(data["linking"]["documents"]),
            sides=frozenset(data["linking"]["sides"]),
            forcing=frozenset(data["linking"]["forcing"]),
            succeeding=frozenset(data["linking"]["succeeding"]),
            attending=frozenset(data["linking"]["attending"]),
            season_before=frozenset(data["guards"]["season_before"]),
            weekday_names=frozenset(data["guards"]["weekday_names"]),
            papers=frozenset(data["guards"]["papers"]),
            ages=frozenset(data["guards"]["ages"]),
        )
    except (KeyError, ValueError) as problem:
        raise OntologyError(
            f"{path}: {problem!r}; every section of the shipped file is needed, codes as in it"
        ) from problem


def one_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, longest first; a space matches any run of blanks."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s") for w in ordered) + ")"


def capitalised(words: Iterable[str]) -> str:
    """Return a pattern of the words with a capital initial or all in capitals, with an optional dot if short."""
    forms: list[str] = []
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        dot = r"\.?" if len(word) <= 4 and word not in ("may", "june", "july") else ""
        forms += [word.capitalize() + dot, word.upper() + dot]
    return "(?:" + "|".join(forms) + ")"
