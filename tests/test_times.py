"""Time expressions: one table a family, what is no time, and what a date leans on."""

from datetime import date

import pytest

from kg.extract.times import choose_policy, read_times

THURSDAY = date(2025, 4, 24)


def news(text: str, day: date | None = THURSDAY) -> list[tuple[str, str]]:
    return [(t.text, t.value) for t in read_times(text, day, "news")]


def history(text: str) -> list[tuple[str, str]]:
    return [(t.text, t.value) for t in read_times(text, date(2009, 12, 19), "narrative")]


FULL_DATES = [
    ("On March 21, 2014, he signed.", "March 21, 2014", "2014-03-21"),
    ("On 21 March 2014 he signed.", "21 March 2014", "2014-03-21"),
    ("On the 21st of March, 2014 he signed.", "the 21st of March, 2014", "2014-03-21"),
    ("On Thursday, April 24, 2025, Russia signaled", "Thursday, April 24, 2025", "2025-04-24"),
    ("MOSCOW, April 24 (Reuters) - Russia said", "April 24", "2025-04-24"),
    ("Signed 2014-03-21 in Kyiv.", "2014-03-21", "2014-03-21"),
    ("Signed 21.03.2014 in Kyiv.", "21.03.2014", "2014-03-21"),
    ("Signed 3/21/2014 in Kyiv.", "3/21/2014", "2014-03-21"),
    ("Signed 21/03/2014 in Kyiv.", "21/03/2014", "2014-03-21"),
    ("On Sept. 11, 2001 planes hit", "Sept. 11, 2001", "2001-09-11"),
    ("On Monday 19 December the Council adopted", "Monday 19 December", "2022-12-19"),
    ("the first of May 1998 was", "the first of May 1998", "1998-05-01"),
    ("on July 4th they met", "July 4th", "2024-07-04"),
    ("on July 4th they will meet", "July 4th", "2025-07-04"),
]
MONTHS_AND_YEARS = [
    ("It fell in February 2022.", "February 2022", "2022-02"),
    ("It fell in May of 1789.", "May of 1789", "1789-05"),
    ("It was annexed in 2014.", "2014", "2014"),
    ("in the year 1066 they landed", "the year 1066", "1066"),
    ("the 1991 agreement", "1991", "1991"),
    ("By mid-2011 they had left.", "mid-2011", "2011"),
    ("By mid-November they had left.", "mid-November", "2024-11"),
    ("By early May 1955 they had left.", "early May 1955", "1955-05"),
    ("by the end of 2026", "the end of 2026", "2026"),
    ("in the late 1980s", "the late 1980s", "198"),
    ("in the eighties", "the eighties", "198"),
    ("in the 19th century", "the 19th century", "18"),
    ("in the first half of 2014", "the first half of 2014", "2014-H1"),
    ("in the third quarter of 2014", "the third quarter of 2014", "2014-Q3"),
    ("in Q2 2014 exports fell", "Q2 2014", "2014-Q2"),
    ("in fiscal 2008", "fiscal 2008", "FY2008"),
    ("in the summer of 1943", "the summer of 1943", "1943-SU"),
    ("in the fall of 2003", "the fall of 2003", "2003-FA"),
    ("in nineteen ninety-one", "nineteen ninety-one", "1991"),
    ("in 490 BC", "490 BC", "BC0490"),
]
RELATIVE_DAYS = [
    ("The UN updated members today (23 December).", "today", "2024-12-23"),
    ("Three days later, power was seized.", "Three days later", "XXXX-XX-XX"),
    ("A day earlier, power was seized.", "A day earlier", "2025-04-23"),
    ("It happened today.", "today", "2025-04-24"),
    ("It happened yesterday.", "yesterday", "2025-04-23"),
    ("It will happen tomorrow.", "tomorrow", "2025-04-25"),
    ("They met the day before yesterday.", "the day before yesterday", "2025-04-22"),
    ("They meet tonight.", "tonight", "2025-04-24TNI"),
    ("They were struck last night.", "last night", "2025-04-23TNI"),
    ("They spoke this morning.", "this morning", "2025-04-24TMO"),
    ("They met last week.", "last week", "2025-W16"),
    ("They met last month.", "last month", "2025-03"),
    ("They meet next year.", "next year", "2026"),
    ("They met last summer.", "last summer", "2024-SU"),
    ("They met last October.", "last October", "2024-10"),
    ("They met two years ago.", "two years ago", "2023"),
    ("They met three days ago.", "three days ago", "2025-04-21"),
    ("They met two weeks ago.", "two weeks ago", "2025-W15"),
    ("They met years ago.", "years ago", "PAST_REF"),
    ("They met recently.", "recently", "PAST_REF"),
    ("They meet in the coming days.", "in the coming days", "FUTURE_REF"),
    ("They met last weekend.", "last weekend", "2025-W16-WE"),
]
WEEKDAYS = [
    # past-tense news: the most recent one on or before the report, which came out on a Thursday
    ("They met on Thursday.", "Thursday", "2025-04-24"),
    ("They met on Wednesday.", "Wednesday", "2025-04-23"),
    ("They met on Friday.", "Friday", "2025-04-18"),
    ("He said on Monday it will leave.", "Monday", "2025-04-21"),
    # future readings: the next one
    ("They will meet on Friday.", "Friday", "2025-04-25"),
    ("They are set to meet on Monday.", "Monday", "2025-04-28"),
    ("A meeting is planned for Wednesday.", "Wednesday", "2025-04-30"),
    # said outright
    ("They met last Thursday.", "last Thursday", "2025-04-17"),
    ("They meet next Thursday.", "next Thursday", "2025-05-01"),
    ("They met on Tuesday last week.", "Tuesday last week", "2025-04-15"),
    ("They met on Friday morning.", "Friday morning", "2025-04-18TMO"),
    ("He arrived late on Wednesday.", "late on Wednesday", "2025-04-23"),
    # one named before is meant by "that same"
    ("They met on Tuesday. He resigned that same Tuesday.", "that same Tuesday", "2025-04-22"),
]
MONTH_ALONE = [
    ("They met in October.", "October", "2024-10"),
    ("They met in March.", "March", "2025-03"),
    ("They will meet in June.", "June", "2025-06"),
    ("He resigned on December 11.", "December 11", "2024-12-11"),
    ("They will meet on January 5.", "January 5", "2026-01-05"),
    ("It began on April 3.", "April 3", "2025-04-03"),
]
DURATIONS = [
    ("It lasted three days.", "three days", "P3D"),
    ("It lasted 18 months.", "18 months", "P18M"),
    ("It lasted a few hours.", "a few hours", "PTXH"),
    ("It lasted several years.", "several years", "PXY"),
    ("It lasted two and a half years.", "two and a half years", "P2.5Y"),
    ("It lasted half an hour.", "half an hour", "PT30M"),
    ("a 30-day truce", "30-day", "P30D"),
    ("an eleven-year war", "eleven-year", "P11Y"),
    ("for more than two decades", "more than two decades", "P20Y"),
    ("within a fortnight", "a fortnight", "P2W"),
    ("over the last year it grew", "the last year", "P1Y"),
    ("over the next six months", "the next six months", "P6M"),
    ("in the past week", "the past week", "P1W"),
    ("a month-long siege", "a month-long", "P1M"),
    ("for years", "years", "PXY"),
]
SETS = [
    ("They meet daily.", "daily", "P1D"),
    ("They meet every week.", "every week", "P1W"),
    ("They meet every Monday.", "every Monday", "XXXX-WXX-1"),
    ("They meet on Mondays.", "Mondays", "XXXX-WXX-1"),
    ("ten flights per day", "per day", "P1D"),
]
CLOCKS = [
    ("It struck at 18:00 UTC on Tuesday.", "18:00 UTC", "2025-04-22T18:00Z"),
    ("It struck at 6:40 p.m. yesterday.", "6:40 p.m.", "2025-04-23T18:40"),
    ("It struck at 9 a.m.", "9 a.m.", "2025-04-24T09:00"),
    ("It struck at 12:05 AM.", "12:05 AM", "2025-04-24T00:05"),
    ("It struck at noon.", "noon", "2025-04-24T12:00"),
    ("It struck at noon local time.", "noon local time", "2025-04-24T12:00"),
    ("On the night of 20 June 1791 they fled.", "the night of 20 June 1791", "1791-06-20TNI"),
    ("the morning of April 19, 2025", "the morning of April 19, 2025", "2025-04-19TMO"),
]
HOLIDAYS = [
    ("They met on Christmas Day 1991.", "Christmas Day 1991", "1991-12-25"),
    ("The truce held over Easter.", "Easter", "2025-04-20"),
    ("They signed on Good Friday 1998.", "Good Friday 1998", "1998-04-10"),
    ("They met on Thanksgiving 2024.", "Thanksgiving 2024", "2024-11-28"),
]
FAMILIES = [
    *FULL_DATES, *MONTHS_AND_YEARS, *RELATIVE_DAYS, *WEEKDAYS, *MONTH_ALONE, *DURATIONS, *SETS, *CLOCKS, *HOLIDAYS,
]  # fmt: skip


@pytest.mark.parametrize(("text", "surface", "value"), FAMILIES, ids=[f[0] for f in FAMILIES])
def test_phrase_has_the_value_a_reader_gives_it(text: str, surface: str, value: str) -> None:
    assert (surface, value) in news(text)


@pytest.mark.parametrize(
    "text",
    [
        "It may rain, and troops may march on the capital.",
        "May I ask why Theresa May resigned?",
        "They march to the palace.",
        "April Glaspie met Saddam Hussein.",
        "The Sunday Times reported it.",
        "Bloody Sunday is remembered.",
        "Author: Planet-Today.com",
        "USA Today reported it.",
        "about 2000 people and 1500 soldiers",
        "Resolution 2328 was adopted.",
        "It cost $2014 and €1999.",
        "He flew in an F-16 over the 38th parallel.",
        "He is in his 80s.",
        "The fall of Saigon shocked them.",
        "Prices fall and spring back.",
        "He won a second term.",
        "Flight 1549 landed.",
        "There is no time here at all.",
        "Good afternoon, colleagues.",
        "a 1900-strong force",
        "They drove 1200 km.",
    ],
)
def test_word_or_number_that_only_looks_like_a_time_is_left_alone(text: str) -> None:
    assert news(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In December 1941 Japan struck. In January it took Manila.", ["1941-12", "1942-01"]),
        ("On May 10, 1940 Churchill took office. That same day Germany invaded.", ["1940-05-10", "1940-05-10"]),
        ("On 20 September 1792 it met. The next day it abolished the monarchy.", ["1792-09-20", "1792-09-21"]),
        ("It began on June 10, 1940; twelve days later France surrendered.", ["1940-06-10", "1940-06-22"]),
        ("In 1940 they met in August of that year.", ["1940", "1940-08"]),
        ("From October and November 1919 on", ["1919-10", "1919-11"]),
        ("It lasted from 6-7 February 1920.", ["1920-02-06", "1920-02-07"]),
        ("War in the north, 1775-1780", ["1775", "1780"]),
        ("the spring and summer of 1943", ["1943-SP", "1943-SU"]),
        ("In 1789 they rose. By the end of the year it was over.", ["1789", "1789"]),
        ("Today it is forgotten.", ["XXXX-XX-XX"]),
        # a day counted back carries no history on; "that July" and "the same year" lie in the year named last
        (
            "On May 21, 1871 the town fell, declared free two years before. On June 3 they wept.",
            ["1871-05-21", "1869", "1871-06-03"],
        ),
        ("The war of 1974 began long before. Born in 1950, it joined in the same year.", ["1974", "1950", "1950"]),
        ("In March 1964 the guard was raised. They were drilled that June.", ["1964-03", "1964-06"]),
        ("By June 1940 he had left. By then Paris lay open.", ["1940-06", "1940-06"]),
        ("In May 1866 they said that July was hot.", ["1866-05", "1866-07"]),
    ],
)
def test_history_leans_on_its_own_last_date(text: str, values: list[str]) -> None:
    assert [v for _, v in history(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # the title's year is what a history comes back to, rather than run backwards
        ("Suez, 1956: A Note\n\nIn October 1955 arms came.\n\nOn 26 July he took the canal.", "1956-07-26"),
        ("Suez, 1956: A Note\n\nIn October 1955 arms came. On 9 November they were shown.", "1955-11-09"),
        ("A Note on Suez\n\nIn October 1955 arms came.\n\nOn 26 July he took the canal.", "1955-07-26"),
        ("Suez, 1955-1956\n\nIn October 1955 arms came.\n\nOn 26 July he took the canal.", "1955-07-26"),
    ],
)
def test_history_comes_back_to_the_year_of_its_title(text: str, value: str) -> None:
    assert history(text)[-1][1] == value


ASIDES = [
    ("Talks failed in 2021. A truce offered in March was refused.", "2025-03"),  # a bare year inside a sentence
    ("In 2021 talks failed. A truce offered in March was refused.", "2021-03"),  # one that opens it holds on
    ("War broke out in November 2021. A truce agreed in March fell apart.", "2025-03"),  # not on into 2022
    ("War broke out in February 2021. A truce agreed in March fell apart.", "2021-03"),
]


@pytest.mark.parametrize(("text", "value"), ASIDES, ids=[a[0] for a in ASIDES])
def test_year_told_in_passing_does_not_hold_on(text: str, value: str) -> None:
    assert news(text)[-1][1] == value


def test_news_that_turns_to_another_year_stays_there_for_the_paragraph() -> None:
    text = "In February 2014 protesters took Kyiv. In March Russia annexed Crimea.\n\nIn March this year talks resumed."
    assert [v for _, v in news(text)] == ["2014-02", "2014-03", "2025-03"]


@pytest.mark.parametrize(
    ("text", "day", "policy"),
    [
        ("On Thursday he said that in 2014 and 2022 it began.", THURSDAY, "news"),
        ("In 1775 it began. In 1776 and 1778 it spread; in 1781 it ended.", THURSDAY, "narrative"),
        ("In 1775 it began.", None, "narrative"),
        ("He left.", None, "news"),
    ],
)
def test_policy_is_chosen_by_how_far_the_years_lie_from_the_report(text: str, day: date | None, policy: str) -> None:
    assert choose_policy(text, day) == policy


def test_unknown_policy_is_refused_with_the_accepted_ones() -> None:
    with pytest.raises(ValueError, match="news, narrative"):
        read_times("today", THURSDAY, "clock")


def test_without_any_date_nothing_is_invented() -> None:
    found = {t.text: t.value for t in read_times("He came on Monday and left in June last year.", None, "news")}
    assert not any(v[:4].isdigit() for v in found.values())
