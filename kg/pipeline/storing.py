"""The store of out/ brought up to date: a copy by hard links takes the difference, then is swapped in."""

import json
import shutil
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from kg.errors import StoreError, WorkspaceError
from kg.rdf.ledger import Ledger
from kg.workspace import write_whole

# above this many changed lines a bulk load from nothing is quicker than an update
MOST_CHANGES = 200_000


def renew_store(out: Path, ledger: Ledger) -> None:
    """Make out/store hold exactly the quads of the ledger.

    Readers of the old store keep it until they close; a crash leaves the old store or the new one, and `store.json`
    tells which ledger it holds.
    """
    mark = out / "store.json"
    held = _held(mark) if (out / "store").is_dir() else None
    if held == ledger.digest and _opens(out / "store"):
        return
    aside, old = out / ".store-next", out / ".store-old"
    try:
        for leftover in (aside, old):
            _clear(leftover)
        if not (
            held is not None and held == ledger.digest_before and not ledger.is_new and _update(out, aside, ledger)
        ):
            _load(aside, ledger)
        mark.unlink(missing_ok=True)
        if (out / "store").exists():
            (out / "store").rename(old)
        aside.rename(out / "store")
        _clear(old)
    except OSError as error:
        raise WorkspaceError(f"{out}: the store cannot be written ({error.strerror or error})") from error
    write_whole(mark, json.dumps({"quads": ledger.digest}).encode() + b"\n")


def _clear(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)


def _held(mark: Path) -> str | None:
    """Return the digest of the ledger the store holds, None when a killed build left that open."""
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


def _load(folder: Path, ledger: Ledger) -> None:
    from kg.store.oxigraph import OxigraphStore

    shutil.rmtree(folder, ignore_errors=True)
    lines = folder.with_name(".store-next.nq")
    with lines.open("wb") as file:
        file.writelines(ledger)
    store = OxigraphStore(folder)
    store.load_file(lines)
    store.close()
    lines.unlink()


def _update(out: Path, aside: Path, ledger: Ledger) -> bool:
    """Make the new store from a copy of the old one; False when too much differs or the old one is damaged."""
    from kg.store.oxigraph import OxigraphStore

    if len(ledger.gone) + len(ledger.come) > MOST_CHANGES:
        return False
    try:
        reader = OxigraphStore(out / "store", read_only=True)
        reader.copy_to(aside)
        reader.close()
        store = OxigraphStore(aside)
        store.change(_by_graph(ledger.gone), _by_graph(ledger.come))
        store.close()
    except StoreError:
        return False  # a damaged old store is no reason to fail: everything is loaded anew
    return True


def _by_graph(lines: Iterable[str]) -> str:
    """Return N-Quads lines as GRAPH blocks of SPARQL, sorted."""

    def graph(line: str) -> str:
        return line.removesuffix(" .").rsplit(" ", 1)[1]

    blocks = []
    for name, group in groupby(sorted(lines, key=lambda line: (graph(line), line)), key=graph):
        triples = " .\n".join(t.removesuffix(" .").rsplit(" ", 1)[0] for t in group)
        blocks.append(f"GRAPH {name} {{ {triples} }}")
    return "\n".join(blocks)
