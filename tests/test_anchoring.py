"""Times told from other events of the article, and scenes: whole articles read with the shipped model."""

from datetime import date

import pytest

from kg.extract.dating import date_triggers
from kg.extract.layers import Trigger
from kg.extract.scenes import Telling, lend_times
from kg.extract.times import find_times
from kg.language.analysis import Analysis
from kg.language.reader import Reader
from kg.records import Article, EventTime, Zone

FRIDAY = date(2025, 5, 16)
Bounds = tuple[str | None, str | None] | None


def article(text: str, published: date | None = FRIDAY) -> Article:
    return Article("a", text, "", "0" * 64, (Zone(0, len(text), "body"),), published=published)


def trigger(analysis: Analysis, word: str, kind: str = "Attack", modality: str = "Factual") -> Trigger:
    for s in analysis.sentences:
        for i, t in enumerate(s.tokens):
            if t.text == word:
                return Trigger(s.index, i, i, i, kind, 1.0, "test", modality, "Positive")
    raise AssertionError(f"{word!r} is no word of the text")


def bounds(time: EventTime | None) -> Bounds:
    if time is None:
        return None
    return (time.span.start and time.span.start.isoformat(), time.span.end and time.span.end.isoformat())


ANCHORED = [
    # counted from a named event
    ("The talks ended on Monday. Hours after the talks, rockets hit the port.", ("talks", "hit"), ("2025-05-12", "2025-05-13")),
    ("The vote was held on Monday. Three days before the vote, gunmen raided the station.", ("vote", "raided"), ("2025-05-09",) * 2),
    ("Fighting has gone on since March 2024, a month after rebels seized the port.", ("seized",), ("2024-02-01", "2024-02-29")),
    # before and after without a count
    ("The summit took place on Monday. Before the summit, Oslo threatened tariffs.", ("summit", "threatened"), (None, "2025-05-12")),
    # within a stretch
    ("The truce was signed on Monday. Rebels broke it within two weeks of the truce.", ("truce", "broke"), ("2025-05-12", "2025-05-26")),
    ("The army took the bridge on Monday. Within hours rebels destroyed it.", ("took", "destroyed"), ("2025-05-12", "2025-05-13")),
    # a history's own word for what it has just told
    (
        "The regiment stormed the palace on 15 July 1958. Two days after the coup, the king's envoy flew to London.\n"
        "The union fell in 1961, a pact failed in 1963, war came in 1967 and peace in 1973.",
        ("stormed", "flew"),
        ("1958-07-17",) * 2,
    ),
    # at once, and since
    ("On Monday Riga expelled two diplomats. Minsk retaliated immediately.", ("expelled", "retaliated"), ("2025-05-12",) * 2),
    ("On Monday Riga expelled two diplomats. Minsk has since closed the border.", ("expelled", "closed"), ("2025-05-12", "2025-05-16")),
    ("The junta took over on Monday. It has since jailed two editors and banned strikes.", ("took", "banned"), ("2025-05-12", "2025-05-16")),
    # on the day of, and the day before
    ("The talks opened on Monday. On the eve of the talks, Rome expelled two envoys.", ("talks", "expelled"), ("2025-05-11",) * 2),
    ("The coup took place on Monday. On the day of the coup the ministry summoned the envoy.", ("coup", "summoned"), ("2025-05-12",) * 2),
    # what ended had lasted so long
    ("On May 12 both sides signed a truce after three weeks of bargaining in Oslo.", ("signed", "bargaining"), ("2025-04-21", "2025-05-12")),
    ("The fortress fell on May 12 after a 14-month siege.", ("fell", "siege"), ("2024-03-01", "2025-05-12")),
    ("On May 12 they signed a pact ending ten days of clashes.", ("signed", "clashes"), ("2025-05-02", "2025-05-12")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "expected"), ANCHORED, ids=[r[0] for r in ANCHORED])
def test_time_is_told_from_another_event(reader: Reader, text: str, words: tuple[str, ...], expected: Bounds) -> None:
    a = article(text)
    analysis = reader.analyse(a)
    triggers = [trigger(analysis, w, f"Kind{n}") for n, w in enumerate(words)]
    found = date_triggers(a, analysis, find_times(a, analysis), triggers, ["Factual"] * len(words))
    assert bounds(found[-1]) == expected


UNANCHORED = [
    ("The vote was held on Monday. After the April 20 blast, police searched the port.", ("vote", "searched")),  # when?
    ("Gunmen raided the station before the vote.", ("raided",)),  # the vote has no day
    (
        "The war began in 2019. Within hours rebels destroyed the bridge.",
        ("war", "destroyed"),
    ),  # too wide to count from
    ("On Monday Riga expelled two diplomats.\n\nMinsk has since closed the border.", ("expelled", "closed")),
    ("The pact was signed on Monday. On the eve of the harvest, Rome expelled two envoys.", ("signed", "expelled")),
    (
        "On May 12 the envoy recalled three weeks of bargaining.",
        ("recalled", "bargaining"),
    ),  # when they were, who knows
]


LIMITS = [
    ("On Monday the court ordered the firm to leave within ten days.", ("ordered", "leave"), ("2025-05-12", "2025-05-22")),
    ("On Monday the union gave the ministry two months to answer.", ("gave", "answer"), ("2025-05-12", "2025-07-12")),
    ("On Monday the court ordered the firm to leave.", ("ordered", "leave"), None),
    ("The court ordered the firm to leave within ten days.", ("ordered", "leave"), None),
    ("On Monday the guards needed two hours to leave.", ("needed", "leave"), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "expected"), LIMITS, ids=[r[0] for r in LIMITS])
def test_what_is_asked_for_has_the_time_that_is_set(
    reader: Reader, text: str, words: tuple[str, str], expected: Bounds
) -> None:
    a = article(text)
    analysis = reader.analyse(a)
    triggers = [trigger(analysis, w, f"Kind{n}") for n, w in enumerate(words)]
    found = date_triggers(a, analysis, find_times(a, analysis), triggers, ["Factual", "Desired"])
    assert bounds(found[1]) == expected


@pytest.mark.parametrize(("text", "words"), UNANCHORED, ids=[r[0] for r in UNANCHORED])
def test_time_is_not_told_from_an_unsure_event(reader: Reader, text: str, words: tuple[str, ...]) -> None:
    a = article(text)
    analysis = reader.analyse(a)
    triggers = [trigger(analysis, w, f"Kind{n}") for n, w in enumerate(words)]
    found = date_triggers(a, analysis, find_times(a, analysis), triggers, ["Factual"] * len(words))
    assert found[-1] is None


MONDAY = ("2025-05-12", "2025-05-12")
BOTH = ("Fidan", "Kallas")
SCENES = [
    # what the parties say at their meeting, until another day is named
    ("Fidan met Kallas on Monday. Fidan praised the deal.", ("met", "praised"), ("encounter", "speech"), ("Fidan",), MONDAY),
    ("Fidan met Kallas on Monday. They rejected the plan.", ("met", "rejected"), ("encounter", "speech"), (), MONDAY),
    ("Fidan met Kallas on Monday. Orban praised the deal.", ("met", "praised"), ("encounter", "speech"), ("Orban",), None),
    ("Fidan met Kallas on Monday. Fidan has rejected the deal.", ("met", "rejected"), ("encounter", "speech"), ("Fidan",), None),
    ("Fidan met Kallas on Monday. Fidan had rejected the deal.", ("met", "rejected"), ("encounter", "speech"), ("Fidan",), None),
    ("Fidan attacked Kallas on Monday. Fidan praised the deal.", ("attacked", "praised"), ("deed", "speech"), ("Fidan",), None),
    ("Fidan, whose aide left in March, met Kallas on Monday. Fidan praised the deal.", ("met", "praised"), ("encounter", "speech"), ("Fidan",), MONDAY),
    # what is told beside a dated word of the sentence
    ("On Monday Fidan reiterated his support for Kyiv.", ("reiterated", "support"), ("speech", "speech"), (), MONDAY),
    ("On Monday Fidan recalled his support for Kyiv.", ("recalled", "support"), ("speech", "speech"), (), None),
    ("As the summit opened on Monday, thousands marched on the port.", ("opened", "marched"), ("deed", "deed"), (), MONDAY),
    # what somebody also did
    ("Fidan flew to Rome on Monday. He also phoned Kallas.", ("flew", "phoned"), ("deed", "speech"), ("Fidan",), MONDAY),
    ("Fidan flew to Rome on Monday. Orban also phoned Kallas.", ("flew", "phoned"), ("deed", "speech"), ("Orban",), None),
    ("Fidan flew to Rome on Monday. He has also phoned Kallas.", ("flew", "phoned"), ("deed", "speech"), ("Fidan",), None),
    # one blow after another
    ("On Monday rebels stormed the port. They burned two ships.", ("stormed", "burned"), ("deed", "deed"), (), MONDAY),
    ("On Monday rebels stormed the port.\n\nThey burned two ships.", ("stormed", "burned"), ("deed", "deed"), (), None),
    ("On Monday rebels stormed the port. They have burned two ships.", ("stormed", "burned"), ("deed", "deed"), (), None),
    # by and while doing
    ("On Monday Riga retaliated by expelling two envoys.", ("retaliated", "expelling"), ("deed", "deed"), (), MONDAY),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kinds", "actors", "expected"), SCENES, ids=[r[0] for r in SCENES])
def test_scene_lends_its_day(
    reader: Reader, text: str, words: tuple[str, str], kinds: tuple[str, str], actors: tuple[str, ...], expected: Bounds
) -> None:
    a = article(text)
    analysis = reader.analyse(a)
    times = find_times(a, analysis)
    first, second = (trigger(analysis, w, f"Kind{n}") for n, w in enumerate(words))
    time = date_triggers(a, analysis, times, [first], ["Factual"])[0]
    assert time is not None
    tellings = [
        Telling(first, "Factual", time, frozenset(BOTH), frozenset(BOTH), kinds[0]),
        Telling(second, "Factual", None, frozenset(actors), frozenset(actors), kinds[1]),
    ]
    lent = lend_times(analysis, times, tellings)
    assert bounds(lent.get(1)) == expected
    assert all(t.rule.startswith("carried:") for t in lent.values())


def test_quoted_and_planned_events_get_no_day_of_a_scene(reader: Reader) -> None:
    a = article('Fidan met Kallas on Monday. "Fidan praised the deal," an aide said.')
    analysis = reader.analyse(a)
    times = find_times(a, analysis)
    met, praised = trigger(analysis, "met"), trigger(analysis, "praised")
    time = date_triggers(a, analysis, times, [met], ["Factual"])[0]
    people = frozenset(BOTH)
    for modality in ("Factual", "Scheduled", "Desired", "Conditional"):
        tellings = [
            Telling(met, "Factual", time, people, people, "encounter"),
            Telling(praised, modality, None, people, people, "speech"),
        ]
        assert lend_times(analysis, times, tellings) == {}


LIVE = (
    "Ports strike live\n\n17.20 Ferries stop\n\nThe union accuses the ministry of threats. It had walked out in June.\n\n"
    "15.05 Talks fail\n\nMediators called the offer thin. Two men were held.\n\n13.40 Roads shut\n\nPolice warn drivers."
)


def test_entries_of_a_live_report_happen_on_its_day(reader: Reader) -> None:
    a = article(LIVE)
    analysis = reader.analyse(a)
    triggers = [trigger(analysis, w) for w in ("accuses", "called", "walked", "held")]
    found = date_triggers(a, analysis, find_times(a, analysis), triggers, ["Factual"] * 4)
    day = (FRIDAY.isoformat(),) * 2
    assert [bounds(t) for t in found[:2]] == [day, day]
    assert bounds(found[2]) != day
    assert found[3] is None


NEWSROOM = (
    "Ferry strike live: union rejects the offer\n\nThe union has called a rally.\n\n17.20 Ferries stop\n\nThe mayor has "
    "met the crews, the port says. Earlier: Orban held a call with Fidan.\n\n15.05 Talks fail\n\nThe port fears a walkout."
    "\n\n13.40 Roads shut\n\nThe mayor accuses the port, urging calm."
)


def test_what_a_live_report_carries_happens_on_its_day_too(reader: Reader) -> None:
    a = article(NEWSROOM)
    analysis = reader.analyse(a)
    triggers = [trigger(analysis, w) for w in ("called", "met", "call", "urging", "walkout")]
    found = date_triggers(a, analysis, find_times(a, analysis), triggers, ["Factual"] * 5)
    assert [bounds(t) for t in found] == [(FRIDAY.isoformat(),) * 2] * 4 + [None]


def test_words_of_a_statement_are_said_on_its_day(reader: Reader) -> None:
    text = (
        "May 16, 2025\n\nWe condemn the raid. We urge both sides to talk. I thank the crews. The raid killed two men."
    )
    a = article(text)
    analysis = reader.analyse(a)
    triggers = [trigger(analysis, w) for w in ("condemn", "urge", "killed")]
    found = date_triggers(a, analysis, find_times(a, analysis), triggers, ["Factual"] * 3)
    assert [bounds(t) for t in found] == [(FRIDAY.isoformat(),) * 2] * 2 + [None]
    told = article("May 16, 2025\n\nThe union condemns the raid. The mayor urges calm.")
    analysis = reader.analyse(told)
    condemned = [trigger(analysis, "condemns")]
    assert date_triggers(told, analysis, find_times(told, analysis), condemned, ["Factual"]) == (None,)
