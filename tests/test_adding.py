"""Adding and removing articles: each only once, a changed version replaces, a bad source never stops the rest."""

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.article.reading import read_article
from kg.cli.main import main
from kg.errors import ArticleError
from kg.pipeline.adding import HISTORY, add_sources, remove_article
from kg.pipeline.collecting import collect, unique_names
from kg.workspace import Workspace, init_workspace

TEXT = "Envoy Leaves Zenda\n\nThe envoy left Zenda on Monday after long talks with the king and his ministers.\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return init_workspace(tmp_path / "w")


def source(folder: Path, name: str, text: str, **metadata: str) -> str:
    front = "".join(f"{k}: {v}\n" for k, v in metadata.items())
    path = folder / name
    path.write_text(f"---\n{front}---\n{text}" if front else text, encoding="utf-8")
    return str(path)


def test_a_file_becomes_a_named_file_with_its_metadata(workspace: Workspace, tmp_path: Path) -> None:
    given = source(
        tmp_path, "x.txt", TEXT, published="2003-03-07", publisher="Zenda Post", url="https://z.example/a?utm_source=q"
    )
    (added,) = add_sources(workspace, [given])
    assert added.outcome == "new" and added.path is not None and added.path.name == "2003-03-07-envoy-leaves-zenda.txt"
    article = read_article(added.path)
    assert (article.text, article.publisher) == (TEXT, "Zenda Post")


@pytest.mark.parametrize(
    "again",
    [
        {"text": TEXT},
        {"text": TEXT.replace("\n\n", "\r\n\r\n")},
        {"text": TEXT + "\nSubscribe now to our newsletter\nShare this\n"},
        {"text": TEXT.replace("\n\n", "\n\nBy Jane Doe\n\n")},
        {"text": TEXT, "url": "https://z.example/a?utm_campaign=z"},
    ],
)  # fmt: skip
def test_the_same_article_again_writes_nothing(workspace: Workspace, tmp_path: Path, again: dict[str, str]) -> None:
    add_sources(workspace, [source(tmp_path, "x.txt", TEXT, url="https://z.example/a")])
    before = {p: p.read_bytes() for p in workspace.seeds.iterdir()}
    (added,) = add_sources(workspace, [source(tmp_path, "other-name.txt", **again)])
    assert added.outcome == "same"
    assert {p: p.read_bytes() for p in workspace.seeds.iterdir()} == before


def test_a_changed_version_replaces_and_leaves_a_trace(workspace: Workspace, tmp_path: Path) -> None:
    (first,) = add_sources(workspace, [source(tmp_path, "x.txt", TEXT, url="https://z.example/a")])
    assert first.path is not None
    old = read_article(first.path)
    (second,) = add_sources(
        workspace, [source(tmp_path, "y.txt", TEXT.replace("long", "short"), url="http://www.z.example/a/")]
    )
    assert second.outcome == "replaced" and second.path == first.path
    assert "short talks" in first.path.read_text(encoding="utf-8")
    assert old.digest in (workspace.root / HISTORY).read_text(encoding="utf-8")


LONGER = TEXT + "\nAt least 12 people had died in the fire.\n\nThe king will answer in May, his minister said.\n"


@pytest.mark.parametrize(
    ("text", "metadata", "outcome"),
    [
        (LONGER.replace("12 people", "14 people"), {"published": "2003-03-07"}, "replaced"),
        (LONGER + "\nThe fire was out by noon.\n", {"published": "2003-03-07"}, "replaced"),
        (LONGER.replace("12 people", "14 people"), {"published": "2003-03-08"}, "new"),
        (LONGER.replace("12 people", "14 people"), {"published": "2003-03-07", "publisher": "Other"}, "new"),
        ("Envoy Leaves Zenda\n\nA boat took him over the lake.\n", {"published": "2003-03-07"}, "new"),
        (LONGER.replace("Envoy Leaves", "King Leaves"), {"published": "2003-03-07"}, "new"),
    ],
)
def test_without_an_address_most_sentences_tell_a_version(
    workspace: Workspace, tmp_path: Path, text: str, metadata: dict[str, str], outcome: str
) -> None:
    held = {"published": "2003-03-07", "publisher": "Zenda Post"}
    add_sources(workspace, [source(tmp_path, "x.txt", LONGER, **held)])
    later = source(tmp_path, "y.txt", text, **metadata)
    (second,) = add_sources(workspace, [later])
    assert second.outcome == outcome
    assert len(list(workspace.seeds.iterdir())) == (1 if outcome == "replaced" else 2)
    assert [a.outcome for a in add_sources(workspace, [later, later])] == ["same", "same"]


def test_versions_of_one_run_replace_each_other(workspace: Workspace, tmp_path: Path) -> None:
    texts = [LONGER.replace("12 people", f"{n} people") for n in (12, 14, 15)]
    results = add_sources(workspace, [source(tmp_path, f"{i}.txt", t) for i, t in enumerate(texts)])
    assert [r.outcome for r in results] == ["new", "replaced", "replaced"]
    (path,) = workspace.seeds.iterdir()
    assert "15 people" in path.read_text(encoding="utf-8")


def test_adding_again_ends_what_an_earlier_run_left_undone(workspace: Workspace, tmp_path: Path) -> None:
    given = source(tmp_path, "x.txt", TEXT)
    add_sources(workspace, [given])  # stored, and then the run was stopped
    result = CliRunner().invoke(main, ["-w", str(workspace.root), "add", given])
    assert result.exit_code == 0 and "same" in result.output
    assert (workspace.out / "timeline.html").is_file()


def test_a_changed_page_replaces_the_file_of_another_format(workspace: Workspace, tmp_path: Path) -> None:
    old = workspace.seeds / "page.json"
    old.write_text(json.dumps({"title": "Envoy Leaves Zenda", "body": TEXT, "url": "https://z.example/a"}))
    versions = [TEXT.replace("long", word) for word in ("short", "dull")]
    given = [source(tmp_path, f"{i}.txt", t, url="https://z.example/a") for i, t in enumerate(versions)]
    assert [a.outcome for a in add_sources(workspace, given)] == ["replaced", "replaced"]
    (path,) = workspace.seeds.iterdir()
    assert "dull talks" in path.read_text(encoding="utf-8")
    assert len((workspace.root / HISTORY).read_text(encoding="utf-8").splitlines()) == 3


def test_a_batch_goes_on_past_bad_ones(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    source(folder, "a.txt", TEXT)
    (folder / "b.txt").write_bytes(b"\xff\xfa\x00binary")
    (folder / "c.docx").write_bytes(b"PK")
    (folder / "d.jsonl").write_text(
        json.dumps({"text": "One text about a visit to Zenda."})
        + "\n"
        + json.dumps({"text": "Another text on talks in Strelsau."})
    )
    results = add_sources(workspace, [str(folder), "http://127.0.0.1/x", str(tmp_path / "missing.txt")])
    outcomes = sorted(r.outcome for r in results)
    assert outcomes == ["new", "new", "new", "refused", "refused", "refused", "refused"]
    assert all("\n" not in r.note for r in results)


def test_standard_input(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(TEXT))
    (added,) = add_sources(workspace, ["-"])
    assert added.outcome == "new" and added.path is not None and added.path.name == "envoy-leaves-zenda.txt"


def test_removed_completely(workspace: Workspace, tmp_path: Path) -> None:
    (added,) = add_sources(workspace, [source(tmp_path, "x.txt", TEXT)])
    assert remove_article(workspace, "Envoy Leaves Zenda") == added.path
    assert list(workspace.seeds.iterdir()) == []
    with pytest.raises(ArticleError, match="no file fits"):
        remove_article(workspace, "Envoy Leaves Zenda")


def test_doubles_are_listed_and_names_made_distinct(workspace: Workspace) -> None:
    (workspace.seeds / "a.txt").write_text(TEXT)
    (workspace.seeds / "b.txt").write_text(TEXT)
    (workspace.seeds / "sub").mkdir()
    (workspace.seeds / "sub" / "a.txt").write_text(TEXT + "More was said.\n")
    found = collect(workspace.seeds)
    assert len(found.articles) == 2 and len(found.doubles) == 1
    assert len({a.name for a in unique_names(found.articles)}) == 2
