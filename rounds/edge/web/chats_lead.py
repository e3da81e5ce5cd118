"""The hosts' tools of a live chat: next prompt, extend, close; pin and hide posts with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rounds.base.errors import Invalid, NotFound
from rounds.base.ids import parse_id
from rounds.edge.web.chats_shown import cards_of, head_of
from rounds.edge.web.reader import go_on, needs_reader
from rounds.gatherings import moderate, prompts, queries
from rounds.gatherings.extend import extend
from rounds.gatherings.models import Gathering
from rounds.identity.models import Account

EXTENSIONS = (5, 10, 15, 30)


def _hosted(reader: Account, chat: int) -> Gathering:
    gathering = queries.gathering_by_id(parse_id(chat) or 0)
    queries.check_hosts(reader, gathering)
    return gathering


def _number(request: HttpRequest, name: str) -> int | None:
    """The field `name` as a number of at most four digits."""
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 5 else None


@require_POST
@needs_reader
def next_prompt(request: HttpRequest, reader: Account, chat: int) -> HttpResponse:
    """Post the next prompt now: the one that the form showed, or none."""
    gathering = _hosted(reader, chat)
    shown = _number(request, "prompt")
    try:
        prompt = prompts.next_prompt_now(reader, gathering, shown)
    except prompts.NotNext as refusal:
        messages.warning(request, str(refusal))
        return go_on(request, f"/chats/{gathering.pk}")
    if prompt.kept_code:
        messages.warning(
            request, _("The gate kept Q%d back. Its draft waits for the host.") % prompt.number
        )
    else:
        messages.success(request, _("Q%d is out.") % prompt.number)
    return go_on(request, f"/chats/{gathering.pk}")


@require_POST
@needs_reader
def more_time(request: HttpRequest, reader: Account, chat: int) -> HttpResponse:
    """Move the close and the prompts to come."""
    gathering = _hosted(reader, chat)
    minutes = _number(request, "minutes") or 0
    extend(reader, gathering, minutes, _number(request, "seen"))
    messages.success(request, _("Extended by %d minutes; prompts to come moved with it.") % minutes)
    return go_on(request, f"/chats/{gathering.pk}")


@require_http_methods(["GET", "POST"])
@needs_reader
def close(request: HttpRequest, reader: Account, chat: int) -> HttpResponse:
    """Ask once, then close the chat."""
    gathering = _hosted(reader, chat)
    if request.method != "POST":
        context = {"head": head_of(reader, gathering), "left": len(queries.unposted(gathering))}
        return render(request, "chats/close.html", context)
    prompts.close_now(reader, gathering)
    messages.success(
        request, _("The chat is closed. Its transcript is below; its tag keeps collecting.")
    )
    return go_on(request, f"/chats/{gathering.pk}")


@require_http_methods(["GET", "POST"])
@needs_reader
def one_post(request: HttpRequest, reader: Account, chat: int, post: int) -> HttpResponse:
    """Pin or hide one post of the chat, or undo it."""
    gathering = _hosted(reader, chat)
    row = queries.collected_post(gathering, parse_id(post) or 0)
    if request.method == "POST":
        try:
            return _done(request, reader, gathering, row.post_id)
        except Invalid as refusal:
            wrong, status = str(refusal), 422
    else:
        wrong, status = "", 200
    context = {
        "head": head_of(reader, gathering),
        "row": row,
        "post": cards_of(reader, [row.post_id]).get(row.post_id),
        "own": row.author_id in queries.host_ids(gathering),
        "reason": request.POST.get("reason", ""),
        "wrong": wrong,
    }
    return render(request, "chats/one_post.html", context, status=status)


def _done(
    request: HttpRequest, reader: Account, gathering: Gathering, post_id: int
) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "hide":
        moderate.hide(reader, gathering, post_id, request.POST.get("reason", ""))
        messages.success(request, _("The post is off the page. Its author sees your reason."))
        return go_on(request, f"/chats/{gathering.pk}")
    verbs = {
        "pin": (moderate.pin, _("The post is pinned.")),
        "unpin": (moderate.unpin, _("The post is no longer pinned.")),
        "unhide": (moderate.unhide, _("The post is back on the page.")),
    }
    if act not in verbs:
        raise NotFound
    verb, done = verbs[act]
    verb(reader, gathering, post_id)
    messages.success(request, done)
    return go_on(request, f"/chats/{gathering.pk}#post-{post_id}")


@require_http_methods(["GET"])
@needs_reader
def lead(request: HttpRequest, reader: Account, chat: int) -> HttpResponse:
    """What the hosts pinned and hid, each with the way back."""
    gathering = _hosted(reader, chat)
    rows = [r for r in queries.collected(gathering) if r.pinned_at or r.hidden_at]
    rows = [row for row in rows if row.withdrawn_at is None and row.withheld_at is None]
    found = cards_of(reader, [row.post_id for row in rows])
    context = {
        "head": head_of(reader, gathering),
        "pinned": [(row, found.get(row.post_id)) for row in rows if row.pinned_at],
        "hidden": [(row, found.get(row.post_id)) for row in rows if row.hidden_at],
    }
    return render(request, "chats/lead.html", context)


urlpatterns = [
    path("chats/<int:chat>/next", next_prompt),
    path("chats/<int:chat>/extend", more_time),
    path("chats/<int:chat>/close", close),
    path("chats/<int:chat>/lead", lead),
    path("chats/<int:chat>/posts/<int:post>", one_post),
]
