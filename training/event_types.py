"""The tree of event types the model learns, and how near two types are."""

import tomllib
from pathlib import Path

_TABLE: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("types.toml").read_text(encoding="utf-8"))
TYPES = list(_TABLE)
NUMBER = {name: i for i, name in enumerate(TYPES)}


def line_of(name: str) -> list[str]:
    """Return a type and its ancestors, nearest first."""
    line = [name]
    while parent := _TABLE[line[-1]]["parent"]:
        line.append(parent)
    return line


def near(first: str, second: str) -> bool:
    """Tell whether two types are one, in one line of descent, or of one category."""
    if first in line_of(second) or second in line_of(first):
        return True
    return _TABLE[first]["category"] == _TABLE[second]["category"] != ""
