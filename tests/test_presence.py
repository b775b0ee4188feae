"""Talks with a place are a meeting, talks over a line a call; to join people is no event of its own."""

import pytest

from tests.event_reading import read


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kahn landed in Oslo on Friday and spoke with Berg for three hours.", "Meeting"),
        ("The two presidents talked for almost three hours at the Hofburg Palace in Vienna.", "Meeting"),
        ("Ruto spoke with Museveni by telephone on Monday while staying in Nairobi.", "PhoneCall"),
        ("William Ruto telephoned Yoweri Museveni on Monday.", "PhoneCall"),
        ("Ruto and Museveni talked for two hours at Joint Base Andrews.", "Meeting"),
        ("Donald Trump and Volodymyr Zelensky talked at the Vatican.", "Meeting"),
        ("Donald Trump and Volodymyr Zelensky talked by phone about Kenya.", "PhoneCall"),
    ],
)
def test_face_to_face_or_over_a_line(text: str, kind: str) -> None:
    kinds = {e.type for e in read(text).events}
    assert kind in kinds, kinds
    assert len(kinds & {"Meeting", "PhoneCall"}) == 1


def test_to_join_people_is_no_event_of_its_own() -> None:
    assert not read("Emmanuel Macron and Keir Starmer joined the pair.").events
