"""Plans called off: what becomes of a visit or meeting that an article reports as cancelled or put off."""

import pytest

from kg.article.reading import read_articles
from kg.pipeline.segmenting import read_record
from kg.records import Record
from tests.conftest import ROOT
from tests.event_lines import add_entity, article, resolve
from tests.record_builder import Draft

RIYADH = "Visit | Volodymyr Zelensky | | Riyadh | | {}"


def told(draft: Draft, text: str, content: list[str], trigger: str | None = None) -> str:
    """Add `Type | actor | recipient | place | topic | day | modality and sign`; the last is F+ where left out."""
    kind, who, whom, where, _, day, how = (p.strip() for p in (text + " | F+" * (6 - text.count("|"))).split("|"))
    parts = zip(("actor", "recipient", "place"), (who, whom, where), strict=True)
    roles = {role: [add_entity(draft, x) for x in part.split("+") if x] for role, part in parts}
    modality, polarity = {"S": "Scheduled", "F": "Factual"}[how[0]], "Negative" if how[1] == "-" else "Positive"
    return draft.event(
        kind, time=day or None, modality=modality, polarity=polarity, trigger=trigger, content=content, **roles
    )


def report(trigger: str, cut: str, *plans: str, content: bool = False) -> Record:
    """Make an article of plans and of an event with a trigger word that calls something off."""
    draft = Draft("02-18", "2025-02-18")
    named = [told(draft, plan, []) for plan in plans]
    told(draft, cut, named[:1] if content else [], trigger)
    return draft.record()


ZELENSKY = "CutShortVisit | Volodymyr Zelensky | | Riyadh | | 2025-02-18"
CASES = [
    ("put off, told as planned", "postponed", ZELENSKY, [RIYADH.format("2025-02-19 | S+")], ["Postponed"]),
    ("put off, told as not taking place", "postponed", ZELENSKY, [RIYADH.format("2025-02-19 | S-")], ["Postponed"]),
    ("put off, without a day", "put off", ZELENSKY, [RIYADH.format(" | S+")], ["Postponed"]),
    ("called off", "called off", ZELENSKY, [RIYADH.format("2025-02-19 | S+")], ["Cancelled"]),
    ("called off, told as a fact that is not", "cancelled", ZELENSKY, [RIYADH.format("2025-02-18 | F-")], ["Cancelled"]),
    ("in the country of the town", "postponed", ZELENSKY, ["Visit | Volodymyr Zelensky | | Saudi Arabia | | 2025-02-19 | S+"], ["Postponed"]),
    ("the new day stays planned", "postponed", ZELENSKY, [RIYADH.format("2025-02-19 | S-"), RIYADH.format("2025-03-10 | S+")], ["Postponed", "Planned"]),
    ("another place", "postponed", ZELENSKY, ["Visit | Volodymyr Zelensky | | Ankara | | 2025-02-19 | S+"], ["Planned"]),
    ("another visitor", "postponed", ZELENSKY, ["Visit | Sergei Lavrov | | Riyadh | | 2025-02-19 | S+"], ["Planned"]),
    ("a visit that took place", "postponed", ZELENSKY, [RIYADH.format("2025-02-10 | F+")], ["Happened"]),
    ("no visit at all", "postponed", ZELENSKY, ["PrisonerSwap | Volodymyr Zelensky | | Riyadh | | 2025-02-19 | S+"], ["Planned"]),
    ("talks of two, no place", "postponed", "CutShortVisit | Russia+Ukraine | | | | 2025-02-18", ["Negotiation | Russia+Ukraine | | | | 2025-02-21 | S+"], ["Postponed"]),
    ("talks of one with another, no place", "postponed", "CutShortVisit | Russia | | | | 2025-02-18", ["Negotiation | Russia+Ukraine | | | | 2025-02-21 | S+"], ["Planned"]),
    ("a meeting with its host", "scrapped", "CutShortVisit | Donald Trump | Vladimir Putin | Budapest | | 2025-02-18", ["Meeting | Donald Trump+Vladimir Putin | | Budapest | | 2025-02-21 | S+"], ["Cancelled"]),
]  # fmt: skip


@pytest.mark.parametrize(("trigger", "cut", "plans", "statuses"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_plan_ends_where_its_article_calls_it_off(
    trigger: str, cut: str, plans: list[str], statuses: list[str]
) -> None:
    world = resolve(report(trigger, cut, *plans))
    assert [e.status for e in world.events if e.type != "CutShortVisit"] == statuses


def test_content_goes_before_parties_and_place() -> None:
    plans = [RIYADH.format("2025-02-19 | S+"), RIYADH.format("2025-02-28 | S+")]
    world = resolve(report("cancelled", ZELENSKY, *plans, content=True))
    assert [e.status for e in world.events if e.type == "Visit"] == ["Cancelled", "Planned"]


def test_the_plan_of_another_article_ends_too_and_its_history_says_so() -> None:
    earlier = article("02-16", "Visit | Volodymyr Zelensky | | Riyadh | | 2025-02-19 | S+")
    later = report("postponed", ZELENSKY, RIYADH.format("2025-02-19 | S-"))
    (visit,) = (e for e in resolve(earlier, later).events if e.type == "Visit")
    assert [(str(h.day), h.status) for h in visit.history] == [("2025-02-16", "Planned"), ("2025-02-18", "Postponed")]


def test_a_visit_put_off_in_a_text_is_postponed() -> None:
    (read,) = read_articles(ROOT / "seeds" / "2025-02-19-riyadh-talks.txt")
    visits = [
        e for e in resolve(read_record(read)).events if e.type == "Visit" and "Saudi_Arabia" in e.fillers("place")
    ]
    assert {(e.fillers("actor"), e.status) for e in visits} == {(("Volodymyr_Zelensky",), "Postponed")}
