"""Who stands behind an event besides its first teller, and how model and words settle what is claimed."""

import pytest

from kg.extract.claims import choose_modality, choose_polarity, find_claims
from kg.extract.scope import Scope
from kg.language.analysis import Sentence
from kg.ontology.cues import load_cues
from tests.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "Kassem said rebels attacked the port; Molnarez denied it.",
        "Kassem said rebels attacked the port, but Molnarez rejected the claim.",
        "Kassem said that rebels had attacked the port. Molnarez dismissed the report.",
    ],
)
def test_two_speakers_contradict_each_other(text: str) -> None:
    article = read(text)
    claims = article.claims("attacked")
    assert [(article.label(c.speaker), c.polarity) for c in claims] == [
        ("Kassem", "Positive"),
        ("Molnarez", "Negative"),
    ]
    assert claims[1].cue is not None and claims[1].rule.startswith("denial:")


def test_a_chain_keeps_the_reporter() -> None:
    article = read("Kassem said that Molnarez had told him that the rebels had attacked the port.")
    first, second = article.claims("attacked")
    assert article.label(first.outer) == "Kassem" and second.outer is None


def test_a_war_goes_on_in_news_and_is_over_in_history() -> None:
    news = read("The envoy discussed an end to the war in Sudan with Kassem.")
    history = read("In 1955 the envoy discussed an end to the war in Sudan with Kassem.")
    assert news.claims("war", "ArmedConflict")[0].modality == "Continuing"
    assert history.claims("war", "ArmedConflict")[0].modality == "Factual"


def test_what_a_speaker_performs_is_told_by_the_article() -> None:
    article = read("“The raid is unacceptable and Kenya must withdraw,” Kassem said.")
    assert article.claims("unacceptable", "Criticism")[0].speaker is None
    assert article.label(article.claims("withdraw", "Withdrawal")[0].speaker) == "Kassem"


@pytest.mark.parametrize(
    ("text", "word", "kind", "who"),
    [
        ("“We demand a ceasefire,” Kassem said.", "demand", "Demand", None),
        ("Kassem said that he had accepted the plan.", "accepted", "WillingToNegotiate", "Kassem"),
        ("Kassem says Kenya planned the raid, which Molnarez denies.", "denies", "Denial", None),
        ("“I summoned the envoy in May,” Kassem said.", "summoned", "Disapproval", "Kassem"),
        ("“We had accepted the plan,” Kassem said.", "accepted", "WillingToNegotiate", "Kassem"),
        ("“At our request the council met,” Kassem said.", "request", "Demand", "Kassem"),
        ("Kassem said he had given his consent to the plan.", "consent", "ExpressIntent", "Kassem"),
        ("Kassem reiterated Kenya's opposition to the plan.", "opposition", "Disapproval", None),
        ("Molnarez would respond to a raid, Kassem said.", "respond", "Threat", "Kassem"),
        ("Kassem said he would never yield the port.", "yield", "RefusalToYield", None),
        ("Kassem told reporters he would raise the case.", "raise", "Demand", "Kassem"),
        ("Kassem told reporters that Kenya was ready for talks.", "ready", "WillingToNegotiate", "Kassem"),
    ],
)
def test_an_act_of_speech_is_the_articles_own_unless_it_lies_before(
    text: str, word: str, kind: str, who: str | None
) -> None:
    article = read(text)
    assert article.label(article.claims(word, kind)[0].speaker) == who


def test_parties_named_together_speak_each_for_itself() -> None:
    article = read("Kassem met Molnarez on Monday. Both sides said that rebels had attacked the port.")
    pair = tuple(r.id for r in article.referents.referents if r.label in ("Kassem", "Molnarez"))

    def members(sentence: Sentence, token: int) -> tuple[str, ...]:
        return pair if sentence.tokens[token].text == "sides" else ()

    trigger = article.trigger("attacked")
    cues = load_cues()
    claims = find_claims(article.article, article.analysis, trigger, article.quotations, article.voices, cues, members)
    assert article.speakers(claims) == "Kassem+Molnarez"
    assert [c.outer for c in claims] == [None, None]


def test_quoted_words_carry_their_quotation() -> None:
    article = read("“Rebels attacked the port,” Kassem said.")
    claim = article.claims("attacked")[0]
    assert claim.quote is not None
    assert article.article.text[claim.quote.start : claim.quote.end] == "Rebels attacked the port,"


def test_the_words_limit_and_the_model_chooses() -> None:
    would = Scope(modalities=("Scheduled", "Conditional"))
    assert choose_modality([0.6, 0.05, 0.1, 0.05, 0.2], would, False)[0] == "Conditional"
    assert choose_modality([0.2, 0.1, 0.5, 0.1, 0.1], would, False)[0] == "Scheduled"
    assert choose_modality([0.6, 0.1, 0.1, 0.1, 0.1], Scope(), False)[0] == "Factual"


@pytest.mark.parametrize(
    ("negative", "scope", "polarity"),
    [
        (0.1, Scope(), "Positive"),
        (0.4, Scope(negative=True), "Negative"),
        (0.01, Scope(negative=True, governed=True), "Negative"),
        (0.9, Scope(negative=False, governed=True), "Positive"),
    ],
)
def test_operators_outweigh_the_model(negative: float, scope: Scope, polarity: str) -> None:
    assert choose_polarity(negative, scope, False, True)[0] == polarity


def test_a_doubtful_negative_needs_a_word_of_denial_in_the_sentence() -> None:
    assert choose_polarity(0.65, Scope(), False, True)[0] == "Negative"
    assert choose_polarity(0.65, Scope(), False, False)[0] == "Positive"
    assert choose_polarity(0.9, Scope(), False, False)[0] == "Negative"
