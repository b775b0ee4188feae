"""One event for one happening: what is joined, what stays two."""

import pytest

from tests.event_reading import event, labels, read


@pytest.mark.parametrize(
    ("text", "types", "count"),
    [
        pytest.param(
            "Kenya attacked the town of Goma on Monday. The attack killed 12 people.", ("Attack",), 1, id="definite noun"
        ),
        pytest.param(
            "Kenya and Uganda held peace talks in Goma on Monday.\n\nThe talks lasted two hours. The talks ended late.",
            ("CeasefireTalks", "Negotiation", "Consultation"), 1, id="talks told three times",
        ),
        pytest.param(
            "Macron telephoned Scholz on Monday.\n\nThe leaders of France and Germany discussed Mali. The call was short.",
            ("PhoneCall", "Consultation"), 1, id="what a call was about",
        ),
        pytest.param(
            "The Korean War divided Asia in 1950. The Chinese civil war ended in 1949.", ("ArmedConflict",), 2, id="two wars with names",
        ),
        pytest.param(
            "Macron visited Kenya on May 3, 2024. Macron visited Chad on May 7, 2024.", ("Visit",), 2, id="two visits"
        ),
        pytest.param(
            "Kenya sanctioned Chad on Monday. Peru sanctioned Chile on Tuesday.", ("Sanction",), 2, id="other parties"
        ),
        pytest.param(
            "Trump and Zelensky talked in Rome.\n\nPutin and Macron talked for an hour.", ("Consultation", "Meeting", "PhoneCall", "Negotiation"), 2, id="others talk",
        ),
        pytest.param(
            "Macron offered to meet Putin. On Friday Macron held talks with Erdogan in Ankara.", ("Consultation", "Meeting"), 2, id="another guest",
        ),
        pytest.param(
            "Kenya signed the border treaty on Monday.\n\nThe treaty ends a long dispute.\n\nPeru signed an accord with Chile on Monday.",
            ("SignAgreement",), 2, id="signed by others on one day",
        ),
        pytest.param(
            "Macron signed the trade deal on Monday. France will carry it out. Macron signed the deal in Nairobi.", ("SignAgreement",), 1, id="signed by one",
        ),
        pytest.param(
            "Kenya and Chad reached an agreement on Tuesday. Kenya signed a separate agreement with Uganda on Tuesday.",
            ("SignAgreement",), 2, id="a separate agreement",
        ),
        pytest.param(
            "Chad shelled Goma on Monday. Another attack killed six people.", ("Attack", "Shelling", "AirStrike"), 2, id="another attack",
        ),
        pytest.param(
            "Chad shelled Goma on Monday. The attack killed six people.", ("Attack", "Shelling", "AirStrike"), 1, id="the attack",
        ),
        pytest.param(
            "On Saturday crowds set fire to barriers and ransacked the French Institute.", ("Attack",), 2, id="two deeds joined by and",
        ),
        pytest.param("Chad struck Goma and killed six people.", ("Attack", "AirStrike"), 1, id="a blow and its harm"),
        pytest.param(
            "The meeting was the first between Macron and Ruto since an encounter in Lagos in March.", ("Meeting", "Consultation"), 2, id="since an encounter",
        ),
        pytest.param(
            "Kenya must pull heavy guns back from the line. All prisoners are to be freed, and foreign fighters must leave Chad.",
            ("Withdrawal",), 2, id="nothing but nearness speaks for one",
        ),
        pytest.param(
            "Kenya invaded Chad in 2014. Kenya did not invade Niger in 2014.", ("Invasion",), 2, id="affirmed and denied"
        ),
    ],
)  # fmt: skip
def test_happenings_are_counted_once(text: str, types: tuple[str, ...], count: int) -> None:
    record = read(text)
    found = [e for e in record.events if e.type in types]
    assert len(found) == count, [(e.type, [m.text for m in e.mentions]) for e in record.events]


def test_a_call_and_a_meeting_stay_two() -> None:
    record = read("Macron telephoned Scholz on Monday. On Thursday Macron met Scholz in Berlin.")
    assert event(record, "PhoneCall").id != event(record, "Meeting").id


def test_a_killing_is_the_one_told_just_before() -> None:
    record = read(
        "A raid on Goma wounded 40 people, and the city counted the dead on the day of the attack.\n\n"
        "General Ahmed Wadi was killed by a bomb on Friday. Kenya accused Chad of the killing."
    )
    killed = next(e for e in record.events if "killed" in [m.text for m in e.mentions])
    assert [m.text for m in killed.mentions] == ["killed", "killing"]
    assert not killed.fillers("actor")  # Kenya says that it was Chad


def test_who_is_accused_is_the_doer_of_what_only_the_accusation_tells() -> None:
    record = read("Kenya accused Chad of the killing of Ahmed Wadi.")
    assert labels(record, event(record, "Attack", "Assassination").fillers("actor")) == {"Chad"}


def test_an_event_gathers_mentions_roles_and_figures() -> None:
    record = read("Kenya attacked the town of Goma on Monday. The attack killed 12 people.")
    attack = event(record, "Attack", "AirStrike", "GroundAttack")
    assert [m.text for m in attack.mentions] == ["attacked", "attack"]
    assert labels(record, attack.fillers("actor")) == {"Kenya"}
    assert [(q.measure, q.value) for q in attack.quantities] == [("Killed", "12")]
    assert attack.time is not None and attack.time.basis == "stated"
    assert attack.claims and all(c.evidence for c in attack.claims)
