"""Releases about one meeting, visit or call, and who goes on speaking in news: whole articles with the shipped model."""

from datetime import date

import pytest

from kg.extract.record import extract_record
from kg.language.reader import load_reader
from tests.event_reading import article, names, ontology


def dates(text: str, published: date) -> dict[str, tuple[str, str]]:
    """Return the days stated for each mention of an event, by its words."""
    record = extract_record(article(text, published), load_reader(), ontology(), names())
    return {
        m.text: (str(e.time.span.start), str(e.time.span.end))
        for e in record.events
        for m in e.mentions
        if e.time is not None and e.time.basis == "stated"
    }


KIGALI = (
    "Cabinet Secretary Mudavadi Concludes Visit to Kigali\n\n"
    "The Cabinet Secretary for Foreign Affairs of Kenya, Musalia Mudavadi, paid an official visit to Kigali on 12 March "
    "2024 at the invitation of his Rwandan counterpart, Vincent Biruta.\n\n"
    "The two ministers reviewed the state of relations. They agreed to convene the Joint Commission in June.\n\n"
    "Kenya and Rwanda established diplomatic relations in 1965. Uganda condemned the rebels.\n\n"
    "Mudavadi also met members of the Kenyan community and reaffirmed Nairobi's support for the talks. The Cabinet "
    "Secretary will travel to Bujumbura next week."
)
HANOI = (
    "Prime Minister Kishida Holds Summit Meeting with President Thuong\n\n"
    "On November 27, commencing at 6:00 p.m. for approximately 80 minutes, Prime Minister Kishida Fumio of Japan held a "
    "summit meeting with President Vo Van Thuong of Viet Nam.\n\n"
    "The two leaders agreed to elevate the relationship. President Thuong requested that Japan open its market.\n\n"
    "Prime Minister Kishida condemned the launch of a missile by North Korea on November 21."
)
TALLINN = (
    "Foreign Minister concludes visit to Tallinn\n\n"
    "Minister of Foreign Affairs Margus Tsahkna today hosted Canada's Foreign Minister, Mélanie Joly, in Tallinn.\n\n"
    "He thanked Canada for leading the battlegroup. It was agreed to hold consultations in Ottawa.\n\n"
    "On Tuesday, Russia blew up the dam; the ministers strongly condemned the attack."
)
NEWS = (
    "Leaders end summit in Lima\n\n"
    "LIMA, May 16 - President Diego Salas and Prime Minister Anna Holm met in Lima on Tuesday.\n\n"
    "Peru's opposition accused Salas of weakness. On Wednesday rebels attacked a mine, on Thursday the army shelled a "
    "village and on Friday envoys arrived in Cusco.\n\n"
    "In Oslo the finance minister, Per Lund, criticised Holm."
)
HISTORY = (
    "The Suez Crisis, 1956\n\n"
    "On July 26, 1956, Egyptian President Gamal Abdel Nasser met the Soviet ambassador in Cairo.\n\n"
    "Nasser accused London of plotting. Eden condemned the plan. In October, British, French and Israeli officials met "
    "at Sèvres."
)

OCCASIONS = [
    (
        KIGALI,
        date(2024, 3, 13),
        dict.fromkeys(("reviewed", "agreed", "met", "reaffirmed"), "2024-03-12"),
        {"condemned"},
    ),
    (HANOI, date(2023, 11, 28), {"agreed": "2023-11-27", "requested": "2023-11-27", "condemned": "2023-11-27"}, set()),
    (HANOI, date(2023, 11, 28), {"launch": "2023-11-21"}, set()),
    (TALLINN, date(2023, 6, 8), dict.fromkeys(("thanked", "agreed", "condemned"), "2023-06-08"), set()),
    (TALLINN, date(2023, 6, 8), {"blew up": "2023-06-06"}, set()),
    (NEWS, date(2025, 5, 16), {"met": "2025-05-13"}, {"accused", "criticised"}),  # news moves on
    (HISTORY, date(2016, 1, 1), {}, {"condemned"}),  # so does a history
]


@pytest.mark.parametrize(("text", "published", "told", "untold"), OCCASIONS)
def test_what_is_said_on_the_occasion_of_a_release_has_its_day(
    text: str, published: date, told: dict[str, str], untold: set[str]
) -> None:
    found = dates(text, published)
    assert {word: found.get(word, ("", ""))[0] for word in told} == told
    assert not untold & found.keys()


FRIDAY = date(2025, 5, 16)
GOES_ON = [
    # the same person goes on
    (
        "Kiir told a rally in Torit on Tuesday that talks would fail. He promised to free the captives.",
        "promised",
        "2025-05-13",
    ),
    ("The mediator, Thabo Mbeki, flew to Khartoum on Monday. He met President Omar al-Bashir.", "met", "2025-05-12"),
    (
        "Vice president Riek Machar said on Wednesday that the plan was dead. He called for an inquiry.",
        "called for",
        "2025-05-14",
    ),
    # who speaks to a guest
    (
        "On May 5 Rodríguez surfaced in Doha. The emir of Qatar warned him that patience was short.",
        "warned",
        "2025-05-05",
    ),
    # plans told on
    ("The envoy will fly to Havana on Monday. He will ask the junta for doctors.", "ask", "2025-05-19"),
    # what others say has its own day
    ("President Salva Kiir arrived in Torit on Tuesday. France accused Rwanda of arming the rebels.", "accused", None),
    ("Russian missiles hit the port on Tuesday. Moscow blamed a stray interceptor.", "blamed", None),
    ("The envoy arrived in Rome on Monday. He has accused the army of looting.", "accused", None),
]


@pytest.mark.parametrize(("text", "word", "day"), GOES_ON, ids=[g[0] for g in GOES_ON])
def test_day_of_a_saying_holds_for_what_the_same_person_says_next(text: str, word: str, day: str | None) -> None:
    found = dates("News of the week\n\n" + text, FRIDAY)
    assert found.get(word, (None,))[0] == day


PLACED = [
    ("Not until April 2019 did Chile and Bolivia restore ties.", "restore ties", ("2019-04-01", "2019-04-30")),
    ("The coalition began its air campaign on March 26, 2015.", "air campaign", ("2015-03-26", "None")),
    ("The army has seized ten posts since Tuesday.", "seized", ("2025-05-13", "2025-05-16")),
    ("More than 500 people have been killed since March.", "killed", ("2025-03-01", "None")),
    ("Prisoners are to be exchanged, starting on Monday.", "exchanged", ("2025-05-19", "None")),
    ("Officers arrested the president on Monday and forced him to resign.", "resign", ("2025-05-12", "2025-05-12")),
    (
        "Holm will visit Lima on Monday. The same day Peru's president will address parliament.",
        "address",
        ("2025-05-19", "2025-05-19"),
    ),
]


@pytest.mark.parametrize(("text", "word", "days"), PLACED, ids=[p[0] for p in PLACED])
def test_words_around_a_date_tell_how_it_bounds(text: str, word: str, days: tuple[str, str]) -> None:
    assert dates("News of the week\n\n" + text, FRIDAY).get(word) == days


def test_moved_talks_do_not_take_the_day_they_were_moved_from() -> None:
    found = dates("News of the week\n\nThe talks were postponed from Monday.", FRIDAY)
    assert not found
