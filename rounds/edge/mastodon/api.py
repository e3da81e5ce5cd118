"""The thin layer under each call of the Mastodon API: what an endpoint is and what it is handed.

A handler is a plain function: it gets a `Call` (who calls, with which scopes, the typed
parameters) and the parts of the path, and gives something that can be JSON. All that is the same
for every call (tokens, scopes, limits, errors, CORS, links to the next page) is done once, in
`door.py`; the table made here also writes the OpenAPI document.

Example:
    class Named(msgspec.Struct):
        comment: str = ""

    @endpoint("POST", "/api/v1/accounts/:id/note", scope="write:accounts", body=Named)
    def note(call: Call[Named], id: str) -> JSON:
        return relationship(call.account, record_id(id))
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

import msgspec
from django.http import HttpRequest

from rounds.base.errors import NotFound
from rounds.base.ids import parse_id
from rounds.base.page import Page
from rounds.edge.mastodon.errors import NEEDS_USER, UNAUTHENTICATED, ApiError
from rounds.edge.mastodon.limits import USUAL, Limit
from rounds.identity.access import Caller
from rounds.identity.models import Account, User

JSON = Any
Needs = Literal["user", "app", "none"]
P = TypeVar("P")


class Nothing(msgspec.Struct, frozen=True):
    """The parameters of a call that takes none."""


class Paged(msgspec.Struct, kw_only=True):
    """The four parameters of every list; structs of lists inherit them."""

    max_id: str | None = None
    since_id: str | None = None
    min_id: str | None = None
    limit: int | None = None

    def page(self, usual: int = 20, most: int = 40) -> Page:
        """The page they ask for: `usual` where no limit is named, at most `most`."""
        return Page(
            max_id=parse_id(self.max_id),
            since_id=parse_id(self.since_id),
            min_id=parse_id(self.min_id),
            limit=clamp(self.limit, usual, most),
        )


def clamp(limit: int | None, usual: int, most: int) -> int:
    """`limit` within 1 and `most`; `usual` where it isn't named."""
    return usual if limit is None else max(1, min(limit, most))


def record_id(text: object) -> int:
    """The id in a path or parameter.

    Errors: NotFound for what can't be one.
    """
    found = parse_id(text)
    if found is None:
        raise NotFound
    return found


@dataclass(slots=True)
class Call(Generic[P]):
    """One call: `caller` is None for a stranger, `params` what was sent, as the endpoint's struct."""

    request: HttpRequest
    caller: Caller | None
    params: P

    @property
    def viewer(self) -> Account | None:
        """The account that calls, or None for a stranger or an app by itself."""
        return self.caller.account if self.caller else None

    @property
    def account(self) -> Account:
        """The account that calls.

        Errors: ApiError 422 where an app calls by itself, 401 for a stranger.
        """
        if self.caller is None:
            raise ApiError(401, UNAUTHENTICATED)
        if self.caller.account is None:
            raise ApiError(422, NEEDS_USER)
        return self.caller.account

    @property
    def user(self) -> User:
        """The sign-in of the account that calls; a query of its own."""
        found: User = self.account.user
        found.account = self.account
        return found

    @property
    def scopes(self) -> frozenset[str]:
        """What the token allows."""
        return self.caller.scopes if self.caller else frozenset()

    @property
    def app(self) -> tuple[str, str]:
        """Name and website of the app that calls; empty for a stranger."""
        return (self.caller.app_name, self.caller.app_website) if self.caller else ("", "")

    def header(self, name: str) -> str:
        """A header of the request, or an empty text."""
        value: str = self.request.headers.get(name, "")
        return value


@dataclass(frozen=True, slots=True)
class Linked:
    """A list with links to its neighbours: `newest` and `oldest` are the ids that paging goes by.

    `items` is a list, or the JSON of one as bytes. `more` says whether older ones may follow.
    """

    items: JSON
    newest: int | None
    oldest: int | None
    more: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with a status or headers of its own; `body` is JSON-able, or JSON as bytes."""

    body: JSON
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One entry of the table: what answers to `method` and `path`, and what it asks for."""

    method: str
    path: str
    handler: Callable[..., JSON]
    scope: str | None
    needs: Needs
    body: type
    group: str
    limit: Limit
    even_unconfirmed: bool
    most_file: int | None

    @property
    def params_in_path(self) -> list[str]:
        """The names after colons in `path`, in order."""
        return [part[1:] for part in self.path.split("/") if part.startswith(":")]


# method -> endpoint for each path, as a tree by the parts of the path; ':' leads to any part.
_tree: dict[str, Any] = {}
_ENDS = "\0"
endpoints: list[Endpoint] = []


def endpoint(
    method: str,
    path: str,
    *,
    scope: str | None = None,
    needs: Needs = "user",
    body: type | None = None,
    group: str = "",
    limit: Limit = USUAL,
    even_unconfirmed: bool = False,
    most_file: int | None = None,
) -> Callable[[Callable[..., JSON]], Callable[..., JSON]]:
    """Put the decorated function into the table as what answers to `method` and `path`.

    `body` is the struct of its parameters, for GET as well. `needs` is 'user' (a person's token),
    'app' (any token) or 'none' (strangers too; a token that is shown must still be good).
    `even_unconfirmed` lets in whose e-mail address isn't confirmed yet. `most_file` is the size of the
    largest file it takes, where that isn't a picture.
    """

    def register(handler: Callable[..., JSON]) -> Callable[..., JSON]:
        entry = Endpoint(
            method, path, handler, scope, needs, body or Nothing,
            group or handler.__module__.rpartition(".")[2], limit,
            even_unconfirmed, most_file,
        )  # fmt: skip
        node = _tree
        for part in path.strip("/").split("/"):
            node = node.setdefault(":" if part.startswith(":") else part, {})
        methods = node.setdefault(_ENDS, {})
        if method in methods:
            raise ValueError(f"Two endpoints for {method} {path}")
        methods[method] = entry
        endpoints.append(entry)
        return handler

    return register


def _walk(node: dict[str, Any], parts: list[str], values: tuple[str, ...]) -> Any:
    if not parts:
        return (node[_ENDS], values) if _ENDS in node else None
    part = parts[0]
    exact = node.get(part)
    found = _walk(exact, parts[1:], values) if exact is not None else None
    if found is None and ":" in node and part:
        return _walk(node[":"], parts[1:], (*values, part))
    return found


def find(path: str) -> tuple[dict[str, Endpoint], tuple[str, ...]] | None:
    """The endpoints by method that answer at `path`, and the parts of it they are handed."""
    found: tuple[dict[str, Endpoint], tuple[str, ...]] | None = _walk(
        _tree, path.strip("/").split("/"), ()
    )
    return found
