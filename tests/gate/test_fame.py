"""Whom a whole town knows: one sign of care is enough to ask, unless they are told of in public."""

import pytest

from rounds.gate.checks.recognisable import check_sum
from rounds.gate.checks.registry import check_text

KNOWN = [
    "That MP everyone is talking about? Sat in my waiting room",
    "goalkeeper of our town's team now has a colostomy",
    "Guess who was on my list: the mayor",
    "The captain of our village team needs dialysis",
    "our village's organist has chlamydia",
    "That teacher everyone's talking about? In our resus.",
    "The newsreader from channel 4 was in my clinic",
]

IN_PUBLIC = [
    "Our MP visited the ward and asked good questions",
    "The mayor opened our unit; the minister has announced funding",
    "The President has announced that he has cancer",
    "Write to the MP about our waiting room",
    "The captain of our team of nurses is off on leave",
    "The president of our college has a lecture on stroke",
    "The health minister wants targets for my clinic, so vote",
    "An invented case: the mayor has syphilis",
    "The governor of this island said nothing",
]


@pytest.mark.parametrize("text", KNOWN)
def test_somebody_whom_a_town_knows_is_asked_about_once_cared_for(text: str) -> None:
    assert "recognisable" in {f.kind for f in check_text(text)}


@pytest.mark.parametrize("text", IN_PUBLIC)
def test_public_people_in_public_are_left_in_peace(text: str) -> None:
    assert [f.kind for f in check_text(text) if f.kind == "recognisable"] == []


def test_both_details_are_shown() -> None:
    text = "goalkeeper of our town's team now has a colostomy"
    (found,) = check_sum(text)
    assert [text[d.start : d.end] for d in found.details] == [
        "goalkeeper of our town's team",
        "colostomy",
    ]
