"""What the front page tells of an article, kept as the element it stands in: there is one for every article."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from kg.records import Article
from kg.views.page import render_part
from kg.views.wording import format_day


@dataclass(frozen=True, slots=True)
class Card:
    """One article. `day` is the ordinal of its day, 0 without one; `element` is safe to insert."""

    day: int
    name: str
    is_cited: bool
    element: str


def card_of(article: Article, page: str, events: int) -> Card:
    """Return the card of an article that tells of so many events."""
    day = format_day(article.published) if article.published else "no date"
    element = render_part(
        "card.html",
        title=article.title or article.name,
        page=page,
        events=events,
        source=f"{article.publisher} · {day}" if article.publisher else day,
    )
    return Card(article.published.toordinal() if article.published else 0, article.name, article.is_cited, element)


def join_cards(cards: Iterable[tuple[str, Card]]) -> Markup:
    """Return the elements of the cards, which come with their digests, newest first."""
    order = sorted(cards, key=lambda c: (-c[1].day, c[1].name, c[0]))
    return Markup("".join(card.element for _, card in order))


def pack_card(card: Card) -> bytes:
    """Return a card as bytes that `unpack_card` reads."""
    return json.dumps((card.day, card.name, card.is_cited, card.element)).encode("ascii")


def unpack_card(data: bytes) -> Card:
    """Return what `pack_card` packed."""
    return Card(*json.loads(data))
