"""An article without a day: its events are kept, shown as undated, and get no invented date anywhere."""

from pathlib import Path

from kg.views.publishing import publish
from kg.workspace import init_workspace

TEXT = "Envoy in Paris\n\nThe German foreign minister met the French president in Paris and demanded the release of two prisoners.\n"


def test_no_output_invents_a_day(tmp_path: Path) -> None:
    workspace = init_workspace(tmp_path)
    (workspace.seeds / "undated.txt").write_text(TEXT, encoding="utf-8")
    report = publish(workspace)
    assert report.events > 0 and report.undated_articles == ("undated",)
    files = [p for p in sorted(workspace.out.rglob("*")) if p.suffix in (".html", ".nq", ".ttl", ".trig", ".jsonl")]
    assert len(files) > 6
    assert [p.name for p in files if "9999" in p.read_text(encoding="utf-8")] == []
    quads = (workspace.out / "graph.nq").read_text(encoding="utf-8")
    assert "ontology#edtf>" in quads and 'diplomatic-timeline/ontology#date> "' not in quads
