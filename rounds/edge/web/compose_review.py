"""The composer where teaching is mended: a correction of one's own post, a new version for reviewers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.text import plain
from rounds.edge.web.compose import Desk, desk_page
from rounds.edge.web.composing import typed_of
from rounds.edge.web.pictures import pictures_of
from rounds.edge.web.reader import go_on, needs_reader
from rounds.edge.web.reopened import typed_of_kept, typed_of_post
from rounds.gate import keep as drafts
from rounds.gate.draft import Draft
from rounds.gate.finding import Confirmation
from rounds.gate.models import DraftState, KeptDraft, Manuscript
from rounds.gate.outcome import Released
from rounds.gate.review.author import ask_review_of_post, send_version
from rounds.gate.review.correct import correct
from rounds.gate.review.manuscripts import confirmed_in, draft_in, latest
from rounds.gate.review.queries import Part, readable_manuscript
from rounds.gate.review.rules import CORRECTION_WORDS, LONGEST_LINE, LONGEST_WORDS, CorrectionKind
from rounds.gate.reviews import State
from rounds.identity.models import Account
from rounds.posts.queries import own_post


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, _(words)) for kind, words in CORRECTION_WORDS.items()]


def _kind_in(request: HttpRequest) -> CorrectionKind:
    try:
        return CorrectionKind(request.POST.get("correction_kind", ""))
    except ValueError:
        raise Invalid(_("Choose how far the correction goes."), "correction_kind") from None


@require_http_methods(["GET", "POST"])
@needs_reader
def correct_post(request: HttpRequest, reader: Account, post_id: int) -> HttpResponse:
    """Correct one's own teaching: the new words, how far they go, and why."""
    post = own_post(reader, post_id)
    if not post.teaching or post.boost_of_id is not None:
        raise NotFound
    kept = _kept_for(reader, post_id, plain(request.GET.get("draft", "")))
    if kept is not None and kept.state == DraftState.RELEASED:
        return go_on(request, f"/@{reader.handle}/{post_id}/versions")

    def send(draft: Draft, confirmed: list[Confirmation]) -> HttpResponse:
        outcome = correct(
            reader, post_id, draft, _kind_in(request), why=request.POST.get("why", ""),
            confirmed=confirmed, vouched=request.POST.get("vouched") == "1",
            code=kept.code if kept else "",
        )  # fmt: skip
        if not isinstance(outcome, Released):
            raise Refused(_("The gate asks about this text. Look at what it found."))
        words = _("Your correction is out. Whoever answered, saved or boosted the post is told.")
        messages.success(request, words)
        return go_on(request, f"/@{reader.handle}/{post_id}/versions")

    said = {
        "kind": request.POST.get("correction_kind", ""), "why": request.POST.get("why", ""),
        "kinds": _kinds(), "longest": LONGEST_LINE,
    }  # fmt: skip
    desk = Desk(
        f"/posts/{post_id}/correct" + (f"?draft={kept.code}" if kept else ""),
        _("Correct this post"), kept=kept, revises=post_id, sends=send,
        press=_("Publish the correction"), more={"correction": said},
    )  # fmt: skip
    typed = typed_of_kept(reader, kept) if kept else typed_of_post(reader, post)
    return desk_page(request, reader, desk, typed)


def _kept_for(reader: Account, post_id: int, code: str) -> KeptDraft | None:
    """The edit that waits for its reason, begun in an app or before."""
    if not code:
        return None
    kept = drafts.readable_draft(reader, code)
    if post_id not in {kept.revises, kept.post_id}:
        raise NotFound
    return kept


def _own_draft(reader: Account, manuscript_id: int) -> Manuscript:
    place = readable_manuscript(reader, manuscript_id)
    found = place.manuscript
    if place.part is not Part.AUTHOR or found.state != State.TO_REVISE or found.post_id:
        raise NotFound
    return found


@require_http_methods(["GET", "POST"])
@needs_reader
def revise_manuscript(request: HttpRequest, reader: Account, manuscript_id: int) -> HttpResponse:
    """Write the new version of a draft under review, and answer the reviewers."""
    manuscript = _own_draft(reader, manuscript_id)
    version = latest(manuscript)
    draft = draft_in(version)
    if draft is None:
        raise NotFound

    def send(made: Draft, confirmed: list[Confirmation]) -> HttpResponse:
        answer, vouched = request.POST.get("answer", ""), request.POST.get("vouched") == "1"
        send_version(reader, manuscript_id, made, answer, confirmed=confirmed, vouched=vouched)
        messages.success(request, _("Your reviewers have the new version."))
        return go_on(request, f"/reviews/{manuscript_id}")

    more: dict[str, Any] = {
        "answering": {"answer": request.POST.get("answer", ""), "longest": LONGEST_WORDS,
                      "reason": manuscript.reason},
    }  # fmt: skip
    desk = Desk(
        f"/reviews/{manuscript_id}/revise", _("A new version"), sends=send,
        press=_("Send the new version"), more=more,
    )  # fmt: skip
    words = tuple(f"{word.kind} {word.digest}" for word in confirmed_in(version))
    return desk_page(
        request, reader, desk, typed_of(draft, pictures_of(reader, draft.media), words)
    )


@require_POST
@needs_reader
def ask_for_review(request: HttpRequest, reader: Account, post_id: int) -> HttpResponse:
    """Have one's own published teaching post reviewed as it stands."""
    try:
        made = ask_review_of_post(reader, post_id)
    except (Invalid, Refused) as refusal:
        messages.error(request, _(str(refusal)))
        return go_on(request, f"/@{reader.handle}/{post_id}")
    messages.success(request, _("This version waits for an editor."))
    return go_on(request, f"/reviews/{made.pk}")


urlpatterns = [
    path("posts/<id:post_id>/correct", correct_post),
    path("posts/<id:post_id>/ask-review", ask_for_review),
    path("reviews/<id:manuscript_id>/revise", revise_manuscript),
]
