"""A patient's accounts and pages: found beside them, left in peace where a colleague's."""

import pytest

from rounds.gate.checks.registry import check_text

FOUND = [
    ("my patient is @gary_t on insta", "@gary_t"),
    ("My lovely patient is @gary_t on TikTok, go and say hi", "@gary_t"),
    ("@gary_t is my patient", "@gary_t"),
    ("insta handle of my patient: @gary_t", "@gary_t"),
    ("@gary_t@social.example, our patient, posted about us", "@gary_t@social.example"),
    ("his insta is gary_t71", "gary_t71"),
    ("The patient's TikTok: gary.t.leeds", "gary.t.leeds"),
    (
        "Recognise my patient? https://www.facebook.com/profile.php?id=100012345678",
        "https://www.facebook.com/profile.php?id=100012345678",
    ),
    (
        "So sad about my patient. https://www.legacy.com/us/obituaries/name/x-obituary?id=1234",
        "https://www.legacy.com/us/obituaries/name/x-obituary?id=1234",
    ),
    (
        "We lost her on Friday: https://rip.ie/death-notice/somebody-galway/512345",
        "https://rip.ie/death-notice/somebody-galway/512345",
    ),
    ("Help our patient: justgiving.com/page/somebody-wheelchair", "justgiving.com/page/somebody-wheelchair"),
    (
        "My patient needs this drug. Please give: https://www.gofundme.com/f/help-somebody-walk",
        "https://www.gofundme.com/f/help-somebody-walk",
    ),
]  # fmt: skip

NOBODYS = [
    "my colleague is @gary_t on insta",
    "Photo credit @gary_t on insta for my patient leaflet",
    "@gary_t is our patient safety lead; @leo is a patient advocate",
    "@gary_t is my colleague and saw my patient",
    "my patient asked about @nice on insta",
    "her insta is great, his handle is broken",
    "Running for our ward: justgiving.com/page/leo-10k",
    "Our ward charity helps every patient: justgiving.com/page/ward-5-appeal",
    "A pioneer and mentor: https://www.legacy.com/us/obituaries/name/x-obituary?id=1234",
    "The obituary is at https://www.bmj.com/content/1/obituary-of-a-teacher",
    "See facebook.com/ourhospital for visiting hours",
]


@pytest.mark.parametrize(("text", "words"), FOUND)
def test_a_patients_account_or_page_is_found(text: str, words: str) -> None:
    assert ("handle", words) in [(f.kind, text[f.start : f.end]) for f in check_text(text)]


@pytest.mark.parametrize("text", NOBODYS)
def test_a_colleagues_account_or_a_cause_is_left_in_peace(text: str) -> None:
    assert [text[f.start : f.end] for f in check_text(text) if f.kind == "handle"] == []
