"""What is wanted, missed, stopped or still to come is never told as done; what came about after all is."""

import pytest

from tests.reading import read

# sentence, word of the event, its speakers joined by "+" (none: the article), modality and polarity of the first claim
LEFT = [
    # a relative clause wants or plans its noun
    ("Deputies rejected the armistice that Molnarez wants.", "armistice", "Molnarez", "Desired", "Positive"),
    ("The raid that the navy is preparing alarmed Norway.", "raid", "", "Scheduled", "Positive"),
    ("The summit that Kassem put off drew laughter.", "summit", "", "Scheduled", "Negative"),
    ("The armistice that Norway proposed took effect on Monday.", "armistice", "", "Factual", "Positive"),
    ("The raid that Kassem ordered killed nine people.", "raid", "", "Factual", "Positive"),
    ("The general who wants the raid met Kassem.", "met", "", "Factual", "Positive"),
    # a plan that came about, and one that did not
    ("The planned summit took place in Nairobi.", "summit", "", "Factual", "Positive"),
    ("The scheduled drill was held on Monday.", "drill", "", "Factual", "Positive"),
    ("The planned summit will take place in Nairobi.", "summit", "", "Scheduled", "Positive"),
    ("A summit pencilled in for May fell through.", "summit", "", "Scheduled", "Negative"),
    ("The navy scrapped plans to shell the harbour.", "shell", "", "Scheduled", "Negative"),
    ("Police uncovered a plot to shell the harbour.", "shell", "", "Scheduled", "Positive"),
    # near misses
    ("Marines nearly seized the lighthouse.", "seized", "", "Factual", "Negative"),
    ("Molnarez all but signed the pact.", "signed", "", "Factual", "Negative"),
    ("Marines almost immediately seized the lighthouse.", "seized", "", "Factual", "Positive"),
    ("Nearly 20 marines seized the lighthouse.", "seized", "", "Factual", "Positive"),
    ("The two camps could not agree on a border.", "agree", "", "Factual", "Negative"),
    ("Norway could attack the harbour.", "attack", "", "Conditional", "Positive"),
    ("Kassem has yet to sign the pact.", "sign", "", "Factual", "Negative"),
    ("The general pretended to retreat.", "retreat", "", "Conditional", "Positive"),
    # what had to be done was done, what must be stopped goes on
    ("The beaten king had to cede the island.", "cede", "", "Factual", "Positive"),
    ("The navy has not stopped shelling the harbour.", "shelling", "", "Continuing", "Positive"),
    ("The navy agreed to stop shelling the harbour.", "shelling", "", "Continuing", "Positive"),
    # under way
    ("Molnarez was on her way to meet Kassem.", "meet", "", "Scheduled", "Positive"),
    ("Molnarez found a road to the harbour and met Kassem.", "met", "", "Factual", "Positive"),
    ("Kassem flew to Nairobi, where he is due to meet Molnarez.", "meet", "", "Scheduled", "Positive"),
    ("We are prepared to attack the harbour.", "attack", "", "Conditional", "Positive"),
    ("Norway is ready to support a settlement negotiated by the camps.", "negotiated", "", "Desired", "Positive"),
    ("Norway supported the raid on the harbour.", "raid", "", "Factual", "Positive"),
    # asked, said and left open
    ("Kassem asked whether rebels had left the valley.", "left", "Kassem", "Conditional", "Positive"),
    ("Kassem refused to say whether he will attack the ship.", "attack", "Kassem", "Conditional", "Positive"),
    ("Crowds demanded that Kassem resign, and a guard was beaten.", "beaten", "", "Factual", "Positive"),
    # an answer or an approach to something leaves it alone
    ("The council debated its answer to the raid of May 6.", "raid", "", "Factual", "Positive"),
    ("Has the army left the valley?", "left", "", "Conditional", "Positive"),
    ("Why has the army left the valley?", "left", "", "Factual", "Positive"),
    ("Kassem has said the army left the valley.", "left", "Kassem", "Factual", "Positive"),
    ("Kassem gave the militia ten days to leave the valley.", "leave", "Kassem", "Desired", "Positive"),
    ("Settlers were given a month to leave the valley.", "leave", "", "Desired", "Positive"),
    ("Molnarez handed Kassem an ultimatum to free the captives.", "free", "Molnarez", "Desired", "Positive"),
    ("Kenya gave Sudan until Friday to free the captives.", "free", "Kenya", "Desired", "Positive"),
    ("The captives need to be freed.", "freed", "", "Desired", "Positive"),
    ("The armistice needs to be renewed.", "armistice", "", "Desired", "Positive"),
    ("The captives had to march in 1998, and Kenya freed them.", "freed", "", "Factual", "Positive"),
    ("Deputies voted against invading Sudan.", "invading", "Deputies", "Desired", "Negative"),
    ("Kassem opposed bombing the harbour.", "bombing", "Kassem", "Desired", "Negative"),
    ("Kassem objected to bombing the harbour.", "bombing", "Kassem", "Desired", "Negative"),
    ("Engineers cleared the track so that food can be delivered.", "delivered", "", "Desired", "Positive"),
    ("The blast was so loud that guards fled.", "fled", "", "Factual", "Positive"),
    ("Envoys approved an armistice that is to begin on Monday.", "armistice", "", "Scheduled", "Positive"),
    ("Kassem supported the resumption of talks.", "talks", "Kassem", "Desired", "Positive"),
    (
        "Kassem endorsed the creation of a mission and the holding of elections.",
        "elections",
        "Kassem",
        "Desired",
        "Positive",
    ),
    ("Kassem supported the raid on the harbour.", "raid", "", "Factual", "Positive"),
    ("Kassem stressed the urgency of freeing the captives.", "freeing", "Kassem", "Desired", "Positive"),
    ("Molnarez noted the expediency of resuming talks.", "talks", "Molnarez", "Desired", "Positive"),
    ("Molnarez underlined the importance of an immediate ceasefire.", "ceasefire", "Molnarez", "Desired", "Positive"),
    ("The pact would see Kenya withdraw from the valley.", "withdraw", "", "Conditional", "Positive"),
    ("Villagers saw soldiers burn the chapel.", "burn", "Villagers", "Factual", "Positive"),
    ("Molnarez said she had decided after meeting Kassem.", "meeting", "Molnarez", "Factual", "Positive"),
    ("The general insisted that Rome hand over the island.", "hand", "General", "Desired", "Positive"),
    ("They agreed to free the pilots once the siege was lifted.", "lifted", "", "Conditional", "Positive"),
    ("They managed to free the pilots once the siege was lifted.", "lifted", "", "Factual", "Positive"),
    ("Deputies authorised a deployment of two ships.", "deployment", "", "Scheduled", "Positive"),
    ("The exercise rehearsed a landing on the island.", "landing", "", "Conditional", "Positive"),
    ("Molnarez likened the visit to an invasion.", "invasion", "", "Conditional", "Positive"),
    ("Kenya would fight if it came under attack.", "attack", "", "Conditional", "Positive"),
    ("Molnarez dismissed rumors of a coup.", "coup", "", "Conditional", "Positive"),
    ("Marines were dispatched to storm the harbour.", "storm", "", "Scheduled", "Positive"),
    ("Marines were dispatched to the talks in Nairobi.", "talks", "", "Factual", "Positive"),
    ("The armistice fell through.", "armistice", "", "Factual", "Negative"),
    ("The shell fell on the market.", "shell", "", "Factual", "Positive"),
    ("Envoys are working on a truce.", "truce", "Envoys", "Desired", "Positive"),
    ("Norway would like to see the militia disarm.", "disarm", "Norway", "Desired", "Positive"),
    ("Kassem signed a decree ordering the withdrawal of troops.", "withdrawal", "Kassem", "Desired", "Positive"),
    ("Kassem charged officials of the port with hiding arms.", "hiding", "Kassem", "Factual", "Positive"),
]


@pytest.mark.parametrize(("text", "word", "who", "modality", "polarity"), LEFT, ids=[c[0] for c in LEFT])
def test_what_is_left_undone(text: str, word: str, who: str, modality: str, polarity: str) -> None:
    article = read(text)
    claims = article.claims(word)
    assert (claims[0].modality, claims[0].polarity) == (modality, polarity), claims[0].rule
    assert article.speakers(claims) == who, claims[0].rule


# sentence, word and type of the event, who vouches for it (None: the article)
VOUCHED = [
    ("Kassem conveyed his concern about the killing of hostages.", "killing", "Attack", None),
    ("Kassem conveyed his concern that rebels killed hostages.", "killed", "Attack", "Kassem"),
    ("The victims, Kassem said, were survivors of the massacre of 1998.", "massacre", "Attack", None),
    ("Kassem said rebels had attacked the port.", "attacked", "Attack", "Kassem"),
    ("Molnarez threatened to punish Kenya for the raid on the harbour.", "raid", "Attack", None),
    ("Kassem outlined his approach to ending the war.", "war", "ArmedConflict", None),
    ("Kenya is sending ships; according to Kassem, rebels attacked the port.", "sending", "Deployment", None),
    ("Kenya is sending ships; according to Kassem, rebels attacked the port.", "attacked", "Attack", "Kassem"),
    ("By the pact, concluded in May, Kenya attacked Sudan.", "attacked", "Attack", None),
    ("Kenya has left the valley, Kassem there said, with its tanks.", "left", "Withdrawal", "Kassem"),
    ("It made no sense to stay, Kassem had complained.", "complained", "Criticism", None),
]


@pytest.mark.parametrize(("text", "word", "kind", "who"), VOUCHED, ids=[f"{c[1]}: {c[0]}" for c in VOUCHED])
def test_what_is_known_is_the_articles_own(text: str, word: str, kind: str, who: str | None) -> None:
    article = read(text)
    claims = article.claims(word, kind)
    assert article.label(claims[0].speaker) == who, claims[0].rule
