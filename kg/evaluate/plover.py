"""Records as PLOVER codings of single sentences, and their scores against gold codings (source, category, target).

PLOVER codes one main relation a sentence, by what is announced: a demand hides what is demanded, planned cooperation
is an agreement, a planned blow a threat, an agreement that failed a rejection. Sentences come with no date.
Source: PLOVER manual (2021 conversion table); measures as in the project's event-coding comparison.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ArticleError
from kg.identifiers import digest_text
from kg.ontology.types import Ontology
from kg.records import Article, Event, Record, Zone

ROOTS = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
_FOLDED = {"CONCEDE": "RETREAT"}
_GENEROUS = {"CONSULT", "COOPERATE", "AID", "RETREAT", "SUPPORT"}
_HARSH = {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
_VERBAL = {"AGREE", "SUPPORT", "CONSULT"}
_EMPTY = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "in",
        "and",
        "for",
        "to",
        "mr",
        "mrs",
        "president",
        "minister",
        "prime",
        "foreign",
        "defense",
        "defence",
        "secretary",
        "general",
        "leader",
        "king",
        "officials",
        "official",
        "government",
        "spokesman",
        "chief",
    }
)


@dataclass(frozen=True, slots=True)
class Coding:
    """One relation of a sentence: the words of its two sides and its category (one of ROOTS)."""

    source: tuple[str, ...]
    category: str
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PloverScore:
    """F1 values and shares over all sentences, and the F1 of each root; `codings` counts what was found."""

    triple: float
    category_macro: float
    category_micro: float
    source: float
    target: float
    both: float
    roots: tuple[tuple[str, float], ...]
    gold: int
    codings: int


def sentence_article(text: str, name: str = "sentence") -> Article:
    """Return a bare sentence as an undated article of one body zone."""
    return Article(name, text, text, digest_text(text), (Zone(0, len(text), "body"),))


def code_sentence(record: Record, ontology: Ontology) -> tuple[Coding, ...]:
    """Return the main relation of a sentence's record, or nothing when no event of a category was found."""
    spoken = {r.filler for e in record.events for r in e.roles if r.name == "content"}
    ranked = []
    for event in record.events:
        category = plover_category(event, ontology)
        if category is None:
            continue
        claim = event.claims[0]
        rank = (
            event.id in spoken,
            claim.modality in ("Desired", "Conditional"),
            not event.fillers("actor"),
            event.mentions[0].start,
        )
        ranked.append((rank, event, category))
    if not ranked:
        return ()
    _, event, category = min(ranked, key=lambda r: r[0])
    return (_coding(record, event, category, ontology),)


def plover_category(event: Event, ontology: Ontology) -> str | None:
    """Return the root a happening is coded under, given how it is presented; None outside PLOVER."""
    category = ontology.types[event.type].plover
    category = _FOLDED.get(category, category)
    if category == "NONE":
        return None
    claim = event.claims[0]
    if claim.polarity == "Negative" and category in _VERBAL | {"RETREAT", "AID", "COOPERATE"}:
        return "REJECT"
    if claim.modality == "Scheduled" and category in _GENEROUS:
        return "AGREE"
    if claim.modality == "Scheduled" and category in _HARSH:
        return "THREATEN"
    return category


def _coding(record: Record, event: Event, category: str, ontology: Ontology) -> Coding:
    source, target = _words_of(record, event, "actor"), _words_of(record, event, "recipient")
    if not target and ontology.types[event.type].reciprocal and len(source) > 1:
        source, target = source[:1], source[1:]
    speaker = event.claims[0].speaker
    if not source and speaker is not None and category in ("AGREE", "THREATEN"):
        source = next(e for e in record.entities if e.id == speaker).names[:1]
    if not target:
        below = [e for e in record.events if e.id in event.fillers("content")]
        sought = [_words_of(record, e, role) for e in below for role in ("recipient", "place", "topic", "actor")]
        own = [_words_of(record, event, role) for role in ("place", "topic")]
        target = next((t for t in (*sought, *own) if t and not set(t) & set(source)), ())
    return Coding(source, category, target)


def _words_of(record: Record, event: Event, role: str) -> tuple[str, ...]:
    return tuple(record.article.text[r.start : r.end] for r in event.roles if r.name == role)


def load_codings(path: Path) -> tuple[tuple[str, tuple[Coding, ...], tuple[bool, ...]], ...]:
    """Return (sentence, its gold codings, whether each is reciprocal) of a JSON Lines file of PLOVER records.

    Errors: ArticleError when the file cannot be read or a line lacks a field.
    """
    rows = []
    try:
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            data = json.loads(line)
            codings = tuple(_gold_coding(e) for e in data["events"])
            rows.append((str(data["text"]), codings, tuple(bool(e["reciprocal"]) for e in data["events"])))
    except (OSError, ValueError, KeyError) as error:
        raise ArticleError(f"{path}: not a file of PLOVER records: {error}") from error
    return tuple(rows)


def _gold_coding(event: Mapping[str, Any]) -> Coding:
    category = _FOLDED.get(event["plover"], event["plover"])
    sides = [tuple(str(s["text"]) for s in event[side]) for side in ("source", "target")]
    return Coding(sides[0], category, sides[1])


def score_codings(
    rows: Sequence[tuple[str, tuple[Coding, ...], tuple[bool, ...]]], found: Sequence[Sequence[Coding]]
) -> PloverScore:
    """Return the scores of found codings, one sequence a sentence, in the order of the rows."""
    count: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    gold_roots: Counter[str] = Counter()
    found_roots: Counter[str] = Counter()
    for (_, gold, reciprocal), mine in zip(rows, found, strict=True):
        count["gold"] += len(gold)
        count["found"] += len(mine)
        found_roots.update(c.category for c in mine)
        gold_roots.update(c.category for c in gold)
        left = list(mine)
        for coding, both_ways in zip(gold, reciprocal, strict=True):
            if not left:
                continue
            best = max(left, key=lambda c: (c.category == coding.category, _sides(coding, c, both_ways)))
            left.remove(best)
            same = best.category == coding.category
            source, target = _sides(coding, best, both_ways)
            hits[coding.category] += same
            count.update(
                {
                    "category": int(same),
                    "source": int(source),
                    "target": int(target),
                    "both": int(source and target),
                    "triple": int(same and source and target),
                }
            )

    def f1(hit: int, of_gold: int, of_found: int) -> float:
        return 2 * hit / (of_gold + of_found) if of_gold + of_found else 0.0

    roots = tuple((r, f1(hits[r], gold_roots[r], found_roots[r])) for r in ROOTS if gold_roots[r])
    return PloverScore(
        triple=f1(count["triple"], count["gold"], count["found"]),
        category_macro=sum(v for _, v in roots) / len(roots) if roots else 0.0,
        category_micro=f1(count["category"], count["gold"], count["found"]),
        source=count["source"] / count["gold"] if count["gold"] else 0.0,
        target=count["target"] / count["gold"] if count["gold"] else 0.0,
        both=count["both"] / count["gold"] if count["gold"] else 0.0,
        roots=roots,
        gold=count["gold"],
        codings=count["found"],
    )


def evaluate_plover(path: Path, extract: Callable[[Article], Record], ontology: Ontology) -> PloverScore:
    """Return the scores of a reader on a file of PLOVER records, each sentence read as it stands."""
    rows = load_codings(path)
    return score_codings(rows, [code_sentence(extract(sentence_article(text)), ontology) for text, _, _ in rows])


def _sides(gold: Coding, mine: Coding, both_ways: bool) -> tuple[bool, bool]:
    straight = _alike(gold.source, mine.source), _alike(gold.target, mine.target)
    if both_ways or not gold.target:
        everyone = gold.source + gold.target
        loose = mine.source + mine.target
        if both_ways:
            return _alike(everyone, mine.source), _alike(everyone, mine.target) or _alike(everyone, loose)
        return _alike(everyone, loose), True
    return straight


def _alike(gold: Sequence[str], mine: Sequence[str]) -> bool:
    """Tell whether any two of the names share at least half of the words of the shorter one."""
    if not gold:
        return True
    return any(_overlap(_words(a), _words(b)) >= 0.5 for a in gold for b in mine)


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _words(name: str) -> frozenset[str]:
    words = frozenset(re.findall(r"\w+", name.lower()))
    return words - _EMPTY or words
