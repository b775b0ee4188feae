"""Speech that goes on without a verb of saying, and what follows a noun of speech and a colon."""

import pytest

from kg.extract.speaking_on import CONTINUED
from tests.reading import Read, read


def speaker_of(article: Read, word: str, kind: str = "Withdrawal") -> str | None:
    """Return the label of the first claim's speaker."""
    return article.label(article.claims(word, kind)[0].speaker)


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("Kassem said that peace was near. Kenya must withdraw its troops.", "withdraw", "Kassem"),
        ("Kassem stressed that peace was near. Both sides should leave the port and withdraw.", "withdraw", "Kassem"),
        ("Kassem said peace was near. The port must open. Kenya should withdraw its troops.", "withdraw", "Kassem"),
        ("Kassem said peace was near. Kassem is ready to withdraw.", "ready", "Kassem"),
        # the article itself again
        ("Kassem said that peace was near. Kenya withdrew its troops.", "withdrew", None),
        ("Kassem said that peace was near. Kenya is ready to withdraw.", "ready", None),
        ("Kassem said that peace was near. Rain fell. Kenya must withdraw its troops.", "withdraw", None),
        ("Kassem said that peace was near.\n\nKenya must withdraw its troops.", "withdraw", None),
        ("Kassem left the port. Kenya must withdraw its troops by Friday.", "withdraw", None),
        ("Kassem said that peace was near. “It is,” Molnarez said. Kenya must withdraw.", "withdraw", None),
        # what is spoken of as known is no part of it
        ("Kassem said that peace was near. Kenya must honour the withdrawal.", "withdrawal", None),
    ],
)
def test_what_should_be_done_is_still_said(text: str, word: str, who: str | None) -> None:
    assert speaker_of(read(text), word) == who


def test_what_goes_on_has_the_cue_of_what_was_said() -> None:
    article = read("Kassem said that peace was near. Kenya must withdraw its troops.")
    (found,) = (q for q in article.quotations if q.rule == CONTINUED)
    assert article.article.text[found.content.start : found.content.end] == "Kenya must withdraw its troops."
    assert found.cue is not None and article.article.text[found.cue.start : found.cue.end] == "said"
    assert not found.quoted


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("Kassem flew to Nairobi with an offer: rebels would withdraw if Kenya paid.", "withdraw", "Kassem"),
        ("Kassem repeated his demand: Kenya has to withdraw.", "withdraw", "Kassem"),
        ("Kassem saw three towns: Kenya had withdrawn from all.", "withdrawn", None),
        ("Kassem rejected the offer. Two things followed: Kenya withdrew and the port closed.", "withdrew", None),
    ],
)
def test_a_colon_opens_what_a_noun_of_speech_announces(text: str, word: str, who: str | None) -> None:
    assert speaker_of(read(text), word) == who


def test_who_demands_an_apology_makes_none() -> None:
    assert speaker_of(read("Kassem demanded an apology from Kenya."), "apology", "Apology") == "Kassem"
    assert speaker_of(read("Kassem offered an apology to Kenya."), "apology", "Apology") is None
