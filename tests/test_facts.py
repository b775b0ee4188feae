"""Facts an article states: offices, envoys, spokespeople, membership, capitals, belonging, alliance, residence."""

from functools import lru_cache

import pytest

from kg.article.metadata import Metadata
from kg.article.reading import make_article
from kg.extract.facts import find_facts
from kg.extract.names import find_referents
from kg.language.reader import Reader, load_reader
from kg.ontology.names import Names, load_names
from kg.records import Fact


@lru_cache(maxsize=1)
def open_tools() -> tuple[Reader, Names]:
    """Return the reader and the names, opened once."""
    return load_reader(), load_names()


def facts_of(text: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((f.subject, f.predicate, f.object) for f in read_facts(text))


def read_facts(text: str) -> tuple[Fact, ...]:
    reader, names = open_tools()
    article = make_article("A report\n\n" + text, Metadata(published="2025-05-20"), "test", "test")
    analysis = reader.analyse(article)
    referents = find_referents(article, analysis, names)
    facts = find_facts(article, analysis, referents, names)
    ids = {r.id for r in referents.referents}
    for fact in facts:
        assert {fact.subject, fact.object} <= ids
        span = fact.claim.evidence[0]
        assert 0 <= span.start < span.end <= len(article.text)
        assert fact.claim.speaker is None
    return facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Russian Foreign Minister Sergei Lavrov spoke.",
            ("Sergei_Lavrov", "holdsPosition", "Foreign_Minister_of_Russia"),
        ),
        ("Kenya's president, William Ruto, spoke.", ("William_Ruto", "holdsPosition", "President_of_Kenya")),
        ("President William Ruto of Kenya spoke.", ("William_Ruto", "holdsPosition", "President_of_Kenya")),
        ("NATO Secretary General Mark Rutte spoke.", ("Mark_Rutte", "holdsPosition", "NATO_Secretary_General")),
        ("Trump's envoy, Ardal Quennell, spoke.", ("Ardal_Quennell", "envoyOf", "Donald_Trump")),
        ("U.S. envoy Ardal Quennell spoke.", ("Ardal_Quennell", "envoyOf", "United_States")),
        ("Tom Perriello, the U.S. envoy for Sudan, spoke.", ("Tom_Perriello", "envoyOf", "United_States")),
        ("Britain's UN ambassador, Barbara Hale, spoke.", ("Barbara_Hale", "envoyOf", "United_Kingdom")),
        ("Hamas official Sami Abu Zuhri spoke.", ("Sami_Abu_Zuhri", "memberOf", "Hamas")),
        ("Kremlin spokesman Dmitry Peskov spoke.", ("Dmitry_Peskov", "spokespersonOf", "Kremlin")),
        ("Lina Aziz, a spokeswoman for UNICEF, spoke.", ("Lina_Aziz", "spokespersonOf", "UNICEF")),
        ("Turkey, a member of NATO, objected.", ("Turkey", "memberOf", "NATO")),
        ("In 1955 West Germany joined NATO.", ("West_Germany", "memberOf", "NATO")),
        ("Shells fell on Tirana, the capital of Albania.", ("Tirana", "capitalOf", "Albania")),
        ("Kyiv resident Olena Marchenko spoke.", ("Olena_Marchenko", "residentOf", "Kyiv")),
        (
            "Acting Thai Prime Minister Somchai Prasert spoke.",
            ("Somchai_Prasert", "holdsPosition", "Prime_Minister_of_Thailand"),
        ),
        (
            'In a statement, Malaysia\'s Prime Minister, Rahim Osman said, "We are in contact".',
            ("Rahim_Osman", "holdsPosition", "Prime_Minister_of_Malaysia"),
        ),
        (
            "Ruta Kalnina, then Latvian foreign minister, signed it.",
            ("Ruta_Kalnina", "holdsPosition", "Foreign_Minister_of_Latvia"),
        ),
        ("Goran Ilic, deputy head of the Democratic Union, resigned.", ("Goran_Ilic", "memberOf", "Democratic_Union")),
        ("The Popular Front, a militia led by Idris Sola, took Mora.", ("Idris_Sola", "memberOf", "Popular_Front")),
        ("Talks were held in Oslo, Norway, on Monday.", ("Oslo", "belongsTo", "Norway")),
        ("The raid left Dayton, Ohio, dark.", ("Dayton", "belongsTo", "Ohio")),
        ("The Greek Ministry of Culture protested to Greece.", ("Greek_Ministry_of_Culture", "belongsTo", "Greece")),
        (
            "The PLA's Southern Theater Command held drills.",
            ("Southern_Theater_Command", "belongsTo", "People_s_Liberation_Army"),
        ),
    ],
)
def test_stated_facts(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts_of(text)


def test_a_body_belongs_to_the_country_that_owns_it() -> None:
    found = [f for f in facts_of("Ukraine's air force downed nine drones.") if f[1] == "belongsTo"]
    assert [f[2] for f in found] == ["Ukraine"]


@pytest.mark.parametrize(
    "text",
    [
        "Former President Barack Obama spoke.",
        "Colonel Ali Haddad spoke.",
        "Finland would join NATO.",
        "Analyst Mary Kent spoke in London.",
        "Pedro Alvarez, the former Peruvian president, spoke.",
        "The Popular Front, a militia led by nobody, took Mora.",
    ],
)
def test_nothing_is_made_of_what_is_not_stated(text: str) -> None:
    assert [f for f in facts_of(text) if f[1] in ("holdsPosition", "memberOf")] == []


def test_an_aide_does_not_hold_the_office_he_serves() -> None:
    found = facts_of("Hikmet Hajiyev, an aide to President Ilham Aliyev, spoke in Baku.")
    assert ("Hikmet_Hajiyev", "holdsPosition", "President_of_Azerbaijan") not in found
    assert ("Ilham_Aliyev", "holdsPosition", "President_of_Azerbaijan") in found


def test_facts_come_once_and_in_order() -> None:
    text = "Kremlin spokesman Dmitry Peskov spoke. Kremlin spokesman Dmitry Peskov left. Kenyan President William Ruto came."
    facts = read_facts(text)
    keys = [(f.subject, f.predicate, f.object) for f in facts]
    assert len(keys) == len(set(keys))
    assert [f.claim.evidence[0].start for f in facts] == sorted(f.claim.evidence[0].start for f in facts)


@pytest.mark.parametrize(
    ("text", "person", "predicate"),
    [
        ("Hun Manet, government spokesman Jirayu Huangsap announced, will travel.", "Hun_Manet", "spokespersonOf"),
        ("In a call Secretary of State Antony Blinken assured Petar Dimov of support.", "Petar_Dimov", "holdsPosition"),
        ("Ana Ruiz, the head of the Liberal League, and Jon Kerr left.", "Jon_Kerr", "memberOf"),
    ],
)
def test_nobody_bears_the_title_of_another(text: str, person: str, predicate: str) -> None:
    assert [f for f in facts_of(text) if f[0] == person and f[1] == predicate] == []


def test_a_shortened_title_is_no_office_of_its_own() -> None:
    found = facts_of("Foreign Minister Lin Wei spoke in Taipei. Minister Lin Wei thanked him.")
    assert [f[2] for f in found if f[1] == "holdsPosition"] == ["Foreign_Minister"]


@pytest.mark.parametrize(
    "text",
    [
        "He flew to Paris, France and Spain.",
        "LIMA, Peru, May 3 - The talks went on.",
        "Outside Moscow, Russian general Ivan Sorokin spoke.",
        "He left Bilovar in Ukraine's south.",
    ],
)
def test_neighbours_in_a_sentence_are_no_parts(text: str) -> None:
    assert [f for f in facts_of(text) if f[1] == "belongsTo"] == []


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        (
            "Rubio faced Foreign Minister Sergei Lavrov and Yuri Ushakov, an aide to President Vladimir Putin.",
            {("Yuri_Ushakov", "Vladimir_Putin_Aide")},
        ),
        (
            "Foreign Minister Mohammad Javad Zarif and the Union's policy chief, Federica Mogherini, spoke.",
            {("Federica_Mogherini", "Chief")},
        ),
        (
            "Ali Hassan, the president of Chad, and John Kahn, the ambassador of Peru, met.",
            {("Ali_Hassan", "President_of_Chad"), ("John_Kahn", "Ambassador_of_Peru")},
        ),
    ],
)
def test_of_two_joined_each_bears_the_title_beside_the_name(text: str, offices: set[tuple[str, str]]) -> None:
    found = {(s, o) for s, p, o in facts_of(text) if p == "holdsPosition"}
    heads = {o for _, o in offices}
    assert {(s, o) for s, o in found if o in heads} == offices
