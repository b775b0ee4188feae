"""One article's graph: its claims, figures and the words they rest on, about world nodes."""

from collections.abc import Mapping

from kg.identifiers import article_iri, entity_iri, span_iri
from kg.rdf.graph_writer import (
    ANCHOR,
    BEGIN,
    CONTEXT,
    END,
    LABEL,
    OBJECT,
    PREDICATE,
    SUBJECT,
    TYPE,
    GraphWriter,
    evidence_sentence,
    parse_number,
)
from kg.rdf.nquads import DCTERMS, SCHEMA, format_iri, format_text, format_typed
from kg.rdf.vocabulary import Vocabulary
from kg.records import Mention, Record, Span
from kg.resolve.world import WorldClaim, WorldEvent, WorldFact, WorldQuantity


class ReportGraph(GraphWriter):
    """One article: its claims, figures and the words they rest on, about world nodes."""

    def __init__(self, record: Record, vocabulary: Vocabulary) -> None:
        """Start the graph of one record's article."""
        super().__init__(article_iri(record.article.digest), vocabulary)
        self.record, self.iri = record, article_iri(record.article.digest)
        self.text = record.article.text
        self.seen: dict[Span, str] = {}

    def span(self, start: int, end: int) -> str:
        """Return the token of a span, describing it the first time."""
        span = Span(start, end)
        if span not in self.seen:
            node = self.seen[span] = format_iri(span_iri(self.iri, start, end))
            self.add(node, TYPE, self.vocabulary["Span"])
            self.add(node, BEGIN, format_typed(start, "nonNegativeInteger"))
            self.add(node, END, format_typed(end, "nonNegativeInteger"))
            self.add(node, ANCHOR, format_text(self.text[start:end]))
            self.add(node, CONTEXT, self.name)
        return self.seen[span]

    def article(self, slugs: Mapping[tuple[str, str], str]) -> None:
        """Describe the article, what it credits, and where it mentions each world entity."""
        article = self.record.article
        self.add(self.name, TYPE, self.vocabulary["Article"])
        if article.is_cited:
            self.add(self.name, TYPE, self.vocabulary["Citation"])
        self.add(self.name, LABEL, format_text(article.title))
        self.add(self.name, "fileName", format_text(article.name))
        self.add(self.name, format_iri(DCTERMS + "identifier"), format_text(f"sha256:{article.digest}"))
        if article.published:
            self.add(self.name, format_iri(SCHEMA + "datePublished"), format_typed(article.published, "date"))
        if article.publisher:
            self.add(self.name, format_iri(DCTERMS + "publisher"), format_text(article.publisher))
        if article.url:
            self.add(self.name, format_iri(SCHEMA + "url"), format_text(article.url))
        if article.language:
            self.add(self.name, format_iri(DCTERMS + "language"), format_text(article.language))
        for entity in self.record.entities:
            slug = slugs.get((article.digest, entity.id))
            if slug is None:
                continue
            for mention in entity.mentions:
                self.add(format_iri(entity_iri(slug)), "mention", self.span(mention.start, mention.end))
            if entity.known is not None and entity.known in self.record.credits:
                self.add(self.name, "cites", format_iri(entity_iri(slug)))

    def event_claim(self, claim: WorldClaim, event: str, act: str | None) -> None:
        """Write a claim about a world event; `act` is the world event in which it was said."""
        self.add(format_iri(claim.iri), "about", format_iri(event))
        self._claim(claim, act if act != event else None)

    def fact_claim(self, claim: WorldClaim, fact: WorldFact, act: str | None) -> None:
        """Write a claim about a direct relation."""
        node = format_iri(claim.iri)
        self.add(node, SUBJECT, format_iri(entity_iri(fact.subject)))
        self.add(node, PREDICATE, self.vocabulary[fact.predicate])
        self.add(node, OBJECT, format_iri(entity_iri(fact.object)))
        self._claim(claim, act)

    def _source(self, node: str, reported: WorldClaim | WorldQuantity) -> None:
        self.add(node, "reportedBy", self.name)
        if self.record.article.published:
            self.add(node, "reportedOn", format_typed(self.record.article.published, "date"))
        if reported.speaker:
            self.add(node, "speaker", format_iri(entity_iri(reported.speaker)))

    def _claim(self, claim: WorldClaim, act: str | None) -> None:
        node, said = format_iri(claim.iri), claim.claim
        self.add(node, TYPE, self.vocabulary["Claim"])
        self._source(node, claim)
        self.add(node, "modality", self.vocabulary[said.modality])
        self.add(node, "polarity", self.vocabulary[said.polarity])
        self.add(node, "confidence", format_typed(f"{said.confidence:.4f}", "decimal"))
        if claim.outer:
            self.add(node, "relayedBy", format_iri(entity_iri(claim.outer)))
        if act:
            self.add(node, "speechAct", format_iri(act))
        if said.rule:
            self.add(node, "rule", format_text(said.rule))
        for span in said.evidence:
            self.add(node, "evidence", self.span(span.start, span.end))
        if said.evidence:
            self.add(node, "sentence", format_text(evidence_sentence(self.text, said.evidence, said.trigger)))
        for name, part in (("trigger", said.trigger), ("quoteSpan", said.quote), ("cue", said.cue)):
            if part is not None:
                self.add(node, name, self.span(part.start, part.end))
        if said.quote is not None:
            self.add(node, "quote", format_text(self.text[said.quote.start : said.quote.end]))

    def quantity(self, counted: WorldQuantity, event: WorldEvent) -> None:
        """Write a figure of this article; its claim is the one whose evidence holds it, by the same speaker if any."""
        node, quantity = format_iri(counted.iri), counted.quantity
        number = parse_number(quantity.value)
        if number is None:
            return
        self.add(format_iri(event.iri), "quantity", node)
        self.add(node, TYPE, self.vocabulary["Quantity"])
        self._source(node, counted)
        self.add(node, "measure", self.vocabulary[quantity.measure])
        self.add(node, "comparator", self.vocabulary[quantity.comparator])
        self.add(node, "value", format_typed(format(number, "f"), "decimal"))
        self.add(node, "unit", format_text(quantity.unit))
        self.add(node, "evidence", self.span(quantity.mention.start, quantity.mention.end))
        claims = [c for c in event.claims if c.article == counted.article]
        best = max(claims, key=lambda c: (_holds(c, quantity.mention), c.speaker == counted.speaker), default=None)
        if best is not None:
            self.add(node, "claim", format_iri(best.iri))
            at = Span(quantity.mention.start, quantity.mention.end)
            self.add(node, "sentence", format_text(evidence_sentence(self.text, best.claim.evidence or (at,), at)))


def _holds(claim: WorldClaim, mention: Mention) -> bool:
    return any(s.start <= mention.start and mention.end <= s.end for s in claim.claim.evidence)
