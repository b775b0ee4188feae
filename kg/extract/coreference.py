"""Pronouns: the thing each one points back to, by number, gender, class, syntax and distance; "I" by its quotation."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.extract.cast import Cast, Figure, Place
from kg.extract.layers import Quotation, Referent, Referents
from kg.extract.participants import doer
from kg.extract.phrases import children
from kg.extract.releases import RELEASE
from kg.language.analysis import Analysis, Sentence
from kg.ontology.cues import load_cues
from kg.records import Article, Mention

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself"))
THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
ONE = frozenset(("i", "me", "my", "mine", "myself"))
FIRST = ONE | {"we", "us", "our", "ours", "ourselves"}
REACH = 3  # sentences back a pronoun may point
ACTORS = frozenset(
    ("Country", "InternationalOrganization", "GovernmentBody", "ArmedForce", "Organization", "MediaOrganization")
)
THINGS = ACTORS | frozenset(("City", "Region", "Facility", "LegalDocument", "Weapon", "Place"))
SUBJECTS = ("nsubj", "nsubj:pass")
OBJECTS = ("obj", "iobj")


class Pronouns:
    """Resolves the pronouns of one article, sentence by sentence, as its cast fills up."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._speaking = load_cues().speaking

    def read(self, sentence: Sentence, token: int) -> None:
        """Add the mention of a pronoun to what it stands for, if anything fits."""
        word = sentence.tokens[token].text.lower()
        figure: Figure | None = None
        if word in HE or word in SHE:
            figure = self._person(sentence, token, "m" if word in HE else "f")
        elif word in IT and not self._is_empty(sentence, token):
            figure = self._thing(sentence, token)
        elif word in THEY:
            figure = self._many(sentence, token)
        if figure is not None:
            self.cast.put(figure, sentence, token, token, "pronoun", token)

    def _person(self, sentence: Sentence, token: int, gender: str) -> Figure | None:
        def fits(figure: Figure) -> bool:
            return figure.type == "Person" and not figure.plural and figure.gender in (None, gender)

        found = self._best(sentence, token, fits)
        if found is not None and found.gender is None:
            found.gender = gender
        return found

    def _thing(self, sentence: Sentence, token: int) -> Figure | None:
        owned = sentence.tokens[token].text.lower() == "its"

        def fits(figure: Figure) -> bool:
            return figure.type in THINGS and not figure.plural and (not owned or figure.type in ACTORS or figure.named)

        return self._best(sentence, token, fits)

    def _many(self, sentence: Sentence, token: int) -> Figure | None:
        def fits(figure: Figure) -> bool:
            return figure.animate and (figure.plural or figure.type == "Group")

        found = self._best(sentence, token, fits)
        if found is None:
            found = self._best(sentence, token, lambda f: f.type in ("ArmedForce", "GovernmentBody") and not f.named)
        if found is None:
            found = self._best(sentence, token, lambda f: f.plural)
        return None if self._several_named(sentence, token, found) else found

    def _several_named(self, sentence: Sentence, token: int, found: Figure | None) -> bool:
        """Tell whether two named subjects stand nearer than a group found: "Israel and Egypt ... they" is both."""
        for index in (sentence.index, sentence.index - 1):
            if index < 0:
                continue
            other = self.cast.analysis.sentences[index]
            for i, word in enumerate(other.tokens):
                if (index == sentence.index and i >= token) or not word.dep.startswith(("nsubj", "obj")):
                    continue
                pair = [self.cast.at.get((index, k)) for k in (i, *children(other, i, "conj"))]
                if len(pair) > 1 and all(f is not None and f.named for f in pair):
                    near = (index, i)
                    return found is None or not any((p.sentence, p.first) > near for p in found.places
                                                    if (p.sentence, p.first) < (sentence.index, token))  # fmt: skip
        return False

    def _is_empty(self, sentence: Sentence, token: int) -> bool:
        """Tell whether "it" stands for nothing: "it is clear that", "it remains to be seen"."""
        word = sentence.tokens[token]
        if word.dep == "expl":
            return True
        if word.dep not in SUBJECTS or word.head < 0:
            return False
        below = children(sentence, word.head, "csubj", "ccomp", "csubj:pass")
        return bool(children(sentence, word.head, "cop")) and bool(below)

    def _best(self, sentence: Sentence, token: int, fits: Callable[[Figure], bool]) -> Figure | None:
        """Return the fitting figure with the best place before a pronoun: near, subject, topic of its sentence."""
        best: tuple[float, int, Figure] | None = None
        for figure, place in self.cast.mentions_before(sentence.index, token):
            distance = sentence.index - place.sentence
            if distance > REACH:
                break
            if not fits(figure) or place.mention.kind == "adjective" or self._bound(sentence, token, place):
                continue
            score = self._score(sentence, token, figure, place, distance)
            if best is None or (score, place.mention.start) > best[:2]:
                best = (score, place.mention.start, figure)
        return best[2] if best is not None else None

    def _score(self, sentence: Sentence, token: int, figure: Figure, place: Place, distance: int) -> float:
        other = self.cast.analysis.sentences[place.sentence]
        dep = other.tokens[place.head].dep
        score = -1.5 * distance
        if dep in SUBJECTS:
            score += 2.0 if other.tokens[place.head].head >= 0 and self._is_main(other, place.head) else 1.4
        elif dep in ("obj", "iobj", "obl:agent"):
            score += 0.6
        elif dep == "nmod:poss":
            score += 0.3
        elif dep.startswith("nmod"):
            score -= 0.4
        if place.mention.kind == "pronoun":
            score += 0.4
        if other.zone in ("headline", "caption", "heading"):
            score -= 1.0
        if distance and other.paragraph != sentence.paragraph:
            score -= 0.5
        if sentence.tokens[token].text.lower() in IT and figure.type in ACTORS:
            score += 0.6
        if not distance and self._reports(sentence, place.head, token):
            score += 1.0
        mine = sentence.tokens[token].dep
        if mine in SUBJECTS and dep in SUBJECTS:
            score += 0.5  # subjects go on being subjects
        if distance and self._says_aside(sentence, token) and self._speaks(other, place.head):
            score += 2.0  # "In March, he said, ...": who was speaking speaks on, whoever was told of meanwhile
        return score

    def _says_aside(self, sentence: Sentence, token: int) -> bool:
        """Tell whether a pronoun is who says the sentence it is put into: ", he said,"."""
        tokens, verb = sentence.tokens, sentence.tokens[token].head
        if not self._speaks(sentence, token) or not 0 < token < verb < len(tokens) - 1:
            return False
        return tokens[verb].dep == "parataxis" or (tokens[token - 1].text == "," and tokens[verb + 1].text in ",.")

    def _speaks(self, sentence: Sentence, head: int) -> bool:
        """Tell whether a word is the subject of a verb of speech."""
        word = sentence.tokens[head]
        return word.dep == "nsubj" and word.head >= 0 and sentence.tokens[word.head].lemma.lower() in self._speaking

    def _reports(self, sentence: Sentence, head: int, token: int) -> bool:
        """Tell whether a subject is the one in whose report a pronoun's clause stands: "A replied that he had"."""
        tokens = sentence.tokens
        at = tokens[token].head
        while at >= 0 and tokens[at].dep != "ccomp":
            at = tokens[at].head
        return at >= 0 and tokens[head].dep in SUBJECTS and tokens[head].head == tokens[at].head

    def _is_main(self, sentence: Sentence, head: int) -> bool:
        verb = sentence.tokens[head].head
        return sentence.tokens[verb].head < 0 or sentence.tokens[verb].dep in ("conj", "parataxis", "root", "ccomp")

    def _bound(self, sentence: Sentence, token: int, place: Place) -> bool:
        """Tell whether a figure's place in the pronoun's own clause forbids it: "Putin told him" is not Putin."""
        if place.sentence != sentence.index:
            return False
        mine, other = sentence.tokens[token], sentence.tokens[place.head]
        if mine.dep == "nmod:poss" or mine.text.lower().endswith(("self", "selves")):
            return mine.head == place.head
        if mine.head == other.head and mine.dep != other.dep:
            return True
        return other.head == token or (mine.dep in OBJECTS and place.head == doer(sentence, mine.head))


def resolve_first_person(
    article: Article, analysis: Analysis, referents: Referents, quotations: Sequence[Quotation]
) -> Referents:
    """Return referents in which "I" and "we" inside quotations, "we" in a release, stand for who speaks.

    "We" of a person is that person here; the state or body behind them is left to the reader. Other words are kept.
    """
    at = dict(referents.at)
    added: dict[str, list[Mention]] = {}
    for quotation in quotations:
        release = quotation.rule == RELEASE
        if quotation.speaker is None or not (quotation.quoted or release):
            continue
        for index in quotation.sentences:
            for i, token in enumerate(analysis.sentences[index].tokens):
                inside = quotation.content.start <= token.start and token.end <= quotation.content.end
                word = token.text.lower()
                if inside and word in FIRST and token.upos == "PRON" and not (release and word in ONE):
                    at[index, i] = quotation.speaker
                    added.setdefault(quotation.speaker, []).append(
                        Mention(token.start, token.end, article.text[token.start : token.end], "pronoun")
                    )
    return Referents(tuple(_with(r, added.get(r.id, [])) for r in referents.referents), at)


def _with(referent: Referent, mentions: Sequence[Mention]) -> Referent:
    """Return a referent with mentions added, each place once, in order of the text."""
    have = {(m.start, m.end) for m in referent.mentions}
    fresh = [m for m in mentions if (m.start, m.end) not in have]
    if not fresh:
        return referent
    return replace(referent, mentions=tuple(sorted((*referent.mentions, *fresh), key=lambda m: (m.start, m.end))))
