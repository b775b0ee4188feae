"""The reference of the ontology as Markdown, made from the Turtle files."""

from collections.abc import Iterator

from kg.identifiers import TERM
from kg.ontology.types import EventType, Ontology, load_ontology
from kg.rdf.vocabulary import SEGMENT_TERMS, Vocabulary, load_vocabulary


def ontology_reference() -> str:
    """Return docs/ontology.md: classes, event types with what evokes them, properties and controlled values."""
    ontology, vocabulary = load_ontology(), load_vocabulary()
    lines = [
        "# Ontology",
        "",
        "Generated from `kg/ontology/ontology.ttl`; `make docs` renews it. Terms live under",
        f"`{TERM}`. Those of `{SEGMENT_TERMS.name}`, which only stored segments use, are left out.",
        "",
        f"## Event types ({len(ontology.types)})",
        "",
        "A child counts as its parent wherever a query asks for the parent. How to add one: see extending.md.",
        "",
        "| type | meaning | category | score | evoked by | edges |",
        "|---|---|---|---|---|---|",
        *_type_rows(ontology, vocabulary),
        "",
        f"## Entity classes ({len(ontology.classes)})",
        "",
        "| class | below | meaning |",
        "|---|---|---|",
    ]
    for name, cls in sorted(ontology.classes.items()):
        lines.append(f"| `{name}` | {', '.join(vocabulary.parents(name))} | {_cell(cls.comment)} |")
    lines += ["", "## Values", ""]
    for kind in ("Status", "Modality", "Polarity", "Measure", "Comparator"):
        lines += [f"### {kind}", "", "| value | meaning |", "|---|---|"]
        lines += [f"| `{n}` | {_cell(vocabulary.comment(n))} |" for n in vocabulary.instances(kind)]
        lines.append("")
    shortcuts = {s.predicate for t in ontology.types.values() for s in t.shortcuts}
    properties = [p for p in ontology.properties.values() if p.name not in shortcuts]
    lines += [f"## Properties ({len(properties)})", "", "Shortcut edges stand with the event types that draw them.", ""]
    lines += ["| property | from | to | meaning |", "|---|---|---|---|"]
    for p in sorted(properties, key=lambda p: p.name):
        row = (f"`{p.name}`", _short(p.domain), _short(p.range), _cell(vocabulary.comment(p.name)))
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join([*lines, ""])


def _type_rows(ontology: Ontology, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield a row a type, children below their parents, marked by dashes."""
    children: dict[str | None, list[EventType]] = {}
    for kind in ontology.types.values():
        children.setdefault(kind.parent, []).append(kind)

    def walk(parent: str | None, depth: int) -> Iterator[str]:
        for kind in sorted(children.get(parent, ()), key=lambda k: k.name):
            words = (*kind.verbs, *kind.nouns, *kind.phrases)
            shown = ", ".join(words[:8]) + (f" and {len(words) - 8} more" if len(words) > 8 else "")
            edges = ", ".join(sorted({f"`{s.predicate}`" for s in kind.shortcuts}))
            score = vocabulary.score(kind.name) or ""
            name = f"{'– ' * depth}`{kind.name}`"
            yield f"| {name} | {_cell(kind.comment)} | {kind.plover} | {score} | {_cell(shown)} | {edges} |"
            yield from walk(kind.name, depth + 1)

    yield from walk(None, 0)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _short(term: str | None) -> str:
    return f"`{term.rsplit('#', 1)[-1].rsplit('/', 1)[-1]}`" if term else ""
