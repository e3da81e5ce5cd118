"""A correction carries the review no further than its words and its sponsor allow."""

from typing import Any

import pytest
from django.test import Client

from rounds.gate.models import Correction
from rounds.gate.review.difference import is_more_than_wording, is_written_anew
from rounds.identity.credentials import confirm_credential
from rounds.identity.editors import appoint_editor
from rounds.identity.interests import confirm_register
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.models import Post
from tests.gate.reviewing import TEACHING, badged, doctor
from tests.mastodon.conftest import Phone

WORDS = TEACHING.text
ADVERTISED = "IronCo pumps restore haemoglobin quickly, order yours before Friday evening."


@pytest.fixture
def post(dr_amina: Account, trainee_priya: Account) -> Post:
    """Dr Amina's teaching, reviewed by two."""
    confirm_credential(dr_amina, "Consultant", "St Mary's Hospital", "cardiology")
    confirm_register(dr_amina)
    appoint_editor(trainee_priya)
    ben, carla = doctor("ben", "Guy's Hospital"), doctor("carla", "Charité")
    return badged(dr_amina, trainee_priya, ben, carla)


def _corrects(client: Client, post: Post, **said: str) -> Any:
    whole = {
        "text": WORDS, "teaching": "1", "interests": "none", "visibility": "public", "key": "2",
        "act": "publish", "correction_kind": "substance", "why": "It was out of date.",
    }  # fmt: skip
    return client.post(f"/posts/{post.pk}/correct", whole | said, follow=True)


def _read(visitor: Client, post: Post) -> tuple[str, dict[str, Any]]:
    while run_due():
        pass
    told = Phone(None).get(f"/api/v1/statuses/{post.pk}").json()["rounds"]
    return visitor.get(f"/@amina/{post.pk}").content.decode(), told


def test_a_sponsor_added_later_takes_the_badge_and_says_so(
    post: Post, amina: Client, visitor: Client
) -> None:
    refused = _corrects(amina, post, sponsored_by="IronCo Ltd", correction_kind="minor")
    assert "A new sponsor is more than wording" in refused.content.decode()
    assert "IronCo Ltd" in refused.content.decode()
    _corrects(amina, post, sponsored_by="IronCo Ltd")
    shown, told = _read(visitor, post)
    assert "Version 1, without a sponsor, was reviewed; this version is sponsored" in shown
    assert "reviewed by Dr Ben" not in shown
    assert told["review"] is None
    assert told["badge_ended"] == {
        "why": "sponsored", "version": 1, "current": 2,
        "url": told["badge_ended"]["url"],
    }  # fmt: skip


def test_minor_wording_is_not_most_of_the_text(post: Post, amina: Client, visitor: Client) -> None:
    refused = _corrects(amina, post, text=ADVERTISED, correction_kind="minor")
    assert "This changes more than the wording" in refused.content.decode()
    assert not Correction.objects.exists()
    mended = _corrects(
        amina, post, text=WORDS.replace("Three", "The three"), correction_kind="minor"
    )
    assert "Your correction is out" in mended.content.decode()
    shown, told = _read(visitor, post)
    assert "Version 1 reviewed by Dr Ben and Dr Carla; this is version 2" in shown
    assert told["review"]["version"] == 1


def test_a_text_written_anew_does_not_stand_as_reviewed(
    post: Post, amina: Client, visitor: Client
) -> None:
    _corrects(amina, post, text=ADVERTISED)
    shown, told = _read(visitor, post)
    assert "this version was written anew and was not reviewed" in shown
    assert told["review"] is None
    assert told["badge_ended"]["why"] == "rewritten"
    _corrects(amina, post, key="3", why="The first version was right.")
    shown, told = _read(visitor, post)
    assert told["review"] == told["review"] | {"version": 1, "current": 3}
    assert "Version 1 reviewed by" in shown


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [
        ("Give 5 mg of morphine at once.", "Give 5mg morphine at once.", False),
        ("Give 5 mg of morphine at once.", "Give 2 mg of morphine at once.", True),
        ("Give 5 mg of morphine at once.", "Give 5 g of morphine at once.", True),
        ("Give 0.5 mg of it twice.", "Give 0,5 mg of it twice.", False),
        ("Give 0.5 mg of it twice.", "Give 5 mg of it twice.", True),
        ("Give 0.5 mg of it twice.", "Give 0.5 mg of it once.", True),
        ("Rate, rhythm. Then P, PR, QRS.", "Rate, rhythm. Then not P, PR, QRS.", True),
        ("It does not prolong QT in adults.", "It does prolong QT in adults.", True),
        ("It does not prolong QT in adults.", "It doesn\u2019t prolong QT in adults.", False),
        ("Beta blockers are indicated here.", "Beta blockers are contraindicated here.", True),
        ("Treat above < 4 mmol/l.", "Treat above > 4 mmol/l.", True),
        ("Bei Asthma geben wir es.", "Bei Asthma geben wir es nicht.", True),
        ("Teh axis", "The axis", False),
        ("rate rhythm axis waves signs limbs", "rate rhythm axis waves signs limbs hearts", False),
        ("rate rhythm axis waves signs limbs", "lungs kidneys livers skins signs limbs", True),
        ("rate rhythm axis", "rate rhythm axis waves signs limbs lungs hearts", True),
    ],
)
def test_what_is_more_than_wording(before: str, after: str, more: bool) -> None:
    assert is_more_than_wording(before, after) is more


def test_a_shortened_text_is_not_written_anew() -> None:
    assert not is_written_anew(WORDS, "Rate, rhythm, axis.")
    assert is_written_anew(WORDS, ADVERTISED)
