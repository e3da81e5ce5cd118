"""Which sentences advise somebody: by their build, never by a word alone."""

import pytest

from rounds.insights.measures import digest
from rounds.insights.measures.advice import ADVICE, advises
from tests.insights.chats import chat, post


@pytest.mark.parametrize(
    "sentence",
    [
        "We should check potassium before we give it.",
        "Nobody new should start at night alone.",
        "You must not stop the steroids abruptly.",
        "Students ought to see the patient before the notes.",
        "Patients shouldn't be told this over the phone.",
        "Ask the nurse in charge before you act.",
        "Consider a renal biopsy when the sediment is active.",
        "Try one small test of change first.",
        "If in doubt, call the registrar on call.",
        "Don't treat the number without seeing the patient.",
        "Never give potassium as a bolus, whatever they say.",
        "So always consider the large cohorts as well.",
        "Please make sure that the family knows it too.",
        "I recommend the free text by the library.",
        "I'd suggest you read the methods before the abstract.",
        "You need to measure urea as well as creatinine.",
        "It is important to remember the cutoff in these studies.",
        "Take-home: less salt lowers pressure in most people.",
        "Think about who is missing from the room.",
        "Remember to look at the drug chart each day.",
    ],
)
def test_a_sentence_that_tells_somebody_what_to_do_is_a_recommendation(sentence: str) -> None:
    assert advises(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mostly memes, sometimes an ECG I will never forget.",
        "I never said that to anybody at all.",
        "There is no need to worry about all of this.",
        "I am nervous drawing conclusions about what we should do.",
        "Fibrous crescents were not counted, I should have mentioned that.",
        "Nobody told me how people should hold the probe.",
        "Should we check potassium before we give it?",
        "Don't feel these drugs warrant a whole evening of it!",
        "Don't know where they found so many of them.",
        "According to the guidelines it was only steroids at first.",
        "Use of steroids was common in both of the arms.",
        "Oxford class always used and crescents commented upon there.",
        "My consultant always checks the drug chart before rounds.",
        "That must have been a very long night for you.",
        "It should be fun to see you all there again.",
        "Look at this crescent crushing the whole glomerulus there.",
        "Remember to tweet your nominations for the five awards.",
        "Don't forget to add the hashtag to all you write.",
        "STOP IgA excluded crescentic disease from the trial.",
        "We learned a lot about it in our first year.",
        "Ask first.",
    ],
)  # fmt: skip
def test_a_memory_a_doubt_a_report_or_housekeeping_is_no_recommendation(sentence: str) -> None:
    assert advises(sentence) == ()


def test_a_recommendation_names_the_construction_it_was_found_by() -> None:
    found = advises("You should ask the nurse before you act.")
    assert found == ("should, must, ought to (laid on somebody else)",)
    assert set(found) <= set(ADVICE)


def test_the_mark_of_the_prompt_is_no_part_of_what_was_said() -> None:
    assert digest.sentences_of("A1. We should ask her first. #demo") == ["We should ask her first."]
    assert digest.sentences_of("A1 we should ask her first", 1) == ["we should ask her first"]
    assert digest.sentences_of("@leo Q2: What would you do now?") == ["What would you do now?"]
    assert digest.sentences_of("A1 antitrypsin is low here", 3) == ["A1 antitrypsin is low here"]
    assert digest.sentences_of("HbA1c of 60 was mentioned twice") == [
        "HbA1c of 60 was mentioned twice"
    ]


def test_the_chats_own_prompts_and_words_are_neither_questions_nor_recommendations() -> None:
    frames = chat(
        [
            post(0, "amina", "Q1. What would you do first here?", framing=True),
            post(1, "amina", "Thank you all. You should read the paper again.", framing=True),
            post(2, "leo", "What would she want to know?"),
        ]
    )
    rows = frames.rows(digest.quotable(frames.posts, frames.people))
    assert [item.sentence for item in digest.questions_asked(rows)] == [
        "What would she want to know?"
    ]
    assert digest.key_recommendations(rows) == []


def test_prompts_that_an_organiser_numbers_in_an_archive_are_nobodys_question() -> None:
    frames = chat(
        [
            post(0, "host", "OK!! T1: What did we learn from the methods?"),
            post(1, "leo", "T1: What were the inclusion criteria again?"),
            post(2, "host", "How many do you need to find?"),
        ]
    )
    rows = frames.rows(digest.quotable(frames.posts, frames.people, "host"))
    assert [item.sentence for item in digest.questions_asked(rows)] == [
        "What were the inclusion criteria again?",
        "How many do you need to find?",
    ]
