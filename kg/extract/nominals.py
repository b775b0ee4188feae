"""Nouns that stand for things: what a phrase describes, whether it was named before, and its referent if not."""

from kg.extract.cast import Cast, Figure
from kg.extract.descriptions import complement_end, describe, document_number, weapon_start
from kg.extract.phrases import (
    children,
    determiner,
    is_plural,
    of_complement,
    owner,
    phrase_end,
    phrase_start,
    preposition,
)
from kg.extract.rolenouns import RoleNouns
from kg.language.analysis import Sentence
from kg.ontology.known import fold, name_key
from kg.ontology.names import Names

# word list -> class; the first list that has a phrase decides
KINDS = (
    ("weaponNoun", "Weapon"),
    ("documentNoun", "LegalDocument"),
    ("forceNoun", "ArmedForce"),
    ("bodyNoun", "GovernmentBody"),
    ("mediaNoun", "MediaOrganization"),
    ("facilityNoun", "Facility"),
    ("organisationNoun", "Organization"),
    ("cityNoun", "City"),
    ("regionNoun", "Region"),
    ("districtNoun", "District"),
    ("placeNoun", "Place"),
)
FAMILIES = {
    **dict.fromkeys(("Country", "City", "Region", "District", "Facility", "Place"), "place"),
    "Person": "person",
    "Position": "",
    "LegalDocument": "document",
    "Weapon": "weapon",
    "Group": "group",
}
DEFINITE = frozenset(("the", "this", "that", "these", "those", "'s", "both"))
POINTING = frozenset(("the", "this", "that"))
NEAR = 8  # sentences back that "the country" or "the ministry" reaches
SIDES = frozenset(("north", "south", "east", "west"))
_ARGUMENTS = ("nsubj", "obj", "iobj", "obl")
BODIES = frozenset(("GovernmentBody", "ArmedForce", "InternationalOrganization", "Organization", "MediaOrganization"))
# word lists whose words stand for any named thing of these classes, its name not holding the word
LOOSE = (
    ("leagueNoun", frozenset(("InternationalOrganization",))),
    ("movementNoun", frozenset(("ArmedForce", "Organization"))),
    ("companyNoun", frozenset(("Organization",))),
    ("outletNoun", frozenset(("MediaOrganization",))),
)


class Describer:
    """Reads the noun phrases of one article that are no names."""

    def __init__(self, cast: Cast, names: Names, roles: RoleNouns) -> None:
        self.cast, self.names, self.roles = cast, names, roles
        self.by_key: dict[tuple[str, ...], Figure] = {}

    def read(self, sentence: Sentence, head: int) -> None:
        """Settle what one noun stands for and add the mention."""
        word = sentence.tokens[head].text
        people = self.names.has("personNoun", word) or self.names.has("groupNoun", word)
        if self.names.has("timeNoun", word) or (self.names.has("notName", word) and not people):
            return
        if (sentence.index, head) in self.cast.at or self._is_part_of_title(sentence, head):
            return
        if self._is_union(sentence, head):
            self._name_union(sentence, head)
            return
        figure = (
            self._apposed(sentence, head)
            or self.roles.holder(sentence, head)
            or self._demonym(sentence, head)
            or self._backward(sentence, head)
        )
        first, last = phrase_start(sentence, head), phrase_end(sentence, head)
        if figure is not None and figure.type == "Person":
            self.roles.note(sentence, head, figure)
        if figure is None:
            number = document_number(sentence, head) if self.names.has("documentNoun", word) else None
            if number is not None:
                self._name_document(sentence, head, number)
                return
            figure = self._fresh(sentence, head)
            if figure.type == "Weapon":
                first = weapon_start(sentence, head, self.names)
        unnamed = figure.known is None and not figure.named and figure.type != "Weapon"
        if unnamed:
            last = max(last, complement_end(sentence, head, self.names))
        whole = ("Person", "GovernmentBody", "ArmedForce", "Organization", "Group", "City")
        end = last if unnamed or figure.type in whole else head
        self.cast.put(figure, sentence, first, end, "nominal", head)

    def _is_union(self, sentence: Sentence, head: int) -> bool:
        """Tell whether a noun written large is the name of an alliance: "the Coalition"."""
        token = sentence.tokens[head]
        large = head > 0 and token.text.istitle() and self.names.has("unionNoun", token.text)
        return large and determiner(sentence, head) == "the" and sentence.tokens[head - 1].text.lower() == "the"

    def _name_union(self, sentence: Sentence, head: int) -> None:
        """Add a mention of the alliance a word written large names: one named with that word, or its own."""
        word = fold(sentence.tokens[head].text)
        named = [f for f in self.cast.figures if f.named and f.type == "InternationalOrganization"
                 and word in fold(f.label).split()]  # fmt: skip
        key = ("union", word, "")
        figure = named[-1] if named else self.by_key.get(key)
        if figure is None:
            figure = self.by_key[key] = self.cast.add("InternationalOrganization", sentence.tokens[head].text)
        self.cast.put(figure, sentence, head, head, "name", head)

    def _name_document(self, sentence: Sentence, head: int, number: int) -> None:
        """Add a mention of the document its number names: "Security Council Resolution 2254", "Resolution 2254"."""
        first = phrase_start(sentence, head)
        while first < head and sentence.tokens[first].dep in ("det", "nmod:poss", "case"):
            first += 1
        key = ("number", fold(sentence.tokens[head].text), sentence.tokens[number].text)
        if key not in self.by_key:
            label = self.cast.article.text[sentence.tokens[first].start : sentence.tokens[number].end]
            self.by_key[key] = self.cast.add("LegalDocument", label)
        self.cast.put(self.by_key[key], sentence, first, number, "name", head)

    def _is_part_of_title(self, sentence: Sentence, head: int) -> bool:
        """Tell whether a noun is but part of a title or an address: "Secretary General", "Mr President"."""
        token = sentence.tokens[head]
        if token.dep not in ("compound", "nmod:desc", "nmod:unmarked") or token.head < 0:
            return head > 0 and self.names.has("honorific", sentence.tokens[head - 1].text)
        return self.names.has("title", token.text) and self.names.has("title", sentence.tokens[token.head].text)

    def _apposed(self, sentence: Sentence, head: int) -> Figure | None:
        """Return the named thing beside a description: "the news agency KCNA", "Tirana, the Albanian capital"."""
        token = sentence.tokens[head]
        near = [*children(sentence, head, "appos", "flat"), *([token.head] if token.dep == "appos" else [])]
        for i in near:
            figure = self.cast.at.get((sentence.index, i))
            if figure is None or not figure.named or figure.plural or is_plural(sentence, head):
                continue
            kind = self._kind(sentence, head, self.core(sentence, head), plural=False)
            if family(kind) == family(figure.type):
                return figure
        return None

    # countries and peoples ----------------------------------------------------------------------------------------

    def _demonym(self, sentence: Sentence, head: int) -> Figure | None:
        """Return the country "the Russians" stands for; people counted or bare are a group of their own.

        "The Russian" is the person of that country spoken of last.
        """
        if is_one_of_people(sentence, head, self.names):
            return self._countryman(sentence, head) if determiner(sentence, head) == "the" else None
        slug = self.names.demonyms.get((fold(sentence.tokens[head].text),))
        if slug is None or determiner(sentence, head) != "the" or children(sentence, head, "nummod"):
            return None
        known = self.names.known[slug]
        return self.cast.add(known.type, known.label, slug, slug)

    def _countryman(self, sentence: Sentence, head: int) -> Figure | None:
        """Return the person named last who holds an office of the country whose people a word tells."""
        slug = self.names.demonyms[f"{fold(sentence.tokens[head].text)}s",]
        for figure, place in self.cast.mentions_before(sentence.index, head):
            if sentence.index - place.sentence > NEAR:
                return None
            if figure.type == "Person" and not figure.plural and self.roles.serves(figure, slug):
                return figure
        return None

    def _backward(self, sentence: Sentence, head: int) -> Figure | None:
        """Return what "the country", "the capital" or "the ministry" points back to."""
        token, shown = sentence.tokens[head], determiner(sentence, head)
        word = token.lemma.lower()
        if is_plural(sentence, head) or shown not in (*DEFINITE, ""):
            return None
        whose = self.owner_of(sentence, head)
        if word in ("side", "leadership") and whose is not None and whose.type == "Country":
            return whose
        if not shown:
            return None
        if word == "capital" and whose is not None and whose.type == "Country" and whose.known is not None:
            capital = self.names.known[whose.known].capital
            if capital is not None:
                known = self.names.known[capital]
                return self.cast.add(known.type, known.label, capital, whose.known)
        if word in SIDES and shown == "the":
            return self._half(word)
        bare = shown in POINTING and not children(sentence, head, "amod", "compound", "nmod")
        if not bare:
            return None
        if self.names.has("ownCountryNoun", word):
            return self._last(sentence, head, frozenset(("Country",)), "")
        if self.names.has("cityNoun", word):
            return self._last(sentence, head, frozenset(("City",)), "")
        if self.names.has("regionNoun", word) or word in ("peninsula", "island", "enclave"):
            return self._last(sentence, head, frozenset(("Region",)), "")
        if any(self.names.has(k, word) for k in ("bodyNoun", "forceNoun", "organisationNoun", "leagueNoun")):
            return self._last(sentence, head, BODIES, word)
        return None

    def _half(self, word: str) -> Figure | None:
        """Return the country "the South" means where the article names it: South Korea, South Sudan."""
        for figure in self.cast.figures:
            label = fold(figure.label).split()
            if figure.type == "Country" and figure.places and len(label) == 2 and label[0] == word:
                return figure
        return None

    def _last(self, sentence: Sentence, head: int, kinds: frozenset[str], word: str) -> Figure | None:
        """Return the thing of some classes named last, the word in its name unless its class tells enough."""
        loose = next((kinds for name, kinds in LOOSE if self.names.has(name, word)), frozenset())
        for figure, place in self.cast.mentions_before(sentence.index, head):
            if sentence.index - place.sentence > NEAR:
                return self._only(kinds) if not word else None
            if figure.type not in kinds or place.mention.kind not in ("name", "nominal") or figure.plural:
                continue
            if (
                word in ("", *fold(figure.label).split())
                or word in fold(place.mention.text).split()
                or (figure.type in loose and figure.named)
            ):
                return figure
        return None

    def _only(self, kinds: frozenset[str]) -> Figure | None:
        """Return the one named thing of some classes, where the article has but one."""
        named = [f for f in self.cast.figures if f.type in kinds and f.named]
        return named[0] if len(named) == 1 else None

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
        before = [i for i in children(sentence, head, "compound") if i < head]
        for near in (owner(sentence, head), *before, of_complement(sentence, head)):
            figure = self.cast.at.get((sentence.index, near)) if near is not None else None
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
        if kind in ("GovernmentBody", "ArmedForce"):
            named = self._named_body(sentence, head, core, country)
            if named is not None:
                return named
        label = describe(sentence, head, complement_end(sentence, head, self.names), self.cast.article.text)
        key = (kind, core, country or (whose.label if whose is not None else ""))
        shown = determiner(sentence, head)
        again = plural or shown in DEFINITE or shown == "" or kind in ("Weapon", "GovernmentBody", "ArmedForce")
        found = self.by_key.get(key) if again else None
        if found is None and again and shown in ("the", "this", "that", "these", "those", "its", "their", "his", "her"):
            found = next((f for (k, c, _), f in reversed(self.by_key.items()) if k == kind and c == core), None)
        if found is not None:
            return found
        if (
            kind in ("GovernmentBody", "ArmedForce")
            and whose is not None
            and whose.type == "Country"
            and whose.label not in label
        ):
            label = f"{core} of {whose.label}"
        figure = self.cast.add(kind, label, None, country)
        figure.plural, figure.key = plural, core
        figure.animate = self._is_animate(sentence, head)
        start = sentence.tokens[phrase_start(sentence, head)].start
        figure.description = self.cast.article.text[start : token.end]
        self.by_key[key] = figure
        return figure

    def _named_body(self, sentence: Sentence, head: int, core: str, country: str | None) -> Figure | None:
        """Return the body of a country that was named in capitals: "the foreign ministry" after "Foreign Ministry"."""
        if country is None and determiner(sentence, head) not in ("the", "this", "that"):
            return None
        return self.cast.find_owned(self.names.spelling_key(core), country)

    def core(self, sentence: Sentence, head: int) -> str:
        """Return the folded head phrase without owners: "air force", "ballistic missile"."""
        tokens = sentence.tokens
        parts = [i for i in children(sentence, head, "compound", "amod") if i < head and not self._is_name(sentence, i)]
        kept = [
            i for i in parts if (fold(tokens[i].text),) not in self.names.adjectives and tokens[i].dep == "compound"
        ]
        amod = [i for i in parts if tokens[i].dep == "amod" and self._listed(f"{tokens[i].text} {tokens[head].text}")]
        return " ".join(fold(tokens[i].lemma if i == head else tokens[i].text) for i in (*sorted((*kept, *amod)), head))

    def _is_name(self, sentence: Sentence, token: int) -> bool:
        figure = self.cast.at.get((sentence.index, token))
        return figure is not None and (figure.named or figure.type == "Country")

    def _listed(self, phrase: str) -> bool:
        return any(self.names.has(k, phrase) for k, _ in KINDS)

    def _is_animate(self, sentence: Sentence, head: int) -> bool:
        """Tell whether a noun names people or a body that acts."""
        token = sentence.tokens[head]
        words = (token.text, token.lemma)
        lists = ("groupNoun", "personNoun", "title", "kinship", "forceNoun", "nationNoun", "organisationNoun")
        return any(self.names.has(k, w) for k in lists for w in words) or (fold(token.text),) in self.names.demonyms

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
                    return name
            if names.has("title", phrase) or names.has("personNoun", phrase) or names.has("kinship", phrase):
                return "Group" if plural else "Person"
        return "Group"


def is_one_of_people(sentence: Sentence, head: int, names: Names) -> bool:
    """Tell whether a noun means one person by his people: "the Hungarian", "a Swede"; "the French" are many."""
    token = sentence.tokens[head]
    alone = token.xpos in ("NN", "NNP", "JJ") and token.dep.split(":")[0] in _ARGUMENTS
    bare = alone and not any(sentence.tokens[i].dep == "flat" for i in sentence.below[head])
    return bare and (f"{fold(token.text)}s",) in names.demonyms and determiner(sentence, head) in ("the", "a", "an")


def family(kind: str) -> str:
    """Return what sort of thing a class is: person, place, document, weapon, group, else body."""
    return FAMILIES.get(kind, "body")
