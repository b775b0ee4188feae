"""Chronicles: texts whose lines are dates, each dating the paragraphs below it ("March 2014", then what happened)."""

from bisect import bisect_right
from collections.abc import Sequence

from kg.extract.layers import TimeExpression, Trigger
from kg.language.analysis import Analysis, Sentence
from kg.records import EventTime

LEAST_LINES = 2  # one line that is a date is the day of the report
_MAIN = frozenset(("root", "conj", "parataxis"))


def date_by_lines(
    analysis: Analysis,
    times: Sequence[TimeExpression],
    triggers: Sequence[Trigger],
    modalities: Sequence[str],
    stated: Sequence[EventTime | None],
) -> tuple[EventTime | None, ...]:
    """Return the stated times with those of date lines filled in, in the order of `triggers`.

    Only main clauses that tell what happened or is planned take the date of the line above them.
    """
    lines = find_date_lines(analysis, times)
    if len(lines) < LEAST_LINES:
        return tuple(stated)
    starts = [t.sentence for t in lines]
    dated = {t.sentence for t in times if t.kind in ("DATE", "TIME") and t.span is not None}
    out = list(stated)
    for i, trigger in enumerate(triggers):
        at = bisect_right(starts, trigger.sentence - 1) - 1
        word = analysis.sentences[trigger.sentence].tokens[trigger.token]
        told = modalities[i] in ("Factual", "Continuing", "Scheduled")
        if out[i] is None and at >= 0 and told and word.dep in _MAIN and trigger.sentence not in dated:
            t = lines[at]
            if t.span is not None:
                out[i] = EventTime(t.span, "stated", t.text, t.start, t.end, t.value, "within", f"line:{t.rule}")
    return tuple(out)


def find_date_lines(analysis: Analysis, times: Sequence[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Return the dates that stand alone as a paragraph, in order of the text."""
    counts: dict[int, int] = {}
    for sentence in analysis.sentences:
        counts[sentence.paragraph] = counts.get(sentence.paragraph, 0) + 1
    return tuple(
        t
        for t in times
        if t.kind == "DATE"
        and t.span is not None
        and t.span.start is not None
        and t.span.end is not None
        and counts[analysis.sentences[t.sentence].paragraph] == 1
        and _is_alone(analysis.sentences[t.sentence], t)
    )


def _is_alone(sentence: Sentence, t: TimeExpression) -> bool:
    return all(t.first <= i <= t.last or token.upos in ("PUNCT", "SYM") for i, token in enumerate(sentence.tokens))
