"""Dictionary forms by suffix rules and exceptions learnt from treebanks, checked against a list of common words."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

from kg.language.pieces import PLAIN

LONGEST_SUFFIX = 5

# What regular inflection may have added, by fine tag: (ending, what stood in its place).
_PAST = (("ied", "y"), ("ed", ""), ("ed", "e"))
_PLURAL = (("ies", "y"), ("ves", "f"), ("ves", "fe"), ("men", "man"), ("es", ""), ("s", ""))
_MORE = (("ier", "y"), ("er", ""), ("er", "e"))
_MOST = (("iest", "y"), ("est", ""), ("est", "e"))
_INFLECTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "VBD": _PAST,
    "VBN": _PAST,
    "VBG": (("ying", "ie"), ("ing", ""), ("ing", "e")),
    "VBZ": _PLURAL,
    "NNS": _PLURAL,
    "JJR": _MORE,
    "RBR": _MORE,
    "JJS": _MOST,
    "RBS": _MOST,
}
_DOUBLING = ("VBD", "VBN", "VBG", "JJR", "RBR", "JJS", "RBS")


class Lemmas:
    """Looks up exceptions first, then the rule of the longest known suffix. Remembers what it has answered."""

    def __init__(self, path: Path, common: Mapping[str, int]) -> None:
        """Read {"rules": {"UPOS<tab>XPOS<tab>suffix": script}, "exc": {"form<tab>UPOS<tab>XPOS": lemma}}.

        `common` ranks common words, the commonest lowest: where a rule makes no word of them ("upgrad", "bom"),
        the commonest word that regular inflection allows is taken instead.
        """
        with gzip.open(path, "rt", encoding="utf-8") as file:
            stored = json.load(file)
        self._rules: dict[str, str] = stored["rules"]
        self._exceptions: dict[str, str] = stored["exc"]
        self._common = common
        self._known: dict[tuple[str, str, str], str] = {}

    def __call__(self, word: str, upos: str, xpos: str) -> str:
        """Return the lemma of a word with its tags; never empty."""
        key = (word, upos, xpos)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            found = self._known[key] = self._find(word, upos, xpos)
        return found

    def _find(self, word: str, upos: str, xpos: str) -> str:
        form = word.translate(PLAIN)
        if upos != "PROPN":
            form = form.lower()
        if upos == "NUM":
            return form
        if xpos == "VBP" and form.endswith("s") and not form.endswith("ss"):
            xpos = "VBZ"  # no plain form of a verb ends so: the tag is a slip, and "postpones" has a lemma
        exception = self._exceptions.get(f"{form}\t{upos}\t{xpos}")
        if exception:
            return exception
        lemma = self._by_rule(form, upos, xpos)
        if upos == "PROPN" or self._is_common(lemma):
            return lemma
        allowed = [base for base in _uninflected(form, xpos) if base in self._common]
        return min(allowed, key=self._common.__getitem__) if allowed else lemma

    def _is_common(self, word: str) -> bool:
        """Tell whether a word is listed, in its American spelling at least."""
        return word in self._common or (word.endswith("ise") and f"{word[:-2]}ze" in self._common)

    def _by_rule(self, form: str, upos: str, xpos: str) -> str:
        for length in range(min(LONGEST_SUFFIX, len(form)), -1, -1):
            script = self._rules.get(f"{upos}\t{xpos}\t{form[len(form) - length :]}")
            if script and not (script[0] == "F" and length < len(form)):
                lemma = apply_script(form, script)
                if lemma:
                    return lemma
        return form


def _uninflected(form: str, xpos: str) -> list[str]:
    """Return what a form may be an inflection of, by spelling alone."""
    bases = [form[: -len(end)] + start for end, start in _INFLECTIONS.get(xpos, ()) if form.endswith(end)]
    if xpos in _DOUBLING:
        bases += [base[:-1] for base in bases if len(base) > 3 and base[-1] == base[-2]]
    return bases


def apply_script(form: str, script: str) -> str:
    """Return the lemma a script makes of a form.

    "S|case|n|tail" drops n letters and adds the tail, "F|case|lemma" replaces the form;
    case is L(ower), K(eep), T(itle) or U(pper).
    """
    kind, case, rest = script.split("|", 2)
    if kind == "F":
        lemma = rest
        lower = False
    else:
        dropped, tail = rest.split("|", 1)
        count = int(dropped)
        lemma = (form[: len(form) - count] if count < len(form) or not count else "") + tail
        lower = case == "L"
    if lower:
        return lemma.lower()
    return lemma.title() if case == "T" else lemma.upper() if case == "U" else lemma
