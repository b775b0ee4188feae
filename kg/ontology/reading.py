"""The figures and word lists by which triggers and roles are read, from reading.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import OntologyError

SHIPPED = Path(__file__).with_name("reading.toml")


@dataclass(frozen=True, slots=True)
class Reading:
    """Thresholds are probabilities; `detection` is by zone. `light_verbs` are lemmas."""

    detection: Mapping[str, float]
    word_bonus: float
    phrase_bonus: float
    untaught: float
    role: float
    speaker: float
    light_verbs: frozenset[str]


@lru_cache(maxsize=4)
def load_reading(path: Path = SHIPPED) -> Reading:
    """Return the settings; OntologyError when the file is missing, malformed or lacks one of them."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        detection = {k: float(v) for k, v in data["detection"].items()}
        return Reading(
            word_bonus=detection.pop("word_bonus"),
            phrase_bonus=detection.pop("phrase_bonus"),
            untaught=detection.pop("untaught"),
            detection=detection,
            role=float(data["roles"]["threshold"]),
            speaker=float(data["roles"]["speaker"]),
            light_verbs=frozenset(data["words"]["light_verbs"]),
        )
    except (OSError, ValueError, KeyError) as error:
        raise OntologyError(f"{path}: {type(error).__name__}: {error}; see the shipped reading.toml") from error
