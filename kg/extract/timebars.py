"""What keeps a time phrase from dating a word, and what ties it to one, whatever the weights of the links say.

Grammar only: knows tokens and the span of a phrase, no other event of the article.
"""

from collections.abc import Sequence
from datetime import date

from kg.extract.layers import TimeExpression
from kg.extract.timelinks import head_of, path_between
from kg.extract.times.words import load_words
from kg.language.analysis import Token

_APART = frozenset(("after", "following", "before", "since", "until", "despite", "amid"))
_RELATIVES = frozenset(("that", "which", "who", "whom", "whose"))
_PERFECT = frozenset(("has", "have", "'ve", "’ve"))
_AGAIN = ("after", "by", "upon")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_OPENERS = frozenset((",", ";", ":", "and", "but", "while", '"', "”", "—", "–", "-", "(", "“"))
_DATELINE = 6  # words before the day in a dateline
_AGENCY = 6  # words of an agency's name in brackets, brackets counted
_FRAME = 10  # words a subject may have between an opening time and its verb


def is_barred(tokens: Sequence[Token], t: TimeExpression, word: int, day: date | None) -> bool:
    """Tell whether a phrase cannot date a word for reasons of grammar. `day` is that of the report."""
    head = head_of(tokens, t.first, t.last)
    up, down = path_between(tokens, word, head)
    if (
        is_dateline(tokens, t)
        or _is_repeated(tokens, t)
        or _is_viewed(tokens, t, word)
        or _opens_after_colon(tokens, t, word)
        or _is_ahead(tokens, t, word, day)
    ):
        return True
    if not up:
        return (
            _tells_of_plan(tokens, t, word, down)
            or _is_of_participle(tokens, word, down)
            or _is_of_nearer(tokens, t, word)
        )
    return (
        _has_ended(tokens, t, word, day)
        or _is_view_of(tokens, word, head)
        or _was_asked_for(tokens, word)
        or _stands_apart(tokens, t, word, up)
        or _is_beyond(tokens, t, word)
        or _is_older(tokens, word, head)
        or _is_present(tokens, t, word, day)
        or _is_promised(tokens, t, word)
        or _describes_subject(tokens, t, word, up)
        or _is_of_saying(tokens, t, word, up)
        or _is_of_nearer(tokens, t, word)
    )


def _is_repeated(tokens: Sequence[Token], t: TimeExpression) -> bool:
    """Tell of "night after night": what goes on again and again has no day."""
    word = tokens[t.last].text.lower()
    after = [c.text.lower() for c in tokens[t.last + 1 : t.last + 3]]
    before = [c.text.lower() for c in tokens[max(0, t.first - 2) : t.first]]
    return after in ([w, word] for w in _AGAIN) or before in ([word, w] for w in _AGAIN)


def _has_ended(tokens: Sequence[Token], t: TimeExpression, word: int, day: date | None) -> bool:
    """Tell of "has never been signed": the present perfect takes no date that is over."""
    if day is None or t.relation != "within" or t.span is None or t.span.end is None or t.span.end >= day:
        return False
    return any(c.head == word and c.dep.startswith("aux") and c.text.lower() in _PERFECT for c in tokens)


def _is_of_participle(tokens: Sequence[Token], word: int, down: Sequence[int]) -> bool:
    """Tell of "restore ties cut in 2016": the date of what describes an object is not that of the verb."""
    told = any(tokens[i].dep == "acl" and tokens[i].xpos == "VBN" for i in down)
    return told and tokens[word].upos == "VERB"


def _describes_subject(tokens: Sequence[Token], t: TimeExpression, word: int, up: Sequence[int]) -> bool:
    """Tell of "a truce brokered by Oslo took effect on May 2": what describes the subject came before."""
    above = tokens[word].head
    described = tokens[word].dep == "acl" and tokens[word].xpos == "VBN" and above in up
    return described and tokens[above].dep.startswith("nsubj") and t.first > tokens[above].head > word


def _is_of_saying(tokens: Sequence[Token], t: TimeExpression, word: int, up: Sequence[int]) -> bool:
    """Tell of "On Sunday the army said that rebels had left": what had been done by then has another day."""
    had = any(c.head == word and c.dep.startswith("aux") and c.text.lower() == "had" for c in tokens)
    told = next((i for i in up if tokens[i].dep == "ccomp" and tokens[i].head not in up), None)
    if not had or told is None or t.relation != "within" or t.span is None or t.span.precision != "day":
        return False
    said = tokens[told].head
    return t.last < said < word and tokens[head_of(tokens, t.first, t.last)].head == said


def _is_of_nearer(tokens: Sequence[Token], t: TimeExpression, word: int) -> bool:
    """Tell whether a day after another noun is that noun's: "followed a trip by Ali to Rome on May 3".

    The noun is what a verb of following has for its object, or what "after" or "before" brings.
    """
    if t.span is None or t.span.precision != "day" or t.first <= word:
        return False
    verb = tokens[word].head if tokens[word].dep.startswith("nsubj") else word
    for noun, token in enumerate(tokens[: t.first]):
        if noun <= word or token.head != verb or token.upos != "NOUN":
            continue
        follows = token.dep == "obj" and tokens[verb].lemma.lower() in load_words().succeeding
        follows = follows or (
            token.dep == "obl" and any(c.head == noun and c.dep == "case" and c.text.lower() in _APART for c in tokens)
        )
        between = tokens[noun + 1 : t.first]
        if follows and all(c.upos not in ("VERB", "AUX", "PUNCT", "CCONJ", "SCONJ") for c in between):
            return True
    return False


def _is_ahead(tokens: Sequence[Token], t: TimeExpression, word: int, day: date | None) -> bool:
    """Tell of "proposed that they meet on Monday": no day still to come dates what is told in the simple past."""
    ahead = day is not None and t.span is not None and t.span.start is not None and t.span.start > day
    helpers = {c.text.lower() for c in tokens if c.head == word and c.dep == "aux"}
    return ahead and (bool(helpers & _PERFECT) or (tokens[word].xpos == "VBD" and not helpers))


def _is_present(tokens: Sequence[Token], t: TimeExpression, word: int, day: date | None) -> bool:
    """Tell of "sent the army in January and wants laws": a date that is over is not that of a joined present."""
    over = day is not None and t.span is not None and t.span.end is not None and t.span.end < day
    joined = tokens[word].dep == "conj" and tokens[tokens[word].head].xpos == "VBD"
    return over and joined and tokens[word].xpos in ("VBZ", "VBP")


def _is_promised(tokens: Sequence[Token], t: TimeExpression, word: int) -> bool:
    """Tell of "on March 31 he promised to help": a time before the promise dates the promise, not what it is of."""
    above = tokens[word].head
    if above < 0 or tokens[word].xpos != "VB" or tokens[word].dep not in ("xcomp", "ccomp") or t.last >= above:
        return False
    return tokens[above].xpos == "VBD" and tokens[above].lemma.lower() in load_words().promising


def _is_view_of(tokens: Sequence[Token], word: int, head: int) -> bool:
    """Tell of "a vote on 16 March that Kyiv calls illegal": what others do to a dated noun has its own time."""
    at = word
    while tokens[at].dep == "conj" and tokens[at].head >= 0:
        at = tokens[at].head
    noun = tokens[at].head
    if tokens[at].dep != "acl:relcl" or noun < 0 or at in _above(tokens, head) or noun not in _above(tokens, head):
        return False
    if any(c.head == at and c.dep == "advmod" and c.text.lower() in ("where", "when") for c in tokens):
        return False
    subject = next((c for c in tokens if c.head == at and c.dep.startswith("nsubj")), None)
    return subject is not None and subject.text.lower() not in _RELATIVES


def _is_viewed(tokens: Sequence[Token], t: TimeExpression, word: int) -> bool:
    """Tell the same as the words stand, where the parse is lost: the verb follows "that" and a subject of its own."""
    if t.last + 1 >= word or tokens[t.last + 1].text.lower() not in _RELATIVES:
        return False
    between = tokens[t.last + 2 : word]
    subject = any(c.head == word and c.dep.startswith("nsubj") for c in between)
    return subject and all(c.upos != "VERB" for c in between)


def _opens_after_colon(tokens: Sequence[Token], t: TimeExpression, word: int) -> bool:
    """Tell of "It blamed Oslo: on Monday the council voted": the time opens what comes after the colon."""
    start = t.first - 1 if t.first and tokens[t.first - 1].upos == "ADP" else t.first
    return start > word and tokens[start - 1].text in (":", ";")


def _was_asked_for(tokens: Sequence[Token], word: int) -> bool:
    """Tell of "at Berlin's request": what was asked for came before."""
    asked = tokens[word].lemma.lower() in load_words().prior
    return asked and any(c.head == word and c.dep == "case" and c.text.lower() in ("at", "on") for c in tokens)


def _stands_apart(tokens: Sequence[Token], t: TimeExpression, word: int, up: Sequence[int]) -> bool:
    """Tell whether a word lies after, before or in spite of what a day dates.

    A day that follows the word in its own phrase is its own, wherever the parse ties it: "following the fall of the
    town on 3 May, the king fled". A month or year may hold both.
    """
    if t.span is None or t.span.precision != "day":
        return False
    if word < t.first and all(c.text != "," and c.upos != "VERB" for c in tokens[word + 1 : t.first]):
        return False
    return any(c.head in up and c.dep in ("case", "mark") and c.text.lower() in _APART for c in tokens)


def _is_beyond(tokens: Sequence[Token], t: TimeExpression, word: int) -> bool:
    """Tell whether a colon or semicolon stands between."""
    lo, hi = (t.last + 1, word) if t.last < word else (word + 1, t.first)
    return any(c.text in (";", ":") for c in tokens[lo:hi])


def _is_older(tokens: Sequence[Token], word: int, head: int) -> bool:
    """Tell of a joined verb in another tense than the dated one before it, and of what a relative clause had before."""
    if tokens[word].dep == "acl:relcl" and any(c.head == word and c.text.lower() == "had" for c in tokens):
        return True  # "In 1974 the army took an island that Rome had occupied"
    above = tokens[word].head
    return tokens[word].dep == "conj" and above in _above(tokens, head) and not share_tense(tokens, word, above)


def share_tense(tokens: Sequence[Token], word: int, above: int) -> bool:
    """Tell whether joined verbs speak of one time: not "had proposed, but ignored", "met and has not signed"."""
    own, first = (
        {c.text.lower() for c in tokens if c.head == i and c.dep.startswith("aux")} & (_PERFECT | {"had"})
        for i in (word, above)
    )
    if tokens[word].xpos == "VBD":  # "had met and told" may share its "had"
        but = any(c.head == word and c.dep == "cc" and c.text.lower() in ("but", "yet") for c in tokens)
        return not (first and but)
    return not own & _PERFECT or bool(first & _PERFECT)


def _tells_of_plan(tokens: Sequence[Token], t: TimeExpression, word: int, down: Sequence[int]) -> bool:
    """Tell of "a truce proposed in June": the date is that of the proposal, unless it is "for June"."""
    words = load_words()
    if tokens[word].upos != "NOUN" or (t.first and tokens[t.first - 1].text.lower() == "for"):
        return False
    return any(tokens[i].dep.startswith("acl") and tokens[i].lemma.lower() in words.proposing for i in down)


def _above(tokens: Sequence[Token], at: int) -> set[int]:
    """Return the governors of a word, nearest to root."""
    out: set[int] = set()
    while at >= 0 and at not in out:
        out.add(at)
        at = tokens[at].head
    return out


def opens_clause(tokens: Sequence[Token], t: TimeExpression, word: int) -> bool:
    """Tell whether a phrase opens the clause of a finite verb: "..., and on Monday the general announced ...".

    Seen from the order of words alone, for sentences in which the parse ties the phrase elsewhere.
    """
    verb = tokens[word]
    helpers = [i for i, c in enumerate(tokens) if c.head == word and c.dep.startswith("aux")]
    if verb.upos != "VERB" or not t.last < word or not (verb.xpos in ("VBD", "VBZ", "VBP") or helpers):
        return False
    start = t.first - 1 if t.first and tokens[t.first - 1].upos == "ADP" else t.first
    if start and tokens[start - 1].text.lower() not in _OPENERS:
        return False
    between = [i for i in range(t.last + 1, word) if i not in helpers]
    if start == 0:
        between = _after_asides(tokens, between, word)
    if between and tokens[between[0]].text == ",":
        between = between[1:]
    if not between or len(between) > _FRAME:
        return False
    plain = all(tokens[i].upos not in ("VERB", "AUX", "PUNCT", "SCONJ", "ADP") or _is_of(tokens[i]) for i in between)
    return plain and any(tokens[i].upos in ("NOUN", "PROPN", "PRON") for i in between)


def _after_asides(tokens: Sequence[Token], between: list[int], verb: int) -> list[int]:
    """Return what stands between without asides of no finite verb: "On 3 May, starting at noon, the envoys met"."""
    subject = next((i for i in between if tokens[i].head == verb and tokens[i].dep.startswith("nsubj")), None)
    if subject is None:
        return between
    comma = max((i for i in between if i < subject and tokens[i].text == ","), default=None)
    aside = [] if comma is None else [tokens[i] for i in between if i < comma]
    finite = any(c.xpos in _FINITE or c.upos == "SCONJ" or c.text.lower() in _RELATIVES for c in aside)
    return between if comma is None or finite else [i for i in between if i > comma]


def closes_clause(tokens: Sequence[Token], t: TimeExpression, word: int) -> bool:
    """Tell whether a day after an apposition dates the verb before it: "met Mahdi, head of the council, on Sunday"."""
    start = t.first - 1 if t.first and tokens[t.first - 1].upos == "ADP" else t.first
    verb = tokens[word]
    main = verb.xpos == "VBD" and verb.dep in ("root", "conj") and not _has_dated_neighbour(tokens, t)
    if not main or word >= start - 1 or tokens[start - 1].text != "," or t.span is None or t.span.precision != "day":
        return False
    between = tokens[word + 1 : start - 1]
    return any(c.text == "," for c in between) and all(c.upos not in ("VERB", "AUX", "SCONJ") for c in between)


def said_on(tokens: Sequence[Token], t: TimeExpression) -> int | None:
    """Return the verb of "said on Wednesday that ...": what stands between a verb and its "that" is its own."""
    start = t.first - 1 if t.first and tokens[t.first - 1].upos == "ADP" else t.first
    follows = t.last + 1 < len(tokens) and tokens[t.last + 1].text.lower() == "that"
    return start - 1 if follows and start and tokens[start - 1].upos == "VERB" else None


def _has_dated_neighbour(tokens: Sequence[Token], t: TimeExpression) -> bool:
    """Tell of "..., on Sunday and Monday, ...": a list of days, or a day with a verb of its own behind it."""
    after = tokens[t.last + 1 : t.last + 2]
    return bool(after) and after[0].upos in ("VERB", "CCONJ")


def _is_of(token: Token) -> bool:
    return token.text.lower() in ("of", "for")


def is_dateline(tokens: Sequence[Token], t: TimeExpression) -> bool:
    """Tell of "GENEVA, 3 March - The ministers ...": the day of the report dates no word."""
    after = t.last + 1
    if tokens[after : after + 1] and tokens[after].text == "(":  # "GENEVA, 3 March (Lake Wire) - ..."
        after = next((i + 1 for i in range(after, min(after + _AGENCY, len(tokens))) if tokens[i].text == ")"), after)
    return t.first <= _DATELINE and after < len(tokens) and tokens[after].text in ("-", "–", "—")
