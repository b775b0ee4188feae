"""Events over articles: which two reports tell one happening, and which look alike and never do."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.evaluate.gold import gold_to_record, load_gold
from kg.identifiers import TERM
from kg.ontology.names import load_names
from kg.ontology.types import load_ontology
from kg.records import Record
from kg.resolve.build import resolve_world
from kg.resolve.identity import load_rows
from kg.resolve.world import UNKNOWN_DAY, World, WorldEvent
from tests.record_builder import Draft

ONTOLOGY = load_ontology()
NAMES = load_names()
ROLES = ("actor", "recipient", "place", "topic")
MODALITIES = {"F": "Factual", "C": "Continuing", "S": "Scheduled", "D": "Desired", "H": "Conditional"}


def add_entity(draft: Draft, label: str) -> str:
    """Name an entity as the names data knows it; others are people, or what a trailing `:Type` says."""
    label, _, kind = label.partition(":")
    known = NAMES.find(label)
    if kind or len(known) != 1:
        return draft.entity(label, kind or "Person")
    return draft.entity(label, known[0].type, known=known[0].slug, country=NAMES.country_of(known[0].slug))


def tell(draft: Draft, text: str) -> str:
    """Write `Type | actor+actor | recipient | place | topic | day | modality and sign`; trailing parts may be left out."""
    kind, *parts = (p.strip() for p in text.split("|"))
    parts += [""] * (6 - len(parts))
    roles = {
        r: [add_entity(draft, x.strip()) for x in p.split("+") if x.strip()] for r, p in zip(ROLES, parts, strict=False)
    }
    how = parts[5] or "F+"
    return draft.event(
        kind,
        time=parts[4] or None,
        modality=MODALITIES[how[0]],
        polarity="Negative" if how[1:] == "-" else "Positive",
        **roles,
    )


def article(name: str, *texts: str) -> Record:
    """Make an article of lines; the first part of its name is the day of report, `?` when unknown, then the publisher."""
    day, _, publisher = name.partition(" ")
    draft = Draft(name, None if day == "?" else f"2025-{day}", publisher or None)
    draft.write("; ".join(texts))
    for text in texts:
        tell(draft, text)
    return draft.record()


def resolve(*records: Record) -> World:
    return resolve_world(records, (), ONTOLOGY, NAMES)


CALL = "PhoneCall | Marco Rubio+Sergei Lavrov"
VISIT = "Visit | Steve Witkoff | | Moscow"
MEET = "Meeting | Donald Trump+Volodymyr Zelensky"

# Each row: a readable name, then (day of report and publisher, event) twice.
ONE = [
    ("call, same day stated twice", ("05-17", CALL + " | | | | 2025-05-17"), ("05-18", CALL + " | | | | 2025-05-17")),
    (
        "call told with actor and recipient",
        ("05-17", CALL + " | | | | 2025-05-17"),
        ("05-18", "PhoneCall | Marco Rubio | Sergei Lavrov | | | 2025-05-17"),
    ),
    (
        "call the other way round",
        ("05-17", "PhoneCall | Sergei Lavrov | Marco Rubio | | | 2025-05-17"),
        ("05-18", "PhoneCall | Marco Rubio | Sergei Lavrov | | | 2025-05-17"),
    ),
    ("undated call reported the same day", ("05-17 A", CALL), ("05-17 B", CALL)),
    ("undated call, next morning's paper", ("05-17 A", CALL), ("05-18 B", CALL)),
    ("undated call and the dated one of that day", ("05-17", CALL), ("05-18", CALL + " | | | | 2025-05-17")),
    (
        "spellings of the callers",
        ("05-17", "PhoneCall | Marco Rubio+Sergey Lavrov | | | | 2025-05-17"),
        ("05-17", CALL + " | | | | 2025-05-17"),
    ),
    (
        "consultation and call",
        ("05-17", "Consultation | Marco Rubio+Sergei Lavrov | | | | 2025-05-17"),
        ("05-17", CALL + " | | | | 2025-05-17"),
    ),
    ("visit, planned then made", ("04-24", VISIT + " | | 2025-04-25 | S"), ("04-26", VISIT + " | | 2025-04-25")),
    (
        "visit, country and city",
        ("04-24", "Visit | Steve Witkoff | | Russia | | 2025-04-25 | S"),
        ("04-26", VISIT + " | | 2025-04-25"),
    ),
    ("visit, days of a range", ("04-24", VISIT + " | | 2025-04-24/2025-04-26"), ("04-26", VISIT + " | | 2025-04-25")),
    ("visit, undated plan then report", ("04-24", VISIT + " | | | S"), ("04-26", VISIT)),
    (
        "visit and reception",
        ("04-26", VISIT + " | | 2025-04-25"),
        ("04-26", "HostVisit | Vladimir Putin | Steve Witkoff | Moscow | | 2025-04-25"),
    ),
    (
        "visit, one does not say where",
        ("04-26", VISIT + " | | 2025-04-25"),
        ("04-26", "Visit | Steve Witkoff | | | | 2025-04-25"),
    ),
    ("visit, told near each other", ("04-25", VISIT), ("04-27", VISIT)),
    (
        "meeting and talks",
        ("04-26", MEET + " | | Vatican City | | 2025-04-26"),
        ("04-27", "Negotiation | Donald Trump+Volodymyr Zelensky | | Vatican City | | 2025-04-26"),
    ),
    (
        "meeting, the countries named beside their presidents",
        ("04-26", MEET + " | | | | 2025-04-26"),
        ("04-26", "Meeting | Donald Trump+Volodymyr Zelensky+Ukraine | | | | 2025-04-26"),
    ),
    (
        "summit in one city",
        ("06-25", "Summit | NATO | | The Hague | | 2025-06-24/2025-06-25"),
        ("06-24", "Summit | NATO | | The Hague | | 2025-06-24"),
    ),
    (
        "talks of countries",
        ("05-17", "Negotiation | Russia+Ukraine | | Istanbul | | 2025-05-16"),
        ("05-16", "CeasefireTalks | Russia+Ukraine | | Istanbul | | 2025-05-16"),
    ),
    (
        "talks, planned then held",
        ("05-12", "Negotiation | Russia+Ukraine | | Istanbul | | 2025-05-15/2025-05-16 | S"),
        ("05-17", "Negotiation | Russia+Ukraine | | Istanbul | | 2025-05-16"),
    ),
    (
        "strike, same city and day",
        ("04-24", "AirStrike | Russia | | Kyiv | | 2025-04-24"),
        ("04-25", "AirStrike | Russia | | Kyiv | | 2025-04-24"),
    ),
    (
        "strike, attacker not named",
        ("04-24", "AirStrike | Russia | | Kyiv | | 2025-04-24"),
        ("04-25", "AirStrike | | | Kyiv | | 2025-04-24"),
    ),
    (
        "strike and attack",
        ("04-24", "AirStrike | Russia | | Kyiv | | 2025-04-24"),
        ("04-25", "Attack | Russia | | Kyiv | | 2025-04-24"),
    ),
    (
        "strike, night over two days",
        ("04-24", "AirStrike | Russia | | Kyiv | | 2025-04-23/2025-04-24"),
        ("04-25", "AirStrike | Russia | | Kyiv | | 2025-04-24"),
    ),
    (
        "strike, undated morning report",
        ("04-24", "AirStrike | Russia | | Kyiv"),
        ("04-25", "AirStrike | Russia | | Kyiv | | 2025-04-24"),
    ),
    (
        "strike, city given as the victim",
        ("04-24", "AirStrike | Russia | Kyiv | | | 2025-04-24"),
        ("04-25", "AirStrike | Russia | | Kyiv | | 2025-04-24"),
    ),
    (
        "killing of one man",
        ("04-25", "Assassination | | Yaroslav Moskalik | Balashikha:City | | 2025-04-25"),
        ("04-26", "Assassination | | Yaroslav Moskalik | | | 2025-04-25"),
    ),
    (
        "annexation, month and year",
        ("04-24", "Annexation | Russia | | Crimea | Crimea | 2014"),
        ("04-26", "Annexation | Russia | | Crimea | Crimea | 2014-03"),
    ),
    (
        "annexation, undated much later",
        ("04-24", "Annexation | Russia | | Crimea | Crimea | 2014"),
        ("11-26", "Annexation | Russia | | | Crimea"),
    ),
    (
        "invasion, since and in",
        ("04-24", "Invasion | Russia | Ukraine | Ukraine | | 2022-02-01/"),
        ("04-26", "Invasion | Russia | Ukraine | | | 2022-02"),
    ),
    (
        "one war in two articles",
        ("04-24", "ArmedConflict | Russia | Ukraine | Ukraine | | | C"),
        ("08-16", "ArmedConflict | | | Ukraine | | | C"),
    ),
    (
        "one round of sanctions",
        ("02-24", "Sanction | European Union | Russia | | | 2025-02-24"),
        ("02-25", "Sanction | European Union | Russia | | | 2025-02-24"),
    ),
    (
        "sanctions, undated report of the day",
        ("02-24", "Sanction | European Union | Russia | | | 2025-02-24"),
        ("02-25", "Sanction | European Union | Russia"),
    ),
    (
        "sanctions by the country and its president",
        ("03-20", "Sanction | United States | Russia | | | 2025-03-20"),
        ("03-20", "Sanction | Donald Trump | Russia | | | 2025-03-20"),
    ),
    (
        "one vote",
        ("05-04", "Election | | | Romania | | 2025-05-04"),
        ("05-05", "Election | | | Romania | | 2025-05-04"),
    ),
    (
        "signing of one agreement",
        ("02-12", "SignAgreement | Russia+Ukraine | | Minsk | | 2025-02-12"),
        ("02-13", "SignAgreement | Russia+Ukraine | | Minsk | | 2025-02-12"),
    ),
    (
        "one document, one day stated",
        ("02-12", "SignAgreement | Russia+Ukraine | | | Minsk Agreements:LegalDocument | 2025-02-12"),
        ("06-13", "SignAgreement | Russia+Ukraine | | | Minsk Agreements:LegalDocument | 2025-02"),
    ),
    (
        "prisoners freed",
        ("05-24", "PrisonerRelease | Russia+Ukraine | | | | 2025-05-23"),
        ("05-25", "PrisonerRelease | Russia+Ukraine | | | | 2025-05-23"),
    ),
    (
        "demand of one day to one man",
        ("04-24", "DemandCeasefire | Donald Trump | Vladimir Putin | | | 2025-04-24"),
        ("04-25", "DemandCeasefire | Donald Trump | Vladimir Putin | | | 2025-04-24"),
    ),
    (
        "accusation and criticism of one day",
        ("04-24", "Accusation | Donald Trump | Volodymyr Zelensky | | Crimea | 2025-04-23"),
        ("04-25", "Criticism | Donald Trump | Volodymyr Zelensky | | Crimea | 2025-04-23"),
    ),
    (
        "appointment",
        ("10-01", "Appointment | NATO | Mark Rutte | | | 2025-10-01"),
        ("10-02", "Appointment | NATO | Mark Rutte | | | 2025-10-01"),
    ),
    (
        "expulsion",
        ("03-10", "ExpelDiplomats | Russia | United Kingdom | | | 2025-03-10"),
        ("03-11", "ExpelDiplomats | Russia | United Kingdom | | | 2025-03-10"),
    ),
    ("visit affirmed and denied", ("04-26", VISIT + " | | 2025-04-25"), ("04-26", VISIT + " | | 2025-04-25 | F-")),
    (
        "talks in the Kremlin were talks in Moscow",
        ("02-22", "Meeting | Vladimir Putin+Imran Khan | | Moscow | | 2025-02-24 | S"),
        ("02-24", "Meeting | Vladimir Putin+Imran Khan | | Kremlin"),
    ),
    (
        "summit of one body, place not told",
        ("10-28", "Summit | G20+Vladimir Putin | | | | 2025-10-30/2025-10-31 | S"),
        ("10-30", "Summit | G20 | | | | 2025-10-30"),
    ),
    (
        "a country's war and its president's",
        ("04-24", "ArmedConflict | Russia | | Ukraine | | | C"),
        ("04-26", "ArmedConflict | Vladimir Putin | | Ukraine | | | C"),
    ),
    (
        "demanded talks that then were held",
        ("05-11", "Meeting | Vladimir Putin+Volodymyr Zelensky | | Istanbul | | | D"),
        ("05-16", "Meeting | Vladimir Putin+Volodymyr Zelensky | | Istanbul"),
    ),
]

TWO = [
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


def pair(row: tuple[str, tuple[str, str], tuple[str, str]]) -> tuple[Record, Record]:
    (day, text), (other_day, other) = row[1:]
    return article(f"{day}", text), article(
        f"{other_day} other" if " " not in other_day else other_day, other, "Statement |"
    )


def told(world: World) -> list[WorldEvent]:
    return [e for e in world.events if e.type != "Statement" or e.roles]


@pytest.mark.parametrize("row", ONE, ids=[r[0] for r in ONE])
def test_one_happening(row: tuple[str, tuple[str, str], tuple[str, str]]) -> None:
    (event,) = told(resolve(*pair(row)))
    assert len(event.aliases) == 1
    assert len({c.article for c in event.claims}) == 2
    assert {m.rule for m in event.merges} > {"first report"}


@pytest.mark.parametrize("row", TWO, ids=[r[0] for r in TWO])
def test_two_happenings(row: tuple[str, tuple[str, str], tuple[str, str]]) -> None:
    assert len(told(resolve(*pair(row)))) == 2


def test_the_tables_hold_forty_rows_each() -> None:
    assert len({r[0] for r in ONE}) >= 40
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


def test_a_war_is_one_and_its_battles_are_not() -> None:
    war, battle = "ArmedConflict | | | Sudan | | | C", "GroundAttack | | | Khartoum | | 2025-03-{}"
    records = [article(f"03-{d}", war, battle.format(d)) for d in range(10, 20)]
    types = [e.type for e in resolve(*records).events]
    assert (types.count("ArmedConflict"), types.count("GroundAttack")) == (1, 10)


def test_the_happening_takes_the_tightest_stated_time_and_the_special_type() -> None:
    (event,) = resolve(
        article("04-24", "Attack | Russia | | Kyiv | | 2025-04-23/2025-04-24"),
        article("04-25", "AirStrike | Russia | | Kyiv | | 2025-04-24"),
    ).events
    assert event.type == "AirStrike"
    assert event.time is not None and event.time.start == event.time.end == event.date == date(2025, 4, 24)
    assert event.time_basis == "stated"


def test_an_article_without_a_day_sorts_by_the_days_it_tells() -> None:
    war, call = "ArmedConflict | | | Sudan", CALL
    world = resolve(article("?", call, "Visit | Steve Witkoff | | Moscow | | 1955-05-14", war))
    assert {(e.type, e.date, e.time is None) for e in world.events} == {
        ("PhoneCall", date(1955, 5, 14), True),
        ("Visit", date(1955, 5, 14), False),
        ("ArmedConflict", date(1955, 5, 14), True),
    }
    assert resolve(article("?", call)).events[0].date == UNKNOWN_DAY


def test_a_new_type_is_compared_like_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "more.ttl"
    path.write_text(
        f"""@prefix d: <{TERM}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
d:StateFuneral a owl:Class ; rdfs:subClassOf d:Visit ; rdfs:label "state funeral"@en ;
    rdfs:comment "Attends a funeral."@en ; d:nounTrigger "state funeral"@en .
""",
        encoding="utf-8",
    )
    ontology = load_ontology([path])
    told = [
        article("04-26", VISIT + " | | 2025-04-25"),
        article("04-27", "StateFuneral" + VISIT[5:] + " | | 2025-04-25"),
    ]
    (event,) = resolve_world(told, (), ontology, NAMES).events
    assert (event.type, len(event.merges)) == ("StateFuneral", 2)


@pytest.mark.parametrize("name", sorted(load_rows().rows))
def test_every_type_of_the_identity_table_exists(name: str) -> None:
    assert name == "Event" or name in ONTOLOGY.types


def with_known(record: Record) -> Record:
    """Give the entities of an annotated article the slugs a reader finds for their labels."""
    entities = []
    for entity in record.entities:
        known = [k for k in NAMES.find(entity.label) if k.type == entity.type]
        country = NAMES.country_of(known[0].slug) if len(known) == 1 else None
        entities.append(replace(entity, known=known[0].slug, country=country) if len(known) == 1 else entity)
    return replace(record, entities=tuple(entities))


def gold_world(folder: Path) -> World:
    return resolve(*(with_known(gold_to_record(g)) for g in load_gold(folder)))


def find(world: World, kind: str, *fillers: str) -> list[WorldEvent]:
    return [e for e in world.events if e.type == kind and set(fillers) <= {f for _, fs in e.roles for f in fs}]


def test_the_series_over_eleven_years() -> None:
    world = gold_world(Path(__file__).parent / "gold")
    (annexation,) = find(world, "Annexation", "Crimea")
    assert len({c.article for c in annexation.claims}) >= 3
    visits = find(world, "Visit", "Steve_Witkoff", "Moscow")
    assert [(str(v.date), v.status) for v in visits] == [("2025-04-25", "Happened"), ("2025-08-06", "Happened")]
    assert len(find(world, "PhoneCall", "Donald_Trump", "Vladimir_Putin")) >= 1
    istanbul = find(world, "Negotiation", "Istanbul") + find(world, "CeasefireTalks", "Istanbul")
    assert len({(e.time.start, e.time.end) for e in istanbul if e.time}) >= 2


def test_the_real_series_turns_the_visit_from_planned_to_happened(shared: Path) -> None:
    world = gold_world(shared / "gold" / "dev")
    visit = next(v for v in find(world, "Visit", "Steve_Witkoff", "Moscow") if v.date == date(2025, 4, 25))
    assert [(h.day, h.status) for h in visit.history] == [
        (date(2025, 4, 24), "Planned"),
        (date(2025, 4, 26), "Happened"),
    ]
    assert len({c.article for c in visit.claims}) == 3
    (strike,) = [e for e in find(world, "AirStrike", "Russia", "Kyiv") if len(e.merges) > 1]
    figures = [c for c in world.conflicts if c.kind == "figure" and strike.iri in c.events]
    assert any(c.note.startswith("Killed") for c in figures)
    sources = {q.article for q in strike.quantities if any(q.iri in c.claims for c in figures)}
    assert len(sources) == 2


def readout(row: dict[str, object]) -> Record:
    """A press office's readout as its annotation tells it."""
    day = str(row["date"] or "?")
    draft = Draft(str(row["id"]), None if day == "?" else day, str(row["source"]))
    draft.write(str(row["text"]).replace("\n", " "))
    for told in row["gold_events"]:  # type: ignore[attr-defined]
        if told["type"] not in ("call", "meeting", "visit"):
            continue
        kind = {"call": "PhoneCall", "meeting": "Meeting", "visit": "Visit"}[told["type"]]
        time = told["date"] if told["date"] and told["date"][:2] == "20" else day if told["date"] == "today" else None
        draft.event(
            kind,
            time=None if time == "?" else time,
            modality="Scheduled" if told["status"] == "planned" else "Factual",
            actor=[add_entity(draft, p) for p in told["participants"]],
            place=[add_entity(draft, told["place"])] if told["place"] else [],
        )
    return draft.record()


def test_readouts_of_one_pair_stay_as_many_as_they_are(shared: Path) -> None:
    lines = (shared / "corpora" / "articles" / "readouts_dev.jsonl").read_text(encoding="utf-8").splitlines()
    records = [readout(json.loads(line)) for line in lines]
    assert len(records) == 21
    world = resolve(*records)
    calls = [e for e in world.events if e.type == "PhoneCall"]
    assert all(len(e.merges) == 1 for e in calls)
    slugs = {e.slug for e in world.entities if "Shoukry" in e.label}
    assert len([e for e in calls if slugs & set(e.fillers("actor"))]) == 3
