"""PDF files through pypdf: the text of all pages, title and date from the document's own metadata."""

import io
import re
from collections.abc import Iterator

from kg.article.metadata import metadata_from
from kg.article.reading import Draft
from kg.errors import ArticleError


def read_pdf(data: bytes, where: str) -> Iterator[Draft]:
    """Yield the one article of a PDF, hard line breaks joined; ArticleError when it has no text."""
    import logging

    from pypdf import PdfReader  # slow to import: only PDF files pay for it
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # its remarks on odd files name no file
    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() or "" for page in reader.pages]
        info = reader.metadata
        title = str(info.title).strip() if info and info.title else ""
        created = info.creation_date if info else None
    except (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError) as error:
        raise ArticleError(f"{where}: not a readable PDF ({error})") from error
    text = re.sub(r"(?<![.!?:\n])\n(?=\S)", " ", "\n\n".join(pages)).strip()
    if not text:
        raise ArticleError(f"{where}: no text in this PDF (scanned pages are not read)")
    values = {"title": title, "published": created.date().isoformat() if created else ""}
    yield Draft(text, metadata_from({k: v for k, v in values.items() if v}))
