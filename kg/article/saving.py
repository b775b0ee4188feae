"""An Article as a file in seeds/: front matter with what is known of it, then its text untouched."""

import json
import re
import unicodedata

from kg.records import Article


def file_name(article: Article) -> str:
    """Return a readable file name made from the article's day and title; ASCII, at most 80 characters, `.txt`."""
    plain = unicodedata.normalize("NFKD", article.title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].rstrip("-")
    day = f"{article.published.isoformat()}-" if article.published else ""
    return f"{day}{words or article.digest[:12]}.txt"


def format_article(article: Article) -> str:
    """Return the article as text with front matter; reading it back gives the same article."""
    fields = {
        "title": article.title,
        "published": article.published.isoformat()
        if article.published and article.published_basis == "metadata"
        else None,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
    }
    lines = [f"{key}: {_one_line(value)}" for key, value in fields.items() if value]
    return "---\n" + "\n".join(lines) + "\n---\n" + article.text


def _one_line(value: str) -> str:
    line = " ".join(value.split())
    # a value in quotation marks would lose them on reading
    return json.dumps(line, ensure_ascii=False) if len(line) >= 2 and line[0] == line[-1] and line[0] in "\"'" else line
