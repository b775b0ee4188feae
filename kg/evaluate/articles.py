"""Scores over a folder of annotated articles: the measures, per article and together, and the errors by class."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.evaluate.gold import Gold, gold_article, load_gold
from kg.evaluate.matching import ERRORS, Error, Score, score_article
from kg.evaluate.printing import record_to_dict
from kg.ontology.types import Ontology
from kg.records import Article, Record

_F1 = {
    "entity": ("entity.hit", "entity.gold", "entity.hit", "entity.found"),
    "detection": ("detection.recalled", "event.gold", "detection.precise", "event.found"),
    "event": ("event.recalled", "event.gold", "event.precise", "event.found"),
    "whole": ("whole.recalled", "event.gold", "whole.precise", "event.found"),
    "role": ("role.hit", "role.gold", "role.hit", "role.found"),
    "quantity": ("quantity.hit", "quantity.gold", "quantity.hit", "quantity.found"),
    "fact": ("fact.hit", "fact.gold", "fact.hit", "fact.found"),
}
_SHARE = {
    "exact type": ("exact type", "match"),
    "date": ("date.hit", "date.gold"),
    "false date": ("nodate.false", "nodate.gold"),
    "speaker": ("speaker", "match"),
    "attributed speaker": ("attributed.hit", "attributed.gold"),
    "modality": ("modality", "match"),
    "polarity": ("polarity", "match"),
    "slips": ("unreal.slip", "unreal.gold"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure: `value` is an F1 or a share, None where nothing could be counted; `of` is the gold count.

    For an F1 `precision`, `recall` and `found` are given too.
    """

    name: str
    value: float | None
    of: int
    precision: float | None = None
    recall: float | None = None
    found: int | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The score of each article by id, in order, and of all together."""

    articles: tuple[tuple[str, Score], ...]
    total: Score

    def errors_by_kind(self) -> tuple[tuple[str, int], ...]:
        """Return the error classes with their counts, commonest first; classes without errors are left out."""
        counts = Counter(e.kind for e in self.total.errors)
        return tuple(sorted(counts.items(), key=lambda kv: (-kv[1], ERRORS.index(kv[0]))))

    def errors(self, kind: str | None = None) -> tuple[tuple[str, Error], ...]:
        """Return (article id, error) of one class or of all, in order of the articles."""
        return tuple((name, e) for name, s in self.articles for e in s.errors if kind is None or e.kind == kind)


def figures(score: Score) -> tuple[Figure, ...]:
    """Return every measure of a score: the F1 ones first, then the shares."""
    counts, rows = score.counts, []
    for name, (hit_r, gold, hit_p, found) in _F1.items():
        recall = counts[hit_r] / counts[gold] if counts[gold] else 0.0
        precision = counts[hit_p] / counts[found] if counts[found] else 0.0
        both = precision + recall
        value = 2 * precision * recall / both if both else 0.0
        rows.append(Figure(name, value, counts[gold], precision, recall, counts[found]))
    for name, (hit, of) in _SHARE.items():
        rows.append(Figure(name, counts[hit] / counts[of] if counts[of] else None, counts[of]))
    return tuple(rows)


def evaluate_predictions(
    golds: Iterable[Gold], found: Mapping[str, Mapping[str, Any]], ontology: Ontology
) -> Evaluation:
    """Return the scores of predictions by article id; an article without one counts as nothing found."""
    total = Score()
    each = []
    for gold in golds:
        score = score_article(gold, found.get(str(gold["id"]), {}), ontology)
        total.add(score)
        each.append((str(gold["id"]), score))
    return Evaluation(tuple(each), total)


def evaluate_folder(folder: Path, extract: Callable[[Article], Record], ontology: Ontology) -> Evaluation:
    """Return the scores of a reader over a folder (or file) of annotated articles.

    Errors: ArticleError when a file is no annotated article.
    """
    golds = load_gold(folder)
    found = {str(g["id"]): record_to_dict(extract(gold_article(g)), ontology) for g in golds}
    return evaluate_predictions(golds, found, ontology)


def format_evaluation(evaluation: Evaluation) -> str:
    """Return the scores as lines of text: one an article, then the measures, then the error classes."""
    lines = []
    for name, score in evaluation.articles:
        row = {f.name: f.value for f in figures(score)}
        shown = " ".join(f"{k} {row[k] or 0:.2f}" for k in ("entity", "detection", "event", "role", "whole"))
        lines.append(f"{name[:44]:44} {shown}")
    for f in figures(evaluation.total):
        value = "-" if f.value is None else f"{f.value:.3f}"
        if f.precision is not None and f.recall is not None:
            lines.append(
                f"{f.name:20} F1 {value}   P {f.precision:.3f}   R {f.recall:.3f}   gold {f.of}   found {f.found}"
            )
        else:
            lines.append(f"{f.name:20} {value}   of {f.of}")
    lines += [f"{kind:26} {count}" for kind, count in evaluation.errors_by_kind()]
    return "\n".join(lines)
