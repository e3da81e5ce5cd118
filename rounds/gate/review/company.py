"""Companies and the badge: who was one lately can't earn it, who becomes one loses it from view.

A post notes for which changes of kind its badge went (`ended_for`). It comes back when a moderator
said of each that it was a mistake, and for no other reason.
"""

from datetime import datetime, timedelta

from django.db import transaction

from rounds.base import clock
from rounds.gate.review.facts import BadgeRestored, BadgeWithdrawn
from rounds.gate.review.rewriting import noted_as_it_stands
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
        told = post.reviewed
        if not told.get("ended") and Badge.objects.filter(post=post).exists():
            ended = {"ended": Ended.INDUSTRY.value, "ended_for": [fact.change]}
            note_review(post.pk, {**told, **ended})
            record(BadgeWithdrawn(actor=fact.subject, subject=post.pk))
        elif told.get("ended_for") and fact.change not in told["ended_for"]:
            note_review(post.pk, {**told, "ended_for": [*told["ended_for"], fact.change]})


@transaction.atomic
def mistake_undone(fact: OrganisationKindChanged) -> None:
    """Give back the badges that went for nothing but a change which a moderator says never held."""
    if not fact.undoes:
        return
    for post in reviewed_posts_of(fact.subject):
        told = post.reviewed
        if fact.undoes not in told.get("ended_for", ()):
            continue
        if left := [one for one in told["ended_for"] if one != fact.undoes]:
            note_review(post.pk, {**told, "ended_for": left})
        else:
            note_review(post.pk, noted_as_it_stands(post, told))
            record(BadgeRestored(actor=fact.actor, subject=post.pk))
