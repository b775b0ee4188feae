"""Claims of own sentences: who vouches, with which modality and polarity, over every construction we read."""

import pytest

from kg.records import MODALITIES, POLARITIES
from tests.reading import read

# sentence, word of the event, its speakers joined by "+" (none: the article), modality and polarity of the first claim
CLAIMS = [
    ("Rebels attacked the port on Monday.", "attacked", "", "Factual", "Positive"),
    ("Rebels did not attack the port.", "attack", "", "Factual", "Negative"),
    ("Kassem will visit Nairobi on Friday.", "visit", "", "Scheduled", "Positive"),
    ("Kassem is set to visit Nairobi on Friday.", "visit", "", "Scheduled", "Positive"),
    ("Kassem is due to visit Nairobi on Friday.", "visit", "", "Scheduled", "Positive"),
    ("Kassem plans to visit Nairobi.", "visit", "", "Scheduled", "Positive"),
    ("Kassem is expected to visit Nairobi.", "visit", "", "Scheduled", "Positive"),
    ("Kassem agreed to withdraw his troops.", "withdraw", "", "Scheduled", "Positive"),
    ("Kassem vowed to attack the port.", "attack", "Kassem", "Scheduled", "Positive"),
    ("Kassem demanded that Kenya withdraw its troops.", "withdraw", "Kassem", "Desired", "Positive"),
    ("Kassem urged Kenya to withdraw its troops.", "withdraw", "Kassem", "Desired", "Positive"),
    ("Kassem called for a ceasefire in the north.", "ceasefire", "Kassem", "Desired", "Positive"),
    ("Kassem wants a ceasefire.", "ceasefire", "Kassem", "Desired", "Positive"),
    ("Kassem threatened to attack the port.", "attack", "Kassem", "Conditional", "Positive"),
    ("Kassem warned of an attack on the port.", "attack", "Kassem", "Conditional", "Positive"),
    ("If rebels attack the port, Kenya will respond.", "attack", "", "Conditional", "Positive"),
    ("Should rebels attack the port, Kenya will respond.", "attack", "", "Conditional", "Positive"),
    ("In the event of an attack, Kenya will respond.", "attack", "", "Conditional", "Positive"),
    ("Rebels could attack the port.", "attack", "", "Conditional", "Positive"),
    ("Kassem is ready to withdraw his troops.", "withdraw", "", "Conditional", "Positive"),
    ("Kassem is considering an attack on the port.", "attack", "", "Conditional", "Positive"),
    ("Kassem failed to visit Nairobi.", "visit", "", "Factual", "Negative"),
    ("Kassem refused to withdraw his troops.", "withdraw", "", "Factual", "Negative"),
    ("Kassem refrained from attacking the port.", "attacking", "", "Factual", "Negative"),
    ("Kassem managed to visit Nairobi.", "visit", "", "Factual", "Positive"),
    ("Kassem denied attacking the port.", "attacking", "Kassem", "Factual", "Negative"),
    ("Kassem denied that rebels had attacked the port.", "attacked", "Kassem", "Factual", "Negative"),
    ("Kassem left Nairobi without visiting the camp.", "visiting", "", "Factual", "Negative"),
    ("The lack of concessions from Kenya angered him.", "concessions", "", "Factual", "Negative"),
    ("No agreement was signed in Nairobi.", "signed", "", "Factual", "Negative"),
    ("The two sides signed no agreement.", "signed", "", "Factual", "Negative"),
    ("Kassem called off a visit to Nairobi planned for June.", "visit", "", "Scheduled", "Negative"),
    ("Kassem postponed his visit to Nairobi.", "visit", "", "Scheduled", "Negative"),
    ("Kassem delayed his visit to Nairobi by a week.", "visit", "", "Scheduled", "Negative"),
    ("Not until May 2009 did Kassem sign the treaty.", "sign", "", "Factual", "Positive"),
    ("Kassem supported a summit with Chad.", "summit", "Kassem", "Desired", "Positive"),
    ("Kassem supported the summit in Nairobi.", "summit", "", "Factual", "Positive"),
    ("Kassem hinted at a visit to Nairobi.", "visit", "", "Conditional", "Positive"),
    ("Kassem toyed with attacking the port.", "attacking", "", "Conditional", "Positive"),
    ("Only in 1999 did Kenya recognise the border.", "recognise", "", "Factual", "Positive"),
    ("Kassem accused Kenya of attacking the port.", "attacking", "Kassem", "Factual", "Positive"),
    ("Kassem said that rebels had attacked the port.", "attacked", "Kassem", "Factual", "Positive"),
    ("Kassem said rebels had not attacked the port.", "attacked", "Kassem", "Factual", "Negative"),
    ("Rebels attacked the port, Kassem said.", "attacked", "Kassem", "Factual", "Positive"),
    ("Rebels attacked the port, according to Kassem.", "attacked", "Kassem", "Factual", "Positive"),
    ("Kassem said rebels attacked the port; Molnarez denied it.", "attacked", "Kassem+Molnarez", "Factual", "Positive"),
    (
        "Kassem said that Molnarez had told him that the rebels had attacked the port.",
        "attacked",
        "Molnarez+Kassem",
        "Factual",
        "Positive",
    ),
    ("Kassem continues to attack the port.", "attack", "", "Continuing", "Positive"),
    ("The planned visit of Kassem to Nairobi drew protests.", "visit", "", "Scheduled", "Positive"),
    ("A possible attack on the port worries Kenya.", "attack", "", "Conditional", "Positive"),
    ("Kassem never visited Nairobi.", "visited", "", "Factual", "Negative"),
    ("Neither side attacked the port.", "attacked", "", "Factual", "Negative"),
    ("Kassem did not refuse to withdraw his troops.", "withdraw", "", "Factual", "Positive"),
    ("The plan to attack the port was dropped.", "attack", "", "Scheduled", "Negative"),
    (
        "The strikes, which Kassem said targeted an arms depot, killed nine people.",
        "targeted",
        "Kassem",
        "Factual",
        "Positive",
    ),
    (
        "Kassem said it was unacceptable and demanded that Kenya withdraw its troops.",
        "demanded",
        "",
        "Factual",
        "Positive",
    ),
    ("Kassem said that they had left and blamed the rebels.", "blamed", "", "Factual", "Positive"),
    ("The army prevented rebels from attacking the port.", "attacking", "", "Factual", "Negative"),
    ("The talks in Nairobi will take place on Friday.", "talks", "", "Scheduled", "Positive"),
    ("Kenya will host talks on Friday.", "talks", "", "Scheduled", "Positive"),
    ("Kenya did not hold talks with the rebels.", "talks", "", "Factual", "Negative"),
    ("Kenya will not hold talks with the rebels.", "talks", "", "Scheduled", "Negative"),
    # tense
    ("Rebels have been shelling the port since May.", "shelling", "", "Continuing", "Positive"),
    ("Molnarez refuses to recognise the border.", "refuses", "", "Continuing", "Positive"),
    ("Molnarez signed the treaty in Nairobi.", "signed", "", "Factual", "Positive"),
    ("Had rebels attacked the port, Kenya would have answered.", "attacked", "", "Conditional", "Positive"),
    ("Two prisoners are to be exchanged on Friday.", "exchanged", "", "Scheduled", "Positive"),
    ("Rebels committed atrocities in the valley.", "atrocities", "", "Factual", "Positive"),
    ("Kassem left Nairobi after rebels attacked the port.", "attacked", "", "Factual", "Positive"),
    ("Kenya would return to the talks once Sudan stopped the raids.", "stopped", "", "Conditional", "Positive"),
    # what is wanted, granted, aimed at
    ("Delegates in Doha studied a truce proposed by Kenya in May.", "truce", "Kenya", "Desired", "Positive"),
    ("Kassem accepted an invitation to visit Nairobi.", "visit", "", "Scheduled", "Positive"),
    ("Both sides discussed efforts to achieve a ceasefire.", "ceasefire", "Sides", "Desired", "Positive"),
    ("Kassem hoped that the pact could end the war.", "end", "Kassem", "Desired", "Positive"),
    ("Kassem flew to Nairobi on Monday for talks with Molnarez.", "talks", "", "Scheduled", "Positive"),
    ("Molnarez asked parliament for a law banning the militia.", "banning", "Molnarez", "Desired", "Positive"),
    ("Kassem called on Kenya to withdraw its troops.", "withdraw", "Kassem", "Desired", "Positive"),
    (
        "Kassem threatened Kenya with sanctions if it attacked the port.",
        "attacked",
        "Kassem",
        "Conditional",
        "Positive",
    ),
    # who rejects what was said
    ("Kassem dismissed the claim that rebels had attacked the port.", "attacked", "Kassem", "Factual", "Negative"),
    ("Kassem rejected a proposal of a truce.", "truce", "", "Desired", "Positive"),
    # the subject of a passive, of a participle, of a text
    ("Kenya was asked to leave and said rebels had attacked the port.", "attacked", "Kenya", "Factual", "Positive"),
    ("Having ordered troops to attack the port, Kassem was deposed.", "attack", "Kassem", "Desired", "Positive"),
    (
        "Protesters demanding the withdrawal of the army filled the streets.",
        "withdrawal",
        "Protesters",
        "Desired",
        "Positive",
    ),
    ("Kenya, whose envoy said rebels attacked the port, closed its border.", "closed", "", "Factual", "Positive"),
    ("Kassem accused officials of opening fire on the crowd.", "opening", "Kassem", "Factual", "Positive"),
    # where speech ends
    (
        "Kassem said that rebels had attacked the port, and the army blockaded the town.",
        "blockaded",
        "",
        "Factual",
        "Positive",
    ),
    ("A witness said that rebels had attacked the port and fled.", "fled", "Witness", "Factual", "Positive"),
    (
        "Kenya, which accuses Sudan of arming rebels - Khartoum says they are smugglers - shut its border.",
        "shut",
        "",
        "Factual",
        "Positive",
    ),
    ("The drones, which Kassem says Kenya sold, attacked the port.", "attacked", "", "Factual", "Positive"),
    # attribution after and inside
    (
        "Rebels attacked the port, the minister, Ana Molnarez, told the Herald in Nairobi.",
        "attacked",
        "Ana Molnarez",
        "Factual",
        "Positive",
    ),
    (
        "The army has left the port, a spokesman said, and no soldier attacked the town.",
        "attacked",
        "Spokesman",
        "Factual",
        "Negative",
    ),
    ("Rebels attacked the port, noted Molnarez.", "attacked", "Molnarez", "Factual", "Positive"),
    (
        "Kenya will visit the camps on Monday, government spokesman Omar Kassem announced late in the evening.",
        "visit",
        "Omar Kassem",
        "Scheduled",
        "Positive",
    ),
    # what is announced, agreed or led to is still ahead
    ("Kassem announced a raid on the smugglers.", "raid", "Kassem", "Scheduled", "Positive"),
    ("Kassem reported the capture of the bridge.", "capture", "Kassem", "Factual", "Positive"),
    ("Kassem heads to Nairobi on Friday.", "heads", "", "Scheduled", "Positive"),
    ("Kassem headed to Nairobi on Friday.", "headed", "", "Factual", "Positive"),
    ("The talks, due to resume in Nairobi on Monday, drew protests.", "talks", "", "Scheduled", "Positive"),
    ("The talks ended due to rain.", "talks", "", "Factual", "Positive"),
    ("Under the treaty Kenya must withdraw its troops by June.", "withdraw", "", "Scheduled", "Positive"),
    (
        "Kassem signed a pact under which Kenya must withdraw its troops.",
        "withdraw",
        "",
        "Scheduled",
        "Positive",
    ),
    ("Under his leadership Kenya must withdraw its troops.", "withdraw", "", "Desired", "Positive"),
    ("Kassem urged Kenya to take steps toward a ceasefire.", "ceasefire", "Kassem", "Desired", "Positive"),
    ("Kassem said a visit was possible only once the troops had left.", "left", "Kassem", "Conditional", "Positive"),
    ("Kassem returned to Nairobi once the troops had left.", "left", "", "Factual", "Positive"),
    ("His raid on the smugglers was a sham.", "raid", "", "Factual", "Negative"),
    ("Rebels will go back to attacking the port.", "attacking", "", "Scheduled", "Positive"),
    ("Kenya wants the troops to leave.", "wants", "", "Continuing", "Positive"),
    (
        "Kenya, which since last June has blocked the pact, angered its neighbours.",
        "blocked",
        "",
        "Continuing",
        "Positive",
    ),
    ("The island is recognised by most states as Kenyan.", "recognised", "", "Continuing", "Positive"),
    ("Kenya has so far refused to sign the pact.", "refused", "", "Continuing", "Positive"),
    ("Molnarez was due to report to the council on Monday.", "report", "", "Scheduled", "Positive"),
    ("Rebels threatened to march unless Kassem resigned.", "resigned", "Rebels", "Desired", "Positive"),
    ("Kenya promised to defend the island if it were attacked.", "defend", "Kenya", "Conditional", "Positive"),
    ("Kassem pledged that he would visit Nairobi.", "visit", "Kassem", "Scheduled", "Positive"),
    ("Rebels have attacked the port since May.", "attacked", "", "Continuing", "Positive"),
    # speech in nouns, and who speaks
    ("Kassem underscored the attack on the port.", "attack", "Kassem", "Factual", "Positive"),
    ("Kassem drew attention to the attack on the port.", "attack", "Kassem", "Factual", "Positive"),
    ("Kassem gave his appraisal of the attack on the port.", "attack", "Kassem", "Factual", "Positive"),
    ("Kassem briefed the envoys on the attack.", "attack", "Kassem", "Factual", "Positive"),
    ("Kassem charged that rebels had attacked the port.", "attacked", "Kassem", "Factual", "Positive"),
    ("Kassem let them know that rebels had attacked the port.", "attacked", "Kassem", "Factual", "Positive"),
    ("Kassem sent condolences to Kenya over the flood.", "condolences", "", "Factual", "Positive"),
    ("Security sources said rebels had attacked the port.", "attacked", "Security sources", "Factual", "Positive"),
    (
        "Rebels attacked the port, according to a government source.",
        "attacked",
        "Government source",
        "Factual",
        "Positive",
    ),
    ("Kenya was asked to withdraw its troops.", "withdraw", "", "Desired", "Positive"),
    ("Kassem was promised a ceasefire in the north.", "ceasefire", "", "Scheduled", "Positive"),
    ("The drought derailed efforts to reach a ceasefire.", "ceasefire", "", "Desired", "Positive"),
    ("Kassem renewed a call for a ceasefire.", "ceasefire", "Kassem", "Desired", "Positive"),
    ("Kassem toured the camps and warned the rebels, his office said.", "warned", "Office", "Factual", "Positive"),
    (
        "Should rebels attack the port, troops will return, warns the army's chief, Omar Kassem.",
        "attack",
        "Omar Kassem",
        "Conditional",
        "Positive",
    ),
    (
        "At a meeting in Nairobi, requested by Sudan, the minister, Ana Molnarez, said that rebels had attacked the port.",
        "attacked",
        "Ana Molnarez",
        "Factual",
        "Positive",
    ),
    (
        "The strike killed two guards, aid workers said; the army has attacked the town.",
        "attacked",
        "",
        "Factual",
        "Positive",
    ),
    # one word of denial counts once
    ("There is no agreement on the port.", "agreement", "", "Factual", "Negative"),
    ("There was no plan to attack the port.", "attack", "", "Scheduled", "Negative"),
    ("There is an agreement on the port.", "agreement", "", "Factual", "Positive"),
    # what somebody is accused of bringing about
    ("Kassem accused Kenya of choosing a war.", "war", "Kassem", "Factual", "Positive"),
    ("Kassem blamed Kenya for provoking a clash.", "clash", "Kassem", "Factual", "Positive"),
    ("Kassem accused Kenya of wanting a war.", "war", "Kenya+Kassem", "Desired", "Positive"),
    # what shall be ended is there, what is no longer prepared will not be
    ("Kassem will stop the exercises with Kenya.", "exercises", "", "Continuing", "Positive"),
    ("Kassem agreed to end the siege of the port.", "siege", "", "Continuing", "Positive"),
    ("Kassem called for an end to attacks on the port.", "attacks", "", "Continuing", "Positive"),
    ("Kassem promised a halt to raids on the port.", "raids", "", "Continuing", "Positive"),
    ("Kassem called for attacks on the port.", "attacks", "Kassem", "Desired", "Positive"),
    ("Kassem will begin exercises with Kenya.", "exercises", "", "Scheduled", "Positive"),
    ("Kassem will suspend the summit.", "summit", "", "Scheduled", "Positive"),
    ("Kenya has suspended preparations for the summit.", "summit", "", "Scheduled", "Negative"),
    ("Kenya has begun preparations for the summit.", "summit", "", "Scheduled", "Positive"),
    # what is in place goes on
    ("The sanctions would remain in place, Kassem said.", "sanctions", "Kassem", "Continuing", "Positive"),
    ("The truce will stay in force.", "truce", "", "Continuing", "Positive"),
    # who passes on what somebody said stands outside it
    (
        "Kassem told Molnarez that rebels had attacked the port, according to his spokesman, Ali Hassan.",
        "attacked",
        "Kassem+Ali Hassan",
        "Factual",
        "Positive",
    ),
    ("Kassem agreed to visit Nairobi, according to Molnarez.", "agreed", "Molnarez", "Factual", "Positive"),
    (
        "Kassem said that, according to Molnarez, rebels had attacked the port.",
        "attacked",
        "Molnarez+Kassem",
        "Factual",
        "Positive",
    ),
    (
        "Kassem says rebels attacked the port; all the guards fled, according to Molnarez.",
        "attacked",
        "Kassem",
        "Factual",
        "Positive",
    ),
    (
        "The army reported ten dead; Kassem later spoke of nine and condemned “a massacre of villagers.”",
        "massacre",
        "Kassem",
        "Factual",
        "Positive",
    ),
]
# acts of speech under a condition: sentence, word, type, modality
CONDITIONED = [
    ("Troops will leave once Kenya has promised to respect the border.", "promised", "ExpressIntent", "Conditional"),
    ("If Kenya condemns the raid, Kassem will leave.", "condemns", "Criticism", "Conditional"),
    ("Once Kassem had condemned the raid, he left.", "condemned", "Criticism", "Factual"),
]
HEADLINES = [
    ("Kassem to visit Nairobi for talks", "visit", "", "Scheduled"),
    ("Kenya says rebels attacked port", "attacked", "Kenya", "Factual"),
    ("Rebels attacked port, says Kassem", "attacked", "Kassem", "Factual"),
    ("Police: rebels attacked port", "attacked", "Police", "Factual"),
    ("Sudan: rebels attacked port", "attacked", "", "Factual"),
    ("Molnarez Heads to Nairobi", "Heads", "", "Scheduled"),
]


@pytest.mark.parametrize(("text", "word", "who", "modality", "polarity"), CLAIMS, ids=[c[0] for c in CLAIMS])
def test_first_claim(text: str, word: str, who: str, modality: str, polarity: str) -> None:
    article = read(text)
    claims = article.claims(word)
    assert article.speakers(claims) == who
    assert (claims[0].modality, claims[0].polarity) == (modality, polarity), claims[0].rule


@pytest.mark.parametrize(("text", "word", "kind", "modality"), CONDITIONED, ids=[c[0] for c in CONDITIONED])
def test_what_is_said_on_a_condition_has_not_been_said(text: str, word: str, kind: str, modality: str) -> None:
    assert read(text).claims(word, kind)[0].modality == modality


@pytest.mark.parametrize(("title", "word", "who", "modality"), HEADLINES, ids=[h[0] for h in HEADLINES])
def test_headline(title: str, word: str, who: str, modality: str) -> None:
    article = read(title + "\n\nThe president spoke on Monday.", title)
    claims = article.claims(word)
    assert (article.speakers(claims), claims[0].modality) == (who, modality)


@pytest.mark.parametrize("text", [c[0] for c in CLAIMS[::5]])
def test_spans_lie_in_the_text(text: str) -> None:
    article = read(text)
    word = next(c[1] for c in CLAIMS if c[0] == text)
    for claim in article.claims(word):
        assert claim.modality in MODALITIES and claim.polarity in POLARITIES and 0 <= claim.confidence <= 1
        for span in (*claim.evidence, *(s for s in (claim.trigger, claim.cue, claim.quote) if s is not None)):
            assert 0 <= span.start < span.end <= len(text)
        assert claim.trigger is not None and text[claim.trigger.start : claim.trigger.end].lower() == word
