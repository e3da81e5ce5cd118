"""The step of a log-in at which a newcomer waits for a moderator."""

from typing import Any

from allauth.account.stages import LoginStage
from django.http import HttpResponse, HttpResponseRedirect


class ApprovalStage(LoginStage):  # type: ignore[misc]
    """Lets everybody on but those whom no moderator has let in yet: they are told, and not logged in."""

    key = "approval"
    urlname = "waiting"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """The page that says so, or nothing; and whether the log-in goes on."""
        user: Any = self.login.user
        if user is None or user.approved:
            return None, True
        return HttpResponseRedirect("/accounts/waiting/"), False
