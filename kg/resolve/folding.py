"""Names brought to one spelling: case, accents, transliteration, titles. Knows words only, no entity."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"}
)

# Transliteration habits, in order: what several systems write for one foreign letter comes out alike.
_SOUNDS = tuple(
    (re.compile(pattern), out)
    for pattern, out in (
        (r"x", "ks"),
        (r"sch(?=[^aeiou]|$)", "sh"),
        (r"dzh", "j"),
        (r"tch", "ch"),
        (r"tz", "ts"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"ck", "k"),
        (r"q", "k"),
        (r"oo", "u"),
        (r"ou", "u"),
        (r"w", "v"),
        (r"y|j(?=$|[^aeiou])", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[aeo])ie", "e"),
        (r"(.)\1+", r"\1"),
    )
)


@dataclass(frozen=True, slots=True)
class Folding:
    """The word lists of folding.toml; `variants` maps a plain word to the first of its row."""

    titles: frozenset[str]
    suffixes: frozenset[str]
    small: frozenset[str]
    generic: frozenset[str]
    relative: frozenset[str]
    variants: dict[str, str]


@lru_cache(maxsize=1)
def load_folding() -> Folding:
    """Return the shipped word lists."""
    data = tomllib.loads(Path(__file__).with_name("folding.toml").read_text(encoding="utf-8"))
    variants = {word: row["words"][0] for row in data["variants"] for word in row["words"]}
    lists = {key: frozenset(data[key]) for key in ("titles", "suffixes", "small", "generic", "relative")}
    return Folding(lists["titles"], lists["suffixes"], lists["small"], lists["generic"], lists["relative"], variants)


def plain(text: str) -> str:
    """Return the text in lower case without accents and apostrophes: `Erdoğan` -> `erdogan`."""
    lowered = text.casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return re.sub(r"['’ʼʻ`´.]", "", bare)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return one word with the habits of transliteration removed: `Zelenskyy`, `Zelenskiy` -> `zelenski`."""
    lists = load_folding()
    bare = plain(word)
    if bare in lists.suffixes:
        return bare
    bare = lists.variants.get(bare, bare)
    for pattern, out in _SOUNDS:
        bare = pattern.sub(out, bare)
    return bare


@lru_cache(maxsize=65536)
def fold_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a name in order; a leading article and possessive `'s` are dropped."""
    bare = re.sub(r"['’]s\b", "", text)
    words = tuple(fold_word(w) for w in re.findall(r"[^\W_]+(?:['’ʼ.][^\W_]+)*", bare))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def fold_name(text: str) -> str:
    """Return a name folded, words joined by one space; small words like `of` left out."""
    small = load_folding().small
    words = fold_words(text)
    return " ".join(w for w in words if w not in small) or " ".join(words)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A personal name in folded parts. `given` is empty for a bare surname; `suffix` tells father from son."""

    given: str
    middle: tuple[str, ...]
    last: str
    suffix: str = ""


# Particles that belong to the surname that follows: `bin Salman`, `von der Leyen`, `al-Assad`.
_PARTICLES = frozenset({"al", "el", "ul", "bin", "ben", "ibn", "von", "van", "der", "den", "de", "di", "da", "dos"})


@lru_cache(maxsize=65536)
def split_person(text: str) -> PersonName | None:
    """Return the parts of a personal name, titles stripped; None when nothing but titles is left."""
    lists = load_folding()
    raw = re.findall(r"[^\W_]+(?:['’ʼ][^\W_]+)*", text.replace(".", ". "))
    if len(raw) > 1 and text.rstrip().endswith(("'s", "’s")):
        raw[-1] = re.sub(r"['’]s$", "", raw[-1])
    words = [plain(w) for w in raw]
    while len(words) > 1 and words[0] in lists.titles:
        words, raw = words[1:], raw[1:]
    suffix = ""
    if len(words) > 1 and words[-1] in lists.suffixes and not (len(words[-1]) == 1 and len(words) < 3):
        suffix, words = words[-1], words[:-1]
    if not words or (len(words) == 1 and words[0] in lists.titles):
        return None
    core = [fold_word(w) for w in words]
    while len(core) > 2 and core[-2] in _PARTICLES:
        core[-2:] = ["al" + core[-1]] if core[-2] in ("al", "el", "ul") else [core[-2] + core[-1]]
    if len(core) == 2 and core[0] in _PARTICLES and core[0] in ("al", "el", "ul"):
        core = ["al" + core[1]]
    if len(core) == 1:
        return PersonName("", (), core[0], suffix)
    return PersonName(core[0], tuple(core[1:-1]), core[-1], suffix)


def is_same_person_name(a: PersonName, b: PersonName) -> bool:
    """Tell whether two full names can be spellings of one: `S. Lavrov`, `Sergey V. Lavrov`; never `W.` and `H. W.`."""
    if a.last != b.last or a.suffix != b.suffix or not a.given or not b.given:
        return False
    if not _agree(a.given, b.given):
        return False
    if a.middle and b.middle:
        return len(a.middle) == len(b.middle) and all(_agree(x, y) for x, y in zip(a.middle, b.middle, strict=True))
    return True


def _agree(a: str, b: str) -> bool:
    """Equal, or one is the initial of the other."""
    return a == b or (1 in (len(a), len(b)) and a[:1] == b[:1])


def initials(text: str) -> str:
    """Return the key that joins a body's name with its acronym: `World Health Organization`, `WHO` -> `who`."""
    small = load_folding().small
    words = [plain(w) for w in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", re.sub(r"['’]s\b", "", text))]
    words = [w for w in words if w not in small] or words
    if len(words) > 1:
        return "".join(w[0] for w in words)
    return words[0] if words else ""


def is_acronym(text: str) -> bool:
    """Tell whether a name is written as an acronym: `OSCE`, `U.N.`, at least two capitals and nothing else."""
    bare = text.replace(".", "")
    return 2 <= len(bare) <= 7 and bare.isupper() and bare.isalpha()


def is_generic(text: str, offices: bool = False) -> bool:
    """Tell whether a name says only what kind of thing it is, so that many could bear it: `Foreign Ministry`.

    With `offices`, titles count as such words too: `Prime Minister`, not `President of France`.
    """
    lists = load_folding()
    known = lists.small | lists.generic | (lists.titles if offices else frozenset())
    words = [plain(w) for w in re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", text))]
    return all(w in known for w in words)


def is_relative(text: str) -> bool:
    """Tell whether a name says only whose people are meant, not who: `its partners`, `Russian colleagues`."""
    return any(plain(w) in load_folding().relative for w in text.split()[-1:])
