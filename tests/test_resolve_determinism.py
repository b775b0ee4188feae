"""The world does not depend on the hash seed of the process that makes it."""

import hashlib
import subprocess
import sys

from tests.conftest import ROOT

SCRIPT = """
from pathlib import Path
from hashlib import sha256
from kg.evaluate.gold import gold_to_record, load_gold
from kg.ontology.names import load_names
from kg.ontology.types import load_ontology
from kg.resolve.build import resolve_world
records = [gold_to_record(g) for g in load_gold(Path("tests/gold"))]
world = resolve_world(records, (), load_ontology(), load_names())
assert len(world.events) > 100
print(sha256(repr(world).encode()).hexdigest())
"""


def test_two_hash_seeds_give_one_world() -> None:
    digests = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1
    assert len(digests.pop()) == hashlib.sha256().digest_size * 2
