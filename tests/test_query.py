"""Query files, the names people type, and answers as text."""

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.identifiers import ENTITY, TERM
from kg.query import FORMATS, NameIndex, find_query, format_answer, load_queries, plain_rows, run_query
from kg.query.files import SHIPPED, read_query
from kg.query.names import latinize
from kg.query.parameters import bind_parameters, parse_days
from kg.store import Answer, Store, Term, open_store
from tests.plain_world import shipped_graphs

QUESTIONS = {
    "timeline", "visits", "planned", "quotes", "between", "period", "casualties", "claimed", "why-edge", "criticism",
    "demands", "meetings", "place", "conflicts", "denied", "followed", "weapons", "offices", "tone", "new",
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Store:
    opened = open_store()
    opened.load(b"".join(shipped_graphs().values()))
    return opened


@pytest.fixture(scope="module")
def names(store: Store) -> NameIndex:
    return NameIndex(store)


# -- names


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Vladimir Putin", "Vladimir_Putin"),
        ("vladimir putin", "Vladimir_Putin"),
        ("PUTIN", "Vladimir_Putin"),
        ("  Putin ", "Vladimir_Putin"),
        ("Vladimir_Putin", "Vladimir_Putin"),
        (ENTITY + "Vladimir_Putin", "Vladimir_Putin"),
        ("Pútin", "Vladimir_Putin"),
        ("V. Putin", "Vladimir_Putin"),
        ("President Putin", "Vladimir_Putin"),
        ("Путин", "Vladimir_Putin"),
        ("Владимир Путин", "Vladimir_Putin"),
        ("Volodymyr Zelenskyy", "Volodymyr_Zelensky"),
        ("Zelenskiy", "Volodymyr_Zelensky"),
        ("Зеленський", "Volodymyr_Zelensky"),
        ("Володимир Зеленський", "Volodymyr_Zelensky"),
        ("Kiev", "Kyiv"),
        ("kyiv", "Kyiv"),
        ("Lavrov", "Sergei_Lavrov"),
        ("Sergey Lavrov", "Sergei_Lavrov"),
        (unicodedata.normalize("NFD", "Zelenský"), "Volodymyr_Zelensky"),
    ],
)
def test_a_name_is_taken_as_a_person_writes_it(names: NameIndex, typed: str, slug: str) -> None:
    assert names.find_entity(typed).removeprefix(ENTITY) == slug


def test_an_unknown_name_answers_with_the_nearest(names: NameIndex) -> None:
    with pytest.raises(QueryError, match=r"no entity 'Wladimir Putine'.*nearest: .*Vladimir Putin"):
        names.find_entity("Wladimir Putine")
    with pytest.raises(QueryError, match=r"no entity 'Ooooo Uuuuu'.*most frequent: "):
        names.find_entity("Ooooo Uuuuu")
    with pytest.raises(QueryError, match=r"no place 'Putin'"):
        names.find_entity("Putin", "place")


def test_an_ambiguous_name_lists_who_it_could_be() -> None:
    graph = "https://w3id.org/diplomatic-timeline/graph/world"
    label, kind = "http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    store = open_store()
    for slug, name in (("George_W_Bush", "George W. Bush"), ("George_H_W_Bush", "George H. W. Bush")):
        for cls in ("Person", "Actor", "Entity"):
            store.load(f"<{ENTITY}{slug}> <{kind}> <{TERM}{cls}> <{graph}> .\n".encode())
        store.load(f'<{ENTITY}{slug}> <{label}> "{name}" <{graph}> .\n'.encode())
    index = NameIndex(store)
    with pytest.raises(
        QueryError, match=r"'Bush' is ambiguous: George H\. W\. Bush \(Person\) as George_H_W_Bush; George W"
    ):
        index.find_entity("Bush")
    assert index.find_entity("George W. Bush") == ENTITY + "George_W_Bush"
    assert index.find_entity("george_w_bush".title().replace("_W_", "_W_")) == ENTITY + "George_W_Bush"


@pytest.mark.parametrize(
    ("typed", "kind", "term"),
    [
        ("Visit", "event-type", "Visit"),
        ("phone call", "event-type", "PhoneCall"),
        ("phoneCall", "event-type", "PhoneCall"),
        ("Planned", "status", "Planned"),
        ("did not happen", "status", "Negated"),
        ("annexed", "relation", "annexed"),
        ("killed", "measure", "Killed"),
    ],
)
def test_terms_are_found_by_name_or_label(names: NameIndex, typed: str, kind: str, term: str) -> None:
    assert names.find_term(typed, kind) == TERM + term


def test_an_unknown_term_names_those_that_exist(names: NameIndex) -> None:
    with pytest.raises(QueryError, match=r"no status 'Plannd'; nearest: Planned"):
        names.find_term("Plannd", "status")
    with pytest.raises(QueryError, match=r"no measure 'xyz'; there are: .*Killed"):
        names.find_term("xyz", "measure")


def test_latin_text_is_left_alone() -> None:
    assert [latinize(t) for t in ("Erdoğan", "Лавров", "Αθήνα")] == ["Erdoğan", "lavrov", "athina"]


# -- parameters


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2025-04-25", "2025-04-25", "2025-04-25"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2014", "2014-01-01", "2014-12-31"),
        (" 2025-4-5 ", "2025-04-05", "2025-04-05"),
    ],
)
def test_a_date_may_be_a_day_a_month_or_a_year(typed: str, first: str, last: str) -> None:
    span = parse_days(typed)
    assert (str(span.start), str(span.end)) == (first, last)


@pytest.mark.parametrize("typed", ["yesterday", "2025-13", "2025-02-30", "25.04.2025", "0000", "", "2025-04-25T10:00"])
def test_what_is_no_date_says_how_to_write_one(typed: str) -> None:
    with pytest.raises(QueryError, match="write YYYY, YYYY-MM or YYYY-MM-DD"):
        parse_days(typed)


def test_values_are_bound_with_defaults_and_any(store: Store, names: NameIndex) -> None:
    period = find_query(load_queries(), "period")
    bound = bind_parameters(period, {"from": "2025", "to": "2025-05"}, store, names)
    assert bound == {
        "from": '"2025-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
        "to": '"2025-05-31"^^<http://www.w3.org/2001/XMLSchema#date>',
        "status": f"<{TERM}Happened>",
    }
    anything = bind_parameters(period, {"from": "2025", "to": "2025", "status": "any"}, store, names)
    assert "status" not in anything


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, r"needs actor \(entity\): Whose timeline"),
        ({"actor": " "}, r"needs actor"),
        ({"actr": "Putin"}, r"no parameter 'actr'; it takes: actor, from, to, type, status"),
        ({"actor": "Putin", "from": "soon"}, r"'soon' is no date"),
        ({"actor": "Putin", "type": "Vist"}, r"no event-type 'Vist'; nearest: .*Visit"),
    ],
)
def test_wrong_parameters_say_what_is_accepted(store: Store, given: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run_query(store, find_query(load_queries(), "timeline"), given)


def test_a_quote_in_a_text_value_stays_a_value(store: Store) -> None:
    quotes = find_query(load_queries(), "quotes")
    for words in ('" } ; DROP ALL ; {"', "SERVICE <http://x/>", "\\", 'a"b', "\n"):
        assert run_query(store, quotes, {"words": f"x{words}x"}).rows == ()


# -- files


def test_the_twenty_questions_are_shipped_with_title_columns_and_described_parameters() -> None:
    queries = {q.name: q for q in load_queries()}
    assert set(queries) >= QUESTIONS and len(QUESTIONS) == 20
    for query in queries.values():
        assert query.title and query.description and query.columns and query.path.parent == SHIPPED
        assert all(p.description for p in query.parameters)
        assert "EXISTS" not in query.sparql  # not decorrelated by Oxigraph: hundreds of times slower
        assert "ORDER BY" in query.sparql


def test_lines_of_an_absent_parameter_are_left_out() -> None:
    timeline = find_query(load_queries(), "timeline-of-actor")
    assert "?in_type" in timeline.text_with({"actor", "type"})
    assert "?in_type" not in timeline.text_with({"actor"})


def test_a_workspace_query_hides_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("# name: visits\n# title: Mine\nSELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s\n")
    queries = load_queries(tmp_path, tmp_path / "missing")
    assert find_query(queries, "visits").title == "Mine"
    assert len(queries) == len(load_queries())


GOOD = "# title: Mine\nSELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s\n"


@pytest.mark.parametrize(
    ("name", "data", "asked", "says"),
    [
        ("bad.rq", b"# title: T\n# param who entity\n" + GOOD.encode(), "bad", r"bad\.rq, line 2: .* is no parameter"),
        ("visits.rq", b"# no title\n" + GOOD[13:].encode(), "visits", r"visits\.rq, line 1: no title"),
        ("mine.rq", b"# name: visits\n# title: T\nDROP ALL\n", "visits", r"mine\.rq, line 3: DROP is refused"),
        ("latin.rq", b"# title: caf\xe9\n" + GOOD.encode(), "latin", r"latin\.rq: cannot be read \(not UTF-8 text\)"),
        ("second.rq", b"# name: good\n" + GOOD.encode(), "second", r"second\.rq: name 'good' is taken by good\.rq"),
    ],
)  # fmt: skip
def test_one_broken_file_is_refused_and_the_others_are_asked(
    store: Store, tmp_path: Path, name: str, data: bytes, asked: str, says: str
) -> None:
    (tmp_path / "good.rq").write_text(GOOD)
    (tmp_path / "folder.rq").mkdir()
    (tmp_path / name).write_bytes(data)
    queries = load_queries(tmp_path)
    assert run_query(store, find_query(queries, "good"), {}).rows
    assert run_query(store, find_query(queries, "stats"), {}).rows
    with pytest.raises(QueryError, match=says):
        find_query(queries, asked)


def test_an_error_of_the_engine_names_the_file_and_its_own_line(store: Store, tmp_path: Path) -> None:
    text = (
        "# title: T\n# param who: entity, optional - x\nSELECT ?s WHERE {\nVALUES ?in_who { UNDEF } #? who\n?s ?p }\n"
    )
    (tmp_path / "bad.rq").write_text(text)
    with pytest.raises(QueryError, match=r"bad\.rq: the query cannot be answered: .*\b5:"):
        run_query(store, find_query(load_queries(tmp_path), "bad"), {})


def test_an_unknown_query_names_the_nearest() -> None:
    with pytest.raises(QueryError, match=r"no query 'time-line'; nearest: timeline"):
        find_query(load_queries(), "time-line")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "line 1: no title"),
        ("# title: T\n# param who entity\nSELECT * WHERE { ?s ?p ?o }", "line 2: .* is no parameter"),
        ("# title: T\n# param who: person - x\nSELECT * WHERE { ?s ?p ?o }", "line 2: unknown parameter type 'person'"),
        ("# title: T\n# param who: entity - x\nSELECT * WHERE { ?s ?p ?o }", "line 2: parameter 'who' fills no VALUES"),
        (
            "# title: T\nSELECT * WHERE { VALUES ?in_who { UNDEF } ?s ?p ?who }",
            "line 2: 'who' is used but not declared",
        ),
        ("# title: T\nSELECT * WHERE {\n ?s ?p ?o } #? who", "line 3: 'who' is used but not declared"),
        ("# title: T\nDELETE WHERE { ?s ?p ?o }", "line 2: DELETE is refused"),
    ],
)
def test_a_header_that_cannot_be_used_says_where_and_why(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "q.rq"
    file.write_text(text)
    with pytest.raises(QueryError, match=r"q\.rq.*" + message):
        read_query(file)


def test_answers_must_have_the_columns_the_header_promises(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("# title: T\n# columns: a, b\nSELECT ?b WHERE { ?b ?p ?o }")
    with pytest.raises(QueryError, match="answers b, but its header says a, b"):
        run_query(store, read_query(file), {})


# -- results

ANSWER = Answer(
    ("what", "n", "iri"),
    (
        (Term("literal", 'a "quoted",\nline'), Term("literal", "2.50", "http://www.w3.org/2001/XMLSchema#decimal"), Term("iri", "http://x/1")),
        (Term("literal", "naïve ✓"), Term("literal", "12", "http://www.w3.org/2001/XMLSchema#integer"), None),
    ),
)  # fmt: skip


def test_formats_hold_the_same_rows() -> None:
    assert plain_rows(ANSWER)[0] == {"what": 'a "quoted",\nline', "n": 2.5, "iri": "http://x/1"}
    assert json.loads(format_answer(ANSWER, "json")) == plain_rows(ANSWER)
    rows = list(csv.DictReader(io.StringIO(format_answer(ANSWER, "csv"))))
    assert rows[0] == {"what": 'a "quoted",\nline', "n": "2.5", "iri": "http://x/1"} and rows[1]["iri"] == ""
    tsv = format_answer(ANSWER, "tsv").splitlines()
    assert tsv == ["what\tn\tiri", 'a "quoted", line\t2.5\thttp://x/1', "naïve ✓\t12\t"]
    table = format_answer(ANSWER, "table")
    assert table.splitlines()[-1] == "2 rows" and "http://x/1" not in table  # addresses are for machines


def test_a_table_keeps_to_its_width() -> None:
    wide = Answer(("a", "b"), ((Term("literal", "x" * 300), Term("literal", "short")),))
    table = format_answer(wide, "table", 60)
    assert max(map(len, table.splitlines())) <= 60 and "…" in table and "short" in table


def test_no_rows_and_unknown_formats_are_said(store: Store) -> None:
    assert format_answer(Answer(("a",), ()), "table") == "no rows\n"
    assert [format_answer(Answer(("a",), ()), f) for f in ("json", "csv", "tsv")] == ["[]\n", "a\n", "a\n"]
    with pytest.raises(QueryError, match=f"accepted: {', '.join(FORMATS)}"):
        format_answer(ANSWER, "xml")
