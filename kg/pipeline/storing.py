"""The store of out/ brought up to date: a copy by hard links takes the difference, then is swapped in."""

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from kg.errors import StoreError, WorkspaceError
from kg.rdf.ledger import Ledger
from kg.workspace import replace_whole, write_whole

# above this many changed lines a bulk load from nothing is quicker than an update
MOST_CHANGES = 200_000


@dataclass(frozen=True, slots=True)
class Load:
    """What a store is to be made of from nothing: a file of N-Quads, and the digest of the ledger it was made from."""

    out: Path
    lines: Path
    digest: str


def renew_store(out: Path, ledger: Ledger) -> None:
    """Make out/store hold exactly the quads of the ledger.

    Readers of the old store keep it until they close; a crash leaves the old store or the new one, and `store.json`
    tells which ledger it holds.
    """
    if update_store(out, ledger):
        return
    lines = out / ".store-next.nq"
    with replace_whole(lines, is_durable=False) as file:
        file.writelines(ledger)
    load_store(Load(out, lines, ledger.digest))
    lines.unlink()


def sweep_store(out: Path) -> None:
    """Remove what a killed run left beside the store; call only while holding the lock."""
    for name in (".store-next", ".store-next.nq", ".store-old"):
        _clear(out / name)


def update_store(out: Path, ledger: Ledger) -> bool:
    """Make out/store hold the quads of the ledger where the old one lacks little; False when it has to be loaded."""
    held = _held(out / "store.json") if (out / "store").is_dir() else None
    if held == ledger.digest and _opens(out / "store"):
        return True
    _clear(out / ".store-next")
    is_near = held is not None and held == ledger.digest_before and not ledger.is_new
    if not is_near or not _update(out, out / ".store-next", ledger):
        return False
    _swap(out, ledger.digest)
    return True


def load_store(load: Load) -> None:
    """Make out/store hold the quads of a file."""
    from kg.store.oxigraph import OxigraphStore

    aside = load.out / ".store-next"
    _clear(aside)
    store = OxigraphStore(aside)
    store.load_file(load.lines)
    store.close()
    _swap(load.out, load.digest)


def _swap(out: Path, digest: str) -> None:
    """Put the new store in place of the old."""
    mark, old = out / "store.json", out / ".store-old"
    try:
        _clear(old)
        mark.unlink(missing_ok=True)
        if (out / "store").exists():
            (out / "store").rename(old)
        (out / ".store-next").rename(out / "store")
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
