"""The article's cast while it is being read: figures that grow by mentions, frozen into Referents at the end."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.layers import Referent, Referents
from kg.identifiers import slug
from kg.language.analysis import Analysis, Sentence
from kg.records import Article, Mention

BODIES = frozenset(("GovernmentBody", "ArmedForce", "Organization", "MediaOrganization"))
KIND_ORDER = {"name": 0, "nominal": 1, "adjective": 2, "pronoun": 3}


@dataclass(frozen=True, slots=True)
class Place:
    """One mention in its sentence: tokens `first`..`last`, `head` the token that stands for it."""

    mention: Mention
    sentence: int
    first: int
    last: int
    head: int


@dataclass(eq=False, slots=True)
class Figure:
    """One thing of the article while its mentions are being gathered."""

    number: int
    type: str
    label: str
    known: str | None = None
    country: str | None = None
    description: str | None = None
    gender: str | None = None
    plural: bool = False
    animate: bool = False  # a description of people or of a body that acts
    key: str = ""  # what later words are compared with: a head phrase, an acronym
    places: list[Place] = field(default_factory=list)

    @property
    def named(self) -> bool:
        """Whether some mention is a name."""
        return any(p.mention.kind == "name" for p in self.places)

    def first_start(self) -> int:
        """Where it is first mentioned."""
        return min(p.mention.start for p in self.places)


_ACTING = BODIES | {"Person", "Country"}


class Cast:
    """All figures of one article and which token stands for which."""

    def __init__(self, article: Article, analysis: Analysis) -> None:
        self.article, self.analysis = article, analysis
        self.figures: list[Figure] = []
        self.at: dict[tuple[int, int], Figure] = {}
        self._known: dict[str, Figure] = {}
        self._order: list[tuple[int, ...]] = []  # every mention by sentence and first token
        self._entries: dict[tuple[int, ...], tuple[Figure, Place]] = {}
        self._owned: list[tuple[tuple[str, ...], str, Figure]] = []

    def add(self, type_: str, label: str, known: str | None = None, country: str | None = None) -> Figure:
        """Return a new figure, or the one that stands for a known thing already."""
        if known is not None and known in self._known:
            return self._known[known]
        figure = Figure(len(self.figures), type_, label, known, country)
        self.figures.append(figure)
        if known is not None:
            self._known[known] = figure
        return figure

    def of_known(self, known: str) -> Figure | None:
        """Return the figure of a known thing, if the article has it."""
        return self._known.get(known)

    def settle(self, figure: Figure, known: str) -> None:
        """Note that a figure is a certain known thing."""
        figure.known = known
        self._known.setdefault(known, figure)

    def note_owned(self, words: tuple[str, ...], owner: str | None, figure: Figure) -> None:
        """Remember a body by its own words and its country: ("defense", "ministry") of Russia."""
        self._owned.append((words, owner or "", figure))

    def find_owned(self, words: tuple[str, ...], owner: str | None) -> Figure | None:
        """Return the body with these words of a country, or, where none is told, the one spoken of last."""
        same = [(o, f) for w, o, f in reversed(self._owned) if w == words]
        if owner is None:
            return same[0][1] if same else None
        return next((f for o, f in same if o == owner), None) or next((f for o, f in same if not o), None)

    def put(
        self,
        figure: Figure,
        sentence: Sentence,
        first: int,
        last: int,
        kind: str,
        head: int,
        span: tuple[int, int] | None = None,
    ) -> None:
        """Add a mention of tokens `first`..`last`; a name takes all its tokens, anything else its head word."""
        start, end = span if span is not None else (sentence.tokens[first].start, sentence.tokens[last].end)
        mention = Mention(start, end, self.article.text[start:end], kind)
        if any(p.mention.start == start and p.mention.end == end for p in figure.places):
            return
        place = Place(mention, sentence.index, first, last, head)
        figure.places.append(place)
        key = (sentence.index, first, -figure.number, start, end)
        if key not in self._entries:
            insort(self._order, key)
        self._entries[key] = (figure, place)
        for token in range(first, last + 1) if kind == "name" else (head,):
            self.at.setdefault((sentence.index, token), figure)

    def stand(self, sentence: int, token: int, figure: Figure) -> None:
        """Let a token stand for a figure, whatever it stood for before."""
        self.at[sentence, token] = figure

    def mentions_before(self, sentence: int, token: int) -> Iterator[tuple[Figure, Place]]:
        """Yield (figure, place) of every mention before a token, nearest first."""
        for at in range(bisect_left(self._order, (sentence, token)) - 1, -1, -1):
            yield self._entries[self._order[at]]

    def freeze(self) -> Referents:
        """Return the Referents: figures with a mention, in order of the text, each with an id of its own."""
        living = sorted((f for f in self.figures if f.places), key=lambda f: (f.first_start(), f.number))
        ids: dict[int, str] = {}
        taken: Counter[str] = Counter()
        for figure in sorted(living, key=lambda f: (f.known is None, f.first_start(), f.number)):
            base = figure.known or slug(figure.label)
            taken[base] += 1
            ids[figure.number] = base if taken[base] == 1 else f"{base}.{taken[base]}"
        referents = tuple(
            Referent(
                id=ids[f.number],
                type=_final_type(f),
                label=f.label,
                mentions=tuple(
                    sorted((p.mention for p in f.places), key=lambda m: (m.start, m.end, KIND_ORDER[m.kind]))
                ),
                known=f.known,
                country=f.country,
                description=f.description,
                animate=f.animate or f.named or f.known is not None or f.type in _ACTING,
            )
            for f in living
        )
        at = {place: ids[f.number] for place, f in sorted(self.at.items()) if f.number in ids}
        return Referents(referents, at)


def _final_type(figure: Figure) -> str:
    """Return the class a figure is printed with: who is only described, and nobody's in particular, is a Group."""
    nobody = figure.known is None and not figure.named
    if nobody and (figure.type == "Person" or (figure.type in BODIES and figure.country is None)):
        return "Group"
    return figure.type
