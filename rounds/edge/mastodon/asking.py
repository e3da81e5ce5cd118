"""What an app is told about the gate's answer: the post, the schedule, or what to ask its author.

An app that knows nothing of the gate shows `error`, so that sentence says what was found and where
to go on: the short link to the kept draft, where its author can change or confirm it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from rounds.base.errors import NotFound, Refused
from rounds.edge.mastodon.api import JSON
from rounds.edge.mastodon.errors import ApiError
from rounds.gate.case import link_to
from rounds.gate.finding import Finding
from rounds.gate.models import KeptDraft
from rounds.gate.outcome import Asked, Held, Outcome, Released
from rounds.identity.models import Account
from rounds.timelines.hydrate import hydrate_post
from rounds.timelines.views import PostView


def post_view(viewer: Account | None, post_id: int) -> PostView:
    """Post `post_id` as `viewer` sees it.

    Errors: NotFound.
    """
    view = hydrate_post(viewer, post_id)
    if view is None:
        raise NotFound
    return view


def entity(viewer: Account | None, post_id: int) -> bytes:
    """Mastodon's Status of post `post_id` for `viewer`.

    Errors: NotFound.
    """
    return post_view(viewer, post_id).json()


@contextmanager
def unprocessable() -> Iterator[None]:
    """What may not be done is 422 in this block, as apps expect of rules about content."""
    try:
        yield
    except Refused as error:
        raise ApiError(422, str(error)) from error


def _sentence(outcome: Asked | Held) -> str:
    first, link = outcome.findings[0].reason, link_to(outcome.kept_draft)
    more = len(outcome.findings) - 1
    rest = f" ({more} more to look at.)" if more else ""
    can = any(finding.can_confirm for finding in outcome.findings)
    what = "Change or confirm" if can and not isinstance(outcome, Held) else "Change"
    return f"{first}{rest} Your draft is kept. {what} it here: {link}"


def finding_json(finding: Finding) -> dict[str, JSON]:
    """What was found, where and why; not what would confirm it: that is pressed on the page."""
    told: dict[str, JSON] = msgspec.to_builtins(finding)
    del told["digest"]
    return told


def refusal(outcome: Asked | Held) -> ApiError:
    """The 422 for a draft that its author is asked about, or that is held."""
    kept: KeptDraft = outcome.kept_draft
    draft = {
        "url": link_to(kept),
        "code": kept.code,
        "held": isinstance(outcome, Held),
        "findings": [finding_json(finding) for finding in outcome.findings],
    }
    return ApiError(422, _sentence(outcome), draft=draft)


def released(author: Account, outcome: Outcome) -> bytes:
    """Mastodon's Status of what was published.

    Errors: ApiError 422 for what was not.
    """
    if isinstance(outcome, Released):
        return entity(author, outcome.post.pk)
    if isinstance(outcome, Asked | Held):
        raise refusal(outcome)
    raise NotFound
