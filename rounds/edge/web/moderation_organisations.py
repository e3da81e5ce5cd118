"""Moderation: what kind of organisation each account is, and who said so."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rounds.base.errors import Invalid, NotFound
from rounds.base.ids import parse_id
from rounds.edge.web.accounts import needs_moderator
from rounds.identity.kinds import LONGEST_REASON, list_organisations, set_kind
from rounds.identity.models import Account
from rounds.identity.roles import ORGANISATION_WORDS, OrganisationKind

HERE = "/moderation/organisations"


def kind_words(kind: str) -> str:
    """The kind of an organisation in the reader's language; a dash for none."""
    words = ORGANISATION_WORDS[OrganisationKind(kind)]
    return _(words) if words else "–"


def _rows(reader: Account) -> list[dict[str, Any]]:
    return [
        {
            "account": account,
            "kind": kind_words(account.organisation_kind),
            "is_company": account.organisation_kind == OrganisationKind.INDUSTRY,
            "is_me": account.pk == reader.pk,
            "changes": [(kind_words(one.was), kind_words(one.kind), one) for one in changes],
        }
        for account, changes in list_organisations(reader)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@needs_moderator
def organisations(request: HttpRequest, reader: Account) -> HttpResponse:
    """Every organisation here with its kind and how that changed; a moderator sets it, and says why."""
    said: dict[str, Any] = {"id": None, "kind": "", "reason": "", "wrong": ""}
    if request.method == "POST":
        account_id = parse_id(request.POST.get("account", ""))
        if account_id is None:
            raise NotFound
        kind, reason = request.POST.get("kind", ""), request.POST.get("reason", "")
        never_was = request.POST.get("never_was") == "1"
        try:
            changed = set_kind(reader, account_id, kind, reason, never_was=never_was)
        except Invalid as refusal:
            said = {"id": account_id, "kind": kind, "reason": reason, "never_was": never_was}
            said["wrong"] = _(str(refusal))
        else:
            words = _("@%(handle)s is shown as: %(kind)s.")
            told = {"handle": changed.handle, "kind": kind_words(changed.organisation_kind)}
            messages.success(request, words % told)
            return redirect(HERE)
    kinds = [(kind.value, _(words)) for kind, words in ORGANISATION_WORDS.items() if words]
    context = {"rows": _rows(reader), "said": said, "kinds": kinds, "longest": LONGEST_REASON}
    page = "moderation/organisations.html"
    return render(request, page, context, status=422 if said["wrong"] else 200)


urlpatterns = [path("moderation/organisations", organisations)]
