"""The ontology as typed tables, and what is said of a user's file that is wrong."""

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology.types import Ontology, load_ontology

HEADER = "@prefix d: <https://w3id.org/diplomatic-timeline/ontology#> .\n" \
         "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n" \
         "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"  # fmt: skip
GOOD = (
    HEADER
    + """
d:Handover a owl:Class ; rdfs:subClassOf d:Cooperation ;
    rdfs:label "handover"@en ; rdfs:comment "A wanted person is handed over."@en ;
    d:verbTrigger "hand over"@en ; d:nounTrigger "handover"@en ; d:phraseTrigger "surrender to the tribunal"@en ;
    d:shortcut [ a d:ShortcutRule ; d:predicate d:handsOver ; d:from d:actor ; d:to d:topic ] .
d:handsOver a owl:ObjectProperty ; rdfs:label "hands over"@en .
"""
)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.ttl"
    path.write_text(text, encoding="utf-8")
    return path


def test_base_types_agree_with_the_annotators_list(ontology: Ontology, shared: Path) -> None:
    stack: list[str] = []
    lines = (shared / "gold" / "TYPES.txt").read_text(encoding="utf-8").splitlines()
    for line in (one for one in lines if one.strip()):
        depth = (len(line) - len(line.lstrip())) // 2
        name, plover = line.split(" - ")[0].strip(), line.rsplit("[", 1)[1].rstrip("]")
        stack = [*stack[:depth], name]
        kind = ontology.types[name]
        assert (kind.scored, kind.plover) == (True, plover), name
        assert kind.ancestors == tuple(reversed(stack[:-1])), name
    assert len([t for t in ontology.types.values() if t.scored]) == len([one for one in lines if one.strip()]) == 87


def test_every_type_is_whole(ontology: Ontology) -> None:
    assert len(ontology.types) > 110
    for kind in ontology.types.values():
        assert kind.label and kind.comment, kind.name
        assert ontology.types[kind.scored_as].scored, kind.name
        for rule in kind.shortcuts:
            assert rule.predicate in ontology.properties, kind.name


@pytest.mark.parametrize(
    ("finer", "base"),
    [
        ("CourtRuling", "SpeechAct"), ("HostageTaking", "Arrest"), ("Coup", "Coercion"), ("WeaponTest", "Mobilization"),
        ("RestoredRelations", "DiplomaticSupport"), ("Extradition", "Cooperation"), ("Veto", "Rejection"),
        ("LeaveOrganisation", "ReducedRelations"), ("JoinOrganisation", "SignAgreement"), ("Visit", "Visit"),
        ("Nationalisation", "Coercion"), ("LegalAction", "Investigation"),
    ],
)  # fmt: skip
def test_finer_types_count_as_their_base_type(ontology: Ontology, finer: str, base: str) -> None:
    assert ontology.scored_as(finer) == base


def test_controlled_values(ontology: Ontology) -> None:
    projecting = {n for n, s in ontology.statuses.items() if s.projects}
    assert projecting == {"Happened", "Ongoing", "Planned", "Claimed"}
    assert {"Cancelled", "Postponed", "Disputed"} <= set(ontology.statuses)
    assert set(ontology.comparators) == {"Exactly", "AtLeast", "AtMost", "About"}
    assert ontology.is_entity("Country", "Place") and ontology.is_entity("Country", "Actor")
    assert not ontology.is_entity("City", "Actor")


def test_a_user_type_inherits_what_it_does_not_say(tmp_path: Path) -> None:
    ontology = load_ontology([write(tmp_path, GOOD)])
    kind = ontology.types["Handover"]
    assert (kind.plover, kind.quad, kind.shipped, kind.scored_as) == (
        "COOPERATE",
        "MaterialCooperation",
        False,
        "Cooperation",
    )
    assert kind.verbs == ("hand over",) and kind.nouns == ("handover",)
    assert next(s.predicate for s in ontology.shortcuts("Handover")) == "handsOver"
    assert "cooperatesWith" in [s.predicate for s in ontology.shortcuts("Handover")]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param(GOOD.replace("d:Cooperation", "d:Coperation"), 5, "did you mean d:Cooperation", id="parent misspelt"),
        pytest.param(GOOD.replace("rdfs:subClassOf d:Cooperation", "rdfs:subClassOf d:Person"), 5, "no event type", id="wrong parent"),
        pytest.param(GOOD.replace('rdfs:label "handover"@en ; ', ""), 5, "no rdfs:label", id="label missing"),
        pytest.param(GOOD.replace("d:nounTrigger", "d:nounTriger"), 7, "d:nounTrigger", id="property misspelt"),
        pytest.param(GOOD.replace("d:to d:topic", "d:to d:topics"), 8, "did you mean d:topic", id="role misspelt"),
        pytest.param(GOOD.replace("d:to d:topic", "d:to d:label"), 8, "unknown term d:label", id="no role"),
        pytest.param(GOOD.replace("d:predicate d:handsOver", "d:predicate d:Visit"), 8, "no object property", id="no predicate"),
        pytest.param(GOOD + "d:X a", 10, "not valid Turtle", id="broken Turtle"),
        pytest.param(
            HEADER + 'd:Still a owl:Class ; rdfs:subClassOf d:Event ; rdfs:label "s" ; rdfs:comment "c" .', 4,
            "no trigger", id="no trigger"
        ),
        pytest.param(
            HEADER + 'd:Loose a owl:Class ; rdfs:label "s" ; rdfs:comment "c" ; d:nounTrigger "x" .', 4,
            "no rdfs:subClassOf", id="no parent"
        ),
        pytest.param(
            HEADER + 'd:Root a owl:Class ; rdfs:subClassOf d:Event ; rdfs:label "s" ; rdfs:comment "c" ; d:nounTrigger "x" .',
            4, "no base type", id="nothing to count as"
        ),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(OntologyError) as caught:
        load_ontology([path])
    message = str(caught.value)
    assert str(path) in message and f"line {line}:" in message and words in message
    assert "\n" not in message


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"absent\.ttl"):
        load_ontology([tmp_path / "absent.ttl"])
