"""Direct facts an article states: offices, envoys, spokespeople, membership, capitals, belonging, alliance, residence.

Only what words say; each fact carries the sentence that says it.
"""

from collections.abc import Iterator, Sequence

from kg.extract.belongings import Belongings
from kg.extract.cast import Cast, Figure, Place
from kg.extract.layers import Referents
from kg.extract.phrases import children, is_plural, of_complement, owner
from kg.extract.titles import Title, TitleReader
from kg.language.analysis import Analysis, Sentence
from kg.ontology.names import Names
from kg.records import Article, Claim, Fact, Span

JOINING = {"join": "obj", "enter": "obj"}  # verbs whose object a new member belongs to
BODIES = frozenset(("InternationalOrganization", "Organization", "ArmedForce", "Group", "GovernmentBody"))
GROUPS = frozenset(("ArmedForce", "Organization"))
LINKING = frozenset(("of", "for", "to"))  # what joins an office and whose it is


def find_facts(article: Article, analysis: Analysis, referents: Referents, names: Names) -> tuple[Fact, ...]:
    """Return the facts stated, in order of the text, each (subject, predicate, object) once; ids are referent ids."""
    finder = _Finder(article, analysis, referents, names)
    found: dict[tuple[str, str, str], Fact] = {}
    for subject, predicate, object_, sentence, rule in finder.all():
        if subject != object_:
            claim = Claim(None, "Factual", "Positive", (Span(sentence.start, sentence.end),), rule=rule)
            found.setdefault((subject, predicate, object_), Fact(subject, predicate, object_, claim))
    return tuple(sorted(found.values(), key=lambda f: (f.claim.evidence[0].start, f.subject, f.predicate, f.object)))


Statement = tuple[str, str, str, Sentence, str]


class _Finder:
    """Reads the facts of one article off its titles, phrases and verbs."""

    def __init__(self, article: Article, analysis: Analysis, referents: Referents, names: Names) -> None:
        self.analysis, self.referents, self.names = analysis, referents, names
        self.cast, self.ids = _recast(article, analysis, referents)
        self.reader = TitleReader(self.cast, self.names)
        self.figures = {self.ids[f.number]: f for f in self.cast.figures}
        self.types = {r.id: r.type for r in referents.referents}
        self.named = {r.id: any(m.kind == "name" for m in r.mentions) for r in referents.referents}
        self.positions = {
            (m.start, m.end): r.id for r in referents.referents if r.type == "Position" for m in r.mentions
        }

    def all(self) -> Iterator[Statement]:
        """Yield every fact as (subject, predicate, object, sentence, rule)."""
        titles = self.reader.of_names()
        for title in titles:
            if not _is_shortened(title, titles):
                yield from self._title(title)
        belongings = Belongings(self.referents, self.names)
        for sentence in self.analysis.sentences:
            for subject, object_, rule in belongings.read(sentence):
                yield subject, "belongsTo", object_, sentence, rule
            for i, token in enumerate(sentence.tokens):
                if token.upos in ("NOUN", "PROPN"):
                    yield from self._noun(sentence, i)
                elif token.upos == "VERB":
                    yield from self._verb(sentence, i)
                    yield from self._led(sentence, i)

    def _at(self, sentence: Sentence, token: int | None) -> str | None:
        return self.referents.at.get((sentence.index, token)) if token is not None else None

    # titles -------------------------------------------------------------------------------------------------------

    def _title(self, title: Title) -> Iterator[Statement]:
        if title.person is None or title.former or not self.figures[self.ids[title.person.number]].named:
            return
        sentence = self.analysis.sentences[title.sentence]
        if is_plural(sentence, _head_token(sentence, title)):
            return
        person = self.ids[title.person.number]
        whose = self.ids[title.owner.number] if title.owner is not None else None
        word = title.office
        if self.names.has("spokesNoun", word) or self.names.has("spokesNoun", _head_word(word)):
            target = self._spoken_for(sentence, title) or whose
            if target is not None:
                yield person, "spokespersonOf", target, sentence, "title:spokes"
            return
        if self.names.has("envoyNoun", word) and whose is not None and title.core_first > title.first:
            yield person, "envoyOf", whose, sentence, "title:envoy"
            if self.types[whose] == "Person":
                return
        if self.names.has("residentNoun", word):
            place = whose or self._place_in(sentence, title)
            if place is not None:
                yield person, "residentOf", place, sentence, "title:resident"
            return
        if whose is not None and self.types[whose] == "Group" and self.names.has("memberNoun", word.split()[-1]):
            yield person, "memberOf", whose, sentence, "title:member"
            return
        if whose is not None and self.types[whose] in GROUPS and self.names.has("followerNoun", word.split()[-1]):
            yield person, "memberOf", whose, sentence, "title:follower"
            return
        if self.names.has("occupation", word.split()[-1]) or self.names.has("rank", word):
            return
        if whose is not None and self.types[whose] == "Organization" and self.names.has("leaderNoun", _head_word(word)):
            yield person, "memberOf", whose, sentence, "title:leader"
        start = sentence.tokens[title.first].start
        end = sentence.tokens[title.last].end
        position = self.positions.get((start, end)) or self.positions.get(
            (sentence.tokens[title.core_first].start, end)
        )
        if position is not None and not (
            self.names.has("envoyNoun", word) and whose is not None and title.core_first > title.first
        ):
            yield person, "holdsPosition", position, sentence, "title:office"

    def _spoken_for(self, sentence: Sentence, title: Title) -> str | None:
        """Return who a spokesman speaks for: "military spokesman", "a spokesman for the ministry"."""
        head = _head_token(sentence, title)
        for i in (
            *(c for c in children(sentence, head, "compound", "nmod") if c < head),
            of_complement(sentence, head, "for", "of"),
        ):
            found = self._at(sentence, i)
            if found is not None and self.types[found] != "Person":
                return found
        return None

    def _place_in(self, sentence: Sentence, title: Title) -> str | None:
        inside = of_complement(sentence, _head_token(sentence, title), "of", "in", "from")
        found = self._at(sentence, inside)
        if found is not None:
            return found
        places = [
            self._at(sentence, i) for i in range(title.first) if self.types.get(self._at(sentence, i) or "") == "City"
        ]
        return places[-1] if places else None

    # nouns --------------------------------------------------------------------------------------------------------

    def _noun(self, sentence: Sentence, head: int) -> Iterator[Statement]:
        token = sentence.tokens[head]
        word, me = token.lemma.lower(), self._at(sentence, head)
        if word == "capital":
            yield from self._capital(sentence, head, me)
        elif word in ("member", "signatory"):
            yield from self._members(sentence, head)
        elif word == "ally" and not is_plural(sentence, head):
            yield from self._ally(sentence, head, me)
        if me is not None and self.types[me] == "Person":
            yield from self._role(sentence, head, me)

    def _role(self, sentence: Sentence, head: int, me: str) -> Iterator[Statement]:
        """Yield the office a role nominal states in full: "the U.S. president" of somebody named."""
        title = self.reader.at_head(sentence, head, self.figures[me])
        if title is not None and title.owner is not None and not self.names.has("collectiveLeader", title.office):
            yield from self._title(title)

    def _capital(self, sentence: Sentence, head: int, me: str | None) -> Iterator[Statement]:
        country = self._owner_country(sentence, head)
        city = me if me is not None and self.types[me] == "City" else None
        for i in children(sentence, head, "appos", "flat"):
            found = self._at(sentence, i)
            city = found if found is not None and self.types[found] == "City" else city
        above = sentence.tokens[head]
        if above.dep == "appos":
            found = self._at(sentence, above.head)
            city = found if found is not None and self.types[found] == "City" else city
        if city is not None and country is not None:
            yield city, "capitalOf", country, sentence, "capital"

    def _owner_country(self, sentence: Sentence, head: int) -> str | None:
        options = [*children(sentence, head, "amod", "nmod:poss", "compound"), of_complement(sentence, head)]
        for i in options:
            found = self._at(sentence, i)
            if found is not None and self.types[found] == "Country":
                return found
        return None

    def _members(self, sentence: Sentence, head: int) -> Iterator[Statement]:
        """Yield "X, a member of Y", "NATO member Turkey", "the signatories to Y were A, B and C"."""
        body = self._at(sentence, of_complement(sentence, head, "of", "to"))
        for i in children(sentence, head, "compound", "nmod:poss"):
            body = body or self._at(sentence, i)
        if body is None or self.types[body] not in BODIES:
            return
        token = sentence.tokens[head]
        people: list[int] = [*children(sentence, head, "appos", "flat")]
        if token.dep == "appos" and token.head >= 0:
            people.append(token.head)
        if token.dep in ("compound", "nmod:desc") and token.head > head:
            people.append(token.head)
        subject = list(children(sentence, head, "nsubj")) if children(sentence, head, "cop") else []
        people.extend(subject)
        if token.dep == "nsubj" and token.head >= 0 and children(sentence, token.head, "cop"):
            people.append(token.head)
        for i in people:
            for each in (i, *children(sentence, i, "conj")):
                found = self._at(sentence, each)
                if found is not None and self.types[found] in ("Country", "Person", "Organization"):
                    yield found, "memberOf", body, sentence, "member"

    def _ally(self, sentence: Sentence, head: int, me: str | None) -> Iterator[Statement]:
        whose = self._at(sentence, owner(sentence, head)) or self._at(sentence, of_complement(sentence, head))
        token = sentence.tokens[head]
        near = [*children(sentence, head, "appos", "flat"), *([token.head] if token.dep == "appos" else [])]
        if children(sentence, head, "cop"):
            near.extend(children(sentence, head, "nsubj"))
        for i in near:
            found = self._at(sentence, i)
            if found is not None and whose is not None and self.types[found] in ("Country", "Person"):
                yield found, "alliedWith", whose, sentence, "ally"

    # verbs --------------------------------------------------------------------------------------------------------

    def _verb(self, sentence: Sentence, verb: int) -> Iterator[Statement]:
        """Yield "the Federal Republic entered NATO": told as done, of a state and an organisation."""
        token = sentence.tokens[verb]
        if token.lemma not in JOINING or token.xpos not in ("VBD", "VBN") or self._unreal(sentence, verb):
            return
        for target in children(sentence, verb, "obj"):
            body = self._at(sentence, target)
            if body is None or self.types[body] != "InternationalOrganization":
                continue
            for i in children(sentence, verb, "nsubj"):
                for each in (i, *children(sentence, i, "conj")):
                    found = self._at(sentence, each)
                    if found is not None and self.types[found] == "Country":
                        yield found, "memberOf", body, sentence, "joined"

    def _led(self, sentence: Sentence, verb: int) -> Iterator[Statement]:
        """Yield "a militia commanded by X": who leads a force or movement belongs to it."""
        token = sentence.tokens[verb]
        if token.dep != "acl" or token.xpos != "VBN" or not self.names.has("leadingVerb", token.lemma):
            return
        body = self._at(sentence, token.head)
        if body is None or self.types[body] not in GROUPS or not self.named[body]:
            return
        for i in children(sentence, verb, "obl"):
            leader = self._at(sentence, i)
            by = any(sentence.tokens[c].lemma == "by" for c in children(sentence, i, "case"))
            if by and leader is not None and self.types[leader] == "Person" and self.named[leader]:
                yield leader, "memberOf", body, sentence, "led"

    def _unreal(self, sentence: Sentence, verb: int) -> bool:
        """Tell whether a verb is denied or only possible."""
        words = {sentence.tokens[i].lemma for i in children(sentence, verb, "aux", "advmod", "mark")}
        return bool(words & {"not", "never", "would", "could", "may", "might", "will", "should", "if"})


def _head_word(office: str) -> str:
    """Return the noun of an office: "spokesman" of "senior spokesman of the army"."""
    words = office.split()
    end = next((i for i, w in enumerate(words) if w in LINKING and i), len(words))
    return words[end - 1]


def _head_token(sentence: Sentence, title: Title) -> int:
    """Return the noun of a title: "Secretary" of "Secretary of State for Human Rights"."""
    inside = range(title.core_first + 1, title.core_last + 1)
    end = next((i for i in inside if sentence.tokens[i].text.lower() in LINKING), title.core_last + 1)
    return end - 1


def _is_shortened(title: Title, titles: Sequence[Title]) -> bool:
    """Tell whether a bare title repeats a fuller one of its bearer: "Minister Lin" of "Foreign Minister Lin"."""
    if title.owner is not None:
        return False
    word = _head_word(title.office)
    for other in titles:
        if other.person is title.person and other is not title and not other.former:
            longer = len(other.office.split()) > len(title.office.split()) and word == _head_word(other.office)
            if longer or (other.owner is not None and other.office == title.office):
                return True
    return False


def _recast(article: Article, analysis: Analysis, referents: Referents) -> tuple[Cast, dict[int, str]]:
    """Return a cast rebuilt from referents, and the id of each figure's number."""
    cast = Cast(article, analysis)
    figures: dict[str, Figure] = {}
    ids: dict[int, str] = {}
    for referent in referents.referents:
        figure = Figure(len(cast.figures), referent.type, referent.label, referent.known, referent.country)
        cast.figures.append(figure)
        figures[referent.id], ids[figure.number] = figure, referent.id
        if referent.known is not None:
            cast.settle(figure, referent.known)
    cast.at = {place: figures[name] for place, name in referents.at.items()}
    mentions = {(m.start, m.end): (figures[r.id], m) for r in referents.referents if r.type == "Person"
                for m in r.mentions if m.kind == "name"}  # fmt: skip
    for sentence in analysis.sentences:
        starts = {t.start: i for i, t in enumerate(sentence.tokens)}
        for (start, end), (figure, mention) in mentions.items():
            if sentence.start <= start < sentence.end and start in starts:
                first = starts[start]
                last = max(i for i, t in enumerate(sentence.tokens) if t.start < end)
                inside = range(first, last + 1)
                head = next((i for i in inside if sentence.tokens[i].head not in inside), last)
                figure.places.append(Place(mention, sentence.index, first, last, head))
    return cast, ids
