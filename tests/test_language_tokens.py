"""Tokens and sentences: tables of cases and properties over any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.sentences import split_sentences
from kg.language.tokens import tokenize

CASES = [
    ("Russia's army", "Russia|'s|army"),
    ("They don’t agree.", "They|do|n’t|agree|."),
    ("He cannot go", "He|can|not|go"),
    ("The U.S. and the U.K.", "The|U.S.|and|the|U.K."),
    ("Mr. Lavrov met Gen. Brown.", "Mr.|Lavrov|met|Gen.|Brown|."),
    ("J. Smith left.", "J.|Smith|left|."),
    ("a US-led, pre-war plan", "a|US|-|led|,|pre-war|plan"),
    ("the Moscow–Kyiv line", "the|Moscow|–|Kyiv|line"),
    ("talks—the first—failed", "talks|—|the|first|—|failed"),
    ("$5bn and €1,000", "$|5|bn|and|€|1,000"),
    ("US$3.5m", "US$|3.5|m"),
    ("10km away at 5pm, 40% down", "10|km|away|at|5|pm|,|40|%|down"),
    ("2014-2015 and 10-12", "2014|-|2015|and|10|-|12"),
    ("1/2 of it", "1/2|of|it"),
    ("“No,” he said.", "“|No|,|”|he|said|."),
    ("(AP) -- The", "(|AP|)|--|The"),
    ("Wait... what?!", "Wait|...|what|?!"),
    ("see https://example.org/a-b?x=1, please", "see|https://example.org/a-b?x=1|,|please"),
    ("mail a.b@example.org.", "mail|a.b@example.org|."),
    ("well.The next", "well|.|The|next"),
    ("the ’90s", "the|’90s"),
    ("#MeToo and -5 degrees", "#MeToo|and|-5|degrees"),
    ("Kyiv[1] said", "Kyiv|[|1|]|said"),
    ("and/or", "and|/|or"),
    ("", ""),
    ("  \t ", ""),
]


@pytest.mark.parametrize(("text", "tokens"), CASES)
def test_tokens_of_a_text(text: str, tokens: str) -> None:
    assert "|".join(text[a:b] for a, b in tokenize(text)) == tokens


SENTENCES = [
    ("He left. She stayed.", ["He left.", "She stayed."]),
    ("Mr. Lavrov met Gen. Brown. They talked.", ["Mr. Lavrov met Gen. Brown.", "They talked."]),
    ("The U.S. Army left the U.S. The army stayed.", ["The U.S. Army left the U.S.", "The army stayed."]),
    ("“Stop!” he said. “Now.” She did.", ["“Stop!” he said.", "“Now.”", "She did."]),
    ("He won 3.5 per cent. 20 people voted.", ["He won 3.5 per cent.", "20 people voted."]),
    ("Is it so? No. We asked No. 10 and No. 11.", ["Is it so?", "No.", "We asked No. 10 and No. 11."]),
    ("Really? yes", ["Really? yes"]),
    ("No end here", ["No end here"]),
    ("It ended... and began. Then", ["It ended... and began.", "Then"]),
]


@pytest.mark.parametrize(("text", "sentences"), SENTENCES)
def test_sentences_of_a_paragraph(text: str, sentences: list[str]) -> None:
    spans = tokenize(text)
    found = split_sentences([text[a:b] for a, b in spans], spans)
    assert [text[spans[a][0] : spans[b - 1][1]] for a, b in found] == sentences


@given(st.text(alphabet=st.one_of(st.sampled_from("aB1 .,-'’“”()/$%:;!?\n"), st.characters()), max_size=400))
def test_tokens_cover_everything_but_white_space(text: str) -> None:
    spans = tokenize(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert not any(c.isspace() for c in text[start:end])
        at = end
    assert not text[at:].strip()


@given(st.lists(st.sampled_from(["The", "war", ".", "!", "...", "U.S.", "Mr.", "”", "and", "5", "“"]), max_size=30))
def test_sentences_partition_the_words(words: list[str]) -> None:
    spans = [(10 * i, 10 * i + len(word)) for i, word in enumerate(words)]
    ranges = split_sentences(words, spans)
    assert [i for a, b in ranges for i in range(a, b)] == list(range(len(words)))
    assert all(a < b for a, b in ranges)


def test_machine_text_without_spaces_is_read_in_linear_time() -> None:
    assert len(tokenize("x" * 10_000)) == 1
    assert len(tokenize("!" * 10_000)) == 1
    assert len(tokenize("https://example.org/" + "a/" * 500)) == 1
    assert len(tokenize("a-" * 5_000)) == 10_000
