"""The status of an event from its claims and their days, and its history."""

from datetime import date
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import MODALITIES
from kg.resolve.status import StatusClaim, derive_history, derive_status, load_status_words
from kg.resolve.world import STATUSES

KINDS = {"F": "Factual", "C": "Continuing", "S": "Scheduled", "D": "Desired", "H": "Conditional"}


def claims(text: str) -> list[StatusClaim]:
    """Read `24:S+v 28:F+s`: day of April 2025 (`?` unknown), modality, polarity, voice (v article, s speaker), end (c, p)."""
    out = []
    for n, word in enumerate(text.split()):
        day, told = word.split(":")
        end = {"c": "cancelled", "p": "postponed"}.get(told[3:])
        when = None if day == "?" else date(2025, 4, int(day))
        out.append(StatusClaim(f"c{n}", when, told[2] == "v", KINDS[told[0]], told[1] == "+", end))
    return out


RULES = [
    ("told by the article", "24:F+v", "Happened"),
    ("going on", "24:C+v", "Ongoing"),
    ("going on and told as a fact", "24:C+v 24:F+v", "Ongoing"),
    ("only a speaker tells it", "24:F+s", "Claimed"),
    ("two speakers tell it", "24:F+s 25:F+s", "Claimed"),
    ("claimed, then confirmed by an article", "24:F+s 26:F+v", "Happened"),
    ("claimed, then denied by another", "24:F+s 26:F-s", "Disputed"),
    ("claimed, then the article says it is not so", "24:F+s 26:F-v", "Disputed"),
    ("told and denied in one report", "24:F+v 24:F-s", "Disputed"),
    ("denied beforehand by a speaker, then told", "24:F-s 26:F+v", "Disputed"),
    ("not yet, then it happened", "24:F-v 26:F+v", "Happened"),
    ("told, later taken back", "24:F+v 26:F-v", "Disputed"),
    ("not so, says the article", "24:F-v", "Negated"),
    ("not so, says a speaker", "24:F-s", "Denied"),
    ("not so, says the article and a speaker", "24:F-v 24:F-s", "Negated"),
    ("planned", "24:S+v", "Planned"),
    ("planned, a speaker says", "24:S+s", "Planned"),
    ("planned, then happened", "24:S+v 28:F+v", "Happened"),
    ("planned, then claimed", "24:S+v 28:F+s", "Claimed"),
    ("planned, then did not take place", "24:S+v 28:F-v", "Cancelled"),
    ("planned, then a speaker says it did not take place", "24:S+v 28:F-s", "Cancelled"),
    ("planned, then called off", "24:S+v 26:S-v", "Cancelled"),
    ("planned, then called off by another event", "24:S+v 26:F+vc", "Cancelled"),
    ("planned, then postponed", "24:S+v 26:F+vp", "Postponed"),
    ("planned and postponed in one report", "24:S+v 24:F+vp", "Postponed"),
    ("postponed, then called off", "24:S+v 25:F+vp 27:F+vc", "Cancelled"),
    ("postponed, then planned anew", "24:S+v 25:F+vp 28:S+v", "Planned"),
    ("called off, then it happened after all", "24:S+v 25:S-v 28:F+v", "Happened"),
    ("had not happened, then planned", "24:F-v 26:S+v", "Planned"),
    ("called off, nothing else known", "24:F+vc", "Cancelled"),
    ("will not happen", "24:S-v", "Negated"),
    ("a speaker says it will not happen", "24:S-s", "Denied"),
    ("demanded", "24:D+s", "Demanded"),
    ("demanded, not met", "24:D+s 28:F-v", "Demanded"),
    ("demanded, then met", "24:D+s 28:F+v", "Happened"),
    ("demanded, then planned", "24:D+s 26:S+v", "Planned"),
    ("one demands it, one does not want it", "24:D+s 24:D-s", "Demanded"),
    ("demanded, then called off", "24:D+s 26:F+vc", "Demanded"),
    ("someone does not want it", "24:D-s", "Hypothetical"),
    ("possible", "24:H+v", "Hypothetical"),
    ("possible and demanded", "24:H+v 24:D+s", "Demanded"),
    ("feared, did not come", "24:H+v 26:F-v", "Negated"),
    ("planned, and someone does not want it", "24:S+v 24:D-s", "Planned"),
    ("happened, and someone did not want it", "24:D-s 26:F+v", "Happened"),
    ("happened, and would not otherwise", "24:H-v 26:F+v", "Happened"),
    ("day of report unknown", "?:S+v ?:F+v", "Happened"),
    ("plan and negation of unknown days", "?:S+v ?:F-v", "Cancelled"),
]


@pytest.mark.parametrize(("told", "status"), [r[1:] for r in RULES], ids=[r[0] for r in RULES])
def test_status_rule(told: str, status: str) -> None:
    found = {derive_status(p) for p in permutations(claims(told))}
    assert found == {status}


@pytest.mark.parametrize(
    ("told", "history"),
    [
        ("24:S+v 28:F+v", [(24, "Planned", ["c0"]), (28, "Happened", ["c1"])]),
        ("24:D+s 26:S+v 28:F-v", [(24, "Demanded", ["c0"]), (26, "Planned", ["c1"]), (28, "Cancelled", ["c2"])]),
        ("24:F+s 25:F+s 26:F-s", [(24, "Claimed", ["c0"]), (26, "Disputed", ["c2"])]),
        ("24:D+s 28:F-v", [(24, "Demanded", ["c0"])]),
        ("?:S+v 26:F+v", [(None, "Planned", ["c0"]), (26, "Happened", ["c1"])]),
        ("24:F-v 24:S+v 25:F+v", [(24, "Cancelled", ["c0", "c1"]), (25, "Happened", ["c2"])]),
    ],
)
def test_history(told: str, history: list[tuple[int | None, str, list[str]]]) -> None:
    for order in permutations(claims(told)):
        found = [(h.day.day if h.day else None, h.status, list(h.claims)) for h in derive_history(order)]
        assert found == history


testimonies = st.builds(
    StatusClaim,
    iri=st.integers(0, 10**6).map(str),
    day=st.one_of(st.none(), st.integers(1, 9).map(lambda d: date(2025, 4, d))),
    voiced=st.booleans(),
    modality=st.sampled_from(MODALITIES),
    positive=st.booleans(),
    calls_off=st.sampled_from([None, None, None, "cancelled", "postponed"]),
)


@given(st.lists(testimonies, min_size=1, max_size=8, unique_by=lambda t: t.iri))
def test_history_ends_in_the_status_and_never_repeats(told: list[StatusClaim]) -> None:
    history = derive_history(told)
    assert history[-1].status == derive_status(told)
    assert all(a.status != b.status for a, b in pairwise(history))
    assert {h.status for h in history} <= set(STATUSES)
    assert history == derive_history(told[::-1])


@pytest.mark.parametrize(
    ("type_name", "trigger", "how"),
    [
        ("CutShortVisit", "cancelled", "cancelled"),
        ("CutShortVisit", "postponed", "postponed"),
        ("CutShortVisit", "Rescheduling", "postponed"),
        ("HaltTalks", "broke off", "cancelled"),
        ("Rejection", "rejected", None),
        ("Visit", "postponed", None),
        ("Statement", "called off", None),
    ],
)
def test_what_ends_a_plan(type_name: str, trigger: str, how: str | None) -> None:
    assert load_status_words().calls_off(type_name, trigger) == how
