"""The table: each action, who may do it, how it is tried, and what tells that it was done.

`refused` is the status for whoever may not; 404 unless the thing is public anyhow, where a reason
stands beside it. A stranger is sent to log in (302) by a page and gets 401 from an app.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rounds.gate.case import seen_as
from rounds.gate.models import DraftState, KeptDraft, Manuscript, PictureLook
from rounds.gatherings.models import CollectedPost, Gathering
from rounds.identity.claim_models import Answer, Check, Claim
from rounds.identity.models import Account, Appointment, Credential, Interest, User
from rounds.posts.models import Media, Pin, Post
from rounds.timelines.models import PushSubscription
from tests.journeys import permission_scene as people
from tests.journeys.permission_scene import ASKED, HELD, Hands, Scene
from tests.outside.devices import PhoneDevice

AUTHOR, REVIEWER, MODERATOR = people.AUTHOR, people.REVIEWER, people.MODERATOR
MODERATORS = frozenset({REVIEWER, MODERATOR})
HOSTS = frozenset({AUTHOR, people.CO_HOST})
SIGNED_IN = frozenset(people.EVERYBODY) - {people.STRANGER, people.SUSPENDED}
Did = Callable[[Scene, Any], bool]
NOWHERE = 999


@dataclass(frozen=True)
class Action:
    """One row; `thing` is the id or code in the address, or None where there is none."""

    name: str
    may: frozenset[str]
    do: Callable[[Hands, Any], Any]
    did: Did
    thing: Callable[[Scene], Any] = lambda _scene: None
    refused: int = 404
    stranger: int = 302
    suspended: int = 302


def only(*who: str) -> frozenset[str]:
    """These and nobody else."""
    return frozenset(who)


def page(path: str) -> Callable[[Hands, Any], Any]:
    """Open a page."""
    return lambda hands, thing: hands.browser.get(path.format(thing))


def press(path: str, **sent: Any) -> Callable[[Hands, Any], Any]:
    """Send a form."""
    return lambda hands, thing: hands.browser.post(path.format(thing), sent)


def app(method: str, path: str, **sent: Any) -> Callable[[Hands, Any], Any]:
    """Call as an app does."""
    return lambda hands, thing: hands.phone.send(method, path.format(thing), sent)


def shows(words: str) -> Did:
    """The answer holds these words."""
    return lambda _scene, answer: words in answer.content.decode("utf-8", "replace")


def is_picture(_scene: Scene, answer: Any) -> bool:
    """The answer is a picture."""
    return bool(answer.get("Content-Type") == "image/webp")


def stands(test: Callable[[Scene], bool]) -> Did:
    """What the database says now."""
    return lambda scene, _answer: test(scene)


def _draft(scene: Scene) -> KeptDraft:
    return KeptDraft.objects.get(pk=scene.asked.pk)


def _post(scene: Scene) -> Post | None:
    return Post.objects.filter(pk=scene.post.pk).first()


def _hidden(scene: Scene) -> bool:
    return CollectedPost.objects.filter(gathering=scene.chat, hidden_at__isnull=False).exists()


_APP = {"stranger": 401, "suspended": 403}
_WORDS = "The rota desk is closed tonight."


def _let_pass(hands: Hands, code: str) -> Any:
    """Let a held draft pass as it stands; where there is none, nothing was read."""
    kept = KeptDraft.objects.filter(code=code).first()
    said = {"answer": "pass", "words": "A study's own line."}
    seen = {"seen": seen_as(kept)} if kept else {}
    return hands.browser.post(f"/moderation/held/{code}", said | seen)


DRAFTS = (
    Action("read a draft", only(AUTHOR), page("/d/{}"), shows("07700 900123"),
           lambda s: s.asked.code),
    Action("change a draft", only(AUTHOR), press("/d/{}", text=_WORDS, act="keep"),
           stands(lambda s: _WORDS in _draft(s).content), lambda s: s.asked.code),
    Action("discard a draft", only(AUTHOR), press("/d/{}", act="discard"),
           stands(lambda s: not KeptDraft.objects.filter(pk=s.asked.pk).exists()),
           lambda s: s.asked.code),
    Action("publish a draft with its words mended", only(AUTHOR),
           press("/d/{}", text=_WORDS, act="publish"),
           stands(lambda s: _draft(s).state == DraftState.RELEASED), lambda s: s.asked.code),
    Action("read a held draft", only(REVIEWER), page("/moderation/held/{}"), shows("943 476 5919"),
           lambda s: s.held.code),
    Action("let a held draft pass", only(REVIEWER),
           _let_pass,
           stands(lambda _s: Post.objects.filter(source=HELD).exists()), lambda s: s.held.code),
    Action("send a held draft back", only(REVIEWER),
           press("/moderation/held/{}", answer="back", words="Take it out."),
           stands(lambda s: KeptDraft.objects.get(pk=s.held.pk).advice == "Take it out."),
           lambda s: s.held.code),
    Action("name who reads a held draft", only(AUTHOR),
           lambda hands, thing: hands.browser.post(
               f"/d/{thing}", {"act": "ask_reviewer", "reviewer": "0"}),
           # Whoever may is asked whom, since nobody was chosen.
           lambda _s, answer: answer.status_code == 422,
           lambda s: s.held.code),
)  # fmt: skip


def _answers_portrait(name: str, did: Callable[[Scene], bool], **sent: str) -> Action:
    # Whoever may not is led to the page of their own portraits, as for one that is shown by now.
    return Action(name, only(AUTHOR), press("/settings/profile/pictures/{}", **sent), stands(did),
                  lambda s: s.portrait.pk, refused=303)  # fmt: skip


def _shows_portrait(scene: Scene) -> bool:
    return bool(Account.objects.get(pk=scene.portrait.account_id).avatar)


PICTURES = (
    Action("fetch a new portrait", only(AUTHOR), page("/pictures/{}/whole.webp"), is_picture,
           lambda s: s.portrait.pk, stranger=404, suspended=404),
    _answers_portrait("blur a new portrait", _shows_portrait, blur="x name"),
    _answers_portrait("vouch for a new portrait", _shows_portrait, confirm="name name"),
    _answers_portrait("do without a new portrait", lambda s: not Media.objects.filter(pk=s.portrait.pk).exists(), act="drop"),
    Action("fetch a picture that no post holds", only(AUTHOR), page("/pictures/{}/whole.webp"),
           is_picture, lambda s: s.unattached.pk, stranger=404, suspended=404),
    Action("fetch it with an app", only(AUTHOR), app("GET", "/pictures/{}/whole.webp"),
           is_picture, lambda s: s.unattached.pk, stranger=404, suspended=404),
    Action("ask an app about somebody's picture", only(AUTHOR), app("GET", "/api/v1/media/{}"),
           lambda _s, answer: bool(answer.status_code == 200), lambda s: s.unattached.pk, **_APP),
    Action("fetch a picture that waits for a look", only(AUTHOR),
           page("/pictures/{}/whole.webp"), is_picture, lambda s: s.waiting_picture.pk,
           stranger=404, suspended=404),
    Action("fetch a picture that somebody looks at", only(AUTHOR, REVIEWER),
           page("/pictures/{}/whole.webp"), is_picture, lambda s: s.looked_at.pk,
           stranger=404, suspended=404),
    Action("look at a picture for its author", only(REVIEWER), page("/moderation/pictures/{}"),
           lambda _s, answer: bool(answer.status_code == 200), lambda s: s.looked_at.pk),
    Action("take a picture to look at", MODERATORS, press("/moderation/pictures/{}/take"),
           stands(lambda s: PictureLook.objects.filter(media_id=s.waiting_picture.pk).exists()),
           lambda s: s.waiting_picture.pk),
    Action("let a picture pass", only(REVIEWER), press("/moderation/pictures/{}", answer="pass"),
           stands(lambda s: Media.objects.filter(pk=s.looked_at.pk, post__isnull=False).exists()),
           lambda s: s.looked_at.pk),
)  # fmt: skip

POSTS = (
    Action("edit a post", only(AUTHOR),
           press("/posts/{}/edit", text="Changed", visibility="public", act="publish", key="e"),
           stands(lambda s: getattr(_post(s), "source", "") == "Changed"), lambda s: s.post.pk),
    Action("edit a post with an app", only(AUTHOR),
           app("PUT", "/api/v1/statuses/{}", status="Changed"),
           stands(lambda s: getattr(_post(s), "source", "") == "Changed"), lambda s: s.post.pk,
           **_APP),
    Action("read a public post as it was typed", SIGNED_IN,
           app("GET", "/api/v1/statuses/{}/source"), shows('"text"'), lambda s: s.post.pk, **_APP),
    Action("pin a post", only(AUTHOR), press("/posts/{}/pin", on="1"),
           stands(lambda s: Pin.objects.filter(post=s.post).exists()), lambda s: s.post.pk,
           refused=403),  # the post is public
    Action("pin a post with an app", only(AUTHOR), app("POST", "/api/v1/statuses/{}/pin"),
           lambda _s, answer: bool(answer.status_code == 200), lambda s: s.post.pk,
           refused=422, **_APP),  # the post is public, and apps expect Mastodon's 422
    Action("delete a post", only(AUTHOR), press("/posts/{}/withdraw"),
           stands(lambda s: _post(s) is None), lambda s: s.post.pk),
    Action("delete a post with an app", only(AUTHOR), app("DELETE", "/api/v1/statuses/{}"),
           stands(lambda s: _post(s) is None), lambda s: s.post.pk, **_APP),
    Action("ask for a copy of one's own data", SIGNED_IN, press("/settings/data/archive"),
           lambda _s, answer: answer.get("Location", "").startswith("/settings/data")),
)  # fmt: skip

VOICES = (
    Action("write for an organisation", only(people.REPRESENTATIVE, people.ORGANISATION),
           lambda hands, thing: hands.browser.post("/compose", {
               "text": "We meet.", "visibility": "public", "act": "publish", "key": "v",
               "voice": f"for:{thing}"}),
           stands(lambda s: Post.objects.filter(
               source="We meet.", speaks_for=s.people[people.ORGANISATION].pk).exists()),
           lambda s: s.people[people.ORGANISATION].pk, refused=303),  # kept as a draft, with why
    Action("end an appointment",
           only(people.ORGANISATION, people.REPRESENTATIVE, REVIEWER, MODERATOR),
           press("/appointments/{}/end"),
           stands(lambda s: Appointment.objects.get(pk=s.appointment.pk).until is not None),
           lambda s: s.appointment.pk),
    Action("appoint somebody", only(people.ORGANISATION, REVIEWER, MODERATOR),
           press("/@matsoc/representatives", representative="mia"),
           stands(lambda s: Appointment.objects.filter(
               representative=s.people[people.MEMBER]).exists()), stranger=404, suspended=404),
    Action("declare an interest", SIGNED_IN,
           press("/settings/interests/new", kind="shares", body="Acme Ltd", band=""),
           stands(lambda s: Interest.objects.filter(body="Acme Ltd").exclude(
               account=s.people[people.SUSPENDED]).exists())),
    Action("remove an interest", only(AUTHOR), press("/settings/interests/{}/remove"),
           stands(lambda s: not Interest.objects.filter(pk=s.interest.pk).exists()),
           lambda s: s.interest.pk),
    Action("see a register of interests", frozenset(people.EVERYBODY), page("/@amina/interests"),
           shows("Pulsarion")),
)  # fmt: skip

CREDENTIALS = (
    Action("claim a credential", SIGNED_IN,
           press("/settings/credentials/new/register", what="consultant", register="gmc",
                 number="7654322", name="Somebody"),
           stands(lambda s: Claim.objects.filter(pk__gt=s.fresh_claim.pk).exists())),
    Action("withdraw a claim", only(AUTHOR), press("/settings/credentials/{}/withdraw"),
           stands(lambda s: Claim.objects.get(pk=s.claim.pk).state == "withdrawn"),
           lambda s: s.claim.pk),
    Action("take a seat", MODERATORS, press("/moderation/credentials/{}/take"),
           stands(lambda s: Check.objects.filter(claim=s.fresh_claim).exists()),
           lambda s: s.fresh_claim.pk),
    Action("read the evidence of a claim", only(REVIEWER), page("/moderation/credentials/{}"),
           shows("7654321"), lambda s: s.claim.pk),
    Action("answer a claim", only(REVIEWER),
           press("/moderation/credentials/{}/answer", answer="yes"),
           stands(lambda s: Check.objects.filter(claim=s.claim, answer=Answer.YES).exists()),
           lambda s: s.claim.pk),
    Action("revoke a credential", MODERATORS,
           press("/moderation/credentials/{}/revoke", reason="left"),
           stands(lambda s: Credential.objects.get(pk=s.credential.pk).revoked_at is not None),
           lambda s: s.credential.pk),
    Action("give one's credential back", only(AUTHOR), press("/settings/credentials/{}/revoke"),
           stands(lambda s: Credential.objects.get(pk=s.credential.pk).revoked_at is not None),
           lambda s: s.credential.pk),
)  # fmt: skip

ROOMS = (
    Action("see the gate in numbers", MODERATORS, page("/moderation/gate"), shows("<table")),
    Action("see who waits to be let in", MODERATORS, page("/moderation/newcomers"),
           shows("nova")),
    Action("let a newcomer in", MODERATORS, press("/moderation/newcomers/{}", answer="in"),
           stands(lambda s: User.objects.get(account=s.newcomer).approved),
           lambda s: s.newcomer.pk),
    Action("make an invitation", MODERATORS, press("/moderation/invitations", uses="1"),
           lambda _s, answer: bool(answer.get("Location") == "/moderation/newcomers")),
)  # fmt: skip

REVIEWS = (
    Action("read what is under review", only(AUTHOR, REVIEWER, people.PEER), page("/reviews/{}"),
           shows("Three questions before every ECG"), lambda s: s.manuscript.pk),
    Action("take a review up as its editor", MODERATORS, press("/reviews/{}", act="take_up"),
           stands(lambda s: Manuscript.objects.get(pk=s.unread.pk).editor_id is not None),
           lambda s: s.unread.pk),
    Action("take a manuscript back", only(AUTHOR), press("/reviews/{}", act="take_back"),
           stands(lambda s: Manuscript.objects.get(pk=s.unread.pk).state != s.unread.state),
           lambda s: s.unread.pk),
    Action("open the correction of a teaching post", only(AUTHOR), page("/posts/{}/correct"),
           shows("P before QRS"), lambda s: s.teaching.pk),
)  # fmt: skip

# Everybody may see a chat, so that those who do not host it are told that they do not.
CHATS = (
    Action("post the next prompt", HOSTS, press("/chats/{}/next"),
           stands(lambda s: Gathering.objects.get(pk=s.chat.pk).prompts.filter(
               number=2, post_id__isnull=False).exists()), lambda s: s.chat.pk, refused=403),
    Action("give a chat more time", HOSTS, press("/chats/{}/extend", minutes="10"),
           stands(lambda s: Gathering.objects.get(pk=s.chat.pk).minutes > s.chat.minutes),
           lambda s: s.chat.pk, refused=403),
    Action("close a chat", HOSTS, press("/chats/{}/close"),
           stands(lambda s: Gathering.objects.get(pk=s.chat.pk).state != s.chat.state),
           lambda s: s.chat.pk, refused=403),
    Action("see what hosts hid", HOSTS, page("/chats/{}/lead"),
           lambda _s, answer: bool(answer.status_code == 200), lambda s: s.chat.pk, refused=403),
    Action("hide a post from a chat", HOSTS,
           press("/chats/{}", act="hide", reason="Off the topic"), stands(_hidden),
           lambda s: f"{s.chat.pk}/posts/{s.more['answer'].pk}", refused=403),
)  # fmt: skip

_PUSH = "/api/v1/push/subscription"


def _rings_for_polls(_scene: Scene) -> bool:
    return PushSubscription.objects.filter(alerts__contains=" poll ").exists()


PHONES = (
    Action("see a phone that is rung", only(AUTHOR), app("GET", _PUSH),
           shows("https://push.example/amina"), **_APP),
    Action("have a phone rung for more", only(AUTHOR),
           app("PUT", _PUSH, data={"alerts": {"poll": True}}), stands(_rings_for_polls), **_APP),
    Action("have one's own phone rung", SIGNED_IN,
           app("POST", _PUSH, data={"alerts": {"poll": True}},
               subscription=PhoneDevice("https://push.example/own").subscription()),
           stands(_rings_for_polls), **_APP),
)  # fmt: skip

TABLE = (*DRAFTS, *PICTURES, *POSTS, *VOICES, *CREDENTIALS, *ROOMS, *REVIEWS, *CHATS, *PHONES)
assert ASKED != HELD
