"""Quantities of own sentences: value, bound and measure, and the event they are tied to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.numbers import parse_digits
from kg.extract.quantities import find_quantities
from kg.ontology.cues import load_cues
from kg.records import COMPARATORS, Quantity
from tests.reading import Read, read

# sentence, trigger word, event type, quantities as "measure comparator value"
COUNTED = [
    (
        "The strike killed at least 12 people and wounded 90.",
        "strike",
        "AirStrike",
        "Killed AtLeast 12; Wounded Exactly 90",
    ),
    (
        "The strikes left 12 dead and 90 wounded in Kyiv.",
        "strikes",
        "AirStrike",
        "Killed Exactly 12; Wounded Exactly 90",
    ),
    (
        "Eight of its soldiers were killed and 34 wounded in the attack.",
        "attack",
        "Attack",
        "Killed Exactly 8; Wounded Exactly 34",
    ),
    (
        "A barrage of 70 missiles and 145 drones hit the city.",
        "barrage",
        "AirStrike",
        "MissileCount Exactly 70; DroneCount Exactly 145",
    ),
    ("More than 5,400 people have died in the fighting.", "fighting", "ArmedConflict", "Killed AtLeast 5400"),
    ("Up to 40 people were wounded in the blast.", "blast", "Attack", "Wounded AtMost 40"),
    ("About 80 people were evacuated from the town.", "evacuated", "Rescue", "Displaced About 80"),
    ("The fund offered Kenya a loan of $17.5 billion.", "loan", "Aid", "MoneyAmount Exactly 17500000000"),
    ("Japan gave 210 million euros in aid.", "aid", "Aid", "MoneyAmount Exactly 210000000"),
    ("Thousands of people marched through the capital.", "marched", "Protest", "PersonCount AtLeast 1000"),
    ("Dozens of people marched through the capital.", "marched", "Protest", ""),
    ("The two countries exchanged 1,000 prisoners.", "exchanged", "PrisonerRelease", "PersonCount Exactly 1000"),
    ("Police arrested twenty-three activists.", "arrested", "Arrest", "Detained Exactly 23"),
    ("The European Union froze the assets of nine officials.", "froze", "Sanction", "PersonCount Exactly 9"),
    ("No deaths were reported in the attack.", "attack", "Attack", "Killed Exactly 0"),
    ("A 19-year-old soldier attacked the post on March 16, 2014.", "attacked", "Attack", ""),
    ("Gunmen killed a soldier in the raid.", "raid", "Attack", "Killed Exactly 1"),
    ("The raid killed 11 civilians, including five children.", "raid", "Attack", "Killed Exactly 11"),
    ("The 13-point plan was signed after 16 hours of talks.", "signed", "SignAgreement", ""),
    ("Rebels attacked the port in 1998.", "attacked", "Attack", ""),
    ("The death toll from the bombing rose to 14.", "bombing", "Attack", "Killed Exactly 14"),
    (
        "The Assembly condemned the treaty by 60 votes to 12.",
        "condemned",
        "Criticism",
        "OtherCount Exactly 60; OtherCount Exactly 12",
    ),
    (
        "Kenya sent about 30 trucks and 20 guns to the border.",
        "sent",
        "Mobilization",
        "OtherCount About 30; OtherCount About 20",
    ),
    ("Perhaps 900 Chadians perished in the battle.", "battle", "GroundAttack", "Killed About 900"),
    ("The army supported them with raids -- seven in two days.", "raids", "Attack", "OtherCount Exactly 7"),
    ("The army fired 36 shells at the post.", "fired", "Shelling", "OtherCount Exactly 36"),
    ("Half a million people were displaced by the war.", "displaced", "Impact", "Displaced Exactly 500000"),
    ("The attack on the port killed two hundred and twelve people.", "attack", "Attack", "Killed Exactly 212"),
    ("Turnout was 97 percent in the referendum.", "referendum", "Election", ""),
    ("Nearly 300 troops crossed the border.", "crossed", "Invasion", "PersonCount About 300"),
    ("The resolution 2328 was adopted.", "adopted", "SignAgreement", ""),
    ("Kenya expelled 15 Russian diplomats.", "expelled", "ExpelDiplomats", "PersonCount Exactly 15"),
    ("More than 60 people were killed and injured in the attack.", "attack", "Attack", "OtherCount AtLeast 60"),
    ("Between 40 and 60 people died in the raid.", "raid", "Attack", "Killed AtLeast 40; Killed AtMost 60"),
    (
        "Warsaw sent 300 to 400 soldiers to Mali.",
        "sent",
        "Mobilization",
        "PersonCount AtLeast 300; PersonCount AtMost 400",
    ),
    ("Rebels freed 20-30 hostages.", "freed", "PrisonerRelease", "PersonCount AtLeast 20; PersonCount AtMost 30"),
    ("Output fell from 90 to 40 after the attack.", "attack", "Attack", ""),
    ("The trip lasted from February 19-23, officials said after the raid.", "raid", "Attack", ""),
    ("Sailors rescued over 300 asylum seekers.", "rescued", "Rescue", "PersonCount AtLeast 300"),
    ("The coast guard later saved 50 more.", "saved", "Rescue", "PersonCount Exactly 50"),
    ("Norway provided 4,000 gas masks to the army.", "provided", "MilitaryAid", "OtherCount Exactly 4000"),
    ("Jets struck about 30 targets near Sana.", "struck", "AirStrike", "OtherCount About 30"),
    ("Rockets slammed into seven sites.", "slammed", "AirStrike", "OtherCount Exactly 7"),
    ("The alliance has carried out 900 air strikes.", "strikes", "AirStrike", "OtherCount Exactly 900"),
    ("The two strikes hit the port.", "strikes", "AirStrike", ""),
    ("Troops pulled out of three towns.", "pulled", "Withdrawal", ""),
    ("The minister visited after 12 rounds of talks on the raid.", "raid", "Attack", ""),
    (
        "Rebels fired 40 drones, 31 of which were downed.",
        "fired",
        "AirStrike",
        "DroneCount Exactly 40; OtherCount Exactly 31",
    ),
    (
        "Kenya shot down 14 of 20 drones launched from Sudan.",
        "shot",
        "Attack",
        "DroneCount Exactly 14; DroneCount Exactly 20",
    ),
    ("The strike killed more than 50 last month.", "strike", "AirStrike", "Killed AtLeast 50"),
    ("The massacre of 26 villagers shocked Mali.", "massacre", "Attack", "Killed Exactly 26"),
    ("The abduction of 30 schoolgirls shocked Niger.", "abduction", "Arrest", "Detained Exactly 30"),
    ("There were no casualties in the attack.", "attack", "Attack", "Killed Exactly 0; Wounded Exactly 0"),
    ("Four Typhoons bombed the base.", "bombed", "AirStrike", ""),  # a model's name counts nothing
    ("About 60 jets bombed nine sites.", "bombed", "AirStrike", "OtherCount About 60; OtherCount Exactly 9"),
    ("Four ministries condemned the raid.", "raid", "Attack", ""),
    ("Several hundred people marched in Lima.", "marched", "Protest", "PersonCount AtLeast 100"),
    ("Tens of thousands marched in Lima.", "marched", "Protest", "PersonCount AtLeast 10000"),
    ("A few dozen marched in Lima.", "marched", "Protest", ""),
    ("On Monday 48 members of parliament quit.", "quit", "Resignation", "PersonCount Exactly 48"),
    ("Some 400 teenagers were thrown into prison.", "thrown", "Arrest", "Detained About 400"),
    ("As many as 900 people were hanged.", "hanged", "Attack", "Killed AtMost 900"),
    # what a verb and its noun do together
    ("Some 90 villagers lost their lives in the raid.", "raid", "Attack", "Killed About 90"),
    ("Some 90 villagers lost their goats in the raid.", "raid", "Attack", "PersonCount About 90"),
    ("Some monks were beaten and 40 monks were put to death in the raid.", "raid", "Attack", "Killed Exactly 40"),
    ("The war drove 300,000 farmers from their homes.", "war", "ArmedConflict", "Displaced Exactly 300000"),
    ("After the raid doctors treated 52 marchers.", "raid", "Attack", "Wounded Exactly 52"),
    # tolls
    ("Kampala put its losses in the battle at 192 soldiers.", "battle", "ArmedConflict", "Killed Exactly 192"),
    ("Rebels ended a siege that starved a town and cost 700 lives.", "siege", "Attack", "Killed Exactly 700"),
    # single victims
    (
        "The ambassador, Olga Brandt, was shot dead when a mob attacked the villa.",
        "attacked",
        "Attack",
        "Killed Exactly 1",
    ),
    ("The ambassador was shot dead when a mob attacked the villa.", "attacked", "Attack", ""),
    (
        "Rebels shot down a helicopter, killing two pilots and injuring a third.",
        "shot",
        "Attack",
        "Killed Exactly 2; Wounded Exactly 1",
    ),
    ("The feud between two men became a war.", "war", "ArmedConflict", ""),
]


def quantities_of(article: Read, *triggers: tuple[str, str]) -> list[tuple[Quantity, ...]]:
    """Return the quantities of each trigger, given as word and type."""
    found = find_quantities(
        article.article,
        article.analysis,
        load_cues(),
        [article.trigger(word, kind) for word, kind in triggers],
        article.quotations,
        article.referents,
    )
    return [found.get(k, ()) for k in range(len(triggers))]


@pytest.mark.parametrize(("text", "word", "kind", "expected"), COUNTED, ids=[c[0] for c in COUNTED])
def test_what_is_counted(text: str, word: str, kind: str, expected: str) -> None:
    (found,) = quantities_of(read(text), (word, kind))
    assert "; ".join(f"{q.measure} {q.comparator} {q.value}" for q in found) == expected


@pytest.mark.parametrize(
    ("text", "first", "second", "expected"),
    [
        ("Rebels fired 40 drones, 31 of which were shot down.", "fired", "shot", ["DroneCount 40 OtherCount 31", ""]),
        (
            "Two missiles hit the port and three others were shot down.",
            "hit",
            "shot",
            ["MissileCount 2", "MissileCount 3"],
        ),
        ("Two tanks attacked the port and ten others were hit.", "attacked", "hit", ["OtherCount 2", "OtherCount 10"]),
        ("Two soldiers attacked the port and ten others were hit.", "attacked", "hit", ["", "PersonCount 10"]),
    ],
)
def test_a_part_and_the_others_are_counted_where_they_are_told(
    text: str, first: str, second: str, expected: list[str]
) -> None:
    found = quantities_of(read(text), (first, "AirStrike"), (second, "Attack"))
    assert [" ".join(f"{q.measure} {q.value}" for q in f) for f in found] == expected


def test_each_figure_goes_to_its_event() -> None:
    article = read("Police arrested 23 activists after a bombing killed nine people in Lagos.")
    arrest, bombing = quantities_of(article, ("arrested", "Arrest"), ("bombing", "Attack"))
    assert [(q.measure, q.value) for q in arrest] == [("Detained", "23")]
    assert [(q.measure, q.value) for q in bombing] == [("Killed", "9")]


def test_a_toll_in_the_next_sentence_belongs_to_the_attack() -> None:
    article = read("Rebels bombed the market on Monday. Nine people died, doctors said.")
    (bombing,) = quantities_of(article, ("bombed", "Attack"))
    assert [(q.measure, q.value) for q in bombing] == [("Killed", "9")]


def test_people_killed_when_something_was_attacked_are_its_toll() -> None:
    article = read("Five guards were killed when gunmen stormed a prison in Lagos.")
    killed, stormed = quantities_of(article, ("killed", "Impact"), ("stormed", "GroundAttack"))
    assert killed == ()
    assert [(q.measure, q.value) for q in stormed] == [("Killed", "5")]


@pytest.mark.parametrize(
    ("text", "attack", "death"),
    [
        ("Rebels raided Mora on Monday. Officials said 16 people were killed.", ["16"], []),
        ("Rebels raided Mora on Monday. In Kano 16 people were killed by a flood.", [], ["16"]),
        ("Rebels raided Mora on Monday. Some 900 people had died.", [], ["900"]),
    ],
)
def test_a_bare_death_is_of_the_attack_just_told(text: str, attack: list[str], death: list[str]) -> None:
    word = "died" if "died" in text else "killed"
    raided, died = quantities_of(read(text), ("raided", "GroundAttack"), (word, "Impact"))
    assert [q.value for q in raided] == attack
    assert [q.value for q in died] == death


def test_a_summed_toll_is_that_of_the_war() -> None:
    article = read("The war began in March. In June rebels raided Mora.\n\nSome 900 people had died.")
    war, raid, died = quantities_of(article, ("war", "ArmedConflict"), ("raided", "GroundAttack"), ("died", "Impact"))
    assert "900" in [q.value for q in war]
    assert raid == died == ()


@pytest.mark.parametrize(
    ("text", "event", "other"),
    [
        ("Rome ended a war in which some 300 pilots died.", ("war", "ArmedConflict"), ("ended", "Ceasefire")),
        ("Nine clerks died in the wave of strikes that followed.", ("strikes", "AirStrike"), ("died", "Impact")),
        ("Oslo put the toll of the raid at nine dead.", ("raid", "Attack"), ("toll", "Impact")),
    ],
)
def test_the_dead_are_of_what_they_died_in(text: str, event: tuple[str, str], other: tuple[str, str]) -> None:
    found, rest = quantities_of(read(text), event, other)
    assert [q.measure for q in found] == ["Killed"]
    assert rest == ()


def test_a_rival_figure_without_its_noun_has_the_same_measure() -> None:
    article = read("A drone struck a bus. The governor reported four injured; Kassem later spoke of seven.")
    (strike,) = quantities_of(article, ("struck", "AirStrike"))
    assert [(q.measure, q.value) for q in strike] == [("Wounded", "4"), ("Wounded", "7")]
    assert article.label(strike[1].speaker) == "Kassem"


def test_a_single_missile_beside_counted_drones() -> None:
    article = read("Rebels attacked the town with a ballistic missile and 85 drones.")
    (attack,) = quantities_of(article, ("attacked", "AirStrike"))
    assert {(q.measure, q.value) for q in attack} == {("DroneCount", "85"), ("MissileCount", "1")}


def test_a_figure_has_its_own_source() -> None:
    article = read("The strike killed nine people, according to the Interior Ministry.")
    (strike,) = quantities_of(article, ("strike", "AirStrike"))
    assert article.label(strike[0].speaker) == "Interior Ministry"


@pytest.mark.parametrize("text", [c[0] for c in COUNTED])
def test_mentions_are_slices_of_the_text(text: str) -> None:
    word, kind = next((c[1], c[2]) for c in COUNTED if c[0] == text)
    for q in quantities_of(read(text), (word, kind))[0]:
        assert text[q.mention.start : q.mention.end] == q.mention.text != ""
        assert q.comparator in COMPARATORS and Decimal(q.value) >= 0


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_with_separators_come_back(value: int) -> None:
    assert parse_digits(f"{value:,}") == parse_digits(str(value)) == value


@pytest.mark.parametrize("text", ["", "12a", "1,2,", "twelve", "1.2.3", "-5"])
def test_other_words_are_no_digits(text: str) -> None:
    assert parse_digits(text) is None
