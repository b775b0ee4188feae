"""Named things other than people: which spans mean one thing, of what class it is, and under which known slug."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.extract.acronyms import bracketed, initials, operation_initials
from kg.extract.cast import Cast, Figure, Place
from kg.extract.gazetteer import NameSpan
from kg.extract.phrases import head_of, preposition
from kg.language.analysis import Sentence, Token
from kg.ontology.known import Known, fold, name_key
from kg.ontology.names import Names
from kg.records import Mention

OWNED = frozenset(("GovernmentBody", "ArmedForce"))
SIDES = frozenset(("north", "south", "east", "west"))
LOC_LISTS = (
    ("facilityNoun", "Facility"),
    ("regionNoun", "Region"),
    ("districtNoun", "District"),
    ("waterNoun", "Place"),
)
ORG_LISTS = (
    ("documentHead", "LegalDocument"), ("forceNoun", "ArmedForce"), ("mediaNoun", "MediaOrganization"),
    ("bodyNoun", "GovernmentBody"), ("organisationNoun", "Organization"), ("facilityNoun", "Facility"),
    ("regionNoun", "Region"), ("waterNoun", "Place"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Votes:
    """How often each name is marked PER, ORG or LOC in the article; untrusted spans do not vote."""

    by_key: dict[tuple[str, ...], Counter[str]]

    def best(self, key: tuple[str, ...]) -> str:
        """Return the label most spans of a name have, "" when none has any."""
        found = self.by_key.get(key)
        return min(found, key=lambda k: (-found[k], k)) if found else ""


def count_votes(spans: Iterable[NameSpan]) -> Votes:
    """Return the votes of the spans, by folded name."""
    table: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for span in spans:
        if span.label:
            table[name_key(span.text)][span.label] += 2 if span.trusted else 1
    return Votes(dict(table))


class Namer:
    """Turns name spans into figures of a cast, people excepted."""

    def __init__(self, cast: Cast, names: Names, spans: Sequence[NameSpan], day: date | None) -> None:
        self.cast, self.names, self.day = cast, names, day
        self.votes = count_votes(spans)
        self.sentences = cast.analysis.sentences
        self.unique = {s.known[0] for s in spans if len(s.known) == 1}
        self.countries = Counter(c for s in spans if len(s.known) == 1 for c in [names.country_of(s.known[0])] if c)
        self.by_key: dict[tuple[str, ...], Figure] = {}
        self.local = self._local_acronyms(spans)
        self.operations = operation_initials(self.sentences)

    def settle(self, span: NameSpan) -> tuple[NameSpan, str | None]:
        """Return a span with its known slug chosen, and its entity class; None where the name is no entity."""
        known = self._choose(span) if not self._is_local(span) else None
        if known is None and span.size == 1 and span.text in self.operations:
            return span, None
        if known is None and fold(span.text) in SIDES:
            known = self._side(span)
            if known is None:
                return span, "Group" if span.label == "LOC" and span.text.istitle() else None
        if known is not None:
            return replace(span, known=(known,)), self.names.known[known].type
        return span, self._class(span)

    def _local_acronyms(self, spans: Sequence[NameSpan]) -> frozenset[tuple[str, ...]]:
        """Return the acronyms in brackets that abbreviate the name before them and are no known name of it."""
        found = set()
        for span in spans:
            short = bracketed(self.sentences[span.sentence], span.last)
            if short is not None and span.size > 1 and initials(span.text) == short.replace(".", ""):
                meant = self.names.find(short)
                if not meant or not span.known or meant[0].slug not in span.known:
                    found.add(self._key(short))
        return frozenset(found)

    def place(self, span: NameSpan, kind: str) -> Figure:
        """Add a span's mention to the figure it means, a new one when it is the first."""
        sentence = self.sentences[span.sentence]
        first, last, kind = self._widened(span, kind)
        start = sentence.tokens[first].start if first < span.first else span.start
        end = sentence.tokens[last].end if last > span.last else span.end
        text = self.cast.article.text[start:end]
        thing = self._known_thing(span, text, kind, (first, last) == (span.first, span.last))
        owner, words = self._owner(sentence, first, self._key(text))
        figure = self._figure(span, text, kind, thing, owner, words)
        self.by_key.setdefault(self._key(text), figure)
        self.cast.put(figure, sentence, first, last, "name", head_of(sentence, range(first, last + 1)), (start, end))
        if figure.type in OWNED:
            self.cast.note_owned(words, owner or figure.country, figure)
            figure.country = figure.country or owner
            before = sentence.tokens[first - 1] if first else None
            if owner is not None and before is not None and before.dep == "case" and before.upos == "PART":
                self._with_owner(figure, sentence, first, last, end)
        self._note_acronym(figure, sentence, last, text)
        return figure

    def _known_thing(self, span: NameSpan, text: str, kind: str, whole: bool) -> Known | None:
        if span.known and whole:
            return self.names.known[span.known[0]]
        wider = [k for k in self.names.find(text) if k.type == kind or k.type in ("Region", "Country")]
        return wider[0] if wider and not whole else None

    def _figure(
        self, span: NameSpan, text: str, kind: str, thing: Known | None, owner: str | None, words: tuple[str, ...]
    ) -> Figure:
        """Return the figure a name belongs to: known, named so before, shortened, spelt out, or new."""
        if thing is not None:
            return self.cast.add(thing.type, thing.label, thing.slug, self.names.country_of(thing.slug))
        key = self._key(text)
        found = None
        if kind in OWNED:
            found = self.cast.find_owned(words, owner)
        if found is None and owner is None:
            found = self.by_key.get(key) or self._acronym(span, key) or self._shortened(key, kind)
        if found is not None:
            return found
        label = _label(text)
        adjectives = self.names.known[owner].adjectives if owner is not None else ()
        if adjectives and words == key:
            label = f"{adjectives[0]} {label}"
        return self.cast.add(kind, label, None, owner or self._town_country(text, kind))

    def _owner(self, sentence: Sentence, first: int, key: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
        """Return the country a body's name tells or stands behind, and the words without it."""
        for size in (3, 2, 1):
            if len(key) > size:
                slug = self.names.adjectives.get(key[:size]) or self._country_form(key[:size])
                if slug is not None:
                    return slug, key[size:]
                slug = self._country_form(key[-size:])
                if slug is not None and len(key) > size + 1 and key[-size - 1] in ("of", "the"):
                    return slug, tuple(k for k in key[: -size - 1] if k != "of")
        before = sentence.tokens[first - 1] if first else None
        if before is not None and before.dep == "case" and before.upos == "PART":
            figure = self.cast.at.get((sentence.index, first - 2))
            if figure is not None and figure.type == "Country":
                return figure.known, key
        return None, key

    def _country_form(self, key: tuple[str, ...]) -> str | None:
        slugs = self.names.forms.get(key, ())
        return next((s for s in slugs if self.names.known[s].type == "Country"), None)

    def _with_owner(self, figure: Figure, sentence: Sentence, first: int, last: int, end: int) -> None:
        """Add "Ukraine's Defense Ministry" as one name beside the bare "Defense Ministry"."""
        country = self.cast.at.get((sentence.index, first - 2))
        start = first - 2
        while start > 0 and self.cast.at.get((sentence.index, start - 1)) is country:
            start -= 1
        begin = sentence.tokens[start].start
        mention = Mention(begin, end, self.cast.article.text[begin:end], "name")
        figure.places.append(Place(mention, sentence.index, start, last, last))

    def _shortened(self, key: tuple[str, ...], kind: str) -> Figure | None:
        """Return the thing whose name a short form ends or heads: "the Basilica", "the Pact", "the Church"."""
        if len(key) != 1:
            rest = tuple(k for k in key if not self.names.has("waterNoun", k) and not self.names.has("regionNoun", k))
            return self.by_key.get(rest) if len(rest) < len(key) and kind in ("Region", "Place") else None
        generic = any(self.names.has(k, key[0]) for k, _ in (*LOC_LISTS, *ORG_LISTS))
        for other, figure in reversed(self.by_key.items()):
            of = other.index("of") if "of" in other else len(other)
            if len(other) < 2 or figure.type in ("City", "Country", "Person"):
                continue
            if generic and key[0] in (other[-1], other[of - 1]):
                return figure
            tail = any(self.names.has(k, other[-1]) for k in ("waterNoun", "regionNoun"))
            if not generic and other[:-1] == key and tail and figure.known is None:
                return figure
        return None

    # which known thing --------------------------------------------------------------------------------------------

    def _choose(self, span: NameSpan) -> str | None:
        """Return the slug a span means: the reading the rest of the article speaks for, else the preferred one."""
        if not span.known:
            return None
        places = [k for k in span.known if self.names.known[k].type != "Person"]
        if len(places) < 2:
            return places[0] if places else None

        def support(slug: str) -> tuple[int, int, int]:
            country = self.names.country_of(slug)
            fits = span.label != "ORG" or self.names.known[slug].type not in ("City", "Region")
            return (
                int(slug in self.unique) + int(fits),
                self.countries[country] if country else 0,
                -places.index(slug),
            )

        return max(places, key=support)

    def _side(self, span: NameSpan) -> str | None:
        """Return the country "the North" or the "North" of "North and South Korea" means."""
        sentence = self.sentences[span.sentence]
        ahead = " ".join(t.text for t in sentence.tokens[span.last + 1 : span.last + 4])
        for country in (*self._present("Country"), *(k for k in self.names.known.values() if k.type == "Country")):
            words = country.label.split()
            if len(words) == 2 and fold(words[0]) == fold(span.text):
                other = (
                    "South"
                    if words[0] == "North"
                    else "North"
                    if words[0] == "South"
                    else "West"
                    if words[0] == "East"
                    else "East"
                )
                if country.slug in self.unique or f"{other} {words[1]}" in ahead:
                    return country.slug
        return None

    def _present(self, kind: str) -> tuple[Known, ...]:
        return tuple(self.names.known[s] for s in sorted(self.unique) if self.names.known[s].type == kind)

    def _country(self, thing: Known) -> str | None:
        return self.names.country_of(thing.slug)

    def _town_country(self, text: str, kind: str) -> str | None:
        """Return the country of a town our tables lack: the one the article speaks of most, never a mere guess."""
        if kind != "City":
            return None
        towns = [country for _, country in self.names.towns(text)]
        told = [c for c in towns if self.countries[c]]
        return max(told, key=lambda c: (self.countries[c], c)) if told else None

    # what class ---------------------------------------------------------------------------------------------------

    def _class(self, span: NameSpan) -> str | None:
        sentence = self.sentences[span.sentence]
        words = [t.text for t in sentence.tokens[span.first : span.last + 1]]
        of = next((i for i, w in enumerate(words) if w.lower() == "of"), None)
        head = words[of - 1] if of else words[-1]
        label = self.votes.best(name_key(span.text)) or span.label
        if self.names.has("eventName", head) or self.names.has("notName", span.text):
            return None
        if head.isdigit() and len(words) > 1:
            return (
                "LegalDocument"
                if self.names.has("documentHead", words[-2])
                else "Facility"
                if label != "ORG"
                else "Organization"
            )
        if self._is_vessel(sentence, span.first):
            return "Facility"
        front = self._fronted(words) if label != "ORG" or len(words) < 4 else None
        if front is not None and of is None:
            return front
        given = len(words) > 1 and any(self.names.has(k, words[0]) for k in ("givenMale", "givenFemale"))
        if label == "PER" or (given and label != "" and not self._headed(head)):
            return "Person"
        lists: tuple[tuple[str, str], ...] = LOC_LISTS if label == "LOC" else ORG_LISTS
        if label == "" and len(words) > 1:
            lists = (*LOC_LISTS[:1], *ORG_LISTS)
        if label != "LOC" and len(words) == 1 and self.names.has("bodyNoun", head):
            return "GovernmentBody"
        forced = label != "LOC" and any(self.names.has("forceNoun", w) for w in words[:-1])
        for kind, name in lists:
            if len(words) > 1 and self.names.has(kind, head):
                return "ArmedForce" if forced and name == "Region" else name
        if label == "LOC":
            return (
                "Region"
                if preposition(sentence, span.last) == "of" and self._province_before(sentence, span)
                else "City"
            )
        return "Organization"

    def _is_vessel(self, sentence: Sentence, first: int) -> bool:
        """Tell whether a kind of ship stands right before a name."""
        before = [t.text for t in sentence.tokens[max(0, first - 2) : first]]
        return bool(before) and before[-1].islower() and any(
            self.names.has("vesselNoun", k) for k in (before[-1], " ".join(before))
        )  # fmt: skip

    def _fronted(self, words: Sequence[str]) -> str | None:
        """Return the class a noun in front makes of a name: "Camp Bastion", "Joint Base Andrews", "Lake Chad"."""
        if len(words) > 1 and self.names.has("frontWater", words[0]):
            return "Place"
        if any(self.names.has("frontNoun", w) for w in words[:2] if w != words[-1]):
            return "Facility"
        return None

    def _headed(self, head: str) -> bool:
        """Tell whether a head word makes a name a body, site or region whatever its first word."""
        return any(self.names.has(k, head) for k, _ in (*LOC_LISTS, *ORG_LISTS))

    def _province_before(self, sentence: Sentence, span: NameSpan) -> bool:
        before = [t.text for t in sentence.tokens[max(0, span.first - 2) : span.first]]
        return len(before) == 2 and before[1] == "of" and self.names.has("regionNoun", before[0])

    def _widened(self, span: NameSpan, kind: str) -> tuple[int, int, str]:
        """Return a place span with the common noun that completes it: "Kursk region", "eastern Aleppo"."""
        tokens = self.sentences[span.sentence].tokens
        first, last = span.first, span.last
        if kind not in ("City", "Region", "Place", "Country", "District", "Facility"):
            return first, last, kind
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        if not span.known and kind == "City" and (site := self._site_end(tokens, last)) is not None:
            return first, site, "Facility"
        inside = last + 2 < len(tokens) and after is not None and after.head > last + 1 and after.dep == "compound"
        if after is not None and kind != "Country" and after.text[:1].isalpha() and tokens[last].head == last + 1:
            word = after.text if not inside else ""
            if self.names.has("regionNoun", word):
                return first, last + 1, "Region"
            if self.names.has("districtNoun", word):
                return first, last + 1, "District"
            if self.names.has("waterNoun", word) and word[:1].isupper():
                return first, last + 1, "Place"
        before = tokens[first - 1] if first else None
        if (
            before is not None
            and before.text.islower()
            and self.names.has("direction", before.text)
            and before.head == last
            and kind != "Place"
        ):
            return first - 1, last, "District" if kind == "City" else "Region"
        return first, last, kind

    def _site_end(self, tokens: Sequence[Token], last: int) -> int | None:
        """Return the head of a site that a name of its own leads: "Plesetsk testing cosmodrome", or None."""
        head = tokens[last].head
        if not last < head <= last + 4 or tokens[last].dep != "compound":
            return None
        between = tokens[last + 1 : head + 1]
        plain = all(t.upos in ("NOUN", "ADJ") and t.text.islower() for t in between)
        site = any(
            self.names.has("facilityNoun", t) for t in (between[-1].text, " ".join(b.text for b in between[-2:]))
        )
        return head if plain and site else None

    # acronyms -----------------------------------------------------------------------------------------------------

    def _key(self, text: str) -> tuple[str, ...]:
        key = self.names.spelling_key(text)
        return key[1:] if len(key) > 1 and key[0] == "the" else key

    def _acronym(self, span: NameSpan, key: tuple[str, ...]) -> Figure | None:
        """Return the figure whose initials a span of capitals spells."""
        word = span.text.replace(".", "")
        if len(key) == 1 and word.isupper() and len(word) > 1:
            for known_key, figure in self.by_key.items():
                if len(known_key) > 1 and figure.type not in ("City", "Person") and initials(figure.label) == word:
                    return figure
        return None

    def _note_acronym(self, figure: Figure, sentence: Sentence, last: int, text: str) -> None:
        """Register "(OSCE)" after a name as another name of it."""
        short = bracketed(sentence, last)
        letters = "".join(w[0] for w in text.split()).upper()  # "Republic of China (ROC)"
        own = figure.type == "Country" and short is not None and short.replace(".", "") in (letters, initials(text))
        if short is not None and (own or figure.type not in ("Country", "City")):
            self.by_key.setdefault(self._key(short), figure)

    def _is_local(self, span: NameSpan) -> bool:
        """Tell whether the article gives an acronym a meaning of its own: "the X Y Commission (ICC)"."""
        return span.size == 1 and self._key(span.text) in self.local


def _label(text: str) -> str:
    words = text.split()
    return " ".join(words[1:]) if len(words) > 1 and words[0].lower() == "the" else " ".join(words)
