"""The quads a store holds, by what each was written for: a change of one thing changes its own lines alone."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, MutableMapping
from typing import BinaryIO

from kg.rdf.nquads import Quad
from kg.resolve.shelf import Shelves

_BETWEEN = "\0"  # between the lines of one thing alone and those it shares


class Ledger:
    """Pieces of the graph by name. A piece has lines of its own, and lines that other pieces may write too.

    `gone` and `come` are the lines that left and entered the whole since it was opened; a first filling is not listed.
    """

    def __init__(self, shelves: Shelves, is_new: bool) -> None:
        """Open what the shelves hold; `is_new` tells that this is nothing yet."""
        self._pieces: MutableMapping[str, bytes] = shelves.open("pieces", bytes, bytes)
        self._holders: MutableMapping[str, int] = shelves.open("shared_lines")
        self._sum: MutableMapping[str, int] = shelves.open("ledger_sum")
        self.digest_before = self.digest
        self.is_new = is_new
        self.gone: set[str] = set()
        self.come: set[str] = set()

    def post(self, name: str, own: Iterable[Quad], shared: Iterable[Quad] = ()) -> None:
        """Make a piece hold exactly these quads; without any it is erased."""
        after = (_lines(own), _lines(shared))
        data = zlib.compress(_BETWEEN.join("\n".join(sorted(lines)) for lines in after).encode("utf-8"), 1)
        held = self._pieces.get(name)
        if held == data or not (held or after[0] or after[1]):
            return
        before = _read(held) if held is not None else (set(), set())
        if not self.is_new:
            self._move(before[0] - after[0], after[0] - before[0])
        for line in sorted(before[1] - after[1]):
            self._holders[line] -= 1
            if not self._holders[line]:
                del self._holders[line]
                self._move({line}, set())
        for line in sorted(after[1] - before[1]):
            count = self._holders.get(line, 0)
            self._holders[line] = count + 1
            if not count and not self.is_new:
                self._move(set(), {line})
        total = self._sum.get("pieces", 0) - (_weigh(name, held) if held is not None else 0)
        if after[0] or after[1]:
            self._pieces[name] = data
            total += _weigh(name, data)
        else:
            del self._pieces[name]
        self._sum["pieces"] = total % _MODULUS

    def _move(self, gone: set[str], come: set[str]) -> None:
        self.gone |= gone - self.come
        self.come -= gone
        self.come |= come - self.gone
        self.gone -= come

    @property
    def digest(self) -> str:
        """Return a digest of all pieces, the same whichever way they were come by, 64 hex digits."""
        return f"{self._sum.get('pieces', 0):064x}"

    def __iter__(self) -> Iterator[bytes]:
        """Give the lines of each piece as N-Quads; a shared line may come more than once."""
        for name in self._pieces:
            yield "".join(f"{line}\n" for line in sorted(set().union(*_read(self._pieces[name])))).encode("utf-8")

    def dump(self, file: BinaryIO) -> None:
        """Write all pieces as they are kept, for `read_dump`."""
        for data in self._pieces.values():
            file.write(len(data).to_bytes(_LENGTH))
            file.write(data)

    def graphs(self) -> dict[str, bytes]:
        """Return every graph as sorted N-Quads by its IRI, each line once, keys sorted."""
        found: dict[str, set[str]] = {}
        for data in self._pieces.values():
            for lines in _read(data):
                for line in lines:  # a piece lies in one graph
                    found.setdefault(line.rsplit(" ", 2)[1][1:-1], set()).update(lines)
                    break
        return {g: "".join(f"{x}\n" for x in sorted(found[g])).encode("utf-8") for g in sorted(found)}


def read_dump(file: BinaryIO) -> Iterator[list[bytes]]:
    """Give the lines of each piece of a dump, without their ends; a shared line may come more than once."""
    while size := file.read(_LENGTH):
        text = zlib.decompress(file.read(int.from_bytes(size)))
        yield [line for line in text.replace(_BETWEEN.encode(), b"\n").split(b"\n") if line]


_LENGTH = 8  # bytes that tell how long a dumped piece is

# the sum of the pieces' digests is kept within their length
_MODULUS = 1 << 256


def _weigh(name: str, data: bytes) -> int:
    return int.from_bytes(hashlib.sha256(name.encode("utf-8") + b"\0" + data).digest(), "big")


def _lines(quads: Iterable[Quad]) -> set[str]:
    return {f"{s} {p} {o} {g} ." for s, p, o, g in quads}


def _read(data: bytes) -> tuple[set[str], set[str]]:
    own, shared = (set(part.split("\n")) - {""} for part in zlib.decompress(data).decode("utf-8").split(_BETWEEN))
    return own, shared
