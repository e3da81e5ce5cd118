"""The table once more through an app: the same deeds, by the same people, at /api/rounds/v1."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rounds.gate.case import seen_as
from rounds.gate.models import KeptDraft, PictureLook
from rounds.gate.review.rules import Item
from rounds.identity.claim_models import Badge
from tests.journeys import permission_scene as people
from tests.journeys.permission_judged import CLAIMANT, JUDGED, WORK
from tests.journeys.permission_scene import Hands
from tests.journeys.permission_table import (
    AUTHOR,
    MODERATORS,
    SIGNED_IN,
    TABLE,
    Action,
    is_picture,
    only,
    shows,
    stands,
)

V1 = "/api/rounds/v1"
_KNOWN = {action.name: action for action in (*TABLE, *JUDGED)}
_SCORES = [{"item": item.value, "answer": "meets"} for item in Item]
_STATUS = {"stranger": 401, "suspended": 403}


def call(method: str, path: str, **sent: Any) -> Callable[[Hands, Any], Any]:
    """Call as an app does; the thing goes into the path, and wherever '{}' is sent."""

    def do(hands: Hands, thing: Any) -> Any:
        body = {name: str(thing) if said == "{}" else said for name, said in sent.items()}
        return hands.phone.send(method, f"{V1}{path}".format(thing), body)

    return do


def like(name: str, do: Callable[[Hands, Any], Any], **change: Any) -> Action:
    """The row called `name` of the pages, done by an app."""
    told = _STATUS | {"refused": 404} | change
    return replace(_KNOWN[name], name=f"{name}, by app", do=do, **told)


def _answered(_scene: Any, answer: Any) -> bool:
    return bool(answer.status_code == 200)


REVIEWING = (
    like("read what is under review", call("GET", "/reviews/{}")),
    like("open what somebody is invited to review", call("GET", "/reviews/{}")),
    like("ask for review of a post", call("POST", "/reviews", status_id="{}")),
    like("take a review up as its editor", call("POST", "/reviews/{}/take_up")),
    like("let another editor take a manuscript up", call("POST", "/reviews/{}/hand_on")),
    like("invite a reviewer", call("POST", "/reviews/{}/invitations", acct="quentin")),
    like("accept an invitation to review", call("POST", "/reviews/{}/accept", signs=True)),
    like("give a review", call("POST", "/reviews/{}/review", items=_SCORES, recommendation="accept",
                               ai_use="none", words="Clear and right.")),
    like("decide on a manuscript", call("POST", "/reviews/{}/decide", decision="revise",
                                        words="Name the source.")),
    like("write the new version", call("POST", "/reviews/{}/versions", answer="It is named now.",
                                       status="One rule of rate, with its source.", teaching=True,
                                       interests="none")),
    like("publish what was accepted", call("POST", "/reviews/{}/publish")),
    like("take a manuscript back", call("POST", "/reviews/{}/withdraw")),
    like("correct a teaching post", lambda hands, thing: hands.phone.send(
        "PUT", f"/api/v1/statuses/{thing}", {
            "status": "P before QRS, always.", "teaching": True,
            "correction": {"kind": "substance", "why": "Always was left out."}})),
)  # fmt: skip

TAKEDOWNS = (
    like("claim that a post uses one's work",
         call("POST", "/takedowns", status_id="{}", work=WORK, right="I drew it", name="Somebody",
              good_faith=True),
         may=SIGNED_IN - {AUTHOR}, refused=403),  # the post is one's own
    like("read a claim", call("GET", "/takedowns/{}"), may=only(AUTHOR, CLAIMANT)),
    replace(like("read a claim", call("GET", "/admin/takedowns/{}"), may=MODERATORS),
            name="read a claim as a moderator, by app"),
    like("see what claims are open", call("GET", "/admin/takedowns")),
    like("see the claims on one's posts", call("GET", "/takedowns"),
         may=only(AUTHOR, CLAIMANT), refused=200),  # both sides see it among their own
    like("take a post down meanwhile",
         call("POST", "/admin/takedowns/{}/decide", down=True, reason="They look alike.")),
    like("refuse a claim",
         call("POST", "/admin/takedowns/{}/decide", down=False, reason="Another drawing.")),
    like("answer a claim with a counter-notice",
         call("POST", "/takedowns/{}/counter", words="Mine.", good_faith=True)),
    like("show that a court was asked",
         call("POST", "/takedowns/{}/court", words="High Court, 13/2026")),
    like("close a claim after the court",
         call("POST", "/admin/takedowns/{}/close", restore=True, reason="Dismissed.")),
)  # fmt: skip

CREDENTIALS = (
    like("claim a credential",
         call("POST", "/credentials/claims", way="register", what="consultant", register="gmc",
              number="7654322", name="Somebody")),
    like("withdraw a claim", call("DELETE", "/credentials/claims/{}")),
    like("give one's credential back", call("DELETE", "/credentials/{}")),
    Action("show one's credential as a badge, by app", only(AUTHOR),
           call("POST", "/credentials/{}/badge"),
           stands(lambda s: Badge.objects.filter(credential=s.credential, shown=True).exists()),
           lambda s: s.credential.pk, **_STATUS),
    Action("see which claims wait for a check, by app", MODERATORS, call("GET", "/admin/claims"),
           lambda s, answer: str(s.claim.pk) in answer.content.decode(), **_STATUS),
    like("take a seat", call("POST", "/admin/claims/{}/seat")),
    like("read the evidence of a claim", call("GET", "/admin/claims/{}/evidence")),
    like("answer a claim", call("POST", "/admin/claims/{}/answer", found=True)),
    like("revoke a credential", call("POST", "/admin/credentials/{}/revoke", reason="left")),
)  # fmt: skip


def _lets_pass(hands: Hands, code: str) -> Any:
    kept = KeptDraft.objects.filter(code=code).first()
    said = {"words": "A study's own line.", "seen": seen_as(kept) if kept else ""}
    return hands.phone.send("POST", f"{V1}/admin/held_drafts/{code}/pass", said)


LOOKS = (
    like("read a held draft", call("GET", "/admin/held_drafts/{}")),
    like("let a held draft pass", _lets_pass),
    like("send a held draft back",
         call("POST", "/admin/held_drafts/{}/send_back", words="Take it out.")),
    Action("see which pictures wait for a look, by app", MODERATORS, call("GET", "/admin/pictures"),
           lambda s, answer: str(s.waiting_picture.pk) in answer.content.decode(), **_STATUS),
    like("take a picture to look at", call("POST", "/admin/pictures/{}/look")),
    Action("leave a picture to somebody else, by app", only(people.REVIEWER),
           call("DELETE", "/admin/pictures/{}/look"),
           stands(lambda s: not PictureLook.objects.filter(media_id=s.looked_at.pk).exists()),
           lambda s: s.looked_at.pk, **_STATUS),
    like("look at a picture for its author", call("GET", "/admin/pictures/{}")),
    Action("fetch a picture that one looks at, by app", only(people.REVIEWER),
           call("GET", "/admin/pictures/{}/file"), is_picture, lambda s: s.looked_at.pk, **_STATUS),
    like("let a picture pass", call("POST", "/admin/pictures/{}/pass")),
    Action("keep a picture back, by app", only(people.REVIEWER),
           call("POST", "/admin/pictures/{}/refuse", reason="Top left."),
           stands(lambda s: PictureLook.objects.get(media_id=s.looked_at.pk).reason == "Top left."),
           lambda s: s.looked_at.pk, **_STATUS),
)  # fmt: skip

REST = (
    like("read a draft", call("GET", "/drafts/{}")),
    Action("change a draft, by app", only(AUTHOR), call("PUT", "/drafts/{}", status="Good night."),
           _answered, lambda s: s.asked.code, **_STATUS),
    Action("blur a picture, by app", only(AUTHOR), call("POST", "/media/{}/blur", all=True),
           _answered, lambda s: s.unattached.pk, **_STATUS),
    like("appoint somebody", call("POST", "/appointments", acct="mia", organisation_id="{}"),
         thing=lambda s: s.people[people.ORGANISATION].pk),
    like("end an appointment", call("DELETE", "/appointments/{}")),
    Action("see who speaks for an organisation, by app",
           frozenset(people.EVERYBODY) - {people.SUSPENDED},
           call("GET", "/accounts/{}/representatives"), shows("sofia"),
           lambda s: s.people[people.ORGANISATION].pk, **_STATUS),
    like("fetch a finished copy of one's data", call("GET", "/archives/{}/file")),
)  # fmt: skip

BY_APP = (*REVIEWING, *TAKEDOWNS, *CREDENTIALS, *LOOKS, *REST)
