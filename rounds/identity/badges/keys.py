"""The keys with which this server signs badges: made at the first use, replaced by a command.

The private half lies in the database, sealed with the server's secret: a copy of the database alone
signs nothing. A replaced key signs no new badge, but still the list of those of its own that were
revoked. A key that was stolen loses its private half: its list is served no more, and its badges
are issued anew.
"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from rounds.base import clock
from rounds.base.errors import NotFound
from rounds.identity.badges.did import to_did
from rounds.identity.claim_models import SigningKey
from rounds.identity.seal import seal, unseal

_PURPOSE = "signing key"


def make_key() -> SigningKey:
    """A new key, which signs from now on."""
    made = Ed25519PrivateKey.generate()
    return SigningKey.objects.create(
        public=to_did(made.public_key().public_bytes_raw()),
        sealed=seal(_PURPOSE, made.private_bytes_raw().hex()),
    )


def current_key() -> SigningKey:
    """The key that signs now; made where there is none."""
    found = SigningKey.objects.filter(ended_at__isnull=True).order_by("-id").first()
    return found or make_key()


def key_by_id(key_id: int) -> SigningKey:
    """A key that may still sign its list.

    Errors: NotFound, also for one that was stolen.
    """
    found = SigningKey.objects.filter(pk=key_id).exclude(sealed="").first()
    if found is None:
        raise NotFound
    return found


def private(key: SigningKey) -> Ed25519PrivateKey:
    """The private half of `key`.

    Errors: RoundsError when the server's secret has changed since.
    """
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(unseal(_PURPOSE, key.sealed)))


def list_keys() -> list[SigningKey]:
    """Every key that this server stands for, the newest first."""
    return list(SigningKey.objects.exclude(sealed="").order_by("-id"))


@transaction.atomic
def replace_key(*, stolen: bool = False) -> SigningKey:
    """Let a new key sign from now on; with `stolen`, forget the private half of all before it."""
    before = SigningKey.objects.filter(ended_at__isnull=True)
    before.update(ended_at=clock.now())
    if stolen:
        SigningKey.objects.update(sealed="")
    return make_key()
