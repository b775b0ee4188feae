"""Speech without quotation marks: announced paragraphs, turns of a transcript, statements printed in full."""

import pytest

from kg.extract.coreference import resolve_first_person
from tests.reading import Read, read

ANNOUNCED = (
    "Rebels burned the mill.\n"
    "Foreign Secretary Ana Molnarez said:\n"
    "The attack was the work of cowards.\n"
    "We have sent three ships to the port. Our envoy has met Kassem.\n"
    "The port was built in 1920 by a railway company."
)
TITLE = "Statement by Foreign Minister Ana Molnarez"
FULL = "Kenya deplores the attack on the port. We call on all sides to stop.\n\nOur envoy visited Nairobi on Monday."


def spoken(article: Read) -> list[tuple[str | None, str]]:
    """Return speaker and words of each statement."""
    text = article.article.text
    found = [q for q in article.quotations if q.rule == "statement"]
    return [(article.label(q.speaker), text[q.content.start : q.content.end]) for q in found]


def test_what_follows_an_announcement_is_spoken_as_far_as_somebody_says_we() -> None:
    assert [words for who, words in spoken(read(ANNOUNCED)) if who == "Ana Molnarez"] == [
        "The attack was the work of cowards.",
        "We have sent three ships to the port. Our envoy has met Kassem.",
    ]


def test_we_in_a_statement_is_its_speaker() -> None:
    article = read(ANNOUNCED)
    found = resolve_first_person(article.article, article.analysis, article.referents, article.quotations)
    we = {
        article.label(found.at.get((s.index, i)))
        for s in article.analysis.sentences
        for i, token in enumerate(s.tokens)
        if token.text.lower() in ("we", "our")
    }
    assert we == {"Ana Molnarez"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Minister Ana Molnarez said: We drove them out of the port. Our troops took the bridge.\nThe army left.",
            [("Ana Molnarez", "We drove them out of the port. Our troops took the bridge.")],
        ),
        ("Officials said on Monday: the dam broke. The army left the town.", [("Officials", "the dam broke.")]),
        (
            "Ana Molnarez: We signed the treaty in May.\nQuestion: Did the army leave?\nOmar Kassem: I told you so.",
            [("Ana Molnarez", "We signed the treaty in May."), ("Omar Kassem", "I told you so.")],
        ),
        ("The parties agreed on three points: the army leaves, the rebels hand in their arms.", []),
        ("Ana Molnarez said:\n“The border is closed. We are ready.”\nKassem left the room.", []),
        ("The minister left Nairobi.\nWe asked her office for comment. Our letters went unanswered.", []),
        ("Both were indicted by the court in May: the army left the town.", []),
        ("Ana Molnarez read a letter.\nHow it began: on Friday the army shelled the town.", []),
        (
            "14:32 Minister Ana Molnarez said: We hold the port.\n14:10 The army left the town.\n"
            "13:55 A guard told us so.\nHOW WE GOT HERE: the army came in May.",
            [("Ana Molnarez", "We hold the port.")],
        ),
    ],
    ids=[
        "inline",
        "no first person",
        "transcript",
        "a list",
        "in marks",
        "the reporter's we",
        "no speech",
        "a title of what follows",
        "entries of a live page",
    ],
)
def test_openings(text: str, expected: list[tuple[str, str]]) -> None:
    assert spoken(read(text)) == expected


def test_a_speaker_told_of_by_name_has_stopped_speaking() -> None:
    text = "Ana Molnarez said:\nWe hold the port.\nMolnarez said later that the army had left. We saw it go."
    assert [words for _, words in spoken(read(text))] == ["We hold the port."]


@pytest.mark.parametrize(
    ("title", "body", "who"),
    [
        (TITLE, FULL, ["Ana Molnarez", "Ana Molnarez"]),
        ("Foreign Minister Ana Molnarez visits Nairobi", FULL, []),
        (TITLE, "Kenya deplores the attack on the port. It calls on all sides to stop.", []),
        (TITLE, FULL + "\n\nMolnarez said that the ships had left. We were there.", []),
    ],
    ids=["first person", "no statement", "third person", "told of by name"],
)
def test_a_statement_in_full_is_its_authors(title: str, body: str, who: list[str]) -> None:
    article = read(f"{title}\n\n{body}", title)
    assert [speaker for speaker, _ in spoken(article)] == who


@pytest.mark.parametrize(
    "line",
    [
        "Minister Ana Molnarez states as follows:",
        "Ana Molnarez issued the following statement:",
        "The following statement was issued by Ana Molnarez:",
        "Remarks by Ana Molnarez:",
    ],
)
def test_lines_that_announce_speech(line: str) -> None:
    article = read(line + "\n“Rebels burned the mill. No one was there.”")
    assert [article.label(q.speaker) for q in article.quotations if q.quoted] == ["Ana Molnarez"]
