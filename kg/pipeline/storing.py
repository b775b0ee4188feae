"""The store of out/ brought up to date: a copy by hard links takes the difference, then is swapped in."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from kg.errors import StoreError, WorkspaceError
from kg.workspace import write_whole

# above this share of changed lines a bulk load from nothing is quicker than an update (measured at 1,000 articles)
RELOAD_SHARE = 0.2


def renew_store(out: Path, quads: bytes) -> None:
    """Make out/store hold exactly these sorted N-Quads.

    Readers of the old store keep it until they close; a crash leaves the old store or the new one. `out/graph.nq` must
    still be what the old store holds, otherwise everything is loaded anew.
    """
    digest = hashlib.sha256(quads).hexdigest()
    mark = out / "store.json"
    held = _held(mark) if (out / "store").is_dir() else None
    if held == digest and _opens(out / "store"):
        return
    aside, old = out / ".store-next", out / ".store-old"
    try:
        for leftover in (aside, old):
            _clear(leftover)
        if not (held is not None and _update(out, aside, quads, held)):
            _load(aside, quads)
        mark.unlink(missing_ok=True)
        if (out / "store").exists():
            (out / "store").rename(old)
        aside.rename(out / "store")
        _clear(old)
    except OSError as error:
        raise WorkspaceError(f"{out}: the store cannot be written ({error.strerror or error})") from error
    write_whole(mark, json.dumps({"quads": digest}).encode() + b"\n")


def _clear(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)


def _held(mark: Path) -> str | None:
    """Return the digest of the quads the store holds, None when a killed build left that open."""
    try:
        return str(json.loads(mark.read_text(encoding="utf-8"))["quads"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _opens(folder: Path) -> bool:
    from kg.store import open_store

    try:
        open_store(folder, read_only=True).close()
    except StoreError:
        return False
    return True


def _load(folder: Path, quads: bytes) -> None:
    from kg.store import open_store

    shutil.rmtree(folder, ignore_errors=True)
    store = open_store(folder)
    store.load(quads)
    store.close()


def _update(out: Path, aside: Path, quads: bytes, held: str) -> bool:
    """Make the new store from a copy of the old one; False when the old lines are unknown or too much differs."""
    from kg.store.oxigraph import OxigraphStore

    lines = out / "graph.nq"
    if not lines.is_file() or hashlib.sha256(before := lines.read_bytes()).hexdigest() != held:
        return False
    old, new = set(before.splitlines()), set(quads.splitlines())
    gone, come = old - new, new - old
    if len(gone) + len(come) > RELOAD_SHARE * max(1, len(new)):
        return False
    try:
        reader = OxigraphStore(out / "store", read_only=True)
        reader.copy_to(aside)
        reader.close()
        store = OxigraphStore(aside)
        store.change(_by_graph(gone), _by_graph(come))
        store.close()
    except StoreError:
        return False  # a damaged old store is no reason to fail: everything is loaded anew
    return True


def _by_graph(lines: Iterable[bytes]) -> str:
    """Return N-Quads lines as GRAPH blocks of SPARQL, sorted."""

    def graph(line: str) -> str:
        return line.removesuffix(" .").rsplit(" ", 1)[1]

    texts = sorted((line.decode("utf-8") for line in lines), key=lambda t: (graph(t), t))
    blocks = []
    for name, group in groupby(texts, key=graph):
        triples = " .\n".join(t.removesuffix(" .").rsplit(" ", 1)[0] for t in group)
        blocks.append(f"GRAPH {name} {{ {triples} }}")
    return "\n".join(blocks)
