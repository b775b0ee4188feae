"""Words of a sentence that share one time: "met on Friday and told", "signed ..., ending", "addressing ..., called".

Grammar only: knows the tokens of a sentence, no time phrase.
"""

from collections.abc import Sequence

from kg.extract.timebars import share_tense
from kg.extract.times.words import load_words
from kg.language.analysis import Token

_TELLING = frozenset(("after", "until", "as", "when", "while"))
_OLDER = frozenset(("had", "has", "have", "'ve", "’ve"))


def shares_with(tokens: Sequence[Token], word: int) -> int | None:
    """Return the word whose time a word shares: "met on Friday and told", "signed ..., ending"; None for none."""
    token = tokens[word]
    below = [t for t in tokens if t.head == word]
    marks = {t.text.lower() for t in below if t.dep == "mark"}
    before = _said_while(tokens, word)
    if before is None:
        before = _fronted(tokens, word)
    if before is not None:
        return before
    if token.head < 0:
        return None
    if _goes_on(tokens, word):
        return token.head
    if token.dep == "conj" and token.upos == "VERB" and tokens[token.head].upos == "VERB":
        if any(t.dep.startswith("nsubj") for t in below):
            return None
        same = token.xpos == tokens[token.head].xpos or {token.xpos, tokens[token.head].xpos} <= {"VBD", "VBN"}
        return token.head if same and share_tense(tokens, word, token.head) else None
    if token.dep == "advcl" and token.head < word and any(t.text.lower() in ("when", "while") for t in below):
        return token.head
    led = _led_to(tokens, word)
    if led is not None:
        return led
    joined = _elided(tokens, word)
    if joined is not None:
        return joined
    if any(t.dep.startswith("nsubj") for t in below):
        return None
    if token.dep == "advcl" and token.xpos == "VB" and marks == {"to"} and token.head < word:
        return token.head if _is_past(tokens, token.head) else None  # "flew to Rome on Monday to urge"
    if token.upos == "NOUN":
        participle = token.dep == "obj" and tokens[token.head].xpos == "VBG" and tokens[token.head].dep == "advcl"
        return token.head if participle else _described_by(tokens, word)
    if token.dep == "acl" and token.xpos == "VBG" and tokens[token.head].dep == "obj":
        uttered = tokens[tokens[token.head].head]
        return tokens[token.head].head if uttered.lemma.lower() in load_words().uttering else None
    if token.dep == "advcl" and token.xpos == "VBG" and marks <= {"by"} and token.head < word:
        return token.head
    return None


def _led_to(tokens: Sequence[Token], word: int) -> int | None:
    """Return the verb above an infinitive it brought about, "forced him to resign", or above a slip of the parse.

    Parsers join "invited" in "agreed to wait and invited them" to the infinitive; a past joins a past.
    """
    token, above = tokens[word], tokens[tokens[word].head]
    if token.xpos == "VB" and token.dep in ("xcomp", "ccomp", "advcl") and above.xpos in ("VBD", "VBN"):
        return token.head if above.lemma.lower() in load_words().forcing else None
    if token.xpos != "VBD" or token.dep != "conj" or above.xpos != "VB" or token.head > word:
        return None
    if any(t.head == word and t.dep.startswith(("nsubj", "aux")) for t in tokens):
        return None
    return above.head if above.head >= 0 and tokens[above.head].xpos == "VBD" else None


def carrier(tokens: Sequence[Token], noun: int) -> int:
    """Return the verb that only carries a noun, active or passive: "held talks", "a pact was signed"."""
    token = tokens[noun]
    if token.upos != "NOUN" or token.dep not in ("obj", "nsubj:pass") or token.head < 0:
        return noun
    words = load_words()
    return token.head if tokens[token.head].lemma.lower() in words.carrying | words.uttering | words.voicing else noun


def governing_clause(tokens: Sequence[Token], word: int, outlasts: bool = False) -> int | None:
    """Return the verb whose clause tells what a word tells beside it: "until Rome agreed", "in weeks of fighting".

    None for what a relative clause, a quotation or a pluperfect tells: its time may be another. A war that `outlasts`
    other happenings is told by the days it took only.
    """
    beside, at = False, word
    for _ in range(len(tokens)):
        token = tokens[at]
        if token.head < 0 or token.dep.startswith("acl:relcl") or token.dep in ("ccomp", "parataxis", "xcomp"):
            return None
        if any(c.head == at and c.dep.startswith("aux") and c.text.lower() in _OLDER for c in tokens):
            return None
        marks = {c.text.lower() for c in tokens if c.head == at and c.dep in ("mark", "case")}
        if token.upos == "VERB" and at != word and beside:
            return at
        beside = beside or (not outlasts and token.dep == "advcl" and _is_past(tokens, at) and bool(marks & _TELLING))
        beside = beside or (token.dep == "obl" and token.upos == "NOUN" and "in" in marks)
        at = token.head
        if beside and tokens[at].upos == "VERB":
            return at
    return None


def _said_while(tokens: Sequence[Token], word: int) -> int | None:
    """Return the participle of an aside before a finite verb: "Ali, addressing the nation that night, called ..."."""
    verb = tokens[word]
    if verb.xpos not in ("VBD", "VBZ"):
        return None
    for i in range(word):
        t = tokens[i]
        if t.xpos != "VBG" or any(c.head == i and c.dep in ("mark", "case") for c in tokens):
            continue
        of_subject = t.dep == "acl" and tokens[t.head].head == word and tokens[t.head].dep == "nsubj"
        if of_subject or (t.dep == "advcl" and t.head == word):
            return i
    return None


def _elided(tokens: Sequence[Token], word: int) -> int | None:
    """Return the last of participles under one helper: "eight had been killed and 34 wounded overnight"."""
    if tokens[word].xpos != "VBN" or not any(t.head == word and t.dep.startswith("aux") for t in tokens):
        return None
    last = [i for i, t in enumerate(tokens) if t.head == word and t.dep == "conj" and t.xpos == "VBN" and i > word]
    helped = {t.head for t in tokens if t.dep.startswith("aux")}
    return last[-1] if last and last[-1] not in helped else None


def _described_by(tokens: Sequence[Token], noun: int) -> int | None:
    """Return the participle after what a noun counts: "a barrage of missiles targeting Kyiv"; None for none."""
    inside = {noun}
    for n in range(noun + 1, min(noun + 12, len(tokens))):
        t = tokens[n]
        of = any(c.head == n and c.dep == "case" and c.text.lower() == "of" for c in tokens)
        if t.head in inside and t.upos == "NOUN" and ((of and t.dep == "nmod") or (t.dep == "conj" and t.head != noun)):
            inside.add(n)
        if t.head in inside - {noun} and t.dep == "acl" and t.xpos == "VBG":
            return n
    return None


def _fronted(tokens: Sequence[Token], word: int) -> int | None:
    """Return the verb of a when-clause before a past main clause: "When the fleet sailed in June, Rome protested"."""
    if tokens[word].xpos != "VBD":
        return None
    for i in range(word):
        t = tokens[i]
        when = any(c.head == i and c.text.lower() == "when" for c in tokens)
        if when and t.head == word and t.dep == "advcl" and t.xpos == "VBD":
            return i
    return None


def _goes_on(tokens: Sequence[Token], word: int) -> bool:
    """Tell of a clause of its own that tells on in the past: "The talks failed on Friday, and the army advanced"."""
    token, first = tokens[word], tokens[tokens[word].head]
    if token.dep not in ("conj", "parataxis") or not (_is_past(tokens, word) and _is_past(tokens, token.head)):
        return False
    if token.head > word or first.lemma.lower() in load_words().present_reports:
        return False
    below = [i for i, t in enumerate(tokens) if t.head == word and i < word]
    if not any(tokens[i].dep.startswith("nsubj") for i in below):
        return False
    if any(tokens[i].dep == "cc" and tokens[i].text.lower() != "and" for i in below):
        return False
    return any(tokens[i].text in (";", ":") or tokens[i].text.lower() == "and" for i in below)


def _is_past(tokens: Sequence[Token], word: int) -> bool:
    """Tell whether a verb stands in the simple past, active or passive."""
    helpers = {t.text.lower() for t in tokens if t.head == word and t.dep.startswith("aux")}
    return (tokens[word].xpos == "VBD" and not helpers) or (
        tokens[word].xpos == "VBN" and bool(helpers) and helpers <= {"was", "were"}
    )
