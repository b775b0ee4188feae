"""Every command as an ordinary and as a hostile user runs it: one clear line and exit code 1, nothing lost or replaced."""

import csv
import io
import json
import os
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.article.reading import read_article
from kg.cli.main import main
from tests.conftest import ROOT

ARTICLES = {
    "2025-02-19-riyadh-talks": (ROOT / "seeds" / "2025-02-19-riyadh-talks.txt").read_text(encoding="utf-8"),
    "tajani-in-rome": "Tajani Receives Aoun\n\nROME, May 6, 2024 - Italian Foreign Minister Antonio Tajani met Lebanese "
    "President Joseph Aoun in Rome on Monday. Tajani condemned the attack on Beirut.\n",
    "airlift": 'Rescuers Airlift </script><b>"Villagers"\n\nKHARTOUM, May 2, 2024 - France airlifted 300 citizens out of '
    "Khartoum on Wednesday. Germany will evacuate Port Sudan next week. Envoy Zanele Qwertz met Antony Blinken in "
    "Khartoum on Tuesday.\n",
}
PREFIXES = """@prefix d: <https://w3id.org/diplomatic-timeline/ontology#> .
@prefix e: <https://w3id.org/diplomatic-timeline/entity/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
EVACUATION = """d:Evacuation a owl:Class ; rdfs:subClassOf d:Rescue ;
    rdfs:label "evacuation"@en ; rdfs:comment "People are taken out of a place in danger."@en ;
    d:plover "AID" ; d:quad "MaterialCooperation" ;
    d:verbTrigger "evacuate"@en, "airlift"@en ; d:nounTrigger "evacuation"@en .
"""


def run(workspace: Path, *arguments: str, given: str | bytes | None = None) -> Result:
    """Run a command; an exception that is no exit fails the test with its traceback."""
    result = CliRunner().invoke(main, ["-w", str(workspace), *arguments], input=given, catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def refused(result: Result) -> str:
    """Return the one line of a refusal."""
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.splitlines()
    assert line.startswith("kg: ")
    return line


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace nobody changes."""
    workspace = tmp_path_factory.mktemp("commands")
    (workspace / "seeds").mkdir()
    for name, text in ARTICLES.items():
        (workspace / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run(workspace, "build").exit_code == 0
    return workspace


@pytest.fixture
def own(built: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(built, tmp_path / "own"))


@pytest.mark.parametrize(
    "command",
    [
        ["queries"], ["stats"], ["query", "period", "--from", "2024", "--to", "2025"], ["show", "Marco Rubio"],
        ["show", "Marco Rubio", "Sergei Lavrov"], ["show", "airlift"], ["why", "Marco Rubio"], ["suggest"],
        ["diff", "airlift"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_rows_are_well_formed_in_every_format(built: Path, command: list[str]) -> None:
    said = {f: run(built, *command, "--format", f) for f in ("json", "csv", "tsv", "table")}
    assert all(r.exit_code == 0 for r in said.values())
    rows = json.loads(said["json"].stdout)
    assert rows
    table = list(csv.reader(io.StringIO(said["csv"].stdout)))
    assert len(table) == len(rows) + 1 and {len(r) for r in table} == {len(rows[0])}
    assert [line.count("\t") for line in said["tsv"].stdout.splitlines()] == [len(rows[0]) - 1] * (len(rows) + 1)
    assert said["table"].stdout.rstrip().endswith(("rows", "row"))


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["why", "Visit-000000000000-7"], "nothing in the graph is called"),
        (["why", "Nobody"], "no entity 'Nobody'"),
        (["diff", "riyadh"], "nearest: 2025-02-19-riyadh-talks"),
        (["query", "--sparql", "SELECT ?s {?s ?p"], "cannot be answered"),
        (["query", "--sparql", "SELECT * { SERVICE <http://localhost:1/> {?s ?p ?o} }"], "SERVICE is refused"),
        (["query", "timeline", "--actor", 'x" } ; DROP ALL #\n'], "no entity"),
        (["eval", str(Path(__file__).parent / "data")], "no annotated articles"),
        (["decide", "retract", "foo bar", "--reason", "r"], "no event"),
        (["decide", "set", "foo bar", "--date", "2024-05-01", "--reason", "r"], "no event"),
        (["decide", "set", "foo bar", "--country", "Italy", "--reason", "r"], "no entity"),
        (["decide", "same", "Marco Rubio", "Rubio", "--reason", "r"], "are one already"),
        (["decide", "retract", "Marco Rubio", "holdsPosition", "Nobody Atall", "--reason", "r"], "no entity"),
        (["decide", "add", "Visit", "--source", "s", "--text", "t", "--status", "Odd", "--reason", "r"], "unknown status"),
        (["decide", "add", "Nonsense", "--source", "s", "--text", "t", "--reason", "r"], "unknown event type"),
        (["add", "http://[bad"], "no address"),
        (["add", "http://127.0.0.1:1/"], "private address"),
        (["remove", "http://[bad"], "no file fits"),
        (["export", "nonsense"], "unknown format"),
        (["ontology", "check", "/"], "cannot be read as Turtle"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_line_and_changes_nothing(built: Path, command: list[str], says: str) -> None:
    assert says in refused(run(built, *command))
    assert not (built / "decisions.toml").exists()
    assert len(list((built / "seeds").iterdir())) == len(ARTICLES)


@pytest.mark.parametrize(
    "command",
    [
        ["query", "visits", "--timeout", "nan"],
        ["decide", "different", "Marco Rubio", "Sergei Lavrov", "--reason", "r"],
        ["decide", "same", "Marco Rubio", "Visit-000000000000-7", "--reason", "r"],
        ["decide", "retract", "Marco Rubio", "holdsPosition", "--reason", "r"],
        ["decide", "set", "Visit-000000000000-7", "--country", "Italy", "--reason", "r"],
        ["graph", "--since", "2025-01-01", "--until", "2024-01-01"],
        ["diff", "--since", "2025-01-01", "--until", "2024-01-01"],
        ["diff"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_misuse_is_explained_with_exit_code_two(built: Path, command: list[str]) -> None:
    assert run(built, *command).exit_code == 2


def test_a_broken_query_file_stops_nobody_but_who_asks_it(own: Path) -> None:
    (own / "queries").mkdir()
    (own / "queries" / "bad.rq").write_text("# title: T\n# param who entity\nSELECT ?s WHERE { ?s ?p ?o }\n")
    for command in (["stats"], ["show", "Marco Rubio"], ["query", "visits"], ["why", "Marco Rubio"]):
        said = run(own, *command)
        assert said.exit_code == 0 and not said.stderr
    assert "bad.rq, line 2: " in refused(run(own, "query", "bad"))
    listed = run(own, "queries")
    assert "bad.rq, line 2: " in refused(listed) and "visits" in listed.stdout


def test_a_table_of_addresses_only_shows_them(built: Path) -> None:
    said = run(
        built, "query", "--sparql", "SELECT ?s ?p {?s ?p <https://w3id.org/diplomatic-timeline/ontology#Person>}"
    )
    assert "entity/Marco_Rubio" in said.stdout


@pytest.mark.parametrize("data", [b"caf\xe9 title\n\nsome text here\n", b"\x00\x01\x02" * 50, b"", b" \n"])
def test_standard_input_that_is_no_text_is_refused(own: Path, data: bytes) -> None:
    assert "standard input: " in refused(run(own, "add", "-", given=data))


def test_an_output_that_is_a_device_or_a_link_stays_one(own: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run(own, "export", "ics", "-o", str(pipe)).exit_code == 0
        assert os.read(reader, 1000).startswith(b"BEGIN:VCALENDAR")
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    target, link = tmp_path / "target.ics", tmp_path / "link.ics"
    target.write_text("old")
    link.symlink_to(target)
    run(own, "export", "ics", "-o", str(link))
    assert link.is_symlink() and target.read_text().startswith("BEGIN:VCALENDAR")


def test_a_page_of_some_days_does_not_replace_the_whole(own: Path) -> None:
    before = (own / "out" / "graph.html").read_bytes()
    assert "graph-2025-01-01-" in run(own, "graph", "--since", "2025-01-01").stdout
    assert (own / "out" / "graph.html").read_bytes() == before


def test_a_ruling_no_build_can_follow_is_taken_back(own: Path) -> None:
    event = json.loads(run(own, "query", "period", "--from", "2024", "--to", "2025", "--format", "json").stdout)[0]
    name = event["event"].rsplit("/", 1)[1]
    assert run(own, "decide", "rename", "Marco Rubio", "M. </script>", "--reason", "r").exit_code == 0
    ruled = (own / "decisions.toml").read_bytes()
    kept = {p: p.read_bytes() for p in (own / "out").rglob("*") if p.is_file()}
    assert "unknown event type" in refused(run(own, "decide", "set", name, "--type", "Nonsense", "--reason", "r"))
    assert "unknown role" in refused(run(own, "decide", "set", name, "--role", "x=Russia", "--reason", "r"))
    refused(run(own, "add", "http://127.0.0.1:1/"))
    assert (own / "decisions.toml").read_bytes() == ruled
    assert {p: p.read_bytes() for p in (own / "out").rglob("*") if p.is_file()} == kept
    built = run(own, "build")
    assert built.exit_code == 0 and not built.stderr


def test_a_ruling_that_matches_nothing_is_kept_and_reported(own: Path) -> None:
    said = run(own, "decide", "retract", "Visit-000000000000-7", "--day", "2025-01-01", "--reason", "r")
    assert said.exit_code == 0 and "Visit-000000000000-7" in said.stderr
    assert "Visit-000000000000-7" in run(own, "build").stderr


def test_a_day_by_hand_needs_no_quotes(own: Path) -> None:
    (own / "decisions.toml").write_text(
        '[[rename]]\nentity = "Marco_Rubio"\nlabel = "Mr Rubio"\nauthor = "a"\nday = 2025-01-01\nreason = "r"\n'
    )
    assert run(own, "build").exit_code == 0
    assert "Mr Rubio" in run(own, "show", "Mr Rubio").stdout


def test_events_added_by_hand_are_no_articles(own: Path) -> None:
    counts = dict(list(csv.reader(io.StringIO(run(own, "stats", "--format", "csv").stdout)))[1:])
    said = run(
        own, "decide", "add", "Visit", "--role", "actor=Marco Rubio", "--role", "place=Rome", "--date", "2024-05-01",
        "--source", "Diary", "--text", "Mr Rubio came to Rome.", "--reason", "no article tells of it",
    )  # fmt: skip
    assert said.exit_code == 0, said.output
    after = dict(list(csv.reader(io.StringIO(run(own, "stats", "--format", "csv").stdout)))[1:])
    assert after["articles"] == counts["articles"] == "3" and int(after["events"]) == int(counts["events"]) + 1
    built = run(own, "build")
    assert built.stdout.startswith("Articles  3 (") and built.exit_code == 0
    assert ">3</" in (own / "out" / "index.html").read_text(encoding="utf-8")
    assert run(own, "check").exit_code == 0


def test_an_addition_that_cannot_be_published_says_what_is_kept(own: Path) -> None:
    (own / "decisions.toml").write_text("[[same]]\n")
    (own.parent / "more.txt").write_text("Envoys Meet\n\nThe envoys of Kenya and Ghana met in Rome on 3 May 2024.\n")
    said = run(own, "add", str(own.parent / "more.txt"))
    assert (own / said.stdout.split()[1]).is_file() and "the articles are kept" in refused(said)
    (own / "decisions.toml").unlink()
    assert run(own, "build").stdout.startswith("Articles  4 (")


def test_whatever_the_file_can_say_the_command_can_write(own: Path) -> None:
    fact = ["Marco Rubio", "holdsPosition", "Secretary of State of the United States"]
    for ruling, line in (
        (["retract", *fact], 'fact = ["Marco_Rubio", "holdsPosition", "Secretary_of_State_of_the_United_States"]'),
        (["set", "Marco Rubio", "--country", "Italy", "--type", "Group"], 'type = "Group"\ncountry = "Italy"'),
        (
            ["add", "Visit", "--new-role", "actor=Zanele Qwertz", "--role", "place=Rome", "--start", "2024-05-01",
             "--end", "2024-05-03", "--status", "Planned", "--source", "Diary", "--text", "Zanele Qwertz goes to Rome."],
            'roles = { actor = ["Zanele_Qwertz"], place = ["Rome"] }',
        ),
    ):  # fmt: skip
        said = run(own, "decide", *ruling, "--reason", "r")
        assert said.exit_code == 0 and not said.stderr, said.output
        assert line in (own / "decisions.toml").read_text(encoding="utf-8")
    assert "Planned" in run(own, "show", "Zanele Qwertz").stdout
    assert "Zanele Qwertz" in run(own, "show", "Rome").stdout  # a place shows what is to happen there
    assert run(own, "check").exit_code == 0


@pytest.mark.parametrize("thing", ["2025-02-19-riyadh-talks", "airlift"])
def test_what_an_article_says_has_the_documented_keys_and_days(built: Path, thing: str) -> None:
    keys = [
        "date",
        "when",
        "what",
        "type",
        "status",
        "speaker",
        "modality",
        "polarity",
        "begin",
        "end",
        "sentence",
        "event",
    ]
    documented = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8").split("## show-article")[1]
    assert f"Columns: {', '.join(keys)}." in documented
    rows = json.loads(run(built, "show", thing, "--format", "json").stdout)
    table = list(csv.DictReader(io.StringIO(run(built, "show", thing, "--format", "csv").stdout)))
    assert len(rows) == len(table) > 2
    assert all(list(r) == keys for r in (*rows, *table))
    assert all(r["when"] and r["what"] and r["sentence"] for r in (*rows, *table))
    text = read_article(built / "seeds" / f"{thing}.txt").text
    assert all(text[r["begin"] : r["end"]] == r["sentence"] for r in rows)


def test_own_type_and_name_from_file_to_answer(own: Path) -> None:
    (own / "ontology").mkdir()
    (own / "ontology" / "own.ttl").write_text(
        PREFIXES + EVACUATION + 'e:Zanele_Qwertz a d:Person ; rdfs:label "Zanele Qwertz"@en .\n'
    )
    assert run(own, "ontology", "check").exit_code == 0
    assert run(own, "build").exit_code == 0
    assert run(own, "check").exit_code == 0, "a name of the user's is not said twice"
    asked = ("query", "period", "--from=2024", "--to=2024", "--type=evacuation", "--status=any", "--format=json")
    assert len(json.loads(run(own, *asked).stdout)) >= 2
    shown = json.loads(run(own, "show", "Zanele Qwertz", "--format", "json").stdout)
    assert len({json.dumps(r) for r in shown}) == len(shown)


@pytest.mark.parametrize(
    ("turtle", "says"),
    [
        (EVACUATION.replace('"AID"', '"HELP"'), "line 7: d:plover is 'HELP'; accepted: ACCUSE"),
        (EVACUATION.replace("Cooperation", "Help"), "line 7: d:quad is 'MaterialHelp'"),
        ("d:A a owl:Class ; rdfs:subClassOf d:B .\nd:B a owl:Class ; rdfs:subClassOf d:A .\n", "hangs neither below"),
        ('d:A a owl:Class ;\n rdfs:label "x"@en\n d:quad "y" .\n', "line 7: not valid Turtle"),
    ],
)  # fmt: skip
def test_mistakes_in_own_types_are_told_by_line(own: Path, turtle: str, says: str) -> None:
    (own / "ontology").mkdir()
    (own / "ontology" / "own.ttl").write_text(PREFIXES + turtle)
    assert says in refused(run(own, "ontology", "check"))


def test_accepted_suggestions_work_as_they_are(own: Path) -> None:
    (own / "seeds" / "odd.txt").write_text("Rubio Serenades\n\nMarco Rubio serenaded Sergei Lavrov on 3 May 2024.\n")
    assert run(own, "suggest", "--write").exit_code == 0
    path = own / "ontology" / "suggested.ttl"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("# d:") for line in lines)
    path.write_text("\n".join(x[2:] if x.startswith("# ") and i > 1 else x for i, x in enumerate(lines)) + "\n")
    assert run(own, "ontology", "check").exit_code == 0, path.read_text()
    assert run(own, "build").exit_code == 0


def test_nothing_to_suggest_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    run(tmp_path, "suggest", "--write")
    assert not (tmp_path / "ontology").exists()
    assert "no articles yet" in run(tmp_path, "build").stderr
    assert run(tmp_path, "review", "--list").stdout == "no open questions\n"


@pytest.mark.parametrize("data", [b"garbage", b""])
def test_damaged_files_of_out_are_made_again(own: Path, data: bytes) -> None:
    whole = (own / "out" / "graph.nq").read_bytes()
    for path in [*sorted((own / "out" / "segments").iterdir())[:1], *(own / "out" / "store").iterdir()]:
        path.write_bytes(data)
    assert run(own, "build").exit_code == 0
    assert (own / "out" / "graph.nq").read_bytes() == whole
    assert run(own, "stats").exit_code == 0


def test_a_graph_without_its_files_is_checked_and_asked_in_memory(own: Path) -> None:
    assert run(own, "build").exit_code == 0
    before = run(own, "query", "visits", "--engine", "memory", "--format", "json")
    for name in ("graph.nq", "graph.trig", "world.ttl", "events.jsonl"):
        (own / "out" / name).unlink()
    assert run(own, "check").exit_code == 0
    (own / "decisions.toml").write_text("# nothing was decided, but the file is another one\n")
    after = run(own, "query", "visits", "--engine", "memory", "--format", "json")
    assert (after.exit_code, after.stdout) == (0, before.stdout)
    (own / "out" / ".state.sqlite").write_bytes(b"garbage")
    assert "damaged; run: kg build" in refused(run(own, "check"))
    (own / "out" / ".state.sqlite").unlink()
    assert "nothing built yet" in refused(run(own, "check"))


def test_remove_takes_what_is_meant_and_no_more(own: Path) -> None:
    seeds = own / "seeds"
    two = [{"headline": "First", "body": "Iran met Oman."}, {"headline": "Second", "body": "Iran met Qatar."}]
    (seeds / "two.jsonl").write_text("\n".join(map(json.dumps, two)))
    (seeds / "copy.txt").write_text(ARTICLES["airlift"])
    assert "holds 2 articles" in refused(run(own, "remove", "First"))
    assert "removed seeds/copy.txt" in run(own, "remove", "copy").stdout
    assert "removed seeds/two.jsonl" in run(own, "remove", "two.jsonl").stdout
    assert sorted(p.stem for p in seeds.iterdir()) == sorted(ARTICLES)


def test_a_link_to_nothing_and_a_text_that_is_a_number_are_reported(own: Path) -> None:
    (own / "seeds" / "gone.txt").symlink_to(own / "nowhere")
    (own / "seeds" / "number.json").write_text('{"text": 5}')
    (own / "seeds" / "lines.jsonl").write_text('{"text": "A text."}\n{bad\n')
    said = run(own, "build")
    assert said.exit_code == 1 and len(said.stderr.splitlines()) >= 3
    for words in ("gone.txt: a link to nothing", "number.json: no text", "lines.jsonl, line 2: not JSON (column 2"):
        assert words in said.stderr


LINES = '{"text": "Iran met Oman."}\n{bad\n{"text": "Iran met Qatar."}\n'


@pytest.mark.parametrize("command", ["build", "add", "extract"])
def test_a_bad_line_among_good_ones_is_listed_at_the_end(own: Path, tmp_path: Path, command: str) -> None:
    path = (own / "seeds" if command == "build" else tmp_path) / "lines.jsonl"
    path.write_text(LINES)
    said = run(own, command, *([] if command == "build" else [str(path)]))
    assert said.exit_code == 1
    (line,) = (x for x in said.stderr.splitlines() if "no day of publication" not in x)
    assert line.startswith(f"kg: {path}, line 2: not JSON (column 2") and line.endswith("found '{bad'")
    if command == "extract":
        assert len(said.stdout.splitlines()) == 2
    else:
        assert ["articles", "5"] in [
            row[:2] for row in csv.reader(io.StringIO(run(own, "stats", "--format", "csv").stdout))
        ]
