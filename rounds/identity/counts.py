"""How many people there are: numbers for the server's own description."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum

from rounds.base import clock
from rounds.base.ids import id_at
from rounds.identity.models import Account, User


@dataclass(frozen=True, slots=True)
class Census:
    """Who is here: everybody, who posted in the last month and half-year, and how much."""

    people: int
    active_month: int
    active_half_year: int
    posts: int
    other_servers: int


def census() -> Census:
    """Count those here who aren't suspended; two queries."""
    here = Account.objects.filter(domain="", suspended_at__isnull=True)
    moment = clock.now()
    found = here.aggregate(
        people=Count("pk"),
        month=Count("pk", filter=Q(last_post_at__gt=moment - timedelta(days=30))),
        half_year=Count("pk", filter=Q(last_post_at__gt=moment - timedelta(days=180))),
        posts=Sum("posts_count"),
    )
    far = Account.objects.exclude(domain="").aggregate(known=Count("domain", distinct=True))
    return Census(
        found["people"], found["month"], found["half_year"], found["posts"] or 0, far["known"]
    )


def opened_between(start: datetime, end: datetime) -> int:
    """How many accounts were opened here from `start` until `end`."""
    return Account.objects.filter(pk__gte=id_at(start), pk__lt=id_at(end), domain="").count()


def known_servers() -> list[str]:
    """The other servers that anybody known here is from."""
    return sorted(Account.objects.exclude(domain="").values_list("domain", flat=True).distinct())


def contact_account() -> Account | None:
    """Whom to write to about the server: the first who looks after it, else the first moderator."""
    people = User.objects.filter(Q(is_staff=True) | Q(is_moderator=True), account__isnull=False)
    user = people.filter(account__suspended_at=None).order_by("-is_staff", "pk").first()
    return user.account if user else None
