"""What the resources of this folder have in common: their prefix, people, words of refusals."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec
from django.conf import settings

from rounds.base.errors import Invalid, NotFound
from rounds.edge.mastodon.api import JSON, record_id
from rounds.edge.mastodon.errors import ApiError
from rounds.gate.review.words import Recognisable
from rounds.identity.models import Account
from rounds.identity.queries import account_by_handle, account_by_id
from rounds.timelines.hydrate import account_views

V1 = "/api/rounds/v1"


class Named(msgspec.Struct, kw_only=True):
    """Somebody: by the id of the account, or by name."""

    account_id: str | None = None
    acct: str | None = None


def whom(said: Named, field: str = "account_id") -> Account:
    """The account that is meant.

    Errors: Invalid (with `field`) where nobody here is.
    """
    try:
        if said.account_id:
            return account_by_id(record_id(said.account_id))
        return account_by_handle(said.acct or "")
    except NotFound:
        raise Invalid("Nobody here has this name.", field) from None


class People:
    """Accounts as Mastodon shows them, read once for a whole answer."""

    def __init__(self, ids: Iterable[int | None]) -> None:
        self._views = account_views({one for one in ids if one is not None})

    def __call__(self, account_id: int | None) -> JSON:
        """Mastodon's Account, or null."""
        view = self._views.get(account_id) if account_id is not None else None
        return msgspec.Raw(view.json()) if view else None


def page(path: str) -> str:
    """The address of a page of this server, for what only a browser can do."""
    return f"{settings.BASE_URL}{path}"


@contextmanager
def worded() -> Iterator[None]:
    """A refusal of what somebody wrote names the field, and whether their word would let it pass."""
    try:
        yield
    except Invalid as refusal:
        more: dict[str, object] = {"field": refusal.field} if refusal.field else {}
        if isinstance(refusal, Recognisable):
            more["can_vouch"] = refusal.can_vouch
        raise ApiError(422, str(refusal), **more) from refusal
