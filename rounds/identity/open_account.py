"""Open an account here."""

import re
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from rounds.base.errors import Invalid
from rounds.identity.facts import AccountOpened
from rounds.identity.models import Account, Invitation, User
from rounds.identity.names import check_shown_name
from rounds.identity.roles import AgeBand, Role
from rounds.identity.shown_names import NOTHING_SEEN, clean_shown_name
from rounds.ledger.record import record

_USERNAME = re.compile(r"[a-z0-9_]+([a-z0-9_.-]+[a-z0-9_]+)?", re.IGNORECASE)
_RESERVED = frozenset(
    "about accounts admin administrator api auth chats compose explore help home local login media "
    "moderator nodeinfo notifications oauth root rounds search settings signup static support tags "
    "users webfinger www".split()
)
USERNAME_LENGTH = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """What somebody says at sign-up. Only the role is asked of everybody; 'unstated' is one."""

    username: str
    email: str
    password: str | None = None
    display_name: str = ""
    role: Role = Role.UNSTATED
    organisation_kind: str = ""
    country: str = ""
    languages: list[str] = field(default_factory=list)
    specialties: list[str] = field(default_factory=list)
    pronouns: str = ""
    uses_own_name: bool | None = None
    age_band: AgeBand = AgeBand.UNSTATED
    reason_for_joining: str = ""
    approved: bool = True
    locale: str = "en-gb"
    time_zone: str = ""


def check_username(username: str) -> str:
    """`username` if it can be a handle here.

    Errors: Invalid, saying what a username may hold, when it can't.
    """
    if not _USERNAME.fullmatch(username) or len(username) > USERNAME_LENGTH:
        raise Invalid(
            "A username holds letters, digits and underscores, at most 30. Choose another.",
            "username",
        )
    if username.lower() in _RESERVED:
        raise Invalid("This username is kept for the server itself. Choose another.", "username")
    return username


def _account(newcomer: Newcomer) -> Account:
    name = clean_shown_name(newcomer.display_name)
    if newcomer.display_name and not name:
        raise Invalid(NOTHING_SEEN, "display_name")
    check_shown_name(name, newcomer.role)
    try:
        with transaction.atomic():
            return Account.objects.create(
                username=check_username(newcomer.username),
                display_name=name,
                role=newcomer.role,
                organisation_kind=newcomer.organisation_kind,
                country=newcomer.country,
                languages=newcomer.languages,
                specialties=newcomer.specialties,
                pronouns=newcomer.pronouns,
                uses_own_name=newcomer.uses_own_name,
            )
    except IntegrityError as error:
        raise Invalid("This username is taken. Choose another.", "username") from error


@transaction.atomic
def open_account(
    newcomer: Newcomer, *, user: User | None = None, invitation: Invitation | None = None
) -> Account:
    """Open an account for `newcomer`; `user` is the sign-in when the sign-up page made it already.

    Errors: Invalid (field 'username', 'display_name' or 'email') when the name can't be had.
    """
    account = _account(newcomer)
    if user is None:
        if User.objects.filter(email__iexact=newcomer.email).exists():
            raise Invalid("This e-mail address already has an account. Sign in.", "email")
        user = User.objects.create_user(newcomer.email, newcomer.password)
    user.account = account
    user.age_band = newcomer.age_band
    user.reason_for_joining = newcomer.reason_for_joining
    user.approved = newcomer.approved
    user.locale = newcomer.locale
    user.time_zone = newcomer.time_zone
    user.invitation = invitation
    user.save()
    record(AccountOpened(actor=account.id, subject=account.id, role=newcomer.role))
    return account
