"""Fetching: a real server on loopback, and every way an address is refused."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.article.fetch import Fetched as Answered
from kg.article.fetch import feed_links, fetch, is_feed, is_url, read_fetched
from kg.article.identity import canonical_url, same_place, text_fingerprint
from kg.article.metadata import Metadata
from kg.article.reading import make_article
from kg.article.saving import file_name, format_article
from kg.article.source import MAX_BYTES
from kg.errors import ArticleError

PAGE = "<html><head><title>Envoy Leaves</title></head><body><article><h1>Envoy Leaves</h1><p>The envoy left the capital on Monday after talks with the king and his ministers, officials said.</p><p>A second round is planned for the spring, according to the palace.</p></article></body></html>"
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>a</title><link>/page</link></item><item><title>b</title><link>/page</link></item><item><link>/two</link></item></channel></rss>'


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/huge":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(MAX_BYTES // 100_000 + 20):
                    self.wfile.write(b"x" * 100_000)
            except OSError:  # the reader hung up, as it should
                return
            return
        if self.path in ("/loop", "/inside", "/file"):
            self.send_response(302)
            self.send_header(
                "Location", {"/loop": "/loop", "/inside": "/page", "/file": "file:///etc/passwd"}[self.path]
            )
            self.end_headers()
            return
        if self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            while True:
                try:
                    self.wfile.write(b"x")
                except OSError:
                    return
                threading.Event().wait(0.02)
        body, kind = {
            "/page": (PAGE, "text/html"),
            "/feed": (FEED, "application/rss+xml"),
            "/plain": ("---\ntitle: T\n---\nText of it.", "text/plain"),
            "/image": ("x", "image/png"),
            "/json": ('{"headline": "Zenda", "body": "Text of it."}', "application/json; charset=utf-8"),
            "/list": ('[{"text": "One."}, {"text": "Two."}]', "application/json"),
            "/russian": (PAGE.replace("Envoy", "Посол"), "text/html; charset=windows-1251"),
        }.get(self.path, ("no", "text/html"))
        self.send_response(404 if body == "no" else 200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode("windows-1251" if "1251" in kind else "utf-8"))

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()


def test_page_text_and_address(server: str) -> None:
    draft = read_fetched(fetch(server + "/inside", allow_private=True))
    assert draft.text.startswith("Envoy Leaves") and "spring" in draft.text
    assert draft.metadata.url == server + "/page"


def test_feed_lists_each_address_once(server: str) -> None:
    found = fetch(server + "/feed", allow_private=True)
    assert is_feed(found)
    assert list(feed_links(found)) == [server + "/page", server + "/two"]


@pytest.mark.parametrize(
    ("path", "says"),
    [("/huge", "more than 5 MB"), ("/loop", "redirects"), ("/file", "only http"), ("/gone", "answered 404")],
)
def test_refusals_of_the_server(server: str, path: str, says: str) -> None:
    with pytest.raises(ArticleError, match=says):
        fetch(server + path, allow_private=True)


def test_an_answer_that_never_ends_is_given_up(server: str) -> None:
    with pytest.raises(ArticleError, match="not done after 0 seconds"):
        fetch(server + "/drip", allow_private=True, whole_timeout_s=0.2)


@pytest.mark.parametrize(
    ("path", "starts"), [("/plain", "Text of it."), ("/json", "Zenda\n\nText of it."), ("/russian", "Посол Leaves")]
)
def test_what_is_answered_is_read_as_what_it_is_said_to_be(server: str, path: str, starts: str) -> None:
    draft = read_fetched(fetch(server + path, allow_private=True))
    assert draft.text.startswith(starts)
    assert draft.metadata.url == server + path


def test_a_list_of_articles_is_not_one(server: str) -> None:
    with pytest.raises(ArticleError, match="holds 2 articles"):
        read_fetched(fetch(server + "/list", allow_private=True))


def test_pictures_are_no_articles(server: str) -> None:
    with pytest.raises(ArticleError, match="image/png"):
        read_fetched(fetch(server + "/image", allow_private=True))


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://example.org/x", "only http"),
        ("file:///etc/passwd", "only http"),
        ("http://127.0.0.1/x", "private address"),
        ("http://localhost/x", "private address"),
        ("http://[::1]/x", "private address"),
        ("http://169.254.169.254/latest/meta-data", "private address"),
        ("http://10.0.0.1/", "private address"),
        ("http://0.0.0.0/", "private address"),
        ("http://user:pw@example.org/", "without user name"),
        ("http:///x", "expected http"),
        ("http://name.invalid/", "host not found"),
        ("http://127.0.0.1:99999/", "host not found"),
    ],
)
def test_refused_addresses(url: str, says: str) -> None:
    with pytest.raises(ArticleError, match=says):
        fetch(url)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://Example.ORG:443/a/?utm_source=x&id=7&fbclid=1#top", "https://example.org/a?id=7"),
        ("http://example.org/a?b=2&a=1", "http://example.org/a?a=1&b=2"),
        ("http://example.org:8080/", "http://example.org:8080"),
    ],
)
def test_canonical_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


def test_same_page_under_other_names() -> None:
    assert same_place("https://www.example.org/a?utm_campaign=z", "http://example.org/a/")
    assert not same_place("https://example.org/a", "https://example.org/b")
    assert not same_place(None, "https://example.org/b")


def test_fingerprint_ignores_boilerplate_and_saving_round_trips() -> None:
    text = "Envoy Leaves\n\nThe envoy left the capital on Monday after long talks with the king.\n"
    a = make_article(text, Metadata(title="Envoy Leaves", published="2003-03-07", publisher='"Post"'), "a", "a")
    b = make_article(text.replace("\n\n", "\n \n") + "\nSubscribe now\nShare this\n", Metadata(), "b", "b")
    assert text_fingerprint(a) == text_fingerprint(b)
    assert text_fingerprint(a) != text_fingerprint(make_article(text.replace("long", "short"), Metadata(), "c", "c"))
    assert file_name(a) == "2003-03-07-envoy-leaves.txt"
    from kg.article.plain import read_plain

    draft = next(read_plain(format_article(a).encode(), "x"))
    again = make_article(draft.text, draft.metadata, "a", "a")
    assert again == a


@pytest.mark.parametrize(
    ("text", "is_one"), [("https://a.b/c", True), ("seeds/a.txt", False), ("-", False), ("a?b://c", False)]
)
def test_addresses_are_told_from_files(text: str, is_one: bool) -> None:
    assert is_url(text) is is_one


def test_links_of_feeds_and_pages_that_are_no_address_are_refused() -> None:
    feed = b"<rss><channel><item><title>a</title><link>http://[bad</link></item></channel></rss>"
    (link,) = feed_links(Answered("https://z.example/feed", "application/rss+xml", feed))
    with pytest.raises(ArticleError, match="no address"):
        fetch(link)
