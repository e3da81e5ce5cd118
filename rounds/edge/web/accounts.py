"""Pages around signing up that allauth has none for: waiting to be let in, letting people in, inviting."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rounds.base.errors import NotFound
from rounds.edge.web.reader import needs_reader
from rounds.identity.admission import let_in, list_waiting, turn_away
from rounds.identity.invitations import end_invitation, invite, list_invitations
from rounds.identity.models import Account
from rounds.identity.names import list_unnamed_doctors
from rounds.identity.queries import account_by_id

View = Callable[..., HttpResponse]
_MOST_USES = 1000


class RefusedForms:
    """Answer 422 where allauth shows a refused form again, as every other page here does."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        """The same page; its status says whether what was sent was taken."""
        form = (response.context_data or {}).get("form")
        if (
            request.method == "POST"
            and response.status_code == 200
            and getattr(form, "errors", None)
        ):
            response.status_code = 422
        return response


def needs_moderator(view: View) -> View:
    """Let moderators in; to everybody else the page is not there."""

    @needs_reader
    @wraps(view)
    def guarded(request: HttpRequest, reader: Account, /, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not user.is_moderator:
            raise NotFound
        return view(request, reader, **kwargs)

    return guarded


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Told to a newcomer whom no moderator has let in yet."""
    return render(request, "account/waiting.html")


@require_safe
@needs_moderator
def newcomers(request: HttpRequest, reader: Account) -> HttpResponse:
    """Who waits, who is invited, and which doctors have not said that their name is their own."""
    context = {
        "waiting": list_waiting(),
        "unnamed": list_unnamed_doctors(),
        "invitations": list_invitations(),
    }
    return render(request, "account/newcomers.html", context)


def _tell(email: str, template: str, **words: Any) -> None:
    get_adapter().send_mail(f"account/email/{template}", email, words)


@require_POST
@needs_moderator
def answer_newcomer(request: HttpRequest, reader: Account, account_id: int) -> HttpResponse:
    """Let somebody in, or turn the request away; either way they are told by e-mail."""
    account = account_by_id(account_id)
    if request.POST.get("answer") == "in":
        user = let_in(account)
        _tell(user.email, "let_in", name=account.shown_name)
        messages.success(
            request, _("%(name)s can log in now and has been told.") % {"name": account.shown_name}
        )
    elif request.POST.get("answer") == "away":
        _tell(turn_away(account), "turned_away", name=account.shown_name)
        messages.success(
            request,
            _("The request is deleted, and %(name)s has been told.") % {"name": account.shown_name},
        )
    return redirect("/moderation/newcomers")


@require_POST
@needs_moderator
def make_invitation(request: HttpRequest, reader: Account) -> HttpResponse:
    """A new code, shown on the page of newcomers."""
    given = request.POST.get("uses", "")
    uses = min(int(given), _MOST_USES) if given.isdecimal() and len(given) < 6 else 1
    made = invite(reader, note=request.POST.get("note", ""), max_uses=max(uses, 1))
    messages.success(request, _("The invitation is %(code)s.") % {"code": made.code})
    return redirect("/moderation/newcomers")


@require_POST
@needs_moderator
def close_invitation(request: HttpRequest, reader: Account, invitation_id: int) -> HttpResponse:
    """Let a code be used no more."""
    end_invitation(invitation_id)
    messages.success(request, _("Nobody else can sign up with this invitation."))
    return redirect("/moderation/newcomers")


urlpatterns = [
    path("accounts/waiting/", waiting, name="waiting"),
    path("moderation/newcomers", newcomers),
    path("moderation/newcomers/<int:account_id>", answer_newcomer),
    path("moderation/invitations", make_invitation),
    path("moderation/invitations/<int:invitation_id>/end", close_invitation),
]
