"""What each stretch of a text is, by general signs: headline, deck, body, heading, caption, credit, boilerplate."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.records import Zone

CUES = Path(__file__).parent.parent / "ontology" / "cues" / "zones.toml"
BREADCRUMB = re.compile(r"\s+[|›»>•·/]\s+")
END_OF_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*$")
DATE_LINE = re.compile(
    r"(?:\w+day,?\s+)?(?:[A-Z][a-z]+\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]+\.?,?\s+\d{4}|\d{4}-\d\d-\d\d)\.?"
)
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "off",
        "on",
        "onto",
        "or",
        "over",
        "per",
        "the",
        "to",
        "up",
        "via",
        "vs",
        "with",
    ]
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled cues of zones.toml."""

    boilerplate: re.Pattern[str]
    boilerplate_start: re.Pattern[str]
    credit: re.Pattern[str]
    caption_start: re.Pattern[str]
    caption: re.Pattern[str]
    publisher: tuple[re.Pattern[str], ...]
    published: re.Pattern[str]
    planning: re.Pattern[str]


@cache
def load_patterns() -> Patterns:
    """Return the cues of zones.toml, compiled."""
    data = tomllib.loads(CUES.read_text(encoding="utf-8"))

    def either(patterns: list[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p})" for p in patterns), flags)

    return Patterns(
        boilerplate=either(data["boilerplate"]["anywhere"]),
        boilerplate_start=either(data["boilerplate"]["start"]),
        credit=either(data["credit"]["line"], 0),
        caption_start=either(data["caption"]["start"]),
        caption=either(data["caption"]["anywhere"]),
        publisher=tuple(re.compile(p, re.IGNORECASE) for p in data["credit"]["publisher"]),
        published=either([rf"\b(?:{p})\b" for p in data["published"]["cues"]]),
        planning=either([rf"\b(?:{p})\b" for p in data["published"]["planning"]]),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A non-empty line without its surrounding white space."""

    start: int
    end: int
    text: str


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the non-empty lines of a text, stripped, with their offsets."""
    lines = []
    for match in re.finditer(r"[^\r\n\u2028\u2029\x0b\x0c]+", text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped[0])
            lines.append(Line(start, start + len(stripped), stripped))
    return tuple(lines)


def is_title_case(text: str) -> bool:
    """Tell whether nearly every content word starts with a capital."""
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", text) if w.lower() not in SMALL_WORDS]
    return bool(words) and sum(w[0].isupper() for w in words) >= 0.85 * len(words)


def _is_sentence(text: str) -> bool:
    return bool(END_OF_SENTENCE.search(text)) and len(text.split()) >= 4


def _kind(line: Line, patterns: Patterns) -> str:
    text, words = line.text, line.text.split()
    if patterns.boilerplate_start.match(text) or (len(words) <= 40 and patterns.boilerplate.search(text)):
        return "boilerplate"
    if patterns.caption_start.match(text) and (len(words) <= 45 or patterns.caption.search(text)):
        return "caption"
    if len(words) <= 60 and patterns.caption.search(text):
        return "caption"
    if len(words) <= 25 and patterns.credit.fullmatch(text):
        return "credit"
    if DATE_LINE.fullmatch(text):
        return "credit"
    if END_OF_SENTENCE.search(text) or text.endswith((":", ";", ",")):
        return "body"
    if text[0] in "•-*–—" or re.match(r"\d+[.)]\s", text):
        return "body"
    if len(words) <= 4 or (len(words) <= 14 and is_title_case(text)):
        return "heading"
    if len(words) <= 10 and text.endswith("?"):
        return "heading"
    return "caption" if len(words) <= 30 else "body"


def _is_tag_list(text: str) -> bool:
    parts = [p.strip() for p in text.split(",")]
    return len(parts) >= 3 and not END_OF_SENTENCE.search(text) and all(0 < len(p.split()) <= 4 for p in parts)


def find_zones(text: str, title: str | None = None) -> tuple[Zone, ...]:
    """Return the zones of a text in order, one or two a line; white space between lines belongs to none.

    The first line is the headline unless it reads like a paragraph. The tail of short lines after the last real
    paragraph is boilerplate. A closing credit ("Via AFP.") at the end of a paragraph becomes a zone of its own.
    """
    patterns = load_patterns()
    lines = split_lines(text)
    if not lines:
        return ()
    kinds = [_kind(line, patterns) for line in lines]
    top = _top(lines, kinds, title)
    first = lines[top].text.lstrip("#").strip()
    short = len(first) <= 220 and not (_is_sentence(first) and first.endswith(".") and len(first.split()) > 7)
    if (title is not None and first == title.strip()) or (short and len(lines) > 1):
        kinds[top] = "headline"
    elif len(lines) == 1:
        kinds[0] = "body"
    _mark_markdown(lines, kinds)
    if len(lines) > top + 3 and kinds[top] == "headline" and kinds[top + 1] in ("body", "caption"):
        deck, lead = lines[top + 1].text, lines[top + 2].text
        if (
            kinds[top + 2] == "body"
            and len(deck) <= 320
            and len(deck) < len(lead)
            and not re.match(r"[A-Z][A-Z ,./]+[—–-]", deck)
        ):
            kinds[top + 1] = "deck"
    _mark_tail(lines, kinds)
    zones: list[Zone] = []
    for line, kind in zip(lines, kinds, strict=True):
        zones += _with_credit(line, kind, patterns) if kind in ("body", "deck") else [Zone(line.start, line.end, kind)]
    return tuple(zones)


def _top(lines: tuple[Line, ...], kinds: list[str], title: str | None) -> int:
    """Return the line the article begins with: menus and breadcrumbs above its headline are made boilerplate.

    What only looks like one stays the headline unless a line that can be a headline follows.
    """
    top = 0
    while top + 1 < len(lines) and kinds[top + 1] in ("heading", "caption"):
        text = lines[top].text
        parts = BREADCRUMB.split(text)
        is_path = len(parts) >= 3 and all(len(p.split()) <= 3 for p in parts)
        if (title is not None and text == title.strip()) or not (is_path or kinds[top] == "boilerplate"):
            break
        kinds[top] = "boilerplate"
        top += 1
    return top


def _mark_markdown(lines: tuple[Line, ...], kinds: list[str]) -> None:
    for i, line in enumerate(lines):
        if i and re.match(r"#{1,6}\s+\S", line.text):
            kinds[i] = "heading"
        elif re.match(r"!\[.*\]\(.*\)$", line.text):
            kinds[i] = "caption"


def _mark_tail(lines: tuple[Line, ...], kinds: list[str]) -> None:
    """Turn the short lines after the last paragraph into boilerplate."""
    last = max(
        (
            i
            for i, (line, k) in enumerate(zip(lines, kinds, strict=True))
            if k in ("body", "deck") and len(line.text.split()) >= 8 and not _is_tag_list(line.text)
        ),
        default=None,
    )
    if last is None:
        return
    for i in range(last + 1, len(lines)):
        if (
            kinds[i] in ("heading", "caption")
            or _is_tag_list(lines[i].text)
            or (kinds[i] == "body" and len(lines[i].text.split()) < 5)
        ):
            kinds[i] = "boilerplate"


def _with_credit(line: Line, kind: str, patterns: Patterns) -> list[Zone]:
    """Split a closing credit sentence off a paragraph."""
    cut = re.search(r"(?<=[.!?”\"])\s+([^.!?]{2,60}\.?)$", line.text)
    if cut:
        tail = cut.group(1)
        bare = re.fullmatch(r"[A-Z][\w&-]*(?:\s+[A-Z][\w&-]*){0,2}\.", tail)
        if bare or patterns.credit.fullmatch(tail):
            at = line.start + cut.start(1)
            return [Zone(line.start, line.start + cut.start(), kind), Zone(at, line.end, "credit")]
    return [Zone(line.start, line.end, kind)]


def find_publisher(text: str, zones: tuple[Zone, ...]) -> str | None:
    """Return the outlet a credit or boilerplate line names, if any."""
    patterns = load_patterns()
    for zone in zones:
        if zone.kind in ("credit", "boilerplate"):
            for pattern in patterns.publisher:
                match = pattern.search(text[zone.start : zone.end])
                if match:
                    return match.group("name").strip()
    return None
