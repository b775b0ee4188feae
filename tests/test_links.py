"""Links of own sentences: after, because of, on condition of, part of; by connective and by verb."""

import pytest

from kg.extract.links import Tie, find_ties
from kg.ontology.cues import load_cues
from kg.records import MODALITIES
from tests.reading import read

# sentence, its event words, the links between them
TIES = [
    ("Kassem resigned after rebels attacked the port.", "resigned,attacked", "resigned after attacked"),
    ("Following the attack on the port, Kassem resigned.", "attack,resigned", "resigned after attack"),
    ("Kassem resigned before rebels attacked the port.", "resigned,attacked", "attacked after resigned"),
    ("Kenya closed the border in response to the attack.", "closed,attack", "closed causedBy attack"),
    ("Kenya closed the border because rebels attacked the port.", "closed,attacked", "closed causedBy attacked"),
    ("Kenya will withdraw if rebels attack the port.", "withdraw,attack", "withdraw condition attack"),
    ("Kenya will withdraw unless rebels surrender.", "withdraw,surrender", "withdraw condition surrender"),
    ("Kassem met Molnarez on the sidelines of the summit.", "met,summit", "met partOf summit"),
    ("Kassem met Molnarez during a visit to Nairobi.", "met,visit", "met partOf visit"),
    ("The attack led to talks in Nairobi.", "attack,talks", "talks causedBy attack"),
    ("The talks followed an attack on the port.", "talks,attack", "talks after attack"),
    ("The protest was triggered by the arrest of Kassem.", "protest,arrest", "protest causedBy arrest"),
    ("The attack provoked a protest.", "attack,protest", "protest causedBy attack"),
    ("Kassem resigned and rebels attacked the port.", "resigned,attacked", ""),
    ("Troops invaded as part of an operation against rebels.", "invaded,operation", "invaded partOf operation"),
    ("The fighting resulted from the arrest of Kassem.", "fighting,arrest", "fighting causedBy arrest"),
    ("Due to the attack, the talks collapsed.", "attack,collapsed", "collapsed causedBy attack"),
    ("Kenya imposed sanctions over the attack.", "imposed,attack", "imposed causedBy attack"),
    ("In the wake of the attack, Kassem resigned.", "attack,resigned", "resigned after attack"),
    ("Kenya bombed the camp in retaliation for the attack.", "bombed,attack", "bombed causedBy attack"),
]


def ties_of(text: str, words: list[str]) -> tuple[Tie, ...]:
    """Return the ties between the events at some words of a text."""
    article = read(text)
    return find_ties(article.analysis, [article.trigger(w) for w in words], load_cues())


@pytest.mark.parametrize(("text", "words", "expected"), TIES, ids=[t[0] for t in TIES])
def test_what_hangs_together(text: str, words: str, expected: str) -> None:
    names = words.split(",")
    found = [f"{names[t.source]} {t.kind} {names[t.target]}" for t in ties_of(text, names)]
    assert "; ".join(found) == expected


@pytest.mark.parametrize("text", [t[0] for t in TIES if t[2]])
def test_evidence_spans_both_events_or_their_verbs(text: str) -> None:
    words = next(t[1] for t in TIES if t[0] == text).split(",")
    for tie in ties_of(text, words):
        assert 0 <= tie.evidence.start < tie.evidence.end <= len(text)
        assert tie.kind in ("after", "causedBy", "condition", "partOf") and tie.source != tie.target


def test_events_of_different_sentences_are_not_tied() -> None:
    assert ties_of("Rebels attacked the port. After that, Kassem resigned.", ["attacked", "resigned"]) == ()


def test_cue_tables_are_sound() -> None:
    cues = load_cues()
    operators = {*cues.verbs.values(), *cues.nouns.values(), *cues.adjectives.values()}
    assert len(operators) > 10 and len(cues.verbs) > 300
    assert all(m in MODALITIES for o in operators for m in o.modalities)
    assert set(cues.connectives.values()) == {"after", "before", "causedBy", "condition", "partOf"}
    assert cues.verb_lemma("postponed", "postpon") == "postpone" and cues.verb_lemma("met", "meet") == "meet"
