"""Reading files: what becomes an article, exactly as stored, and what is refused in one clear line."""

import itertools
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article.identity import text_fingerprint
from kg.article.layout import find_zones, split_lines
from kg.article.metadata import Metadata
from kg.article.reading import FORMATS, load_format, make_article, read_article, read_articles, read_file
from kg.article.saving import format_article
from kg.errors import ArticleError
from kg.records import ZONES

BODY = "The minister of Ruritania arrived in Zenda on Friday, March 7, 2003, and met the king.\n"
NEWS = f"Minister Visits Zenda\n\n{BODY}\nTalks went on for two hours, officials said.\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    ("name", "content", "title", "published", "publisher"),
    [
        ("plain.txt", NEWS, "Minister Visits Zenda", date(2003, 3, 7), None),
        ("front.md", f"---\ntitle: A Title\npublished: 2003-03-08\npublisher: The Zenda Post\n---\n{NEWS}", "A Title", date(2003, 3, 8), "The Zenda Post"),
        ("quoted.txt", f'---\ndate: "8 March 2003"\nsource: Post\n---\n{NEWS}', "Minister Visits Zenda", date(2003, 3, 8), "Post"),
        ("crlf.txt", NEWS.replace("\n", "\r\n"), "Minister Visits Zenda", date(2003, 3, 7), None),
        ("bom.txt", "\ufeff" + NEWS, "Minister Visits Zenda", date(2003, 3, 7), None),
        ("one.json", json.dumps({"headline": "H", "body": "B text.", "date": "2003-03-09T10:00:00Z", "source": {"name": "P"}}), "H", date(2003, 3, 9), "P"),
        ("page.html", f"<html><head><title>Minister Visits Zenda</title><meta property='article:published_time' content='2003-03-07'></head><body><script>alert('x')</script><article><h1>Minister Visits Zenda</h1><p>{BODY * 3}</p><p>Talks went on for two hours and ended without a result, officials said on Friday.</p></article></body></html>", "Minister Visits Zenda", date(2003, 3, 7), None),
        ("mail.eml", f"From: Zenda Post <a@b.example>\nSubject: News from Zenda\nDate: Sat, 08 Mar 2003 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{BODY}", "News from Zenda", date(2003, 3, 8), "Zenda Post"),
    ],
)  # fmt: skip
def test_formats(tmp_path: Path, name: str, content: str, title: str, published: date, publisher: str | None) -> None:
    article = read_article(write(tmp_path, name, content))
    assert (article.title, article.published, article.publisher) == (title, published, publisher)
    assert article.name == Path(name).stem
    assert "alert" not in article.text


MARKED = """---
title: Envoys Meet
---
# Envoys Meet

The **king** met [Ann Bell](https://example.org/a_b) and\nthe _envoy_ on `Monday`.

- Talks end at 5 * 3 o'clock.
1. Nothing was signed &amp; sealed.

## What is next

![The king](king.png)

<div>menu</div>
"""


def test_markdown_is_read_as_it_is_shown(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, "a.md", MARKED))
    assert [(z.kind, article.text[z.start : z.end]) for z in article.zones] == [
        ("headline", "Envoys Meet"),
        ("body", "The king met Ann Bell and the envoy on Monday."),
        ("body", "Talks end at 5 * 3 o'clock."),
        ("body", "Nothing was signed & sealed."),
        ("boilerplate", "## What is next"),
    ]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Home | World | Ukraine\n\n", "Minister Visits Zenda"),
        ("Skip to content\nNews › World › Europe\n\n", "Minister Visits Zenda"),
        ("", "Minister Visits Zenda"),
        # nothing below can be a headline: it stays one, whatever it looks like
        ("Ruritania / Zenda / Strelsau\n\nThe minister came on Friday with his wife and left again.\n\n", "Ruritania / Zenda / Strelsau"),
        ("Sign Up for Peace, Says Pope\n\nBy Jane Roe\n\n", "Sign Up for Peace, Says Pope"),
    ],
)  # fmt: skip
def test_menus_above_the_headline_are_none_of_it(tmp_path: Path, above: str, title: str) -> None:
    article = read_article(write(tmp_path, "a.txt", above + NEWS))
    assert article.title == title
    assert [article.text[z.start : z.end] for z in article.zones if z.kind == "headline"] == [title]
    plain = read_article(write(tmp_path, "b.txt", NEWS))
    assert (text_fingerprint(article) == text_fingerprint(plain)) == (title == plain.title)


@pytest.mark.parametrize("charset", ["windows-1251", "iso-8859-1", "utf-8", "koi8-r"])
def test_a_page_is_read_in_the_encoding_it_names(tmp_path: Path, charset: str) -> None:
    place = "Élysée" if charset == "iso-8859-1" else "Кремль"
    page = f"<html><head><meta charset='{charset}'><title>{place}</title></head><body><article><h1>{place}</h1><p>{BODY * 3}</p><p>“{place}” said nothing on Friday, officials told.</p></article></body></html>"
    data = page.replace("“", '"').replace("”", '"').encode(charset)
    assert place in read_article(write(tmp_path, "page.html", data)).text


def test_text_is_what_follows_the_front_matter_untouched(tmp_path: Path) -> None:
    body = "\n  Headline\r\n\r\nA “quoted” paragraph — with\ttabs.  \n"
    article = read_article(write(tmp_path, "a.txt", f"---\ntitle: T\n---\n{body}"))
    assert article.text == body


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('"A neighbour\\u2019s visit"', "A neighbour’s visit"),
        ('"The \\"last\\" offer"', 'The "last" offer'),
        ("'The neighbour''s visit'", "The neighbour's visit"),
        ('"War" is over, says "Peace"', '"War" is over, says "Peace"'),
        (r"C:\new plan", r"C:\new plan"),
        (r'"not \q an escape"', r"not \q an escape"),
        (r'"half \ud83d a sign"', r"half \ud83d a sign"),
        (r'"two\nlines"', "two lines"),
    ],
)
def test_quoted_values_are_decoded_as_yaml_means_them(tmp_path: Path, written: str, title: str) -> None:
    article = read_article(write(tmp_path, "a.txt", f"---\ntitle: {written}\n---\n{NEWS}"))
    assert article.title == title
    saved = read_article(write(tmp_path, "b.txt", format_article(article)))
    assert saved.title == title


@pytest.mark.parametrize("value", ["2016-10", "2016", "October 2016", "oct 2016"])
def test_a_month_or_year_of_publication_is_no_day_and_no_mistake(tmp_path: Path, value: str) -> None:
    plain = "Minister Visits Zenda\n\nThe minister met the king.\n"
    article = read_article(write(tmp_path, "a.txt", f"---\npublished: {value}\n---\n{plain}"))
    assert (article.published, article.published_basis) == (None, "unknown")
    dated = read_article(write(tmp_path, "b.txt", f"---\npublished: {value}\n---\n{NEWS}"))
    assert dated.published == date(2003, 3, 7), "the text itself may say the day"


def test_dashes_without_keys_are_text(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, "a.txt", f"---\nA line of text\n---\n{BODY}"))
    assert article.text.startswith("---\nA line")


def test_side_file_fills_gaps(tmp_path: Path) -> None:
    write(tmp_path, "a.meta", "published: 1999-12-31\npublisher: Side\n")
    article = read_article(write(tmp_path, "a.txt", f"---\npublisher: Front\n---\n{NEWS}"))
    assert (article.published, article.publisher) == (date(1999, 12, 31), "Front")


def test_json_lines_hold_many(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"id": f"n{i}", "text": f"Text number {i}."}) for i in range(3))
    assert [a.name for a in read_articles(write(tmp_path, "many.jsonl", rows))] == ["n0", "n1", "n2"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("front-only.txt", b"---\ntitle: T\n---\n\n", "empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "binary"),
        ("latin.txt", "Zürich und Genf".encode("latin-1"), "not UTF-8"),
        ("latin.html", "<p>Zürich und Genf</p>".encode("latin-1"), "not UTF-8"),
        ("wrong.html", "<meta charset=klingon><p>Zürich und Genf</p>".encode("latin-1"), "klingon"),
        ("huge.txt", b"a" * 20_000_000, "20.0 MB"),
        ("odd.xyz", b"text", "unknown format"),
        ("bad.json", b"{'a': 1}", "not JSON"),
        ("deep.json", b"[" * 200_000, "not JSON"),
        ("list.jsonl", b"[1, 2]\n", "expected an object"),
        ("notext.json", b'{"title": "T"}', "no text"),
        ("date.txt", b"---\npublished: soon\n---\nText here.", "expected a day"),
        ("front.txt", b"---\ntitle: x\nno colon here\n---\nText", "expected 'key: value'"),
        ("empty.html", b"<html><body><script>1</script></body></html>", "no article text"),
        ("broken.pdf", b"%PDF-1.4 nothing", "PDF"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(ArticleError) as caught:
        read_articles(path)
    message = str(caught.value)
    assert says in message and str(path) in message and "\n" not in message


GOOD = b'{"id": "%d", "text": "Text number %d."}'


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (b"{bad", "line 2: not JSON (column 2: Expecting property name enclosed in double quotes), found '{bad'"),
        (b'{"text": "cut of', "line 2: not JSON (column 10"),
        (b"[1, 2]", "line 2: found list; expected an object with a text"),
        (b'"a string"', "line 2: found str; expected an object"),
        (b'{"title": "T"}', "line 2: no text; expected one of the fields text, body"),
        (b'{"text": 5}', "line 2: no text"),
        (b'{"text": "x y", "date": "soon"}', "line 2: published is 'soon'"),
        (b'{"text": "caf\xe9"}', "line 2: byte 0xe9 at position 13 is not UTF-8"),
        (b"[" * 100_000, "line 2: not JSON"),
    ],
    ids=range(9),
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_bad_line_costs_that_line_only(tmp_path: Path, bad: bytes, says: str, end: bytes) -> None:
    path = write(tmp_path, "many.jsonl", end.join([GOOD % (1, 1), bad, b"", GOOD % (4, 4)]) + end)
    found = read_file(path)
    assert [(a.name, a.text) for a in found.articles] == [("1", "Text number 1."), ("4", "Text number 4.")]
    (line,) = found.refused
    assert f"{path}, {says}" in line and len(line) < 400


def test_a_bad_item_of_a_list_costs_that_item_only(tmp_path: Path) -> None:
    path = write(tmp_path, "many.json", b"[" + GOOD % (1, 1) + b", 7, " + GOOD % (3, 3) + b"]")
    found = read_file(path)
    assert [a.name for a in found.articles] == ["1", "3"]
    assert found.refused == (f"{path}, item 2: found int; expected an object with a text",)


def test_lines_in_utf_16_and_with_a_line_separator_inside(tmp_path: Path) -> None:
    text = '{"text": "One\u2028line."}\n{bad\n{"text": "Two."}\n'
    for encoding in ("utf-8", "utf-16"):
        found = read_file(write(tmp_path, "many.jsonl", text.encode(encoding)))
        assert [a.text for a in found.articles] == ["One\u2028line.", "Two."]
        assert len(found.refused) == 1


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="cannot be read"):
        read_articles(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ArticleError, match="cannot be read"):
        read_articles(tmp_path / "folder.txt")


def test_every_format_loads() -> None:
    assert len(FORMATS) >= 8
    for suffix in FORMATS:
        assert callable(load_format(suffix, "x"))


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Title\n\nFriday, July 21, 2017\n\nA team was given a prize in the capital.\n", date(2017, 7, 21)),
        ("Title\n\nPublished: 3 May 1998\n\nThe envoy left the city after the talks.\n", date(1998, 5, 3)),
        ("Title\n\nGENEVA, May 3, 1998 (Wire) — The envoy left the city after the talks.\n", date(1998, 5, 3)),
        ("Title\n\nOn Sunday, May 3, 1998, the envoy left the city after the talks.\n", date(1998, 5, 3)),
        ("Title\n\nThe envoy is set to leave the city on Sunday, May 3, 1998, after the talks.\n", None),
        ("Title\n\nThe treaty was signed in Paris on November 30, 1782, by both sides.\n", None),
        ("Title\n\nThe envoy left the city after the talks on Monday.\n", None),
        ("Title\n\nPublished: 31 June 1998\n\nThe envoy left the city after the talks.\n", None),
    ],
)
def test_day_from_the_text_only_where_it_says_so(text: str, published: date | None) -> None:
    article = make_article(text, Metadata(), "a", "a.txt")
    assert article.published == published
    if published is not None:
        assert article.published_basis == "text" and article.published_span is not None
        assert str(published.year) in article.text[article.published_span.start : article.published_span.end]


PAGE = """Talks Open in Zenda
The two sides met for the first time in a year at the old castle.

Delegations from both countries sat down at the castle on Monday, and the talks went on late into the night. Via Wire.

Envoys outside the castle in Zenda, March 2003

What Comes Next

The next round is planned for April, a spokesman for the foreign ministry told reporters after the meeting.

Author: Zenda-Today.example

Zenda, talks, castle, peace
Post a Comment
Follow us on Somenet for more
"""


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Talks Open in Zenda", "headline"),
        ("The two sides met", "deck"),
        ("Delegations from", "body"),
        ("Via Wire.", "credit"),
        ("Envoys outside", "caption"),
        ("What Comes Next", "heading"),
        ("The next round", "body"),
        ("Author: Zenda", "credit"),
        ("Zenda, talks, castle", "boilerplate"),
        ("Post a Comment", "boilerplate"),
        ("Follow us on", "boilerplate"),
    ],
)
def test_zones_by_general_signs(line: str, kind: str) -> None:
    zones = find_zones(PAGE)
    at = PAGE.index(line)
    assert [z.kind for z in zones if z.start <= at < z.end] == [kind]


@given(st.text(max_size=400))
def test_zones_are_disjoint_ordered_and_cover_every_line(text: str) -> None:
    zones = find_zones(text)
    assert all(z.kind in ZONES and z.start < z.end for z in zones)
    assert all(a.end <= b.start for a, b in itertools.pairwise(zones))
    covered = [any(z.start <= line.start < z.end for z in zones) for line in split_lines(text)]
    assert all(covered)
