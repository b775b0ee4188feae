"""Statements that several states make together: who "we" is."""

import pytest

from kg.extract.record import extract_record
from kg.language.reader import load_reader
from kg.records import Record
from tests.event_reading import article, event, labels, names, ontology


def read_whole(text: str) -> Record:
    return extract_record(article(text), load_reader(), ontology(), names())


PACT = (
    "Joint Statement by the Presidents of Kenya and Uganda\n\nWe, the Presidents of Kenya and Uganda, met in Entebbe on "
    "May 3. We condemn the attack in Goma. We call on Rwanda to withdraw its troops."
)
COUNTRIES = (
    "Joint declaration on Haiti\n\nChile, Peru and Mexico support the people of Haiti. We condemn the coup. We demand "
    "that the army leave the palace."
)


@pytest.mark.parametrize(
    ("text", "kinds", "who"),
    [
        (PACT, ("Criticism",), {"Kenya", "Uganda"}),
        (PACT, ("Demand",), {"Kenya", "Uganda"}),
        (COUNTRIES, ("Criticism",), {"Chile", "Peru", "Mexico"}),
    ],
    ids=["named beside we", "a demand", "named as subject"],
)
def test_we_are_those_who_make_the_statement(text: str, kinds: tuple[str, ...], who: set[str]) -> None:
    record = read_whole(text)
    assert labels(record, event(record, *kinds).fillers("actor")) == who


@pytest.mark.parametrize(
    "text",
    [
        "Pact signed\n\nKenya and Uganda signed a pact on Monday. We condemn the delay. We demand an answer.",
        'Visit\n\nKenya and Uganda met on Monday. "We condemn the coup," President Ruto said. "We demand a vote."',
    ],
    ids=["the writer", "a speaker"],
)
def test_we_of_others_is_not_who_was_named_together(text: str) -> None:
    record = read_whole(text)
    for found in record.events:
        if found.type in ("Criticism", "Demand"):
            assert not {"Kenya", "Uganda"} <= labels(record, found.fillers("actor"))
