"""A company's label is its readers': it can be put on by itself, and not taken off."""

from datetime import timedelta

import pytest
from django.test import Client

from rounds.base import clock
from rounds.base.errors import NotFound, Refused
from rounds.gate.draft import Draft
from rounds.gate.review.author import ask_review, publish_reviewed
from rounds.gate.review.correct import correct
from rounds.gate.review.editor import decide
from rounds.gate.review.reviewer import give_review
from rounds.gate.review.rules import CorrectionKind, Recommendation
from rounds.identity.appoint import appoint
from rounds.identity.interests import confirm_register
from rounds.identity.kinds import set_kind
from rounds.identity.models import Account, KindChange
from rounds.identity.roles import OrganisationKind
from rounds.jobs.work import run_due
from rounds.ledger.models import FactRow
from rounds.posts.models import Post
from tests.gate.conftest import ben, carla, editor
from tests.gate.reviewing import DONE, asked, badged, seated
from tests.mastodon.conftest import Phone
from tests.web.conftest import LogIn
from tests.web.test_settings import profile_of

__all__ = ["ben", "carla", "editor"]
TEACHING = Draft(text="Three questions before every ECG: rate, rhythm, axis.", teaching=True)
STAYS = "only a moderator can take it off"
WITHDRAWN = "The review badge of version 1 was withdrawn: this account is a company’s"


@pytest.fixture
def moderator(dr_amina: Account) -> Account:
    """Dr Amina, who moderates."""
    appoint(dr_amina, moderator=True)
    return dr_amina


def _says(account: Account, client: Client, kind: str) -> str:
    account.refresh_from_db()
    said = profile_of(account, role="organisation", organisation_kind=kind)
    return client.post("/settings/profile", said, follow=True).content.decode()


def _work() -> None:
    while run_due():
        pass


@pytest.mark.usefixtures("subscriptions")
def test_a_company_cannot_take_its_label_off(society: Account, log_in: LogIn) -> None:
    client = log_in(society)
    assert "Your profile is changed." in _says(society, client, "industry")
    for kind in ("society", "charity"):
        assert STAYS in _says(society, client, kind)
    society.refresh_from_db()
    said = profile_of(society, role="patient_or_public", organisation_kind="")
    assert STAYS in client.post("/settings/profile", said).content.decode()
    society.refresh_from_db()
    assert (society.organisation_kind, society.role) == ("industry", "organisation")
    assert "only a moderator" in client.get("/settings/profile").content.decode()


def test_a_moderator_takes_it_off_and_says_why(
    society: Account, moderator: Account, student_leo: Account, log_in: LogIn
) -> None:
    _says(society, log_in(society), "industry")
    browser, page = log_in(moderator), "/moderation/organisations"
    assert "Cardiology Student Society" in browser.get(page).content.decode()
    sent = {"account": str(society.pk), "kind": "society"}
    refused = browser.post(page, sent | {"reason": " "})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    done = browser.post(page, sent | {"reason": "Chosen by mistake."}, follow=True)
    assert "Chosen by mistake." in done.content.decode()
    society.refresh_from_db()
    assert society.organisation_kind == OrganisationKind.SOCIETY
    rows = KindChange.objects.filter(account=society).order_by("at", "id")
    assert [(one.was, one.kind, one.by) for one in rows] == [
        ("society", "industry", None), ("industry", "society", moderator),
    ]  # fmt: skip
    kinds = FactRow.objects.filter(kind="OrganisationKindChanged")
    assert len(kinds) == 2
    assert "mistake" not in "".join(one.data for one in kinds)
    assert log_in(student_leo).get(page).status_code == 404
    with pytest.raises(NotFound):
        set_kind(student_leo, society.pk, "charity", "Mine")


def test_whoever_was_a_company_within_a_year_earns_no_badge(
    society: Account, moderator: Account
) -> None:
    confirm_register(society)
    set_kind(moderator, society.pk, "industry", "A manufacturer's page.")
    set_kind(moderator, society.pk, "society", "Sold to its members.")
    society.refresh_from_db()
    with pytest.raises(Refused, match="company"):
        ask_review(society, TEACHING)
    clock.travel(clock.now() + timedelta(days=366))
    confirm_register(society)
    assert asked(society)


def test_a_company_between_asking_and_publishing_earns_no_badge(
    society: Account, moderator: Account, editor: Account, ben: Account, carla: Account
) -> None:
    confirm_register(society)
    manuscript = asked(society)
    seated(editor, manuscript, ben, carla)
    set_kind(moderator, society.pk, "industry", "A manufacturer's page.")
    set_kind(moderator, society.pk, "society", "A mistake.")
    for reviewer in (ben, carla):
        give_review(reviewer, manuscript.pk, DONE)
    decide(editor, manuscript.pk, Recommendation.ACCEPT, "Thank you.")
    society.refresh_from_db()
    assert publish_reviewed(society, manuscript.pk).reviewed is None


@pytest.mark.usefixtures("subscriptions")
def test_a_badge_earned_before_is_withdrawn_when_its_author_turns_out_to_be_a_company(
    society: Account, editor: Account, ben: Account, carla: Account, log_in: LogIn, visitor: Client
) -> None:
    confirm_register(society)
    post: Post = badged(society, editor, ben, carla)
    page, phone = f"/@cardsoc/{post.pk}", Phone(None)
    _work()
    assert "Version 1 reviewed by Dr Ben and Dr Carla" in visitor.get(page).content.decode()
    assert phone.get(f"/api/v1/statuses/{post.pk}").json()["rounds"]["review"] is not None
    _says(society, log_in(society), "industry")
    _work()
    shown = visitor.get(page).content.decode()
    assert WITHDRAWN in shown
    assert "reviewed by Dr Ben" not in shown
    told = phone.get(f"/api/v1/statuses/{post.pk}").json()["rounds"]
    assert told["review"] is None
    assert told["badge_ended"]["why"] == "industry"
    assert FactRow.objects.filter(kind="BadgeWithdrawn", subject=post.pk).count() == 1


@pytest.fixture
def lost(
    society: Account, editor: Account, ben: Account, carla: Account, log_in: LogIn,
    subscriptions: None,
) -> Post:  # fmt: skip
    """A reviewed post of a society that chose 'industry', and so lost its badge."""
    confirm_register(society)
    post: Post = badged(society, editor, ben, carla)
    _says(society, log_in(society), "industry")
    _work()
    return post


def _undone(browser: Client, account: Account, **sent: str) -> str:
    said = {"account": str(account.pk), "kind": "society", "reason": "The wrong line."} | sent
    page = browser.post("/moderation/organisations", said, follow=True).content.decode()
    _work()
    return page


def _review_of(post: Post) -> dict[str, object]:
    told = Phone(None).get(f"/api/v1/statuses/{post.pk}").json()["rounds"]
    return {"shown": told["review"] is not None, "ended": (told["badge_ended"] or {}).get("why")}


def test_a_badge_that_went_for_a_wrong_choice_comes_back_when_a_moderator_says_so(
    society: Account, moderator: Account, log_in: LogIn, visitor: Client, lost: Post
) -> None:
    browser = log_in(moderator)
    assert "It never was a company" in browser.get("/moderation/organisations").content.decode()
    _undone(browser, society, never_was="1")
    page = visitor.get(f"/@cardsoc/{lost.pk}").content.decode()
    assert "Version 1 reviewed by Dr Ben and Dr Carla" in page
    assert WITHDRAWN not in page
    assert _review_of(lost) == {"shown": True, "ended": None}
    assert FactRow.objects.filter(kind="BadgeRestored", subject=lost.pk).count() == 1
    assert "It never was a company" not in browser.get("/moderation/organisations").content.decode()


def test_a_badge_stays_away_from_what_was_a_company(
    society: Account, moderator: Account, log_in: LogIn, lost: Post
) -> None:
    browser = log_in(moderator)
    _undone(browser, society)
    assert _review_of(lost) == {"shown": False, "ended": "industry"}
    set_kind(moderator, society.pk, "industry", "Sold to a company.")
    _work()
    _undone(browser, society, never_was="1")
    assert _review_of(lost) == {"shown": False, "ended": "industry"}, "the first time it was one"


def test_a_text_written_anew_meanwhile_does_not_get_its_badge_back(
    society: Account, moderator: Account, log_in: LogIn, lost: Post
) -> None:
    society.refresh_from_db()
    anew = Draft(text="Pulsarion is the drug for everybody with chest pain.", teaching=True)
    correct(society, lost.pk, anew, CorrectionKind.SUBSTANCE, why="New evidence.")
    _undone(log_in(moderator), society, never_was="1")
    assert _review_of(lost) == {"shown": False, "ended": "rewritten"}


def test_nothing_is_taken_back_of_what_is_no_company(
    society: Account, moderator: Account, log_in: LogIn
) -> None:
    page = _undone(log_in(moderator), society, kind="charity", never_was="1")
    assert "there is nothing to take back" in page
    society.refresh_from_db()
    assert society.organisation_kind == OrganisationKind.SOCIETY
