"""Why an entity or event of the world is one: which words of which articles were taken for it, by which rule."""

from kg.pipeline.build import Built
from kg.records import Mention
from kg.resolve.world import Merge


def merge_rows(built: Built, name: str) -> list[tuple[str, str, str, str]]:
    """Return (article, words, rule, score) rows of an entity's slug or an event's IRI or alias; empty for none such.

    Rows are in the order of the merges; `words` are the distinct surface forms of the article, at most five.
    """
    merges: tuple[Merge, ...] = next((e.merges for e in built.world.entities if e.slug == name), ())
    if not merges:
        merges = next((e.merges for e in built.world.events if name in (e.iri, *e.aliases)), ())
    records = {r.article.digest: r for r in built.records}
    rows = []
    for merge in merges:
        record = records[merge.article]
        mentions: tuple[Mention, ...] = next((e.mentions for e in record.entities if e.id == merge.local), ())
        if not mentions:
            mentions = next((e.mentions for e in record.events if e.id == merge.local), ())
        words = list(dict.fromkeys(m.text for m in mentions))[:5]
        rows.append((record.article.name, ", ".join(words), merge.rule, f"{merge.score:.2f}"))
    return rows
