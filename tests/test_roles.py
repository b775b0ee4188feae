"""Who did it to whom, over the constructions that turn the order of the words around."""

import pytest

from tests.event_reading import event, labels, read

CASES = [
    ("active", "Kenya invaded Uganda on Monday.", ("Invasion",), {"actor": {"Kenya"}, "recipient": {"Uganda"}}),
    ("passive", "Uganda was invaded by Kenya on Monday.", ("Invasion",), {"actor": {"Kenya"}, "recipient": {"Uganda"}}),
    (
        "relative clause",
        "Chad, which invaded Niger in 2014, denied everything.",
        ("Invasion",),
        {"actor": {"Chad"}, "recipient": {"Niger"}},
    ),
    (
        "shared subject",
        "President Ruto met Prime Minister Modi in Delhi and praised the European Union.",
        ("Praise",),
        {"actor": {"Ruto"}, "recipient": {"European Union"}},
    ),
    (
        "several objects",
        "Brazil sanctioned Peru, Chile and Bolivia on Friday.",
        ("Sanction",),
        {"actor": {"Brazil"}, "recipient": {"Peru", "Chile", "Bolivia"}},
    ),
    (
        "everybody at a meeting acts",
        "Emmanuel Macron met with Olaf Scholz in Berlin on Tuesday.",
        ("Meeting",),
        {"actor": {"Emmanuel Macron", "Olaf Scholz"}, "place": {"Berlin"}},
    ),
    (
        "a visit goes to a place",
        "Antony Blinken will visit Kenya next week.",
        ("Visit",),
        {"actor": {"Antony Blinken"}, "place": {"Kenya"}},
    ),
    (
        "an annexed place is place and topic",
        "Russia annexed Crimea in 2014.",
        ("Annexation",),
        {"actor": {"Russia"}, "place": {"Crimea"}, "topic": {"Crimea"}},
    ),
    (
        "possessor",
        "Kenya's invasion of Uganda began on Monday.",
        ("Invasion",),
        {"actor": {"Kenya"}, "recipient": {"Uganda"}},
    ),
]


@pytest.mark.parametrize(("text", "types", "roles"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_direction(text: str, types: tuple[str, ...], roles: dict[str, set[str]]) -> None:
    record = read(text)
    found = event(record, *types)
    shown = {name: labels(record, found.fillers(name)) for name in roles}
    for name, wanted in roles.items():
        assert len(shown[name]) == len(wanted), shown
        assert all(any(w in label for label in shown[name]) for w in wanted), shown


def test_plural_descriptions_stand_for_the_parties_named_before() -> None:
    record = read("Emmanuel Macron met Olaf Scholz in Paris on Monday.\n\nThe two leaders agreed to send aid to Chad.")
    agreed = next(e for e in record.events if any(m.text == "agreed" for m in e.mentions))
    assert labels(record, agreed.fillers("actor")) == {"Emmanuel Macron", "Olaf Scholz"}


def test_a_speech_act_is_linked_to_what_it_puts_forward() -> None:
    record = read("Kenya demanded on Monday that Uganda withdraw its troops from Goma.")
    demand, withdrawal = event(record, "Demand"), event(record, "Withdrawal")
    assert demand.fillers("content") == (withdrawal.id,)
    assert withdrawal.claims[0].modality == "Desired"
    assert withdrawal.claims[0].speaker in demand.fillers("actor")
    assert withdrawal.claims[0].speech_act == demand.id


def test_what_has_no_name_fills_only_roles_it_can() -> None:
    record = read("Ministers discussed trade, the weather and the crisis in Geneva on Friday.")
    for found in record.events:
        assert labels(record, found.fillers("topic")) == set()
