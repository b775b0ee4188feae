"""Two reports that tell one happening: by type family, parties, place and compatible time, never by their words."""

import pytest

from tests.event_lines import CALL, MEET, VISIT, Row, pair, resolve, told

ONE: list[Row] = [
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


@pytest.mark.parametrize("row", ONE, ids=[r[0] for r in ONE])
def test_one_happening(row: Row) -> None:
    (event,) = told(resolve(*pair(row)))
    assert len(event.aliases) == 1
    assert len({c.article for c in event.claims}) == 2
    assert {m.rule for m in event.merges} > {"first report"}


def test_the_table_holds_forty_rows() -> None:
    assert len({r[0] for r in ONE}) >= 40
