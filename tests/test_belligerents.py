"""The two sides of an article's war, lent to what names one of them or none."""

import pytest

from kg.records import Record
from tests.event_reading import event, labels, read

WAR = (
    "Ethiopia and Eritrea fought a war from 1998 to 2000. Eritrean troops seized Badme in May 1998. "
    "Ethiopia invaded Eritrea in May 2000. Eritrea shelled Adigrat in June 2000. "
)
ISLANDS = (
    "Argentina and the United Kingdom fought for ten weeks over the Falkland Islands in 1982. British submarines sank a "
    "cruiser on May 2. Argentina's air force struck the destroyer Sheffield two days later. "
)


def parties(record: Record, kind: str, role: str) -> list[set[str]]:
    return [labels(record, e.fillers(role)) for e in record.events if e.type == kind]


def test_one_side_of_a_war_strikes_the_other() -> None:
    assert parties(read(WAR), "Occupation", "recipient") == [{"Ethiopia"}]
    assert parties(read(ISLANDS), "AirStrike", "recipient") == [{"United Kingdom"}]


@pytest.mark.parametrize(
    ("story", "sentence", "kind", "sides"),
    [
        (WAR, "A peace treaty was signed in Algiers in December 2000.", "PeaceAgreement", {"Ethiopia", "Eritrea"}),
        (ISLANDS, "An armistice was declared on June 14, 1982.", "Ceasefire", {"Argentina", "United Kingdom"}),
        (WAR, "A treaty between Kenya and Uganda was signed in 2000.", "SignAgreement", {"Kenya", "Uganda"}),
    ],
    ids=["a treaty", "an armistice", "others are named"],
)
def test_what_ends_a_war_is_of_both_sides(story: str, sentence: str, kind: str, sides: set[str]) -> None:
    assert parties(read(story + sentence), kind, "actor") == [sides]


@pytest.mark.parametrize(
    "text",
    [
        WAR + "In 1936 an armistice was declared in Rome.",
        WAR + "A full ceasefire was demanded by Kenya.",
        "Kenya shelled Moyale on Monday. Uganda bombed Kitale. Chad shelled Faya. Libya bombed Zouar. "
        "An armistice was declared on Wednesday.",
        "An armistice was declared on Wednesday, Kenya and Uganda said.",
    ],
    ids=["long before", "only wanted", "several wars", "no war"],
)
def test_what_may_be_of_another_war_stays_open(text: str) -> None:
    record = read(text)
    assert not any(e.fillers("actor") for e in record.events if e.type == "Ceasefire")


def test_a_blow_of_a_third_state_is_not_turned_on_a_side() -> None:
    record = read(WAR + "In 2022 Russia bombed a dam near Kherson.")
    assert not labels(record, event(record, "AirStrike").fillers("recipient")) & {"Ethiopia", "Eritrea"}
