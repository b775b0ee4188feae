"""What sort of mention a word would be if it filled a role: a name of some class, a pronoun, a common noun ..."""

from collections.abc import Sequence

from kg.language.analysis import Name, Token

CLASSES = (
    "other",
    "PER",
    "ORG",
    "LOC",
    "proper noun",
    "common noun",
    "pronoun",
    "relative pronoun",
    "possessive pronoun",
    "adjective",
    "numeral",
    "verb",
    "noun modifier",
)
_NUMBER = {name: i for i, name in enumerate(CLASSES)}
_BY_TAG = {
    "PRP": "pronoun",
    "PRP$": "possessive pronoun",
    "WDT": "relative pronoun",
    "WP": "relative pronoun",
    "WP$": "relative pronoun",
}
_BY_CLASS = {
    "PROPN": "proper noun",
    "NOUN": "common noun",
    "PRON": "pronoun",
    "ADJ": "adjective",
    "NUM": "numeral",
    "VERB": "verb",
}


def mention_classes(tokens: Sequence[Token], names: Sequence[Name]) -> list[int]:
    """Return the number in CLASSES of each word: the last word of a name has the name's class."""
    classes = [_NUMBER[_sort(token)] for token in tokens]
    for name in names:
        classes[name.last] = _NUMBER[name.label]
    return classes


def _sort(token: Token) -> str:
    if token.upos == "NOUN" and token.dep == "compound":
        return "noun modifier"
    return _BY_TAG.get(token.xpos) or _BY_CLASS.get(token.upos, "other")
