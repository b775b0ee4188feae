"""When two texts or addresses are the same article: canonical URLs, and a fingerprint of the running text alone."""

import hashlib
import re
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kg.records import Article

# parameters that only tell who sent the reader
TRACKING = re.compile(
    r"^(utm_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|ref|ref_src|cmpid|ns_.*|smid|ocid|_ga|share|at_.*)$",
    re.I,
)


def canonical_url(url: str) -> str:
    """Return an address without tracking parameters, fragment, default port and trailing slash."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    port = f":{parts.port}" if parts.port and (parts.scheme, parts.port) not in (("http", 80), ("https", 443)) else ""
    query = urlencode(
        sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(k))
    )
    return urlunsplit((parts.scheme.lower(), host + port, parts.path.rstrip("/"), query, ""))


def same_place(a: str | None, b: str | None) -> bool:
    """Tell whether two addresses name one page: http or https and a leading www. make no difference."""
    return bool(a) and bool(b) and place_key(a or "") == place_key(b or "")


def place_key(url: str) -> str:
    """Return what all addresses of one page have in common."""
    try:
        return re.sub(r"^https?://(www\.|amp\.|m\.)?", "", canonical_url(url))
    except ValueError:  # no address at all, such as http://[x
        return url


def text_fingerprint(article: Article) -> str:
    """Return a digest of the article's running text: letters and digits of headline, deck and body, without case.

    Boilerplate, credits, captions, white space and kinds of quotation marks make no difference.
    """
    parts = [article.text[z.start : z.end] for z in article.zones if z.kind in ("headline", "deck", "body", "heading")]
    folded = unicodedata.normalize("NFKC", " ".join(parts)).casefold()
    return hashlib.sha256(re.sub(r"[\W_]+", " ", folded).strip().encode("utf-8")).hexdigest()


_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_SHARED = 0.5  # of the words of the shorter text, in sentences that both have


def is_version(a: Article, b: Article) -> bool:
    """Tell whether two articles of one title are one article told again: same day and publisher, most sentences alike.

    A publisher or day that only one of them has makes no difference.
    """
    if not a.title or a.title != b.title or _differ(a.published, b.published) or _differ(a.publisher, b.publisher):
        return False
    first, second = _sentences(a), _sentences(b)
    shared = sum(len(sentence.split()) for sentence in first & second)
    shorter = min(sum(len(sentence.split()) for sentence in text) for text in (first, second))
    return shared >= _SHARED * shorter > 0


def _differ(a: object, b: object) -> bool:
    return a is not None and b is not None and a != b


def _sentences(article: Article) -> set[str]:
    """Return the sentences of the running text without the title, folded."""
    parts = [article.text[z.start : z.end] for z in article.zones if z.kind in ("deck", "body")]
    found = (" ".join(s.casefold().split()) for part in parts for s in _SENTENCE_END.split(part))
    return {s for s in found if s}
