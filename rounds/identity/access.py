"""Who is calling: a token's owner, scopes and app, read in one indexed query.

It runs before each call, so it makes rows of plain values, and an `Account` from the very same
row, instead of a graph of objects: a twentieth of a millisecond instead of half of one.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections

from rounds.base import clock
from rounds.base.errors import Refused, RoundsError
from rounds.base.sql import rows
from rounds.identity.models import Account, App, AppToken, User
from rounds.identity.scopes import scope_covered


class UnknownToken(RoundsError):
    """Nobody is known by this token: it was never given, or was revoked."""

    def __init__(self) -> None:
        super().__init__("The access token is invalid")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: an app, and (with `account`) the person it acts for."""

    token_id: int
    scopes: frozenset[str]
    app_id: int | None
    app_name: str
    app_website: str
    user_id: int | None
    is_staff: bool
    is_moderator: bool
    account: Account | None

    def may(self, scope: str) -> bool:
        """Whether the token covers `scope`: 'read' covers 'read:statuses', and 'follow' its three."""
        return scope_covered(scope, self.scopes)


def digest(secret: str) -> str:
    """What is kept of a secret: its SHA-256 as hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


_Converters = list[tuple[int, list[Callable[..., Any]], Any]]
_TOKEN_COLUMNS = 14
# What nearly every call that reads asks of its caller's account; the rest is read when asked for.
_FEW = ("id", "username", "domain")


class _Select(NamedTuple):
    """The query, the names of the account's fields, and how their columns become values."""

    sql: str
    names: list[str]
    converters: _Converters


@cache
def _select(vendor: str, whole: bool) -> _Select:
    del vendor  # the converters are those of its connection
    meta, table = Account._meta, Account._meta.db_table
    fields: list[Any] = [f for f in meta.concrete_fields if whole or f.attname in _FEW]
    columns = ", ".join(f'a."{f.column}"' for f in fields)
    sql = (
        "SELECT t.id, t.scopes, t.last_used_on, p.id, p.name, p.website, u.id, u.is_active,"
        " u.approved, u.is_staff, u.is_moderator, a.id, a.suspended_at IS NOT NULL,"
        " (SELECT MAX(CASE WHEN e.verified THEN 1 ELSE 0 END)"
        f' FROM "{EmailAddress._meta.db_table}" e WHERE e.user_id = u.id), {columns}'
        f' FROM "{AppToken._meta.db_table}" t'
        f' LEFT JOIN "{App._meta.db_table}" p ON p.id = t.app_id'
        f' LEFT JOIN "{User._meta.db_table}" u ON u.id = t.user_id'
        f' LEFT JOIN "{table}" a ON a.id = u.account_id WHERE t.digest = %(digest)s'
    )
    converters: _Converters = []
    for index, field in enumerate(fields):
        column = field.get_col(table)
        found = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
        if found:
            converters.append((index, found, column))
    return _Select(sql, [f.attname for f in fields], converters)


def _account(values: Sequence[Any], select: _Select) -> Account:
    row = list(values)
    for index, functions, column in select.converters:
        for convert in functions:
            row[index] = convert(row[index], column, connection)
    return Account.from_db(DEFAULT_DB_ALIAS, select.names, row)


def _refuse_idle(active: bool, approved: bool, suspended: bool, confirmed: int | None) -> None:
    """Errors: Refused, in the words that apps know, for a login that can't be used now."""
    if not active or suspended:
        raise Refused("Your login is currently disabled")
    if confirmed == 0 and settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory":
        raise Refused("Your login is missing a confirmed e-mail address")
    if not approved:
        raise Refused("Your login is currently pending approval")


def _note_use(token_id: int, last_used: Any) -> None:
    """Keep the day a token was last used, for the page of authorised apps: one write a day."""
    today = clock.now().date()
    if str(last_used) != str(today):
        AppToken.objects.filter(pk=token_id).update(last_used_on=today)


def caller_of(secret: str, even_unconfirmed: bool = False, *, whole: bool = True) -> Caller:
    """Who calls with the token `secret`; with `even_unconfirmed`, whatever the e-mail address.

    Without `whole` most of the account is left for when it is asked for: a call that reads rarely does.
    Errors: UnknownToken; Refused for a login that is disabled, unconfirmed or waits for approval.
    """
    select = _select(connections[DEFAULT_DB_ALIAS].vendor, whole)
    found = rows(select.sql, {"digest": digest(secret)})
    if not found:
        raise UnknownToken
    row, account = found[0], None
    if row[6] is not None:
        if row[11] is None:
            raise Refused("Your login is currently disabled")
        _refuse_idle(row[7], row[8], row[12], 1 if even_unconfirmed else row[13])
        account = _account(row[_TOKEN_COLUMNS:], select)
    _note_use(row[0], row[2])
    return Caller(
        token_id=row[0], scopes=frozenset(row[1].split()), app_id=row[3], app_name=row[4] or "",
        app_website=row[5] or "", user_id=row[6], is_staff=bool(row[9]),
        is_moderator=bool(row[10]), account=account,
    )  # fmt: skip
