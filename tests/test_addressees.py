"""Whom a demand or warning is made to, told by the meeting or call beside it."""

import pytest

from tests.event_reading import event, labels, read


@pytest.mark.parametrize(
    ("text", "kinds", "who"),
    [
        ("Shinzo Abe met Vladimir Putin on Monday and urged restraint.", ("Demand",), {"Vladimir Putin"}),
        ("Lula telephoned Nicolas Maduro to demand that the army leave.", ("Demand",), {"Nicolas Maduro"}),
        (
            "Receiving President Raul Castro on Monday, Vladimir Putin warned of a war.",
            ("WarningStatement",),
            {"Raul Castro"},
        ),
        ("Angela Merkel met Emmanuel Macron and urged Greece to pay.", ("Demand",), {"Greece"}),
        (
            "After meeting Raul Castro in Havana, Vladimir Putin warned of a war.",
            ("WarningStatement", "SpeechAct"),
            set(),
        ),
        ("Shinzo Abe met Vladimir Putin on Monday, and Joe Biden urged restraint.", ("Demand",), set()),
    ],
    ids=["and", "to", "fronted", "told otherwise", "only after it", "somebody else"],
)
def test_who_is_met_or_called_is_addressed(text: str, kinds: tuple[str, ...], who: set[str]) -> None:
    record = read(text)
    assert labels(record, event(record, *kinds).fillers("recipient")) == who


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Emmanuel Macron pressed Vladimir Putin for a truce and was turned down.",
            {"actor": {"Vladimir Putin"}, "recipient": {"Emmanuel Macron"}},
        ),
        (
            "Kenya asked Uganda for aid and rejected an offer of Chad.",
            {"actor": {"Kenya"}},
        ),
    ],
    ids=["turned down", "turns down"],
)
def test_who_is_asked_turns_down(text: str, roles: dict[str, set[str]]) -> None:
    record = read(text)
    found = event(record, "Rejection")
    assert {name: labels(record, found.fillers(name)) for name in roles} == roles
