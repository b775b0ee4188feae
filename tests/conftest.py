"""Fixtures that more than one test file uses."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of measuring corpora beside the checkout; skip where it is absent."""
    path = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
    if not path.is_dir():
        pytest.skip(f"measuring corpora not present at {path}")
    return path
