"""Signing up from an app, with every complaint in the shape that apps know."""

from collections.abc import Iterator
from datetime import date

import msgspec
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid, RoundsError
from rounds.edge.mastodon.api import JSON, Call, endpoint
from rounds.edge.mastodon.errors import ApiError
from rounds.edge.mastodon.limits import SIGN_UPS
from rounds.gate.own_words import check_first_words
from rounds.identity import emails, grant
from rounds.identity.invitations import spend_invitation
from rounds.identity.models import User
from rounds.identity.open_account import Newcomer, check_username, open_account
from rounds.identity.queries import account_by_handle
from rounds.identity.roles import AgeBand

Complaint = tuple[str, str, str]
_PASSWORD_CODES = {"password_too_short": "ERR_TOO_SHORT", "password_too_long": "ERR_TOO_LONG"}


class SignUp(msgspec.Struct):
    """What an app asks somebody who signs up."""

    username: str = ""
    email: str = ""
    password: str = ""
    agreement: bool = False
    locale: str = "en"
    reason: str = ""
    date_of_birth: str | None = None
    time_zone: str = ""
    invite_code: str = ""


def _username(name: str) -> Iterator[Complaint]:
    if not name:
        yield "username", "ERR_BLANK", "can't be blank"
        return
    try:
        check_username(name)
    except Invalid as error:
        code = "ERR_RESERVED" if "kept for" in str(error) else "ERR_INVALID"
        yield "username", code, str(error)
        return
    try:
        account_by_handle(name)
    except RoundsError:
        return
    yield "username", "ERR_TAKEN", "has already been taken"


def _email(address: str) -> Iterator[Complaint]:
    if not address:
        yield "email", "ERR_BLANK", "can't be blank"
        return
    try:
        validate_email(address)
    except ValidationError:
        yield "email", "ERR_INVALID", "is invalid"
        return
    if emails.address_taken(address):
        yield "email", "ERR_TAKEN", "has already been taken"


def _password(said: SignUp) -> Iterator[Complaint]:
    if not said.password:
        yield "password", "ERR_BLANK", "can't be blank"
        return
    try:
        validate_password(said.password, User(email=said.email))
    except ValidationError as error:
        for one in error.error_list:
            code = _PASSWORD_CODES.get(str(one.code), "ERR_INVALID")
            yield "password", code, " ".join(one.messages)


def _age(said: SignUp) -> int | None:
    """Full years since the day of birth, or None where no day was said.

    Errors: ValueError for what is no day.
    """
    if not said.date_of_birth:
        return None
    born, today = date.fromisoformat(said.date_of_birth), clock.now().date()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _birthday(said: SignUp) -> Iterator[Complaint]:
    """Where there is a youngest age, a day that is left out can't be old enough."""
    youngest: int = settings.ROUNDS.minimum_age
    try:
        age = _age(said)
    except ValueError:
        yield "date_of_birth", "ERR_INVALID", "is invalid"
        return
    if age is None:
        if youngest:
            yield "date_of_birth", "ERR_BLANK", "can't be blank"
        return
    if age < youngest:
        yield "date_of_birth", "ERR_BELOW_LIMIT", "is below the age limit"


def _band(said: SignUp) -> AgeBand:
    """The band alone is kept; the day of birth is forgotten at once."""
    age = _age(said)
    if age is None:
        return AgeBand.UNSTATED
    if age < 16:
        return AgeBand.UNDER_16
    return AgeBand.FROM_16_TO_17 if age < 18 else AgeBand.ADULT


def _first_words(username: str) -> Iterator[Complaint]:
    try:
        check_first_words({}, username)
    except Invalid as refusal:
        yield "username", "ERR_INVALID", f"is invalid: {refusal}"


def _complaints(said: SignUp) -> list[Complaint]:
    found = [
        *_username(said.username), *_first_words(said.username), *_email(said.email), *_password(said), *_birthday(said),
    ]  # fmt: skip
    if not said.agreement:
        found.append(("agreement", "ERR_ACCEPTED", "must be accepted"))
    if settings.ROUNDS.registration == "approval" and not said.reason.strip():
        found.append(("reason", "ERR_BLANK", "can't be blank"))
    return found


def _refuse(found: list[Complaint]) -> None:
    """Errors: ApiError 422 with each complaint under its field, where there is any."""
    if not found:
        return
    details: dict[str, list[dict[str, str]]] = {}
    for name, code, words in found:
        details.setdefault(name, []).append({"error": code, "description": words})
    shown = ", ".join(f"{name.replace('_', ' ').capitalize()} {words}" for name, _, words in found)
    raise ApiError(422, f"Validation failed: {shown}", details=details)


@transaction.atomic
def _open(said: SignUp) -> User:
    mode = settings.ROUNDS.registration
    invitation = None
    if said.invite_code or mode == "invitation":
        invitation = spend_invitation(said.invite_code)
    newcomer = Newcomer(
        username=said.username,
        email=said.email,
        password=said.password,
        age_band=_band(said),
        reason_for_joining=said.reason.strip()[:2000],
        approved=mode != "approval" or invitation is not None,
        locale="de" if said.locale.startswith("de") else "en-gb",
        time_zone=said.time_zone[:64],
    )
    user: User = open_account(newcomer, invitation=invitation).user
    emails.note_address(user, confirmed=not emails.must_confirm())
    return user


@endpoint(
    "POST", "/api/v1/accounts", scope="write:accounts", needs="app", body=SignUp, limit=SIGN_UPS
)
def sign_up(call: Call[SignUp]) -> JSON:
    """Open an account; gives a token, good as soon as the account may be used."""
    if settings.ROUNDS.registration == "closed" or call.viewer is not None:
        raise ApiError(403, "This action is not allowed")
    _refuse(_complaints(call.params))
    user = _open(call.params)
    if emails.must_confirm():
        emails.ask_to_confirm(call.request, user)
    app = grant.app_by_id(call.caller.app_id if call.caller else None)
    scopes = sorted(call.scopes)
    return {
        "access_token": grant.issue_token(user, app, scopes),
        "token_type": "Bearer",
        "scope": " ".join(scopes),
        "created_at": int(clock.now().timestamp()),
    }


class Resend(msgspec.Struct):
    """Where to send the link again; another address only before the first was confirmed."""

    email: str | None = None


@endpoint(
    "POST", "/api/v1/emails/confirmations", scope="write:accounts", body=Resend, limit=SIGN_UPS,
    needs="user", even_unconfirmed=True,
)  # fmt: skip
def send_again(call: Call[Resend]) -> JSON:
    """Send the link that confirms the address once more."""
    user = call.user
    if emails.is_confirmed(user):
        raise ApiError(
            403, "This method is only available while the e-mail is awaiting confirmation"
        )
    if call.params.email and call.params.email != user.email:
        _refuse(list(_email(call.params.email)))
        emails.change_unconfirmed(user, call.params.email)
    emails.ask_to_confirm(call.request, user)
    return {}


@endpoint("GET", "/api/v1/emails/check_confirmation", needs="user", even_unconfirmed=True)
def check_confirmation(call: Call[Resend]) -> JSON:
    """Whether the address is confirmed."""
    return emails.is_confirmed(call.user)
