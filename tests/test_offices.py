"""One person in two offices one after the other: which office holds on which day, and that both are the same person."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import main

SEEDS = {
    "2023-05-06-kyiv": "KYIV, May 6, 2023 - Dutch Prime Minister Mark Rutte met President Volodymyr Zelensky in Kyiv on Saturday.",
    "2024-05-06-brussels": "BRUSSELS, May 6, 2024 - NATO Secretary General Jens Stoltenberg met Dutch Prime Minister Mark Rutte "
    "in Brussels on Monday. The Dutch prime minister thanked NATO's secretary general.",
    "2024-12-06-the-hague": "THE HAGUE, December 6, 2024 - The Dutch prime minister met NATO's secretary general in The Hague on Friday.",
    "2025-03-06-berlin": "BERLIN, March 6, 2025 - NATO Secretary General Mark Rutte met Chancellor Olaf Scholz in Berlin on Thursday. "
    "Rutte thanked Germany.",
}


def ask(workspace: Path, *arguments: str) -> list[dict[str, str]]:
    said = CliRunner().invoke(main, ["-w", str(workspace), *arguments, "--format", "json"], catch_exceptions=False)
    assert said.exit_code == 0, said.output
    rows: list[dict[str, str]] = json.loads(said.stdout)
    return rows


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("offices")
    (workspace / "seeds").mkdir()
    for name, text in SEEDS.items():
        (workspace / "seeds" / f"{name}.txt").write_text(f"Leaders Meet\n\n{text}\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["-w", str(workspace), "build"]).exit_code == 0
    return workspace


def test_each_office_is_stated_for_the_days_it_was_reported(built: Path) -> None:
    rows = ask(built, "query", "offices", "--person", "Mark Rutte")
    assert {r["person"].rsplit("/", 1)[1] for r in rows} == {"Mark_Rutte"}, "both are one person"
    said = {next(n for n in ("NATO", "Netherlands") if n in r["office"]): r for r in rows}
    days = {of: (r["first_reported"], r["last_reported"]) for of, r in said.items()}
    assert days == {"NATO": ("2025-03-06", "2025-03-06"), "Netherlands": ("2023-05-06", "2024-05-06")}


@pytest.mark.parametrize(
    ("article", "who"),
    [
        ("2023-05-06-kyiv", {"Mark Rutte", "Volodymyr Zelensky"}),
        ("2024-05-06-brussels", {"Jens Stoltenberg", "Mark Rutte"}),
        ("2024-12-06-the-hague", {"Dick Schoof", "Mark Rutte"}),
        ("2025-03-06-berlin", {"Mark Rutte", "Olaf Scholz"}),
    ],
)
def test_an_office_means_who_holds_it_on_the_day(built: Path, article: str, who: set[str]) -> None:
    meetings = [r for r in ask(built, "query", "meetings") if r["date"] == article[:10]]
    assert {frozenset((r["a"], r["b"])) for r in meetings} == {frozenset(who)}
