"""Adding and removing articles: each only once, a changed version replaces, a bad source never stops the rest."""

import io
import json
from pathlib import Path

import pytest

from kg.article.reading import read_article
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
