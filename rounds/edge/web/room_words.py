"""Sentences of the rooms that pages show in the reader's language.

Rooms speak English, since apps and the command line read them, too. Pages pass them through
`gettext`; they are named here so that the translators' catalogue knows them.
"""

from django.utils.translation import gettext_noop as _

ROOM_WORDS = (
    _("Role not stated"),
    _("Prospective student"),
    _("Medical student"),
    _("Doctor in training"),
    _("Consultant or specialist"),
    _("General practitioner"),
    _("Nurse or midwife"),
    _("Allied health professional"),
    _("Scientist or educator"),
    _("Patient or public"),
    _("Organisation"),
    _("Society"),
    _("School or university"),
    _("Hospital or trust"),
    _("Regulator"),
    _("Charity"),
    _("Journal"),
    _("Industry"),
    _("A username holds letters, digits and underscores, at most 30. Choose another."),
    _("This username is kept for the server itself. Choose another."),
    _("This username is taken. Choose another."),
    _("This invitation is unknown, used up or has expired. Ask for a new one."),
    _("You say that you are a doctor, and not yet whether the name shown is your own."),
    _("Confirm that the name shown is your own, or choose a role that doesn't say 'doctor'."),
    _("You say that you are a doctor under a name that isn't your own."),
    _("Show your own name, or choose a role that doesn't say 'doctor'."),
)
