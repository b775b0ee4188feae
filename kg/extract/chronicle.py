"""Texts that carry their dates outside their sentences: chronicles, live reports, statements under a date line.

In a chronicle each line that is a date dates the paragraphs below it. A live report is stamped with clock times: what
its entries tell happens on the day. Under one date line, what is said in the present ("we condemn ...") is said then.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from kg.dates import day_span
from kg.extract.layers import TimeExpression, Trigger
from kg.extract.times.words import load_words
from kg.language.analysis import Analysis, Sentence
from kg.records import EventTime

LEAST_LINES = 2  # one line that is a date is the day of the report
LEAST_STAMPS = 3
LEAST_WORDS = 3  # sentences of "I" or "we" that make a text a statement
HEAD_SENTENCES = 6  # the date line of a statement stands among these
_MAIN = frozenset(("root", "conj", "parataxis"))
_STAMP = re.compile(r"(?:[01]?\d|2[0-3])[.:h][0-5]\d(?:[ap]m)?")
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_OLDER = frozenset(("had",))


def date_by_lines(
    analysis: Analysis,
    times: Sequence[TimeExpression],
    triggers: Sequence[Trigger],
    modalities: Sequence[str],
    stated: Sequence[EventTime | None],
    published: date | None = None,
) -> tuple[EventTime | None, ...]:
    """Return the stated times with those of date lines filled in, in the order of `triggers`.

    `published` is the day of the report: that of a live report, and of a statement that names it above.
    Only main clauses that tell what happened or is planned take the date of the line above them.
    """
    lines = find_date_lines(analysis, times)
    if len(lines) < LEAST_LINES:
        return _date_by_day(analysis, times, triggers, modalities, stated, published)
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


def _date_by_day(
    analysis: Analysis,
    times: Sequence[TimeExpression],
    triggers: Sequence[Trigger],
    modalities: Sequence[str],
    stated: Sequence[EventTime | None],
    published: date | None,
) -> tuple[EventTime | None, ...]:
    """Return the stated times, with the day of the report for entries of a live report and for words said under it."""
    out = list(stated)
    line = _day_line(analysis, times, published)
    first = _first_stamp(analysis)
    if published is None or (line is None and first is None):
        return tuple(out)
    dated = {
        t.sentence
        for t in times
        if t.kind in ("DATE", "TIME") and t.span is not None and t.value != "PRESENT_REF" and not _is_stamp(analysis, t)
    }
    for i, trigger in enumerate(triggers):
        sentence = analysis.sentences[trigger.sentence]
        title = sentence.zone == "headline" and first is not None
        if out[i] is not None or modalities[i] != "Factual" or not (title or sentence.zone == "body"):
            continue
        entry = first is not None and trigger.sentence not in dated
        live = entry and _is_news(sentence, _carrier(sentence, trigger.token))
        if live or (line is not None and _is_performed(sentence, trigger.token)):
            text, start, end = (None, None, None) if line is None else (line.text, line.start, line.end)
            rule = "line:live" if live else "line:statement"
            out[i] = EventTime(day_span(published), "stated", text, start, end, published.isoformat(), "within", rule)
    return tuple(out)


def _day_line(analysis: Analysis, times: Sequence[TimeExpression], published: date | None) -> TimeExpression | None:
    """Return the day of the report where a verbless line at the head of the text names it."""
    own_words = sum(_is_first_person(sentence) for sentence in analysis.sentences)
    for t in times if own_words >= LEAST_WORDS else ():
        sentence = analysis.sentences[t.sentence]
        if t.sentence >= HEAD_SENTENCES or t.kind != "DATE" or t.span is None or published is None:
            continue
        if t.span == day_span(published) and all(token.upos not in ("VERB", "AUX") for token in sentence.tokens):
            return t
    return None


def _is_first_person(sentence: Sentence) -> bool:
    """Tell whether a sentence is said by "I" or "we": its main verb has that subject."""
    return any(
        t.text.lower() in ("i", "we") and t.dep == "nsubj" and t.head >= 0 and sentence.tokens[t.head].dep == "root"
        for t in sentence.tokens
    )


def _first_stamp(analysis: Analysis) -> int | None:
    """Return the sentence with the first clock time that heads a paragraph; None when too few do for a live report."""
    stamped, last = [], -1
    for sentence in analysis.sentences:
        if sentence.paragraph != last and sentence.tokens and _STAMP.fullmatch(sentence.tokens[0].text):
            stamped.append(sentence.index)
        last = sentence.paragraph
    return stamped[0] if len(stamped) >= LEAST_STAMPS else None


def _is_stamp(analysis: Analysis, t: TimeExpression) -> bool:
    """Tell of the clock time that heads an entry."""
    return t.first == 0 and _STAMP.fullmatch(analysis.sentences[t.sentence].tokens[0].text) is not None


def _carrier(sentence: Sentence, word: int) -> int:
    """Return the verb that only carries a noun ("held a call"), or whose aside a participle is ("says, refusing")."""
    token = sentence.tokens[word]
    if token.head < 0:
        return word
    above = sentence.tokens[token.head]
    carried = token.upos == "NOUN" and token.dep == "obj" and above.lemma.lower() in load_words().carrying
    aside = token.xpos == "VBG" and token.dep == "advcl" and token.head < word
    return token.head if carried or (aside and not _is_marked(sentence, word)) else word


def _is_marked(sentence: Sentence, word: int) -> bool:
    return any(t.head == word and t.dep in ("mark", "aux") for t in sentence.tokens)


def _is_reported_now(sentence: Sentence, word: int) -> bool:
    """Tell of what a report of the moment tells as just done: "has spoken by phone, the ministry says"."""
    token = sentence.tokens[word]
    if token.dep != "ccomp" or token.head < 0 or sentence.tokens[token.head].xpos != "VBZ":
        return False
    perfect = any(t.head == word and t.dep == "aux" and t.text.lower() in ("has", "have") for t in sentence.tokens)
    return perfect and sentence.tokens[token.head].dep in _MAIN


def _is_news(sentence: Sentence, word: int) -> bool:
    """Tell whether a word is the verb of a main clause that is no look back: "accuses", "has told", "called"."""
    token = sentence.tokens[word]
    if token.dep not in _MAIN and not _is_reported_now(sentence, word):
        return False
    helpers = {t.text.lower() for t in sentence.tokens if t.head == word and t.dep.startswith("aux")}
    passive = any(t.head == word and t.dep == "aux:pass" for t in sentence.tokens)
    return not passive and not helpers & _OLDER and (token.xpos in _FINITE or bool(helpers))


def _is_performed(sentence: Sentence, word: int) -> bool:
    """Tell whether a word is said by being written: "we condemn", "the ministry condemns", "I am grateful"."""
    token = sentence.tokens[word]
    below = [t for t in sentence.tokens if t.head == word]
    as_well = any(t.text.lower() == "as" and t.dep == "mark" for t in below)  # "just as we reject ..."
    if (token.dep not in _MAIN and not as_well) or any(t.dep.startswith("aux") for t in below):
        return False
    return token.xpos in ("VBZ", "VBP") or any(t.dep == "cop" and t.xpos in ("VBZ", "VBP") for t in below)


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
