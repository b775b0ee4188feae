"""A segment loses nothing of a Record, says it the same way everywhere, and fits one text only."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.dates import PRECISIONS, DaySpan
from kg.errors import OntologyError, StoreError
from kg.evaluate.gold import gold_to_record, load_gold
from kg.identifiers import digest_text
from kg.ontology.types import load_ontology
from kg.rdf.segments import event_nodes, quads_to_record, record_to_quads
from kg.rdf.vocabulary import Vocabulary, load_vocabulary
from kg.records import (
    COMPARATORS,
    MODALITIES,
    POLARITIES,
    ZONES,
    Article,
    Claim,
    Entity,
    Event,
    EventTime,
    Fact,
    Link,
    Mention,
    Quantity,
    Record,
    Role,
    Span,
    Zone,
    check_record,
)

GOLD = Path(__file__).with_name("gold")
VOCABULARY = load_vocabulary()
ONTOLOGY = load_ontology()
ids = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)
words = st.text(st.characters(codec="utf-8"), max_size=8)
maybe_words = st.none() | words
days = st.dates(min_value=date(1, 1, 1))


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def mentions(draw: st.DrawFn, text: str, kinds: tuple[str, ...]) -> Mention:
    span = draw(spans(text))
    return Mention(span.start, span.end, text[span.start : span.end], draw(st.sampled_from(kinds)))


def tuples(items: st.SearchStrategy, least: int = 0, most: int = 3) -> st.SearchStrategy:
    return st.just(()) if items.is_empty else st.lists(items, min_size=least, max_size=most).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> Record:
    text = draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
    who = draw(st.lists(ids, unique=True, max_size=3))
    what = draw(st.lists(ids.filter(lambda i: i not in who), unique=True, max_size=3))
    span, someone = spans(text), (st.none() | st.sampled_from(who)) if who else st.none()
    claim = st.builds(
        Claim, speaker=someone, modality=st.sampled_from(MODALITIES), polarity=st.sampled_from(POLARITIES),
        evidence=tuples(span, 1), trigger=st.none() | span, quote=st.none() | span, cue=st.none() | span,
        speech_act=(st.none() | st.sampled_from(what)) if what else st.none(), outer=someone,
        confidence=st.integers(0, 10_000).map(lambda i: i / 10_000), rule=words,
    )  # fmt: skip
    day_span = st.builds(
        lambda a, b, p: DaySpan(min(a, b) if a and b else a, max(a, b) if a and b else b, p),
        st.none() | days, st.none() | days, st.sampled_from(PRECISIONS),
    )  # fmt: skip
    time = st.builds(
        EventTime, span=day_span, basis=st.sampled_from(["stated", "inferred"]), text=maybe_words,
        start=st.none() | st.integers(0, 99), end=st.none() | st.integers(0, 99), value=maybe_words,
        relation=st.sampled_from(["within", "before"]), rule=words,
    )  # fmt: skip
    quantity = st.builds(
        Quantity, measure=st.sampled_from(sorted(ONTOLOGY.measures)), value=st.decimals(0, 10**9, places=2).map(str),
        comparator=st.sampled_from(COMPARATORS), unit=words, mention=mentions(text, ("nominal",)), speaker=someone,
    )  # fmt: skip
    role = st.nothing()
    if who:
        role |= st.builds(
            lambda n, f, s, b: Role(n, f, s.start, s.end, b),
            st.sampled_from(["actor", "place"]), st.sampled_from(who), span, st.sampled_from(["clause", "joined"]),
        )  # fmt: skip
    if what:
        role |= st.builds(lambda f, s: Role("content", f, s.start, s.end), st.sampled_from(what), span)
    link = st.builds(Link, st.sampled_from(["partOf", "after"]), st.sampled_from(what), span) if what else st.nothing()
    entities = tuple(
        draw(st.builds(
            Entity, id=st.just(i), type=st.sampled_from(sorted(ONTOLOGY.classes)), label=words,
            mentions=tuples(mentions(text, ("name", "nominal", "pronoun")), 1), known=maybe_words, country=maybe_words,
            description=maybe_words,
        ))
        for i in who
    )  # fmt: skip
    events = tuple(
        draw(st.builds(
            Event, id=st.just(i), type=st.sampled_from(sorted(ONTOLOGY.types)), label=words,
            mentions=tuples(mentions(text, ("trigger",)), 1), claims=tuples(claim, 1), roles=tuples(role),
            time=st.none() | time, quantities=tuples(quantity), links=tuples(link), rule=words,
        ))
        for i in what
    )  # fmt: skip
    local = st.sampled_from(who) if who else st.nothing()
    predicate = st.sampled_from(["holdsPosition", "envoyOf"])
    fact = st.builds(Fact, local, predicate, local, claim) if who else st.nothing()
    article = Article(
        name=draw(words), text=text, title=draw(words), digest=digest_text(text),
        zones=draw(tuples(st.builds(lambda s, k: Zone(s.start, s.end, k), span, st.sampled_from(ZONES)))),
        published=draw(st.none() | days), published_basis=draw(st.sampled_from(["unknown", "text"])),
        published_span=draw(st.none() | span), publisher=draw(maybe_words), url=draw(maybe_words),
        language=draw(maybe_words),
    )  # fmt: skip
    return Record(article, entities, events, draw(tuples(fact)), draw(tuples(local)), draw(tuples(words)))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(records())
def test_any_sound_record_comes_back_whole(record: Record) -> None:
    assert check_record(record) == ()
    data = record_to_quads(record, VOCABULARY)
    assert quads_to_record(data, record.article.text) == record
    lines = data.split(b"\n")
    assert lines.pop() == b"" and lines == sorted(set(lines)) and all(line.startswith(b"<https://") for line in lines)


@pytest.mark.parametrize("gold", load_gold(GOLD), ids=lambda g: g["id"])
def test_annotated_article_comes_back_whole(gold: dict) -> None:
    record = gold_to_record(gold)
    data = record_to_quads(record, VOCABULARY)
    assert quads_to_record(data, record.article.text) == record
    assert len(set(event_nodes(record).values())) == len(record.events) > 10


def test_same_bytes_under_other_hash_seeds() -> None:
    code = (
        "import sys, hashlib; from pathlib import Path; from kg.evaluate.gold import *; from kg.rdf.segments import *;"
        "from kg.rdf.vocabulary import *; g = load_gold(Path(sys.argv[1]))[0];"
        "print(hashlib.sha256(record_to_quads(gold_to_record(g), load_vocabulary())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, str(GOLD)], env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(GOLD.parent.parent)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1


def small(event_type: str = "Visit", text: str = "Ann visits Rome.") -> Record:
    article = Article("a", text, text, digest_text(text), ())
    claim = Claim(None, "Factual", "Positive", (Span(0, len(text)),))
    return Record(article, (), (Event("e", event_type, "x", (Mention(4, 10, text[4:10], "trigger"),), (claim,)),))


def test_unknown_type_stops_writing_and_names_the_nearest() -> None:
    with pytest.raises(OntologyError, match=r"'Vist'.*did you mean Visit"):
        record_to_quads(small("Vist"), VOCABULARY)


def test_segment_of_another_text_is_refused() -> None:
    data = record_to_quads(small(), VOCABULARY)
    with pytest.raises(StoreError, match="read against the text"):
        quads_to_record(data, "Ann visits Roma.")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"visits"', b'"visited"', "the segment says 'visited'"),
        (b" .\n", b" \n", "not N-Quads"),
        (b"<https", b"_:x <https", "not N-Quads"),
    ],
)
def test_damaged_segment_is_refused(old: bytes, new: bytes, message: str) -> None:
    data = record_to_quads(small(), VOCABULARY)
    with pytest.raises(StoreError, match=message):
        quads_to_record(data.replace(old, new), "Ann visits Rome.")


def test_user_terms_are_part_of_the_vocabulary(tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(
        "@prefix d: <https://w3id.org/diplomatic-timeline/ontology#> . @prefix rdfs: "
        "<http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
        'd:Pilgrimage a owl:Class ; rdfs:subClassOf d:Visit ; rdfs:label "pilgrimage"@en .'
    )
    vocabulary: Vocabulary = load_vocabulary([file])
    assert vocabulary.classes("Pilgrimage") == ("Pilgrimage", "Consultation", "Event", "Visit")
    assert vocabulary.place_as("Pilgrimage") == "destination"
    assert b"ontology#Pilgrimage> " in record_to_quads(small("Pilgrimage"), vocabulary)
