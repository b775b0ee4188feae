"""People: full names and what comes after them, surnames, given names and titles, told apart where they are shared."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kg.extract.cast import Cast, Figure
from kg.extract.gazetteer import NameSpan
from kg.extract.phrases import head_of
from kg.ontology.known import Known, fold, name_key
from kg.ontology.names import Names

SURNAME_FIRST = frozenset(
    ("China", "Taiwan", "North_Korea", "South_Korea", "Korea", "Vietnam", "North_Vietnam", "South_Vietnam", "Cambodia")
)
AFTER_OFFICE = timedelta(days=3650)  # a name alone still brings its last great bearer to mind for so long


class People:
    """Turns the name spans of people into figures of a cast."""

    def __init__(self, cast: Cast, names: Names, day: date | None) -> None:
        self.cast, self.names, self.day = cast, names, day
        self.full: list[tuple[tuple[str, ...], Figure, int]] = []  # pieces of a full name, who, where it stands

    def place_all(self, spans: Sequence[NameSpan]) -> None:
        """Add every span: full names first, because headlines name people before the text introduces them."""
        short = []
        for span in spans:
            if len(self._pieces(span)) > 1 or span.known:
                self._place_full(span)
            else:
                short.append(span)
        for span in short:
            self._place_short(span)

    def _pieces(self, span: NameSpan) -> tuple[str, ...]:
        """Return the folded parts of a name without the titles that are part of it."""
        words = span.text.split()
        while len(words) > 1 and any(self.names.has(k, words[0]) for k in ("nameTitle", "honorific", "title")):
            words = words[1:]
        if len(words) > 2 and fold(words[-1]) in ("jr", "sr"):
            words = words[:-1]
        return self.names.spelling_key(" ".join(words))

    def _put(self, figure: Figure, span: NameSpan) -> None:
        sentence = self.cast.analysis.sentences[span.sentence]
        head = head_of(sentence, range(span.first, span.last + 1))
        self.cast.put(figure, sentence, span.first, span.last, "name", head, (span.start, span.end))
        figure.gender = figure.gender or self._gender(span)

    def _place_full(self, span: NameSpan) -> None:
        pieces = self._pieces(span)
        known = [k for k in span.known if self.names.known[k].type == "Person"]
        figure = self.cast.of_known(known[0]) if known else None
        if figure is None:
            figure = self._same(pieces)
        if figure is None and known:
            figure = self.cast.add("Person", self.names.known[known[0]].label, known[0])
            figure.gender = self.names.known[known[0]].gender
        if figure is None:
            figure = self._known_variant(span, pieces) or self.cast.add("Person", span.text)
        self.full.append((pieces, figure, span.start))
        if figure.known is not None:
            for name in self.names.known[figure.known].names:
                self.full.append((self.names.spelling_key(name), figure, span.start))
        self._put(figure, span)

    def _same(self, pieces: tuple[str, ...]) -> Figure | None:
        """Return the person of the article with the same full name, middle names left out or in."""
        for other, figure, _ in self.full:
            tail = self.names.has("particle", pieces[0]) and other[-len(pieces) :] == pieces
            if (
                other == pieces
                or tail
                or (len(pieces) > 1 and len(other) > 1 and other[0] == pieces[0] and other[-1] == pieces[-1])
            ):
                return figure
        return None

    def _known_variant(self, span: NameSpan, pieces: tuple[str, ...]) -> Figure | None:
        """Return the known person whose first and last name these are, middle names aside."""
        for person in self.names.namesakes(" ".join(pieces)):
            for name in person.names:
                key = self.names.spelling_key(name)
                if len(key) > 1 and len(pieces) > 1 and key[0] == pieces[0] and key[-1] == pieces[-1]:
                    found = self.cast.add("Person", person.label, person.slug)
                    found.gender = person.gender
                    return found
        return None

    def _place_short(self, span: NameSpan) -> None:
        piece = self._pieces(span)
        bearers = list(dict.fromkeys(f for key, f, _ in self.full if self._is_surname(piece, key, f)))
        if not bearers:  # a given name: the spelling counts here, for Vladimir is not Volodymyr
            given = name_key(span.text)
            bearers = list(
                dict.fromkeys(f for key, f, _ in self.full if len(key) > 1 and name_key(f.label)[:1] == given)
            )
        figure = self._nearest(bearers, span) if bearers else None
        if figure is None:
            figure = self._famous(span, piece)
        if figure is None:
            figure = self.cast.add("Person", span.text)
            self.full.append((piece, figure, span.start))
        self._put(figure, span)

    def _is_surname(self, piece: tuple[str, ...], key: tuple[str, ...], figure: Figure) -> bool:
        """Tell whether a short form is the surname in a full name: its end, or its start where surnames lead."""
        if key == piece or key[-len(piece) :] == piece:
            return True
        leading = len(key) > 2 or (figure.known is not None and self._leads(figure.known))
        return key[0] == piece[0] and len(piece) == 1 and leading and self._eastern(key, figure)

    def _eastern(self, key: tuple[str, ...], figure: Figure) -> bool:
        return len(key[0]) <= 5 and (figure.known is None or self._leads(figure.known))

    def _leads(self, slug: str) -> bool:
        known = self.names.known[slug]
        return any(t.of in SURNAME_FIRST for t in known.offices) or (
            not known.offices and any("-" in n for n in known.names)
        )

    def _nearest(self, bearers: Sequence[Figure], span: NameSpan) -> Figure:
        """Return the bearer named last before a span, of the gender its title tells; the first where none precedes."""
        gender = self._gender(span)
        fitting = [f for f in bearers if gender is None or f.gender in (None, gender)] or list(bearers)
        before = [(max(p.mention.start for p in f.places if p.mention.start < span.start), f) for f in fitting
                  if any(p.mention.start < span.start for p in f.places)]  # fmt: skip
        return max(before, key=lambda b: b[0])[1] if before else fitting[0]

    def _famous(self, span: NameSpan, piece: tuple[str, ...]) -> Figure | None:
        """Return the known person a bare surname brings to mind: by the title before it, else by office and date."""
        pool = list(self.names.namesakes(span.text))
        pool = [
            p
            for p in pool
            if any(self.names.spelling_key(n)[-len(piece) :] == piece or self._eastern_known(p, piece) for n in p.names)
        ]
        titled = self._by_title(pool, span)
        chosen = titled or self._by_date(pool)
        if chosen is None:
            return None
        figure = self.cast.add("Person", chosen.label, chosen.slug)
        figure.gender = chosen.gender
        self.full.append((self.names.spelling_key(chosen.label), figure, span.start))
        return figure

    def _eastern_known(self, person: Known, piece: tuple[str, ...]) -> bool:
        return any(t.of in SURNAME_FIRST for t in person.offices) and self.names.spelling_key(person.label)[:1] == piece

    def _by_title(self, pool: Iterable[Known], span: NameSpan) -> Known | None:
        tokens = self.cast.analysis.sentences[span.sentence].tokens
        before = " ".join(fold(t.text) for t in tokens[max(0, span.first - 3) : span.first])
        fits = []
        for person in pool:
            for term in person.offices:
                kind = self.names.office(term.title)
                forms = kind.forms if kind else frozenset((fold(term.title),))
                if any(before.endswith(f) for f in forms):
                    distance = 0 if self.day is None or term.covers(self.day) else 1
                    fits.append((distance, -(term.start or date.min).toordinal(), person))
        return min(fits, key=lambda f: (f[0], f[1], f[2].slug))[2] if fits else None

    def _by_date(self, pool: Sequence[Known]) -> Known | None:
        if self.day is None:
            return pool[0] if len(pool) == 1 and pool[0].offices else None
        day = self.day
        now = [p for p in pool if any(t.covers(day) for t in p.offices)]
        if len(now) > 1:
            top = [p for p in now if any(t.covers(day) and self._is_top(t.title) for t in p.offices)]
            now = top or now
        if now:
            return now[0]
        late = [
            p for p in pool if any(t.end is not None and t.end < day and day - t.end < AFTER_OFFICE for t in p.offices)
        ]
        if late:
            return late[0]
        if len(pool) != 1:
            return None
        led = any(self._is_top(t.title) for t in pool[0].offices)
        return pool[0] if led or not pool[0].offices or self._is_history(pool[0]) else None

    def _is_top(self, title: str) -> bool:
        kind = self.names.office(title)
        return kind is not None and kind.leads

    def _is_history(self, person: Known) -> bool:
        """Tell whether the article speaks of the country a person once led."""
        return any(self.cast.of_known(t.of) is not None for t in person.offices)

    def _gender(self, span: NameSpan) -> str | None:
        """Return the gender that the title before a name or the given name tells."""
        tokens = self.cast.analysis.sentences[span.sentence].tokens
        for token in (*reversed(tokens[max(0, span.first - 2) : span.first]), tokens[span.first]):
            for kind, gender in (("femaleTitle", "f"), ("maleTitle", "m")):
                if self.names.has(kind, token.text):
                    return gender
        pieces = span.text.split()
        given = pieces[0] if len(pieces) > 1 else ""
        female, male = self.names.has("givenFemale", given), self.names.has("givenMale", given)
        return "f" if female and not male else "m" if male and not female else None
