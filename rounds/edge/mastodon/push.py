"""Web Push, as the Mastodon API calls it: one subscription for each token.

Source: docs.joinmastodon.org/methods/push
"""

import msgspec

from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint
from rounds.outside.push import checked_device
from rounds.timelines import push_key
from rounds.timelines.push_subscriptions import (
    ALERTS,
    Holder,
    Subscription,
    Wish,
    revise_subscription,
    subscribe,
    subscription_of,
    unsubscribe,
)

_PATH = "/api/v1/push/subscription"


class Alerts(msgspec.Struct, kw_only=True):
    """What to be rung for."""

    mention: bool = False
    quote: bool = False
    status: bool = False
    reblog: bool = False
    follow: bool = False
    follow_request: bool = False
    favourite: bool = False
    poll: bool = False
    update: bool = False
    quoted_update: bool = False
    admin_sign_up: bool = msgspec.field(default=False, name="admin.sign_up")
    admin_report: bool = msgspec.field(default=False, name="admin.report")


class Data(msgspec.Struct, kw_only=True):
    """What to be rung for, and by whom."""

    alerts: Alerts | None = None
    policy: str | None = None


class Keys(msgspec.Struct, kw_only=True):
    """What the words are encrypted with."""

    p256dh: str
    auth: str


class Device(msgspec.Struct, kw_only=True):
    """Where to send."""

    endpoint: str
    keys: Keys
    standard: bool = False


class Revised(msgspec.Struct, kw_only=True):
    """What to change. Some apps say the policy beside the data instead of in it."""

    data: Data | None = None
    policy: str | None = None


class Wanted(Revised, kw_only=True):
    """A device, and what to ring it for."""

    subscription: Device


def _wish(said: Revised) -> Wish:
    data = said.data or Data()
    alerts = None
    if data.alerts is not None:
        chosen = msgspec.to_builtins(data.alerts)
        alerts = [name for name in ALERTS if chosen[name]]
    return Wish(alerts=alerts, policy=data.policy or said.policy or None)


def _holder(call: Call[Revised] | Call[Wanted] | Call[Nothing]) -> Holder:
    return Holder(token_id=call.caller.token_id if call.caller else None)


def _entity(found: Subscription) -> JSON:
    return {
        "id": str(found.id),
        "endpoint": found.endpoint,
        "standard": found.standard,
        "alerts": {name: name in found.alerts for name in ALERTS},
        "policy": found.policy,
        "server_key": push_key.public_key(),
    }


@endpoint("POST", _PATH, scope="push", body=Wanted)
def set_subscription(call: Call[Wanted]) -> JSON:
    """Ring a device from now on, in place of the one that this token had."""
    said = call.params.subscription
    device = checked_device(said.endpoint, said.keys.p256dh, said.keys.auth, said.standard)
    return _entity(subscribe(call.user, _holder(call), device, _wish(call.params)))


@endpoint("GET", _PATH, scope="push")
def show_subscription(call: Call[Nothing]) -> JSON:
    """The device of this token."""
    return _entity(subscription_of(_holder(call)))


@endpoint("PUT", _PATH, scope="push", body=Revised)
def revise(call: Call[Revised]) -> JSON:
    """Ring for other kinds, or from others."""
    return _entity(revise_subscription(_holder(call), _wish(call.params)))


@endpoint("DELETE", _PATH, scope="push")
def delete_subscription(call: Call[Nothing]) -> JSON:
    """Ring no more."""
    unsubscribe(_holder(call))
    return {}
