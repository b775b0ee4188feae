"""Dictionary forms by suffix rules and exceptions learnt from treebanks."""

import gzip
import json
from pathlib import Path

from kg.language.pieces import PLAIN

LONGEST_SUFFIX = 5


class Lemmas:
    """Looks up exceptions first, then the rule of the longest known suffix. Remembers what it has answered."""

    def __init__(self, path: Path) -> None:
        """Read {"rules": {"UPOS<tab>XPOS<tab>suffix": script}, "exc": {"form<tab>UPOS<tab>XPOS": lemma}}."""
        with gzip.open(path, "rt", encoding="utf-8") as file:
            stored = json.load(file)
        self._rules: dict[str, str] = stored["rules"]
        self._exceptions: dict[str, str] = stored["exc"]
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
        exception = self._exceptions.get(f"{form}\t{upos}\t{xpos}")
        if exception:
            return exception
        for length in range(min(LONGEST_SUFFIX, len(form)), -1, -1):
            script = self._rules.get(f"{upos}\t{xpos}\t{form[len(form) - length :]}")
            if script and not (script[0] == "F" and length < len(form)):
                lemma = apply_script(form, script)
                if lemma:
                    return lemma
        return form


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
