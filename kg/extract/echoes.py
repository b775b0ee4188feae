"""Words that only belong to another trigger's phrase: "held talks" and "war broke out" are one event each.

Takes the triggers of a sentence and settles which of them tell the same; knows nothing of what evokes an event.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extract.layers import Trigger
from kg.extract.lexicon import Match
from kg.language.analysis import Sentence
from kg.ontology.reading import Reading

CONSTRUCTION = "construction:"  # rules of triggers typed by what stands with them


def settle_echoes(
    sentence: Sentence, triggers: Mapping[int, Trigger], matches: Mapping[int, Sequence[Match]], reading: Reading
) -> Sequence[Trigger]:
    """Return the triggers, those of one phrase with one type, those that only modify another one dropped.

    A light verb tells the event of its noun ("held talks", "sanctions imposed by") and a verb of coming about that of
    its subject ("war broke out"). A modifier belongs to the noun it modifies ("ceasefire
    talks"), a verb that only tells when or whether to the one below it ("is set to arrive").
    """
    settled = dict(triggers)
    for verb, word in enumerate(sentence.tokens):
        if word.upos != "VERB":
            continue
        own, noun = settled.get(verb), _carried(sentence, verb, reading)
        if noun is None or (own is not None and own.rule != "model"):
            continue
        told, light = settled.get(noun), word.lemma.lower() in reading.light_verbs
        if told is not None and own is not None and not (light and told.score >= own.score):
            settled[verb] = replace(own, type=told.type)
        elif told is not None and light and (own is not None or _carries(sentence, verb, noun, reading)):
            settled.pop(verb, None)
            settled[noun] = told if told.first <= verb <= told.last else replace(told, carrier=verb)
        elif told is None and own is not None:
            named = sorted({m.type for m in matches.get(noun, ()) if m.trigger.startswith("noun:") and m.words == 1})
            if len(named) == 1:
                settled[verb] = replace(own, type=named[0])
    _drop_complements(sentence, settled, reading)
    kept = []
    for token, trigger in sorted(settled.items()):
        word = sentence.tokens[token]
        if word.dep == "compound" and word.head in settled:
            continue
        if trigger.rule == "model" and any(_is_raised(sentence, t, trigger) for t in settled.values()):
            continue
        kept.append(trigger)
    return kept


def _drop_complements(sentence: Sentence, settled: dict[int, Trigger], reading: Reading) -> None:
    """Take the nouns into a verb typed by them: "put its forces on alert", "expressed regret"."""
    for verb, own in sorted(settled.items()):
        if not own.rule.startswith(CONSTRUCTION):
            continue
        light = sentence.tokens[verb].lemma.lower() in reading.light_verbs
        for noun in sentence.children(verb):
            told, dep = settled.get(noun), sentence.tokens[noun].dep.split(":")[0]
            if told is None or told.rule != "model" or dep not in ("obj", "obl"):
                continue
            if told.type == own.type or (light and dep == "obj"):
                del settled[noun]
                inside = told.first <= verb <= told.last
                settled[verb] = replace(own, first=told.first, last=told.last) if inside else replace(own, carrier=noun)


def _carries(sentence: Sentence, verb: int, noun: int, reading: Reading) -> bool:
    """Tell whether a verb that evokes nothing itself has no sense but its noun's: "issued a warning".

    Not so "made the warning public".
    """
    free = not any(sentence.tokens[i].dep == "xcomp" for i in sentence.children(verb))
    held = sentence.tokens[noun].dep in ("obj", "nsubj:pass")
    return free and held and sentence.tokens[verb].lemma.lower() in reading.carrying


def _carried(sentence: Sentence, verb: int, reading: Reading) -> int | None:
    """Return the noun whose event a verb only carries: the object of a light verb, the subject of "broke out"."""
    word = sentence.tokens[verb]
    lemma = word.lemma.lower()
    below = sentence.children(verb)
    particles = {f"{lemma} {sentence.tokens[i].text.lower()}" for i in below if i > verb}
    if lemma in reading.light_verbs:
        things = [i for i in below if sentence.tokens[i].dep in ("obj", "nsubj:pass")]
        if not things and word.dep == "acl" and word.xpos == "VBN":
            things = [word.head]
    elif {lemma, *particles} & reading.occurring:
        things = [i for i in below if sentence.tokens[i].dep in ("nsubj", "nsubj:pass")]
    else:
        return None
    return next((i for i in things if sentence.tokens[i].upos in ("NOUN", "PROPN")), None)


def _is_raised(sentence: Sentence, below: Trigger, above: Trigger) -> bool:
    """Tell whether a verb's infinitive evokes the same type, and more surely."""
    word = sentence.tokens[below.token]
    same = word.head == above.token and word.dep == "xcomp" and below.type == above.type
    return same and below.score > above.score
