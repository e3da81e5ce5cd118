"""Companies and the badge: who was one lately can't earn it, who becomes one loses it from view."""

from datetime import datetime, timedelta

from django.db import transaction

from rounds.base import clock
from rounds.gate.review.facts import BadgeWithdrawn
from rounds.gate.reviews import Badge
from rounds.identity.facts import OrganisationKindChanged
from rounds.identity.kinds import has_been_industry
from rounds.identity.models import Account
from rounds.identity.roles import OrganisationKind
from rounds.ledger.record import record
from rounds.posts.labels import Ended
from rounds.posts.reviewed import has_spoken_as_company, note_review, reviewed_posts_of

APART_FROM_INDUSTRY = timedelta(days=365)


def was_company(author: Account, speaks_for: int | None, asked_at: datetime | None = None) -> bool:
    """Whether `author`, or whom they speak for, was a company within 12 months or since `asked_at`."""
    since = min(clock.now() - APART_FROM_INDUSTRY, asked_at or clock.now())
    who = {author.pk, speaks_for or author.pk}
    return has_been_industry(who, since) or has_spoken_as_company(who, since)


@transaction.atomic
def company_declared(fact: OrganisationKindChanged) -> None:
    """Take the badges of an organisation that says it is a company from view; the reports stay."""
    if fact.kind is not OrganisationKind.INDUSTRY:
        return
    for post in reviewed_posts_of(fact.subject):
        if Badge.objects.filter(post=post).exists() and not post.reviewed.get("ended"):
            note_review(post.pk, {**post.reviewed, "ended": Ended.INDUSTRY.value})
            record(BadgeWithdrawn(actor=fact.subject, subject=post.pk))
