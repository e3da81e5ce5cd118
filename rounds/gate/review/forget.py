"""What was reviewed is deleted, or its author closed the account: no copy of the words stays."""

from django.db import transaction
from django.db.models import Q

from rounds.base import clock
from rounds.gate.review.award import told_of
from rounds.gate.review.manuscripts import empty, move
from rounds.gate.reviews import OPEN, Badge, Invitation, Manuscript, Review, Seat, State
from rounds.identity.facts import AccountClosed
from rounds.posts.facts import PostWithdrawn
from rounds.posts.reviewed import note_review


@transaction.atomic
def forget_reviews(fact: AccountClosed) -> None:
    """End what `fact.subject` had under review; take their name off the reviews they gave.

    The reviews stay: other people's badges rest on them.
    """
    for manuscript in Manuscript.objects.filter(author_id=fact.subject):
        empty(manuscript)
        if manuscript.state in OPEN:
            move(manuscript, State.WITHDRAWN)
    Manuscript.objects.filter(editor_id=fact.subject, state__in=OPEN).update(editor=None)
    seats = Invitation.objects.filter(reviewer_id=fact.subject)
    seats.filter(state__in=(Seat.INVITED, Seat.ACCEPTED)).update(
        state=Seat.RELEASED, answered_at=clock.now()
    )
    mine = Review.objects.filter(invitation__reviewer_id=fact.subject)
    mine.update(signed=False, shown_name="", credential_line="", role_line="")
    for badge in Badge.objects.filter(first__in=mine) | Badge.objects.filter(second__in=mine):
        reviews = list(Review.objects.filter(pk__in=[badge.first_id, badge.second_id]))
        note_review(badge.post_id, told_of(badge.post, badge.edition, reviews))


@transaction.atomic
def forget_withdrawn(fact: PostWithdrawn) -> None:
    """Keep none of the versions in which a deleted post of `fact.actor` was reviewed; end its review.

    The reports stay, as the words of those who wrote them.
    """
    was_out = Q(was_published=True) | Q(state=State.PUBLISHED)
    for manuscript in Manuscript.objects.filter(was_out, author_id=fact.actor, post=None):
        empty(manuscript)
        if manuscript.state in OPEN:
            move(manuscript, State.WITHDRAWN)
