"""The layer: an article and its analysis in, time expressions with tokens and days out."""

from bisect import bisect_right
from datetime import date

from kg.extract.layers import TimeExpression
from kg.extract.times.ranges import Stretch, join_ranges
from kg.extract.times.read import choose_policy, read_times
from kg.extract.times.tense import parsed_direction
from kg.extract.times.values import value_span
from kg.language.analysis import Analysis, Sentence
from kg.records import Article

_RELATIONS = {
    "since": "begins",
    "from": "begins",
    "starting": "begins",
    "until": "ends",
    "till": "ends",
    "through": "ends",
    "before": "before",
    "by": "before",
    "after": "after",
    "following": "after",
    "throughout": "throughout",
}
_LEAD = 600  # characters in which an undated article may state its own day


def find_times(article: Article, analysis: Analysis) -> tuple[TimeExpression, ...]:
    """Return the time expressions of the analysed sentences, in order of the text, disjoint.

    Ranges ("from A to B") are one expression with the value `A/B`. `span` is what the words cover, before `relation`
    (read from the word in front: since, until, by ...) is applied.
    """
    text = _visible(article.text, analysis)
    policy = choose_policy(text, article.published)
    document = article.published or own_day(text, policy)
    tags = {t.start: t.upos for s in analysis.sentences for t in s.tokens}
    found = read_times(text, document, policy, tags, parsed_direction(text, analysis))
    starts = [s.start for s in analysis.sentences]
    out = []
    for stretch in join_ranges(text, found, document):
        at = bisect_right(starts, stretch.start) - 1
        placed = _place(text, analysis.sentences[at], stretch) if at >= 0 else None
        if placed is not None:
            out.append(placed)
    return tuple(out)


def own_day(text: str, policy: str) -> date | None:
    """Return the first full date near the top of an undated news text; None in a history."""
    if policy != "news":
        return None
    for t in read_times(text[:_LEAD], None, policy):
        span = value_span(t.value)
        if t.kind == "DATE" and span is not None and span.start is not None and span.start == span.end:
            return span.start
    return None


def _visible(text: str, analysis: Analysis) -> str:
    """Return the text with everything outside the sentences blanked, so that offsets stay."""
    out, at = [], 0
    for sentence in analysis.sentences:
        out.append("".join(c if c == "\n" else " " for c in text[at : sentence.start]))
        out.append(text[sentence.start : sentence.end])
        at = sentence.end
    out.append(" " * (len(text) - at))
    return "".join(out)


def _place(text: str, sentence: Sentence, stretch: Stretch) -> TimeExpression | None:
    tokens = [i for i, t in enumerate(sentence.tokens) if t.start < stretch.end and stretch.start < t.end]
    if not tokens or stretch.end > sentence.end:
        return None
    words = [t.text.lower() for t in sentence.tokens[: tokens[0]]]
    before = words[-1] if words else ""
    t = stretch.timex
    relation = stretch.relation or _RELATIONS.get(before, "within")
    if before in ("until", "till", "before") and words[-2:-1] == ["not"]:
        relation = "within"  # "not until April did they meet"
    if before == "on" and words[-3:-1] in ([",", "starting"], [",", "beginning"], [",", "effective"]):
        relation = "begins"  # "prisoners are to be swapped, starting on Thursday"
    last = sentence.tokens[tokens[-1]]
    if relation == "begins" and before == "from" and last.dep == "compound" and last.head > tokens[-1]:
        relation = "within"  # "emerging from Friday prayers"
    if t.kind == "TIME" and before in ("before", "after"):
        relation = "within"  # "before dawn on Friday" is still told as that day's
    return TimeExpression(
        start=stretch.start,
        end=stretch.end,
        text=text[stretch.start : stretch.end],
        sentence=sentence.index,
        first=tokens[0],
        last=tokens[-1],
        kind=t.kind,
        value=stretch.value,
        span=stretch.span,
        relation=relation,
        rule=stretch.rule,
    )
