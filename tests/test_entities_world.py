"""Entities over articles: which names of two articles are one person, place or body, and which never."""

import pytest

from kg.ontology.names import load_names
from kg.ontology.types import load_ontology
from kg.resolve.build import resolve_world
from kg.resolve.folding import fold_word, is_acronym, is_generic, split_person
from kg.resolve.known import NO_NAMES
from kg.resolve.world import World
from tests.record_builder import Draft

ONTOLOGY = load_ontology()


def name(text: str) -> tuple[str, dict[str, object]]:
    """Read `Ali Hassan|Person|Iraq|description`: label, type, country, words that introduced it."""
    label, kind, country, words = (*text.split("|"), "", "", "")[:4]
    return label, {"type": kind or "Person", "country": country or None, "description": words or None}


def world_of(*texts: str, days: tuple[str | None, ...] = (), company: tuple[str, ...] = ()) -> World:
    """Resolve one article for each name, each with the same company."""
    records = []
    for n, text in enumerate(texts):
        draft = Draft(f"article {n}", days[n] if n < len(days) else f"2025-04-{n + 10}")
        label, values = name(text)
        how = "nominal" if values["type"] == "Group" else "name"
        draft.entity(label, kind=how, **values)  # type: ignore[arg-type]
        for other in company:
            draft.entity(other)
        records.append(draft.record())
    return resolve_world(records, (), ONTOLOGY, NO_NAMES)


def count(world: World, texts: tuple[str, ...]) -> int:
    """How many entities the names asked for became, company aside."""
    labels = {name(t)[0] for t in texts}
    return sum(bool(labels & {m.local for m in e.merges}) for e in world.entities)


ONE = [
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskiy"),
    ("Sergei Lavrov", "Sergey Lavrov"),
    ("Sergei Lavrov", "Foreign Minister Sergei Lavrov"),
    ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
    ("Kaja Kallas", "Ms. Kaja Kallas"),
    ("Mohammed bin Salman", "Mohammad Bin Salman"),
    ("Bashar al-Assad", "Bashar Al Assad"),
    ("Mikhail Khodorkovsky", "Mikhail Khodorkovskiy"),
    ("Dmitry Medvedev", "Dmitri Medvedev"),
    ("Ilham Aliyev", "Ilham Aliev"),
    ("Nursultan Nazarbayev", "Nursultan Nazarbaev"),
    ("Michael R. Pompeo", "Mike Pompeo"),
    ("Jens Stoltenberg", "Secretary General Jens Stoltenberg"),
    ("Ban Ki-moon", "Ban Ki Moon"),
    ("Ursula von der Leyen", "Ursula Von Der Leyen"),
    ("Ali Hassan||Iraq", "Ali Hassan||Iraq"),
    ("Ali Hassan||Iraq", "Ali Hassan"),
    ("Yahya Sinwar", "Yahya Sinwar"),
    ("Ferdinand Marcos Jr.", "Ferdinand Marcos Jr"),
    ("Kyiv|City", "Kiev|City"),
    ("Odesa|City|Ukraine", "Odessa|City|Ukraine"),
    ("Bucha|City", "Bucha|City|Ukraine"),
    ("Donbas|Region", "Donbass|Region"),
    ("Saint-Malo|City|France", "Saint Malo|City|France"),
    ("Médecins Sans Frontières|Organization", "Medecins sans Frontieres|Organization"),
    ("World Health Organization|InternationalOrganization", "World Health Organisation|InternationalOrganization"),
    ("the Federal Security Service|GovernmentBody|Russia", "Federal Security Service|GovernmentBody|Russia"),
    ("Foreign Ministry|GovernmentBody|Egypt", "Foreign Ministry|GovernmentBody|Egypt"),
    ("Ministry of Defence|GovernmentBody|Poland", "Ministry of Defense|GovernmentBody|Poland"),
    ("Kyiv School of Economics|Organization", "Kyiv School of Economics|Organization"),
    ("The Guardian|MediaOrganization", "Guardian|MediaOrganization"),
    ("Minsk Agreements|LegalDocument", "the Minsk agreements|LegalDocument"),
    ("Resolution 2202|LegalDocument", "Resolution 2202|LegalDocument"),
    ("President of Russia|Position|Russia", "President of Russia|Position|Russia"),
    ("ballistic missile|Weapon", "Ballistic missile|Weapon"),
    ("Alaska|Region|United_States", "Alaska|Region"),
    ("Independence Palace|Facility|Belarus", "Independence Palace|Facility|Belarus"),
    ("Al-Shifa Hospital|Facility", "al-Shifa hospital|Facility"),
    ("Wagner Group|Organization", "Wagner Group|Organization"),
]

TWO = [
    ("Kim Jong Un", "Kim Jong Il"),
    ("Kim Jong Un", "Kim Yo Jong"),
    ("Ali Hassan||Iraq", "Ali Hassan||Egypt"),
    ("George H. W. Bush", "George W. Bush"),
    ("George W. Bush", "Jeb Bush"),
    ("Ferdinand Marcos", "Ferdinand Marcos Jr."),
    ("Hafez al-Assad", "Bashar al-Assad"),
    ("Vladimir Putin", "Volodymyr Putin"),
    ("Vladimir Medinsky", "Volodymyr Zelensky"),
    ("Donald Trump", "Donald Tusk"),
    ("Donald Trump", "Melania Trump"),
    ("Raul Castro", "Fidel Castro"),
    ("Muhammadu Buhari", "Mohamed Bazoum"),
    ("John Paul Jones", "John Peter Jones"),
    ("Pope John Paul II", "Pope John Paul I"),
    ("Park Geun-hye", "Park Chung-hee"),
    ("Li Keqiang", "Li Qiang"),
    ("Smith", "Smith"),
    ("Lavrov", "Ivanov"),
    ("Georgia|Country", "Georgia|Region|United_States"),
    ("Republic of the Congo|Country", "Democratic Republic of the Congo|Country"),
    ("Niger|Country", "Nigeria|Country"),
    ("Sudan|Country", "South Sudan|Country"),
    ("North Korea|Country", "South Korea|Country"),
    ("Mexico|Country", "Mexico City|City"),
    ("Guinea|Country", "Guinea-Bissau|Country"),
    ("Guinea|Country", "Equatorial Guinea|Country"),
    ("Dominica|Country", "Dominican Republic|Country"),
    ("Austria|Country", "Australia|Country"),
    ("Slovakia|Country", "Slovenia|Country"),
    ("Iran|Country", "Iraq|Country"),
    ("Tripoli|City|Libya", "Tripoli|City|Lebanon"),
    ("Paris|City|France", "Paris|City|United_States"),
    ("Foreign Ministry|GovernmentBody|Egypt", "Foreign Ministry|GovernmentBody|Iraq"),
    ("Foreign Ministry|GovernmentBody", "Foreign Ministry|GovernmentBody"),
    ("Parliament|GovernmentBody|Egypt", "Parliament|GovernmentBody"),
    ("City Hall|Facility", "City Hall|Facility"),
    ("Joint Declaration|LegalDocument", "Joint Declaration|LegalDocument"),
    ("President of Russia|Position|Russia", "President of France|Position|France"),
    ("Jordan|Country", "Jordan|Person"),
    ("Prime Minister|Position", "Prime Minister|Position"),
    ("Deputy Head of the Department|Position", "Deputy Head of the Department|Position"),
    ("officials|Group|Ukraine", "officials|Group|Ukraine"),
    ("Washington|City", "Washington|Person"),
    ("European Union|InternationalOrganization", "European Council|InternationalOrganization"),
    ("Air Force|ArmedForce|Ukraine", "Air Force|ArmedForce|Russia"),
    ("Constitution|LegalDocument", "Constitution|LegalDocument"),
]


@pytest.mark.parametrize("pair", ONE, ids=" = ".join)
def test_one_entity(pair: tuple[str, str]) -> None:
    assert count(world_of(*pair), pair) == 1


@pytest.mark.parametrize("pair", TWO, ids=" / ".join)
def test_two_entities(pair: tuple[str, str]) -> None:
    world = world_of(*pair)
    assert count(world, pair) == 2
    assert len({e.slug for e in world.entities}) == len(world.entities)


def test_the_tables_hold_forty_rows_each() -> None:
    assert len(set(ONE)) >= 40
    assert len(set(TWO)) >= 40


@pytest.mark.parametrize(
    ("names", "days", "company", "many"),
    [
        (("Sarah Malik||Pakistan", "Malik||Pakistan"), (), (), 1),
        (("Sarah Malik||Pakistan", "Malik||India"), (), (), 2),
        (("Sarah Malik||Pakistan|finance minister", "Malik|||minister"), (), (), 1),
        (("Sarah Malik", "Malik"), (), (), 2),
        (("Sarah Malik", "Malik"), (), ("Ann Bell", "Bob Cole"), 1),
        (("Sarah Malik", "Omar Malik", "Malik"), (), ("Ann Bell", "Bob Cole"), 3),
        (("Sarah Malik", "Malik"), ("1930-01-01", "2025-01-01"), ("Ann Bell", "Bob Cole"), 2),
        (("Ali Hassan", "Ali Hassan"), ("1930-01-01", "2025-01-01"), (), 2),
        (("Ali Hassan", "Ali Hassan"), ("2013-01-01", "2025-01-01"), (), 1),
        (("Ali Hassan||Iraq", "Ali Hassan||Egypt", "Ali Hassan"), (), (), 3),
        (("Sergei Lavrov", "S. Lavrov"), (), (), 1),
        (("Sergei Lavrov", "Stepan Lavrov", "S. Lavrov"), (), (), 3),
    ],
)
def test_surnames_and_namesakes(
    names: tuple[str, ...], days: tuple[str | None, ...], company: tuple[str, ...], many: int
) -> None:
    assert count(world_of(*names, days=days, company=company), names) == many


def test_the_earliest_bearer_keeps_the_plain_slug() -> None:
    first, second = "Ali Hassan||Iraq", "Ali Hassan||Egypt"
    assert {e.country: e.slug for e in world_of(first, second).entities} == {
        "Iraq": "Ali_Hassan",
        "Egypt": "Ali_Hassan-Egypt",
    }
    assert {e.country: e.slug for e in world_of(second, first).entities} == {
        "Egypt": "Ali_Hassan",
        "Iraq": "Ali_Hassan-Iraq",
    }


OFFICES = [  # of two reports of one name, and whether they are one man
    ("Foreign Minister of Kenya", "Rebel Commander of Syria", 2),
    ("Foreign Minister of Kenya", "Deputy Prime Minister of Kenya", 1),
    ("Foreign Minister of Kenya", "Rebel Commander", 1),
    ("President of the Democratic Republic of the Congo", "Minister of Defence of Kenya", 2),
    ("Minister of Defence of Kenya", "Minister of Foreign Affairs of Kenya", 1),
    ("Secretary General of the United Nations", "Foreign Minister of Kenya", 1),
]


@pytest.mark.parametrize(("one", "other", "many"), OFFICES)
def test_namesakes_who_serve_different_countries_are_two(one: str, other: str, many: int) -> None:
    records = []
    for n, office in enumerate((one, other)):
        draft = Draft(f"article {n}", f"2024-05-0{n + 1}")
        draft.fact(draft.entity("Ali Hassan"), "holdsPosition", draft.entity(office, "Position"))
        records.append(draft.record())
    found = [e for e in resolve_world(records, (), ONTOLOGY, load_names()).entities if e.type == "Person"]
    assert len(found) == many
    assert found[0].slug == "Ali_Hassan"


def test_known_slugs_bring_label_place_and_spellings_together() -> None:
    names = load_names()
    draft, other = Draft("one", "2025-04-24"), Draft("two", "2025-04-25")
    draft.entity("Kiev", "City", known="Kyiv")
    other.entity("Volodymyr Zelenskyy", known="Volodymyr_Zelensky")
    other.entity("Kyyiv", "City")
    world = resolve_world([draft.record(), other.record()], (), ONTOLOGY, names)
    kyiv = next(e for e in world.entities if e.slug == "Kyiv")
    assert (kyiv.label, kyiv.country, kyiv.within) == ("Kyiv", "Ukraine", ("Ukraine",))
    assert {m.rule for m in kyiv.merges} == {"known", "name"}
    assert kyiv.names == ("Kiev", "Kyiv", "Kyyiv")
    assert [e.slug for e in world.entities] == ["Kyiv", "Volodymyr_Zelensky"]


def test_an_unknown_namesake_never_takes_a_known_slug() -> None:
    draft = Draft("one", "2025-04-24")
    draft.entity("South Africa", "Person")
    world = resolve_world([draft.record()], (), ONTOLOGY, load_names())
    assert [e.slug for e in world.entities] == ["South_Africa-person"]


@pytest.mark.parametrize(("also", "many"), [(("KSG",), 1), ((), 2)])
def test_an_acronym_joins_its_name_where_an_article_states_both(also: tuple[str, ...], many: int) -> None:
    draft, other = Draft("one", "2025-04-24"), Draft("two", "2025-04-25")
    draft.entity("Kalmar Study Group", "Organization", also=also)
    other.entity("KSG", "Organization")
    world = resolve_world([draft.record(), other.record()], (), ONTOLOGY, NO_NAMES)
    assert len(world.entities) == many


@pytest.mark.parametrize("kind", ["Group", "Person", "Facility", "Organization"])
def test_what_has_no_name_stays_with_its_article(kind: str) -> None:
    records = []
    for n in range(2):
        draft = Draft(f"article {n}", "2025-04-24")
        draft.entity("local officials", kind, kind="nominal")
        records.append(draft.record())
    assert len(resolve_world(records, (), ONTOLOGY, NO_NAMES).entities) == 2


@pytest.mark.parametrize(
    ("days", "many"), [(("2025-04-24", "2025-05-01"), 1), (("1968-04-24", "2025-05-01"), 2), ((None, None), 2)]
)
def test_unnamed_forces_are_those_of_their_year(days: tuple[str | None, ...], many: int) -> None:
    records = []
    for n, day in enumerate(days):
        draft = Draft(f"article {n}", day)
        draft.entity("American troops", "ArmedForce", kind="nominal", country="United_States")
        records.append(draft.record())
    assert len(resolve_world(records, (), ONTOLOGY, NO_NAMES).entities) == many


@pytest.mark.parametrize(
    ("label", "kind", "how", "many"),
    [
        ("West", "Group", "name", 2),
        ("its partners", "Group", "nominal", 2),
        ("elected officials", "Group", "nominal", 1),
        ("modern weapons", "Weapon", "nominal", 2),
        ("ballistic missiles", "Weapon", "nominal", 1),
    ],
)
def test_what_only_the_sentence_tells_is_not_the_same_elsewhere(label: str, kind: str, how: str, many: int) -> None:
    records = []
    for n in range(2):
        draft = Draft(f"article {n}", "2025-04-24")
        draft.entity(label, kind, kind=how, country="Russia" if kind == "Group" and how == "nominal" else None)
        records.append(draft.record())
    assert len(resolve_world(records, (), ONTOLOGY, NO_NAMES).entities) == many


def test_groups_of_one_country_are_one() -> None:
    records = []
    for n, country in enumerate(("Ukraine", "Ukraine", "Russia")):
        draft = Draft(f"article {n}", "2025-04-24")
        draft.entity("elected officials", "Group", kind="nominal", country=country)
        records.append(draft.record())
    world = resolve_world(records, (), ONTOLOGY, NO_NAMES)
    assert sorted(len(e.merges) for e in world.entities) == [1, 2]


@pytest.mark.parametrize(
    "row",
    [
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskij"),
        ("Sergei", "Sergey", "Sergej"),
        ("Kyiv", "Kiev"),
        ("Erdogan", "Erdoğan"),
        ("Medvedev", "Medwedew"),
        ("Khrushchev", "Hrushchev"),
        ("Shoygu", "Shoigu"),
        ("Muhammad", "Mohammed", "Mohamed"),
    ],
)
def test_spellings_fold_alike(row: tuple[str, ...]) -> None:
    assert len({fold_word(w) for w in row}) == 1


@pytest.mark.parametrize(("a", "b"), [("Lavrov", "Lavrin"), ("Putin", "Rutin"), ("Kim", "Khim Lee"), ("Iran", "Iraq")])
def test_other_names_do_not_fold_alike(a: str, b: str) -> None:
    assert fold_word(a) != fold_word(b)


def test_parts_of_names() -> None:
    parts = split_person("President George H. W. Bush")
    assert parts is not None
    assert (parts.given, parts.middle, parts.last, parts.suffix) == ("george", ("h", "v"), "bush", "")
    assert split_person("the President") is None
    assert is_acronym("U.N.") and not is_acronym("Nato")
    assert is_generic("Ministry of Foreign Affairs") and not is_generic("Minsk Agreement")
