"""Own sentences through the real layers, for the tests of what reads above them. Not a test itself."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.article.layout import find_zones
from kg.extract.claims import find_claims
from kg.extract.layers import Quotation, Referents, Trigger
from kg.extract.names import find_referents
from kg.extract.quotations import find_quotations
from kg.extract.voices import find_voices
from kg.language.analysis import Analysis
from kg.language.reader import Reader, load_reader
from kg.ontology.cues import load_cues
from kg.ontology.names import Names, load_names
from kg.records import MODALITIES, POLARITIES, Article, Claim, Zone


@dataclass(frozen=True)
class Read:
    """An article of ours with its layers; `voices` are the referents that can speak."""

    article: Article
    analysis: Analysis
    referents: Referents
    voices: Referents
    quotations: tuple[Quotation, ...]

    def label(self, referent: str | None) -> str | None:
        """Return the label of a referent id."""
        return None if referent is None else self.referents.get(referent).label

    def trigger(self, word: str, kind: str = "Attack", nth: int = 0) -> Trigger:
        """Return a trigger at the nth occurrence of a word, with the model's own modality and polarity."""
        places = [
            (s, i) for s in self.analysis.sentences for i, t in enumerate(s.tokens) if t.text.lower() == word.lower()
        ]
        sentence, token = places[nth]
        assert sentence.signals is not None
        modality = MODALITIES[int(sentence.signals.modality[token].argmax())]
        polarity = POLARITIES[int(sentence.signals.polarity[token].argmax())]
        return Trigger(sentence.index, token, token, token, kind, 1.0, "test", modality, polarity)

    def claims(self, word: str, kind: str = "Attack") -> tuple[Claim, ...]:
        """Return the claims of the event at a word."""
        return find_claims(
            self.article, self.analysis, self.trigger(word, kind), self.quotations, self.voices, load_cues()
        )

    def speakers(self, claims: tuple[Claim, ...]) -> str:
        """Return the labels of the speakers, the article's own voice as nothing."""
        return "+".join(self.label(c.speaker) or "" for c in claims)


@lru_cache(maxsize=1)
def tools() -> tuple[Reader, Names]:
    """Return the shipped reader and names, loaded once a session."""
    return load_reader(), load_names()


@lru_cache(maxsize=512)
def read(text: str, title: str | None = None) -> Read:
    """Return a text with its layers; body text unless a title is given."""
    zones = (Zone(0, len(text), "body"),) if title is None else find_zones(text, title)
    article = Article("own", text, title or "", "0" * 64, zones, date(2024, 5, 3), "metadata")
    reader, names = tools()
    analysis = reader.analyse(article)
    referents = find_referents(article, analysis, names)
    voices = find_voices(analysis, referents, load_cues())
    return Read(article, analysis, referents, voices, find_quotations(article, analysis, voices, load_cues()))
