"""The figures and word lists by which triggers and roles are read, from reading.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import OntologyError

SHIPPED = Path(__file__).with_name("reading.toml")


@dataclass(frozen=True, slots=True)
class RoleRule:
    """In events of `type`, a filler of one of `classes` read in one of the `source` roles fills `target` instead."""

    type: str
    source: frozenset[str]
    classes: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContentRule:
    """Who fills `own` in an act of `type` fills `inner` in what it puts forward."""

    type: str
    own: str
    inner: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Thresholds are probabilities; `detection` is by zone. Words are lemmas; `kin` and `apart` pair base types."""

    detection: Mapping[str, float]
    alone: Mapping[str, float]
    word_bonus: float
    phrase_bonus: float
    untaught: float
    temperature: float
    sure_type: float
    wider_by: float
    word_type: float
    phrase_type: float
    role: float
    lent_role: float
    acts_of_state: tuple[str, ...]
    between_parties: tuple[tuple[str, ...], ...]
    between_belligerents: tuple[str, ...]
    blows: tuple[str, ...]
    addressed: tuple[str, ...]
    blaming: tuple[str, ...]
    disclaimers: tuple[str, ...]
    disowned: frozenset[str]
    succeeding: frozenset[str]
    wording: frozenset[str]
    light_verbs: frozenset[str]
    in_person: dict[str, str]  # type of what is done over a line -> of the same face to face
    lines: frozenset[str]
    carrying: frozenset[str]
    occurring: frozenset[str]
    harming: frozenset[str]
    answering: frozenset[str]
    another: frozenset[str]
    dating: frozenset[str]
    naming: frozenset[str]
    comments: tuple[tuple[str, frozenset[str]], ...]
    definite: frozenset[str]
    plural_people: frozenset[str]
    plural_states: frozenset[str]
    pairs: frozenset[str]
    states_only: frozenset[str]
    go_between: frozenset[str]
    settling: frozenset[str]
    speaking_of: frozenset[str]
    behest: frozenset[str]
    either: frozenset[str]
    heads_of_state: frozenset[str]
    crowd: frozenset[str]
    press: frozenset[str]
    of_people: frozenset[str]
    craft: frozenset[str]
    collective: frozenset[str]
    people_endings: tuple[str, ...]
    kin: frozenset[tuple[str, str]]
    apart: frozenset[tuple[str, str]]
    same_event: Mapping[str, float]
    told_often: Mapping[str, float]
    role_rules: tuple[RoleRule, ...]
    content_rules: tuple[ContentRule, ...]


@lru_cache(maxsize=4)
def load_reading(path: Path = SHIPPED) -> Reading:
    """Return the settings; OntologyError when the file is missing, malformed or lacks one of them."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        detection = {k: float(v) for k, v in data["detection"].items()}
        return Reading(
            alone={k: float(v) for k, v in data["alone"].items()},
            word_bonus=detection.pop("word_bonus"),
            phrase_bonus=detection.pop("phrase_bonus"),
            untaught=detection.pop("untaught"),
            temperature=float(data["types"]["temperature"]),
            sure_type=float(data["types"]["sure"]),
            wider_by=float(data["types"]["wider_by"]),
            word_type=float(data["types"]["word"]),
            phrase_type=float(data["types"]["phrase"]),
            detection=detection,
            role=float(data["roles"]["threshold"]),
            acts_of_state=tuple(data["roles"]["acts_of_state"]),
            between_parties=tuple(tuple(f) for f in data["roles"]["between_parties"]),
            between_belligerents=tuple(data["roles"]["between_belligerents"]),
            blows=tuple(data["roles"]["blows"]),
            addressed=tuple(data["roles"]["addressed"]),
            blaming=tuple(data["roles"]["blaming"]),
            lent_role=float(data["roles"]["lent"]),
            naming=frozenset(data["evaluation"]["naming"]),
            comments=tuple((k, frozenset(v)) for k, v in data["evaluation"]["comments"].items()),
            disclaimers=tuple(data["words"]["disclaimers"]),
            disowned=frozenset(data["words"]["disowned"]),
            succeeding=frozenset(data["words"]["succeeding"]),
            wording=frozenset(data["words"]["wording"]),
            light_verbs=frozenset(data["words"]["light_verbs"]),
            in_person=dict(data["presence"]["in_person"]),
            lines=frozenset(data["presence"]["lines"]),
            carrying=frozenset(data["words"]["carrying"]),
            answering=frozenset(data["words"]["answering"]),
            another=frozenset(data["words"]["another"]),
            dating=frozenset(data["words"]["dating"]),
            harming=frozenset(data["words"]["harming"]),
            occurring=frozenset(data["words"]["occurring"]),
            definite=frozenset(data["words"]["definite"]),
            plural_people=frozenset(data["words"]["plural_people"]),
            plural_states=frozenset(data["words"]["plural_states"]),
            crowd=frozenset(data["words"]["crowd"]),
            press=frozenset(data["words"]["press"]),
            of_people=frozenset(data["words"]["of_people"]),
            craft=frozenset(data["words"]["craft"]),
            collective=frozenset(data["words"]["collective"]),
            people_endings=tuple(data["words"]["people_endings"]),
            pairs=frozenset(data["words"]["pairs"]),
            states_only=frozenset(data["words"]["states_only"]),
            heads_of_state=frozenset(data["words"]["heads_of_state"]),
            behest=frozenset(data["words"]["behest"]),
            either=frozenset(data["words"]["either"]),
            go_between=frozenset(data["words"]["go_between"]),
            settling=frozenset(data["words"]["settling"]),
            speaking_of=frozenset(data["words"]["speaking_of"]),
            kin=_pairs(data["kin"]["groups"]),
            apart=_pairs(data["kin"]["apart"]),
            role_rules=tuple(
                RoleRule(r["type"], frozenset(r["from"]), tuple(r["class"]), tuple(r["to"])) for r in data["role_rules"]
            ),
            content_rules=tuple(ContentRule(r["type"], r["own"], r["inner"]) for r in data["content_rules"]),
            same_event={k: float(v) for k, v in data["same_event"].items()},
            told_often={k: float(v) for k, v in data["told_often"].items()},
        )
    except (OSError, ValueError, KeyError) as error:
        raise OntologyError(f"{path}: {type(error).__name__}: {error}; see the shipped reading.toml") from error


def _pairs(groups: list[list[str]]) -> frozenset[tuple[str, str]]:
    """Return every ordered pair of different members of a group."""
    return frozenset((a, b) for group in groups for a in group for b in group if a != b)
