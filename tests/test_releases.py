"""Releases: the body that speaks as "we" without quotation marks, and what it wants."""

import pytest

from kg.extract.claims import find_claims
from kg.extract.coreference import resolve_first_person
from kg.extract.releases import RELEASE
from kg.extract.voices import find_voices
from kg.ontology.cues import load_cues
from tests.reading import Read, read

RELEASE_TEXT = (
    "The Government of Kenya strongly condemns the raid on the market. We call on the rebels to leave the valley.\n"
    "The captives must be freed. Our envoy will travel to Juba.\n"
    "The market was built in 1950."
)


def we_of(article: Read) -> set[str | None]:
    """Return the labels of whom "we" and "our" stand for."""
    found = resolve_first_person(article.article, article.analysis, article.referents, article.quotations)
    return {
        article.label(found.at.get((s.index, i)))
        for s in article.analysis.sentences
        for i, token in enumerate(s.tokens)
        if token.text.lower() in ("we", "our", "us")
    }


def speaker_of(article: Read, word: str, kind: str = "Attack") -> str | None:
    """Return the label of the first claim's speaker, pronouns resolved."""
    referents = resolve_first_person(article.article, article.analysis, article.referents, article.quotations)
    trigger = article.trigger(word, kind)
    claims = find_claims(
        article.article,
        article.analysis,
        trigger,
        article.quotations,
        find_voices(article.analysis, referents, load_cues()),
        load_cues(),
    )
    return article.label(claims[0].speaker)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (RELEASE_TEXT, {"Government of Kenya"}),
        ("Norway welcomes the truce. We urge both sides to keep it.", {"Norway"}),
        ("Norway welcomed the truce on Monday. We asked its envoy for comment.", {None}),
        ("Norway says the truce holds. Our reporter went to see.", {None}),
        ("Norway welcomes the truce. “We feared the worst,” Omar Kassem said.", {"Omar Kassem"}),
    ],
)
def test_we_is_the_body_that_takes_a_stance_before(text: str, who: set[str | None]) -> None:
    assert we_of(read(text)) == who


@pytest.mark.parametrize(
    ("word", "kind", "who"),
    [
        ("raid", "Attack", None),
        ("condemns", "Criticism", None),
        ("leave", "Withdrawal", "Government of Kenya"),
        ("freed", "PrisonerRelease", "Government of Kenya"),
        ("built", "Aid", None),
    ],
)
def test_facts_are_the_articles_and_wishes_the_bodys(word: str, kind: str, who: str | None) -> None:
    assert speaker_of(read(RELEASE_TEXT), word, kind) == who


def test_a_release_ends_with_its_last_we() -> None:
    article = read(RELEASE_TEXT)
    found = [q for q in article.quotations if q.rule == RELEASE]
    assert len(found) == 2 and not any(q.quoted for q in found)
    assert "1950" not in article.article.text[found[-1].content.start : found[-1].content.end]


def test_what_must_be_done_has_no_speaker_without_a_release() -> None:
    assert (
        speaker_of(read("Norway welcomes the truce. The captives must be freed."), "freed", "PrisonerRelease") is None
    )


@pytest.mark.parametrize(
    "text",
    [
        "The following is attributable to Spokesperson Omar Kassem:\nAna Molnarez met Bill Blinken. They left Rome.",
        "The statement below can be attributed to spokesman Omar Kassem:\nWe condemn the raid. The rebels left.",
    ],
)
def test_a_spokesperson_passes_on_what_the_office_says(text: str) -> None:
    article = read(text)
    assert not any(q.rule == "statement" for q in article.quotations)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "A Foreign Ministry spokesperson said:\n“We reject the result. The rebels burned the mill.”",
            "Foreign Ministry",
        ),
        ("A spokeswoman for NATO said: “We reject the result. The rebels burned the mill.”", "NATO"),
        ("NATO spokesman Omar Kassem said: “We reject the result. The rebels burned the mill.”", "Omar Kassem"),
    ],
)
def test_a_spokesperson_without_a_name_speaks_for_the_body(text: str, who: str) -> None:
    assert speaker_of(read(text), "burned") == who


def test_a_ministers_country_performs_in_his_statement() -> None:
    article = read("Foreign Minister Omar Kassem said:\nKenya condemns the raid. We sent two ships to the port.")
    assert speaker_of(article, "condemns", "Criticism") is None
    assert speaker_of(article, "raid") == "Omar Kassem"
