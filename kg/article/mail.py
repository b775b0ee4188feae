"""E-mail messages: the plain part (else the HTML part), subject as title, sender as publisher."""

import email
import email.policy
from codecs import BOM_UTF8
from collections.abc import Iterator
from email.utils import parseaddr, parsedate_to_datetime

from kg.article.metadata import metadata_from
from kg.article.reading import Draft
from kg.article.webpage import read_webpage
from kg.errors import ArticleError


def read_mail(data: bytes, where: str) -> Iterator[Draft]:
    """Yield the one article of a message; ArticleError when it has no text part."""
    message = email.message_from_bytes(data.removeprefix(BOM_UTF8), policy=email.policy.default)
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise ArticleError(f"{where}: no text part in this message")
    try:
        content = str(part.get_content())
    except (LookupError, UnicodeError) as error:
        raise ArticleError(f"{where}: the text part cannot be decoded ({error})") from error
    if part.get_content_type() == "text/html":
        content = next(read_webpage(content.encode("utf-8"), where)).text
    if not content.strip():
        raise ArticleError(f"{where}: empty; expected the text of an article")
    title = str(message["subject"] or "").strip()
    if title and not content.lstrip().startswith(title):
        content = f"{title}\n\n{content}"
    values = {"title": title, "publisher": parseaddr(str(message["from"] or ""))[0]}
    try:
        values["published"] = parsedate_to_datetime(str(message["date"])).date().isoformat() if message["date"] else ""
    except (ValueError, TypeError) as error:
        raise ArticleError(f"{where}: date header {str(message['date'])!r} is not a date") from error
    yield Draft(content, metadata_from({k: v for k, v in values.items() if v}))
