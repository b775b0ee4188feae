"""What a query may not do: change anything, or fetch anything.

Works on tokens, not on text: strings, IRIs and comments are taken out first, so words inside them mean nothing.
"""

import re
from collections.abc import Iterator

from kg.errors import QueryError
from kg.identifiers import BASE
from kg.store.interface import Bindings

_UPDATES = ("INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_FETCHES = ("SERVICE", "LOAD")
_REFUSED = frozenset((*_UPDATES, *_FETCHES))
_TOKEN = re.compile(
    r'"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""'
    r"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)'
    r"|(?P<comment>#[^\n\r]*)"
    r"|[?$]\w+|@\w[\w-]*|_:[\w.-]+"
    r"|(?P<prefixed>[^\W\d][\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*|:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<other>\S)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_query(sparql: str) -> None:
    """Pass a query that only reads what the store holds; QueryError for any other, naming the word.

    Code point escapes are read both as written and resolved, because engines resolve them before parsing.
    """
    for text in (sparql, _unescape(sparql)):
        _check(text)


def bind(sparql: str, bindings: Bindings | None) -> str:
    """Return the query with its `VALUES ?name { UNDEF }` blocks filled by N-Triples terms.

    Errors: QueryError for a binding without such a block, or a value that is no single IRI or literal.
    """
    for name, term in (bindings or {}).items():
        if not _TERM.fullmatch(term):
            raise QueryError(f"binding of ?{name}: {term!r} is no single IRI or literal in N-Triples form")
        block = re.compile(r"VALUES\s+\?" + re.escape(name) + r"\s*\{\s*UNDEF\s*\}")
        if not block.search(sparql):
            raise QueryError(f"the query has no parameter ?{name}: no block VALUES ?{name} {{ UNDEF }}")
        filled = f"VALUES ?{name} {{ {term} }}"
        sparql = block.sub(lambda _, f=filled: f, sparql)  # type: ignore[misc]
    return sparql


_TERM = re.compile(
    r'<[^<>"{}|^`\\\x00-\x20]*>|"(?:[^"\\\n\r]|\\[tbnrf"\'\\]|\\u[0-9A-Fa-f]{4})*"'
    r'(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^<[^<>"{}|^`\\\x00-\x20]*>)?'
)


def _unescape(text: str) -> str:
    def point(m: re.Match[str]) -> str:
        code = int(m[1] or m[2], 16)
        return chr(code) if code < 0x110000 else "\ufffd"

    return _ESCAPE.sub(point, text)


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield kind, token and `line N` of what is neither string nor comment."""
    for m in _TOKEN.finditer(text):
        if m.lastgroup is not None and m.lastgroup != "comment":
            yield m.lastgroup, m.group(), f"line {text.count(chr(10), 0, m.start()) + 1}"


def _check(text: str) -> None:
    after_from = False
    for kind, token, line in _tokens(text):
        if after_from:
            if kind == "word" and token.upper() == "NAMED":
                continue
            if kind != "iri" or not token.startswith(f"<{BASE}"):
                raise QueryError(f"{line}: FROM {token}: nothing is fetched; name a graph of this store, <{BASE}...>")
            after_from = False
        elif kind == "word":
            word = token.upper()
            if word in _FETCHES:
                raise QueryError(f"{line}: {word} is refused: queries read this store only and fetch nothing")
            if word in _UPDATES:
                raise QueryError(
                    f"{line}: {word} is refused: queries cannot change the store; add or remove articles instead"
                )
            after_from = word == "FROM"
        elif kind == "iri" and ")" in token and any(w in _REFUSED for w in re.findall(r"[A-Z]+", token.upper())):
            # `?a<?b)SERVICE?x#>` reads as an IRI here and as a comparison to a recursive parser
            raise QueryError(f"{line}: {token} is refused: it may hide a request to another server")
