"""Text to word tokens in the manner of the English Web Treebank; offsets are kept, nothing is normalised."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_RULES = tomllib.loads((Path(__file__).parent / "tokens.toml").read_text(encoding="utf-8"))
ABBREVIATIONS = frozenset(_RULES["abbreviations"].split())
_PREFIXES = frozenset(_RULES["prefixes"].split())
_FUSED: dict[str, int] = _RULES["fused"]

_LONGEST = 200  # a chunk beyond this is machine text; rules made for words would cost time and gain nothing
_CHUNK = re.compile(r"\S+")
_URL = re.compile(
    r"^(https?://|www\.)\S+$|^[\w.+-]+@[\w-]+\.[\w.]+$"
    r"|^[\w-]+(\.[\w-]+)*\.(com|org|net|gov|edu|info|io|co\.uk)(/\S*)?$",
    re.IGNORECASE,
)
_AFTER_URL = '.,;:!?)”"’'
_OPENING = re.compile(r"^(\.{2,}|…|--+|``|[\(\[\{<\"“”‘’'«»*#$£€¥₹~–—\-_=+|…]|&(?=\W))")
_CLOSING = re.compile(r"([!?]+|\.{2,}|…|--+|''|[\)\]\}>\"“”‘’'«»,;:%*~–—\-_=|…])$")
_LEADING_CLITIC = re.compile(r"^['’](?:s|re|ve|ll|d|m|em|cause|til|tis|twas|\d\ds?)\b", re.IGNORECASE)
_SMILEY = re.compile(r"^[:;=]-?[)(DP]$")
_CLITIC = re.compile(r"(n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_INITIALS = re.compile(r"^([A-Za-z]\.)+[A-Za-z]?$")
_UNIT = re.compile(
    r"^(\d[\d.,:]*)(" + "|".join(re.escape(u) for u in _RULES["units"].split()) + r")$",
    re.IGNORECASE,
)
_MONEY = re.compile(r"^(?:US|C|A|HK|NZ|S)?[$£€](?=\d)")
_JOINED = re.compile(r"^(.*?[^\W_])([-–—/]|--+|—)([^\W_].*)$")
_NUMBER = re.compile(r"^[\d.,/-]+$")
_RANGE = re.compile(r"^\d+([-–])\d+$")
_GLUED = re.compile(r"^([A-Za-z]{2,})(\.\.+|…|--+|[,;:!?]|\.(?=[A-Z][a-z]{2,}))(\w.*)$")
_INNER_BRACKET = re.compile(r"^(\w+)([\)\]\(\[\"”“])(.+)$")
_RUN = re.compile(r"\w+|(\W)\1*")

Span = tuple[int, int]


def tokenize(text: str) -> list[Span]:
    """Return the [start, end) of every token of `text`, in order, disjoint, never empty, never holding white space."""
    spans: list[Span] = []
    for match in _CHUNK.finditer(text):
        offset = match.start()
        spans += [(offset + a, offset + b) for a, b in _split_chunk(match.group())]
    return spans


@lru_cache(maxsize=65536)
def _split_chunk(chunk: str) -> tuple[Span, ...]:
    """Split what stands between two spaces; offsets are those within the chunk."""
    out: list[Span] = []
    if len(chunk) > _LONGEST:
        if _URL.match(chunk):
            return ((0, len(chunk)),)
        return tuple(m.span() for m in _RUN.finditer(chunk))
    _peel(chunk, 0, out)
    return tuple(out)


def _peel(chunk: str, offset: int, out: list[Span]) -> None:
    """Take punctuation off both ends, then split the word inside."""
    address = chunk.rstrip(_AFTER_URL)
    if len(address) >= 4 and _URL.match(address):
        out.append((offset, offset + len(address)))
        out += [(offset + i, offset + i + 1) for i in range(len(address), len(chunk))]
        return
    while chunk and (match := _OPENING.match(chunk)) and not _keeps_opening(chunk):
        out.append((offset, offset + match.end()))
        offset += match.end()
        chunk = chunk[match.end() :]
    after: list[Span] = []
    while chunk and not _SMILEY.match(chunk):
        closing = _CLOSING.search(chunk)
        if closing and closing.group(1) in "'’" and _CLITIC.search(chunk):
            closing = None
        if closing and closing.start() == 0:
            break
        if closing:
            cut = closing.start()
        elif chunk.endswith(".") and len(chunk) > 1 and not _owns_period(chunk):
            cut = len(chunk) - 1
        else:
            break
        after.append((offset + cut, offset + len(chunk)))
        chunk = chunk[:cut]
    _split_word(chunk, offset, out)
    out += reversed(after)


def _keeps_opening(chunk: str) -> bool:
    """Tell whether the mark that begins a chunk belongs to the word: 's, -5, #tag, a smiley."""
    if len(chunk) < 8 and _LEADING_CLITIC.match(chunk):
        return True
    if len(chunk) > 1 and ((chunk[0] in "-+~" and chunk[1].isdigit()) or (chunk[0] == "#" and chunk[1].isalpha())):
        return True
    return bool(_SMILEY.match(chunk))


def _owns_period(chunk: str) -> bool:
    return chunk[:-1].lower() in ABBREVIATIONS or bool(_INITIALS.match(chunk))


def _split_word(word: str, offset: int, out: list[Span]) -> None:
    """Split clitics, units, currency signs and hyphens off a word that carries no outer punctuation."""
    if not word:
        return
    end = offset + len(word)
    if (match := _CLITIC.search(word)) and match.start() > 0:
        _split_word(word[: match.start()], offset, out)
        out.append((offset + match.start(), end))
    elif (cut := _FUSED.get(word.lower())) is not None:
        out += [(offset, offset + cut), (offset + cut, end)]
    elif match := _UNIT.match(word):
        out += [(offset, offset + match.end(1)), (offset + match.end(1), end)]
    elif match := _MONEY.match(word):
        out.append((offset, offset + match.end()))
        _split_word(word[match.end() :], offset + match.end(), out)
    elif (match := _JOINED.match(word)) and not _NUMBER.match(word):
        _split_joined(match, offset, out)
    elif match := _RANGE.match(word):
        cut = match.start(1)
        out += [(offset, offset + cut), (offset + cut, offset + cut + 1), (offset + cut + 1, end)]
    elif match := _GLUED.match(word):
        out += [(offset, offset + match.end(1)), (offset + match.end(1), offset + match.end(2))]
        _split_word(match.group(3), offset + match.end(2), out)
    elif match := _INNER_BRACKET.match(word):
        out.append((offset, offset + match.end(1)))
        _peel(word[match.end(1) :], offset + match.end(1), out)
    else:
        out.append((offset, end))


def _split_joined(match: re.Match[str], offset: int, out: list[Span]) -> None:
    """Split at a hyphen, dash or slash, unless the first part is a prefix or the whole is a fraction."""
    first, mark, rest = match.groups()
    if (mark == "-" and first.lower() in _PREFIXES) or (mark == "/" and first[0].isdigit()):
        out.append((offset, offset + match.end()))
        return
    middle = offset + len(first)
    _split_word(first, offset, out)
    out.append((middle, middle + len(mark)))
    _split_word(rest, middle + len(mark), out)
