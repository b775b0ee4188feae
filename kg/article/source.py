"""Bytes of a file as text, or one clear refusal; text is returned exactly as stored."""

import re
import sys
from pathlib import Path

from kg.errors import ArticleError

MAX_BYTES = 5_000_000
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; ArticleError when it is missing, unreadable, empty or larger than MAX_BYTES."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ArticleError(f"{path}: {size / 1e6:.1f} MB; an article may have at most {MAX_BYTES / 1e6:.0f} MB")
        data = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read ({error.strerror or error})") from error
    if not data.strip():
        raise ArticleError(f"{path}: empty; expected the text of an article")
    return data


def read_stdin() -> str:
    """Return standard input as text; ArticleError when it is too large, empty or no text."""
    stream = getattr(sys.stdin, "buffer", None)
    data = stream.read(MAX_BYTES + 1) if stream is not None else sys.stdin.read(MAX_BYTES + 1).encode("utf-8")
    if len(data) > MAX_BYTES:
        raise ArticleError(f"standard input: an article may have at most {MAX_BYTES / 1e6:.0f} MB")
    return decode(data, "standard input")


def decode(data: bytes, where: str) -> str:
    """Return bytes as text: UTF-8, or UTF-16 with a byte-order mark; the mark itself is dropped.

    Raises ArticleError for other encodings (with the place) and for binary data.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif (
        data[:4096].count(0)
        or data[:5] in (b"%PDF-",)
        or data[:4] in (b"\x89PNG", b"PK\x03\x04", b"\xff\xd8\xff\xe0", b"GIF8")
    ):
        raise ArticleError(f"{where}: binary data, not text; expected UTF-8 text")
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{where}: byte 0x{data[error.start]:02x} at position {error.start} is not UTF-8; save the file as UTF-8"
        ) from error
    if len(_CONTROL.findall(text)) > max(2, len(text) // 1000):
        raise ArticleError(f"{where}: binary data, not text; expected UTF-8 text")
    if not text.strip():
        raise ArticleError(f"{where}: empty; expected the text of an article")
    return text


def decode_page(data: bytes, where: str, charset: str | None = None) -> str:
    """Return the bytes of a page as text: in UTF-8 if they are that, else in the encoding told with it or in its head.

    Source: https://encoding.spec.whatwg.org/#names-and-labels for what "iso-8859-1" means on the web.
    Raises ArticleError where neither fits.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        found = _CHARSET.search(data[:4096])
        name = (charset or (found.group(1).decode("ascii", "replace") if found else "")).lower()
        name = "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii") else name
        if name not in ("", "utf-8", "utf8"):
            try:
                return decode(data.decode(name).encode("utf-8"), where)
            except (LookupError, UnicodeError) as error:
                raise ArticleError(f"{where}: said to be written in {name}, which it is not ({error})") from error
    return decode(data, where)
