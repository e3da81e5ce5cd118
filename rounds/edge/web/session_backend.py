"""Who a session belongs to: nobody, once the account is suspended or closed.

A suspension ends sessions that were open before it, as it ends the tokens of apps: without this a
suspended moderator would keep the moderators' rooms until they logged out.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class SessionBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's own, which knows nothing of suspensions."""

    def get_user(self, user_id: Any) -> Any:
        """The user of a session; None where the account may no longer be used."""
        user = super().get_user(user_id)
        account = user.account if user is not None else None
        return user if account is None or account.suspended_at is None else None
