"""Seal what may lie in the database but be read by nobody who only has the database.

The key comes from the server's secret by HKDF (RFC 5869), a different one for each purpose.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from rounds.base.errors import RoundsError


def _key(purpose: str) -> bytes:
    derive = HKDF(SHA256(), 32, salt=None, info=f"rounds {purpose}".encode())
    return derive.derive(str(settings.SECRET_KEY).encode())


def seal(purpose: str, words: str) -> str:
    """`words`, sealed for `purpose`."""
    return Fernet(base64.urlsafe_b64encode(_key(purpose))).encrypt(words.encode()).decode()


def unseal(purpose: str, sealed: str) -> str:
    """What `seal` was given.

    Errors: RoundsError when the server's secret has changed since.
    """
    try:
        return Fernet(base64.urlsafe_b64encode(_key(purpose))).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise RoundsError(
            "This was sealed with another secret. Bring ROUNDS_SECRET back."
        ) from error


def mark(purpose: str, words: str) -> str:
    """A keyed digest by which the same `words` are known again, and nothing else is learnt."""
    return hmac.new(_key(purpose), words.encode(), hashlib.sha256).hexdigest()
