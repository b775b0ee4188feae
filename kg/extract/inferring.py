"""When an event takes place where no words tell: bounds from the report day, and from the order of a history."""

from collections.abc import Sequence
from datetime import date

from kg.dates import DaySpan
from kg.extract.layers import TimeExpression, Trigger
from kg.extract.times.read import choose_policy
from kg.language.analysis import Analysis
from kg.records import Article, EventTime


def infer_time(
    article: Article,
    modality: str,
    analysis: Analysis | None = None,
    times: Sequence[TimeExpression] = (),
    trigger: Trigger | None = None,
) -> EventTime:
    """Return the bounds that hold without words, basis `inferred`: the past before the report, plans after it.

    Where `analysis`, `times` and `trigger` are given, a history told in order also bounds what it tells: not before
    the last date of its paragraph. What a history says was planned need not lie ahead of us. Without a report date, and
    for wishes and conditions, both ends are open.
    """
    day: date | None = article.published
    told = modality in ("Factual", "Continuing")
    last = (
        _last_date(article, analysis, times, trigger) if analysis is not None and trigger is not None and told else None
    )
    if last is not None and last.span is not None and last.span.start is not None:
        end = day if day is not None and day >= last.span.start else None
        span = DaySpan(last.span.start, end, "range" if end else "after")
        return EventTime(span, "inferred", value=last.value, relation="after", rule="told-in-order")
    if day is not None and told:
        return EventTime(DaySpan(None, day, "before"), "inferred", relation="before", rule="report-day")
    if day is not None and modality == "Scheduled" and choose_policy(article.text, day) == "news":
        return EventTime(DaySpan(day, None, "after"), "inferred", relation="after", rule="report-day")
    return EventTime(DaySpan(None, None, "open"), "inferred", rule="unknown")


def _last_date(
    article: Article, analysis: Analysis, times: Sequence[TimeExpression], trigger: Trigger
) -> TimeExpression | None:
    """Return the last date before a past-tense trigger in the same paragraph of a history; None elsewhere."""
    if choose_policy(article.text, article.published) != "narrative":
        return None
    sentence = analysis.sentences[trigger.sentence]
    word = sentence.tokens[trigger.token]
    if word.xpos != "VBD" or word.dep not in ("root", "conj"):  # "had left" and asides may lie earlier
        return None
    here = [
        t
        for t in times
        if t.sentence < trigger.sentence
        and analysis.sentences[t.sentence].paragraph == sentence.paragraph
        and t.relation == "within"
        and t.kind == "DATE"
        and t.span is not None
        and t.span.start is not None
        and t.span.end is not None
        and (article.published is None or t.span.start <= article.published)
    ]
    return here[-1] if here else None
