"""Reading what is under review: who sits where, and what that seat may read. Viewer first."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec
from django.db.models import Q

from rounds.base import clock
from rounds.base.errors import NotFound
from rounds.gate.review.manuscripts import draft_in
from rounds.gate.review.rules import Assessment
from rounds.gate.reviews import (
    OPEN,
    Correction,
    Invitation,
    Manuscript,
    ManuscriptVersion,
    Review,
    Seat,
    State,
)
from rounds.identity.editors import may_edit
from rounds.identity.models import Account
from rounds.posts.media import own_media
from rounds.posts.models import Media, Post
from rounds.posts.queries import readable_post

_DECIDED = (State.TO_REVISE, State.ACCEPTED, State.PUBLISHED, State.REJECTED)


class Part(StrEnum):
    """What somebody has to do with a manuscript."""

    AUTHOR = "author"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    INVITED = "invited"  # has not accepted yet: reads the outline alone
    PASSING = "passing"  # an editor who could take it up: reads the outline alone


@dataclass(frozen=True, slots=True)
class Place:
    """A manuscript as one viewer may have it; `invitation` where the viewer reviews it."""

    manuscript: Manuscript
    part: Part
    invitation: Invitation | None = None

    @property
    def reads(self) -> bool:
        """Whether the text may be read from here."""
        return self.part in {Part.AUTHOR, Part.EDITOR, Part.REVIEWER}


def readable_manuscript(viewer: Account, manuscript_id: int) -> Place:
    """The manuscript as `viewer` may have it.

    Errors: NotFound to everybody but its author, its editor, its reviewers and, while it has no
    editor, those who could become that.
    """
    rows = Manuscript.objects.select_related("author", "editor", "post__author")
    found = rows.filter(pk=manuscript_id).first()
    if found is None or viewer.suspended_at is not None:
        raise NotFound
    if found.author_id == viewer.pk:
        return Place(found, Part.AUTHOR)
    edits = may_edit(viewer)
    if edits and found.editor_id == viewer.pk:
        return Place(found, Part.EDITOR)
    invitation = Invitation.objects.filter(manuscript=found, reviewer=viewer).first()
    if invitation is not None and invitation.state == Seat.ACCEPTED:
        return Place(found, Part.REVIEWER, invitation)
    if invitation is not None and _waits(invitation) and found.state in OPEN:
        return Place(found, Part.INVITED, invitation)
    free = found.editor is None or not may_edit(found.editor)
    if edits and free and found.state in OPEN and invitation is None:
        return Place(found, Part.PASSING)
    raise NotFound


def picture_in_review(viewer: Account, media_id: int) -> Media:
    """A picture of a draft under review, for its editor and its reviewers.

    Errors: NotFound to everybody else, and once the review is over.
    """
    seats = Invitation.objects.filter(reviewer=viewer, state=Seat.ACCEPTED)
    mine = Q(editor=viewer) | Q(pk__in=seats.values("manuscript_id"))
    for manuscript in Manuscript.objects.filter(mine, state__in=OPEN, post=None):
        if not readable_manuscript(viewer, manuscript.pk).reads:
            continue
        drafts = map(draft_in, versions_of(manuscript))
        if any(draft is not None and media_id in draft.media for draft in drafts):
            return own_media(manuscript.author, media_id)
    raise NotFound


def _waits(invitation: Invitation) -> bool:
    return invitation.state == Seat.INVITED and invitation.expires_at > clock.now()


def versions_of(manuscript: Manuscript) -> list[ManuscriptVersion]:
    """Every version, the first on top."""
    return list(ManuscriptVersion.objects.filter(manuscript=manuscript).order_by("number"))


def invitations_of(manuscript: Manuscript) -> list[Invitation]:
    """Everybody asked, in order; for the editor."""
    rows = Invitation.objects.filter(manuscript=manuscript).select_related("reviewer")
    return list(rows.order_by("number"))


def lapsed_of(manuscript: Manuscript) -> list[Invitation]:
    """The invitations that ended without an answer, the latest first; who it was is the editor's to know."""
    rows = Invitation.objects.filter(manuscript=manuscript).order_by("-expires_at", "-pk")
    return [one for one in rows if one.has_lapsed]


def reviews_for(place: Place) -> list[Review]:
    """The reviews that `place` may read, by version, then by reviewer.

    The editor reads all; a reviewer their own at once and the others' once it was decided; the author
    all once it was decided on that version.
    """
    manuscript = place.manuscript
    rows = Review.objects.filter(version__manuscript=manuscript)
    found = list(
        rows.select_related("version", "invitation__reviewer").order_by(
            "version__number", "invitation__number"
        )
    )
    if place.part is Part.EDITOR:
        return found
    if not place.reads:
        return []
    decided = len(versions_of(manuscript)) - (0 if manuscript.state in _DECIDED else 1)
    own = place.invitation.pk if place.invitation else None
    return [one for one in found if one.version.number <= decided or one.invitation_id == own]


def names_reviewer(place: Place, review: Review) -> bool:
    """Whether who sits at `place` may know who wrote `review`: the editor may, others if it is signed."""
    own = place.invitation is not None and review.invitation_id == place.invitation.pk
    return place.part is Part.EDITOR or review.signed or own


def assessments_in(review: Review) -> tuple[Assessment, ...]:
    """The eight items as they were judged."""
    return msgspec.convert(review.items, tuple[Assessment, ...])


def list_own(author: Account) -> list[Manuscript]:
    """What `author` asked to have reviewed, newest first."""
    return list(Manuscript.objects.filter(author=author).select_related("post").order_by("-id"))


def list_to_review(reviewer: Account) -> list[Invitation]:
    """Where `reviewer` is asked or has agreed, what is still open, the oldest first."""
    rows = Invitation.objects.filter(
        reviewer=reviewer, state__in=(Seat.INVITED, Seat.ACCEPTED), manuscript__state__in=OPEN
    )
    found = rows.select_related("manuscript__author").order_by("id")
    return [one for one in found if one.state == Seat.ACCEPTED or _waits(one)]


def list_given(reviewer: Account) -> list[Review]:
    """Every review that `reviewer` gave, newest first: a record for one's own portfolio."""
    rows = Review.objects.filter(invitation__reviewer=reviewer)
    return list(rows.select_related("version__manuscript__author").order_by("-id"))


def has_given(invitation: Invitation, version: ManuscriptVersion) -> bool:
    """Whether this reviewer judged this version already."""
    return Review.objects.filter(invitation=invitation, version=version).exists()


def list_edited(editor: Account) -> list[Manuscript]:
    """What `editor` edits and is open, the oldest first; nothing for who has stopped being one."""
    if not may_edit(editor):
        return []
    rows = Manuscript.objects.filter(editor=editor, state__in=OPEN)
    return list(rows.select_related("author").order_by("id"))


def list_waiting(editor: Account) -> list[Manuscript]:
    """What has no editor and `editor` could take up, the oldest first; nothing for others."""
    if not may_edit(editor):
        return []
    rows = Manuscript.objects.filter(state__in=OPEN).exclude(author=editor).exclude(editor=editor)
    asked = Invitation.objects.filter(reviewer=editor).values("manuscript_id")
    found = rows.exclude(pk__in=asked).select_related("author", "editor").order_by("id")
    return [one for one in found if one.editor is None or not may_edit(one.editor)]


@dataclass(frozen=True, slots=True)
class Report:
    """What is published of one manuscript: its rounds with their reviews, and the decision."""

    manuscript: Manuscript
    edition: int | None
    rounds: list[tuple[ManuscriptVersion, list[Review]]]


def published_reports(viewer: Account | None, post_id: int) -> tuple[Post, list[Report]]:
    """A post and the reports published with it, newest first.

    Errors: NotFound when `viewer` may not read the post or nothing is published with it.
    """
    post = readable_post(viewer, post_id)
    rows = Manuscript.objects.filter(post=post, state=State.PUBLISHED).select_related("editor")
    found = [_report(one) for one in rows.order_by("-id")]
    if not found:
        raise NotFound
    return post, found


def _report(manuscript: Manuscript) -> Report:
    versions = versions_of(manuscript)
    reviews = list(
        Review.objects.filter(version__manuscript=manuscript)
        .select_related("invitation__reviewer")
        .order_by("invitation__number")
    )
    rounds = [(v, [r for r in reviews if r.version_id == v.pk]) for v in versions]
    return Report(manuscript, versions[-1].edition if versions else None, rounds)


def corrections_of(post: Post) -> list[Correction]:
    """How `post` was corrected, newest first."""
    return list(Correction.objects.filter(post=post).order_by("-id"))
