"""What becomes of a sent form, and what is out already.

Back, a second tab, a second press: the same words are not posted again, and other words are not lost.
"""

from dataclasses import dataclass
from hashlib import sha256

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from rounds.base.errors import NotFound
from rounds.edge.web.composing import Typed, draft_of
from rounds.edge.web.reader import go_on
from rounds.gate import keep as drafts
from rounds.gate.draft import Draft
from rounds.gate.models import DraftState, KeptDraft
from rounds.gate.outcome import Outcome, Released, Scheduled
from rounds.identity.models import Account
from rounds.posts.models import Post
from rounds.posts.queries import readable_post
from rounds.posts.repeated import has_words_of, is_same, out_already


@dataclass(frozen=True, slots=True)
class AlreadyOut:
    """The post that these very words are already."""

    post: Post


def key_of(typed: Typed) -> str:
    """The key of this form with these words: other words in the same form are another post."""
    words = sha256(msgspec.json.encode(draft_of(typed))).hexdigest()
    return f"page:{typed.key}:{words[:32]}"


def out_before(author: Account, draft: Draft, kept: KeptDraft | None = None) -> AlreadyOut | None:
    """The post that `draft` became a moment ago, if it did; a draft `kept` beside it is let go."""
    post = out_already(author, draft)
    if post is None:
        return None
    if kept is not None and kept.state == DraftState.KEPT:
        drafts.discard(author, kept.code)
    return AlreadyOut(post)


def made_already(author: Account, kept: KeptDraft, draft: Draft) -> AlreadyOut | None:
    """The post that `kept` became, if `draft` says what stands there; None for other words."""
    if kept.state != DraftState.RELEASED or kept.post_id is None:
        return None
    try:
        post = readable_post(author, kept.post_id)
    except NotFound:
        return None
    same = has_words_of(post, draft) if kept.revises else is_same(post, draft)
    return AlreadyOut(post) if same else None


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect after a form (303) to `address`."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def answer_outcome(
    request: HttpRequest, outcome: Outcome | AlreadyOut, *, is_edit: bool = False
) -> HttpResponse:
    """Lead on from a form: to the post, to the drafts, or to what the gate asks."""
    if isinstance(outcome, AlreadyOut):
        messages.info(request, _("This is already out. It was not posted a second time."))
        return go_on(request, f"/@{outcome.post.author.handle}/{outcome.post.pk}")
    if isinstance(outcome, Released):
        messages.success(request, _("Your post is changed.") if is_edit else _("Your post is out."))
        return go_on(request, f"/@{outcome.post.author.handle}/{outcome.post.pk}")
    if isinstance(outcome, Scheduled):
        messages.success(request, _("Your post will go out at its time."))
        return go(request, "/drafts")
    return go(request, f"/d/{outcome.kept_draft.code}")
