"""Who can speak: people, bodies and what is written; messages speak for who sent them."""

import pytest

from tests.event_reading import read


def speakers(text: str, kind: str) -> list[str | None]:
    record = read(text)
    labels = {e.id: e.label for e in record.entities}
    return [labels.get(c.speaker or "") for e in record.events if e.type == kind for c in e.claims]


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        ("The minister said Kenya had invaded Uganda.", "Invasion", "Minister"),
        ("Two reports said Kenya had invaded Uganda.", "Invasion", "Two reports"),
        ("Thousands demanded that the general resign.", "Resignation", "Thousands"),
        ("There was a sign that said “Kenya invaded Uganda in 1971.”", "Invasion", None),
        ("Such an escalation makes one wonder: we know that Kenya invaded Uganda in 1971.", "Invasion", None),
        (
            "Macron sent a message to the king. The message reads, in part: “Kenya invaded Uganda in 1971.”",
            "Invasion",
            "Emmanuel Macron",
        ),
        (
            "Macron received a message. The message reads, in part: “Kenya invaded Uganda in 1971.”",
            "Invasion",
            "Message",
        ),
    ],
)
def test_who_speaks(text: str, kind: str, speaker: str | None) -> None:
    assert speakers(text, kind) == [speaker]
