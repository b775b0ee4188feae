"""The names data: every file parses, nothing is claimed twice without a rule, places nest, dates run forward."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology.known import fold, name_key
from kg.ontology.names import FOLDER, Names, load_names
from kg.ontology.statements import read_nodes
from kg.ontology.types import load_ontology
from kg.rdf.vocabulary import load_vocabulary, ontology_quads

PREFIXES = (
    "@prefix d: <https://w3id.org/diplomatic-timeline/ontology#> .\n"
    "@prefix e: <https://w3id.org/diplomatic-timeline/entity/> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)


@pytest.fixture(scope="module")
def names() -> Names:
    return load_names()


def test_every_file_holds_statements() -> None:
    files = sorted(FOLDER.glob("*.ttl"))
    assert len(files) >= 16
    for path in files:
        nodes: dict[str, object] = {}
        read_nodes(path, nodes)  # type: ignore[arg-type]
        assert nodes, path
        assert len(path.read_text(encoding="utf-8").splitlines()) < 3000, path


def test_the_world_is_there(names: Names) -> None:
    kinds = Counter(k.type for k in names.known.values())
    assert kinds["Country"] > 220
    assert kinds["City"] > 1000
    assert kinds["Person"] > 800
    assert kinds["InternationalOrganization"] > 230
    assert kinds["MediaOrganization"] > 100
    assert kinds["ArmedForce"] > 180


def test_living_countries_have_codes_adjectives_and_capitals(names: Names) -> None:
    countries = [k for k in names.known.values() if k.type == "Country" and k.iso]
    assert len(countries) > 190
    assert len({k.iso for k in countries}) == len(countries)
    assert [k.slug for k in countries if len(k.iso or "") != 2] == []
    assert [k.slug for k in countries if k.capital and names.known[k.capital].type != "City"] == []
    without = {k.slug for k in countries if not k.adjectives}
    assert without <= {"Dominica", "Republic_of_the_Congo"}  # their adjectives belong to a bigger neighbour


def test_no_form_has_two_bearers_without_a_preferred_one(names: Names) -> None:
    open_forms = {}
    for key, slugs in names.forms.items():
        if len(slugs) > 1:
            first = names.known[slugs[0]]
            if key not in {name_key(p) for p in first.preferred}:
                open_forms[" ".join(key)] = slugs
    assert open_forms == {}


def test_wikidata_ids_are_unique(names: Names) -> None:
    ids = Counter(k.wikidata for k in names.known.values() if k.wikidata)
    assert len(ids) > 250
    assert [q for q, n in ids.items() if n > 1 or not q.startswith("Q")] == []


def test_offices_and_lives_run_forward(names: Names) -> None:
    for thing in names.known.values():
        for term in thing.offices:
            assert term.start is None or term.end is None or term.start <= term.end, thing.slug
        assert thing.start is None or thing.end is None or thing.start < thing.end, thing.slug


def test_two_heads_never_share_one_office(names: Names) -> None:
    """One president at a time: terms of one sole office of one country may touch but not overlap by weeks."""
    sole = ("President", "Prime Minister", "Chancellor", "Secretary of State", "Secretary-General", "Foreign Minister")
    clashes = []
    terms = [
        (t.of, fold(t.title), t.start, t.end or date.max, k.slug)
        for k in names.known.values()
        for t in k.offices
        if t.title in sole and t.start is not None
    ]
    for a, b in zip(sorted(terms), sorted(terms)[1:], strict=False):
        if a[:2] == b[:2] and (a[3] - b[2]).days > 31:
            clashes.append((a, b))
    assert clashes == []


def test_every_office_title_is_an_office(names: Names) -> None:
    titles = {fold(t.title) for k in names.known.values() for t in k.offices}
    assert titles <= set(names.offices)


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Sevastopol", "Ukraine"),
        ("Rafah", "Palestine"),
        ("El_Fasher", "Sudan"),
        ("Goma", "Democratic_Republic_of_the_Congo"),
        ("Grozny", "Russia"),
        ("Kirkuk", "Iraq"),
    ],
)
def test_places_nest(names: Names, place: str, country: str) -> None:
    assert names.country_of(place) == country
    chain = names.within(place)
    assert len(chain) == len(set(chain))


@pytest.mark.parametrize(
    ("phrase", "of", "day", "who"),
    [
        ("prime minister", "Netherlands", date(2020, 1, 1), "Mark_Rutte"),
        ("prime minister", "Netherlands", date(2024, 7, 1), "Mark_Rutte"),
        ("prime minister", "Netherlands", date(2024, 7, 3), "Dick_Schoof"),
        ("secretary general", "NATO", date(2024, 9, 30), "Jens_Stoltenberg"),
        ("secretary general", "NATO", date(2024, 10, 2), "Mark_Rutte"),
        ("secretary general", "NATO", date(2025, 1, 1), "Mark_Rutte"),
        ("foreign minister", "Russia", date(2025, 4, 24), "Sergei_Lavrov"),
        ("top diplomat", "United_States", date(1973, 10, 6), "Henry_Kissinger"),
        ("president", "United_States", date(1962, 10, 16), "John_F_Kennedy"),
        ("premier", "China", date(1972, 2, 21), "Zhou_Enlai"),
        ("chancellor", "Germany", date(2023, 1, 1), "Olaf_Scholz"),
    ],
)
def test_offices_as_of_a_day(names: Names, phrase: str, of: str, day: date, who: str) -> None:
    assert [k.slug for k in names.holders(phrase, of, day)][:1] == [who]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sergei Lavrov", "Sergey Lavrov", True),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky", True),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", True),
        ("Kyiv", "Kiev", True),
        ("Bashar al-Assad", "Hafez al-Assad", False),
    ],
)
def test_transliterations_are_one_spelling(names: Names, one: str, other: str, same: bool) -> None:
    assert names.same_spelling(one, other) is same


def test_forms_ignore_case_accents_and_dots(names: Names) -> None:
    assert [k.slug for k in names.find("U.S.")] == ["United_States"]
    assert [k.slug for k in names.find("TÜRKIYE")] == ["Turkey"]
    assert names.find("Nowhereistan") == ()


def test_a_city_of_the_gazetteer_is_found_when_our_tables_lack_it(names: Names) -> None:
    assert names.towns("Kostroma") == (("Kostroma", "Russia"),)
    assert names.towns("Xyzzyville") == ()


def test_a_users_file_adds_names(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(PREFIXES + 'e:Zed a d:City ; rdfs:label "Zed" ; d:within e:France .\n', encoding="utf-8")
    names = load_names([path])
    assert names.country_of("Zed") == "France"
    assert names.find("Zed")[0].label == "Zed"


@pytest.mark.parametrize(
    "said",
    [
        'd:office [ d:title "Foreign Minister" ; d:of e:Kenya ; d:from "2022" ; d:until "2023-05" ]',
        'd:gender "f" ; d:country e:Kenya ; d:preferredFor "Zed"',
        'd:adjective "Zeddish" ; d:demonym "Zeds" ; d:iso "ZZ" ; d:capital e:Paris ; d:partOf e:NATO ; d:within e:France',
        "d:successor e:France ; d:speaksFor e:France",
    ],
)
def test_whatever_the_names_data_say_a_users_file_may_say(tmp_path: Path, said: str) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(PREFIXES + f'e:Zed a d:Person ; rdfs:label "Zed Zett" ; {said} .\n', encoding="utf-8")
    assert "Zed" in load_names([path]).known
    assert load_ontology([path]).types.keys() == load_ontology().types.keys()
    # what is known of an entity is no term: the ontology's graph stays the shipped one, byte for byte
    assert ontology_quads(load_vocabulary([path])) == ontology_quads(load_vocabulary())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("e:Zed a d:City ; rdfs:label .", ":6"),
        ('  e:Zed a d:City ; rdfs:label "Zed" ; d:within e:Nowhere .', "points to Nowhere"),
        ('e:Zed a d:Town ; rdfs:label "Zed" .', "Town is no entity class"),
        ('e:Zed a d:City ; rdfs:label "Zed" ; d:within e:Nowhere .', "points to Nowhere"),
        ('e:Zed a d:City ; rdfs:label "Zed" ; d:colour "red" .', "unknown property colour"),
        ("e:Zed a d:City .", "has no rdfs:label"),
        ('e:Zed a d:Country ; rdfs:label "Zed" ; d:from "sometime" .', "is no date"),
        ('e:Zed a d:City ; rdfs:label "Zed" ; d:within e:France , e:Spain .', "2 values of within"),
    ],
)
def test_mistakes_in_a_file_name_file_and_line(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(PREFIXES + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        load_names([path])
    assert told in str(caught.value)
    assert "mine.ttl:6" in str(caught.value)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot be read"):
        load_names([tmp_path / "none.ttl"])
