"""Manuscripts: their versions, what a version holds, and how one gives its draft back."""

import msgspec

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gate.case import Case
from rounds.gate.draft import Draft, PollDraft
from rounds.gate.finding import Confirmation
from rounds.gate.models import DraftState
from rounds.gate.reviews import OPEN, Manuscript, ManuscriptVersion
from rounds.gate.store import KEPT_AT_WISH, store
from rounds.identity.models import Account
from rounds.posts.attach import reserve
from rounds.posts.labelled import labels_of, voice_of
from rounds.posts.labels import may_be_reviewed
from rounds.posts.models import Post
from rounds.posts.queries import media_of, poll_of
from rounds.posts.visibility import OPEN as OPEN_TO_ALL
from rounds.posts.visibility import Visibility


def refuse_unfit(author: Account, draft: Draft) -> None:
    """Errors: Invalid for what isn't teaching that everybody can read; Refused for what is sponsored
    or speaks for a company; Refused for a suspended author."""
    if author.suspended_at is not None:
        raise Refused("Your account is suspended. Nothing can be posted from it.")
    if not draft.teaching:
        raise Invalid("Review is for teaching. Tick ‘This post teaches’ first.", "teaching")
    if draft.visibility not in OPEN_TO_ALL:
        raise Invalid(
            "Review is for what everybody can read. Choose another audience.", "visibility"
        )
    industry = bool(voice_of(author, draft.labels).get("industry"))
    if reason := may_be_reviewed(sponsored_by=draft.labels.sponsored_by, industry=industry):
        raise Refused(reason)


def draft_of_post(post: Post) -> Draft:
    """A published post as the draft it would be."""
    poll = poll_of(post)
    return Draft(
        text=post.source, content_warning=post.content_warning, sensitive=post.sensitive,
        language=post.language, visibility=Visibility(post.visibility),
        media=tuple(one.pk for one in media_of(post)),
        poll=PollDraft(options=tuple(poll.options), multiple=poll.multiple) if poll else None,
        teaching=post.teaching, interests=post.interests or None, labels=labels_of(post),
    )  # fmt: skip


def locked(manuscript_id: int, **which: object) -> Manuscript:
    """An open manuscript, locked.

    Errors: NotFound when there is none such.
    """
    rows = Manuscript.objects.select_for_update(of=("self",)).select_related("author")
    found = rows.filter(pk=manuscript_id, state__in=OPEN, **which).first()
    if found is None:
        raise NotFound
    return found


def move(manuscript: Manuscript, state: str, **more: object) -> None:
    """Put `manuscript` into `state` and save what else `more` changes."""
    manuscript.state, manuscript.changed_at = state, clock.now()
    for name, value in more.items():
        setattr(manuscript, name, value)
    manuscript.save(update_fields=["state", "changed_at", *more])


def latest(manuscript: Manuscript) -> ManuscriptVersion:
    """The version that is looked at now."""
    return ManuscriptVersion.objects.filter(manuscript=manuscript).latest("number")


def add_version(
    manuscript: Manuscript, draft: Draft, *, confirmed: tuple[Confirmation, ...] = (),
    answer: str = "", edition: int | None = None,
) -> ManuscriptVersion:  # fmt: skip
    """The next version of `manuscript`; its pictures wait for it."""
    if manuscript.post_id is None:
        reserve(manuscript.author, draft.media, clock.now() + KEPT_AT_WISH)
    return ManuscriptVersion.objects.create(
        manuscript=manuscript,
        number=ManuscriptVersion.objects.filter(manuscript=manuscript).count() + 1,
        content=msgspec.json.encode(draft).decode(),
        confirmed=msgspec.to_builtins(confirmed),
        answer=answer,
        edition=edition,
    )


def draft_in(version: ManuscriptVersion) -> Draft | None:
    """What `version` holds; None once it was emptied."""
    return msgspec.json.decode(version.content, type=Draft) if version.content else None


def confirmed_in(version: ManuscriptVersion) -> tuple[Confirmation, ...]:
    """What the author had confirmed when it was sent."""
    return msgspec.convert(version.confirmed, tuple[Confirmation, ...])


def give_back(manuscript: Manuscript) -> None:
    """Put the last version of a draft among its author's drafts, and empty every version."""
    version = latest(manuscript)
    draft = draft_in(version)
    if manuscript.post_id is None and draft is not None:
        case = Case(draft=draft, confirmed=confirmed_in(version))
        store(manuscript.author, case, DraftState.KEPT, delete_at=clock.now() + KEPT_AT_WISH)
    empty(manuscript)


def empty(manuscript: Manuscript) -> None:
    """Keep no text of a manuscript that goes no further."""
    rows = ManuscriptVersion.objects.filter(manuscript=manuscript)
    rows.update(content="", confirmed=[])
