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


@pytest.mark.parametrize(
    ("text", "type_", "who", "kinds"),
    [
        ("Kenya said Uganda had shelled Busia, a claim that Uganda rejected.", "Rebuttal", "Uganda", {"Shelling"}),
        (
            "Kenya accused Uganda of arming the rebels, a charge that Uganda denies.",
            "Denial",
            "Uganda",
            {"MilitaryAid"},
        ),
        ("Kigali told Kinshasa that it had nothing to do with the raid.", "Denial", "Rwanda", {"AirStrike"}),
        ("A rocket attack on Goma killed 16 people. Uganda denied responsibility.", "Denial", "Uganda", {"Shelling"}),
        ("Uganda denied responsibility for the shelling of Goma.", "Denial", "Uganda", {"Shelling"}),
        # two blows, one the answer to the other: which is denied is not said
        ("After a raid on Busia Kenya shelled Jinja. Uganda denied involvement.", "Denial", "Uganda", set()),
    ],
)
def test_who_denies_what(text: str, type_: str, who: str, kinds: set[str]) -> None:
    record = read(text)
    denial = event(record, type_)
    assert labels(record, denial.fillers("actor")) == {who}
    assert {e.type for e in record.events if e.id in denial.fillers("content")} == kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenya accused Uganda of arming the rebels, a charge that Uganda denies.", "Accusation"),
        ("Kenya said Uganda had shelled Busia, an accusation Uganda denied.", "SpeechAct"),
    ],
)
def test_what_is_named_again_to_be_denied_was_said_once(text: str, kind: str) -> None:
    record = read(text)
    assert labels(record, event(record, kind).fillers("actor")) == {"Kenya"}


@pytest.mark.parametrize(
    "text",
    [
        "Kigali said that Kampala had nothing to do with the raid.",
        "Kigali told Kinshasa that it had begun talks.",
        "Kenya made an accusation against Uganda.",
    ],
)
def test_what_is_said_of_others_denies_nothing(text: str) -> None:
    assert all(e.type not in ("Denial", "Rebuttal") for e in read(text).events)
