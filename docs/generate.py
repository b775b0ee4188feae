"""Write the generated references, or with --check fail when one is stale."""

import sys
from collections.abc import Callable
from pathlib import Path

from kg.cli.reference import command_reference
from kg.query.reference import query_reference
from kg.rdf.reference import ontology_reference

DOCS = Path(__file__).parent
PAGES: dict[str, Callable[[], str]] = {
    "commands.md": command_reference,
    "ontology.md": ontology_reference,
    "queries.md": query_reference,
}


def main() -> int:
    """Return 0 when every page is fresh or was written, 1 when --check found a stale one."""
    stale = []
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.stderr.write(f"stale: {', '.join(stale)}; run: make docs\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
