"""Role nominals: the person whom "the Russian leader" or "the minister" stands for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kg.extract.cast import Cast, Figure
from kg.extract.phrases import children, determiner, is_plural, owner
from kg.extract.titles import Title, TitleReader
from kg.language.analysis import Sentence
from kg.ontology.known import fold
from kg.ontology.names import Names

OWNERS = frozenset(("Country", "InternationalOrganization", "GovernmentBody", "Region"))
VAGUE = frozenset(("a", "an", "another", "any", "no", "some", "every", "each"))


class RoleNouns:
    """Finds the holders of offices that are named by the office alone."""

    def __init__(self, cast: Cast, names: Names, titles: TitleReader, held: Sequence[Title], day: date | None) -> None:
        self.cast, self.names, self.titles, self.held, self.day = cast, names, titles, held, day
        self.stated: list[Title] = []  # role nominals that tell office and owner in full

    def holder(self, sentence: Sentence, head: int) -> Figure | None:
        """Return the person "the Russian leader" or "the president" stands for."""
        if is_plural(sentence, head):
            return None
        title = self.titles.at_head(sentence, head, None)
        if title is None or title.core_first > head:
            return None
        named = self._name_beside(sentence, head)
        if named is not None:
            return named
        shown = determiner(sentence, head)
        if shown in VAGUE:
            return None
        of = title.owner or self._pronoun_owner(sentence, head)
        if title.former and shown != "the":
            return None
        return self._stated_holder(title, of, sentence, head) or self._office_holder(title, of, sentence, head)

    def _name_beside(self, sentence: Sentence, head: int) -> Figure | None:
        """Return the person whose name is in apposition to a title noun."""
        for i in children(sentence, head, "appos", "flat"):
            figure = self.cast.at.get((sentence.index, i))
            if figure is not None and figure.type == "Person":
                return figure
        return None

    def _pronoun_owner(self, sentence: Sentence, head: int) -> Figure | None:
        who = owner(sentence, head)
        return self.cast.at.get((sentence.index, who)) if who is not None else None

    def _stated_holder(self, title: Title, of: Figure | None, sentence: Sentence, head: int) -> Figure | None:
        """Return the person the article gave this office, the one named last before."""
        fitting: dict[int, Figure] = {}
        for other in self.held:
            if other.person is None or not self._same_office(other.office, title.office):
                continue
            if of is not None and not self._may_own(of, other):
                continue
            if title.former != other.former and title.former:
                continue
            fitting[other.person.number] = other.person
        if not fitting:
            return None
        return next((f for f, _ in self.cast.mentions_before(sentence.index, head) if f.number in fitting), None)

    def serves(self, person: Figure, country: str) -> bool:
        """Tell whether a person holds an office of a country, by the article or the names data."""
        if person.country == country or any(
            t.person is person and t.owner is not None and country in (t.owner.known, t.owner.country)
            for t in self.held
        ):
            return True
        offices = self.names.known[person.known].offices if person.known is not None else ()
        return any(self.names.country_of(t.of) == country or t.of == country for t in offices)

    def _may_own(self, of: Figure, other: Title) -> bool:
        """Tell whether a stated office may be one of this country or body."""
        if other.owner is not None:
            return of is other.owner or (of.country is not None and of.country == other.owner.country)
        person = other.person
        if person is None or person.known is None or not self.names.known[person.known].offices:
            return person is not None and person.country in (None, of.country)
        return any(
            self.names.country_of(t.of) == of.country or t.of == of.known
            for t in self.names.known[person.known].offices
        )

    def _same_office(self, one: str, other: str) -> bool:
        if one == other or (one.split()[-1] == other.split()[-1] and (" " not in one or " " not in other)):
            return True
        return any(one in k.forms and other in k.forms for k in self.names.offices.values())

    def _office_holder(self, title: Title, of: Figure | None, sentence: Sentence, head: int) -> Figure | None:
        """Return who held the office by the names data: people the article names first, then of the article's day."""
        leading = self.names.has("collectiveLeader", title.office)
        if of is not None and of.known is not None:
            of_slug = of.known if of.type != "City" else self.names.capital_country(of.known) or of.known
            for day in (self.day, None):
                holders = (
                    self.names.leaders(of_slug, day) if leading else self.names.holders(title.office, of_slug, day)
                )
                named = [f for h in holders for f in [self.cast.of_known(h.slug)] if f is not None and f.named]
                if named:
                    return self._latest(named, sentence, head)
                if day is not None and holders and not leading and not title.former and len(holders) == 1:
                    figure = self.cast.add("Person", holders[0].label, holders[0].slug)
                    figure.gender = holders[0].gender
                    return figure
            return None
        if of is not None:
            return None
        return next(
            (
                figure
                for figure, _ in self.cast.mentions_before(sentence.index, head)
                if figure.known is not None
                and figure.type == "Person"
                and self._held_now(figure.known, title.office, leading)
            ),
            None,
        )

    def _held_now(self, slug: str, office: str, leading: bool) -> bool:
        for term in self.names.known[slug].offices:
            kind = self.names.offices.get(fold(term.title))
            fits = kind is not None and (kind.leads if leading else office in kind.forms)
            if fits and (self.day is None or term.covers(self.day) or len(self.names.known[slug].offices) == 1):
                return True
        return False

    def _latest(self, people: Sequence[Figure], sentence: Sentence, head: int) -> Figure:
        for figure, _ in self.cast.mentions_before(sentence.index, head):
            if figure in people:
                return figure
        return people[0]

    def note(self, sentence: Sentence, head: int, figure: Figure) -> None:
        """Keep a role nominal that names office and owner in full, for it states who holds the office."""
        title = self.titles.at_head(sentence, head, figure)
        if title is None or title.former or self.names.has("collectiveLeader", title.office):
            return
        owner_ = title.owner or self._pronoun_owner(sentence, head)
        if owner_ is not None and owner_.type in OWNERS:
            self.stated.append(replace(title, owner=owner_))
