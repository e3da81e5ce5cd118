"""One evening on which everybody has something that others might want: who is there, and what."""

from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rounds.base import clock
from rounds.base.images import cropped
from rounds.gate.draft import Draft
from rounds.gate.models import DraftState, KeptDraft, Manuscript
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.gatherings.models import Gathering
from rounds.identity.appoint import appoint
from rounds.identity.claim_models import Claim
from rounds.identity.credentials import confirm_credential
from rounds.identity.grant import issue_token
from rounds.identity.interests import declare_interest
from rounds.identity.models import Account, Appointment, Credential, Interest
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.register import Entry, InterestKind
from rounds.identity.representatives import appoint_representative
from rounds.identity.roles import OrganisationKind, Role
from rounds.posts.looking import note_look
from rounds.posts.models import Media, Post
from rounds.posts.portraits import take_in_hand, waiting_portraits
from rounds.posts.seen import Spot
from rounds.trust.models import Report
from rounds.trust.report import Grounds, report
from tests.gate.reviewing import asked as asked_for_review
from tests.gate.reviewing import doctor, seated
from tests.mastodon.conftest import Phone
from tests.outside.devices import PhoneDevice
from tests.pictures import NAME_BOX, film

STRANGER = "stranger"
MEMBER = "member"
AUTHOR = "author"
ORGANISATION = "organisation"
REPRESENTATIVE = "representative"
REVIEWER = "reviewer"
MODERATOR = "moderator"
CO_HOST = "co-host"
ADMIN = "admin"
PEER = "peer"
SUSPENDED = "suspended"
EVERYBODY = (
    STRANGER, MEMBER, AUTHOR, ORGANISATION, REPRESENTATIVE, REVIEWER, MODERATOR, CO_HOST, ADMIN,
    PEER, SUSPENDED,
)  # fmt: skip
ASKED = "The rota desk is on 07700 900123 tonight."
HELD = "The trial line is 943 476 5919, ask for the nurse."


@dataclass(frozen=True)
class Hands:
    """What one of them has: a browser, and an app."""

    browser: Client
    phone: Phone


@dataclass
class Scene:
    """Everybody, and the things that the table is about."""

    people: dict[str, Account]
    hands: dict[str, Hands]
    chat: Gathering
    post: Post
    teaching: Post
    manuscript: Manuscript
    unread: Manuscript
    asked: KeptDraft
    held: KeptDraft
    unattached: Media
    looked_at: Media
    waiting_picture: Media
    portrait: Media
    appointment: Appointment
    interest: Interest
    claim: Claim
    fresh_claim: Claim
    credential: Credential
    newcomer: Account
    report: Report
    collected: Post
    more: dict[str, Any] = field(default_factory=dict)


def _person(username: str, role: Role = Role.UNSTATED, **more: Any) -> Account:
    return open_account(
        Newcomer(username=username, email=f"{username}@example.org", role=role, **more)
    )


def _hands(account: Account | None) -> Hands:
    browser = Client()
    if account is None:
        return Hands(browser, Phone(None))
    browser.force_login(account.user)
    # Everything: what somebody may not do is refused to the person, whatever the app may.
    scopes = ["read", "write", "follow", "push", "admin:read", "admin:write"]
    return Hands(browser, Phone(issue_token(account.user, None, scopes)))


def everybody(author: Account, co_host: Account) -> dict[str, Account]:
    """The people, by what they are."""
    people = {
        MEMBER: _person("mia"),
        AUTHOR: author,
        ORGANISATION: _person(
            "matsoc", Role.ORGANISATION, organisation_kind=OrganisationKind.SOCIETY
        ),
        REPRESENTATIVE: _person("sofia"),
        REVIEWER: _person("ines"),
        MODERATOR: _person("otto"),
        CO_HOST: co_host,
        ADMIN: _person("keeper"),
        PEER: doctor("petra", "imperial.ac.uk"),
        SUSPENDED: _person("sven"),
    }
    for who in (REVIEWER, MODERATOR, SUSPENDED):
        appoint(people[who], moderator=True)
    appoint(people[ADMIN], staff=True)
    return people


def _write(browser: Client, text: str, **more: Any) -> None:
    sent = {"text": text, "act": "publish", "visibility": "public", "key": text[:30]} | more
    assert browser.post("/compose", sent).status_code == 303


def _film() -> SimpleUploadedFile:
    return SimpleUploadedFile("film.png", film(), "image/png")


def _teaches(browser: Client, text: str) -> Media:
    """A teaching post whose picture waits for a person, since nothing here can look into it."""
    _write(browser, text, teaching="1", interests="none", files=_film())
    return Media.objects.latest("pk")


def rung(phone: Phone) -> None:
    """A phone that is to be rung, though for nothing yet: tests reach nobody's push service."""
    device = PhoneDevice("https://push.example/amina").subscription()
    assert phone.post("/api/v1/push/subscription", {"subscription": device}).status_code == 200


def _claims(browser: Client) -> Claim:
    entry = {
        "what": "consultant", "scope": "", "register": "gmc", "number": "7654321", "name": "A Y",
    }  # fmt: skip
    browser.post("/settings/credentials/new/register", entry)
    return Claim.objects.latest("pk")


def released(author: Account, text: str, **more: Any) -> Post:
    """A post of somebody."""
    outcome = submit(author, Draft(text=text, **more))
    assert isinstance(outcome, Released)
    return outcome.post


def _portrait(author: Account) -> Media:
    """A new avatar in which a name was found."""
    take_in_hand(author, "avatar", cropped(film(), 400, 300))
    media = waiting_portraits(author)[0]
    note_look(media.pk, [Spot(kind="name", box=NAME_BOX, digest="name")])
    return media


def set_scene(chat: Gathering, author: Account, co_host: Account) -> Scene:
    """The evening, with everybody signed in before one of them is suspended."""
    people = everybody(author, co_host)
    hands = {who: _hands(people.get(who)) for who in EVERYBODY}
    amina, reviewer = hands[AUTHOR].browser, hands[REVIEWER].browser
    _write(amina, ASKED)
    _write(amina, HELD)
    asked, held = (
        KeptDraft.objects.get(state=state) for state in (DraftState.ASKED, DraftState.HELD)
    )
    named = {"act": "ask_reviewer", "reviewer": str(people[REVIEWER].pk), "question": "May it?"}
    amina.post(f"/d/{held.code}", named)
    upload = {"file": _film()}
    rung(hands[AUTHOR].phone)
    unattached = hands[AUTHOR].phone.upload("/api/v2/media", upload).json()["id"]
    looked_at, waiting = _teaches(amina, "One film"), _teaches(amina, "Another film")
    reviewer.post(f"/moderation/pictures/{looked_at.pk}/take")
    claim, fresh = _claims(amina), _claims(hands[CO_HOST].browser)
    reviewer.post(f"/moderation/credentials/{claim.pk}/take")
    interest = declare_interest(author, Entry(kind=InterestKind.SHARES, body="Pulsarion"))
    suspended = people[SUSPENDED]
    appointment = appoint_representative(
        people[ORGANISATION], people[ORGANISATION], people[REPRESENTATIVE]
    )
    post = released(author, "Good morning")
    confirm_credential(author, "Consultant", "nhs.net")
    unread = asked_for_review(author, Draft(text="Five causes of a wide QRS.", teaching=True))
    manuscript = asked_for_review(author)
    seated(people[REVIEWER], manuscript, people[PEER])
    scene = Scene(
        people=people, hands=hands, chat=chat, post=post, unread=unread, manuscript=manuscript,
        teaching=released(author, "P before QRS", teaching=True), asked=asked, held=held,
        unattached=Media.objects.get(pk=unattached), looked_at=looked_at, waiting_picture=waiting,
        portrait=_portrait(author), appointment=appointment, interest=interest, claim=claim, fresh_claim=fresh,
        credential=confirm_credential(author, "Consultant", "nhs.net"),
        newcomer=_person("nova", approved=False),
        report=report(people[MEMBER], author, Grounds(comment="Please look.")),
        collected=Post.objects.filter(author=author).earliest("pk"),
    )  # fmt: skip
    suspended.suspended_at = clock.now()
    suspended.save(update_fields=["suspended_at"])
    return scene
