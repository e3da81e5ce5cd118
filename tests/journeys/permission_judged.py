"""The rest of the table: reviews, takedowns and finished copies, and the scene that they need."""

from typing import Any

from rounds.gate.draft import Draft
from rounds.gate.models import Correction, Invitation, Manuscript, ManuscriptVersion, Review
from rounds.gate.review.editor import decide, invite, take_up
from rounds.gate.review.rules import Item, Recommendation
from rounds.gate.reviews import Seat, State
from rounds.identity.models import Account
from rounds.moving.models import Way
from rounds.moving.parcels import ask_for_copy
from rounds.trust.models import Report, ReportState, Takedown, TakedownState
from rounds.trust.takedown import Claim, claim_takedown, counter, decide_claim, show_court
from tests.gate.reviewing import asked, doctor, seated
from tests.journeys import permission_scene as people
from tests.journeys.permission_scene import EVERYBODY, ORGANISATION, Scene, released
from tests.journeys.permission_table import (
    AUTHOR,
    MODERATORS,
    REVIEWER,
    Action,
    only,
    page,
    press,
    shows,
    stands,
)

PEER, CLAIMANT = people.PEER, people.CO_HOST
WORK = "My drawing of the bundle branches"
SAID = Claim(work=WORK, right="I drew it", name="Leo Martins", good_faith=True)
CLAIMS = {"work": WORK, "right": "I drew it", "name": "Somebody", "good_faith": "yes"}
SCORES = {f"answer-{item}": "meets" for item in Item}
GIVES = {"recommendation": "accept", "ai_use": "none", "words": "Clear and right."} | SCORES


def _under_review(scene: Scene, text: str) -> Manuscript:
    return asked(scene.people[AUTHOR], Draft(text=text, teaching=True))


def _set_reviews(scene: Scene) -> None:
    """One manuscript to which a peer is invited, one that is accepted, one to be written anew."""
    editor, peer = scene.people[REVIEWER], scene.people[PEER]
    doctor("quentin", "guys.nhs.uk")
    invited = _under_review(scene, "Seven causes of a short PR.")
    take_up(editor, invited.pk)
    invite(editor, invited.pk, peer)
    ready, revise = (
        _under_review(scene, text) for text in ("Two rules of axis.", "One rule of rate.")
    )
    for one in (ready, revise):
        seated(editor, one, peer)
    decide(editor, ready.pk, Recommendation.ACCEPT, "Thank you.", despite="One reviewer is away.")
    decide(editor, revise.pk, Recommendation.REVISE, "Name the source, please.")
    scene.more |= {"invited": invited, "ready": ready, "revise": revise}


def _claim(scene: Scene, author: Account, text: str) -> Takedown:
    post = released(author, text)
    return claim_takedown(scene.people[CLAIMANT], post.pk, SAID)


def _set_claims(scene: Scene) -> None:
    """Four claims of one claimant, each a step further."""
    author, moderator = scene.people[AUTHOR], scene.people[REVIEWER]
    names = ("waits", "down", "countered", "in court")
    claims = [_claim(scene, author, f"A drawing, number {n}") for n, _name in enumerate(names)]
    for one in claims[1:]:
        decide_claim(moderator, one.pk, down=True, reason="They look alike.")
    for one in claims[2:]:
        counter(author, one.pk, "I drew it myself.", good_faith=True)
    show_court(scene.people[CLAIMANT], claims[3].code, "High Court, 12/2026")
    scene.more |= dict(zip(names, claims, strict=True))


def set_judged(scene: Scene) -> None:
    """Add what is under review, what is claimed, and a copy of what is the author's own."""
    _set_reviews(scene)
    _set_claims(scene)
    scene.more["copy"] = ask_for_copy(scene.people[AUTHOR])
    assert scene.more["copy"].way == Way.OUT


def _manuscript(scene: Scene, name: str) -> Manuscript:
    return Manuscript.objects.get(pk=scene.more[name].pk)


def _claim_is(name: str, state: str) -> Any:
    return stands(lambda s: Takedown.objects.get(pk=s.more[name].pk).state == state)


def _claimed_anew(scene: Scene) -> bool:
    return Takedown.objects.filter(post_id=scene.post.pk).exists()


def _code(name: str) -> Any:
    return lambda scene: scene.more[name].code


def _key(name: str) -> Any:
    return lambda scene: scene.more[name].pk


_CORRECTED = {
    "text": "P before QRS, always.", "teaching": "1", "interests": "none", "visibility": "public",
    "act": "publish", "key": "c", "correction_kind": "substance", "why": "Always was left out.",
}  # fmt: skip
_ANEW = {
    "text": "One rule of rate, with its source.", "teaching": "1", "interests": "none",
    "visibility": "public", "act": "publish", "key": "n", "answer": "It is named now.",
}  # fmt: skip

REVIEWING = (
    Action("ask for review of a post", only(AUTHOR), press("/posts/{}/ask-review"),
           stands(lambda s: Manuscript.objects.filter(post=s.teaching).exists()),
           lambda s: s.teaching.pk),
    Action("invite a reviewer", only(REVIEWER),
           press("/reviews/{}", act="invite", reviewer="quentin"),
           stands(lambda s: Invitation.objects.filter(
               manuscript=s.manuscript, reviewer__username="quentin").exists()),
           lambda s: s.manuscript.pk),
    Action("open what somebody is invited to review", only(AUTHOR, REVIEWER, PEER),
           page("/reviews/{}"), lambda _s, answer: bool(answer.status_code == 200),
           _key("invited")),  # who is invited reads the outline alone
    Action("accept an invitation to review", only(PEER),
           press("/reviews/{}", act="accept", signs="yes"),
           stands(lambda s: Invitation.objects.get(
               manuscript=s.more["invited"]).state == Seat.ACCEPTED), _key("invited")),
    Action("give a review", only(PEER), press("/reviews/{}", act="review", **GIVES),
           stands(lambda s: Review.objects.filter(version__manuscript=s.manuscript).exists()),
           lambda s: s.manuscript.pk),
    Action("decide on a manuscript", only(REVIEWER),
           press("/reviews/{}", act="decide", decision="revise", words="Name the source."),
           stands(lambda s: Manuscript.objects.get(pk=s.manuscript.pk).state == State.TO_REVISE),
           lambda s: s.manuscript.pk),
    Action("let another editor take a manuscript up", only(REVIEWER),
           press("/reviews/{}", act="hand_on"),
           stands(lambda s: Manuscript.objects.get(pk=s.manuscript.pk).editor_id is None),
           lambda s: s.manuscript.pk),
    Action("write the new version", only(AUTHOR), press("/reviews/{}/revise", **_ANEW),
           stands(lambda s: ManuscriptVersion.objects.filter(
               manuscript=s.more["revise"]).count() == 2), _key("revise")),
    Action("publish what was accepted", only(AUTHOR), press("/reviews/{}", act="publish"),
           stands(lambda s: _manuscript(s, "ready").post_id is not None), _key("ready")),
    Action("correct a teaching post", only(AUTHOR), press("/posts/{}/correct", **_CORRECTED),
           stands(lambda s: Correction.objects.filter(post=s.teaching).exists()),
           lambda s: s.teaching.pk),
    Action("see a teaching post as it was first and is now", frozenset(EVERYBODY),
           page("/@amina/{}/versions"), shows("P before QRS"), lambda s: s.teaching.pk),
)  # fmt: skip

# A claim without an account is confirmed by e-mail, so a stranger and a suspended account may claim.
TAKEDOWNS = (
    Action("claim that a post uses one's work", frozenset(EVERYBODY) - {AUTHOR},
           lambda hands, thing: hands.browser.post("/takedowns/new", CLAIMS | {
               "post": str(thing), "email": "ada@example.org"}),
           stands(_claimed_anew), lambda s: s.post.pk, refused=422),  # the post is one's own
    Action("read a claim", only(AUTHOR, CLAIMANT, *MODERATORS), page("/takedowns/{}"),
           shows(WORK), _code("down"), stranger=404, suspended=404),
    Action("see what claims are open", MODERATORS, page("/moderation/takedowns"),
           lambda s, answer: s.more["waits"].code in answer.content.decode()),
    Action("see the reports that wait", MODERATORS, page("/moderation/reports"),
           shows("Please look.")),
    Action("answer a report", MODERATORS, press("/moderation/reports/{}", answer="none", words=""),
           stands(lambda s: Report.objects.get(pk=s.report.pk).state == ReportState.RESOLVED),
           lambda s: s.report.pk),
    Action("set the kind of an organisation", MODERATORS,
           lambda hands, thing: hands.browser.post(
               "/moderation/organisations",
               {"account": str(thing), "kind": "charity", "reason": "It is one."}),
           stands(lambda s: Account.objects.get(
               pk=s.people[ORGANISATION].pk).organisation_kind == "charity"),
           lambda s: s.people[ORGANISATION].pk),
    Action("see the claims on one's posts", only(AUTHOR), page("/takedowns"),
           lambda s, answer: s.more["down"].code in answer.content.decode(),
           refused=200),  # everybody has such a page, and sees their own
    Action("take a post down meanwhile", MODERATORS,
           press("/takedowns/{}", act="down", words="They look alike."),
           _claim_is("waits", TakedownState.DOWN), _code("waits"), stranger=404, suspended=404),
    Action("refuse a claim", MODERATORS,
           press("/takedowns/{}", act="refuse", words="Another drawing."),
           _claim_is("waits", TakedownState.REFUSED), _code("waits"), stranger=404, suspended=404),
    Action("answer a claim with a counter-notice", only(AUTHOR),
           press("/takedowns/{}", act="counter", words="Mine.", good_faith="yes"),
           _claim_is("down", TakedownState.COUNTERED), _code("down"), stranger=404, suspended=404),
    Action("show that a court was asked", only(CLAIMANT),
           press("/takedowns/{}", act="court", words="High Court, 13/2026"),
           _claim_is("countered", TakedownState.IN_COURT), _code("countered"),
           stranger=404, suspended=404),
    Action("close a claim after the court", MODERATORS,
           press("/takedowns/{}", act="restore", words="Dismissed."),
           _claim_is("in court", TakedownState.RESTORED), _code("in court"),
           stranger=404, suspended=404),
    Action("read a post that is taken down", only(AUTHOR),
           lambda hands, thing: hands.browser.get(f"/@amina/{thing}"),
           shows("A drawing, number 1"), lambda s: s.more["down"].post_id,
           refused=451, stranger=451, suspended=451),  # the law's own answer, with the reason
)  # fmt: skip

COPIES = (
    Action("fetch a finished copy of one's data", only(AUTHOR), page("/settings/data/{}"),
           lambda _s, answer: bool(answer.get("Content-Type") == "application/zip"),
           _key("copy")),
)  # fmt: skip

JUDGED = (*REVIEWING, *TAKEDOWNS, *COPIES)
