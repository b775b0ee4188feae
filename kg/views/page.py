"""Finish a page: templates, the content policy with the hashes of what is inlined, writing only what changed."""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from kg.workspace import write_whole

STATIC = Path(__file__).resolve().parent / "static"
POLICY = "@@policy@@"  # where templates want the content policy; replaced last, when the text is final
JSON_STYLE: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
_DOSSIER = b'<script type="application/json" id="dossier">'  # where rows go; no escaped value can look like it
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_COMMENT_LINE = re.compile(r"^\s*(//.*|/\*.*\*/)$", re.MULTILINE)


@cache
def read_asset(name: str) -> Markup:
    """Return a stylesheet or script of ours without indentation and comment lines, ready to inline."""
    text = _COMMENT_LINE.sub("", (STATIC / name).read_text(encoding="utf-8"))
    return Markup("\n".join(line.strip() for line in text.split("\n") if line.strip()))


def render(template: str, **values: Any) -> str:
    """Return a page from a template of `static/`; every value is escaped, `asset(name)` inlines a file of ours."""
    return seal(_templates().get_template(template).render(**values))


def render_part(template: str, **values: Any) -> str:
    """Return a piece of a page, safe to insert, from a template of `static/`; every value is escaped."""
    return _templates().get_template(template).render(**values)


def inline_json(data: object) -> Markup:
    """Return data as JSON that may stand in a script element, as the filter `tojson` gives it."""
    return htmlsafe_json_dumps(data, **JSON_STYLE)


@cache
def _templates() -> Environment:
    """One environment a process: compiling a template costs more than filling it a hundred times."""
    loader = Environment(
        loader=FileSystemLoader(STATIC), autoescape=True, trim_blocks=True, lstrip_blocks=True, newline_sequence="\n"
    )
    loader.policies["json.dumps_kwargs"] = JSON_STYLE
    loader.globals["asset"] = read_asset
    loader.globals["policy"] = POLICY
    return loader


def seal(html: str, inserted: Iterable[str] = ()) -> str:
    """Return the page with its content policy: nothing may load, only the scripts and styles now in it may run.

    The hashes are taken over the final text, so nothing may change the page afterwards. `inserted` are scripts the
    page unpacks and adds by itself. Source: CSP Level 3.
    """
    html = html.replace("\r\n", "\n")
    scripts = " ".join(_hash(block) for block in (*_SCRIPT.findall(html), *inserted)) or "'none'"
    styles = " ".join(_hash(block) for block in _STYLE.findall(html)) or "'none'"
    policy = (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    return html.replace(POLICY, policy, 1).rstrip("\n") + "\n"


def fill_page(html: str, rows: bytes = b"") -> bytes:
    """Return a page as UTF-8 with its rows where it has its dossier.

    They are most of a page and no part of what its policy speaks of, so they come last.
    """
    head, dossier, rest = html.encode("utf-8").partition(_DOSSIER)
    return b"".join((head, dossier, rows, rest))


def write_page(path: Path, html: str, rows: bytes = b"") -> Path:
    """Write a page with "\n" line ends, unless the file already holds exactly that; return its path."""
    write_whole(path, fill_page(html, rows), is_durable=False)
    return path


def _hash(block: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(block.encode('utf-8')).digest()).decode('ascii')}'"
