"""What the ontology could learn from the articles at hand, by frequency, as Turtle to accept, edit or throw away."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.identifiers import ENTITY, TERM, slug
from kg.records import Article


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to teach. `kind`: name or predicate; `examples` are up to three (article name, words)."""

    kind: str
    label: str
    type: str
    count: int
    articles: int
    examples: tuple[tuple[str, str], ...]


def gather(found: Iterable[tuple[Article, str, str, str, int, int]], least: int = 1) -> tuple[Suggestion, ...]:
    """Return suggestions from (article, kind, label, type, start, end) rows, most frequent first.

    `least` is how many articles must show one.
    """
    rows: dict[tuple[str, str], list[tuple[Article, str, int, int]]] = defaultdict(list)
    for article, kind, label, type_name, start, end in found:
        rows[kind, label].append((article, type_name, start, end))
    out = []
    for (kind, label), seen in rows.items():
        seen.sort(key=lambda row: (row[0].name, row[2]))
        names = dict.fromkeys(row[0].name for row in seen)
        if len(names) < least:
            continue
        types = [row[1] for row in seen]
        best = max(sorted(set(types)), key=types.count)
        examples = tuple((row[0].name, " ".join(row[0].text[row[2] : row[3]].split())) for row in seen[:3])
        out.append(Suggestion(kind, label, best, len(seen), len(names), examples))
    return tuple(sorted(out, key=lambda s: (s.kind, -s.articles, -s.count, s.label)))


def draft_turtle(suggestions: Iterable[Suggestion]) -> str:
    """Return the suggestions as Turtle blocks, each behind `#` so that nothing counts until someone accepts it."""
    lines = [
        "# Suggestions drawn from your articles. Remove the leading '# ' of a block to accept it, edit it as you like,",
        "# delete what you reject, then run: kg ontology check && kg build",
        f"@prefix d: <{TERM}> .",
        f"@prefix e: <{ENTITY}> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .",
        "",
    ]
    for one in suggestions:
        lines.append(f"## seen {one.count} times in {one.articles} articles")
        lines += [f"##   {name}: {words[:160]}" for name, words in one.examples]
        label = one.label.replace("\\", "").replace('"', "'")
        if one.kind == "name":
            lines.append(f'# e:{slug(one.label)} a d:{one.type} ; rdfs:label "{label}"@en .')
        else:
            name = slug(one.label.title()).replace("_", "")
            lines += [
                f"# d:{name}Event a owl:Class ; rdfs:subClassOf d:Impact ;  # choose the nearest parent",
                f'#     rdfs:label "{label}"@en ; rdfs:comment "Say in one sentence what happens."@en ;',
                f'#     d:plover "NONE" ; d:quad "Neutral" ; d:verbTrigger "{label}"@en .',
            ]
        lines.append("")
    return "\n".join(lines)
