"""What goes on: when a phrase tells only the beginning or the end of an event, not the days it took."""

from collections.abc import Sequence

from kg.extract.layers import TimeExpression, Trigger
from kg.extract.timelinks import head_of
from kg.extract.times.words import load_words
from kg.language.analysis import Token


def only_begins(tokens: Sequence[Token], t: TimeExpression, trigger: Trigger) -> bool:
    """Tell whether the phrase dates only the beginning: "the invasion, launched in February 2022", "began shelling"."""
    verb = tokens[head_of(tokens, t.first, t.last)].head
    word = trigger.token
    if tokens[word].dep == "xcomp" and verb in (word, tokens[word].head):
        return _is_beginning(tokens, tokens[word].head)
    if verb < 0 or not _is_beginning(tokens, verb):
        return False
    described = tokens[verb].head == word and tokens[verb].dep.startswith("acl")
    if described and t.span is not None and t.span.precision != "day":
        return True
    subject = tokens[word].head == verb and tokens[word].dep.startswith("nsubj")
    begun = tokens[word].head == verb and tokens[word].dep in ("obj", "nsubj:pass", "nsubj")
    if begun and tokens[word].lemma.lower() in load_words().campaigns:
        return True
    return (described or subject) and trigger.type in load_words().lasting


def _is_beginning(tokens: Sequence[Token], verb: int) -> bool:
    words, lemma = load_words(), tokens[verb].lemma.lower()
    if lemma in words.begin:
        return True
    nouns = {t.lemma.lower() for t in tokens if t.head == verb}
    return lemma in words.effect_verbs and bool(nouns & words.effect_nouns)


def is_when(tokens: Sequence[Token], t: TimeExpression, trigger: Trigger) -> bool:
    """Tell of "since 28 May, when a soldier was shot": the clause tells what took place that day."""
    after = [c.text.lower() for c in tokens[t.last + 1 : t.last + 3]]
    told = trigger.token > t.last + 1 and (after[:1] == ["when"] or after == [",", "when"])
    return told and trigger.type not in load_words().lasting


def only_ends(tokens: Sequence[Token], t: TimeExpression, trigger: Trigger) -> bool:
    """Tell whether the phrase dates only the end: "a war that ended in 1994", "which a truce in 1994 ended"."""
    words, word = load_words(), trigger.token
    if trigger.type not in words.lasting:
        return False
    verb = tokens[head_of(tokens, t.first, t.last)].head
    if verb >= 0 and tokens[verb].dep.startswith("nsubj") and tokens[verb].head >= 0:
        verb = tokens[verb].head
    if verb < 0 or tokens[verb].lemma.lower() not in words.ending:
        return False
    described = tokens[verb].head == word and tokens[verb].dep.startswith("acl")
    below = tokens[word].head == verb and tokens[word].dep.startswith(("nsubj", "obj"))
    return described or below
