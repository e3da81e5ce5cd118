"""What this server tells allauth: who may sign up, who may come in, how its e-mail sounds."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from rounds.base.callers import address_of_caller

APPROVAL = "rounds.edge.web.approval.ApprovalStage"
CONFIRMATION = "allauth.account.stages.EmailVerificationStage"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Registration as the server is configured, and sentences that say what to do next."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed for now. Write to the people who run this server."),
        "email_password_mismatch": _("The e-mail address or the password is not right. Try again, or ask for a new password."),
        "too_many_login_attempts": _("That was tried too often. Wait five minutes, or ask for a new password."),
        "incorrect_password": _("This is not your password. Try again, or ask for a new one."),
        "enter_current_password": _("This is not your current password. Try again."),
        "email_taken": _("This e-mail address already has an account. Log in, or ask for a new password."),
        "duplicate_email": _("This is your address already."),
        "incorrect_code": _("This code is not right, or it has run out. Take the one shown now."),
        "rate_limited": _("That was a lot in a short time. Wait a minute, then go on."),
        "invalid_password_reset": _("This link has been used, or it has run out. Ask for a new one."),
    }  # fmt: skip

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether anybody may ask for an account here at all."""
        return bool(settings.ROUNDS.registration != "closed")

    def get_login_stages(self) -> list[str]:
        """allauth's steps, and after the e-mail address is confirmed, a moderator's word."""
        stages: list[str] = super().get_login_stages()
        stages.insert(stages.index(CONFIRMATION) + 1, APPROVAL)
        return stages

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:
        """Keep a suspended account out; it is told where to write to."""
        account = user.account
        if account is None or account.suspended_at is not None:
            found: HttpResponse = self.respond_user_inactive(request, user)
            return found
        answer: HttpResponse | None = super().pre_login(request, user, **more)
        return answer

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits count: behind the proxy people are not one caller."""
        return address_of_caller(request.META)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send plain words signed with this server's name."""
        ours = {"site_name": settings.ROUNDS.name, "base_url": settings.BASE_URL}
        super().send_mail(template_prefix, email, context | ours)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The name under which an authenticator app keeps the code."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Your log-in has a second step. Switch it off, change the address, and switch it on again."),
        "unverified_email": _("Confirm your e-mail address first; then the second step can be switched on."),
        "incorrect_code": _("This code is not right, or it has run out. Take the one shown now."),
    }  # fmt: skip

    def get_totp_issuer(self) -> str:
        """This server's name."""
        return str(settings.ROUNDS.name)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """This server, as a passkey knows it."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.ROUNDS.name}
