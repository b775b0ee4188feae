"""When the events of an article take place: what each sentence states, then what it tells from other events."""

from collections.abc import Sequence

from kg.extract.anchoring import Anchorer
from kg.extract.carrying import carry_times
from kg.extract.chronicle import date_by_lines
from kg.extract.inferring import infer_time
from kg.extract.layers import TimeExpression, Trigger
from kg.extract.stating import Dater
from kg.language.analysis import Analysis
from kg.records import Article, EventTime

__all__ = ["date_trigger", "date_triggers", "infer_time"]


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
    return Dater(article, analysis, times).state(trigger, modality)


def date_triggers(
    article: Article,
    analysis: Analysis,
    times: Sequence[TimeExpression],
    triggers: Sequence[Trigger],
    modalities: Sequence[str],
) -> tuple[EventTime | None, ...]:
    """Return the stated time of every trigger of an article, in the order given, carried over sentences where plain.

    Same meaning as `date_trigger`; only this function sees that "the strikes" are the ones of Thursday.
    """
    dater = Dater(article, analysis, times)
    stated = [dater.state(t, m) for t, m in zip(triggers, modalities, strict=True)]
    lined = date_by_lines(analysis, times, triggers, modalities, stated, article.published)
    return carry_times(analysis, triggers, modalities, lined, Anchorer(dater, triggers))
