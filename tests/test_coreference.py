"""Pronouns and descriptions: whom they stand for, in own sentences."""

from functools import lru_cache

import pytest

from kg.article.metadata import Metadata
from kg.article.reading import make_article
from kg.extract.coreference import resolve_first_person
from kg.extract.layers import Quotation, Referents
from kg.extract.names import find_referents
from kg.language.analysis import Analysis
from kg.language.reader import Reader, load_reader
from kg.ontology.names import Names, load_names
from kg.records import Article, Span


@lru_cache(maxsize=1)
def open_tools() -> tuple[Reader, Names]:
    """Return the reader and the names, opened once."""
    return load_reader(), load_names()


def resolve(text: str, published: str = "2025-05-20") -> tuple[Article, Analysis, Referents]:
    reader, names = open_tools()
    article = make_article("A report\n\n" + text, Metadata(published=published), "test", "test")
    analysis = reader.analyse(article)
    return article, analysis, find_referents(article, analysis, names)


def stands_for(text: str, word: str, nth: int = 0, published: str = "2025-05-20") -> str | None:
    """Return the id that the nth occurrence of a word stands for."""
    _, analysis, referents = resolve(text, published)
    places = [(s.index, i) for s in analysis.sentences for i, t in enumerate(s.tokens) if t.text == word]
    return referents.at.get(places[nth])


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("Macron flew to Kigali. He met Kagame there.", "He", "Emmanuel_Macron"),
        ("Sheinbaum called Petro. She offered help.", "She", "Claudia_Sheinbaum"),
        ("Golda Meir received Henry Kissinger. She thanked him.", "him", "Henry_Kissinger"),
        ("Putin told reporters that it had not been the best night of his life.", "his", "Vladimir_Putin"),
        ("Ukraine says its air force downed nine drones.", "its", "Ukraine"),
        ("Sudan expelled the envoy. It gave no reason.", "It", "Sudan"),
        ("The rebels left Goma. They took the trucks with them.", "They", "Rebels"),
    ],
)
def test_pronouns(text: str, word: str, who: str) -> None:
    assert stands_for(text, word) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Modi spoke in Colombo. Mahinda once sailed there. In March, he said, both sides met in Delhi.",
            "Narendra_Modi",
        ),
        ("Ruto said that talks go on. Museveni left the town. Kenya, he added, would host them.", "William_Ruto"),
        ("Ruto said that talks go on. Museveni left the town. He met the rebels.", "Yoweri_Museveni"),
    ],
)
def test_who_was_speaking_speaks_on(text: str, who: str) -> None:
    assert stands_for(text, "He" if " He " in text else "he") == who


def test_him_is_not_the_subject_of_its_own_clause() -> None:
    assert stands_for("Ruto met Museveni in Kampala. Museveni thanked him.", "him") == "William_Ruto"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ruto telephoned Museveni, urging him to leave.", "Yoweri_Museveni"),
        ("Ruto met Museveni in Kampala and thanked him.", "Yoweri_Museveni"),
        ("Ruto flew to Kampala to warn Museveni; Museveni urged him to wait.", "William_Ruto"),
    ],
    ids=["a participle", "a joined verb", "a verb of its own"],
)
def test_him_is_not_the_subject_its_clause_borrows(text: str, who: str) -> None:
    assert stands_for(text, "him") == who


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("Viktor Orban flew to Beijing. Xi Jinping received the Hungarian there.", "Hungarian", "Viktor_Orban"),
        ("Erdogan rejected the plan. Biden met the Turk in Rome.", "Turk", "Recep_Tayyip_Erdogan"),
        ("Viktor Orban flew to Beijing. The Hungarians stayed.", "Hungarians", "Hungary"),
        ("Viktor Orban met the Hungarian parliament.", "Hungarian", "Hungary"),
    ],
    ids=["one", "another", "all", "an adjective"],
)
def test_one_of_a_people_is_the_person_spoken_of(text: str, word: str, who: str) -> None:
    assert stands_for(text, word) == who


def test_empty_it_stands_for_nothing() -> None:
    assert stands_for("Sudan sent an envoy. It is clear that the talks failed.", "It") is None


@pytest.mark.parametrize(
    ("text", "word", "who", "published"),
    [
        (
            "Vladimir Putin spoke in Sochi. The Russian leader praised the army.",
            "leader",
            "Vladimir_Putin",
            "2025-05-20",
        ),
        ("President Paul Kagame denied it. The president blamed Kinshasa.", "president", "Paul_Kagame", "2025-05-20"),
        ("Mark Rutte visited Kyiv. The Dutch prime minister pledged tanks.", "minister", "Mark_Rutte", "2023-05-01"),
        ("Mark Rutte visited Kyiv. The NATO chief pledged support.", "chief", "Mark_Rutte", "2025-05-01"),
        ("Ruritania's envoy, Otto Brand, arrived. The envoy saw the king.", "envoy", "Otto_Brand", "2025-05-01"),
        ("Nixon and Brezhnev signed it. The Soviet leader smiled.", "leader", "Leonid_Brezhnev", "1972-05-27"),
    ],
)
def test_offices_stand_for_their_holders(text: str, word: str, who: str, published: str) -> None:
    places = [i for i, w in enumerate(text.replace(".", " ").split()) if w == word]
    assert stands_for(text, word, len(places) - 1, published) == who


def test_a_former_office_is_not_the_present_holder() -> None:
    assert stands_for("Biden met Zelensky. A former president objected.", "president") != "Joe_Biden"


@pytest.mark.parametrize(
    ("text", "word", "what"),
    [
        ("Rwanda denied it. The country closed the border.", "country", "Rwanda"),
        ("Shells fell on Kyiv. Sirens wailed in the Ukrainian capital.", "capital", "Kyiv"),
        ("The African Union met. The bloc called for a truce.", "bloc", "African_Union"),
        ("The Russians crossed the Dnieper.", "Russians", "Russia"),
        ("The call took place at the French side's request.", "side", "France"),
    ],
)
def test_descriptions_point_back(text: str, word: str, what: str) -> None:
    assert stands_for(text, word) == what


def test_kinds_of_described_things() -> None:
    _, _, referents = resolve("Rebels fired a ballistic missile at a refinery. The Sudanese army signed an agreement.")
    kinds = {r.label.casefold(): r.type for r in referents.referents}
    assert kinds["rebels"] == "Group"
    assert kinds["ballistic missile"] == "Weapon"
    assert kinds["refinery"] == "Facility"
    assert kinds["agreement"] == "LegalDocument"
    army = [r for r in referents.referents if r.type == "ArmedForce"]
    assert [r.country for r in army] == ["Sudan"]


def test_i_and_we_inside_a_quotation_are_its_speaker() -> None:
    text = 'Lavrov told CBS News, "We are ready, and I mean it." I doubt that.'
    article, analysis, referents = resolve(text)
    start, end = article.text.index("We are"), article.text.index('." I') + 1
    sentences = tuple(s.index for s in analysis.sentences if s.start < end and s.end > start)
    quotation = Quotation(Span(start, end), True, "Sergei_Lavrov", None, None, sentences)
    resolved = resolve_first_person(article, analysis, referents, [quotation])
    spoken = [m.text for m in resolved.get("Sergei_Lavrov").mentions if m.kind == "pronoun"]
    assert spoken == ["We", "I"]
    outside = [
        (s.index, i) for s in analysis.sentences for i, t in enumerate(s.tokens) if t.text == "I" and t.start > end
    ]
    assert all(resolved.at.get(place) != "Sergei_Lavrov" for place in outside)
    assert {m.text for m in referents.get("Sergei_Lavrov").mentions} == {"Lavrov"}
