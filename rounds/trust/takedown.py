"""Takedown: somebody claims that a post uses their work; the author can answer; the clock decides.

1. *Claimed*: which post, which work, by what right, in good faith. Somebody without an account
   confirms an e-mail address first; until then nobody sees the claim.
2. A moderator takes the post down meanwhile, or refuses with a reason.
3. The author has 14 days for a counter-notice. Without one the post stays down.
4. With one the claimant has 14 days to show that a court was asked; else the post comes back by itself.

What either side and a moderator write passes the gate first: the other side reads it.
Every step stands in the trail with its date; author, claimant and moderators read it, nobody else.
Facts carry ids alone. The address of a claim names it and opens nothing by itself: members act by their
session, a claimant without an account by a key that goes to the confirmed address alone (kept as digest).

Source: the shape of 17 U.S.C. 512(c)(3) and (g); Digital Services Act (EU) 2022/2065, articles 16, 17, 20.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.turns import PRESSED_TWICE, in_turn
from rounds.gate.checks.across import numbers_across
from rounds.gate.own_words import OF_A_PROFILE
from rounds.gate.review.words import Recognisable, checked
from rounds.identity.models import Account
from rounds.identity.queries import moderators, user_of
from rounds.jobs.queue import later
from rounds.jobs.schedule import each
from rounds.ledger.record import record
from rounds.posts.hide import hide_post, restore_post
from rounds.posts.queries import readable_post
from rounds.trust.facts import TakedownMoved
from rounds.trust.models import Report, ReportAnswer, Step, Takedown, TakedownState

TIME_TO_ANSWER = timedelta(days=14)
TIME_FOR_COURT = timedelta(days=14)
TIME_TO_CONFIRM = timedelta(days=2)
MOST_OPEN = 5
MOST_A_DAY = 10
LONGEST = 2000
LONGEST_NAME = 200
S = TakedownState
# Who claims says how to be reached and where the work stands; a name is the claimant's own.
_OF_A_CLAIM = OF_A_PROFILE - {"age", "recognisable"}
_OF_A_CLAIMANT = OF_A_PROFILE | {"name"}
# What a claim comes to when its time runs out.
_AFTER = {S.UNCONFIRMED: S.LAPSED, S.DOWN: S.UPHELD, S.COUNTERED: S.RESTORED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a claimant says. `email` is for somebody without an account; `vouched` is the word that what
    the gate found in it is nobody's patient."""

    work: str
    right: str
    name: str
    email: str = ""
    good_faith: bool = False
    vouched: bool = False


def _words(value: str, field: str, *, vouched: bool = False) -> str:
    """What somebody says to the other side: it passes the gate like every word that others read.

    Errors: Invalid without words or with too many, as Recognisable where they could identify a patient.
    """
    words = checked(value, LONGEST, field, vouched=vouched, leaves=_OF_A_CLAIM)
    if not words:
        raise Invalid("This is needed.", field)
    return words


def _said(claim: Claim) -> dict[str, str]:
    """The words of a claim, by field.

    Errors: as `_words`; Recognisable for a patient's number over two of them.
    """
    name = checked(claim.name, LONGEST_NAME, "name", leaves=_OF_A_CLAIMANT)
    if not name:
        raise Invalid("This is needed.", "name")
    said = {
        "name": name, "work": _words(claim.work, "work", vouched=claim.vouched),
        "right": _words(claim.right, "right", vouched=claim.vouched),
    }  # fmt: skip
    for found in numbers_across(list(said.items())):
        if not (found.can_confirm and claim.vouched):
            raise Recognisable(found.reason, found.part, can_vouch=found.can_confirm)
    return said


def _check_often(who: dict[str, Any]) -> None:
    mine = Takedown.objects.filter(**who)
    open_ones = mine.exclude(state__in=S.OVER).count()
    today = mine.filter(at__gt=clock.now() - timedelta(days=1)).count()
    if open_ones >= MOST_OPEN:
        raise Refused(f"You have {open_ones} open claims. Wait until one is settled.")
    if today >= MOST_A_DAY:
        raise Refused(f"You made {MOST_A_DAY} claims within a day. Come back tomorrow.")


def _email(value: str) -> str:
    address = value.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Invalid("This is no e-mail address.", "email") from error
    return address


@transaction.atomic
def claim_takedown(claimant: Account | None, post_id: int, claim: Claim) -> Takedown:
    """Claim that a public post uses one's work; a stranger is sent an e-mail to confirm it.

    The same claimed a moment ago (a button pressed twice) is that claim.

    Errors: NotFound for a post that not everybody may read; Invalid for what is missing, as Recognisable
    for words that could identify a patient; Refused past five open claims or ten a day, for one's own
    post, or a second claim on the same post.
    """
    post = readable_post(None, post_id)
    if claimant is not None and claimant.pk == post.author_id:
        raise Refused("This post is yours. You can delete it yourself.")
    if not claim.good_faith:
        raise Invalid(
            "Say that what you write is true, to the best of your knowledge.", "good_faith"
        )
    email = "" if claimant else _email(claim.email)
    who = {"claimant": claimant} if claimant else {"email": email}
    said = _said(claim)
    in_turn("takedown", post.pk)
    if same := _just_claimed(who, post.pk, said):
        return same
    _check_often(who)
    if Takedown.objects.filter(post_id=post.pk, **who).exclude(state__in=S.OVER).exists():
        raise Refused("You have claimed this post already. Wait until that is settled.")
    made = Takedown.objects.create(
        post_id=post.pk, author_id=post.author_id, code=secrets.token_urlsafe(18), **who,
        **said, state=S.WAITING if claimant else S.UNCONFIRMED,
        due_at=None if claimant else clock.now() + TIME_TO_CONFIRM,
    )  # fmt: skip
    _step(made, made.state, claimant)
    if claimant is None:
        later(ask_to_confirm, made.pk)
    return made


def _just_claimed(who: dict[str, Any], post_id: int, said: dict[str, str]) -> Takedown | None:
    since = clock.now() - PRESSED_TWICE
    rows = Takedown.objects.filter(post_id=post_id, at__gte=since, **who, **said)
    return rows.exclude(state__in=S.OVER).first()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _link_with_key(one: Takedown) -> str:
    """The claimant's own link, with a key made for this one e-mail; the earlier ones stay good."""
    key = secrets.token_urlsafe(24)
    with transaction.atomic():
        locked = Takedown.objects.select_for_update(of=("self",)).get(pk=one.pk)
        locked.keys = [*locked.keys, _digest(key)]
        locked.save(update_fields=["keys"])
    return f"{settings.BASE_URL}/takedowns/{one.code}/{key}"


def is_claimant(one: Takedown, viewer: Account | None, key: str = "") -> bool:
    """Whether who asks is the one who claimed: by the account, or by a key of the e-mails."""
    if one.claimant_id is not None:
        return viewer is not None and viewer.pk == one.claimant_id
    return bool(key) and bool(one.email) and _digest(key) in one.keys


def ask_to_confirm(takedown_id: int) -> None:
    """The job: send the link by which a claimant without an account confirms, and follows, the claim."""
    one = Takedown.objects.filter(pk=takedown_id, state=S.UNCONFIRMED).first()
    if one is not None:
        link = _link_with_key(one)
        body = _(
            "Open this page within two days to confirm your claim, and keep it: it shows how things stand."
        )
        send_mail(_("Confirm your claim"), f"{body}\n\n{link}\n", None, [one.email])


def tell_sides(takedown_id: int) -> None:
    """The job: tell both sides by e-mail that a claim has moved, with the link and nothing of its words."""
    one = Takedown.objects.select_related("author", "claimant").filter(pk=takedown_id).first()
    if one is None:
        return
    people = [user_of(account) for account in (one.author, one.claimant) if account]
    plain = f"{settings.BASE_URL}/takedowns/{one.code}"
    letters = [(user.email, plain) for user in people if user]
    letters += [(one.email, _link_with_key(one))] if one.email else []
    body = _(
        "A claim on a post that concerns you has moved. How it stands, until when you can answer, and why:"
    )
    for address, link in letters:
        send_mail(_("A claim on a post"), f"{body}\n\n{link}\n", None, [address])


def _step(one: Takedown, state: str, by: Account | None, words: str = "") -> None:
    Step.objects.create(takedown=one, state=state, by=by, words=words)
    record(TakedownMoved(actor=by.pk if by else 0, subject=one.pk, post=one.post_id, state=state))


def _move(
    one: Takedown, state: str, by: Account | None, *, words: str = "", due: timedelta | None = None
) -> None:
    one.state, one.due_at = state, clock.now() + due if due else None
    one.save(update_fields=["state", "due_at"])
    if state not in {S.WAITING, S.LAPSED}:
        later(tell_sides, one.pk, key=f"takedown:{one.pk}:{state}")
    _step(one, state, by, words)


def _locked(takedown_id: int, *states: str) -> Takedown:
    one = Takedown.objects.select_for_update(of=("self",)).filter(pk=takedown_id).first()
    if one is None or one.state not in states:
        raise NotFound
    return one


@transaction.atomic
def confirm_claim(code: str, key: str) -> None:
    """Confirm the e-mail address of a claim, by the link with the key that was sent there.

    Errors: NotFound for an unknown link, one used already, and one of more than two days.
    """
    found = Takedown.objects.filter(code=code, due_at__gt=clock.now()).first()
    if found is None or not is_claimant(found, None, key):
        raise NotFound
    _move(_locked(found.pk, S.UNCONFIRMED), S.WAITING, None)


def _check_moderator(account: Account, one: Takedown) -> None:
    user = user_of(account)
    if user is None or not (user.is_moderator or user.is_staff):
        raise NotFound
    is_side = account.pk in {one.author_id, one.claimant_id}
    if is_side or (one.email and user.email.lower() == one.email):
        raise Refused("You are a side in this. Another moderator decides.")


@transaction.atomic
def decide_claim(
    moderator: Account, takedown_id: int, *, down: bool, reason: str, vouched: bool = False
) -> None:
    """Take the post down meanwhile, or refuse; the reason is read by both sides.

    Errors: NotFound for anybody but a moderator, or a claim that doesn't wait; Refused for a side;
    Invalid (field 'reason') without one.
    """
    one = _locked(takedown_id, S.WAITING)
    _check_moderator(moderator, one)
    why = _words(reason, "reason", vouched=vouched)
    if not down:
        _move(one, S.REFUSED, moderator, words=why)
        return
    hide_post(one.post_id, moderator.pk)
    _move(one, S.DOWN, moderator, words=why, due=TIME_TO_ANSWER)


@transaction.atomic
def counter(
    author: Account, takedown_id: int, words: str, *, good_faith: bool, vouched: bool = False
) -> None:
    """The author's counter-notice: from here the claimant has 14 days to show that a court was asked.

    Errors: NotFound for anybody but the author, or after 14 days; Invalid for what is missing.
    """
    one = _locked(takedown_id, S.DOWN)
    if one.author_id != author.pk or one.due_at is None or one.due_at < clock.now():
        raise NotFound
    if not good_faith:
        raise Invalid(
            "Say that what you write is true, to the best of your knowledge.", "good_faith"
        )
    said = _words(words, "words", vouched=vouched)
    _move(one, S.COUNTERED, author, words=said, due=TIME_FOR_COURT)


@transaction.atomic
def show_court(
    viewer: Account | None, code: str, words: str, key: str = "", *, vouched: bool = False
) -> None:
    """The claimant names court and case: the post stays down until a moderator closes the claim.

    Errors: NotFound for anybody but the claimant, or after 14 days; Invalid without words.
    """
    one = _locked(takedown_of(viewer, code, key).pk, S.COUNTERED)
    is_author = viewer is not None and viewer.pk == one.author_id
    is_late = (one.due_at or clock.now()) < clock.now()
    if is_author or is_late or not is_claimant(one, viewer, key):
        raise NotFound
    _move(one, S.IN_COURT, viewer, words=_words(words, "words", vouched=vouched))


@transaction.atomic
def close_court(
    moderator: Account, takedown_id: int, *, restore: bool, reason: str, vouched: bool = False
) -> None:
    """End what a court has decided: the post comes back, or stays down for good.

    Errors: as `decide_claim`.
    """
    one = _locked(takedown_id, S.IN_COURT)
    _check_moderator(moderator, one)
    why = _words(reason, "reason", vouched=vouched)
    _end(one, S.RESTORED if restore else S.UPHELD, moderator, why)


def _end(one: Takedown, state: str, by: Account | None, words: str = "") -> None:
    _move(one, state, by, words=words)
    others = Takedown.objects.filter(post_id=one.post_id, state__in=S.HIDING).exclude(pk=one.pk)
    reported = Report.objects.filter(answer=ReportAnswer.HIDE).values_list("post_ids", flat=True)
    is_kept = others.exists() or any(one.post_id in ids for ids in reported)
    if state == S.RESTORED and not is_kept:
        restore_post(one.post_id, by.pk if by else 0)


def act_on_deadlines() -> None:
    """The schedule: what nobody confirmed lapses, what nobody countered stands, what no court has returns."""
    due = Takedown.objects.filter(due_at__lt=clock.now(), state__in=_AFTER)
    each(_end_when_due, list(due.values_list("pk", flat=True)[:200]))


@transaction.atomic
def _end_when_due(pk: int) -> None:
    one = Takedown.objects.select_for_update(of=("self",)).get(pk=pk)
    if one.state in _AFTER and one.due_at and one.due_at < clock.now():
        _end(one, _AFTER[one.state], None)


def takedown_of(viewer: Account | None, code: str, key: str = "") -> Takedown:
    """A claim, for its two sides and moderators; a claimant without an account has the key.

    What nobody confirmed is its claimant's alone.

    Errors: NotFound for everybody else.
    """
    one = Takedown.objects.select_related("author", "claimant").filter(code=code).first()
    if one is None:
        raise NotFound
    is_open = one.state not in {S.UNCONFIRMED, S.LAPSED}
    is_known = viewer is not None and (viewer.pk == one.author_id or viewer in moderators())
    if not is_claimant(one, viewer, key) and not (is_open and is_known):
        raise NotFound
    return one


def claimed_among(post_ids: Iterable[int]) -> set[int]:
    """Those of `post_ids`, here or deleted meanwhile, to which a claim is open or was upheld."""
    rows = Takedown.objects.filter(post_id__in=list(post_ids), state__in=(S.WAITING, *S.HIDING))
    return set(rows.values_list("post_id", flat=True))


def steps_of(one: Takedown) -> list[Step]:
    """The trail, oldest first."""
    return list(Step.objects.filter(takedown=one).select_related("by").order_by("pk"))


def list_about(author: Account) -> list[Takedown]:
    """The claims on posts of `author` that a moderator has acted on, the newest first."""
    rows = Takedown.objects.filter(author=author).exclude(
        state__in=(S.UNCONFIRMED, S.WAITING, S.LAPSED)
    )
    return list(rows.order_by("-pk")[:50])


def list_claims(moderator: Account) -> list[Takedown]:
    """The confirmed claims that are not over, the oldest first.

    Errors: NotFound for anybody but a moderator.
    """
    if moderator not in moderators():
        raise NotFound
    rows = Takedown.objects.exclude(state__in=(*S.OVER, S.UNCONFIRMED))
    return list(rows.select_related("author", "claimant").order_by("pk"))
