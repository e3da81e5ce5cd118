"""Ask one moderator to look at a held draft: the form under the draft, and again after a refusal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from rounds.base.errors import Invalid
from rounds.base.ids import parse_id
from rounds.gate import hold
from rounds.identity.models import Account


def ask_reviewer(request: HttpRequest, reader: Account, code: str) -> HttpResponse:
    """Name the one person who may read the draft `code`; a refusal keeps what was typed."""
    sent = request.POST
    chosen = parse_id(sent.get("reviewer", "")) or 0
    try:
        hold.ask_reviewer(reader, code, chosen, sent.get("question", ""))
    except Invalid as refusal:
        context = {
            "code": code, "reviewers": hold.list_reviewers(reader), "chosen": chosen,
            "question": sent.get("question", ""), "wrong": _(str(refusal)),
        }  # fmt: skip
        return render(request, "compose/ask_reviewer.html", context, status=422)
    messages.success(request, _("They can read this draft now; nobody else can."))
    return HttpResponseRedirect(f"/d/{code}", status=303)
