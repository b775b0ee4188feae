"""When an event takes place: the times its sentence states for it, and the bounds that can be inferred without words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.dates import DaySpan
from kg.extract.layers import TimeExpression, Trigger
from kg.extract.timelinks import head_of, link_features, link_score
from kg.language.analysis import Analysis, Sentence
from kg.records import Article, EventTime

LINK_THRESHOLD = 0.5  # probability from which a phrase is taken to date a trigger
_VAGUE = frozenset(("PRESENT_REF", "PAST_REF"))


def date_trigger(
    article: Article,
    analysis: Analysis,
    times: Sequence[TimeExpression],
    trigger: Trigger,
    modality: str,
) -> EventTime | None:
    """Return the time the text states for a trigger, basis `stated`; None when it states none a reader could use.

    Words like "recently" or "now" give none: they bound nothing that `infer_time` does not.
    """
    sentence = analysis.sentences[trigger.sentence]
    own = [t for t in times if t.sentence == trigger.sentence]
    chosen = choose_time(sentence, trigger, own)
    if chosen is None:
        return None
    return _stated(article, sentence, trigger, chosen, modality)


def choose_time(sentence: Sentence, trigger: Trigger, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the expression of the sentence that dates a trigger; None when none does."""
    phrases = [(t.first, t.last) for t in times]
    best: tuple[float, int] | None = None
    for n, t in enumerate(times):
        if t.kind == "SET":
            continue
        others = [p for i, p in enumerate(phrases) if i != n]
        score = link_score(link_features(sentence.tokens, trigger.token, phrases[n], others, t.kind))
        if score >= LINK_THRESHOLD and (best is None or score > best[0]):
            best = (score, n)
    return None if best is None else times[best[1]]


def _stated(article: Article, sentence: Sentence, trigger: Trigger, t: TimeExpression, modality: str) -> EventTime | None:
    if t.kind == "DURATION":
        return _during(article, t)
    if t.value in _VAGUE or t.span is None:
        return None
    relation, span = t.relation, t.span
    if t.value == "FUTURE_REF":
        if article.published is None:
            return None
        return _time(t, DaySpan(article.published + timedelta(1), None, "after"), "after")
    if relation == "begins" or (relation == "within" and _is_lasting(sentence, trigger, t, modality)):
        return _time(t, DaySpan(span.start, None, "after"), "begins")
    if relation == "ends":
        return _time(t, DaySpan(None, span.end, "before"), relation)
    if relation == "before":
        by = sentence.tokens[t.first - 1].text.lower() == "by"
        end = span.end if by or span.start is None else span.start - timedelta(1)
        return _time(t, DaySpan(None, end, "before"), relation)
    if relation == "after":
        return _time(t, DaySpan(span.end or span.start, None, "after"), relation)
    return _time(t, span, relation)


def _time(t: TimeExpression, span: DaySpan, relation: str) -> EventTime:
    return EventTime(span, "stated", t.text, t.start, t.end, t.value, relation, t.rule)


def _during(article: Article, t: TimeExpression) -> EventTime | None:
    """Return the days of "the past three days" or "the next week"; a bare length gives none."""
    return None


def _is_lasting(sentence: Sentence, trigger: Trigger, t: TimeExpression, modality: str) -> bool:
    """Tell whether the phrase dates only the beginning: "the invasion, launched in February 2022"."""
    return False


def infer_time(article: Article, modality: str, times: Sequence[TimeExpression] = (), trigger: Trigger | None = None) -> EventTime:
    """Return the bounds that hold without words, basis `inferred`: what happened lies before the report, plans after it.

    Without a report date, and for wishes and conditions, both ends are open.
    """
    day: date | None = article.published
    if day is not None and modality in ("Factual", "Continuing"):
        return EventTime(DaySpan(None, day, "before"), "inferred", relation="before", rule="report-day")
    if day is not None and modality == "Scheduled":
        return EventTime(DaySpan(day, None, "after"), "inferred", relation="after", rule="report-day")
    return EventTime(DaySpan(None, None, "open"), "inferred", rule="unknown")
