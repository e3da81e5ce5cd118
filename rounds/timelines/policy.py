"""The notification policy: by whom somebody wants to be told; what it held back waits as requests."""

from collections.abc import Collection, Mapping

import msgspec
from django.db import transaction

from rounds.base.errors import Invalid, NotFound
from rounds.identity.models import Account
from rounds.timelines import sql
from rounds.timelines.hydrate import account_views, views_by_id
from rounds.timelines.models import Notification, NotificationPolicy
from rounds.timelines.page import Page, bounds, direction, size
from rounds.timelines.tell import CHOICES, RULES
from rounds.timelines.views import AccountView, PostView
from rounds.timelines.visible import for_viewer, unhidden


class Request(msgspec.Struct, frozen=True):
    """What was held back of one account."""

    account: AccountView
    count: int
    first_stamp: str
    last_stamp: str
    last_post: PostView | None


def policy_of(account: Account) -> tuple[dict[str, str], int, int]:
    """Each rule with its choice; how many accounts wait, and how many notifications."""
    row = NotificationPolicy.objects.filter(account=account).first()
    chosen = row.choices if row else {}
    held = Notification.objects.filter(account=account, filtered=True)
    choices = {rule: chosen.get(rule, "accept") for rule in RULES}
    return choices, held.values("by_id").distinct().count(), held.count()


@transaction.atomic
def revise_policy(account: Account, choices: Mapping[str, str]) -> None:
    """Change some rules; those not named stay.

    Errors: Invalid for an unknown rule or choice.
    """
    for rule, choice in choices.items():
        if rule not in RULES or choice not in CHOICES:
            raise Invalid(f"Choose one of {', '.join(CHOICES)}.", rule)
    row, _ = NotificationPolicy.objects.get_or_create(account=account)
    row.choices = {**row.choices, **choices}
    row.save(update_fields=["choices"])


def requests_of(
    account: Account, page: Page | None = None, *, only: int | None = None
) -> list[Request]:
    """Whose notifications wait, paged by the account's id, newest account first."""
    page = page or Page(limit=40)
    alone = f" AND n.by_id = {int(only)}" if only is not None else ""
    query = (
        "SELECT n.by_id, COUNT(*), MIN(n.at), MAX(n.at), MAX(n.post_id)"
        " FROM timelines_notification n WHERE n.account_id = %(me)s AND n.filtered"
        f" AND {bounds(page, 'n.by_id')}{alone} AND {unhidden('n.by_id')} GROUP BY n.by_id"
        f" ORDER BY n.by_id {direction(page)} LIMIT {size(page)}"
    )
    rows = sorted(sql.rows(query, for_viewer(account)), key=lambda row: -row[0])
    people = account_views(row[0] for row in rows)
    posts = views_by_id(account, [row[4] for row in rows if row[4]])
    return [
        Request(people[by], count, sql.stamp(first), sql.stamp(last), posts.get(post_id))
        for by, count, first, last, post_id in rows
        if by in people
    ]


@transaction.atomic
def accept_requests(account: Account, account_ids: Collection[int]) -> None:
    """Be told by these accounts from now on, and of what was held back.

    Errors: NotFound when nothing of any of them waits.
    """
    held = Notification.objects.filter(account=account, by_id__in=account_ids, filtered=True)
    if not held.update(filtered=False):
        raise NotFound
    row, _ = NotificationPolicy.objects.get_or_create(account=account)
    row.let_in = sorted({*row.let_in, *account_ids})
    row.save(update_fields=["let_in"])


def dismiss_requests(account: Account, account_ids: Collection[int]) -> None:
    """Delete what was held back of these accounts.

    Errors: NotFound when nothing of any of them waits.
    """
    held = Notification.objects.filter(account=account, by_id__in=account_ids, filtered=True)
    if not held.delete()[0]:
        raise NotFound
