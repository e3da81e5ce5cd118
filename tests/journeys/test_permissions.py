"""Who may do what: every action, tried by everybody, through its page or an app.

What somebody may not do changes nothing, and looks as if the thing were not there.
"""

import re
from typing import Any

import pytest
from django.db import transaction

from rounds.base.errors import NotFound, Refused
from rounds.gatherings.models import Gathering
from rounds.identity.appoint import appoint
from rounds.identity.claim_models import Claim, ClaimState
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.timelines.render import forget_all
from rounds.trust.answer import answer_report
from rounds.trust.models import Report, ReportState
from tests.journeys.permission_apps import BY_APP
from tests.journeys.permission_judged import JUDGED, set_judged
from tests.journeys.permission_scene import (
    ADMIN,
    AUTHOR,
    CO_HOST,
    EVERYBODY,
    MEMBER,
    MODERATOR,
    PEER,
    REVIEWER,
    STRANGER,
    SUSPENDED,
    Scene,
    released,
    set_scene,
)
from tests.journeys.permission_table import TABLE, Action
from tests.web.chats.conftest import announced, evening, live

__all__ = ["announced", "evening", "live"]
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
EVERYTHING = (*TABLE, *JUDGED, *BY_APP)
_SECRETS = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken[^}]+')


@pytest.fixture
def scene(live: Gathering, dr_amina: Account, student_leo: Account, media_folder: object) -> Scene:
    """The evening; Dr Amina hosts its chat, with Leo."""
    made = set_scene(live, dr_amina, student_leo)
    set_judged(made)
    made.more["answer"] = released(made.people[MEMBER], f"Salt. #{live.tag}")
    run_due()
    made.chat = Gathering.objects.get(pk=live.pk)
    return made


def _expected(action: Action, who: str) -> tuple[bool, int | None]:
    if who in action.may:
        return True, None
    if who == STRANGER:
        return False, action.stranger
    return False, action.suspended if who == SUSPENDED else action.refused


def _tried(scene: Scene, action: Action, who: str) -> tuple[tuple[bool, int], str]:
    """Try it as somebody, see what came of it, and undo it."""
    with transaction.atomic():
        answer: Any = action.do(scene.hands[who], action.thing(scene))
        happened = action.did(scene, answer)
        transaction.set_rollback(True)
    forget_all()
    return (happened, answer.status_code), _SECRETS.sub(
        "", answer.getvalue().decode("utf-8", "replace")
    )


@pytest.mark.parametrize("action", EVERYTHING, ids=lambda action: action.name)
def test_only_those_in_the_table_may(scene: Scene, action: Action) -> None:
    refused_first = sorted(EVERYBODY, key=lambda who: who in action.may)
    seen, wanted = {}, {}
    for who in refused_first:
        (happened, status), _words = _tried(scene, action, who)
        may, expected = _expected(action, who)
        seen[who] = (happened, status if not may else None)
        wanted[who] = (may, expected)
    assert seen == wanted


WITH_AN_ADDRESS = [one for one in EVERYTHING if one.refused == 404 and MEMBER not in one.may]


@pytest.mark.parametrize("action", WITH_AN_ADDRESS, ids=lambda action: action.name)
def test_not_allowed_looks_like_not_there(scene: Scene, action: Action) -> None:
    def nowhere(_scene: Scene) -> Any:
        thing = action.thing(scene)
        return "Zz9ZzZzZ" if isinstance(thing, str) else 1

    gone = Action(action.name, action.may, action.do, lambda _s, _a: False, nowhere)
    (_did, refused), there = _tried(scene, action, MEMBER)
    (_did, missing), not_there = _tried(scene, gone, MEMBER)
    assert (refused, there) == (missing, not_there)


def test_a_report_is_answered_by_those_who_moderate_alone(scene: Scene) -> None:
    allowed = {REVIEWER, MODERATOR}
    for who in sorted(set(EVERYBODY) - {STRANGER}, key=lambda who: who in allowed):
        if who in allowed:
            with transaction.atomic():
                done = answer_report(scene.people[who], scene.report.pk, "none", "")
                assert done.state == ReportState.RESOLVED
                transaction.set_rollback(True)
            continue
        with pytest.raises(NotFound if who == ADMIN else Refused):
            answer_report(scene.people[who], scene.report.pk, "none", "")
    assert Report.objects.get().state == ReportState.OPEN


def test_one_moderator_does_not_make_two(scene: Scene) -> None:
    check = f"/moderation/credentials/{scene.claim.pk}"
    first, second = (scene.hands[who].browser for who in (REVIEWER, MODERATOR))
    assert first.post(f"{check}/answer", {"answer": "yes"}).status_code == 302
    assert first.post(f"{check}/answer", {"answer": "yes"}).status_code == 404
    first.post(f"{check}/take")
    assert first.post(f"{check}/answer", {"answer": "yes"}).status_code == 404
    assert Claim.objects.get(pk=scene.claim.pk).state == ClaimState.OPEN
    second.post(f"{check}/take")
    second.post(f"{check}/answer", {"answer": "yes"})
    assert Claim.objects.get(pk=scene.claim.pk).state == ClaimState.CONFIRMED


@pytest.mark.parametrize("who", [AUTHOR, CO_HOST])
def test_nobody_checks_a_claim_or_a_picture_of_their_own(scene: Scene, who: str) -> None:
    appoint(scene.people[who], moderator=True)
    claim = scene.claim if who == AUTHOR else scene.fresh_claim
    browser = scene.hands[who].browser
    assert browser.post(f"/moderation/credentials/{claim.pk}/take").status_code == 403
    assert (
        browser.post(f"/moderation/credentials/{claim.pk}/answer", {"answer": "yes"}).status_code
        == 404
    )
    if who == AUTHOR:
        place = f"/moderation/pictures/{scene.waiting_picture.pk}"
        assert browser.post(f"{place}/take").status_code == 404
        assert browser.get(f"/moderation/held/{scene.held.code}").status_code == 404


def test_a_suspended_moderators_open_session_is_worth_nothing(scene: Scene) -> None:
    browser = scene.hands[SUSPENDED].browser
    for path in ("/moderation", "/moderation/credentials", "/home", "/settings/data"):
        assert browser.get(path).status_code == 302, path


def test_who_is_invited_to_review_reads_nothing_before_accepting(scene: Scene) -> None:
    address, peer = f"/reviews/{scene.more['invited'].pk}", scene.hands[PEER].browser
    assert "Seven causes" not in peer.get(address).content.decode()
    assert peer.post(address, {"act": "accept", "signs": "yes"}).status_code == 303
    assert "Seven causes" in peer.get(address).content.decode()
