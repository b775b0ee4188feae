"""Pages and feeds from the web: http and https only, public addresses only, bounded in time, size and redirects."""

import ipaddress
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urljoin, urlsplit

from kg.article.identity import canonical_url
from kg.article.metadata import Metadata
from kg.article.reading import Draft, load_format
from kg.article.source import MAX_BYTES, decode_page
from kg.errors import ArticleError

TIMEOUT_S = 20.0  # for the connection and for each piece of an answer
WHOLE_TIMEOUT_S = 60.0  # for a whole answer: a server that sends a byte a second would hold a feed up for weeks
MAX_REDIRECTS = 5
MAX_FEED_ITEMS = 50
USER_AGENT = "kg (diplomatic timeline reader)"
# media type -> the suffix of files that hold the same
MEDIA_TYPES = {
    "": ".html",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/xml": ".html",
    "text/xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/pdf": ".pdf",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: the final address, its media type, its bytes and the encoding told with them."""

    url: str
    media_type: str
    data: bytes
    charset: str | None = None


def is_url(text: str) -> bool:
    """Tell whether a command-line argument is an address rather than a file."""
    return "://" in text.split("?", maxsplit=1)[0]


def _public_address(url: str, allow_private: bool) -> str:
    """Return one address of the URL's host that may be asked; ArticleError otherwise."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ArticleError(f"{url}: no address ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise ArticleError(f"{url}: found {parts.scheme or 'no scheme'}; only http and https are fetched")
    if not parts.hostname or parts.username or parts.password:
        raise ArticleError(f"{url}: expected http(s)://host/path without user name")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError, UnicodeError) as error:
        raise ArticleError(f"{url}: host not found ({error})") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        # every address must be public: a name that also points inside is how inner services get reached
        if not allow_private and not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise ArticleError(f"{url}: {address} is a private address; only public ones are fetched")
    return addresses[0]


def fetch(url: str, allow_private: bool = False, whole_timeout_s: float = WHOLE_TIMEOUT_S) -> Fetched:
    """Return what a URL answers, following at most MAX_REDIRECTS redirects, each checked like the first.

    The connection goes to the address that was checked, so a name that changes in between cannot lead inside.
    Raises ArticleError for refused addresses, time-outs, errors of the server, and more than MAX_BYTES.
    """
    import httpx  # only fetching pays for it

    current, started = url, monotonic()
    for _ in range(MAX_REDIRECTS + 1):
        address = _public_address(current, allow_private)
        parts = httpx.URL(current)
        host = parts.host if parts.port is None else f"{parts.host}:{parts.port}"
        request = parts.copy_with(host=address)
        headers = {
            "Host": host,
            "User-Agent": USER_AGENT,
            "Accept": "text/html, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1",
        }
        try:
            with (
                httpx.Client(timeout=TIMEOUT_S, trust_env=False, follow_redirects=False) as client,
                client.stream("GET", request, headers=headers, extensions={"sni_hostname": parts.host}) as answer,
            ):
                if answer.is_redirect:
                    current = _next_address(current, answer.headers.get("location", ""))
                    continue
                if answer.status_code != 200:
                    raise ArticleError(f"{url}: the server answered {answer.status_code}")
                data = bytearray()
                for piece in answer.iter_bytes():
                    data += piece
                    if len(data) > MAX_BYTES:
                        raise ArticleError(f"{url}: more than {MAX_BYTES / 1e6:.0f} MB")
                    if monotonic() - started > whole_timeout_s:
                        raise ArticleError(f"{url}: not done after {whole_timeout_s:.0f} seconds")
                media_type = answer.headers.get("content-type", "").split(";")[0].strip().lower()
                return Fetched(current, media_type, bytes(data), answer.charset_encoding)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise ArticleError(f"{url}: not fetched ({type(error).__name__}: {error})") from error
    raise ArticleError(f"{url}: more than {MAX_REDIRECTS} redirects")


def _next_address(base: str, link: str) -> str:
    """Return where a link leads; a link that is no address comes back as it is, to be refused like any other."""
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def is_feed(found: Fetched) -> bool:
    """Tell whether an answer is an RSS or Atom feed."""
    head = found.data[:600].lstrip()
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:RDF")) and b"<html" not in head.lower()


def read_fetched(found: Fetched) -> Draft:
    """Return the one article an address answered with, with that address as metadata.

    Raises ArticleError for media types that hold no text and for what holds no or several articles.
    """
    suffix = MEDIA_TYPES.get(found.media_type)
    if suffix is None:
        accepted = ", ".join(sorted(filter(None, MEDIA_TYPES)))
        raise ArticleError(f"{found.url}: found {found.media_type}; accepted: {accepted}")
    data = found.data
    if suffix != ".pdf":
        data = decode_page(data, found.url, found.charset).encode("utf-8")
    drafts = list(load_format(suffix, found.url)(data, found.url))
    draft = drafts[0] if len(drafts) == 1 else ArticleError(f"{found.url}: holds {len(drafts)} articles; expected one")
    if isinstance(draft, ArticleError):
        raise draft
    return Draft(draft.text, Metadata(url=canonical_url(found.url)).filled_from(draft.metadata))


def feed_links(found: Fetched) -> Iterator[str]:
    """Yield the addresses a feed lists, newest first as listed, at most MAX_FEED_ITEMS, each once."""
    import feedparser

    feed = feedparser.parse(found.data)  # bytes are parsed, nothing is fetched
    if not feed.entries:
        raise ArticleError(f"{found.url}: a feed without entries")
    links = dict.fromkeys(_next_address(found.url, entry.link) for entry in feed.entries if entry.get("link"))
    yield from list(links)[:MAX_FEED_ITEMS]
