"""How what has no name is called, over its counts, owners and what tells it apart."""

import pytest

from kg.extract.names import find_referents
from kg.language.reader import load_reader
from tests.event_reading import article, names, read

CASES = [
    ("the place of people", "Gunmen in Kidal attacked a convoy on Monday.", "Gunmen in Kidal", "Gunmen in Kidal"),
    ("the place of a site", "Chad shelled a barracks near Agadez.", "Barracks near Agadez", "a barracks near Agadez"),
    ("its whole", "Divers of the coast guard rescued them.", "Divers of the coast guard", None),
    ("no count in figures", "Soldiers killed 250 Malian fishermen on Monday.", "Malian fishermen", None),
    ("nor how sure it is", "Police arrested around 30 students on Monday.", "Students", None),
    ("a day is no place", "Gunmen in May attacked a convoy.", "Gunmen", "Gunmen"),
    ("nor what is done with it", "Kenya attacked rebels with tanks.", "Rebels", "rebels"),
    ("a weapon by its kind", "Eritrea fired 40 Sudanese rockets at Kassala.", "Sudanese rockets", "rockets"),
    ("with its make", "Eritrea fired 12 cruise missiles at Kassala.", "Cruise missiles", "cruise missiles"),
    (
        "who a document binds",
        "Peru broke its pact with Bolivia on Monday.",
        "Pact with Bolivia",
        "its pact with Bolivia",
    ),
    ("not where it was signed", "Peru signed a treaty in Lima on Monday.", "Treaty", "a treaty"),
]


@pytest.mark.parametrize(("text", "label", "mention"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_has_no_name_is_called_by_what_tells_it_apart(text: str, label: str, mention: str | None) -> None:
    told = article(f"News of the day\n\n{text}")
    referents = find_referents(told, load_reader().analyse(told), names()).referents
    found = {r.label.casefold(): r for r in referents}
    assert label.casefold() in found, sorted(found)
    assert mention is None or mention in {m.text for m in found[label.casefold()].mentions}


def test_a_document_is_known_by_its_number() -> None:
    record = read("The Security Council adopted Resolution 1701. Lebanon welcomed Security Council Resolution 1701.")
    documents = [e for e in record.entities if e.type == "LegalDocument"]
    assert [[m.text for m in e.mentions] for e in documents] == [
        ["Resolution 1701", "Security Council Resolution 1701"]
    ]


def test_a_number_that_counts_names_no_document() -> None:
    record = read("Peru signed the accord 10 days later and Chile ratified the treaty 2 weeks after that.")
    assert not [m.text for e in record.entities for m in e.mentions if any(c.isdigit() for c in m.text)]
