"""Where names stand in an article: the model's spans and the names data laid over each other and repaired.

Gives spans with candidates; which spans mean the same thing is settled elsewhere.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.gazetteer import Gazetteer, NameSpan, is_shouted
from kg.language.analysis import Analysis, Sentence
from kg.ontology.known import fold, name_key
from kg.ontology.names import Names
from kg.records import Article

PLACES = frozenset(("Country", "City", "Region", "District", "Facility", "Place"))
NAMEWORDS = frozenset(("PROPN", "NOUN", "ADJ", "X", "NUM"))
FRONT_LISTS = ("frontNoun", "frontWater")
HEAD_LISTS = (
    "bodyNoun",
    "forceNoun",
    "organisationNoun",
    "mediaNoun",
    "facilityNoun",
    "placeNoun",
    "waterNoun",
    "documentHead",
)


def find_name_spans(article: Article, analysis: Analysis, names: Names) -> tuple[NameSpan, ...]:
    """Return the names of every sentence but credits, in order of the text, never overlapping."""
    plain: list[NameSpan] = []
    titled: list[NameSpan] = []
    for sentence in analysis.sentences:
        if sentence.zone == "credit":
            continue
        spans = [s for s in _SentenceNames(article, sentence, names).spans() if not _is_own_name(s, article, sentence)]
        (titled if is_title_case(sentence) else plain).extend(spans)
    return tuple(sorted((*plain, *_confirmed(titled, plain, names)), key=lambda s: s.start))


def _is_own_name(span: NameSpan, article: Article, sentence: Sentence) -> bool:
    """Tell whether a name is but the medium's own: its publisher, or the agency of a dateline ("HAVANA (AP) -")."""
    tokens = sentence.tokens
    if article.publisher is not None and span.label != "LOC" and fold(span.text) == fold(article.publisher):
        return True
    near = [tokens[i].text if 0 <= i < len(tokens) else "" for i in (span.first - 1, span.last + 1, span.last + 2)]
    return span.first < 8 and near[0] == "(" and near[1] == ")" and near[2].strip("-–—") == "" and near[2] != ""


def is_title_case(sentence: Sentence) -> bool:
    """Tell whether most words of a sentence are capitalised, so that capitals tell nothing of names."""
    words = [t.text for t in sentence.tokens if t.text[:1].isalpha() and len(t.text) > 3]
    return len(words) > 1 and sum(w[0].isupper() for w in words) >= 0.75 * len(words) and sentence.zone != "body"


def _confirmed(titled: Sequence[NameSpan], plain: Sequence[NameSpan], names: Names) -> Iterator[NameSpan]:
    """Yield the spans of title-case lines; those the running text does not repeat are marked untrusted."""
    seen: Counter[str] = Counter()
    for span in plain:
        for piece in name_key(span.text):
            seen[piece] += 1
    for span in titled:
        key = name_key(span.text)
        if span.known or all(seen[p] for p in key):
            yield span
        elif span.size > 1 and any(seen[p] for p in key) and span.label == "PER":
            continue  # "Debaltseve Burns": half of it is another name, which the data or the body gives
        else:
            yield replace(span, trusted=False)


class _SentenceNames:
    """Collects the spans of one sentence."""

    def __init__(self, article: Article, sentence: Sentence, names: Names) -> None:
        self.article, self.sentence, self.names = article, sentence, names
        self.tokens = sentence.tokens
        self.titled, self.shouted = is_title_case(sentence), is_shouted(sentence)
        self.listed = Gazetteer(article, sentence, names).listed()

    def spans(self) -> list[NameSpan]:
        """Return the sentence's spans in order."""
        listed = self.listed
        modelled = [m for n in self.sentence.names for m in self._repaired(n.first, n.last, n.label)]
        runs = [] if self.titled or self.shouted else [*self._vessels(), *self._headed_runs()]
        chosen: list[NameSpan] = []
        for span in self._ranked(listed, modelled, runs):
            if not any(span.first <= c.last and c.first <= span.last for c in chosen):
                chosen.append(span)
        return sorted(chosen, key=lambda s: s.first)

    def _ranked(
        self, listed: Sequence[NameSpan], modelled: Sequence[NameSpan], runs: Sequence[NameSpan]
    ) -> Iterator[NameSpan]:
        """Yield candidate spans, the ones to keep first: who comes first takes the tokens."""

        def inside(a: NameSpan, b: NameSpan) -> bool:
            return b.first <= a.first and a.last <= b.last and a.size < b.size

        strong = [s for s in listed if s.size > 1 and not any(inside(s, m) for m in (*modelled, *runs))]
        yield from sorted(strong, key=lambda s: -s.size)
        for model in sorted(modelled, key=lambda s: -s.size):
            within = [s for s in listed if inside(s, model)]
            same = [s for s in listed if (s.first, s.last) == (model.first, model.last)]
            if same:
                if model.label == "PER" and self._may_be_surname(same[0]) and self._stands_as_person(model):
                    yield model  # "Colonel Nasir": a man, though a town has the name
                else:
                    yield replace(same[0], label=model.label)
            elif (within and self.titled) or (
                within and model.label != "PER" and not self._rest_is_name(model, within)
            ):
                yield from within
            elif any(inside(model, r) for r in runs):
                continue
            else:
                yield replace(model, known=self._known_person(model))
        yield from runs
        for span in sorted(listed, key=lambda s: -s.size):
            if self._stands_alone(span):
                yield span

    def _stands_as_person(self, span: NameSpan) -> bool:
        """Tell whether a title stands before a name."""
        before = self.tokens[span.first - 1].text if span.first else ""
        return any(self.names.has(k, before) for k in ("title", "honorific"))

    def _may_be_surname(self, span: NameSpan) -> bool:
        """Tell whether a listed name is but a town or site of one word, which a person may be called too."""
        kinds = {self.names.known[k].type for k in span.known}
        return (
            span.size == 1 and not span.text.isupper() and kinds <= {"City", "Region", "Facility", "District", "Place"}
        )

    def _rest_is_name(self, model: NameSpan, within: Sequence[NameSpan]) -> bool:
        """Tell whether a span has capitalised words of its own beside the known names inside it."""
        covered = {i for s in within for i in range(s.first, s.last + 1)}
        return any(self.tokens[i].text[:1].isupper() for i in range(model.first, model.last + 1) if i not in covered)

    def _stands_alone(self, span: NameSpan) -> bool:
        """Tell whether a listed name that the model did not mark may be taken on the data's word alone."""
        if span.size > 1:
            return True
        token = self.tokens[span.first]
        if span.first == 0 and any(self.names.has(k, token.text) for k in ("groupNoun", "personNoun")):
            return False  # "Allies when they toppled the government": large only because it comes first
        if span.start > token.start and token.text[span.start - token.start - 1] == "-":
            return True  # "anti-Houthi", "pro-Kremlin"
        kinds = {self.names.known[k].type for k in span.known}
        if kinds & {"Country", "InternationalOrganization"} and token.upos in NAMEWORDS:
            return True
        if token.upos != "PROPN":
            return token.text.isupper() and len(token.text) > 2 and not self.shouted and token.upos in NAMEWORDS
        for other in (span.first - 1, span.last + 1):
            if 0 <= other < len(self.tokens) and not self.titled:
                near = self.tokens[other]
                linked = near.head == span.first or token.head == other
                if near.upos == "PROPN" and linked and "flat" in (near.dep, token.dep):
                    return False
        return True

    def _known_person(self, span: NameSpan) -> tuple[str, ...]:
        """Return the known people a model span names in full under another spelling."""
        if span.label != "PER" or span.size < 2:
            return ()
        key = self.names.spelling_key(span.text)
        people = self.names.namesakes(span.text)
        return tuple(p.slug for p in people if any(self.names.spelling_key(n) == key for n in p.names))

    # the model's spans --------------------------------------------------------------------------------------------

    def _repaired(self, first: int, last: int, label: str) -> Iterator[NameSpan]:
        """Yield the names inside a model span: no article, title or possessive mark, no "X in Y" or "X and Y"."""
        tokens = self.tokens
        cuts = [first - 1]
        for i in range(first, last + 1):
            token = tokens[i]
            owner = token.dep == "case" and token.upos == "PART" and i < last
            linking = token.upos == "ADP" and token.lemma in ("in", "at", "on", "near", "from") and first < i < last
            listing = (
                (token.text in (",", "/", "(", ")") or token.upos == "CCONJ") and label != "ORG" and first < i < last
            )
            if (owner and self._ends_listed(i - 1)) or linking or listing:
                cuts.append(i)
        for a, b in zip(cuts, (*cuts[1:], last + 1), strict=True):
            span = self._trimmed(a + 1, b - 1, label)
            if span is not None:
                yield span

    def _ends_listed(self, token: int) -> bool:
        """Tell whether a known name ends at a token ("Ukraine" of "Ukraine's Defense Ministry")."""
        return any(s.last == token for s in self.listed)

    def _trimmed(self, first: int, last: int, label: str) -> NameSpan | None:
        tokens = self.tokens
        if label == "PER":
            first = self._person_start(first, last)
        if first + 2 <= last and tokens[first + 1].text == "-" and self.names.has("nationPrefix", tokens[first].text):
            first += 2  # "Sino-U.S. talks"
        if self._is_designation(last):
            last -= 1  # "Air Force F-16"
        while first <= last and (
            tokens[first].upos in ("DET", "PUNCT", "ADP", "CCONJ", "PRON", "SYM")
            or self._is_title(first, last, label)
            or (tokens[first].text.islower() and first < last and self.names.has("vesselNoun", tokens[first].text))
        ):
            first += 1
        while first <= last and (
            tokens[last].upos in ("PUNCT", "PART", "CCONJ", "ADP") or tokens[last].text in ("’s", "'s")
        ):
            last -= 1
        if label != "PER" and first > 1 and self._after_office(first):
            return None
        if first > last or not any(
            tokens[i].text[:1].isupper() or tokens[i].text.isdigit() for i in range(first, last + 1)
        ):
            return None
        span = self._span(first, last, label, ())
        word = fold(span.text)
        if label == "PER" and self.names.has("title", word):
            return None
        lowly = tokens[last].text.islower() and any(
            self.names.has(k, tokens[last].text) for k in ("groupNoun", "personNoun")
        )
        blocked = (
            lowly
            or any(self.names.has(k, word) for k in ("notName", "groupNoun", "peopleWord"))
            or self.names.has("eventName", tokens[last].text)
        )
        if blocked or (label == "ORG" and self.names.has("boilerplate", word)) or not any(c.isalpha() for c in word):
            return None
        return span

    def _is_designation(self, last: int) -> bool:
        """Tell whether a token begins the designation of a weapon: the F of "F-16"."""
        tokens = self.tokens
        if last < 0 or last + 2 >= len(tokens) or tokens[last + 1].text != "-":
            return False
        letters = tokens[last].text.isalpha() and len(tokens[last].text) < 4
        return letters and tokens[last + 2].text[:1].isdigit() and tokens[last + 2].start == tokens[last].end + 1

    def _after_office(self, first: int) -> bool:
        """Tell whether a span begins inside an office: the "State" of "Secretary of State for Civilian Security"."""
        words = [fold(t.text) for t in self.tokens[first - 2 : first + 1]]
        return words[1] == "of" and self.names.has("title", " ".join(words))

    def _person_start(self, first: int, last: int) -> int:
        """Return where a name begins after "of": "President of Armenia Nikol Pashinyan" names no Armenia Nikol."""
        before = [fold(t.text) for t in self.tokens[max(0, first - 3) : first]]
        of = bool(before) and (before[-1] == "of" or before[-2:] == ["of", "the"])
        inner = next((s for s in self.listed if s.first > first and s.last == last and s.size > 1), None)
        if inner is not None and any(self.names.known[k].type == "Person" for k in inner.known):
            return inner.first
        if not of:
            return first
        place = next((s for s in self.listed if s.first == first and s.last < last), None)
        if place is not None and not any(self.names.known[k].type == "Person" for k in place.known):
            return place.last + 1
        title = " ".join((*[b for b in before if b != "the"][-2:], fold(self.tokens[first].text)))
        return first + 1 if first < last and self.names.has("title", title) else first

    def _is_title(self, at: int, last: int, label: str) -> bool:
        """Tell whether a word at the front of a person's span is a title and no part of the name."""
        if label != "PER" or at >= last:
            return False
        word = self.tokens[at].text
        if self.names.has("nameTitle", word):
            return False
        kinds = ("honorific", "title", "titleModifier", "kinship", "personNoun")
        return any(self.names.has(k, word) for k in kinds) or (fold(word),) in self.names.adjectives

    # capitalised runs ---------------------------------------------------------------------------------------------

    def _headed_runs(self) -> Iterator[NameSpan]:
        """Yield capitalised runs that a head word makes a name: "Independence Palace", "Ministry of Health"."""
        i = 0
        while i < len(self.tokens):
            if not self._capital(i) or self._lone_start(i):
                i += 1
                continue
            end = i
            while end + 1 < len(self.tokens):
                step = next((k for k in (1, 2, 3) if self._continues(end, k)), 0)
                if not step:
                    break
                end += step
            span = self._headed(i, end)
            if span is not None:
                yield span
            i = end + 1

    def _vessels(self) -> Iterator[NameSpan]:
        """Yield the capitalised names behind a kind of ship: "the tanker Sea Star"."""
        for i in range(1, len(self.tokens)):
            kind = self.tokens[i - 1].text
            pair = f"{self.tokens[i - 2].text} {kind}" if i > 1 else kind
            is_kind = kind.islower() and any(self.names.has("vesselNoun", k) for k in (kind, pair))
            if not is_kind or not self._capital(i) or self.tokens[i].upos != "PROPN":
                continue
            last = i
            while last + 1 < len(self.tokens) and self._capital(last + 1) and self.tokens[last + 1].upos == "PROPN":
                last += 1
            known = any(s.first <= i <= s.last for s in self.listed if self._names_state(s))
            if not known and not self.names.has("notName", self.tokens[i].text):
                yield self._span(i, last, "LOC", ())

    def _names_state(self, span: NameSpan) -> bool:
        """Tell whether a listed name is a state or body, which owns ships but names none."""
        kinds = ("Country", "InternationalOrganization", "GovernmentBody", "ArmedForce", "Organization")
        return any(self.names.known[k].type in kinds for k in span.known)

    def _capital(self, at: int) -> bool:
        token = self.tokens[at]
        return token.text[:1].isupper() and token.upos in NAMEWORDS

    def _lone_start(self, at: int) -> bool:
        return at == 0 and self.tokens[at].upos not in ("PROPN", "ADJ", "NOUN")

    def _continues(self, at: int, step: int) -> bool:
        """Tell whether a name goes on `step` tokens later, over connectors only."""
        target = at + step
        if target >= len(self.tokens) or not self._capital(target):
            return False
        between = [self.tokens[k].text.lower() for k in range(at + 1, target)]
        if not between:
            return True
        if self.names.has("notName", self.tokens[target].text):
            return False
        return all(w in ("of", "the", "-") for w in between) and (between[0] == "of" or between == ["-"])

    def _headed(self, first: int, last: int) -> NameSpan | None:
        tokens, names = self.tokens, self.names
        while first < last and (
            any(names.has(k, tokens[first].text) for k in ("title", "honorific", "notName"))
            and not any(names.has(k, tokens[first].text) for k in ("bodyNoun",))
        ):
            first += 1
        of = next((i for i in range(first, last + 1) if tokens[i].text.lower() == "of"), None)
        head = (of - 1) if of is not None else last
        if head < first or last == first:
            return None
        word = tokens[head].text
        if any(names.has(k, word) for k in ("title", "eventName", "notName", "personNoun")) and not names.has(
            "bodyNoun", word
        ):
            return None
        front = of is None and any(
            names.has(k, tokens[i].text) for k in FRONT_LISTS for i in (first, min(first + 1, last - 1))
        )
        if not front and not any(names.has(k, word) for k in HEAD_LISTS):
            return None
        if any(s.first == first and s.last == last for s in self.listed):
            return None
        return self._span(first, last, "", ())

    def _span(self, first: int, last: int, label: str, known: tuple[str, ...]) -> NameSpan:
        start, end = self.tokens[first].start, self.tokens[last].end
        return NameSpan(self.sentence.index, first, last, start, end, self.article.text[start:end], label, known)
