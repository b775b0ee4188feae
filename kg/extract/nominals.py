"""Nouns that stand for things: what a phrase describes, whether it was named before, and its referent if not."""

from collections.abc import Sequence
from datetime import date

from kg.extract.cast import Cast, Figure
from kg.extract.phrases import children, determiner, is_plural, of_complement, owner, phrase_end, phrase_start, preposition
from kg.extract.titles import Title, TitleReader
from kg.language.analysis import Sentence
from kg.ontology.known import fold, name_key
from kg.ontology.names import Names

KINDS = (
    ("weaponNoun", "Weapon"), ("documentNoun", "LegalDocument"), ("forceNoun", "ArmedForce"), ("bodyNoun", "GovernmentBody"),
    ("mediaNoun", "MediaOrganization"), ("facilityNoun", "Facility"), ("organisationNoun", "Organization"), ("placeNoun", "Place"),
)  # fmt: skip
PLACE_TYPES = {"city": "City", "town": "City", "village": "City", "capital": "City", "region": "Region", "province": "Region",
               "oblast": "Region", "territory": "Region", "peninsula": "Region", "district": "District", "suburb": "District",
               "neighborhood": "District", "neighbourhood": "District"}  # fmt: skip
DEFINITE = frozenset(("the", "this", "that", "these", "those", "'s", "both"))
NEAR = 6  # sentences back that "the country" or "the ministry" reaches
PLACES = frozenset(("Country", "City", "Region", "District", "Facility", "Place"))
BODIES = frozenset(("GovernmentBody", "ArmedForce", "InternationalOrganization", "Organization", "MediaOrganization"))


class Describer:
    """Reads the noun phrases of one article that are no names."""

    def __init__(self, cast: Cast, names: Names, titles: TitleReader, held: Sequence[Title], day: date | None) -> None:
        self.cast, self.names, self.titles, self.held, self.day = cast, names, titles, held, day
        self.by_key: dict[tuple[str, ...], Figure] = {}

    def read(self, sentence: Sentence, head: int) -> None:
        """Settle what one noun stands for and add the mention."""
        if (sentence.index, head) in self.cast.at:
            return
        figure = self._titled(sentence, head) or self._demonym(sentence, head) or self._backward(sentence, head)
        first, last = phrase_start(sentence, head), phrase_end(sentence, head)
        if figure is None:
            figure = self._fresh(sentence, head)
        end = last if figure.type in ("Person", "GovernmentBody", "ArmedForce", "Organization", "Group", "City") else head
        self.cast.put(figure, sentence, first, end, "nominal", head)

    # role nominals ------------------------------------------------------------------------------------------------

    def _titled(self, sentence: Sentence, head: int) -> Figure | None:
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
        if shown in ("a", "an", "another", "any", "no", "some", "every", "each"):
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
            if of is not None and other.owner is not None and of is not other.owner and of.country != (other.owner.country or ""):
                continue
            if title.former != other.former and title.former:
                continue
            fitting[other.person.number] = other.person
        before = [f for f, p in self.cast.mentions_before(sentence.index, head) if f.number in fitting]
        return before[0] if before else None

    def _same_office(self, one: str, other: str) -> bool:
        if one == other or one.split()[-1] == other.split()[-1] and (" " not in one or " " not in other):
            return True
        return any(one in k.forms and other in k.forms for k in self.names.offices.values())

    def _office_holder(self, title: Title, of: Figure | None, sentence: Sentence, head: int) -> Figure | None:
        """Return who held the office by the names data: people the article names first, then of the article's day."""
        leading = self.names.has("collectiveLeader", title.office)
        if of is not None and of.known is not None:
            of_slug = of.known if of.type != "City" else self.names.capital_country(of.known) or of.known
            for day in (self.day, None):
                holders = self.names.leaders(of_slug, day) if leading else self.names.holders(title.office, of_slug, day)
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
        people = [
            figure
            for figure, _ in self.cast.mentions_before(sentence.index, head)
            if figure.known is not None and figure.type == "Person" and self._held_now(figure.known, title.office, leading)
        ]
        return people[0] if people else None

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

    # countries and peoples ----------------------------------------------------------------------------------------

    def _demonym(self, sentence: Sentence, head: int) -> Figure | None:
        """Return the country "the Russians" stands for; people counted or bare are a group of their own."""
        slug = self.names.demonyms.get((fold(sentence.tokens[head].text),))
        if slug is None or determiner(sentence, head) != "the" or children(sentence, head, "nummod"):
            return None
        known = self.names.known[slug]
        return self.cast.add(known.type, known.label, slug, slug)

    def _backward(self, sentence: Sentence, head: int) -> Figure | None:
        """Return what "the country", "the capital" or "the ministry" points back to."""
        token, shown = sentence.tokens[head], determiner(sentence, head)
        word = token.lemma.lower()
        if is_plural(sentence, head) or shown not in DEFINITE:
            return None
        whose = self.owner_of(sentence, head)
        if word == "capital" and whose is not None and whose.type == "Country" and whose.known is not None:
            capital = self.names.known[whose.known].capital
            if capital is not None:
                known = self.names.known[capital]
                return self.cast.add(known.type, known.label, capital, whose.known)
        bare = not any(children(sentence, head, r) for r in ("amod", "compound", "nmod")) and shown in ("the", "this", "that")
        if not bare:
            return None
        if self.names.has("countryNoun", word) and word not in ("side", "power", "regime", "state"):
            return self._last(sentence, head, frozenset(("Country",)), "")
        if word in ("city", "town", "village", "capital"):
            return self._last(sentence, head, frozenset(("City",)), "")
        if word in ("region", "province", "territory", "peninsula", "island", "enclave"):
            return self._last(sentence, head, frozenset(("Region",)), "")
        if word in ("group", "movement", "militia", "organization", "organisation", "party", "alliance", "bloc", "company", "agency",
                    "ministry", "department", "council", "parliament", "court", "commission", "committee", "army", "military",
                    "service", "force", "mission", "embassy", "union", "club", "body", "newspaper", "network", "bank", "fund"):  # fmt: skip
            return self._last(sentence, head, BODIES, word)
        return None

    def _last(self, sentence: Sentence, head: int, kinds: frozenset[str], word: str) -> Figure | None:
        """Return the thing of some classes named last; a head word must occur in its name unless the class tells enough."""
        loose = word in ("", "group", "organization", "organisation", "alliance", "bloc", "body", "movement", "club", "agency", "company")
        for figure, place in self.cast.mentions_before(sentence.index, head):
            if sentence.index - place.sentence > NEAR:
                return None
            if figure.type not in kinds or place.mention.kind not in ("name", "nominal") or figure.plural:
                continue
            if word in ("", *fold(figure.label).split()) or word in fold(place.mention.text).split() or (loose and figure.named):
                return figure
        return None

    # new things ---------------------------------------------------------------------------------------------------

    def owner_of(self, sentence: Sentence, head: int) -> Figure | None:
        """Return whose a described thing is: by adjective, possessive, name before it, or of-phrase."""
        tokens = sentence.tokens
        for i in children(sentence, head, "amod", "compound", "nmod:desc", "nmod:unmarked"):
            for first in (i - 1, i):
                if first >= 0:
                    words = self.cast.article.text[tokens[first].start : tokens[i].end]
                    slug = self.names.adjectives.get(name_key(words))
                    if slug is not None:
                        known = self.names.known[slug]
                        return self.cast.add(known.type, known.label, slug, self.names.country_of(slug))
        candidates = [owner(sentence, head), *(i for i in children(sentence, head, "compound") if i < head),
                      of_complement(sentence, head)]  # fmt: skip
        for i in candidates:
            figure = self.cast.at.get((sentence.index, i)) if i is not None else None
            if figure is not None:
                return figure
        return None

    def _fresh(self, sentence: Sentence, head: int) -> Figure:
        """Return the figure of a description: the one described so before where it is definite or general."""
        token = sentence.tokens[head]
        plural = is_plural(sentence, head)
        core = self.core(sentence, head)
        kind = self._kind(sentence, head, core, plural)
        whose = self.owner_of(sentence, head)
        country = None
        if whose is not None:
            country = whose.known if whose.type == "Country" else whose.country
        key = (kind, core, country or (whose.label if whose is not None else ""))
        shown = determiner(sentence, head)
        again = plural or shown in DEFINITE or shown == "" or kind in ("Weapon", "GovernmentBody", "ArmedForce")
        found = self.by_key.get(key) if again else None
        if found is None and again and shown in ("the", "this", "that", "these", "those", "its", "their", "his", "her"):
            found = next((f for (k, c, _), f in reversed(self.by_key.items()) if k == kind and c == core), None)
        if found is not None:
            return found
        first = phrase_start(sentence, head)
        words = [t for t in sentence.tokens[first : head + 1] if t.upos not in ("DET",) and t.dep != "nmod:poss" and t.text not in ("’s", "'s")]
        label = " ".join(t.text for t in words) or token.text
        if kind in ("GovernmentBody", "ArmedForce") and whose is not None and whose.type == "Country" and whose.label not in label:
            label = f"{core} of {whose.label}"
        figure = self.cast.add(kind, label[:1].upper() + label[1:], None, country)
        figure.plural, figure.key = plural, core
        figure.description = self.cast.article.text[sentence.tokens[first].start : token.end]
        self.by_key[key] = figure
        return figure

    def core(self, sentence: Sentence, head: int) -> str:
        """Return the folded head phrase without owners: "air force", "ballistic missile"."""
        tokens = sentence.tokens
        parts = [i for i in children(sentence, head, "compound", "amod") if i < head and (sentence.index, i) not in self.cast.at]
        kept = [i for i in parts if (fold(tokens[i].text),) not in self.names.adjectives and tokens[i].dep == "compound"]
        amod = [i for i in parts if tokens[i].dep == "amod" and self._listed(f"{tokens[i].text} {tokens[head].text}")]
        return " ".join(fold(tokens[i].lemma if i == head else tokens[i].text) for i in (*sorted((*kept, *amod)), head))

    def _listed(self, phrase: str) -> bool:
        return any(self.names.has(k, phrase) for k, _ in KINDS)

    def _kind(self, sentence: Sentence, head: int, core: str, plural: bool) -> str:
        names, token = self.names, sentence.tokens[head]
        last = token.lemma.lower()
        for phrase in dict.fromkeys((core, fold(token.text), last)):
            for kind, name in KINDS:
                if names.has(kind, phrase):
                    if name in ("GovernmentBody", "Organization") and plural:
                        return "Group"
                    if name == "Place" and preposition(sentence, head) == "" and phrase in ("side", "state"):
                        return "Group"
                    return PLACE_TYPES.get(last, name) if name == "Place" else name
            if names.has("title", phrase) or names.has("personNoun", phrase) or names.has("kinship", phrase):
                return "Group" if plural else "Person"
        return "Group"
