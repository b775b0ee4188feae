"""How many events of annotated articles get their date, and how many a false one."""

from pathlib import Path

import pytest

from kg.evaluate.gold import gold_to_record, load_gold
from kg.extract.dating import date_triggers
from kg.extract.layers import Trigger
from kg.extract.timelinks import head_of
from kg.extract.times import find_times
from kg.language.analysis import Analysis
from kg.language.reader import load_reader


@pytest.mark.shared
def test_annotated_events_get_their_dates(shared: Path) -> None:
    reader = load_reader()
    right = dated = false = undated = 0
    for gold in load_gold(shared / "gold" / "dev"):
        record = gold_to_record(gold)
        analysis = reader.analyse(record.article)
        placed = [(e, t) for e in record.events for m in e.mentions for t in place(analysis, m.start, m.end, e.type)]
        modalities = [e.claims[0].modality for e, _ in placed]
        times = find_times(record.article, analysis)
        found = date_triggers(record.article, analysis, times, [t for _, t in placed], modalities)
        for event in record.events:
            own = [t.span for (e, _), t in zip(placed, found, strict=True) if e is event and t is not None]
            if event.time is None:
                undated += 1
                false += bool(own)
            else:
                dated += 1
                wanted = event.time.span
                right += any((s.start, s.end) == (wanted.start, wanted.end) for s in own)
    assert (dated, undated) == (166, 231)
    assert right >= 0.58 * dated
    assert false <= 0.09 * undated


def place(analysis: Analysis, start: int, end: int, kind: str) -> list[Trigger]:
    for s in analysis.sentences:
        inside = [i for i, t in enumerate(s.tokens) if t.start < end and start < t.end]
        if inside:
            head = head_of(s.tokens, inside[0], inside[-1])
            return [Trigger(s.index, head, inside[0], inside[-1], kind, 1.0, "gold", "Factual", "Positive")]
    return []
