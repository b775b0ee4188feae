"""A whole article's Record: sound, deterministic, and free of what the text does not say."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.evaluate.gold import gold_article, load_gold
from kg.extract.record import extract_record
from kg.language.reader import load_reader
from kg.records import Record, check_record
from tests.conftest import ROOT
from tests.event_reading import article, event, names, ontology, read

GOLD = load_gold(ROOT / "tests" / "gold")
WHO = ("Kenya", "Macron", "the United Nations", "Chinese officials", "He", "Both sides", "A spokesman for the army")
DID = ("attacked", "met", "will visit", "did not sanction", "said it had invaded", "accused", "held talks with")
WHOM = ("Uganda", "Vladimir Putin", "the town of Goma", "two diplomats", "it", "NATO and the EU")
WHEN = (" on Monday", " in 2014", " last week", "", ", according to Reuters", " if talks fail")


@pytest.mark.parametrize("gold", GOLD, ids=[str(g["id"]) for g in GOLD])
def test_annotated_articles_give_sound_records(gold: dict[str, object]) -> None:
    record = extract_record(gold_article(gold), load_reader(), ontology(), names())
    assert check_record(record) == ()
    assert len(record.events) > 15 and len(record.entities) > 15
    again = extract_record(gold_article(gold), load_reader(), ontology(), names())
    assert again == record


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    st.lists(
        st.tuples(st.sampled_from(WHO), st.sampled_from(DID), st.sampled_from(WHOM), st.sampled_from(WHEN)),
        min_size=1,
        max_size=5,
    )
)
def test_any_article_gives_a_sound_record(parts: list[tuple[str, str, str, str]]) -> None:
    text = " ".join(f"{a} {b} {c}{d}." for a, b, c, d in parts)
    assert check_record(read(text)) == ()


@pytest.mark.parametrize("text", ["", "   \n\n", "…", "12 34 56", "Ωμέγα 日本 🙂 – “”", "a\tb\r\nc"])
def test_odd_texts_give_sound_records(text: str) -> None:
    record = extract_record(article(text), load_reader(), ontology(), names())
    assert check_record(record) == ()
    assert record.article.text == text


def spans_hold(record: Record) -> bool:
    text = record.article.text
    return all(text[m.start : m.end] == m.text for e in record.events for m in e.mentions)


def test_offsets_are_code_points_of_the_text() -> None:
    record = read("🙂🙂 Kenya invaded Uganda – “at dawn” – on Monday.")
    assert spans_hold(record)
    assert event(record, "Invasion").mentions[0].text == "invaded"


def test_entities_are_named_or_needed() -> None:
    record = read("The old man walked his dog while Kenya invaded Uganda on Monday.")
    needed = {r.filler for e in record.events for r in e.roles} | {c.speaker for e in record.events for c in e.claims}
    needed |= {i for f in record.facts for i in (f.subject, f.object)}
    assert all(e.names or e.id in needed for e in record.entities)


def test_labels_are_readable_sentences() -> None:
    assert event(read("Kenya invaded Uganda on Monday."), "Invasion").label == "Kenya invades Uganda"
    assert event(read("Emmanuel Macron will visit Chad next week."), "Visit").label == "Emmanuel Macron visits Chad"
    assert event(read("Kenya and Uganda invaded Sudan."), "Invasion").label == "Kenya and Uganda invade Sudan"


def test_an_undated_event_keeps_an_open_bound_apart_from_stated_days() -> None:
    found = event(read("Kenya invaded Uganda."), "Invasion")
    assert found.time is not None and found.time.basis == "inferred" and found.time.text is None
