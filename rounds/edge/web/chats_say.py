"""The composer of a chat: an answer to a prompt (or to everybody), with the tag already in it.

It is the composer's form with one more choice, `reply_to`: the prompts that were posted. An answer
to nobody keeps the tag even when the reader deleted it, since otherwise the chat would not see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rounds.base.errors import NotFound, RoundsError
from rounds.edge.web import coaching, composing
from rounds.edge.web.chats_shown import Head
from rounds.edge.web.composing import Typed, draft_of, form_of, typed_in
from rounds.edge.web.went_out import AlreadyOut, key_of, made_already, out_before
from rounds.gate import keep as drafts
from rounds.gate.finding import Finding
from rounds.gate.known import writer_of
from rounds.gate.models import DraftState
from rounds.gate.outcome import Outcome, Released
from rounds.gate.submit import submit
from rounds.gate.verdict import judge
from rounds.gatherings.models import Prompt
from rounds.gatherings.wording import with_tag
from rounds.identity.models import Account


@dataclass(frozen=True, slots=True)
class Said:
    """What came of it: the post, or the composer to show again."""

    post_id: int | None = None
    composer: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    before: bool = False


def blank(reader: Account, head: Head, current: Prompt | None) -> dict[str, Any]:
    """An empty composer that answers the current prompt."""
    typed = Typed(
        text=f" #{head.chat.tag_shown}",
        language=getattr(getattr(reader, "user", None), "default_language", "en"),
        reply_to=current.post_id if current else None,
    )
    return _composer(reader, head, typed)


def _composer(reader: Account, head: Head, typed: Typed, **more: Any) -> dict[str, Any]:
    answering = [prompt for prompt in head.prompts if prompt.post_id]
    action = f"/chats/{head.chat.pk}/say"
    return form_of(reader, typed, action=action, answering=answering[::-1], **more)


def take(request: HttpRequest, reader: Account, head: Head) -> Said:
    """Do what the pressed button says with what was typed."""
    typed = _within(head, typed_in(request.POST, ()))
    try:
        if wish := request.POST.get("mend"):
            typed = coaching.mended(typed, _findings(reader, typed), wish)
            return _again(
                reader, head, typed, _findings(reader, typed), code=request.POST.get("draft", "")
            )
        if wish := request.POST.get("confirm"):
            typed = coaching.confirmed(typed, wish)
            if left := _findings(reader, typed):
                return _again(reader, head, typed, left, code=request.POST.get("draft", ""))
        return _answered(reader, head, typed, _send(request, reader, typed))
    except NotFound:
        wrong = _("What this answers is no longer there. Your words are still here.")
        return Said(None, _composer(reader, head, replace(typed, reply_to=None), wrong=wrong), 422)
    except RoundsError as refusal:
        return Said(None, _composer(reader, head, typed, wrong=str(refusal)), 422)


def _within(head: Head, typed: Typed) -> Typed:
    """What was typed, kept inside the chat: public, and to a prompt of it or under its tag."""
    prompts = {prompt.post_id for prompt in head.prompts if prompt.post_id}
    reply_to = typed.reply_to if typed.reply_to in prompts else None
    words = typed.text.strip()
    is_only_tag = words.casefold() == f"#{head.chat.tag}".casefold()
    text = words if reply_to or not words else with_tag(words, head.chat.tag_shown)
    visibility = typed.visibility if typed.visibility == "unlisted" else "public"
    return replace(
        typed, text="" if is_only_tag else text, reply_to=reply_to, visibility=visibility
    )


def _findings(reader: Account, typed: Typed) -> Sequence[Finding]:
    confirmed, draft = composing.confirmations_in(typed), draft_of(typed)
    limit, writer = settings.ROUNDS.max_characters, writer_of(reader, draft)
    return judge(draft, confirmed, limit=limit, writer=writer).findings


def _send(request: HttpRequest, reader: Account, typed: Typed) -> Outcome | AlreadyOut:
    confirmed, code = composing.confirmations_in(typed), request.POST.get("draft", "")
    kept = drafts.readable_draft(reader, code) if code else None
    draft = draft_of(typed)
    if before := out_before(reader, draft, kept) or (kept and made_already(reader, kept, draft)):
        return before
    if kept is None or kept.state == DraftState.RELEASED:
        return submit(reader, draft, confirmed=confirmed, key=key_of(typed))
    return drafts.change(reader, code, draft, confirmed)


def _answered(reader: Account, head: Head, typed: Typed, outcome: Outcome | AlreadyOut) -> Said:
    if isinstance(outcome, AlreadyOut):
        return Said(outcome.post.pk, before=True)
    if isinstance(outcome, Released):
        return Said(outcome.post.pk)
    return _again(reader, head, typed, _findings(reader, typed), code=outcome.kept_draft.code)


def _again(
    reader: Account, head: Head, typed: Typed, findings: Sequence[Finding], *, code: str
) -> Said:
    said = coaching.coached(typed, findings)
    return Said(None, _composer(reader, head, typed, findings=said, code=code), 422)
