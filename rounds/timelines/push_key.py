"""The key with which this server signs what it sends to devices: made once, at the first use.

The private half lies in the database, sealed with the server's secret, as the keys of badges do.
Every device is bound to the public half, so that a new key means that every app has to ask again.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from rounds.base.errors import RoundsError
from rounds.identity.seal import seal, unseal
from rounds.outside.push import Sender, make_key
from rounds.timelines import sql
from rounds.timelines.models import PushKey, PushSubscription

_PURPOSE = "push key"
_INSERT = (
    "INSERT INTO timelines_pushkey (id, public, sealed, made_at) VALUES (1, %s, %s, %s)"
    " ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class KeyState:
    """The public half, and whether the private half can be opened with the server's secret."""

    public: str
    opens: bool
    devices: int


def _key() -> PushKey:
    found = PushKey.objects.first()
    if found is None:
        public, secret = make_key()
        with connection.cursor() as cursor:
            # Two processes may come here at once: the first one's key stays.
            cursor.execute(_INSERT, [public, seal(_PURPOSE, secret.hex()), sql.instant()])
        found = PushKey.objects.get()
    return found


def public_key() -> str:
    """What apps subscribe with: the public half, base64 for addresses."""
    return _key().public


def sender() -> Sender:
    """Who sends.

    Errors: RoundsError when the server's secret has changed since the key was made.
    """
    contact = settings.ROUNDS.contact
    return Sender(
        secret=bytes.fromhex(unseal(_PURPOSE, _key().sealed)),
        contact=f"mailto:{contact}" if contact else settings.BASE_URL,
    )


def key_state() -> KeyState | None:
    """The key as it stands, for those who look after the server; None before the first use."""
    found = PushKey.objects.first()
    if found is None:
        return None
    try:
        opens = bool(unseal(_PURPOSE, found.sealed))
    except RoundsError:
        opens = False
    return KeyState(found.public, opens, PushSubscription.objects.count())


@transaction.atomic
def renew_key() -> int:
    """Make a new key and forget every device, since none would take what it signs; gives how many."""
    PushKey.objects.all().delete()
    forgotten, _ = PushSubscription.objects.all().delete()
    _key()
    return forgotten
