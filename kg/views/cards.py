"""What the front page tells of an article, kept as the element it stands in: there is one for every article."""

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from kg.records import Article
from kg.views.page import render_part
from kg.views.wording import format_day


class Card(NamedTuple):
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


def join_cards(cards: Mapping[str, Card]) -> Markup:
    """Return the elements of the cards, which come by digest, newest first."""
    order = sorted(cards.items(), key=lambda c: (-c[1].day, c[1].name, c[0]))
    return Markup("\n".join(card.element for _, card in order))
