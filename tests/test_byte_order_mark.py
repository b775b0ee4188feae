"""Files saved with a byte order mark, as some editors do: every file a user writes is read as if it had none."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.article.reading import read_articles
from kg.cli.main import main

MARK = b"\xef\xbb\xbf"
TEXT = "Envoy Leaves Zenda\n\nOn 3 May 2024 Zanele Qwertz met Marco Rubio in Rome.\n"
OWN = """@prefix e: <https://w3id.org/diplomatic-timeline/entity/> .
@prefix d: <https://w3id.org/diplomatic-timeline/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
e:Zanele_Qwertz a d:Person ; rdfs:label "Zanele Qwertz"@en .
"""
RULING = '[[rename]]\nentity = "Marco_Rubio"\nlabel = "Mr Rubio"\nauthor = "a"\nday = "2025-01-01"\nreason = "r"\n'
QUERY = "# title: People\n# columns: who\nSELECT ?who WHERE { ?s a <https://w3id.org/diplomatic-timeline/ontology#Person> ; "
QUERY += "<http://www.w3.org/2000/01/rdf-schema#label> ?who } ORDER BY ?who\n"
FRONT = "---\npublisher: Zenda Post\npublished: 2024-05-04\n---\n"


def run(workspace: Path, *arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["-w", str(workspace), *arguments], input=given, catch_exceptions=False)


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", TEXT.encode(), TEXT),
        ("a.txt", FRONT.encode() + TEXT.encode(), TEXT),
        ("a.txt", FRONT.encode() + MARK + TEXT.encode(), TEXT),
        ("a.md", TEXT.encode(), TEXT),
        ("a.json", json.dumps({"text": TEXT}).encode(), TEXT),
        ("a.jsonl", json.dumps({"text": TEXT}).encode(), TEXT),
        ("a.eml", b"From: Zenda Post <z@example.org>\nSubject: Envoy Leaves Zenda\n\n" + TEXT.encode(), TEXT),
    ],
)
def test_an_article_is_the_same_with_and_without_a_mark(tmp_path: Path, name: str, data: bytes, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (plain,) = read_articles(path)
    path.write_bytes(MARK + data)
    (marked,) = read_articles(path)
    assert marked == plain and marked.text == text


def test_a_side_file_may_have_a_mark(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.meta").write_bytes(MARK + b"publisher: Zenda Post\n")
    (article,) = read_articles(tmp_path / "a.txt")
    assert article.publisher == "Zenda Post"


def test_names_rulings_and_queries_may_have_a_mark(tmp_path: Path) -> None:
    files = {"seeds/a.txt": FRONT + TEXT, "ontology/own.ttl": OWN, "decisions.toml": RULING, "queries/people.rq": QUERY}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(MARK + text.encode())
    assert run(tmp_path, "ontology", "check").stdout.endswith("own.ttl: fine\n")
    built = run(tmp_path, "build")
    assert built.exit_code == 0 and not built.stderr
    said = run(tmp_path, "query", "people", "--format", "csv")
    assert said.stdout.split() == ["who", "Mr", "Rubio", "Zanele", "Qwertz"]
    asked = run(tmp_path, "query", "--sparql", "-", "--format", "csv", given=MARK + QUERY.encode())
    assert asked.stdout == said.stdout
    assert run(tmp_path, "decide", "rename", "Zanele Qwertz", "Z. Qwertz", "--reason", "r").exit_code == 0
    assert (tmp_path / "decisions.toml").read_bytes().startswith(MARK + RULING.encode()), "what was there is untouched"


def test_a_mistake_behind_a_mark_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_bytes(MARK + OWN.replace("a d:Person", "a d:Persn").encode())
    said = run(tmp_path, "ontology", "check", str(path))
    assert said.exit_code == 1 and "own.ttl" in said.stderr and "4" in said.stderr
