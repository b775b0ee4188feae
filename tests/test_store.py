"""Every engine keeps the same contract; no query changes or fetches anything, or outlives its time."""

import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import QueryError, StoreError
from kg.identifiers import BASE
from kg.store import ENGINES, Store, Term, open_store
from kg.store.guard import bind, check_query
from tests.plain_world import shipped_graphs

A, B = BASE + "graph/a", BASE + "graph/b"
ONE = f'<http://x/s> <http://x/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <{A}> .\n'.encode()
TWO = f'<http://x/s> <http://x/p> "zwei"@de <{B}> .\n<http://x/t> <http://x/p> "\\u0022a\\n" <{B}> .\n'.encode()
ALL = "SELECT ?s ?o WHERE { ?s <http://x/p> ?o } ORDER BY ?s ?o"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"


@pytest.fixture(params=["oxigraph on disk", *ENGINES])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "s") if " " in request.param else open_store(engine=request.param)
    yield opened
    opened.close()


def test_graphs_are_loaded_counted_replaced_and_removed(store: Store) -> None:
    assert isinstance(store, Store)
    store.load(ONE)
    store.load(TWO)
    store.load(ONE)
    assert (store.size(), store.graphs()) == (3, (A, B))
    store.replace_graph(B, f'<http://x/u> <http://x/p> "new" <{B}> .\n'.encode())
    assert [row[0].value for row in store.query(ALL).rows if row[0]] == ["http://x/s", "http://x/u"]
    store.remove_graph(A)
    store.remove_graph(BASE + "graph/never")
    assert (store.size(), store.graphs()) == (1, (B,))
    store.replace_graph(B, b"")
    assert (store.size(), store.graphs()) == (0, ())


def test_a_plain_pattern_sees_all_graphs_and_terms_come_back_whole(store: Store) -> None:
    store.load(ONE + TWO)
    assert set(store.query(ALL).rows) == {
        (Term("iri", "http://x/s"), Term("literal", "zwei", "", "de")),
        (Term("iri", "http://x/s"), Term("literal", "1", "http://www.w3.org/2001/XMLSchema#integer")),
        (Term("iri", "http://x/t"), Term("literal", '"a\n')),
    }
    optional = store.query("SELECT ?s ?none WHERE { ?s <http://x/p> 1 OPTIONAL { ?s <http://x/q> ?none } }")
    assert optional.rows == ((Term("iri", "http://x/s"), None),)
    assert store.query("ASK { ?s <http://x/p> 1 }").rows == ((Term("literal", "true"),),)
    built = store.query("CONSTRUCT { ?s <http://x/q> ?s } WHERE { ?s <http://x/p> 1 }")
    assert built.columns == ("subject", "predicate", "object") and len(built.rows) == 1


def test_limit_says_that_rows_were_cut(store: Store) -> None:
    store.load(ONE + TWO)
    assert [store.query(ALL, limit=n).cut for n in (2, 3, None)] == [True, False, False]
    assert len(store.query(ALL, limit=2).rows) == 2


def test_a_bound_value_is_a_value_whatever_it_holds(store: Store) -> None:
    store.load(ONE + TWO)
    query = "SELECT ?s WHERE { VALUES ?in_o { UNDEF } ?s <http://x/p> ?in_o }"
    assert len(store.query(query).rows) == 3
    assert store.query(query, {"in_o": '"\\"a\\n"'}).rows == ((Term("iri", "http://x/t"),),)
    for nasty in ('"x" } ?s ?p ?o { "y"', "<http://x> } #", "UNDEF", "?s", '"a\nb"'):
        with pytest.raises(QueryError, match="no single IRI or literal"):
            store.query(query, {"in_o": nasty})
    with pytest.raises(QueryError, match=r"no parameter \?other"):
        store.query(query, {"other": '"x"'})


@pytest.mark.parametrize("query", ["SELECT", "SELECT ?x WHERE { ?x ex:p ?y }", "SELECT ?x WHERE { ?x ?y }", "", "}"])
def test_malformed_queries_are_our_error(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="cannot be answered"):
        store.query(query)


@pytest.mark.parametrize(
    "data", [b"nonsense", f"<http://x/s> <http://x/p> <http://x/o> <{A}>".encode(), b'<a b> <http://x/p> "x" .\n']
)
def test_what_is_no_nquads_is_refused(store: Store, data: bytes) -> None:
    with pytest.raises(StoreError):
        store.load(data)
    with pytest.raises(StoreError):
        store.replace_graph(A, data)


def test_a_graph_is_replaced_by_its_own_quads_only(store: Store) -> None:
    store.load(ONE)
    with pytest.raises(StoreError, match="replaced by its own quads"):
        store.replace_graph(A, TWO)
    assert store.size() == 1


def test_a_query_that_takes_too_long_is_stopped_and_the_store_goes_on(store: Store) -> None:
    store.load(
        b"".join(f"<http://x/{i}> <http://x/p> <http://x/{j}> <{A}> .\n".encode() for i in range(9) for j in range(9))
    )
    assert len(store.query(ALL, timeout_s=60).rows) == 81
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"longer than 0.3 s"):
        store.query(ENDLESS, timeout_s=0.3)
    assert time.monotonic() - start < 5
    assert len(store.query(ALL, timeout_s=60).rows) == 81
    with pytest.raises(QueryError, match="cannot be answered"):
        store.query("SELECT", timeout_s=60)


def test_answers_see_what_was_loaded_after_the_first_question(store: Store) -> None:
    store.load(ONE)
    assert len(store.query(ALL, timeout_s=60).rows) == 1
    store.load(TWO)
    assert len(store.query(ALL, timeout_s=60).rows) == 3


REFUSED = [
    "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "select * where { service silent ?where { ?s ?p ?o } }",
    "SELECT * FROM <http://127.0.0.1:9/data> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:9/data> WHERE { ?s ?p ?o }",
    "PREFIX x: <http://127.0.0.1:9/> SELECT * FROM x:data WHERE { ?s ?p ?o }",
    "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    'SELECT * WHERE { ?s ?p "\\u0022 . SERVICE <http://127.0.0.1:9/> { ?s ?p \\u0022" } }',
    "SELECT * WHERE { ?a ?p ?b FILTER(?a<?b)SERVICE?x#>\n{ ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p ?o } # fine\nSERVICE <http://127.0.0.1:9/> { }",
    "LOAD <http://127.0.0.1:9/data>",
    "INSERT DATA { <http://x/a> <http://x/p> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "WITH <http://x/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP DEFAULT",
    "CREATE GRAPH <http://x/g>",
    "COPY DEFAULT TO <http://x/g>",
]


@pytest.mark.parametrize("query", REFUSED)
def test_queries_that_fetch_or_change_are_refused(query: str) -> None:
    with pytest.raises(QueryError, match=r"refused|nothing is fetched"):
        check_query(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * WHERE { ?s ?p "SERVICE <http://x/> { LOAD }" }',
        "SELECT * WHERE { ?s ?p '''it's\nDROP ALL''' }",
        'SELECT * WHERE { ?s ?p """say ""insert"" now""" }',
        "SELECT * WHERE { ?load ?service ?drop } # INSERT",
        "PREFIX load: <http://x/> SELECT * WHERE { ?s load:clear <http://x/service/delete> }",
        "SELECT * WHERE { ?a ?p ?b FILTER(?a < ?b && ?b > ?a) }",
        f"SELECT * FROM <{BASE}graph/world> FROM NAMED <{A}> WHERE {{ ?s ?p ?o }}",
        "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p 'caf\\u00E9' }",
    ],
)
def test_words_in_strings_names_and_comments_are_only_words(query: str) -> None:
    check_query(query)


@pytest.mark.parametrize("engine", ENGINES)
def test_no_query_reaches_a_server(engine: str) -> None:
    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        do_POST = do_GET

        def log_message(self, *args: object) -> None: ...

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    store = open_store(engine=engine)
    try:
        for query in REFUSED:
            with pytest.raises(QueryError):
                store.query(query.replace("127.0.0.1:9", f"127.0.0.1:{server.server_port}"))
    finally:
        server.shutdown()
    assert seen == []


def test_a_second_writer_is_told_and_readers_may_be_many(tmp_path: Path) -> None:
    writer = open_store(tmp_path / "s")
    writer.load(ONE)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "s")
    writer.close()
    readers = [open_store(tmp_path / "s", read_only=True) for _ in range(2)]
    assert [r.size() for r in readers] == [1, 1]
    with pytest.raises(StoreError, match="for reading only"):
        readers[0].load(TWO)
    assert len(readers[0].query(ALL, timeout_s=60).rows) == 1
    for reader in readers:
        reader.close()


def test_stores_that_cannot_be_opened_say_why(tmp_path: Path) -> None:
    for folder, engine, read_only in (
        (tmp_path / "no", "oxigraph", True),
        (tmp_path, "memory", False),
        (None, "x", False),
    ):
        with pytest.raises(StoreError):
            open_store(folder, engine, read_only)


def test_bind_fills_every_block_of_a_name() -> None:
    query = "{ VALUES ?in_a { UNDEF } } UNION { VALUES ?in_a {UNDEF} } VALUES ?in_ab { UNDEF }"
    assert bind(query, {"in_a": "<http://x/>"}).count("{ <http://x/> }") == 2
    assert "?in_ab { UNDEF }" in bind(query, {"in_a": "<http://x/>"})


def test_engines_agree_on_a_real_graph() -> None:
    data = b"".join(shipped_graphs().values())
    answers = []
    for engine in ENGINES:
        store = open_store(engine=engine)
        store.load(data)
        count = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"
        answers.append((store.size(), store.graphs(), store.query(count)))
        store.close()
    assert answers[0] == answers[1]
