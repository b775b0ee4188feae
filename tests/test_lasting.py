"""What goes on: phrases that tell only a beginning or an end, read with the shipped model."""

from datetime import date

import pytest

from kg.extract.dating import date_trigger
from kg.extract.layers import Trigger
from kg.extract.times import find_times
from kg.language.analysis import Analysis
from kg.language.reader import Reader
from kg.records import Article, EventTime, Zone

FRIDAY = date(2025, 5, 16)


def article(text: str) -> Article:
    return Article("a", text, "", "0" * 64, (Zone(0, len(text), "body"),), published=FRIDAY)


def trigger(analysis: Analysis, word: str, kind: str) -> Trigger:
    for s in analysis.sentences:
        for i, t in enumerate(s.tokens):
            if t.text == word:
                return Trigger(s.index, i, i, i, kind, 1.0, "test", "Factual", "Positive")
    raise AssertionError(f"{word!r} is no word of the sentence")


def bounds(time: EventTime | None) -> tuple[str | None, str | None] | None:
    if time is None:
        return None
    return (time.span.start and time.span.start.isoformat(), time.span.end and time.span.end.isoformat())


LASTING = [
    ("The war broke out on Sunday.", "war", "ArmedConflict", ("2025-05-11", None)),
    (
        "Since Sunday, when rebels closed the pass, no bread has come through.",
        "closed",
        "Blockade",
        ("2025-05-11", None),
    ),
    ("Since Sunday, when rebels burned the pass, no bread has come through.", "burned", "Attack", ("2025-05-11",) * 2),
    # a truce takes effect on its day
    ("The ceasefire is due to begin on Saturday.", "ceasefire", "Ceasefire", ("2025-05-17",) * 2),
    ("A truce entered into force on Sunday.", "truce", "Ceasefire", ("2025-05-11",) * 2),
    # what a phrase ends
    ("The families had fled a war that ended in 1994.", "war", "ArmedConflict", (None, "1994-12-31")),
    ("The occupation ended in 1994.", "occupation", "Occupation", (None, "1994-12-31")),
    ("The talks ended in 1994.", "talks", "Negotiation", ("1994-01-01", "1994-12-31")),
    ("The assault began on Sunday.", "assault", "GroundAttack", ("2025-05-11", "2025-05-11")),
    ("Talks opened in Oslo on Tuesday.", "Talks", "Negotiation", ("2025-05-13", "2025-05-13")),
]


@pytest.mark.parametrize(("text", "word", "kind", "expected"), LASTING, ids=[r[0] for r in LASTING])
def test_beginning_or_end_leaves_the_other_open_for_what_goes_on(
    reader: Reader, text: str, word: str, kind: str, expected: tuple[str | None, str | None]
) -> None:
    a = article(text)
    analysis = reader.analyse(a)
    found = date_trigger(a, analysis, find_times(a, analysis), trigger(analysis, word, kind), "Factual")
    assert bounds(found) == expected
