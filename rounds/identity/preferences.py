"""How somebody likes to write and read: what stands ready in the compose form."""

from dataclasses import asdict, dataclass

from django.db import transaction

from rounds.base.errors import Invalid
from rounds.identity.emails import is_confirmed
from rounds.identity.models import Account, User

VISIBILITIES = ("public", "unlisted", "private", "direct")
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What to change; None leaves as it is."""

    default_visibility: str | None = None
    default_sensitive: bool | None = None
    default_language: str | None = None
    locale: str | None = None
    time_zone: str | None = None
    theme: str | None = None
    chat_mails: bool | None = None


@transaction.atomic
def revise_preferences(user: User, preferences: Preferences) -> None:
    """Change what `preferences` names.

    Errors: Invalid for a visibility or theme that isn't one.
    """
    if preferences.default_visibility not in (None, *VISIBILITIES):
        raise Invalid("A visibility is public, unlisted, private or direct.", "privacy")
    if preferences.theme not in (None, *THEMES):
        raise Invalid("A theme is auto, light or dark.", "theme")
    named = {name: value for name, value in asdict(preferences).items() if value is not None}
    if len(named.get("default_language", "")) > 12:
        raise Invalid("A language is a code such as en or pt.", "language")
    for name, value in named.items():
        setattr(user, name, value)
    if named:
        user.save(update_fields=list(named))


def prefer_licence(account: Account, licence: str) -> None:
    """Put what `account` writes from now on under `licence` (an SPDX id) unless it says otherwise."""
    account.default_licence = licence
    account.save(update_fields=["default_licence"])


def user_who_wants_chat_mails(account: Account) -> User | None:
    """The sign-in to write to when a chat that `account` comes to is near; None for nobody."""
    rows = User.objects.filter(account=account, chat_mails=True, is_active=True)
    return next((user for user in rows if is_confirmed(user)), None)
