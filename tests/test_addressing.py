"""Whom a speech act addresses, and who does what it puts forward: each told by the other."""

import pytest

from tests.event_reading import event, labels, read


@pytest.mark.parametrize(
    ("text", "act", "role", "content", "inner", "who"),
    [
        pytest.param(
            "Opposition lawmakers demanded the resignation of Prime Minister Hassan Diab.",
            "Demand", "recipient", "Resignation", "actor", "Hassan Diab", id="who shall go is asked to",
        ),
        pytest.param(
            "Students in Dhaka demanded the withdrawal of Indian troops.",
            "Demand", "recipient", "Withdrawal", "actor", "troops", id="whose withdrawal is demanded",
        ),
        pytest.param(
            "Kigali accused Kinshasa of arming the rebels.",
            "Accusation", "recipient", "MilitaryAid", "actor", "Democratic Republic of the Congo", id="who is accused did it",
        ),
    ],
)  # fmt: skip
def test_the_act_and_its_content_share_a_party(
    text: str, act: str, role: str, content: str, inner: str, who: str
) -> None:
    record = read(text)
    asked = labels(record, event(record, act).fillers(role))
    assert asked == labels(record, event(record, content).fillers(inner))
    assert any(who.lower() in name.lower() for name in asked)


def test_who_is_named_is_not_replaced() -> None:
    record = read("Dhaka asked New Delhi to monitor the withdrawal of Turkish soldiers.")
    assert labels(record, event(record, "Demand").fillers("recipient")) == {"India"}
    assert "India" not in labels(record, event(record, "Withdrawal").fillers("actor"))


def test_what_is_said_beside_an_accusation_is_no_part_of_it() -> None:
    record = read("Niamey accused Paris of arming the rebels and recalled its ambassador.")
    recall = event(record, "RecallAmbassador", "ReducedRelations")
    assert recall.id not in {r.filler for r in event(record, "Accusation").roles if r.name == "content"}


@pytest.mark.parametrize(
    ("text", "act", "kinds"),
    [
        ("Kenya says rebels shelled Goma; Uganda demanded talks.", ("SpeechAct", "Statement"), {"Shelling"}),
        ("The statement from Kigali came after missile strikes on Goma.", ("Statement",), set()),
        ("Before the summit Ruto had threatened Uganda with sanctions.", ("Threat",), {"Sanction"}),
        (
            "In an interview with TASS, Ruto said that rebels had shelled Goma.",
            ("SpeechAct", "Statement"),
            {"Shelling"},
        ),
        ("Ruto condemned the raid after a meeting in Kampala.", ("Criticism",), {"AirStrike"}),
        ("Kenya blamed Uganda for the raid in Jinja.", ("Accusation",), {"AirStrike"}),
    ],
)
def test_time_occasion_and_the_next_speaker_are_not_put_forward(
    text: str, act: tuple[str, ...], kinds: set[str]
) -> None:
    record = read(text)
    found = event(record, *act).fillers("content")
    assert {e.type for e in record.events if e.id in found} == kinds
