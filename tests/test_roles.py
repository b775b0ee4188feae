"""Who did it to whom, over the constructions that turn the order of the words around."""

import pytest

from tests.event_reading import event, labels, read

CASES = [
    ("place of what dates it", "Macron has not met Ruto since the talks in Lagos.", ("Meeting",), {"place": set()}),
    ("place of its own", "Macron met Ruto in Lagos after the talks.", ("Meeting",), {"place": {"Lagos"}}),
    ("place after an hour", "Macron met Ruto after midnight in Lagos.", ("Meeting",), {"place": {"Lagos"}}),
    ("active", "Kenya invaded Uganda on Monday.", ("Invasion",), {"actor": {"Kenya"}, "recipient": {"Uganda"}}),
    (
        "those who refuse",
        "Niger completed an annexation that Kenya refuses to recognize.",
        ("Annexation",),
        {"actor": {"Niger"}},
    ),
    (
        "the one reported on",
        "Kenya said that Uganda had left the valley.",
        ("SpeechAct",),
        {"actor": {"Kenya"}, "recipient": set()},
    ),
    (
        "the one told to",
        "Kenya demanded that Uganda leave the valley.",
        ("Demand",),
        {"actor": {"Kenya"}, "recipient": {"Uganda"}},
    ),
    (
        "met before speaking",
        "Macron, after meeting Scholz, said that Mali was calm.",
        ("SpeechAct", "OptimisticComment"),
        {"actor": {"Emmanuel Macron"}},
    ),
    (
        "spoken to beside",
        "In an interview with Fox News, Macron said that Mali was at war.",
        ("SpeechAct",),
        {"actor": {"Emmanuel Macron"}},
    ),
    (
        "together",
        "Kenya invaded Uganda together with Chad.",
        ("Invasion",),
        {"actor": {"Kenya", "Chad"}, "recipient": {"Uganda"}},
    ),
    ("hosts of talks", "Kenya and Oman hosted two rounds of talks in 2021.", ("Negotiation",), {"actor": set()}),
    (
        "host and guest",
        "Kenya held talks with Uganda in 2021.",
        ("Negotiation", "Meeting"),
        {"actor": {"Kenya", "Uganda"}},
    ),
    (
        "treaty with a town's name",
        "The Treaty of Paris of 1763 ended the war.",
        ("SignAgreement",),
        {"place": set(), "topic": {"Treaty of Paris"}},
    ),
    ("those who settle", "Kenya and Uganda need to resolve the war in Chad.", ("ArmedConflict",), {"actor": set()}),
    ("passive", "Uganda was invaded by Kenya on Monday.", ("Invasion",), {"actor": {"Kenya"}, "recipient": {"Uganda"}}),
    (
        "relative clause",
        "Chad, which invaded Niger in 2014, denied everything.",
        ("Invasion",),
        {"actor": {"Chad"}, "recipient": {"Niger"}},
    ),
    (
        "shared subject",
        "President Ruto met Prime Minister Modi in Delhi and praised the European Union.",
        ("Praise",),
        {"actor": {"Ruto"}, "recipient": {"European Union"}},
    ),
    (
        "several objects",
        "Brazil sanctioned Peru, Chile and Bolivia on Friday.",
        ("Sanction",),
        {"actor": {"Brazil"}, "recipient": {"Peru", "Chile", "Bolivia"}},
    ),
    (
        "everybody at a meeting acts",
        "Emmanuel Macron met with Olaf Scholz in Berlin on Tuesday.",
        ("Meeting",),
        {"actor": {"Emmanuel Macron", "Olaf Scholz"}, "place": {"Berlin"}},
    ),
    (
        "a visit goes to a place",
        "Antony Blinken will visit Kenya next week.",
        ("Visit",),
        {"actor": {"Antony Blinken"}, "place": {"Kenya"}},
    ),
    (
        "an annexed place is place and topic",
        "Russia annexed Crimea in 2014.",
        ("Annexation",),
        {"actor": {"Russia"}, "place": {"Crimea"}, "topic": {"Crimea"}},
    ),
    (
        "possessor",
        "Kenya's invasion of Uganda began on Monday.",
        ("Invasion",),
        {"actor": {"Kenya"}, "recipient": {"Uganda"}},
    ),
]


@pytest.mark.parametrize(("text", "types", "roles"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_direction(text: str, types: tuple[str, ...], roles: dict[str, set[str]]) -> None:
    record = read(text)
    found = event(record, *types)
    shown = {name: labels(record, found.fillers(name)) for name in roles}
    for name, wanted in roles.items():
        assert len(shown[name]) == len(wanted), shown
        assert all(any(w in label for label in shown[name]) for w in wanted), shown


def test_plural_descriptions_stand_for_the_parties_named_before() -> None:
    record = read("Emmanuel Macron met Olaf Scholz in Paris on Monday.\n\nThe two leaders agreed to send aid to Chad.")
    agreed = next(e for e in record.events if any(m.text == "agreed" for m in e.mentions))
    assert labels(record, agreed.fillers("actor")) == {"Emmanuel Macron", "Olaf Scholz"}


def test_a_speech_act_is_linked_to_what_it_puts_forward() -> None:
    record = read("Kenya demanded on Monday that Uganda withdraw its troops from Goma.")
    demand, withdrawal = event(record, "Demand"), event(record, "Withdrawal")
    assert demand.fillers("content") == (withdrawal.id,)
    assert withdrawal.claims[0].modality == "Desired"
    assert withdrawal.claims[0].speaker in demand.fillers("actor")
    assert withdrawal.claims[0].speech_act == demand.id


def test_what_has_no_name_fills_only_roles_it_can() -> None:
    record = read("Ministers discussed trade, the weather and the crisis on Friday.")
    for found in record.events:
        assert labels(record, found.fillers("topic")) == set()


OTHERS = [
    (
        "what follows a journey does not take place where it led",
        "The summit followed a trip by William Ruto to Kampala on May 3.",
        "Summit",
        {"actor": set(), "place": set()},
    ),
    (
        "the source of a report takes no part in it",
        "Nobody was killed in the raid, according to the governor, Maksym Marchenko.",
        "AirStrike",
        {"actor": set()},
    ),
    (
        "but it does what its own clause tells",
        "No one was killed, according to the governor, Maksym Marchenko, who reported several wounded.",
        "Report",
        {"actor": {"Maksym Marchenko"}},
    ),
    (
        "an agent does what its own clause tells",
        "The raid was condemned by William Ruto, who demanded talks.",
        "DemandSettlement",
        {"actor": {"William Ruto"}},
    ),
    (
        "a dateline is no participant",
        "NAIROBI, May 16 - William Ruto met Narendra Modi on Tuesday.",
        "Meeting",
        {"actor": {"William Ruto", "Narendra Modi"}, "place": set()},
    ),
    (
        "whose title a country is in",
        "William Ruto spoke by phone with German Chancellor Olaf Scholz on Tuesday.",
        "PhoneCall",
        {"actor": {"William Ruto", "Olaf Scholz"}},
    ),
    (
        "but a country that acts stays",
        "Kenya and Germany signed a treaty in Geneva on Tuesday.",
        "SignAgreement",
        {"actor": {"Kenya", "Germany"}, "place": {"Geneva"}},
    ),
    (
        "the agent of what was accepted does not accept",
        "A plan put forward by Kenya was rejected by Uganda on Monday.",
        "Rejection",
        {"actor": {"Uganda"}},
    ),
    (
        "whom a relative clause is about",
        "Chad, which Niger invaded in 2014, denied everything.",
        "Invasion",
        {"actor": {"Niger"}, "recipient": {"Chad"}},
    ),
    (
        "ties are cut with somebody",
        "Kenya severed diplomatic ties with Uganda on Monday.",
        "ReducedRelations",
        {"actor": {"Kenya"}, "recipient": {"Uganda"}},
    ),
    (
        "the object of the verb before",
        "William Ruto phoned Narendra Modi and condemned Uganda.",
        "Criticism",
        {"actor": {"William Ruto"}, "recipient": {"Uganda"}},
    ),
    (
        "the subject of another clause",
        "If Kenya leaves the pact, Uganda will invade Rwanda.",
        "Invasion",
        {"actor": {"Uganda"}, "recipient": {"Rwanda"}},
    ),
    (
        "a weapon is wielded by its country",
        "A Russian drone struck a market in Odesa on Monday.",
        "AirStrike",
        {"actor": {"Russia"}},
    ),
    (
        "having done it first",
        "Having invaded Uganda, Kenya called an election.",
        "Invasion",
        {"actor": {"Kenya"}, "recipient": {"Uganda"}},
    ),
    (
        "a place inside a place",
        "Kenya and Uganda signed a treaty in Geneva, Switzerland, on Monday.",
        "SignAgreement",
        {"actor": {"Kenya", "Uganda"}, "place": {"Geneva", "Switzerland"}},
    ),
]


@pytest.mark.parametrize(("text", "kind", "roles"), [c[1:] for c in OTHERS], ids=[c[0] for c in OTHERS])
def test_who_stands_by_and_who_takes_part(text: str, kind: str, roles: dict[str, set[str]]) -> None:
    record = read(text)
    found = event(record, kind)
    assert {name: labels(record, found.fillers(name)) for name in roles} == roles


def test_who_brings_others_together_is_no_party() -> None:
    record = read("Talks between Kenya and Uganda, brokered by Qatar, opened in Doha on Monday.")
    talks = next(e for e in record.events if any(m.text.lower() == "talks" for m in e.mentions))
    assert labels(record, talks.fillers("actor")) == {"Kenya", "Uganda"}


@pytest.mark.parametrize("words", ["The two sides", "The two countries"])
def test_who_met_goes_before_who_was_only_named_together(words: str) -> None:
    text = f"Kenya signed an accord with Uganda on Monday.\n\nOffices of NATO and the United Nations stand nearby.\n\n{words} condemned Chad."
    record = read(text)
    assert labels(record, event(record, "Criticism").fillers("actor")) == {"Kenya", "Uganda"}


def test_the_presidents_of_countries_are_those_the_article_names() -> None:
    text = "The presidents of Kenya and France met on Monday.\n\nEmmanuel Macron and William Ruto smiled."
    record = read(text)
    assert labels(record, event(record, "Meeting").fillers("actor")) == {"Emmanuel Macron", "William Ruto"}


def test_the_leaders_of_countries_nobody_names_are_the_countries() -> None:
    record = read("The leaders of Kenya and France met in Geneva on Monday.")
    assert labels(record, event(record, "Meeting").fillers("actor")) == {"Kenya", "France"}


def test_talks_without_parties_are_those_of_the_parties_told_beside() -> None:
    record = read("Kenya and Uganda signed a treaty on Monday.\n\nNegotiations had lasted for years.")
    assert labels(record, event(record, "Negotiation").fillers("actor")) == {"Kenya", "Uganda"}


def test_who_reports_it_is_he() -> None:
    record = read("Emmanuel Macron criticized Uganda. Olaf Scholz replied that he had invited Narendra Modi to Berlin.")
    invited = next(e for e in record.events if any(m.text == "invited" for m in e.mentions))
    assert labels(record, invited.fillers("actor")) == {"Olaf Scholz"}


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Kenyan troops attacked Somalia on Monday.", {"Kenyan troops", "Kenya"}),
        ("Kenyan troops began attacking Somalia on Monday.", {"Kenyan troops", "Kenya"}),
        ("Kenya said on Monday that Ugandan soldiers had attacked it.", {"Ugandan soldiers"}),  # no Uganda is told of
        ("Ethnic Kenyan forces attacked Somalia on Monday, and Kenya protested.", {"Ethnic Kenyan forces"}),
        ("The Kenya Defence Forces attacked Somalia on Monday.", {"Kenya Defence Forces"}),
    ],
    ids=["troops", "troops that begin", "other", "a people", "a named body"],
)
def test_a_state_acts_through_its_troops(text: str, actors: set[str]) -> None:
    record = read(text)
    assert labels(record, event(record, "Attack", "GroundAttack").fillers("actor")) == actors


def test_those_sent_by_parties_stand_for_them() -> None:
    record = read("Kenya and Uganda cut ties in May. Their negotiators met in Arusha on Tuesday.")
    assert labels(record, event(record, "Meeting").fillers("actor")) == {"Kenya", "Uganda"}


def test_those_sent_by_somebody_else_stay_themselves() -> None:
    record = read("Rebels fought on in May. Their negotiators met in Arusha on Tuesday.")
    assert "Rebels" not in labels(record, event(record, "Meeting").fillers("actor"))


def test_grounds_named_together_are_no_governments() -> None:
    record = read(
        "Peru and Chile fell out. Mortars fell on Arica and Tacna. The two governments will hold talks in Quito."
    )
    assert labels(record, event(record, "Negotiation", "Meeting").fillers("actor")) == {"Peru", "Chile"}


def test_both_leaders_are_those_who_lead_states() -> None:
    record = read(
        "French President Emmanuel Macron and German Chancellor Olaf Scholz met in Paris. France and Germany sent "
        "their ministers Stephane Sejourne and Annalena Baerbock, who signed a letter. Joe Biden praised both leaders."
    )
    praised = event(record, "Praise").fillers("recipient")
    assert labels(record, praised) == {"Emmanuel Macron", "Olaf Scholz"}


def test_the_press_only_carries_what_is_said() -> None:
    record = read("President Ruto warned reporters on Monday that Kenya would attack Chad.")
    assert not {r for e in record.events for r in labels(record, e.fillers("recipient"))} & {"Reporters", "reporters"}


@pytest.mark.parametrize(
    ("words", "places"), [("several areas", set()), ("a border village", {"Border village"}), ("Kidal", {"Kidal"})]
)
def test_places_without_name_or_number_are_nowhere(words: str, places: set[str]) -> None:
    record = read(f"Mali's army shelled {words} on Monday.")
    assert labels(record, event(record, "Shelling").fillers("place")) == places


@pytest.mark.parametrize(
    ("text", "role", "who"),
    [
        ("Ethiopian planes bombed a market in Sudan on Monday.", "actor", {"Ethiopia"}),
        ("Kenyan gangs attacked a bus in Uganda on Monday.", "actor", {"Kenyan gangs"}),
        ("Rebels hit a Chadian convoy near Faya on Monday.", "recipient", {"Chad"}),
        ("Gunmen killed a Malian officer on Monday.", "recipient", {"Malian officer"}),
        ("Looters attacked the embassy of Togo and Kenya's mission in Lagos.", "recipient", {"Kenya"}),
        ("Rebels attacked villages, barriers and farmers in Chad on Monday.", "recipient", {"Farmers"}),
    ],
    ids=["planes of a state", "people of a state", "things of a state", "its people", "its mission", "no things"],
)
def test_whose_the_things_of_war_are(text: str, role: str, who: set[str]) -> None:
    record = read(text)
    found = labels(record, event(record, "Attack", "AirStrike", "GroundAttack").fillers(role))
    assert who <= found, found
    assert not any("bus" in f.lower() or "convoy" in f.lower() or "villages" in f.lower() for f in found)


def test_states_are_no_bodies_named_together() -> None:
    record = read(
        "Chad and Libya fought for years over the desert.\n\nNeither the African Union nor the Arab League could stop "
        "them. In 1986 Kenya imposed sanctions on both belligerents."
    )
    assert labels(record, event(record, "Sanction").fillers("recipient")) == {"Chad", "Libya"}


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("An emergency summit asked for by Ghana will be held in Lagos.", "Summit", set()),
        ("Emmanuel Macron told Vladimir Putin that war would be folly.", "ArmedConflict", set()),
        ("A summit held by Ghana and Togo ended in Lagos on Monday.", "Summit", {"Ghana", "Togo"}),
    ],
    ids=["asked for", "told of", "held"],
)
def test_who_only_speaks_or_is_told_of_it_does_not_do_it(text: str, kind: str, who: set[str]) -> None:
    record = read(text)
    assert labels(record, event(record, kind).fillers("actor")) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Kenya and Uganda fought over a lake. Ruto telephoned Macron on Monday. He thanked him. Rain fell. "
            "The two countries signed a truce on Friday.",
            {"Kenya", "Uganda"},
        ),
        ("Peru attacked Chile on Monday. Macron met Scholz. The two countries signed a truce on Friday.", {"Peru", "Chile"}),
        ("French President Emmanuel Macron met German Chancellor Olaf Scholz on Monday. The two countries signed a pact on Friday.", {"France", "Germany"}),
        ("French President Emmanuel Macron met German Chancellor Olaf Scholz on Monday. Both sides signed a pact on Friday.", {"France", "Germany"}),
        ("French President Emmanuel Macron met German Chancellor Olaf Scholz on Monday. The two leaders signed a pact on Friday.", {"Emmanuel Macron", "Olaf Scholz"}),
    ],
)  # fmt: skip
def test_two_countries_are_those_named_as_countries(text: str, who: set[str]) -> None:
    record = read(text)
    signed = next(e for e in record.events if "signed" in [m.text for m in e.mentions])
    assert labels(record, signed.fillers("actor")) == who
