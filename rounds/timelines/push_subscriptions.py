"""Devices that are rung: who asked for it, for which kinds and from whom.

A device belongs to an app's token or to a browser's session and goes with it: a revoked token takes
it along, a session that was logged out rings no more. Its address and keys are secrets: whoever knew
them could follow the device. They are sealed, shown to their own app alone, and never logged.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.db import transaction

from rounds.base.errors import Invalid, NotFound, RoundsError
from rounds.identity.models import User
from rounds.identity.seal import seal, unseal
from rounds.outside.push import Device, from_base64, to_base64
from rounds.timelines import sql
from rounds.timelines.models import PushSubscription

# What apps can ask for, in Mastodon's words; 'admin.sign_up' is kept and never rings.
ALERTS = (
    "mention", "quote", "status", "reblog", "follow", "follow_request", "favourite", "poll",
    "update", "quoted_update", "admin.sign_up", "admin.report",
)  # fmt: skip
# What the page of this server can ask for beside them.
OURS = ("chat", "prompt", "review", "moderation")
POLICIES = ("all", "followed", "follower", "none")
MOST = 20
REFUSALS = 10
_PURPOSE = "push subscription"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose device it is: the token of an app, or the session of a browser."""

    token_id: int | None = None
    session: str | None = None

    def key(self) -> dict[str, Any]:
        """The condition that finds its one row."""
        return {"session": self.session} if self.token_id is None else {"token_id": self.token_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a device is rung for; None leaves it as it is (or as it is at first)."""

    alerts: Collection[str] | None = None
    policy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A device as its own app sees it."""

    id: int
    endpoint: str
    standard: bool
    alerts: frozenset[str]
    policy: str


def _check(wish: Wish) -> dict[str, str]:
    """The columns that `wish` changes.

    Errors: Invalid for an unknown alert or policy.
    """
    changes = {}
    if wish.alerts is not None:
        if not set(wish.alerts) <= {*ALERTS, *OURS}:
            raise Invalid("Validation failed: Alerts are not all known")
        changes["alerts"] = f" {' '.join(sorted(set(wish.alerts)))} "
    if wish.policy is not None:
        if wish.policy not in POLICIES:
            raise Invalid(f"Validation failed: Policy must be one of {', '.join(POLICIES)}")
        changes["policy"] = wish.policy
    return changes


def _sealed(device: Device) -> str:
    kept = {
        "endpoint": device.endpoint,
        "p256dh": to_base64(device.p256dh),
        "auth": to_base64(device.auth),
    }
    return seal(_PURPOSE, msgspec.json.encode(kept).decode())


def device_of(row: PushSubscription) -> Device:
    """Where and how the device is reached.

    Errors: RoundsError when the server's secret has changed since.
    """
    kept: Mapping[str, str] = msgspec.json.decode(unseal(_PURPOSE, row.sealed))
    return Device(
        endpoint=kept["endpoint"], p256dh=from_base64(kept["p256dh"]),
        auth=from_base64(kept["auth"]), standard=row.standard,
    )  # fmt: skip


def _row(holder: Holder) -> PushSubscription:
    found = PushSubscription.objects.filter(**holder.key()).first()
    if found is None:
        raise NotFound
    return found


def _view(row: PushSubscription) -> Subscription:
    try:
        endpoint = device_of(row).endpoint
    except RoundsError as error:
        # Sealed with a secret that is no more: the app asks again.
        raise NotFound from error
    return Subscription(
        id=row.pk, endpoint=endpoint, standard=row.standard,
        alerts=frozenset(row.alerts.split()), policy=row.policy,
    )  # fmt: skip


@transaction.atomic
def subscribe(user: User | int, holder: Holder, device: Device, wish: Wish) -> Subscription:
    """Ring `device` from now on, in place of the one that `holder` had; at most `MOST` for a person.

    Errors: Invalid for an unknown alert or policy.
    """
    changes = _check(wish)
    user_id = user if isinstance(user, int) else user.pk
    PushSubscription.objects.filter(**holder.key()).delete()
    made = PushSubscription.objects.create(
        user_id=user_id, token_id=holder.token_id, session=holder.session,
        sealed=_sealed(device), standard=device.standard, **changes,
    )  # fmt: skip
    rows = PushSubscription.objects.filter(user_id=user_id).order_by("-pk")
    PushSubscription.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[MOST:])).delete()
    return _view(made)


def subscription_of(holder: Holder) -> Subscription:
    """The device of `holder`.

    Errors: NotFound when there is none.
    """
    return _view(_row(holder))


def revise_subscription(holder: Holder, wish: Wish) -> Subscription:
    """Ring for other kinds, or from others.

    Errors: NotFound; Invalid as for `subscribe`.
    """
    row, changes = _row(holder), _check(wish)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    return _view(row)


def unsubscribe(holder: Holder) -> None:
    """Ring no more; nothing happens where there is no device."""
    PushSubscription.objects.filter(**holder.key()).delete()


def row_of(subscription_id: int) -> PushSubscription | None:
    """The row of a device, with the person it belongs to."""
    rows = PushSubscription.objects.select_related("user__account")
    return rows.filter(pk=subscription_id).first()


def forget_row(row: PushSubscription) -> None:
    """The device is no more."""
    row.delete()


def note_success(row: PushSubscription) -> None:
    """Forget what was refused before."""
    if row.refusals:
        PushSubscription.objects.filter(pk=row.pk).update(refusals=0)


def note_refusal(row: PushSubscription) -> None:
    """Count a message that was not taken; a device that takes none is forgotten."""
    if row.refusals + 1 >= REFUSALS:
        row.delete()
    else:
        PushSubscription.objects.filter(pk=row.pk).update(refusals=row.refusals + 1)


_TIE = (
    "EXISTS (SELECT 1 FROM identity_follow f"
    " WHERE f.follower_id = {} AND f.followed_id = {} AND f.accepted)"
)
# From whom, by each policy. The end of one's own poll rings unless nothing does.
_FROM_WHOM = (
    "(s.policy = 'all' OR (s.policy <> 'none' AND u.account_id = %(by)s)"
    f" OR (s.policy = 'followed' AND {_TIE.format('u.account_id', '%(by)s')})"
    f" OR (s.policy = 'follower' AND {_TIE.format('%(by)s', 'u.account_id')}))"
)


def listening(accounts: Collection[int], alert: str, by: int) -> list[tuple[int, int]]:
    """(account, device) of those of `accounts` who want to be rung for `alert` from account `by`.

    One indexed read. What one said one comes to rings whoever hosts it. Nobody suspended, closed, or
    logged out in that browser is among them.
    """
    # Words of ours, so they may stand in the text: SQLite prepares a LIKE with a parameter each time.
    if alert not in ALERTS and alert not in OURS:
        return []
    from_whom = "s.policy <> 'none'" if alert in OURS else _FROM_WHOM
    query = (
        "SELECT u.account_id, s.id FROM timelines_pushsubscription s"
        " JOIN identity_user u ON u.id = s.user_id JOIN identity_account a ON a.id = u.account_id"
        f" WHERE u.account_id IN ({sql.among(accounts)}) AND s.alerts LIKE '%% {alert} %%'"
        " AND u.is_active AND u.approved AND a.suspended_at IS NULL"
        " AND (s.session IS NULL OR EXISTS (SELECT 1 FROM django_session d"
        f" WHERE d.session_key = s.session AND d.expire_date > %(now)s)) AND {from_whom}"
    )
    values = {"by": by, "now": sql.instant()}
    return [(row[0], row[1]) for row in sql.rows(query, values)]


def delete_logged_out() -> None:
    """Forget the browsers that were logged out."""
    query = (
        "SELECT s.id FROM timelines_pushsubscription s WHERE s.session IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM django_session d WHERE d.session_key = s.session AND d.expire_date > %(now)s)"
    )
    PushSubscription.objects.filter(pk__in=sql.ids(query, {"now": sql.instant()})).delete()
