"""Writing: the composer's page, its coach while one types, kept drafts, and editing.

Every button posts the whole form. Publishing redirects; anything else shows the form again with
everything that was typed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.base.errors import NotFound, RoundsError
from rounds.base.ids import parse_id
from rounds.base.text import plain
from rounds.edge.web import coaching, composing, picture_findings
from rounds.edge.web.about import offered
from rounds.edge.web.acts import card_of
from rounds.edge.web.asking_reviewer import ask_reviewer
from rounds.edge.web.by_itself import kept_as_sent, kept_by_itself
from rounds.edge.web.carried import carries_words, words_in
from rounds.edge.web.composing import Typed, draft_of, form_of, typed_in, wants
from rounds.edge.web.pictures import newly_sent, sent_before
from rounds.edge.web.previewing import preview_of
from rounds.edge.web.reader import needs_reader
from rounds.edge.web.reopened import typed_of_kept, typed_of_post
from rounds.edge.web.went_out import (
    AlreadyOut,
    answer_outcome,
    go,
    key_of,
    made_already,
    out_before,
)
from rounds.gate import hold
from rounds.gate import keep as drafts
from rounds.gate.case import case_of
from rounds.gate.checks.pictures import of_picture
from rounds.gate.draft import Draft, MediaChange
from rounds.gate.finding import Confirmation, Finding
from rounds.gate.known import writer_of
from rounds.gate.models import DraftState, KeptDraft, Manuscript
from rounds.gate.outcome import Outcome
from rounds.gate.review.author import ask_review
from rounds.gate.settle import must_be_corrected
from rounds.gate.submit import submit, submit_revision
from rounds.gate.verdict import judge
from rounds.gate.words import remembered
from rounds.identity.models import Account
from rounds.posts.attach import media_in, seen_of
from rounds.posts.models import Media
from rounds.posts.queries import own_post
from rounds.timelines.hydrate import hydrate_post

WORTH_KEEPING = 12
# Not worth a word while one is still typing.
_LATER = {"empty", "oversized", "interests", "summary"}


Send = Callable[[Draft, list[Confirmation]], HttpResponse]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one writes: a new post, a kept draft (`kept`), or an edit of post `revises`.

    Elsewhere than on these, `sends` takes the draft once the gate asks nothing about it, under a button
    that says `press`; `more` is what the page shows beside.
    """

    action: str
    heading: str
    kept: KeptDraft | None = None
    revises: int | None = None
    sends: Send | None = None
    press: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> bool:
        """Whether publishing was tried and the gate asked: one confirmation can then send it off."""
        return self.kept is not None and self.kept.state in {DraftState.ASKED, DraftState.HELD}


def _findings(reader: Account, typed: Typed) -> tuple[Finding, ...]:
    """What the gate would ask the reader about; what they gave their word for is left out."""
    told = [picture.description for picture in typed.pictures]
    draft = draft_of(typed)
    found = judge(
        draft, composing.confirmations_in(typed), descriptions=told, writer=writer_of(reader, draft),
        pictures=seen_of(reader, draft.media), limit=composing.limits()["characters"],
    ).findings  # fmt: skip
    known = set(remembered(reader, found))
    return tuple(f for f in found if Confirmation(kind=f.kind, digest=f.digest) not in known)


def _left(reader: Account, desk: Desk, typed: Typed) -> tuple[Finding, ...]:
    """`_findings` without what a reviewer of these very words let pass."""
    found = _findings(reader, typed)
    cleared = case_of(desk.kept, _with_changes(desk, typed)).cleared if desk.kept else ()
    return tuple(f for f in found if Confirmation(kind=f.kind, digest=f.digest) not in cleared)


def _media(reader: Account, typed: Typed) -> list[Media]:
    return media_in(reader, [int(picture.id) for picture in typed.pictures])


def _show(
    request: HttpRequest, reader: Account, desk: Desk, typed: Typed, *,
    findings: Sequence[Finding] = (), status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    answered = card_of(reader, typed.reply_to) if typed.reply_to else None
    quoted = card_of(reader, typed.quote) if typed.quote else None
    typed = picture_findings.with_looks(typed, _media(reader, typed))
    code = _code_of(request, reader, desk, typed)
    context = form_of(
        reader, typed, reply_to=answered, quoting=quoted, action=desk.action,
        heading=desk.heading, desk=desk, code=code, again=f"/d/{code}" if code else "", findings=coaching.coached(typed, findings),
        about=offered(reader, typed.about, is_edit=desk.revises is not None),
        can_blur_all=coaching.can_blur_all(findings), **_held(reader, desk), **desk.more, **more,
    )  # fmt: skip
    return render(request, "compose/page.html", context, status=status)


def _code_of(request: HttpRequest, reader: Account, desk: Desk, typed: Typed) -> str:
    """The code of the draft that keeps what was sent, so that Back leads to it; '' without one."""
    elsewhere = desk.sends is not None or (desk.revises is not None and desk.kept is None)
    if request.method != "POST" or elsewhere:
        return desk.kept.code if desk.kept else ""
    return kept_as_sent(reader, typed, desk.kept)


def _held(reader: Account, desk: Desk) -> dict[str, Any]:
    """Whom the author of a held draft can ask to look, and what they said."""
    if desk.kept is None:
        return {}
    asked: dict[str, Any] = {
        "advice": desk.kept.advice, "reviewer": desk.kept.reviewer,
        "was_read": desk.kept.opened_at is not None,
    }  # fmt: skip
    # Somebody who reads can clear words; pictures are looked at elsewhere.
    by_words = any(not (f.can_confirm or of_picture(f)) for f in drafts.findings_of(desk.kept))
    if desk.kept.state == DraftState.HELD and desk.kept.reviewer is None and by_words:
        asked["reviewers"] = hold.list_reviewers(reader)
    return asked


def _send(reader: Account, desk: Desk, typed: Typed) -> Outcome | AlreadyOut:
    confirmed = composing.confirmations_in(typed)
    if desk.revises is None and (before := out_before(reader, draft_of(typed), desk.kept)):
        return before
    if desk.kept is not None:
        return drafts.change(reader, desk.kept.code, _with_changes(desk, typed), confirmed)
    if desk.revises is not None:
        return submit_revision(
            reader, desk.revises, _with_changes(desk, typed), confirmed=confirmed
        )
    return submit(reader, draft_of(typed), confirmed=confirmed, key=key_of(typed))


def _with_changes(desk: Desk, typed: Typed) -> Any:
    """The draft; for an edit with what it changes about pictures that the post already holds."""
    draft = draft_of(typed)
    if desk.revises is None:
        return draft
    changes = tuple(
        MediaChange(media_id=int(p.id), description=p.description, focus=(p.focus_x, p.focus_y))
        for p in typed.pictures
    )
    return type(draft)(
        **{name: getattr(draft, name) for name in draft.__struct_fields__}
        | {"media_changes": changes}
    )


def _pressed(request: HttpRequest, reader: Account, desk: Desk, typed: Typed) -> HttpResponse:
    """Do what the pressed button says.

    Errors: whatever the gate refuses; the caller shows the form again.
    """
    if wish := request.POST.get("mend"):
        typed = coaching.mended(typed, _findings(reader, typed), wish)
        return _show(request, reader, desk, typed, findings=_findings(reader, typed))
    if wish := request.POST.get("confirm"):
        return _go_on(request, reader, desk, coaching.confirmed(typed, wish))
    if wish := request.POST.get("confirm_picture"):
        typed = picture_findings.all_confirmed(typed, _media(reader, typed), wish)
        return _go_on(request, reader, desk, typed)
    if wish := request.POST.get("blur"):
        picture_findings.blurred(reader, wish)
        return _go_on(request, reader, desk, typed)
    if wants(request, "more"):
        return _show(request, reader, desk, typed)
    if wants(request, "keep"):
        return _keep(request, reader, desk, typed)
    if wants(request, "publish"):
        return _publish(request, reader, desk, typed)
    if wants(request, "ask_review"):
        return _ask_review(request, reader, desk, typed)
    shown = preview_of(reader, typed) if wants(request, "preview") else None
    return _show(request, reader, desk, typed, findings=_findings(reader, typed), preview=shown)


def _publish(request: HttpRequest, reader: Account, desk: Desk, typed: Typed) -> HttpResponse:
    if desk.sends is None:
        return answer_outcome(request, _send(reader, desk, typed), is_edit=desk.revises is not None)
    if left := _left(reader, desk, typed):
        return _show(request, reader, desk, typed, findings=left)
    return desk.sends(_with_changes(desk, typed), composing.confirmations_in(typed))


def _ask_review(request: HttpRequest, reader: Account, desk: Desk, typed: Typed) -> HttpResponse:
    confirmed = composing.confirmations_in(typed)
    code = desk.kept.code if desk.kept else ""
    made = ask_review(reader, draft_of(typed), confirmed=confirmed, code=code)
    if not isinstance(made, Manuscript):
        return answer_outcome(request, made)
    messages.success(request, _("Your teaching waits for an editor. Nobody else can read it."))
    return go(request, f"/reviews/{made.pk}")


def desk_page(request: HttpRequest, reader: Account, desk: Desk, typed: Typed) -> HttpResponse:
    """The composer at `desk`, beginning with `typed`; what is sent there does what its button says."""
    if request.method == "POST":
        return _sent(request, reader, desk)
    findings = _findings(reader, typed) if desk.kept else ()
    return _show(request, reader, desk, typed, findings=findings)


def _go_on(request: HttpRequest, reader: Account, desk: Desk, typed: Typed) -> HttpResponse:
    """After an answer: once publishing was tried and nothing is left to ask, it is published."""
    left = _left(reader, desk, typed)
    if left or not desk.asked or desk.sends is not None:
        return _show(request, reader, desk, typed, findings=left)
    return answer_outcome(request, _send(reader, desk, typed), is_edit=desk.revises is not None)


def _keep(request: HttpRequest, reader: Account, desk: Desk, typed: Typed) -> HttpResponse:
    draft = draft_of(typed)
    if desk.kept is not None:
        drafts.save_change(reader, desk.kept.code, draft)
    else:
        drafts.keep(reader, draft)
    messages.success(request, _("Your draft is kept. Only you can read it."))
    return go(request, "/drafts")


def _sent(request: HttpRequest, reader: Account, desk: Desk) -> HttpResponse:
    """Read the form and do what its button says; a refusal keeps everything typed."""
    before: tuple[Any, ...] = ()
    try:
        before = sent_before(reader, request.POST)
        before += newly_sent(reader, request)
        return _pressed(request, reader, desk, typed_in(request.POST, before))
    except NotFound:
        words = _("What this answers or shows is no longer there. Your words are still here.")
    except RoundsError as refusal:
        words = _(str(refusal))
    typed = replace(
        typed_in(request.POST, before),
        reply_to=_seen(reader, request.POST.get("reply_to")),
        quote=_seen(reader, request.POST.get("quote")),
    )
    return _show(request, reader, desk, typed, status=422, wrong=words)


def _seen(reader: Account, given: str | None) -> int | None:
    """The id in `given`, while the reader can still see that post."""
    number = parse_id(given or "")
    return number if number and hydrate_post(reader, number) else None


def _begin(request: HttpRequest, reader: Account) -> Typed:
    answered = parse_id(request.GET.get("reply_to", ""))
    start = composing.start(reader, card_of(reader, answered) if answered else None)
    quoted = parse_id(request.GET.get("quote", ""))
    if quoted:
        start = replace(start, quote=card_of(reader, quoted).id)
    words = words_in(request)
    return replace(start, text=f"{start.text}{words}") if words else start


@require_http_methods(["GET", "POST"])
@carries_words
@needs_reader
def compose(request: HttpRequest, reader: Account) -> HttpResponse:
    """Write a post or an answer; `?reply_to=`, `?quote=` and `?text=` begin it."""
    if request.method == "GET":
        desk = Desk("/compose", _("Write"))
        return _show(request, reader, desk, _begin(request, reader))
    code = plain(request.POST.get("draft", ""))
    kept = drafts.readable_draft(reader, code) if code else None
    if kept is not None and kept.state == DraftState.RELEASED:
        return _sent_of_released(request, reader, kept)
    return _sent(request, reader, Desk("/compose", _("Write"), kept=kept))


def _sent_of_released(request: HttpRequest, reader: Account, kept: KeptDraft) -> HttpResponse:
    """The form of a draft that went out meanwhile: its post, or, with other words, a form of its own."""
    sent = draft_of(typed_in(request.POST, sent_before(reader, request.POST)))
    if before := made_already(reader, kept, sent):
        return answer_outcome(request, before)
    if kept.revises is not None:
        return _sent(request, reader, _edit_desk(kept.revises))
    return _sent(request, reader, Desk("/compose", _("Write")))


@require_POST
@needs_reader
def coach(request: HttpRequest, reader: Account) -> HttpResponse:
    """While one types: what the gate would ask, and the draft kept by itself."""
    try:
        typed = typed_in(request.POST, sent_before(reader, request.POST))
    except RoundsError:
        typed = typed_in(request.POST, ())
    code = plain(request.POST.get("draft", ""))
    if len(typed.text.strip()) >= WORTH_KEEPING and not request.POST.get("revises"):
        code = kept_by_itself(reader, draft_of(typed), code)
    findings = [f for f in _findings(reader, typed) if f.kind not in _LATER]
    context = {
        "draft": typed, "code": code, "was_read": drafts.was_read(reader, code), "findings": coaching.coached(typed, findings),
        "can_blur_all": coaching.can_blur_all(findings),
    }  # fmt: skip
    return render(request, "parts/coach.html", context | {"live": True})


def _desk_of(kept: KeptDraft) -> Desk:
    return Desk(f"/d/{kept.code}", _("Your draft"), kept=kept, revises=kept.revises)


@require_http_methods(["GET", "POST"])
@needs_reader
def kept_draft(request: HttpRequest, reader: Account, code: str) -> HttpResponse:
    """A kept draft: what was found in it, and how to go on. An app's short link leads here."""
    kept = drafts.readable_draft(reader, code)
    if kept.state == DraftState.RELEASED:
        if request.method == "POST":
            return _sent_of_released(request, reader, kept)
        return answer_outcome(request, drafts.confirm(reader, code, ()))
    if request.method == "POST":
        if wants(request, "discard"):
            drafts.discard(reader, code)
            messages.success(request, _("The draft is gone."))
            return go(request, "/drafts")
        if wants(request, "ask_reviewer"):
            return ask_reviewer(request, reader, code)
        return _sent(request, reader, _desk_of(kept))
    if kept.revises is not None and must_be_corrected(own_post(reader, kept.revises)):
        return go(request, f"/posts/{kept.revises}/correct?draft={code}")
    typed = typed_of_kept(reader, kept)
    return _show(request, reader, _desk_of(kept), typed, findings=drafts.findings_of(kept))


@require_GET
@needs_reader
def list_of_drafts(request: HttpRequest, reader: Account) -> HttpResponse:
    """Every draft that waits for its author."""
    rows = [(kept, drafts.draft_of(kept)) for kept in drafts.list_drafts(reader)]
    return render(request, "compose/drafts.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@needs_reader
def edit(request: HttpRequest, reader: Account, post_id: int) -> HttpResponse:
    """Change one's own post; its history stays readable."""
    post = own_post(reader, post_id)
    if post.teaching and request.method == "GET":
        return go(request, f"/posts/{post_id}/correct")
    return desk_page(request, reader, _edit_desk(post_id), typed_of_post(reader, post))


def _edit_desk(post_id: int) -> Desk:
    return Desk(f"/posts/{post_id}/edit", _("Edit your post"), revises=post_id)


urlpatterns = [
    path("compose", compose),
    path("compose/coach", coach),
    path("drafts", list_of_drafts),
    path("d/<slug:code>", kept_draft),
    path("posts/<id:post_id>/edit", edit),
]
