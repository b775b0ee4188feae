"""Which words evoke which events, and a user's own type that works at once."""

from pathlib import Path

import pytest

from kg.extract.lexicon import TriggerLexicon
from kg.extract.triggers import find_triggers
from kg.language.analysis import Analysis, Sentence
from kg.language.reader import load_reader
from kg.ontology.reading import load_reading
from tests.event_reading import article, event, labels, ontology, read

AWARD = """@prefix d: <https://w3id.org/diplomatic-timeline/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
d:Decoration a owl:Class ; rdfs:subClassOf d:DiplomaticSupport ;
    rdfs:label "award of an order"@en ; rdfs:comment "Somebody is decorated by a state."@en ;
    d:verbTrigger "decorate"@en ; d:nounTrigger "decoration"@en ; d:phraseTrigger "confer the order"@en ;
    d:shortcut [ a d:ShortcutRule ; d:predicate d:decorates ; d:from d:actor ; d:to d:recipient ] .
d:decorates a owl:ObjectProperty ; rdfs:label "decorates"@en .
"""


def sentences(text: str) -> Analysis:
    return load_reader().analyse(article("News of the day\n\n" + text))


def triggers(text: str) -> list[tuple[str, str]]:
    """Return (words, type) of every trigger."""
    analysis = sentences(text)
    found = find_triggers(analysis, ontology())
    out = []
    for t in found:
        tokens = analysis.sentences[t.sentence].tokens
        out.append((" ".join(x.text for x in tokens[t.first : t.last + 1]), t.type))
    return out


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Kenya invaded Uganda on Monday.", "invaded", "Invasion"),
        ("President Ruto visited Ghana in March.", "visited", "Visit"),
        ("Ghana imposed sanctions on Mali.", "sanctions", "Sanction"),
        ("Chile and Peru held peace talks in Lima on Friday.", "talks", "Consultation"),
        ("Gunmen abducted a Kenyan diplomat in Nairobi.", "abducted", "Abduction"),
        ("In a word, war broke out in Sudan.", "war", "ArmedConflict"),
        ("Chad called off the visit on Friday.", "called off", "CutShortVisit"),
        ("India tested a ballistic missile on Tuesday.", "tested", "WeaponTest"),
        ("Niger recalled its ambassador from Paris.", "recalled", "RecallAmbassador"),
        ("Officers seized power in Gabon and dissolved the government.", "power", "Coup"),
    ],
)
def test_words_evoke_types(text: str, words: str, kind: str) -> None:
    assert any(words in w and (k == kind or ontology().is_a(k, kind)) for w, k in triggers(text)), triggers(text)


@pytest.mark.parametrize(
    "text",
    [
        "The river is long and the valley is green.",
        "Her uncle sold apples at the corner.",
        "Copyright 2024 by the authors.",
        'He looked up the word "war".',
        "Editors chose the term invasion.",
    ],
)
def test_plain_sentences_evoke_nothing(text: str) -> None:
    assert triggers(text) == []


def test_a_light_verb_leaves_the_event_to_its_noun() -> None:
    found = triggers("Peru and Chile held peace talks in Lima on Friday.")
    assert [w for w, _ in found if "held" in w and "talks" not in w] == []
    assert any("talks" in w for w, _ in found)


def test_no_two_triggers_share_a_word_and_all_lie_in_their_sentence() -> None:
    text = "After the ceasefire talks collapsed, Chad shelled the town and threatened to expel diplomats."
    analysis = sentences(text)
    found = find_triggers(analysis, ontology())
    assert len({(t.sentence, t.token) for t in found}) == len(found) >= 3
    for t in found:
        assert t.first <= t.token <= t.last < len(analysis.sentences[t.sentence].tokens)
        assert 0 <= t.score <= 1


@pytest.mark.parametrize(
    ("text", "trigger", "head"),
    [
        ("They called the trip off yesterday.", "verb:call off", "called"),
        ("The two sides reached a new deal.", "phrase:reach a deal", "deal"),
        ("A long phone call followed.", "noun:phone call", "call"),
        ("Britain laid claim to the island.", "phrase:lay claim to", "laid"),
    ],
)
def test_the_lexicon_finds_phrases_with_words_between(text: str, trigger: str, head: str) -> None:
    sentence = sentences(text).sentences[-1]
    lexicon = TriggerLexicon(ontology(), load_reading())
    found = {m.trigger: sentence.tokens[m.token].text for m in lexicon.matches(sentence)}
    assert found.get(trigger) == head, found


def test_a_new_type_with_three_triggers_works_at_once(tmp_path: Path) -> None:
    """Roles, time, modality, polarity and speaker come from the shared scorer and the layers beside it."""
    path = tmp_path / "award.ttl"
    path.write_text(AWARD, encoding="utf-8")
    record = read("On Tuesday, King Abdullah decorated General Amin Haddad in Amman.", (path,))
    done = event(record, "Decoration")
    assert labels(record, done.fillers("recipient")) == {"Amin Haddad"}
    assert len(done.fillers("actor")) == 1 and labels(record, done.fillers("place")) == {"Amman"}
    assert done.time is not None and done.time.span.start is not None
    assert (done.time.basis, done.time.span.start.isoformat()) == ("stated", "2024-05-14")
    assert (done.claims[0].modality, done.claims[0].polarity) == ("Factual", "Positive")
    assert "decorates" in done.label

    planned = event(
        read("According to Petra, Jordan will confer the Order of the Star on Lina Saad.", (path,)), "Decoration"
    )
    assert (planned.claims[0].modality, planned.claims[0].polarity) == ("Scheduled", "Positive")
    assert planned.claims[0].speaker is not None
    refused = event(read("Lina Saad was not decorated by Egypt in 2019.", (path,)), "Decoration")
    assert refused.claims[0].polarity == "Negative"
    assert refused.time is not None and refused.time.span.precision == "year"


def test_without_the_model_only_a_users_types_are_evoked(tmp_path: Path) -> None:
    path = tmp_path / "award.ttl"
    path.write_text(AWARD, encoding="utf-8")
    whole = sentences("Chad decorated Amin Haddad and invaded Niger.")
    bare = tuple(
        Sentence(s.index, s.start, s.end, s.zone, s.paragraph, s.tokens, s.names, None) for s in whole.sentences
    )
    found = find_triggers(Analysis(bare), ontology((path,)))
    assert [t.type for t in found] == ["Decoration"]
