"""The layer of time expressions over articles read with the shipped model: tokens, ranges, zones, relations."""

from datetime import date
from pathlib import Path

import pytest

from kg.evaluate.gold import gold_article, load_gold
from kg.extract.layers import TimeExpression
from kg.extract.times import find_times
from kg.language.reader import Reader
from kg.records import Article, Zone


def times(
    reader: Reader, text: str, published: date | None, zones: tuple[Zone, ...] = ()
) -> tuple[TimeExpression, ...]:
    a = Article("a", text, "", "0" * 64, zones or (Zone(0, len(text), "body"),), published=published)
    return find_times(a, reader.analyse(a))


RANGES = [
    (
        "70 missiles hit Kyiv between Wednesday and Thursday.",
        "between Wednesday and Thursday",
        "2025-04-23",
        "2025-04-24",
    ),
    ("She will visit from February 19-23, 2026.", "February 19-23, 2026", "2026-02-19", "2026-02-23"),
    ("He ruled from 1996 to 2001.", "1996 to 2001", "1996-01-01", "2001-12-31"),
    ("The Pact was disbanded in March and July of 1991.", "March and July of 1991", "1991-03-01", "1991-07-31"),
    ("The vote was held on May 31 and June 1, 1992.", "May 31 and June 1, 1992", "1992-05-31", "1992-06-01"),
    ("The war of 1904-1905 was short.", "1904-1905", "1904-01-01", "1905-12-31"),
]


@pytest.mark.parametrize(("text", "surface", "start", "end"), RANGES, ids=[r[1] for r in RANGES])
def test_range_is_one_expression_with_both_bounds(
    reader: Reader, text: str, surface: str, start: str, end: str
) -> None:
    (found,) = times(reader, text, date(2025, 4, 24))
    assert found.text == surface
    assert found.span is not None
    assert (str(found.span.start), str(found.span.end)) == (start, end)
    assert "/" in found.value


PARSED = [
    ("They accepted an invitation to dine on Monday.", date(2025, 4, 28), date(2025, 4, 28)),
    ("On Monday two rockets hit the port.", date(2025, 4, 21), date(2025, 4, 21)),
    ("Gunmen raided the station overnight.", date(2025, 4, 23), date(2025, 4, 24)),
    ("The port was raided earlier this month.", date(2025, 4, 1), date(2025, 4, 24)),
]


@pytest.mark.parametrize(("text", "start", "end"), PARSED, ids=[r[0] for r in PARSED])
def test_parse_and_report_day_settle_the_days(reader: Reader, text: str, start: date, end: date) -> None:
    (found,) = times(reader, text, date(2025, 4, 24))
    assert found.span is not None
    assert (found.span.start, found.span.end) == (start, end)


RELATIONS = [("since 2022", "begins"), ("until Monday", "ends"), ("before 2022", "before"), ("by Monday", "before")]
RELATIONS += [("after 2022", "after"), ("throughout 2022", "throughout"), ("in 2022", "within")]


@pytest.mark.parametrize(("phrase", "relation"), RELATIONS)
def test_word_in_front_gives_the_relation(reader: Reader, phrase: str, relation: str) -> None:
    (found,) = times(reader, f"The border was closed {phrase}.", date(2025, 4, 24))
    assert found.relation == relation


def test_boilerplate_and_its_dates_are_not_read(reader: Reader) -> None:
    body, foot = "They met on Monday.\n", "Posted on 3 May 1999. Subscribe today!"
    zones = (Zone(0, len(body), "body"), Zone(len(body), len(body + foot), "boilerplate"))
    found = times(reader, body + foot, date(2025, 4, 24), zones)
    assert [(t.text, t.value) for t in found] == [("Monday", "2025-04-21")]


def test_undated_news_takes_its_day_from_its_dateline(reader: Reader) -> None:
    found = times(reader, "MOSCOW, April 24, 2025 (Agency) - Putin met Xi on Wednesday.", None)
    assert [t.value for t in found] == ["2025-04-24", "2025-04-23"]


def test_future_reading_comes_from_the_clause_not_the_sentence(reader: Reader) -> None:
    text = "Ministers agreed on Tuesday to meet again on Friday, and Paris will host a summit on Saturday."
    found = times(reader, text, date(2025, 4, 24))
    assert [t.value for t in found] == ["2025-04-22", "2025-04-25", "2025-04-26"]


@pytest.mark.shared
def test_expressions_of_real_articles_stand_on_their_words(reader: Reader, shared: Path) -> None:
    articles = [gold_article(g) for g in load_gold(shared / "gold" / "dev")]
    assert len(articles) == 12
    count = 0
    for a in articles:
        analysis = reader.analyse(a)
        found = find_times(a, analysis)
        assert found == find_times(a, analysis)
        assert list(found) == sorted(found, key=lambda t: t.start)
        for t in found:
            sentence = analysis.sentences[t.sentence]
            assert a.text[t.start : t.end] == t.text
            assert sentence.start <= t.start < t.end <= sentence.end
            assert sentence.tokens[t.first].start <= t.start < sentence.tokens[t.first].end
            assert sentence.tokens[t.last].start < t.end <= sentence.tokens[t.last].end or t.text.endswith(".")
        count += len(found)
    assert count > 80
