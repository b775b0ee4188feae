"""Metadata of an article: the front matter between `---` lines, or the side file of the same stem."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ArticleError

FIELDS = ("title", "published", "publisher", "url", "language")
SIDE_SUFFIX = ".meta"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Values as written; None where the source is silent. `ignored` holds keys we know no use for."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    ignored: tuple[str, ...] = ()

    def filled_from(self, other: "Metadata") -> "Metadata":
        """Return these values, with gaps taken from another source."""
        values = {name: getattr(self, name) or getattr(other, name) for name in FIELDS}
        return Metadata(**values, ignored=tuple(sorted({*self.ignored, *other.ignored})))


def metadata_from(values: Mapping[str, str]) -> Metadata:
    """Return metadata from key-value pairs; keys are compared without case, unknown ones are listed as ignored."""
    known = {k.strip().lower(): v.strip() for k, v in values.items()}
    aliases = {"date": "published", "source": "publisher", "lang": "language", "link": "url", "headline": "title"}
    out: dict[str, str] = {}
    ignored = []
    for key in known:
        name = key if key in FIELDS else aliases.get(key)
        if name is None:
            ignored.append(key)
        elif known[key]:
            out.setdefault(name, known[key])
    return Metadata(**out, ignored=tuple(sorted(ignored)))


def parse_pairs(lines: list[str], where: str) -> Metadata:
    """Return metadata from `key: value` lines; blank lines and `#` comments are skipped.

    Raises ArticleError with the line for anything else.
    """
    values: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, colon, value = line.partition(":")
        if not colon or not re.fullmatch(r"\s*[\w-]+\s*", key):
            raise ArticleError(
                f"{where}, line {number}: found {line.strip()[:60]!r}; expected 'key: value' with {', '.join(FIELDS)}"
            )
        values[key] = _unquoted(value.strip())
    return metadata_from(values)


def _unquoted(value: str) -> str:
    """Return what a YAML scalar in quotes stands for; a value that only begins and ends with quotes is left alone.

    Escapes are those that JSON strings share with YAML 1.2 (section 5.7), as other programs write them.
    """
    if re.fullmatch(r"'(?:[^']|'')*'", value):
        return value[1:-1].replace("''", "'")
    if re.fullmatch(r'"(?:[^"\\]|\\.)*"', value):
        try:
            decoded = str(json.loads(value))
        except json.JSONDecodeError:
            return value[1:-1]
        storable = not any("\ud800" <= c <= "\udfff" for c in decoded)  # a lone surrogate cannot be written as UTF-8
        return " ".join(decoded.split()) if storable else value[1:-1]
    return value


def split_front_matter(raw: str, where: str) -> tuple[Metadata, str]:
    """Return the metadata and the text that follows it, untouched; without front matter the whole text is returned."""
    match = re.match(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", raw, re.DOTALL | re.MULTILINE)
    if match is None:
        return Metadata(), raw
    if not re.search(r"^\s*[\w-]+\s*:", match.group(1), re.MULTILINE):
        return Metadata(), raw  # a rule of dashes in plain text, not metadata
    return parse_pairs(match.group(1).splitlines(), where), raw[match.end() :]


def read_side_file(path: Path) -> Metadata:
    """Return the metadata of the side file of an article (same stem, `.meta`), empty when there is none."""
    side = path.with_suffix(SIDE_SUFFIX)
    if not side.is_file():
        return Metadata()
    try:
        return parse_pairs(side.read_text(encoding="utf-8-sig").splitlines(), str(side))
    except (OSError, UnicodeDecodeError) as error:
        raise ArticleError(f"{side}: cannot be read ({error}); expected UTF-8 lines 'key: value'") from error
