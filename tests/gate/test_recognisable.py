"""Details that are harmless one by one and together point at one person."""

import time
from itertools import pairwise
from statistics import median

import pytest

from rounds.gate.checks.recognisable import check_sum
from rounds.gate.checks.registry import check_text
from rounds.gate.draft import Draft
from rounds.gate.finding import confirmations
from rounds.gate.verdict import Verdict, judge

# pattern: a post that lets somebody be recognised, and one of the same subject that does not
PATTERNS = {
    "place, age and occupation": (
        "Just admitted a 32-year-old primary teacher from Llandudno, bitten by a seal on her paddleboard.",
        "Primary teachers ask me about seizures in class more than anything else. Here is our leaflet.",
    ),
    "a time frame": (
        "Two hours ago a man in his thirties collapsed at the rugby in Sligo. His wife came with him.",
        "Two hours into my shift and I still haven't found the printer.",
    ),
    "a relation": (
        "We lost a young mum on our ward today. Her husband held her hand, their three kids outside.",
        "If your mum is over 65, ask her pharmacist for a medicines review.",
    ),
    "somebody the author knows": (
        "Yesterday I delivered the baby of my old maths teacher. He didn't recognise me in the mask.",
        "My old maths teacher would laugh: I teach drug calculations to students now.",
    ),
    "their own words": (
        'She told me in clinic this morning: "I milked cows since I was six, doctor, who will tonight?"',
        'A good opening question: "What matters to you?" Ask it of every patient.',
    ),
    "rarity": (
        "First case our hospital has ever seen: she is six, started school last week in Oban.",
        "Rare diseases are rare, but one person in seventeen will have one. Think of them.",
    ),
    "an unusual event": (
        "Patient in resus after this afternoon's train crash. He keeps asking for his dog.",
        "Major incident plans: know your role before the train crash, not after it.",
    ),
    "an unusual injury": (
        "He swallowed his wedding ring to hide it from his wife. Tuesday, Derry. Retrieved by us.",
        "Swallowed button batteries burn within two hours. Do not wait for symptoms.",
    ),
    "a death": (
        "My dialysis patient of 22 years died last night. He ran the chip shop in our village.",
        "How do you break bad news? A study day on death and dying, for all staff.",
    ),
    "a picture": (
        "[photo] This tooth came from an 8yo twin in our clinic on Saturday, her sister has the same!",
        "New poster in our clinic: how to brush your teeth. Photo in the link, print it.",
    ),
    "appearance": (
        "Bed-bound lady on my round with her parrot and an Elvis tattoo. Her ulcers closed today.",
        "Leg ulcers need compression. Check the pulses first.",
    ),
    "a small community": (
        "The only Vietnamese family in our village lost their baby last night. I was the midwife.",
        "Rural practice: the nearest hospital is two hours away, so know your first aid.",
    ),
    "a colleague as patient": (
        "One of our own nurses is a patient on her own ward tonight. She is 29 weeks pregnant.",
        "Thank you to all the nurses on the ward tonight, you kept us going.",
    ),
    "children and school": (
        "My patient said her first word at school today after two years. She is four. Her teacher cried.",
        "Asthma plans at school: every child needs one, with a spacer.",
    ),
    "a thread that adds": (
        "Part 2: yes, he's the piper with the dislocated jaw. He is back on our ward this morning.",
        "Part 2 of my thread on jaw dislocation: reduce early, sedate well.",
    ),
    "fame": (
        "Saw a well-known footballer in clinic tonight. You'd know him from the telly. His knee is done.",
        "Full credit to footballers who speak about mental health. Our clinic gets busier each time.",
    ),
    "what nobody is meant to know": (
        "She has told her husband it is IBS. The donor egg was her daughter's. She is 51. Delivered today.",
        "Donor conception: families often ask when to tell. Early and often, says the evidence.",
    ),
}
NOBODY = {
    "a teaching point": "Young woman, abdominal pain, collapse: ectopic until proven otherwise.",
    "a guideline": "New NICE guideline on hypertension in adults: home monitoring first.",
    "statistics": "Of 1,204 children seen in Nairobi in 2019, 14% had severe pneumonia and 3% died.",
    "an examination vignette": "A 45-year-old man presents with chest pain. What is your next step?",
    "an invented case": "Invented case for teaching: Mrs A, 72, retired teacher, falls at home in Leeds.",
    "a composite": "Composite of many patients over years: he waited because he didn't want to bother us.",
    "consent to tell": "With his written consent: a farmer, 61, with brucellosis. What we learned.",
    "a historic case": "In 1901 she told Alzheimer 'I have lost myself'. Auguste Deter, 51, Frankfurt.",
    "a campaigner": "Deborah James changed how a country talks about bowel cancer. Her campaign goes on.",
    "one's own illness": "I was diagnosed with type 1 diabetes at 19, in medical school. What I learned.",
    "one's own family": "My father passed away last week. I am grateful to the hospice nurses.",
    "thanks to colleagues": "Huge thanks to Dr Menon and the team for covering my clinic in Leeds today.",
    "a rota": "Nights 5 of 7. I tried to open my front door with my swipe card this morning.",
    "a conference": "Who is at the conference in Gateshead tomorrow? I have a spare ticket for dinner.",
    "a recipe": "Banana bread for the night shift: three bananas, two eggs. My ward loved it.",
    "a blurred case": "A patient once told me that being listened to was better than any pill.",
}  # fmt: skip
STORY = "Our lollipop man, 61, is on my ward today with a brain tumour. His wife is with him."


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_story_by_which_somebody_could_be_recognised_is_asked_about(pattern: str) -> None:
    (finding,) = check_sum(PATTERNS[pattern][0])
    assert finding.kind == "recognisable"
    assert finding.can_confirm
    assert len({detail.what for detail in finding.details}) >= 2


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_same_subject_without_a_person_is_left_in_peace(pattern: str) -> None:
    assert check_sum(PATTERNS[pattern][1]) == []


@pytest.mark.parametrize("kind", NOBODY)
def test_a_post_about_nobody_in_particular_is_left_in_peace(kind: str) -> None:
    assert check_sum(NOBODY[kind]) == []


def test_the_author_sees_the_details_that_were_added_up_in_their_order() -> None:
    (finding,) = check_sum(STORY)
    words = {STORY[d.start : d.end]: d.what for d in finding.details}
    assert words["lollipop"] == "an occupation"
    assert words["brain tumour"] == "an illness or operation"
    assert words["wife"] == "a relative"
    assert words["today"] == "when it was"
    places = [(d.start, d.end) for d in finding.details]
    assert places == sorted(places)
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert all(what in finding.reason for what in list(dict.fromkeys(words.values()))[:4])


@pytest.mark.parametrize(
    ("text", "words", "instead"),
    [
        ("Our vicar's wife, she's 43, died on our ward in Skipton today.", "she's 43", "she's in her forties"),
        ("Our vicar, 61, died on my ward today. His wife sang.", "61", "in his sixties"),
        ("A 17 yr old boy, drowned at a wedding in Sligo, on our ward.", "17 yr old", "teenage"),
        ("A farmer and his wife, in Sligo on 3 November, both on our ward.", "on 3 November", "in the autumn"),
        ("A farmer and his wife walked in to Balfour Hospital tonight.", "Balfour Hospital", "a hospital"),
        ("A farmer and his wife, both on our ward in Sligo tonight.", "wife", "relative"),
        ("In 1987 in Sligo I looked after two brothers, both priests.", "In 1987", "years ago"),
        ("A farmer and his dog, both on our ward tonight in Sligo. His wife laughed.", "dog", "…"),
    ],
)  # fmt: skip
def test_each_detail_comes_with_something_coarser(text: str, words: str, instead: str) -> None:
    (finding,) = check_sum(text)
    coarser = {text[d.start : d.end]: d.suggestion for d in finding.details}
    assert coarser[words] == instead


def test_the_sum_alone_asks_and_never_holds_and_the_author_s_word_settles_it() -> None:
    asked = judge(Draft(text=STORY))
    assert asked.verdict is Verdict.ASK_AUTHOR
    told = confirmations(asked.findings)
    assert judge(Draft(text=STORY), told).verdict is Verdict.RELEASE


def test_a_word_given_for_some_details_does_not_count_for_others() -> None:
    told = confirmations(judge(Draft(text=STORY)).findings)
    other = STORY.replace("lollipop man", "postmaster")
    assert judge(Draft(text=other), told).verdict is Verdict.ASK_AUTHOR


def test_a_text_that_was_blurred_passes() -> None:
    blurred = "A patient of ours has a brain tumour. It is hard to say so to a relative."
    assert check_text(STORY) != []
    assert check_text(blurred) == []


def test_details_point_at_the_text_as_it_was_written() -> None:
    text = (
        "🩺 “My dog” — our vicar’s wife, 43, died on our ward in Skipton today. She’d never left."
    )
    (finding,) = check_sum(text)
    assert "43" in {text[d.start : d.end] for d in finding.details}


def test_adding_up_a_post_takes_less_than_a_millisecond() -> None:
    posts = [text for pair in PATTERNS.values() for text in pair]
    check_sum(posts[0])
    spent = []
    for text in posts * 3:
        began = time.process_time()
        check_sum(text)
        spent.append(time.process_time() - began)
    assert median(spent) < 0.001


def test_a_long_text_without_sentences_is_read_in_time() -> None:
    began = time.process_time()
    for text in (
        "A " * 25_000,
        "'" * 50_000,
        "Aa " * 16_000,
        "1" * 50_000,
        "a-" * 25_000,
        "“" * 50_000,
    ):
        check_sum(text)
    assert time.process_time() - began < 5


def test_a_surname_that_is_a_trade_is_no_occupation() -> None:
    found = check_text("My patient John Smith was seen on 3 March 2026.")
    details = [detail.what for one in found for detail in one.details]
    assert "name" in {one.kind for one in found}
    assert "an occupation" not in details
