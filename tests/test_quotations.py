"""Reported speech of own sentences: content, speaker, marks, nesting and continuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.quotemarks import find_marked, paragraphs_of
from tests.reading import Read, read

# sentence, what is said, by whom (None: nobody named), inside quotation marks
SAID = [
    ('"We will not negotiate under fire," Foreign Minister Ana Molnarez said on Monday.',
     "We will not negotiate under fire,", "Ana Molnarez", True),
    ('"We will not negotiate," said Ana Molnarez, "until the guns fall silent."',
     "until the guns fall silent.", "Ana Molnarez", True),
    ('Molnarez said: "The guns must fall silent."', "The guns must fall silent.", "Molnarez", True),
    ("“The border is closed,” the minister told reporters.", "The border is closed,", "minister", True),
    ("President Omar Kassem called the raid “an act of war” and vowed revenge.", "an act of war", "Omar Kassem", True),
    ("Kassem described the talks as constructive.", "as constructive", "Kassem", False),
    ("According to the Interior Ministry, rebels attacked the port at dawn.",
     "rebels attacked the port at dawn", "Interior Ministry", False),
    ("Rebels attacked the port at dawn, according to two officials briefed on the raid.",
     "Rebels attacked the port at dawn", "two officials", False),
    ("Rebels attacked the port at dawn, Kenya's army said on Tuesday.",
     "Rebels attacked the port at dawn", "army", False),
    ("Kassem said that Molnarez had told him that the rebels would surrender.",
     "that the rebels would surrender", "Molnarez", False),
    ("Kassem says rebels burned the mill; Molnarez denies it.", "rebels burned the mill", "Kassem", False),
    ("Officials said the ceasefire had collapsed.", "the ceasefire had collapsed", "officials", False),
    ("A senior US official, speaking on condition of anonymity, said Washington would impose sanctions.",
     "Washington would impose sanctions", "official", False),
    ("In Kassem's words, the deal is dead.", "the deal is dead", "Kassem", False),
    ("The strikes, which Kassem said targeted an arms depot, killed nine people.",
     "targeted an arms depot", "Kassem", False),
    ("Kassem's claim that rebels burned the mill was rejected by Molnarez.",
     "that rebels burned the mill", "Kassem", False),
    ("A statement from the Foreign Ministry said the envoy would visit Nairobi.",
     "the envoy would visit Nairobi", "Foreign Ministry", False),
    ("It was reported that rebels had burned the mill.", "that rebels had burned the mill", None, False),
    ("Kassem, who met Molnarez in Nairobi, said the war was over.", "the war was over", "Kassem", False),
    ("What Kyiv calls an invasion began in 2022.", "an invasion", "Ukraine", False),
    ('"Is this peace?" asked Kassem.', "Is this peace?", "Kassem", True),
    ("Speaking in Nairobi, Kassem announced that Kenya would host the talks.",
     "that Kenya would host the talks", "Kassem", False),
    ('London brushed it aside: "There can be no talks over the islands."',
     "There can be no talks over the islands.", "United Kingdom", True),
    ('"The mill is gone. The village is gone," Kassem said. "Nothing is left."', "Nothing is left.", "Kassem", True),
]  # fmt: skip


def contents(article: Read) -> dict[str, tuple[str | None, bool]]:
    """Return speaker and marks of each quotation by its words."""
    text = article.article.text
    return {text[q.content.start : q.content.end]: (article.label(q.speaker), q.quoted) for q in article.quotations}


@pytest.mark.parametrize(("text", "content", "speaker", "quoted"), SAID, ids=[s[0] for s in SAID])
def test_who_says_what(text: str, content: str, speaker: str | None, quoted: bool) -> None:
    found = contents(read(text))
    assert content in found, found
    who, marked = found[content]
    assert marked == quoted
    assert who is None if speaker is None else who is not None and speaker.lower() in who.lower()


def test_a_chain_names_who_reports_whom() -> None:
    article = read("Kassem said that Molnarez had told him that the rebels would surrender.")
    inner = next(q for q in article.quotations if article.label(q.speaker) == "Molnarez")
    assert article.label(inner.outer) == "Kassem"


def test_paragraphs_that_open_again_continue_the_quotation() -> None:
    text = (
        "The minister, Ana Molnarez, said:\n“The border stays closed. We have waited for years.\n"
        "“No one will cross it again.\n“We are ready to talk.”\nKassem left the room."
    )
    article = read(text)
    quoted = [article.label(q.speaker) for q in article.quotations if q.quoted]
    assert quoted == ["Ana Molnarez"] * 3


def test_a_headline_colon_names_the_speaker() -> None:
    title = "Zelensky: Russia must stop the attacks"
    article = read(title + "\n\nThe president spoke on Monday.", title)
    assert contents(article)["Russia must stop the attacks"][0] == "Volodymyr Zelensky"


def test_a_live_entry_names_its_speaker() -> None:
    found = contents(read("14:32 Police: rebels burned the mill.\n14:40 Fog: rebels burned the bridge."))
    assert found["rebels burned the mill"][0] == "Police" and "rebels burned the bridge" not in found


def test_a_name_before_a_colon_and_marks_speaks() -> None:
    found = contents(read("07:10 – Minister Ana Molnarez, in a letter: “I have not left the port.”"))
    assert found["I have not left the port."] == ("Ana Molnarez", True)


def test_a_report_at_the_end_of_a_line_is_a_saying() -> None:
    article = read("Norwegian ships have burned dozens of huts on the coast today, Central Command reports.")
    assert any("Central Command" in (article.label(q.speaker) or "") for q in article.quotations)


def test_the_article_goes_on_after_a_semicolon() -> None:
    found = contents(read("Kassem says rebels burned the mill; the army left the town."))
    assert "rebels burned the mill" in found and not any("army" in words for words in found)


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("«Oui», dit-il.", ["Oui"]),
        ("It’s the people’s choice, she said.", []),
        ("“A ‘nested’ word,” he said.", ["A ‘nested’ word,", "nested"]),
        ("‘We won’t go,’ she said.", ["We won’t go,"]),
        ("“Never closed", ["Never closed"]),
    ],
)
def test_quotation_marks(text: str, stretches: list[str]) -> None:
    assert [text[m.start : m.end] for m in find_marked(text, 0, len(text))] == stretches


@given(st.text(alphabet="ab \n\"“”‘’'«».,s", max_size=80))
def test_marked_stretches_lie_in_their_paragraph(text: str) -> None:
    for start, end in paragraphs_of(text, 0, len(text)):
        assert text[start:end] and "\n" not in text[start:end]
        for m in find_marked(text, start, end):
            assert start <= m.start < m.end <= end


@pytest.mark.parametrize("text", [s[0] for s in SAID[::3]])
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    article = read(text)
    starts = [q.content.start for q in article.quotations]
    assert starts == sorted(starts)
    for q in article.quotations:
        assert 0 <= q.content.start < q.content.end <= len(text)
        assert q.cue is None or text[q.cue.start : q.cue.end].strip()
