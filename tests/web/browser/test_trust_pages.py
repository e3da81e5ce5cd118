"""Claims, reviews, versions, citations and one's data, filled: nothing axe-core objects to, nothing too wide."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rounds.base import clock
from rounds.gate.draft import Draft
from rounds.gate.models import Manuscript
from rounds.gate.review.editor import invite, take_up
from rounds.gate.review.reviewer import accept, give_review
from rounds.gate.review.rules import AiUse, Answer, Assessment, Item, Opinion, Recommendation
from rounds.gate.submit import submit_revision
from rounds.gatherings.models import CollectedPost
from rounds.identity.appoint import appoint
from rounds.identity.kinds import set_kind
from rounds.identity.models import Account, User
from rounds.insights import standing
from rounds.jobs.work import run_due
from rounds.moving.parcels import ask_for_copy, send_in
from rounds.posts.hide import hide_post
from rounds.posts.labels import Labels
from rounds.posts.models import Post
from rounds.trust.answer import answer_report
from rounds.trust.models import Takedown
from rounds.trust.report import Grounds, report
from rounds.trust.takedown import (
    Claim,
    act_on_deadlines,
    claim_takedown,
    counter,
    decide_claim,
    show_court,
)
from tests.gate.reviewing import TEACHING, asked, doctor
from tests.moving.test_bring_in import archive, note
from tests.web.browser.conftest import SHAPES, Desk
from tests.web.chats.conftest import announced, closed, evening, live
from tests.web.conftest import Publish

pytestmark = pytest.mark.browser

__all__ = ["announced", "closed", "evening", "live"]  # fixtures of the chats
CLAIM = Claim(
    work="The drawing of the conduction system on page 12 of 'The Heart Drawn', 3rd edition, and the "
    "five labels beside it.\nhttps://press.example/heart/12",
    right="I drew it in 2019 and have not licensed it to anybody.", name="Ada Example", good_faith=True,
)  # fmt: skip
Visit = tuple[str, Account | None]
Scene = Callable[[], list[Visit]]


@pytest.fixture
def moderator(trainee_priya: Account) -> Account:
    """Dr Priya, who moderates and edits."""
    appoint(trainee_priya, moderator=True)
    return trainee_priya


def _claim(claimant: Account, post: Post) -> Takedown:
    one = claim_takedown(claimant, post.pk, CLAIM)
    clock.travel(clock.now() + timedelta(hours=5))
    return one


@pytest.fixture
def claims(
    dr_amina: Account, student_leo: Account, moderator: Account, publish: Publish
) -> list[Visit]:
    """Claims at every stage: waiting, down, countered, before a court, upheld, back, refused."""
    posts = [publish(dr_amina, f"The conduction system, drawing {n}") for n in "abcd"]
    waiting, down, countered, court = (_claim(student_leo, post) for post in posts)
    decide_claim(moderator, down.pk, down=True, reason="It looks like the drawing on page 12.")
    for one in (countered, court):
        decide_claim(moderator, one.pk, down=True, reason="It looks like the drawing on page 12.")
        clock.travel(clock.now() + timedelta(days=2))
        counter(dr_amina, one.pk, "I drew it myself, from the museum's model.", good_faith=True)
    show_court(student_leo, court.code, "County Court at Central London, 12/2026")
    here = [
        (f"/takedowns/{one.code}", who)
        for one in (waiting, down, countered, court)
        for who in (dr_amina, student_leo, moderator)
        if (one, who) != (waiting, dr_amina)
    ]
    later = publish(dr_amina, "The conduction system, drawing e")
    back = _claim(student_leo, later)
    decide_claim(moderator, back.pk, down=True, reason="It looks like the drawing on page 12.")
    counter(dr_amina, back.pk, "Mine.", good_faith=True)
    return [
        *here, ("/takedowns", dr_amina), ("/moderation/takedowns", moderator), ("/takedowns/new", None),
        (f"/takedowns/new?post={posts[0].pk}", student_leo), (f"/takedowns/{back.code}", dr_amina),
        (f"/@amina/{posts[1].pk}", None), (f"/@amina/{posts[1].pk}", dr_amina),
    ]  # fmt: skip


@pytest.fixture
def settled(
    dr_amina: Account, student_leo: Account, moderator: Account, publish: Publish
) -> list[Visit]:
    """Claims that are over: one upheld by the clock, one that came back, one refused."""
    posts = [publish(dr_amina, f"The conduction system, drawing {n}") for n in "abc"]
    upheld, back, refused = (_claim(student_leo, post) for post in posts)
    for one in (upheld, back):
        decide_claim(moderator, one.pk, down=True, reason="It looks like the drawing on page 12.")
    counter(dr_amina, back.pk, "I drew it myself.", good_faith=True)
    decide_claim(moderator, refused.pk, down=False, reason="Another drawing altogether.")
    clock.travel(clock.now() + timedelta(days=15))
    act_on_deadlines()
    run_due()
    found = [(f"/takedowns/{one.code}", dr_amina) for one in (upheld, back, refused)]
    return [*found, ("/takedowns", dr_amina), ("/moderation/takedowns", moderator)]


@pytest.fixture
def reports(
    dr_amina: Account, student_leo: Account, society: Account, moderator: Account, publish: Publish
) -> list[Visit]:
    """Reports that wait and one that was answered, and the organisations here."""
    post = publish(student_leo, "Buy the IronCo pump today, before Friday.")
    grounds = Grounds(
        comment="He sells pumps in every answer.", category="spam", post_ids=[post.pk]
    )
    first = report(dr_amina, student_leo, grounds)
    report(dr_amina, society, Grounds(comment="Not a society.", rule_ids=[3]))
    report(student_leo, dr_amina, Grounds())
    answer_report(moderator, first.pk, "hide", "Thank you: it is hidden, and its author knows.")
    set_kind(moderator, society.pk, "industry", "A manufacturer's page.")
    set_kind(moderator, society.pk, "society", "Chosen by mistake.")
    return [
        ("/moderation/reports", moderator), ("/moderation/organisations", moderator),
        ("/moderation", moderator), ("/reports", dr_amina), ("/@leo/report", dr_amina),
        (f"/@leo/report?post={publish(student_leo, 'Another one').pk}", dr_amina),
        ("/@leo/manage", dr_amina),
    ]  # fmt: skip


def _opinion(recommendation: Recommendation) -> Opinion:
    items = [Assessment(item, Answer.MEETS) for item in Item]
    items[1] = Assessment(list(Item)[1], Answer.PARTLY, "The 2024 guideline says 24 hours, not 48.")
    return Opinion(
        items=tuple(items), recommendation=recommendation, ai_use=AiUse.NONE,
        words="A clear lesson. Bring the second step up to date, then it can stand.",
    )  # fmt: skip


@pytest.fixture
def reviews(dr_amina: Account, moderator: Account) -> list[Visit]:
    """A manuscript in its second round, with a report, an invitation that lapsed and one that waits."""
    from rounds.identity.credentials import confirm_credential
    from rounds.identity.interests import confirm_register

    confirm_credential(dr_amina, "Consultant", "St Mary's Hospital", "cardiology")
    confirm_register(dr_amina)
    ben, carla = doctor("ben", "Guy's Hospital"), doctor("carla", "Charité")
    dana = doctor("dana", "Karolinska Institutet")
    made: Manuscript = asked(dr_amina, TEACHING)
    take_up(moderator, made.pk)
    invite(moderator, made.pk, carla)
    clock.travel(clock.now() + timedelta(days=15))
    invite(moderator, made.pk, ben)
    accept(ben, made.pk, signs=True)
    give_review(ben, made.pk, _opinion(Recommendation.REVISE))
    invite(moderator, made.pk, dana)
    here = f"/reviews/{made.pk}"
    visits: list[Visit] = [(here, who) for who in (dr_amina, moderator, ben, dana)]
    return [*visits, *(("/reviews", who) for who in (dr_amina, moderator, ben, dana))]


@pytest.fixture
def versions(dr_amina: Account, publish: Publish) -> list[Visit]:
    """A post whose labels changed with an edit, and its citation."""
    labels = Labels(licence="CC-BY-NC-4.0", sponsored_by="Acme Cardiology Ltd")
    post = publish(dr_amina, "P before QRS", teaching=True, interests="none", labels=labels)
    mended = Draft(
        text="P before QRS, always.", teaching=True, interests="none",
        labels=Labels(licence="CC-BY-4.0", sponsored_by="Acme Cardiology plc"),
    )  # fmt: skip
    submit_revision(dr_amina, post.pk, mended)
    here = f"/@amina/{post.pk}"
    return [(f"{here}/{name}", None) for name in ("history", "versions", "cite")]


@pytest.fixture
def one_s_data(student_leo: Account, tmp_path: Path, publish: Publish) -> list[Visit]:
    """A copy to download, and an archive that came in with some things left out."""
    publish(student_leo, "P before QRS")
    ask_for_copy(student_leo)
    boosts = [
        {"type": "Announce", "object": f"https://other.example/@maria/{n}", "published": f"2023-05-{n}T10:00:00Z"}
        for n in range(10, 16)
    ]  # fmt: skip
    answers = [note(n, inReplyTo=f"https://other.example/@maria/2{n}") for n in range(1, 4)]
    path = archive(tmp_path / "a.zip", *answers, *boosts, note(9, content=""))
    with path.open("rb") as file:
        send_in(student_leo, file, path.stat().st_size)
    while run_due():
        pass
    return [("/settings/data", student_leo)]


@pytest.fixture
def gaps(closed: Any, monkeypatch: pytest.MonkeyPatch) -> list[Visit]:
    """A transcript in which a post is withheld; its report is measured elsewhere, and slowly."""
    monkeypatch.setattr(standing, "make_report", lambda number: None)
    row = CollectedPost.objects.filter(gathering=closed, withdrawn_at=None, hidden_at=None).last()
    assert row is not None
    hide_post(row.post_id, 1)
    run_due()
    author = Account.objects.get(pk=row.author_id)
    return [(f"/chats/{closed.pk}", None), (f"/chats/{closed.pk}", author), ("/chats/mine", author)]


ROOMS = ("reports", "claims", "settled", "reviews", "versions", "one_s_data", "gaps")


def _look(desk: Desk, path: str, shape: str, who: Account | None) -> None:
    desk.look(path, shape, who=who)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("room", ROOMS)
def test_the_filled_pages_of_trust_look_right(
    desk: Desk, room: str, shape: str, request: pytest.FixtureRequest
) -> None:
    for path, who in request.getfixturevalue(room):
        _look(desk, path, shape, who)
    # That a post is taken down is an answer of its own, which a console calls a failure.
    desk.complaints[:] = [one for one in desk.complaints if "451" not in one]


@pytest.mark.parametrize("room", ROOMS)
def test_they_fit_a_phone_in_german_too(
    desk: Desk, room: str, request: pytest.FixtureRequest
) -> None:
    visits = request.getfixturevalue(room)
    User.objects.update(locale="de")
    for path, who in visits:
        if who is not None:
            _look(desk, path, "phone", who)
