"""Fixtures that more than one test file uses."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from kg.language.reader import Reader, load_reader

# a slow machine is no defect: examples have no deadline, and the same ones are tried on every run
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of measuring corpora beside the checkout; skip where it is absent."""
    path = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
    if not path.is_dir():
        pytest.skip(f"measuring corpora not present at {path}")
    return path


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Return the reader of the shipped model; it is part of the checkout."""
    return load_reader()
