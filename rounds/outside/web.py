"""The guarded way to other people's web servers.

A page somebody names may stand on a private machine, redirect to one, be endless or never answer.
So every host is resolved here, each address it has must be a public one, and the connection goes to
the very address that was looked at; each redirect is judged anew; bytes, time and redirects have an
end. Errors say what kind of trouble it was, never what was sent or answered.
"""

import asyncio
import ipaddress
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from rounds.base.errors import RoundsError

# A third of a second at the start of every server, for what few requests need: loaded by the first.
if TYPE_CHECKING:
    import aiohttp
    from aiohttp.abc import ResolveResult

LONGEST = 1024 * 1024
SECONDS = 10.0
REDIRECTS = 4
_MOVED = {301, 302, 303, 307, 308}
_PORTS = {80, 443, 8080, 8443}


class Unreachable(RoundsError):
    """The other server can't be reached, may not be, or answered too much or too late."""

    def __init__(self, words: str = "The other server could not be reached.") -> None:
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: its status, the address in the end, and the body."""

    status: int
    url: str
    body: bytes
    content_type: str = ""
    retry_after: str = ""

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> dict[str, Any]:
        """The body as a JSON object.

        Errors: Unreachable when it is none.
        """
        try:
            found = json.loads(self.body)
        except ValueError as error:
            raise Unreachable("The other server's answer can't be read.") from error
        if not isinstance(found, dict):
            raise Unreachable("The other server's answer can't be read.")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to ask: `form`, or `body` as it is, is posted; without either the address is read."""

    url: str
    form: Mapping[str, str] | None = None
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    longest: int = LONGEST
    redirects: int = REDIRECTS
    seconds: float = SECONDS

    @property
    def posted(self) -> Mapping[str, str] | bytes | None:
        """What is posted, if anything."""
        return self.form if self.body is None else self.body


# Addresses whose last 32 bits are one of IPv4: behind a translator (RFC 6052), and the old form
# that RFC 4291, 2.5.5.1, keeps as deprecated.
_ENDS_IN_IPV4 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))


def may_reach(address: str) -> bool:
    """Whether `address` is one of the public internet, or this machine's where a setting lets it be.

    An IPv4 address inside an IPv6 one counts as what is inside.
    """
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inside = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if any(found in network for network in _ENDS_IN_IPV4) and not found.is_loopback:
            inside = ipaddress.IPv4Address(found.packed[-4:])
        found = inside or found
    if found.is_loopback:
        return bool(settings.ROUNDS.reach_loopback)
    return found.is_global and not found.is_multicast


class _Looked:
    """Resolves a host to its addresses, and refuses it where one of them is not public.

    What aiohttp asks of a resolver (`aiohttp.abc.AbstractResolver`), without loading it.
    """

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> "list[ResolveResult]":
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family)
        addresses = [(entry[0], str(entry[4][0])) for entry in found]
        if not addresses or not all(may_reach(address) for _, address in addresses):
            raise OSError("not a public address")
        return [
            {
                "hostname": host, "host": address, "port": port, "family": kind, "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
            for kind, address in addresses
        ]  # fmt: skip

    async def close(self) -> None:
        """Nothing is kept open."""


def check_address(url: str) -> str:
    """`url` if it may be asked at all: https, or http to this machine where a setting allows.

    Errors: Unreachable, saying what a link must be.
    """
    wrong = "Give a whole address that begins with https://."
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Unreachable(wrong) from error
    near = settings.ROUNDS.reach_loopback and host in {"localhost", "127.0.0.1", "::1"}
    if not host or parts.username or parts.password or len(url) > 2000:
        raise Unreachable(wrong)
    if not near and (parts.scheme != "https" or (port or 443) not in _PORTS):
        raise Unreachable(wrong)
    if parts.scheme not in {"http", "https"}:
        raise Unreachable(wrong)
    try:
        # A number in place of a name never asks the resolver.
        if not may_reach(host):
            raise Unreachable(wrong)
    except ValueError:
        pass
    return url


async def _once(session: "aiohttp.ClientSession", request: Request, url: str) -> tuple[Answer, str]:
    method = "GET" if request.posted is None else "POST"
    async with session.request(
        method, url, data=request.posted, headers=request.headers, allow_redirects=False
    ) as answer:
        body = await answer.content.read(request.longest + 1)
        while len(body) <= request.longest and (more := await answer.content.read(65536)):
            body += more
        if len(body) > request.longest:
            raise Unreachable("The other server's answer is too long.")
        onward = answer.headers.get("Location", "") if answer.status in _MOVED else ""
        kind = answer.headers.get("Content-Type", "").split(";")[0].strip().lower()
        wait = answer.headers.get("Retry-After", "")
        return Answer(answer.status, url, body, kind, wait), onward


async def _ask(request: Request) -> Answer:
    import aiohttp

    looked: Any = _Looked()
    limits = aiohttp.ClientTimeout(total=request.seconds)
    connector = aiohttp.TCPConnector(resolver=looked, use_dns_cache=False, force_close=True)
    agent = {"User-Agent": f"Rounds (+{settings.BASE_URL})"}
    async with aiohttp.ClientSession(
        connector=connector, timeout=limits, headers=agent, cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
    ) as session:  # fmt: skip
        url = request.url
        for _turn in range(request.redirects + 1):
            answer, onward = await _once(session, request, check_address(url))
            if not onward:
                return answer
            if request.posted is not None:
                raise Unreachable("The other server sends a form elsewhere.")
            url = urljoin(url, onward)
    raise Unreachable("The other server sends on too often.")


def ask(request: Request) -> Answer:
    """What the server at `request.url` answers. Called from jobs, never in an event loop.

    Errors: Unreachable.
    """
    import aiohttp

    check_address(request.url)

    async def in_time() -> Answer:
        return await asyncio.wait_for(_ask(request), request.seconds + 1)

    try:
        return asyncio.run(in_time())
    except (aiohttp.ClientError, OSError, TimeoutError, UnicodeError) as error:
        raise Unreachable from error
