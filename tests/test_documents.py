"""Every command block of the README and the walk-through runs as printed; every generated page is fresh."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

BLOCK = re.compile(r"^```(console|turtle file=(?P<file>\S+))\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def steps(page: Path) -> list[tuple[str, str]]:
    """Return (file, text) of blocks to write and ("", command line) of commands to run, in order of the page."""
    found: list[tuple[str, str]] = []
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if block["file"]:
            found.append((block["file"], block["body"]))
        else:
            found += [("", line[2:]) for line in block["body"].splitlines() if line.startswith("$ ")]
    return found


@pytest.mark.parametrize(("page", "least"), [("README.md", 8), ("docs/extending.md", 7)])
def test_command_blocks_run(page: str, least: int, tmp_path: Path) -> None:
    for part in ("seeds", "tests/data", "docs/tutorial"):
        shutil.copytree(ROOT / part, tmp_path / part)
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}

    def run(line: str) -> subprocess.CompletedProcess[str]:
        words = shlex.split(line)
        assert words[0] == "kg", line
        return subprocess.run(
            [sys.executable, "-m", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env=environment,
            timeout=300,
            check=False,
        )

    assert run("kg build").returncode == 0
    ran = 0
    for file, text in steps(ROOT / page):
        if file:
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).write_text(text, encoding="utf-8")
            continue
        done = run(text)
        assert done.returncode == 0, (text, done.stderr)
        assert done.stdout.strip(), text
        ran += 1
    assert ran >= least


def test_example_type_of_the_readme_is_accepted(tmp_path: Path) -> None:
    from kg.ontology.types import load_ontology

    block = re.search(r"```turtle\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    path = tmp_path / "evacuation.ttl"
    path.write_text(block[1], encoding="utf-8")
    ontology = load_ontology((path,))
    assert ontology.types["Evacuation"].scored_as == "Rescue"


def test_generated_pages_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    links = [(p, m[1]) for p in pages for m in re.finditer(r"\]\(([^)#\s]+)\)", p.read_text(encoding="utf-8"))]
    assert len(links) > 8
    assert [(p.name, target) for p, target in links if "://" not in target and not (p.parent / target).exists()] == []
