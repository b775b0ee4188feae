"""Reports that look alike and tell of two happenings: they are never merged."""

from dataclasses import replace

import pytest

from tests.event_lines import CALL, MEET, VISIT, Row, add_entity, article, pair, resolve, told
from tests.record_builder import Draft

TWO: list[Row] = [
    ("calls of two days", ("05-17", CALL + " | | | | 2025-05-17"), ("06-01", CALL + " | | | | 2025-06-01")),
    ("calls of neighbouring days", ("05-17", CALL + " | | | | 2025-05-17"), ("05-18", CALL + " | | | | 2025-05-18")),
    ("undated calls reported weeks apart", ("05-17", CALL), ("06-01", CALL)),
    ("undated calls one office reports on two days", ("05-17 Kremlin", CALL), ("05-18 Kremlin", CALL)),
    ("undated call and an older dated one", ("05-28", CALL), ("05-28", CALL + " | | | | 2025-05-17")),
    ("undated calls of articles without a day", ("?", CALL), ("?", CALL)),
    (
        "calls of two pairs on one day",
        ("05-19", "PhoneCall | Donald Trump+Vladimir Putin | | | | 2025-05-19"),
        ("05-19", "PhoneCall | Donald Trump+Volodymyr Zelensky | | | | 2025-05-19"),
    ),
    (
        "call and meeting of one pair on one day",
        ("05-17", CALL + " | | | | 2025-05-17"),
        ("05-17", "Meeting | Marco Rubio+Sergei Lavrov | | | | 2025-05-17"),
    ),
    (
        "a meeting and a contact of no day",
        ("05-18", "Consultation | Marco Rubio+Sergei Lavrov"),
        ("05-17", "Meeting | Marco Rubio+Sergei Lavrov"),
    ),
    (
        "a minister with his state, and with another's",
        ("05-18", "Negotiation | Sergei Lavrov+Russia"),
        ("05-17", "Negotiation | Sergei Lavrov+Russia+Marco Rubio"),
    ),
    (
        "agreements on nothing told, of one pair",
        ("05-17", "SignAgreement | Russia+Ukraine"),
        ("05-18", "SignAgreement | Russia+Ukraine"),
    ),
    ("visits of two days", ("04-11", VISIT + " | | 2025-04-11"), ("04-25", VISIT + " | | 2025-04-25")),
    (
        "visits to two cities of one country",
        ("04-25", VISIT + " | | 2025-04-25"),
        ("04-25", "Visit | Steve Witkoff | | Saint Petersburg | | 2025-04-25"),
    ),
    (
        "visits to two countries on one trip",
        ("02-19", "Visit | Uzra Zeya | | Jamaica | | 2025-02-19/2025-02-23"),
        ("02-19", "Visit | Uzra Zeya | | Belize | | 2025-02-19/2025-02-23"),
    ),
    (
        "visits of two people to one city on one day",
        ("04-25", VISIT + " | | 2025-04-25"),
        ("04-25", "Visit | Marco Rubio | | Moscow | | 2025-04-25"),
    ),
    ("undated visit long after the dated one", ("05-20", VISIT), ("04-26", VISIT + " | | 2025-04-25")),
    ("undated visits weeks apart", ("04-11", VISIT), ("04-25", VISIT)),
    (
        "a plan for May is not the visit of April",
        ("04-28", VISIT + " | | 2025-05-10 | S"),
        ("04-28", VISIT + " | | 2025-04-25"),
    ),
    ("visits of one year", ("04-28", VISIT + " | | 2025"), ("05-28", VISIT + " | | 2025")),
    ("a possible visit is not the visit", ("04-20", VISIT + " | | | H"), ("04-26", VISIT + " | | 2025-04-25")),
    (
        "visit to Georgia and to the state",
        ("04-25", "Visit | JD Vance | | Georgia | | 2025-04-25"),
        ("04-25", "Visit | JD Vance | | Atlanta | | 2025-04-25"),
    ),
    (
        "Congo and its neighbour",
        ("04-25", "Visit | Felix Gray | | Republic of the Congo | | 2025-04-25"),
        ("04-25", "Visit | Felix Gray | | Democratic Republic of the Congo | | 2025-04-25"),
    ),
    (
        "the two Koreas",
        ("04-25", "Visit | Felix Gray | | North Korea | | 2025-04-25"),
        ("04-25", "Visit | Felix Gray | | South Korea | | 2025-04-25"),
    ),
    (
        "Niger and Nigeria",
        ("04-25", "AirStrike | France | | Niger | | 2025-04-25"),
        ("04-25", "AirStrike | France | | Nigeria | | 2025-04-25"),
    ),
    (
        "Sudan and South Sudan",
        ("04-25", "ArmedConflict | | | Sudan | | | C"),
        ("04-25", "ArmedConflict | | | South Sudan | | | C"),
    ),
    (
        "Mexico City and Mexico, strikes",
        ("04-25", "AirStrike | | | Mexico City | | 2025-04-25"),
        ("04-25", "AirStrike | | | Mexico | | 2025-04-25"),
    ),
    (
        "Guinea and Guinea-Bissau",
        ("04-25", "Election | | | Guinea | | 2025-04-25"),
        ("04-25", "Election | | | Guinea-Bissau | | 2025-04-25"),
    ),
    (
        "two namesakes' visits",
        ("04-25", "Visit | Kim Jong Un | | Beijing | | 2025-04-25"),
        ("04-25", "Visit | Kim Jong Il | | Beijing | | 2025-04-25"),
    ),
    (
        "strikes of two days on one city",
        ("04-24", "AirStrike | Russia | | Kyiv | | 2025-04-24"),
        ("04-26", "AirStrike | Russia | | Kyiv | | 2025-04-26"),
    ),
    (
        "strikes on two cities in one night",
        ("04-24", "AirStrike | Russia | | Kyiv | | 2025-04-24"),
        ("04-24", "AirStrike | Russia | | Kharkiv | | 2025-04-24"),
    ),
    (
        "strikes by two sides on one city",
        ("04-24", "AirStrike | Russia | | Belgorod | | 2025-04-24"),
        ("04-24", "AirStrike | Ukraine | | Belgorod | | 2025-04-24"),
    ),
    (
        "air strike and shelling",
        ("04-24", "AirStrike | Russia | | Kharkiv | | 2025-04-24"),
        ("04-24", "Shelling | Russia | | Kharkiv | | 2025-04-24"),
    ),
    (
        "strikes on a country, a city among them",
        ("04-24", "AirStrike | Russia | | Ukraine | | 2025-04-24"),
        ("04-24", "AirStrike | Russia | | Kyiv | | 2025-04-24"),
    ),
    (
        "undated strikes on a country",
        ("04-24", "AirStrike | Russia | | Ukraine"),
        ("04-25", "AirStrike | Russia | | Ukraine"),
    ),
    (
        "undated attacks on a city, nobody told by whom",
        ("04-24", "Attack | Separatists | | Odesa"),
        ("04-24", "Attack | | | Odesa"),
    ),
    (
        "a summit and a conference in its city",
        ("10-25", "Summit | United Kingdom+Boris Johnson | | Glasgow | | 2021-11-01/2021-11-02 | S"),
        ("11-02", "Summit | | | Glasgow | | 2021-11-02"),
    ),
    (
        "claims of one state, to nothing told and to something",
        ("02-08", "TerritorialClaim | Ukraine | Russia"),
        ("02-21", "TerritorialClaim | Ukraine | Russia | | Crimea"),
    ),
    (
        "a deployment nobody shall make, and one like it",
        ("04-24", "Deployment | NATO | | Ukraine | | | D-"),
        ("04-25", "Deployment | NATO | | Ukraine"),
    ),
    (
        "rounds of sanctions",
        ("02-24", "Sanction | European Union | Russia | | | 2025-02-24"),
        ("05-20", "Sanction | European Union | Russia | | | 2025-05-20"),
    ),
    (
        "undated sanctions weeks apart",
        ("02-24", "Sanction | European Union | Russia"),
        ("03-20", "Sanction | European Union | Russia"),
    ),
    (
        "sanctions of two authors on one day",
        ("02-24", "Sanction | European Union | Russia | | | 2025-02-24"),
        ("02-24", "Sanction | United Kingdom | Russia | | | 2025-02-24"),
    ),
    (
        "sanctions imposed and lifted",
        ("02-24", "Sanction | European Union | Syria | | | 2025-02-24"),
        ("02-24", "EaseSanctions | European Union | Syria | | | 2025-02-24"),
    ),
    (
        "threatened sanctions are no sanctions",
        ("04-26", "Sanction | Donald Trump | Russia | | | | H"),
        ("04-27", "Sanction | Donald Trump | Russia"),
    ),
    (
        "two rounds of one election",
        ("05-05", "Election | | | Romania | | 2025-05-04"),
        ("05-19", "Election | | | Romania | | 2025-05-18"),
    ),
    (
        "two summits of one body",
        ("06-25", "Summit | NATO | | The Hague | | 2025-06-24/2025-06-25"),
        ("07-11", "Summit | NATO | | Washington | | 2025-07-09/2025-07-11"),
    ),
    (
        "two bodies in one city on one day",
        ("06-25", "Summit | NATO | | Brussels | | 2025-06-25"),
        ("06-25", "Summit | European Union | | Brussels | | 2025-06-25"),
    ),
    (
        "Istanbul talks of two years",
        ("05-17", "Negotiation | Russia+Ukraine | | Istanbul | | 2025-05-16"),
        ("05-17", "Negotiation | Russia+Ukraine | | Istanbul | | 2022-03"),
    ),
    (
        "meetings in two places on one day",
        ("04-26", MEET + " | | Vatican City | | 2025-04-26"),
        ("04-26", MEET + " | | Paris | | 2025-04-26"),
    ),
    (
        "one party in common",
        ("04-26", MEET + " | | | | 2025-04-26"),
        ("04-26", "Meeting | Donald Trump+Emmanuel Macron | | | | 2025-04-26"),
    ),
    (
        "a pair and the larger circle around it on one day",
        ("11-26", "Meeting | Vladimir Putin+Nikol Pashinyan | | Sochi | | 2025-11-26"),
        ("11-26", "Meeting | Vladimir Putin+Nikol Pashinyan+Ilham Aliyev | | Sochi | | 2025-11-26"),
    ),
    (
        "talks agreed on for some day and talks held the next",
        ("11-10", "Consultation | Vladimir Putin+Angela Merkel | | | | | S"),
        ("11-11", "PhoneCall | Vladimir Putin+Angela Merkel"),
    ),
    (
        "two lands given to one country",
        ("04-24", "TerritorialCession | Spain | United States | Philippines"),
        ("04-24", "TerritorialCession | Spain | United States | Cuba"),
    ),
    (
        "an undated landing in four countries and one of them",
        ("04-24", "Invasion | United States | Cuba+Haiti+Nicaragua"),
        ("04-24", "Invasion | United States | Cuba | | | 1961"),
    ),
    (
        "strikes in one region",
        ("02-24", "Attack | Ukraine | | Donbas"),
        ("02-25", "Attack | | | Donbas"),
    ),
    (
        "war on a country and war in it",
        ("02-24", "ArmedConflict | France | Russia | | | | C"),
        ("02-25", "ArmedConflict | | | Chechnya:Region | | | C"),
    ),
    (
        "a house in one town and another town",
        ("02-24", "Meeting | Vladimir Putin+Imran Khan | | Kremlin | | 2025-02-24"),
        ("02-24", "Meeting | Vladimir Putin+Imran Khan | | Paris | | 2025-02-24"),
    ),
    (
        "two treaties signed in one town on one day",
        ("02-22", "SignAgreement | Russia+Ann Bell | | Moscow | | 2025-02-21"),
        ("02-22", "SignAgreement | Russia+Bob Cole | | Moscow | | 2025-02-21"),
    ),
    (
        "an undated march of two armies and of one",
        ("02-22", "Invasion | Russia+Japan | | Manchuria:Region"),
        ("02-22", "Invasion | Japan | | Manchuria:Region | | 1931-09-18"),
    ),
    (
        "demanded and ongoing talks",
        ("04-26", "Meeting | Russia+Ukraine | | | | | D"),
        ("04-28", "CeasefireTalks | Russia+Ukraine | | | | | C"),
    ),
    (
        "annexations of two lands",
        ("04-24", "Annexation | Russia | | Crimea | Crimea | 2014"),
        ("04-26", "Annexation | Russia | | Kherson | Kherson | 2022"),
    ),
    (
        "two wars of one country",
        ("04-24", "ArmedConflict | Russia | Ukraine | Ukraine | | | C"),
        ("04-24", "ArmedConflict | Russia | Georgia | Georgia | | 2008"),
    ),
    (
        "two demands of one man",
        ("04-24", "DemandCeasefire | Donald Trump | Vladimir Putin | | | 2025-04-24"),
        ("04-26", "DemandCeasefire | Donald Trump | Vladimir Putin | | | 2025-04-26"),
    ),
    ("plain statements", ("04-24", "Statement | Donald Trump"), ("04-24", "Statement | Donald Trump")),
    (
        "statements to one man",
        ("04-24", "Statement | Donald Trump | Vladimir Putin"),
        ("04-24", "Statement | Donald Trump | Vladimir Putin"),
    ),
    (
        "effects on a place",
        ("04-24", "Impact | | | Kyiv | | 2025-04-24"),
        ("04-24", "Impact | | | Kyiv | | 2025-04-24"),
    ),
    ("meetings of one man with nobody named", ("04-24", "Meeting | Donald Trump"), ("04-24", "Meeting | Donald Trump")),
]


@pytest.mark.parametrize("row", TWO, ids=[r[0] for r in TWO])
def test_two_happenings(row: Row) -> None:
    assert len(told(resolve(*pair(row)))) == 2


def test_the_table_holds_forty_rows() -> None:
    assert len({r[0] for r in TWO}) >= 40


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (CALL + " | | | | 2025-05-17", "Meeting | Marco Rubio+Sergei Lavrov | | | | 2025-05-17"),
        (VISIT + " | | 2025-04-25", VISIT + " | | 2025-04-27"),
        (VISIT, VISIT),
        (CALL, CALL),
        (MEET + " | | | | 2025-04-26", "Meeting | Donald Trump+Volodymyr Zelensky+Keir Starmer | | | | 2025-04-26"),
        ("AirStrike | Russia | | Kyiv | | 2025-04-24", "AirStrike | Russia | | Kyiv | | 2025-04-24 | F-"),
    ],
)
def test_two_in_one_article_stay_two(first: str, second: str) -> None:
    assert len(resolve(article("05-18", first, second)).events) == 2
    other = article("05-17", first)
    assert len(resolve(article("05-18", first, second), other).events) >= 2


@pytest.mark.parametrize(("word", "events"), [("conflict", 1), ("conflicts", 2)])
def test_a_word_for_several_tells_no_one_war(word: str, events: int) -> None:
    reports = []
    for day in ("2025-04-24", "2025-05-24"):
        draft = Draft(f"{word} {day}", day)
        parties = [add_entity(draft, "Russia"), add_entity(draft, "Ukraine")]
        draft.event("ArmedConflict", trigger=word, modality="Continuing", actor=parties)
        reports.append(draft.record())
    assert len(resolve(*reports).events) == events


def test_one_article_telling_one_day_twice_is_one() -> None:
    assert len(resolve(article("05-18", VISIT + " | | 2025-04-25", VISIT + " | | 2025-04-25")).events) == 1


def test_an_undated_report_between_two_calls_joins_neither() -> None:
    world = resolve(
        article("05-17 A", CALL + " | | | | 2025-05-17"),
        article("05-18 B", CALL + " | | | | 2025-05-18"),
        article("05-18 C", CALL),
    )
    assert len(world.events) == 3


def test_an_undated_report_joins_the_only_call_it_can_mean() -> None:
    world = resolve(
        article("05-10 A", CALL + " | | | | 2025-05-10"),
        article("05-18 B", CALL + " | | | | 2025-05-18"),
        article("05-18 C", CALL),
    )
    assert sorted(len(e.merges) for e in world.events) == [1, 2]


@pytest.mark.parametrize(("parties", "sayings"), [(("Russia",), 2), (("Russia", "Ukraine"), 1)])
def test_what_is_said_of_meetings_is_one_only_where_both_parties_are_told(
    parties: tuple[str, ...], sayings: int
) -> None:
    reports = []
    for day in ("2025-04-24", "2025-04-25"):
        draft = Draft(f"remarks of {day}", day)
        speaker = add_entity(draft, "Vladimir Putin")
        content = draft.event("Negotiation", modality="Desired", actor=[add_entity(draft, p) for p in parties])
        draft.event("SpeechAct", actor=[speaker], content=[content], time="2025-04-24")
        reports.append(draft.record())
    world = resolve(*reports)
    assert sum(e.type == "SpeechAct" for e in world.events) == sayings


@pytest.mark.parametrize(("basis", "wars"), [("clause", 1), ("joined", 1), ("inferred", 2)])
def test_parties_only_lent_to_a_telling_make_it_one_with_no_other(basis: str, wars: int) -> None:
    reports = []
    for day in ("2025-04-24", "2025-05-24"):
        record = article(f"{day[5:]} {basis}", "ArmedConflict | Russia+Ukraine | | | | | C")
        events = tuple(replace(e, roles=tuple(replace(r, basis=basis) for r in e.roles)) for e in record.events)
        reports.append(replace(record, events=events))
    assert len(resolve(*reports).events) == wars
