"""Pages as files: same bytes for the same world, everything escaped, nothing fetched, names safe."""

import base64
import hashlib
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import DaySpan, day_span, month_span, year_span
from kg.records import Article
from kg.views.briefs import Brief
from kg.views.graph import MOST_NODES, bend_lines
from kg.views.layout import place_nodes
from kg.views.links import Line, Lines
from kg.views.naming import name_pages, web_address
from kg.views.offsets import utf16_offset
from kg.views.site import write_site
from kg.views.wording import Labels, format_when
from tests.views_corpus import gold_lines, gold_records, gold_world, hostile_world, ontology_labels

LABELS, TONES = ontology_labels()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(gold_world(), gold_records(), out, LABELS, TONES)
    return out


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hostile")
    world, records = hostile_world()
    write_site(world, records, out, LABELS, TONES, title="<b>T</b>")
    return out


def test_site_has_every_page(site: Path) -> None:
    names = {p.name for p in site.iterdir()}
    assert {"index.html", "graph.html", "timeline.html", "conflicts.html"} <= names
    assert len(names) == 4 + len(gold_records())


def test_same_world_gives_same_bytes_in_any_order_of_records(site: Path, tmp_path: Path) -> None:
    write_site(gold_world(), tuple(reversed(gold_records())), tmp_path, LABELS, TONES)
    for page in sorted(site.iterdir()):
        assert (tmp_path / page.name).read_bytes() == page.read_bytes(), page.name


def test_unchanged_pages_are_not_written_and_stale_ones_go(tmp_path: Path) -> None:
    pages = write_site(gold_world(), gold_records(), tmp_path, LABELS, TONES)
    for page in pages:
        os.utime(page, (1, 1))
    (tmp_path / "article-gone.html").write_text("old", encoding="utf-8")
    assert write_site(gold_world(), gold_records(), tmp_path, LABELS, TONES) == pages
    assert {p.stat().st_mtime for p in pages} == {1}
    assert not (tmp_path / "article-gone.html").exists()


def test_pages_are_small_utf8_and_declare_language_and_title(site: Path) -> None:
    for page in sorted(site.iterdir()):
        data = page.read_bytes()
        text = data.decode("utf-8")
        assert text.startswith("<!DOCTYPE html>\n<html lang=") and b"\r" not in data and text.endswith("</html>\n")
        assert re.search(r"<title>[^<]+</title>", text), page.name
        assert len(data) <= 500_000, (page.name, len(data))


@pytest.mark.parametrize("where", ["site", "hostile"])
def test_policy_allows_exactly_the_scripts_and_styles_of_the_page(where: str, request: pytest.FixtureRequest) -> None:
    for page in sorted(request.getfixturevalue(where).iterdir()):
        text = page.read_text(encoding="utf-8")
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
        assert policy and policy.group(1).startswith("default-src 'none'; ") and "unsafe" not in policy.group(1)
        for kind in ("script", "style"):
            for block in re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL):
                digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
                assert f"'sha256-{digest}'" in policy.group(1), page.name


@pytest.mark.parametrize("where", ["site", "hostile"])
def test_no_page_holds_foreign_markup_or_loads_anything(where: str, request: pytest.FixtureRequest) -> None:
    for page in sorted(request.getfixturevalue(where).iterdir()):
        # what scripts say is not markup: look at the elements alone
        text = re.sub(r"(<(script|style)[^>]*>).*?</\2>", r"\1", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        tags = re.findall(r"<[a-zA-Z][^>]*>", text)
        assert not [t for t in tags if re.match(r"<(img|iframe|object|embed|base|form)\b", t)], page.name
        assert not [t for t in tags if re.search(r"\s(on\w+|style|src|srcset)\s*=", t)], page.name
        assert not [t for t in tags if re.search(r"(?i)href=[\"']?\s*javascript", t)], page.name
        links = re.findall(r'<link [^>]*href="([^"]*)"', text)
        assert links == ["data:,"], page.name


def test_title_given_by_the_user_is_escaped(hostile: Path) -> None:
    for page in sorted(hostile.iterdir()):
        assert "<b>T</b>" not in page.read_text(encoding="utf-8"), page.name


def test_hostile_address_is_shown_but_not_linked(hostile: Path) -> None:
    page = next(hostile.glob("article-*.html")).read_text(encoding="utf-8")
    assert "javascript:window.pwned=1" in page
    assert 'href="javascript' not in page


def test_article_page_holds_the_text_and_an_anchor_for_every_piece_of_evidence(site: Path) -> None:
    from html import unescape

    for record in gold_records():
        page = (site / name_pages([record.article])[record.article.digest]).read_text(encoding="utf-8")
        body = re.search(r"<article[^>]*>(.*)</article>", page, re.DOTALL)
        assert body
        lines = [unescape(re.sub(r"<[^>]+>", "", line)) for line in body.group(1).strip().split("\n")]
        assert lines == [line for line in record.article.text.split("\n") if line.strip()]
        told = [e for e in gold_world().events for c in e.claims if c.article == record.article.digest]
        assert told
        for event in told:
            for claim in event.claims:
                if claim.article == record.article.digest:
                    for span in claim.claim.evidence:
                        assert f'id="p{span.start}-{span.end}"' in page


ARTICLE = Article("a", "t", "T", "0" * 64, ())


def names(*given: str) -> list[str]:
    articles = [replace(ARTICLE, name=n, digest=hashlib.sha256(bytes([i])).hexdigest()) for i, n in enumerate(given)]
    pages = name_pages(articles)
    return [pages[a.digest] for a in articles]


@pytest.mark.parametrize(
    ("given_name", "stem"),
    [
        ("plain-2014_b", "article-plain-2014_b.html"),
        ("../../etc/passwd", "article-etc-passwd-6e340b9c.html"),
        ("a b", "article-a-b-6e340b9c.html"),
        ("Київ", "article-text-6e340b9c.html"),
        ("", "article-text-6e340b9c.html"),
        ("con.", "article-con-6e340b9c.html"),
        ("x" * 300, f"article-{'x' * 80}-6e340b9c.html"),
    ],
)
def test_page_names_are_safe(given_name: str, stem: str) -> None:
    assert names(given_name) == [stem]


def test_a_name_that_looks_like_a_changed_one_stays_apart() -> None:
    assert names("a b", "a-b-6e340b9c") == [
        f"article-a-b-{hashlib.sha256(bytes([0])).hexdigest()}.html",
        "article-a-b-6e340b9c.html",
    ]


@given(st.lists(st.text(max_size=12), max_size=8))
def test_page_names_are_unique_even_without_case(given_names: list[str]) -> None:
    found = [n.lower() for n in names(*given_names)]
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"article-[a-z0-9_-]+\.html", n) for n in found)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://example.org", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org/x", False),
        ("https://", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, linked: bool) -> None:
    assert web_address(url) == (url if linked else None)


@given(st.text(), st.integers(min_value=0, max_value=60))
def test_utf16_offset_counts_as_javascript_does(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert utf16_offset(text, offset) == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


DAY = date(2025, 4, 24)


@pytest.mark.parametrize(
    ("span", "basis", "lasting", "words"),
    [
        (None, None, False, "undated"),
        (day_span(DAY), "stated", False, "24 April 2025"),
        (day_span(DAY), "inferred", False, "24 April 2025 (inferred)"),
        (month_span(2025, 4), "stated", False, "April 2025"),
        (year_span(2014), "stated", False, "2014"),
        (DaySpan(date(2025, 4, 23), DAY, "range"), "stated", True, "23–24 April 2025"),
        (DaySpan(date(2025, 4, 23), DAY, "range"), "stated", False, "some time in 23–24 April 2025"),
        (DaySpan(date(2025, 3, 30), DAY, "range"), "stated", True, "30 March – 24 April 2025"),
        (DaySpan(date(2024, 3, 30), DAY, "range"), "stated", True, "30 March 2024 – 24 April 2025"),
        (DaySpan(None, DAY, "before"), "inferred", False, "by 24 April 2025 (inferred)"),
        (DaySpan(DAY, None, "after"), "stated", False, "from 24 April 2025 on"),
    ],
)
def test_when(span: DaySpan | None, basis: str | None, lasting: bool, words: str) -> None:
    assert format_when(span, basis, lasting) == words


def test_label_of_an_unknown_term_is_split() -> None:
    assert Labels().term("PhoneCall") == "phone call"
    assert Labels({"PhoneCall": "call"}).term("PhoneCall") == "call"


def test_events_that_give_no_edge_still_give_a_line() -> None:
    drawn = {line.status for line in gold_lines()}
    assert drawn & {"Denied", "Negated", "Demanded"}


def test_every_event_of_an_edge_is_on_exactly_one_line_between_the_two() -> None:
    world = gold_world()
    lines = gold_lines()
    told = {(frozenset((e.subject, e.object)), iri) for e in world.edges for iri in e.events if e.subject != e.object}
    on = [(frozenset((x.subject, x.object)), iri) for x in lines for iri in x.events]
    assert told <= set(on)
    directed = [(x.subject, x.object, iri) for x in lines for iri in x.events]
    assert len(directed) == len(set(directed))


def line(a: str, b: str, words: str = "meets") -> Line:
    return Line(a, b, words, "Happened", "neutral", True, ("e",))


def test_parallel_lines_fan_out_and_a_single_one_is_straight() -> None:
    assert bend_lines([line("a", "b")]) == [0.0]
    there_and_back = [line("a", "b", "x"), line("b", "a", "y"), line("a", "b", "z")]
    bends = bend_lines(there_and_back)
    # seen from one end, which is how they are drawn, no two lie on each other
    seen = [b if x.subject == "a" else -b for b, x in zip(bends, there_and_back, strict=True)]
    assert len({round(s, 3) for s in seen}) == 3


def test_only_the_most_connected_are_drawn() -> None:
    pairs = [("hub", f"n{i:03}") for i in range(400)] + [("n399", "n398")] * 3
    briefs = {
        f"e{i}": Brief(1, "Denied", "Meeting", "neutral", True, (), (), ((a, b, True),))
        for i, (a, b) in enumerate(pairs)
    }
    lines = Lines(briefs, {name for pair in pairs for name in pair}, Labels())
    drawn = lines.busiest(MOST_NODES)
    assert len(drawn) == MOST_NODES and drawn[:3] == ("hub", "n398", "n399")
    assert len(lines) == 401 and len(lines.between(["hub", "n000"])) == 1


def test_names_of_placed_nodes_do_not_meet() -> None:
    labels = [f"Somebody {i}" for i in range(40)]
    links = {(0, i): 1.0 for i in range(1, 25)} | {(i, i + 1): 1.0 for i in range(25, 38)}
    spots = place_nodes(labels, links)
    assert spots == place_nodes(labels, dict(reversed(links.items())))
    for i, (x, y) in enumerate(spots):
        for u, v in spots[:i]:
            assert abs(x - u) > 60 or abs(y - v) > 25
