"""The rooms of the settings: where each stands, what it is called, what is inside."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Room:
    """One part of the settings."""

    href: str
    icon: str
    name: str | Promise
    inside: str | Promise


ROOMS = (
    Room("/settings/profile", "user", _("Profile"), _("Name, role, what others read about you")),
    Room("/settings/credentials", "shield-check", _("Credentials"), _("What others have confirmed about you")),
    Room("/settings/account", "key-round", _("Account"), _("E-mail address, password, second step")),
    Room("/settings/preferences", "languages", _("Preferences"), _("Language, time zone, how you write")),
    Room("/settings/ringing", "bell", _("On this device"), _("What this browser tells you while the page is closed")),
    Room("/settings/interests", "file-text", _("Interests"), _("Who pays you or gave you something, with dates")),
    Room("/settings/representatives", "megaphone", _("Representatives"), _("Who speaks in the name of an organisation")),
    Room("/settings/people", "users", _("People"), _("Requests, followers, muted and blocked")),
    Room("/settings/filters", "filter", _("Filters"), _("Words you want to be warned of, or not to see")),
    Room("/settings/apps", "smartphone", _("Apps"), _("Which apps may act for you")),
    Room("/settings/data", "download", _("Your data"), _("Take a copy of what is yours, or bring posts in")),
    Room("/takedowns", "file-text", _("Claims on your posts"), _("What others claim, and your answer")),
    Room("/settings/close", "trash-2", _("Close the account"), _("Leave, and take your posts with you")),
)  # fmt: skip
