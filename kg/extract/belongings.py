"""What belongs to what: places in larger places, bodies to countries and to larger bodies, as the words say."""

from collections.abc import Iterator

from kg.extract.layers import Referent, Referents
from kg.extract.phrases import is_plural, owner
from kg.language.analysis import Sentence
from kg.ontology.known import name_key
from kg.ontology.names import Names

OWNED = frozenset(("ArmedForce", "GovernmentBody", "MediaOrganization", "LegalDocument", "Organization"))
OWNERS = frozenset(("ArmedForce", "GovernmentBody", "InternationalOrganization"))
INNER = frozenset(("City", "Region", "District", "Facility", "Place"))
OUTER = frozenset(("Country", "Region"))
BODY_LISTS = ("forceNoun", "bodyNoun", "mediaNoun")

Belonging = tuple[str, str, str]  # what, to what, the rule that says so


class Belongings:
    """Reads who owns whom off the phrases of one article."""

    def __init__(self, referents: Referents, names: Names) -> None:
        self.referents, self.names = referents, names
        self.things = {r.id: r for r in referents.referents}
        self.states = {r.known: r for r in referents.referents if r.type == "Country" and r.known is not None}

    def read(self, sentence: Sentence) -> Iterator[Belonging]:
        """Yield what one sentence says belongs to what, in order of its words."""
        for i, token in enumerate(sentence.tokens):
            me = self._at(sentence, i)
            if me is None:
                continue
            if token.upos in ("NOUN", "PROPN"):
                yield from self._owned(sentence, i, me)
            if me.type in INNER and sentence.zone == "body" and self._at(sentence, i + 1) is not me:
                yield from self._lies(sentence, i, me)
            if me.type == "GovernmentBody" and self._at(sentence, i - 1) is not me:
                yield from self._named_after(me)

    def _at(self, sentence: Sentence, token: int | None) -> Referent | None:
        found = self.referents.at.get((sentence.index, token)) if token is not None else None
        return self.things[found] if found is not None else None

    def _owned(self, sentence: Sentence, head: int, me: Referent) -> Iterator[Belonging]:
        """Yield "Ukraine's air force", "the army's Northern Command", "Unifil, the UN's peacekeeping force"."""
        who = owner(sentence, head)
        while who is not None and self._at(sentence, who) is me:  # "China's People's Liberation Army"
            who = owner(sentence, who)
        whose = self._at(sentence, who)
        if who is None or whose is None or whose.id == me.id:
            return
        stated = sentence.tokens[who].upos != "PRON" or me.type == "LegalDocument"
        if whose.type == "Country" and me.type in OWNED and stated and self._is_body(sentence, head, me):
            yield me.id, whose.id, "owner"
        named = any(m.kind == "name" for m in me.mentions)
        if whose.type in OWNERS and me.type in (OWNED | OWNERS) and named and stated:
            yield me.id, whose.id, "owner:body"

    def _is_body(self, sentence: Sentence, head: int, me: Referent) -> bool:
        """Tell whether an owned noun is a body of its own and no passing description."""
        word = sentence.tokens[head]
        if me.type == "LegalDocument":
            return word.lemma.lower() in ("constitution", "law")
        if self.names.has("genericBody", word.lemma):
            return False
        two = f"{sentence.tokens[head - 1].text} {word.text}" if head else word.text
        phrases = (word.lemma, word.text, two)
        return not is_plural(sentence, head) and any(self.names.has(k, w) for k in BODY_LISTS for w in phrases)

    def _named_after(self, me: Referent) -> Iterator[Belonging]:
        """Yield a body named with its country: "Greek Ministry of Culture", "US State Department"."""
        for mention in me.mentions:
            key = name_key(mention.text) if mention.kind == "name" else ()
            for size in (3, 2, 1):
                slugs = self._countries(key[:size]) if len(key) > size else ()
                for slug in slugs:
                    if slug in self.states:
                        yield me.id, self.states[slug].id, "named after"

    def _countries(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """Return the countries an adjective or the front of a name may mean."""
        found = self.names.adjectives.get(key)
        return (found,) if found is not None else self.names.forms.get(key, ())

    def _lies(self, sentence: Sentence, last: int, me: Referent) -> Iterator[Belonging]:
        """Yield "Aleppo, Syria" and "Akrotiri in Cyprus": a place right before a larger one that may hold it."""
        tokens = sentence.tokens
        if last + 2 >= len(tokens) or tokens[last + 1].text.lower() not in (",", "in"):
            return
        if last < 3 and tokens[last].text.isupper():  # a dateline: "SURIN, Thailand, July 27 -"
            return
        outer = self._at(sentence, last + 2)
        if outer is None or outer.type not in OUTER or not any(m.kind == "name" for m in me.mentions):
            return
        named = any(m.kind == "name" and m.start == tokens[last + 2].start for m in outer.mentions)
        end = last + 2
        while self._at(sentence, end + 1) is outer:
            end += 1
        if named and not self._goes_on(sentence, end + 1) and self._may_hold(outer, me):
            yield me.id, outer.id, "lies in"

    def _goes_on(self, sentence: Sentence, after: int) -> bool:
        """Tell whether the larger place is but an item of a list ("Paris, France and Spain") or an owner of more."""
        tokens = sentence.tokens
        if after >= len(tokens):
            return False
        beyond = self._at(sentence, after + 1)
        place = beyond is not None and beyond.type in INNER | OUTER
        owning = tokens[after].upos == "PART" or tokens[after].text in ("'s", "’s")
        return owning or (place and (tokens[after].text == "," or tokens[after].upos == "CCONJ"))

    def _may_hold(self, outer: Referent, inner: Referent) -> bool:
        """Tell whether the names data puts a place in another, or knows nothing of where it lies."""
        if outer.id == inner.id or outer.type == inner.type:
            return outer.id != inner.id and inner.known is None
        if inner.known is None:
            return True
        chain, country = self.names.within(inner.known), self.names.country_of(inner.known)
        regions = [k for k in chain if self.names.known[k].type == "Region"]
        unsaid = not regions and outer.country is not None and outer.country == country
        return outer.known is None or outer.known in chain or country == outer.known or unsaid
