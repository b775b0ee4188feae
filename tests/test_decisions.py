"""What people decide: reading and writing the file, what each ruling does, and what the machine asks."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DecisionError
from kg.identifiers import digest_text
from kg.ontology.names import load_names
from kg.ontology.types import load_ontology
from kg.records import Record, check_record
from kg.resolve.added import added_records
from kg.resolve.build import resolve_world, start_resolution
from kg.resolve.decisions import Decision, append_decision, format_decision, load_decisions, parse_decisions
from kg.resolve.known import NO_NAMES
from kg.resolve.review import find_doubts
from kg.resolve.world import World
from tests.record_builder import Draft

ONTOLOGY = load_ontology()
WHO = 'author = "Ann"\nday = "2025-05-01"\nreason = "checked"\n'


def entry(kind: str, body: str) -> str:
    return f"[[{kind}]]\n{body}\n{WHO}"


BAD = [
    ("colour = 1", "unknown kind of decision [[colour]]"),
    ("[[same]\n", "not valid TOML"),
    ("[same]\nentities = []", "must be written [[same]]"),
    ('[[same]]\nentities = ["a", "b"]', "no author"),
    ('[[same]]\nentities = ["a", "b"]\nauthor = "x"\nday = "2025-01-01"', "no reason"),
    (entry("same", 'entities = ["a"]'), "a list of at least 2 texts"),
    (entry("same", 'entity = "a"'), "accepted: entities or events"),
    (entry("same", 'entities = "a"'), "a list of at least 2 texts"),
    (entry("retract", 'event = "a"\nclaim = "b"'), "accepted: event or claim or fact"),
    (entry("retract", 'fact = ["a", "b"]'), "a list of at least 3 texts"),
    (entry("set", 'event = "a"'), "nothing to set"),
    (entry("set", 'event = "a"\ncolour = "red"'), "unknown field 'colour'"),
    (entry("set", 'event = "a"\ndate = 20250425'), 'a day in quotes, "2025-04-25"'),
    (entry("set", 'event = "a"\ndate = "2025-04-31"'), 'a day in quotes, "2025-04-25"'),
    (entry("set", 'event = "a"\nstart = "2025-04-26"\nend = "2025-04-25"'), "lies after end"),
    (entry("set", 'event = "a"\nroles = ["actor"]'), "a table"),
    (entry("rename", 'entity = "a"'), "accepted: entity+label or event+label"),
    (entry("rename", 'entity = "a"\nlabel = " "'), "a text in quotes"),
    (entry("add", 'type = "Visit"\nsource = "x"'), "accepted: source+text+type"),
    (entry("add", 'type = "Visit"\nsource = "x"\ntext = "y"\nstatus = "Rumoured"'), "unknown status 'Rumoured'"),
    (entry("different", 'entity = "a"\nslug = "b"'), "accepted: article+entity+slug or events"),
]


@pytest.mark.parametrize(("text", "message"), BAD, ids=[b[1][:40] for b in BAD])
def test_mistakes_are_named_with_their_place(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DecisionError) as error:
        load_decisions(path)
    assert message in str(error.value)
    assert str(path) in str(error.value)


def test_no_file_means_no_decisions(tmp_path: Path) -> None:
    assert load_decisions(tmp_path / "decisions.toml") == ()


@pytest.mark.parametrize(
    ("kind", "body", "message"),
    [
        ("set", 'event = "Visit-1"\ntype = "Vist"', "unknown event type 'Vist'"),
        ("set", 'entity = "Kyiv"\ntype = "Town"', "unknown entity class 'Town'"),
        ("add", 'type = "Vist"\nsource = "x"\ntext = "y"', "unknown event type 'Vist'"),
        ("set", 'event = "Visit-1"\nroles = { guest = ["a"] }', "unknown role 'guest'"),
    ],
)
def test_terms_the_ontology_lacks_are_refused(kind: str, body: str, message: str) -> None:
    with pytest.raises(DecisionError, match=message):
        resolve_world([], parse_decisions(entry(kind, body)), ONTOLOGY, NO_NAMES)


words = st.text(min_size=1, max_size=12).filter(lambda t: t.strip() != "")
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
plain = {"author": words, "day": days, "reason": words}
decisions = st.one_of(
    st.builds(Decision, kind=st.just("same"), entities=st.tuples(words, words), **plain),
    st.builds(Decision, kind=st.just("retract"), fact=st.tuples(words, words, words), **plain),
    st.builds(Decision, kind=st.just("rename"), entities=st.tuples(words), label=words, **plain),
    st.builds(Decision, kind=st.just("different"), entities=st.tuples(words), article=words, slug=words, **plain),
    st.builds(Decision, kind=st.just("set"), entities=st.tuples(words), country=words, **plain),
    st.builds(
        Decision,
        kind=st.just("add"),
        type=st.just("Visit"),
        source=words,
        text=words,
        start=days,
        roles=st.just((("actor", ("A", "B")),)),
        **plain,
    ),
)


@given(st.lists(decisions, min_size=1, max_size=4))
def test_what_is_written_is_read_back(told: list[Decision]) -> None:
    text = "\n".join(format_decision(d) for d in told)
    found = [replace(d, place="") for d in parse_decisions(text)]
    order = sorted(told, key=lambda d: ("same", "different", "retract", "set", "rename", "add").index(d.kind))
    assert found == order


def test_appending_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text("# our rulings\n" + entry("same", 'entities = ["a", "b"]'), encoding="utf-8")
    old = path.read_text(encoding="utf-8")
    decision = Decision("rename", "Ann", date(2025, 5, 2), "clearer", entities=("a",), label='The "A"\nteam')
    new = append_decision(path, decision)
    assert new == path.read_text(encoding="utf-8")
    assert new.startswith(old)
    assert [d.label for d in load_decisions(path)] == [None, 'The "A"\nteam']
    with pytest.raises(DecisionError):
        append_decision(path, replace(decision, label=None))
    assert path.read_text(encoding="utf-8") == new


def visit(name: str, day: str, time: str, who: str = "Steve Witkoff", **values: object) -> Record:
    draft = Draft(name, day)
    draft.entity(who)
    draft.entity("Moscow", "City")
    draft.event("Visit", time=time, actor=[who], place=["Moscow"], **values)  # type: ignore[arg-type]
    draft.fact(who, "envoyOf", "Moscow")
    return draft.record()


def world(records: list[Record], text: str) -> World:
    return resolve_world(records, parse_decisions(text), ONTOLOGY, NO_NAMES)


def iri(record: Record) -> str:
    return resolve_world([record], (), ONTOLOGY, NO_NAMES).events[0].iri.rsplit("/", 1)[1]


APRIL, MAY = visit("one", "2025-04-26", "2025-04-25"), visit("two", "2025-05-26", "2025-05-25")
AGAIN = visit("three", "2025-04-27", "2025-04-25")
OTHER = visit("four", "2025-04-27", "2025-04-25", "S. Witkov")


def test_same_events_become_one_against_all_dates() -> None:
    found = world([APRIL, MAY], entry("same", f'events = ["{iri(APRIL)}", "{iri(MAY)}"]'))
    assert len(found.events) == 1
    assert {m.rule for m in found.events[0].merges} == {"first report", "decision"}
    assert found.unmatched_decisions == ()


def test_different_events_stay_two() -> None:
    assert len(world([APRIL, AGAIN], "").events) == 1
    assert len(world([APRIL, AGAIN], entry("different", f'events = ["{iri(APRIL)}", "{iri(AGAIN)}"]')).events) == 2


def test_same_entities_bring_their_events_together() -> None:
    assert len(world([APRIL, OTHER], "").events) == 2
    found = world([APRIL, OTHER], entry("same", 'entities = ["Steve_Witkoff", "S_Witkov"]'))
    assert [e.slug for e in found.entities] == ["Moscow", "Steve_Witkoff"]
    assert len(found.events) == 1
    assert found.edges[0].subject == "Steve_Witkoff"


def test_another_bearer_of_a_name_gets_his_own_node() -> None:
    text = entry("different", 'entity = "Steve_Witkoff"\narticle = "three"\nslug = "Steve_Witkoff_the_singer"')
    found = world([APRIL, AGAIN], text)
    assert [e.slug for e in found.entities] == ["Moscow", "Steve_Witkoff", "Steve_Witkoff_the_singer"]
    assert len(found.events) == 2


def test_a_retracted_event_leaves_no_trace() -> None:
    found = world([APRIL, AGAIN, MAY], entry("retract", f'event = "{iri(AGAIN)}"'))
    assert [str(e.date) for e in found.events] == ["2025-05-25"]
    assert all(set(e.events) <= {x.iri for x in found.events} for e in found.edges)
    assert found.unmatched_decisions == ()


def test_a_retracted_claim_changes_the_status() -> None:
    denied = visit("denied", "2025-04-28", "2025-04-25", polarity="Negative")
    (event,) = world([APRIL, denied], "").events
    assert event.status == "Disputed"
    claim = next(c.iri for c in event.claims if c.claim.polarity == "Negative")
    found = world([APRIL, denied], entry("retract", f'claim = "{claim}"'))
    assert found.events[0].status == "Happened"
    assert found.unmatched_decisions == found.conflicts == ()


def test_a_retracted_fact_is_gone() -> None:
    assert len(world([APRIL], "").facts) == 1
    assert world([APRIL], entry("retract", 'fact = ["Steve_Witkoff", "envoyOf", "Moscow"]')).facts == ()


@pytest.mark.parametrize("alias", [APRIL, AGAIN])
def test_date_type_and_roles_are_set_through_any_alias(alias: Record) -> None:
    body = f'event = "{iri(alias)}"\ndate = "2025-04-24"\ntype = "Meeting"\nroles = {{ actor = ["Steve_Witkoff", "Moscow"] }}'
    (event,) = world([APRIL, AGAIN], entry("set", body)).events
    assert (str(event.date), event.type, event.fillers("actor")) == (
        "2025-04-24",
        "Meeting",
        ("Moscow", "Steve_Witkoff"),
    )
    assert event.time_basis == "stated"


def test_a_role_filler_counts_once_an_article_tells_of_it() -> None:
    told = parse_decisions(entry("set", f'event = "{iri(APRIL)}"\nroles = {{ actor = ["Steve_Witkoff", "S_Witkov"] }}'))
    state = start_resolution([APRIL], told, ONTOLOGY, NO_NAMES)
    assert [e.fillers("actor") for e in state.world().events] == [("Steve_Witkoff",)]
    elsewhere = visit("five", "2025-06-27", "2025-06-25", "S. Witkov")
    state.add(elsewhere)
    assert state.world() == resolve_world([APRIL, elsewhere], told, ONTOLOGY, NO_NAMES)
    assert state.world().events[0].fillers("actor") == ("S_Witkov", "Steve_Witkoff")
    state.remove(elsewhere.article.digest)
    assert state.world() == resolve_world([APRIL], told, ONTOLOGY, NO_NAMES)


def test_what_is_ruled_the_same_as_something_known_is_that() -> None:
    draft = Draft("five", "2025-04-27")
    draft.entity("Erdogan", "City")
    other = Draft("six", "2025-04-28")
    other.entity("Tayyip Erdogan", known="Recep_Tayyip_Erdogan")
    text = entry("same", 'entities = ["Erdogan", "Recep_Tayyip_Erdogan"]')
    (found,) = resolve_world([draft.record(), other.record()], parse_decisions(text), ONTOLOGY, load_names()).entities
    assert (found.slug, found.type, found.label, found.country) == (
        "Erdogan", "Person", "Recep Tayyip Erdogan", "Turkey",
    )  # fmt: skip


def test_entities_are_set_and_renamed() -> None:
    text = entry("set", 'entity = "Moscow"\ntype = "Region"\ncountry = "Russia"') + entry(
        "rename", 'entity = "Moscow"\nlabel = "Moscow region"'
    )
    moscow = world([APRIL], text).entities[0]
    assert (moscow.slug, moscow.type, moscow.country, moscow.label) == ("Moscow", "Region", "Russia", "Moscow region")


def test_an_event_added_by_hand_is_one_report_like_any_other() -> None:
    body = 'type = "Visit"\nsource = "Diary"\ntext = "Steve Witkoff is in Moscow."\ndate = "2025-04-25"\n'
    body += 'roles = { actor = ["Steve_Witkoff"], place = ["Moscow"] }'
    text = entry("add", body)
    (record,) = added_records(parse_decisions(text), NO_NAMES)
    assert check_record(record) == ()
    found = world([APRIL], text)
    (event,) = found.events
    assert len(event.claims) == 2
    assert [e.type for e in found.entities] == ["City", "Person"]
    assert record.events[0].label == "Visit: Steve Witkoff, Moscow"
    assert found.unmatched_decisions == ()


def test_two_events_added_from_one_sentence_share_its_record() -> None:
    body = 'type = "{}"\nsource = "Diary"\ntext = "Ann called Bob and met him."\n'
    body += 'roles = {{ actor = ["Ann_Bell", "Bob_Cole"] }}'
    told = parse_decisions(entry("add", body.format("PhoneCall")) + entry("add", body.format("Meeting")))
    (record,) = added_records(told, NO_NAMES)
    assert check_record(record) == ()
    assert record.article.digest == digest_text(record.article.text)
    assert [e.type for e in resolve_world([], told, ONTOLOGY, NO_NAMES).events] == ["Meeting", "PhoneCall"]


@pytest.mark.parametrize(
    "body",
    [
        ("same", 'events = ["Visit-000000000000-1", "Visit-000000000000-2"]'),
        ("same", 'entities = ["Steve_Witkoff", "Nobody"]'),
        ("different", 'entity = "Steve_Witkoff"\narticle = "nine"\nslug = "Other"'),
        ("retract", 'event = "Visit-000000000000-1"'),
        ("confirm", 'event = "Visit-000000000000-1"'),
        ("confirm", 'entity = "Nobody"\narticle = "one"'),
        ("confirm", 'entity = "Steve_Witkoff"\narticle = "nine"'),
        ("set", f'event = "{iri(APRIL)}"\nroles = {{ actor = ["Nobody", "Steve_Witkof"] }}'),
        ("retract", 'claim = "https://example.org/c"'),
        ("retract", 'fact = ["A", "b", "C"]'),
        ("set", 'event = "Visit-000000000000-1"\ndate = "2025-04-25"'),
        ("rename", 'entity = "Nobody"\nlabel = "Somebody"'),
    ],
    ids=lambda b: f"{b[0]} {b[1][:24]}",
)
def test_a_decision_that_fits_nothing_is_reported(body: tuple[str, str]) -> None:
    found = world([APRIL], entry(*body))
    (line,) = found.unmatched_decisions
    assert line.startswith(f"decisions.toml, [[{body[0]}]] 1: {body[0]} ")
    assert line.endswith("no article has that any more; the decision is kept and counts again when one does")
    assert world([APRIL], "").events == found.events


def test_doubts_come_with_the_decision_that_settles_them() -> None:
    draft = Draft("five", "2025-04-27")
    draft.entity("Ann Witkoff")
    early, late = visit("six", "2025-04-25", "2025-04-24/2025-04-26"), draft.record()
    bare = Draft("seven", "2025-04-27")
    bare.event("Visit", actor=[bare.entity("Witkoff")], place=[bare.entity("Moscow", "City")])
    state = start_resolution([APRIL, early, late, bare.record()], (), ONTOLOGY, NO_NAMES)
    items = find_doubts(state)
    assert list(items) == sorted(items, key=lambda i: -i.value)
    who = next(i for i in items if i.question.startswith("Who is 'Witkoff'"))
    assert [(c.key, c.label) for c in who.choices] == [
        ("1", "Ann Witkoff"),
        ("2", "Steve Witkoff"),
        ("n", "somebody else"),
    ]
    chosen = who.choices[1].decision
    text = format_decision(replace(chosen, author="Ann", day=date(2025, 5, 1), reason="same paper"))
    decided = start_resolution([APRIL, early, late, bare.record()], parse_decisions(text), ONTOLOGY, NO_NAMES)
    assert "Witkoff" in decided.entity("Steve_Witkoff").names
    assert who.question not in {i.question for i in find_doubts(decided)}


def test_nothing_to_ask_about_a_plain_story() -> None:
    assert find_doubts(start_resolution([APRIL, AGAIN], (), ONTOLOGY, NO_NAMES)) == ()
