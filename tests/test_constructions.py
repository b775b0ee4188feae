"""The type of an event by what stands with its word, and words that tell of no event of their own."""

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology.constructions import load_constructions
from tests.event_reading import ontology, read

# sentence, a word of the event, its type
READINGS = [
    # persons, places, things
    ("The Colombian navy captured three smugglers off Cartagena.", "captured", "Arrest"),
    ("In 1916 the Ottoman army captured General Townshend.", "captured", "Arrest"),
    ("Rebels captured Goma in January.", "captured", "Occupation"),
    ("Coast guards seized a Chinese trawler off Valparaiso.", "seized", "Seizure"),
    ("Eritrean troops recaptured the border town of Badme.", "recaptured", "Occupation"),
    ("Saigon fell to the North on April 30, 1975.", "fell", "Occupation"),
    ("Some forty monks were thrown into prison.", "thrown", "Arrest"),
    ("Qatar expelled dozens of Nepali workers.", "expelled", "Coercion"),
    ("Uganda expelled two Rwandan diplomats on Friday.", "expelled", "ExpelDiplomats"),
    ("The army drove the insurgents out of Palma in April.", "drove", "Withdrawal"),
    ("Portugal handed Macau to China in December 1999.", "handed", "TerritorialCession"),
    ("Argentina claims the Falkland Islands.", "claims", "TerritorialClaim"),
    ("Government forces lost the provincial capital to the insurgents.", "lost", "Occupation"),
    ("The president fired his agriculture minister on Monday.", "fired", "Resignation"),
    # relations
    ("Kenya broke off talks with Somalia on Monday.", "broke off talks", "HaltTalks"),
    ("Peru broke off relations with Ecuador in 1981.", "broke off relations", "ReducedRelations"),
    ("Chad recalled its ambassador from Khartoum.", "recalled", "RecallAmbassador"),
    ("India joined the Shanghai Cooperation Organisation in 2017.", "joined", "JoinOrganisation"),
    # force and moves short of it
    ("France shipped artillery shells to Ukraine.", "shipped", "MilitaryAid"),
    ("Malawi sent tents and blankets to Mozambique.", "sent", "HumanitarianAid"),
    ("Britain rushed two battalions to Cyprus in 1955.", "rushed", "Mobilization"),
    ("Washington ordered the carrier Nimitz to the South China Sea.", "ordered", "Mobilization"),
    ("Shells landed in the market of Aden.", "landed", "Shelling"),
    ("Drones struck an oil depot near Baku overnight.", "struck", "AirStrike"),
    ("A suicide bomber struck a police station in Quetta.", "struck", "Bombing"),
    ("Serbia declared war on Bulgaria in 1885.", "declared", "ArmedConflict"),
    ("Students blocked the main road of Dhaka.", "blocked", "Protest"),
    # speech
    ("The junta dismissed the accusation as baseless.", "dismissed", "Denial"),
    ("Manila disputed Beijing's account of the collision.", "disputed", "Rebuttal"),
    ("Bolivia rejected Chile's proposal for direct talks.", "rejected", "Rejection"),
    ("Rwanda ruled out talks with the rebels.", "ruled out talks", "RefusalToNegotiate"),
    ("The Sultan yielded to British pressure and ceded Labuan.", "yielded", "Concession"),
    ("The president warned Eritrea that it would pay a heavy price.", "warned", "Threat"),
    ("Aid agencies warned that famine could spread to Sudan's south.", "warned", "WarningStatement"),
    ("The king told the general that his troops must leave the palace.", "told", "Demand"),
    ("The League recommended an arms embargo against Italy.", "recommended", "DemandSanctions"),
    ("Ghana's president offered to mediate between Togo and Benin.", "offered", "OfferToMediate"),
    ("Both sides agreed to withdraw their forces from the zone.", "agreed", "SignAgreement"),
    ("Ethiopia and Eritrea agreed to continue talks in Algiers.", "agreed", "ExpressIntent"),
    ("The chancellor called his counterpart on Friday to discuss tariffs.", "called", "PhoneCall"),
    ("Macron called Putin on Monday.", "called", "PhoneCall"),
    ("Mbeki called Mugabe on Monday.", "called", "PhoneCall"),
    ("Chad could hit whole sectors of the Libyan economy.", "hit", "Sanction"),
    ("Peru asked Chile to end its support for the guerrillas.", "end", "ReducedRelations"),
    ("Iran will cut its stockpile of uranium.", "cut", "Concession"),
    ("Niger has met its obligations.", "met", "Compliance"),
    ("The two signed a joint statement in Geneva.", "signed", "SignAgreement"),
    ("Ghana criticised exercises with Togo near the border.", "exercises", "MilitaryCooperation"),
    ("The secretary phoned his counterpart on Monday.", "phoned", "PhoneCall"),
]
SILENT = [
    ("Snow fell on the capital and prices fell by a tenth.", "fell"),
    ("Malian peacekeepers stood idly by while the depot was looted.", "stood"),
    ("Gunfire could be heard across Beirut after the raid.", "heard"),
    ("Minsk retaliated by expelling three Lithuanian diplomats.", "retaliated"),
    ("The delegation was led by the finance minister.", "led"),
    ("The palace declined to comment.", "declined"),
    ("Troops gathered along the line of contact.", "contact"),
    ("They buried three prisoners of war.", "war"),
    ("Kenya would stop its exercises with Chad.", "stop"),
    ("He said no decision could be taken in Lomé.", "no"),
    ("The columns met fierce resistance near Basra.", "met"),
    ("The accord met the interests of both peoples.", "met"),
    ("Governments are waging a war on the coronavirus.", "war"),
    ("Macron observed the exercise together with Scholz.", "observed"),
    ("Chad will regain control of its border with Libya.", "regain"),
    ("The plan was met with scepticism in Lima.", "met"),
]
# sentence, a type that nothing in it may be: the same words mean something else there
ELSEWHERE = [
    ("North Korea launched a ballistic missile on Tuesday.", "AirStrike"),
    ("Iran fired two missiles at dawn in a test.", "AirStrike"),
    ("India sent a drone on Monday to map the valley.", "AirStrike"),
    ("The premier refused to rule out early elections.", "ThreatOfForce"),
    ("The court declined to rule on the border dispute.", "ThreatOfForce"),
    ("The envoy warned that talks would be a mistake.", "Threat"),
    ("The fighters left nine people dead in Goma.", "Withdrawal"),
    ("Kenya fights corruption in its ports.", "ArmedConflict"),
    ("Rebels left the talks in Juba.", "Withdrawal"),
    ("A car hit two pedestrians in Lima.", "Bombing"),
    ("A truck struck the gate of the ministry.", "Bombing"),
    ("Labour captured the district from the Conservatives in the election.", "Occupation"),
    ("The opposition party lost the city in the vote.", "Occupation"),
    ("Authorities evacuated the city of Derna after the flood.", "Withdrawal"),
    ("Villagers quit the valley because of the drought.", "Withdrawal"),
    ("He held the presidency until 2010.", "Appointment"),
    ("The general dismissed him as a liar.", "Resignation"),
    ("The president took the road to Damascus.", "Occupation"),
    ("The farmers blocked the port.", "ArmedConflict"),
    ("Police closed the road after a crash.", "Blockade"),
    ("The king called the premier brave.", "PhoneCall"),
    ("The troops landed on the island for an exercise with Japan.", "GroundAttack"),
    ("Shares fell on Monday in Tokyo.", "Occupation"),
    ("The minister welcomed him as a good friend of Chile.", "OptimisticComment"),
    ("The bank froze the account of a client.", "AssetFreeze"),
    ("The firm added two ships to its list.", "Sanction"),
    ("The union ended its boycott of the airline.", "EaseSanctions"),
    ("The airline suspended flights to Tel Aviv.", "Sanction"),
    ("The museum returned the island's treasures to Samoa.", "TerritorialCession"),
    ("The union threatened to strike on Friday.", "ThreatOfForce"),
    ("Doctors threatened to strike over pay.", "ThreatOfForce"),
    ("The minister vowed to respond to the report by Friday.", "Threat"),
    ("The analyst said Kenya must leave the bloc.", "Demand"),
    ("The general took command of the post.", "Occupation"),
    ("The crew abandoned ship off Yemen.", "Withdrawal"),
    ("The guerrillas surrendered three hostages.", "Withdrawal"),
    ("The firm shipped aircraft to Kenya.", "Mobilization"),
    ("The senate voted to rename a road.", "Election"),
    ("The carmaker recalled 90,000 vehicles in Peru.", "ReducedRelations"),
    ("The president fired his agriculture minister on Monday.", "Attack"),
    ("France exploded its first atomic bomb in a test in the Sahara.", "Attack"),
    ("The prosecutor charged the mayor with fraud.", "Accusation"),
]
ONE_EVENT = [
    ("He issued a warning to the generals.", "warning"),
    ("Delhi put its forces on high alert.", "put"),
    ("Tokyo expressed regret over the incident.", "expressed"),
    ("The embargo imposed by the Council hurt Iraq.", "embargo"),
]


@pytest.mark.parametrize(("text", "word", "kind"), READINGS, ids=[r[0] for r in READINGS])
def test_what_stands_with_a_word_decides_its_type(text: str, word: str, kind: str) -> None:
    found = {m.text: e.type for e in read(text).events for m in e.mentions}
    types = [t for words, t in found.items() if word.split()[0] in words]
    assert types and ontology().is_a(types[0], kind), found


@pytest.mark.parametrize(("text", "word"), SILENT)
def test_light_and_figurative_verbs_are_no_events(text: str, word: str) -> None:
    assert not any(word in m.text for e in read(text).events for m in e.mentions)


@pytest.mark.parametrize(("text", "kind"), ELSEWHERE, ids=[r[0] for r in ELSEWHERE])
def test_the_same_verb_in_another_sense_is_not_that_event(text: str, kind: str) -> None:
    found = {m.text: e.type for e in read(text).events for m in e.mentions}
    assert not any(ontology().is_a(t, kind) for t in found.values()), found


@pytest.mark.parametrize(("text", "word"), ONE_EVENT)
def test_a_verb_and_the_noun_it_carries_are_one_event(text: str, word: str) -> None:
    found = [(e.type, [m.text for m in e.mentions]) for e in read(text).events]
    assert len([ms for _, ms in found if any(word in m for m in ms)]) == len(found) == 1, found


def test_both_words_of_a_carried_event_are_its_mentions() -> None:
    (told,) = read("The minister voiced grave concern about the shelling.").events[:1]
    assert {m.text for m in told.mentions} >= {"voiced", "concern"}


def test_deaths_beside_an_attack_are_attacks_and_elsewhere_are_not() -> None:
    raid = "A rocket hit a shop near the port of Aden. Six people were killed there."
    assert [ontology().types[e.type].plover for e in read(raid).events] == ["ASSAULT"]
    quake = "A strong earthquake shook Nepal on Sunday. Forty villagers died near the river."
    assert not any(ontology().types[e.type].plover == "ASSAULT" for e in read(quake).events)


def test_every_rule_names_a_type_and_classes_of_the_ontology() -> None:
    rules = load_constructions()
    assert rules.types() <= set(ontology().types)
    classes = {
        c
        for table in (rules.verbs, rules.nouns)
        for found in table.values()
        for _, rule in found
        for slot in (*rule.where, *rule.unless)
        for filler in slot.fillers
        for c in filler.classes
    }
    assert classes <= set(ontology().classes)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('counting = ""\n[classes]\n[[construction]]\ntype = "Arrest"\nobject = "x"\n', "needs verbs or nouns"),
        ('counting = ""\n[classes]\n[[construction]]\ntype = "Arrest"\nverbs = "take"\nobject = "FOES"\n', "FOES"),
        ("counting = \n", "constructions.toml"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=problem):
        load_constructions(path)
