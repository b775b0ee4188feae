"""Titles beside people's names: which words name the office, whose office it is, and the Position they speak of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.cast import Cast, Figure, Place
from kg.extract.phrases import children, of_complement, phrase_start
from kg.language.analysis import Sentence, Token
from kg.ontology.known import fold, name_key
from kg.ontology.names import Names

MAX_WORDS = 5
PAST = frozenset(("former", "ex", "ex-", "late", "ousted", "deposed", "retired", "exiled"))
BETWEEN = frozenset(("ADP", "DET", "PROPN", "NOUN", "ADJ", "CCONJ", "PART", "PUNCT"))


@dataclass(frozen=True, slots=True)
class Title:
    """A title and its bearer. Tokens `first`..`last` are the whole phrase, `core_first`..`core_last` the office alone.

    `office` is the folded core phrase, `owner` whose it is (a country, body or person), `former` true for past offices.
    """

    person: Figure | None
    sentence: int
    first: int
    last: int
    core_first: int
    core_last: int
    office: str
    owner: Figure | None
    former: bool


class TitleReader:
    """Finds titles in one article's sentences."""

    def __init__(self, cast: Cast, names: Names) -> None:
        self.cast, self.names = cast, names
        self.sentences = cast.analysis.sentences

    def of_names(self) -> list[Title]:
        """Return the titles that stand before, after or in predication of people's names, in order of the text."""
        found: list[Title] = []
        for figure in [f for f in self.cast.figures if f.type == "Person"]:
            for place in [p for p in figure.places if p.mention.kind == "name"]:
                found.extend(self._around(figure, place))
        return sorted(found, key=lambda t: (t.sentence, t.first, t.last))

    def _around(self, figure: Figure, place: Place) -> Iterator[Title]:
        sentence = self.sentences[place.sentence]
        before = self.ending_at(sentence, self._before_comma(sentence, place), figure)
        if before is not None:
            if before.owner is None:
                before = replace(before, owner=self._owner_after(sentence, place))
            yield before
        head = place.head
        for i in (*children(sentence, head, "appos"), *self._right_after(sentence, place)):
            free = (sentence.index, i) not in self.cast.at or self.cast.at[sentence.index, i] is figure
            if free and not self._is_borne_by_other(sentence, place, i, figure):
                title = self.at_head(sentence, i, figure)
                if title is not None:
                    yield title
        above = sentence.tokens[head]
        if above.dep == "appos" and above.head >= 0 and above.head < place.first:
            title = self.at_head(sentence, above.head, figure)
            if title is not None and (before is None or title.core_first != before.core_first):
                yield title
        if above.dep == "nsubj" and above.head >= 0 and children(sentence, above.head, "cop"):
            title = self.at_head(sentence, above.head, figure)
            if title is not None:
                yield title

    def _before_comma(self, sentence: Sentence, place: Place) -> int:
        """Return the token before a name, over the comma of "Malaysia's Prime Minister, Najib Razak said"."""
        tokens, last = sentence.tokens, place.first - 1
        modifies = last > 0 and tokens[last].text == "," and tokens[last - 1].head == place.head
        return last - 1 if modifies and tokens[last - 1].dep in ("nmod:desc", "compound") else last

    def _right_after(self, sentence: Sentence, place: Place) -> Iterator[int]:
        """Yield the noun after the comma that the parse gives to the first of several: "A and B, an aide to C"."""
        first = sentence.tokens[place.head]
        if (
            first.dep == "conj"
            and place.last + 1 < len(sentence.tokens)
            and sentence.tokens[place.last + 1].text == ","
        ):
            beside = children(sentence, first.head, "appos")
            yield from (i for i in beside if nominal_start(sentence, i) == place.last + 2)

    def _is_borne_by_other(self, sentence: Sentence, place: Place, head: int, figure: Figure) -> bool:
        """Tell whether a title stands right before somebody else's name or right after it.

        "Hun Manet, government spokesman Jirayu", "A and the chief, B", "A and B, an aide to C".
        """
        tokens = sentence.tokens
        joined = any(t.upos == "CCONJ" for t in tokens[place.last + 1 : head])
        after = head + 2 if joined and head + 1 < len(tokens) and tokens[head + 1].text == "," else head + 1
        between = range(place.last + 1, nominal_start(sentence, head)) if joined else range(0)
        others = (self.cast.at.get((sentence.index, i)) for i in (after, *between))
        return any(other is not None and other is not figure and other.type == "Person" for other in others)

    def _owner_after(self, sentence: Sentence, place: Place) -> Figure | None:
        """Return whose office "President Volodymyr Zelenskyy of Ukraine" is."""
        tokens = sentence.tokens
        at = place.last + 1
        if at + 1 >= len(tokens) or tokens[at].text != "of":
            return None
        at += 2 if tokens[at + 1].text.lower() == "the" and at + 2 < len(tokens) else 1
        figure = self.cast.at.get((sentence.index, at))
        return (
            figure if figure is not None and figure.type in ("Country", "InternationalOrganization", "Region") else None
        )

    def ending_at(self, sentence: Sentence, last: int, figure: Figure | None) -> Title | None:
        """Return the title phrase that ends right before a name: "Secretary of State", "Russia's foreign minister"."""
        tokens = sentence.tokens
        if last >= 0 and figure is not None and (tokens[last].text == "," or tokens[last].upos == "CCONJ"):
            return None
        core = self._core_ending(sentence, last)
        if core is not None:
            return self._title(sentence, core[0], core[1], last, figure)
        for i in range(last - 1, max(-1, last - 16), -1):
            if tokens[i].upos not in BETWEEN or tokens[i].text in (";", ":", "(", ")", '"', "“"):
                return None
            standing = self.cast.at.get((sentence.index, i))
            if standing is not None and standing is not figure and standing.type == "Person":
                return None  # "Secretary of State Antony Blinken assured Ali": his, not Ali's
            if tokens[i + 1].text.lower() in ("of", "for", "to") and i + 1 < last:
                core = self._core_ending(sentence, i)
                if core is not None and tokens[core[0]].text[:1].isupper():
                    return self._title(sentence, core[0], core[1], last, figure)
        return None

    def at_head(self, sentence: Sentence, head: int, figure: Figure | None) -> Title | None:
        """Return the title phrase a noun heads, its of-phrase included; None when the noun is no title."""
        core = self._core_ending(sentence, head)
        if core is None:
            return None
        last = head
        nearest = next((i for i in children(sentence, head, "nmod") if i > head), None)
        if nearest is not None and sentence.tokens[nearest - 1].upos in ("ADP", "DET", "PROPN", "ADJ", "NOUN"):
            last = self._complement_end(sentence, nearest)
            served = self._person_within(sentence, head + 1, last, figure)
            if served is not None:  # "an aide to President Ilham Aliyev": his, and no part of the office
                return replace(self._title(sentence, core[0], core[1], head, figure), owner=served)
            stretch = sentence.tokens[head + 1 : last + 1]
            if any(t.upos not in BETWEEN or t.upos == "PUNCT" for t in stretch) or stretch[0].lemma not in (
                "of",
                "for",
                "to",
            ):
                last = head
        return self._title(sentence, core[0], core[1], last, figure)

    def _complement_end(self, sentence: Sentence, head: int) -> int:
        """Return the last word of the phrase after "of": coordinate nouns, and an of-phrase of its own."""
        last = max([head, *(i for i in children(sentence, head, "flat", "compound", "conj") if i > head)])
        inner = of_complement(sentence, head)
        return last if inner is None or inner < last else self._complement_end(sentence, inner)

    def _person_within(self, sentence: Sentence, first: int, last: int, bearer: Figure | None) -> Figure | None:
        found = (self.cast.at.get((sentence.index, i)) for i in range(first, last + 1))
        return next((f for f in found if f is not None and f is not bearer and f.type == "Person"), None)

    def _core_ending(self, sentence: Sentence, last: int) -> tuple[int, int] | None:
        """Return the longest title phrase of the word lists that ends at a token."""
        tokens = sentence.tokens
        best = None
        for size in range(1, MAX_WORDS + 1):
            first = last - size + 1
            if first < 0:
                break
            phrase = fold(" ".join(t.text for t in tokens[first : last + 1])).replace(" - ", "-")
            if self.names.has("title", phrase):
                best = first
        if (
            best is None
            and last >= 0
            and self.names.has("title", tokens[last].lemma)
            and tokens[last].upos in ("NOUN", "PROPN")
        ):
            best = last
        return (best, last) if best is not None else None

    def _title(self, sentence: Sentence, core_first: int, core_last: int, last: int, figure: Figure | None) -> Title:
        tokens = sentence.tokens
        first, former = core_first, fold(tokens[core_first].text) in PAST
        owner: Figure | None = None
        while first > 0:
            word = tokens[first - 1]
            if word.text == "-" and first > 1 and self.names.has("titleModifier", tokens[first - 2].text + "-"):
                first -= 2
                former = True
            elif self._modifies(word, tokens[core_last]) and word.upos in ("ADJ", "NOUN", "PROPN", "ADV", "VERB"):
                first -= 1
                former = former or fold(word.text) in PAST
            else:
                break
        core_start = first
        inner = self._owner_inside(sentence, core_last + 1, last)
        if (
            core_last < last
            and tokens[core_last + 1].text.lower() in ("for", "to")
            and self._represents(tokens[core_last])
        ):
            inner = None  # an envoy to Sudan is not Sudan's
        if inner is not None:
            owner = inner
        found = self._owner_before(sentence, first)
        if found is not None and found[1].type not in ("Country", "Person") and self._represents(tokens[core_last]):
            outer = self._owner_before(sentence, found[0])  # "Britain's UN ambassador"
            found = outer if outer is not None and outer[1].type == "Country" else found
        if found is not None and (owner is None or found[1].type == "Country"):
            first = found[0]
            owner = owner or found[1]
            while first > 0 and self._qualifies(sentence, first - 1):  # "the former Peruvian president"
                first -= 1
                former = former or fold(tokens[first].text) in PAST
        office = fold(" ".join(t.text for t in tokens[core_first : core_last + 1])).replace(" - ", "-")
        if core_last < last and tokens[core_last + 1].text.lower() == "of" and inner is None:
            office = fold(" ".join(t.text for t in tokens[core_first : last + 1]))
        return Title(
            figure, sentence.index, first, last, core_start, last if inner is None else core_last, office, owner, former
        )

    def _represents(self, head: Token) -> bool:
        return self.names.has("envoyNoun", head.text) or self.names.has("envoyNoun", head.lemma)

    def _modifies(self, word: Token, head: Token) -> bool:
        """Tell whether a word belongs to the title behind it; a spokesman's "military" is who he speaks for."""
        if self.names.has("spokesNoun", head.text):
            return word.lemma.lower() in ("former", "chief", "deputy", "senior", "top", "principal")
        return self.names.has("titleModifier", word.text)

    def _qualifies(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a word before whose office it is tells that it is past or acting: "former", "acting"."""
        return fold(sentence.tokens[at].text) in PAST or self.names.has("qualifier", sentence.tokens[at].text)

    def _owner_inside(self, sentence: Sentence, start: int, last: int) -> Figure | None:
        for i in range(start, last + 1):
            figure = self.cast.at.get((sentence.index, i))
            if figure is not None and figure.type != "Person":
                return figure
        return None

    def _owner_before(self, sentence: Sentence, first: int) -> tuple[int, Figure] | None:
        """Return where an owner before a title starts and who it is: "Russian", "Russia's", "U.S.", "Putin"."""
        at = first - 1
        if at < 0:
            return None
        possessive = sentence.tokens[at].dep == "case" and sentence.tokens[at].upos == "PART"
        if possessive:
            at -= 1
        for size in (3, 2, 1):
            start = at - size + 1
            if start >= 0 and not possessive:
                words = self.cast.article.text[sentence.tokens[start].start : sentence.tokens[at].end]
                slug = self.names.adjectives.get(name_key(words))
                if slug is not None:
                    return start, self._thing(slug)
        figure = self.cast.at.get((sentence.index, at))
        if figure is None:
            return None
        if figure.type == "Person" and not possessive and sentence.tokens[at].head < first:
            return None
        start = at
        while start > 0 and self.cast.at.get((sentence.index, start - 1)) is figure:
            start -= 1
        return start, figure

    def _thing(self, slug: str) -> Figure:
        known = self.names.known[slug]
        return self.cast.add(known.type, known.label, slug, self.names.country_of(slug))


def position_label(title: Title, text: str, names: Names) -> str:
    """Return the label of a Position: "Foreign Minister of the Netherlands", "NATO Secretary General"."""
    words = [w if w.lower() in ("of", "the", "for", "and", "to", "in") else w[:1].upper() + w[1:] for w in text.split()]
    office = " ".join(words)
    if title.owner is None:
        return office
    if title.owner.type == "Country":
        article = any(names.has("articleCountry", w) for w in title.owner.label.split())
        return f"{office} of {'the ' if article else ''}{title.owner.label}"
    return f"{title.owner.label} {office}"


def phrase_text(cast: Cast, sentence: Sentence, first: int, last: int) -> str:
    """Return the text of tokens `first` to `last`."""
    return cast.article.text[sentence.tokens[first].start : sentence.tokens[last].end]


def nominal_start(sentence: Sentence, head: int) -> int:
    """Return where the phrase of a nominal begins, its determiner included."""
    return phrase_start(sentence, head)
