"""allauth's forms with our words: what is asked, and why."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, tuple[str | Promise, str | Promise]]
_LENGTH = _("At least 10 characters. Several words are easy to remember and hard to guess.")
_ADDRESS: Words = {"email": (_("E-mail address"), "")}
_NEW: Words = {
    "password1": (_("New password"), _LENGTH),
    "password2": (_("New password again"), ""),
}


class _WithWords:
    """Gives fields their label and help from `words`."""

    words: ClassVar[Words] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in self.words.items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].help_text = help_text


class LogInForm(_WithWords, account.LoginForm):  # type: ignore[misc]
    words: ClassVar[Words] = {"login": (_("E-mail address"), ""), "password": (_("Password"), "")}


class AddressForm(_WithWords, account.AddEmailForm):  # type: ignore[misc]
    words: ClassVar[Words] = {"email": (_("New address"), _("We send a link there; the address changes when you open it."))}  # fmt: skip


class PasswordChangeForm(_WithWords, account.ChangePasswordForm):  # type: ignore[misc]
    words: ClassVar[Words] = {"oldpassword": (_("Current password"), ""), **_NEW}


class PasswordSetForm(_WithWords, account.SetPasswordForm):  # type: ignore[misc]
    words: ClassVar[Words] = _NEW


class ForgottenForm(_WithWords, account.ResetPasswordForm):  # type: ignore[misc]
    words: ClassVar[Words] = _ADDRESS


class PasswordFromLinkForm(_WithWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words: ClassVar[Words] = _NEW


class StillYouForm(_WithWords, account.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar[Words] = {"password": (_("Password"), "")}


class CodeForm(_WithWords, second_step.AuthenticateForm):  # type: ignore[misc]
    words: ClassVar[Words] = {"code": (_("Code"), "")}


class CodeAgainForm(_WithWords, second_step.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar[Words] = {"code": (_("Code of your authenticator app"), "")}


class AppOnForm(_WithWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    words: ClassVar[Words] = {"code": (_("Code the app shows now"), "")}


class KeyForm(_WithWords, keys.AddWebAuthnForm):  # type: ignore[misc]
    words: ClassVar[Words] = {
        "name": (_("Name of the key"), ""),
        "passwordless": (_("Use it instead of the password"), _("Then it is a passkey: this device asks for your fingerprint, face or PIN.")),
    }  # fmt: skip


class KeyNameForm(_WithWords, keys.EditWebAuthnForm):  # type: ignore[misc]
    words: ClassVar[Words] = {"name": (_("Name of the key"), "")}
