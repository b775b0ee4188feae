"""conflicts.html: accounts that cannot all hold, side by side, each with its words and its source."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.records import Span
from kg.resolve.world import Conflict, WorldClaim, WorldEvent, WorldQuantity
from kg.views.page import render
from kg.views.shown import Shown
from kg.views.wording import format_day, format_when

_KINDS = {"status": "Affirmed and denied", "figure": "Different figures", "version": "Rival versions"}


@dataclass(frozen=True, slots=True)
class Account:
    """One source's side: its sentence, who speaks, and where it stands."""

    text: str
    who: str
    article: str
    day: str
    page: str


@dataclass(frozen=True, slots=True)
class Side:
    """What several accounts agree on: a heading and the accounts."""

    head: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """One conflict for a reader. `anchor` is its place on the page."""

    anchor: str
    kind: str
    head: str
    when: str
    status: str
    sides: tuple[Side, ...]


def find_disputes(shown: Shown) -> tuple[Dispute, ...]:
    """Return the conflicts of a world in its order, with what each side says."""
    labels, teller = shown.labels, _Teller(shown)
    found = []
    for number, conflict in enumerate(shown.conflicts, 1):
        told = [shown.events[iri] for iri in conflict.events if iri in shown.events]
        if told:
            first = told[0]
            found.append(
                Dispute(
                    f"c{number}",
                    _KINDS.get(conflict.kind, conflict.kind),
                    " / ".join(dict.fromkeys(e.label or labels.term(e.type) for e in told)),
                    format_when(first.time, first.time_basis, first.is_lasting),
                    first.status,
                    teller.sides(conflict, told),
                )
            )
    return tuple(found)


def conflicts_page(disputes: Sequence[Dispute], title: str) -> str:
    """Return conflicts.html."""
    return render("conflicts.html", title=title, page="conflicts", disputes=disputes)


def _join(accounts: Sequence[Account]) -> tuple[Account, ...]:
    """Two speakers in one sentence are one account with both names."""
    joined: dict[tuple[str, str, str, str], list[str]] = {}
    for a in accounts:
        joined.setdefault((a.text, a.article, a.day, a.page), []).append(a.who)
    return tuple(Account(key[0], ", ".join(dict.fromkeys(who)), *key[1:]) for key, who in joined.items())


class _Teller:
    def __init__(self, shown: Shown) -> None:
        self.shown, self.labels = shown, shown.labels

    def sides(self, conflict: Conflict, events: Sequence[WorldEvent]) -> tuple[Side, ...]:
        wanted = set(conflict.claims)
        sides: dict[str, list[Account]] = {}
        for event in events:
            for quantity in event.quantities:
                if quantity.iri in wanted:
                    q = quantity.quantity
                    head = f"{self.labels.term(q.measure)}: {q.mention.text}"
                    sides.setdefault(head, []).append(self.figure(event, quantity))
            for claim in event.claims:
                if claim.iri in wanted:
                    head = "Denied" if claim.claim.polarity == "Negative" else "Affirmed"
                    if conflict.kind == "version":
                        head = event.label or self.labels.term(event.type)
                    sides.setdefault(head, []).append(self.account(claim))
        return tuple(Side(head, _join(accounts)) for head, accounts in sides.items())

    def account(self, claim: WorldClaim) -> Account:
        return self._account(claim.article, claim.claim.evidence, claim.speaker)

    def figure(self, event: WorldEvent, quantity: WorldQuantity) -> Account:
        """The sentence with the figure: of this article's claims the evidence that holds it, else the figure alone."""
        mention = quantity.quantity.mention
        spans = [s for c in event.claims if c.article == quantity.article for s in c.claim.evidence]
        holding = tuple(s for s in dict.fromkeys(spans) if s.start <= mention.start and mention.end <= s.end)
        return self._account(quantity.article, holding or (Span(mention.start, mention.end),), quantity.speaker)

    def _account(self, digest: str, spans: Sequence[Span], speaker: str | None) -> Account:
        named = self.shown.entities.get(speaker) if speaker else None
        who = (named.label if named else speaker) or "The article itself"
        article = self.shown.articles.get(digest)
        if article is None:
            return Account("", who, "recorded by a decision", "", "")
        text = " … ".join(article.text[s.start : s.end] for s in spans)
        place = f"#p{spans[0].start}-{spans[0].end}" if spans else ""
        day = format_day(article.published) if article.published else "no date"
        source = " · ".join(x for x in (article.title or article.name, article.publisher) if x)
        return Account(text, who, source, day, self.shown.pages[digest] + place)
