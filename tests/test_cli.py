"""The command line: quick help, one line an error, rows in every format."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import COMMANDS, main


def test_help_loads_no_heavy_library() -> None:
    code = "import sys\nfrom kg.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass\nprint('HEAVY', sorted(m for m in ('rdflib', 'networkx', 'pyvis', 'numpy', 'onnxruntime', 'pyoxigraph', 'rich') if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("HEAVY []")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Example" in result.output and f"kg {name}" in result.output


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_is_explained(name: str) -> None:
    command = main.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    options = [p for p in command.params if p.param_type_name == "option"]
    assert all(getattr(p, "help", None) for p in options)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["build"], 1, "no workspace here"),
        (["query", "timeline"], 1, "no workspace here"),
        (["extract", "missing.txt"], 1, "missing.txt: cannot be read"),
        (["nonsense"], 2, "No such command"),
        (["extract"], 2, "Missing argument"),
    ],
)
def test_errors_are_one_line(tmp_path: Path, arguments: list[str], code: int, says: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert says in done.stderr and "Traceback" not in done.stderr
    if code == 1:
        assert len(done.stderr.splitlines()) == 1


def test_an_article_without_events_is_shown_as_one(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "recipe.txt").write_text("A Soup\n\nCut the onions. Boil the water.\n", encoding="utf-8")
    runner = CliRunner()
    assert runner.invoke(main, ["-w", str(tmp_path), "build"]).exit_code == 0
    shown = runner.invoke(main, ["-w", str(tmp_path), "show", "recipe", "--format", "json"])
    assert (shown.exit_code, shown.stdout.strip()) == (0, "[]")
    assert "recipe: the article is in the graph; no event was read in it" in shown.stderr
    unknown = runner.invoke(main, ["-w", str(tmp_path), "show", "stew"])
    assert unknown.exit_code == 1 and "nothing named 'stew'" in unknown.stderr
