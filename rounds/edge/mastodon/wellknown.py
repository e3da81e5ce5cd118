"""Addresses that other programs know beforehand: nodeinfo, host-meta, WebFinger.

Source: RFC 7033 (WebFinger), RFC 6415 (host-meta), nodeinfo.diaspora.software (2.0 and 2.1)
"""

from typing import Any
from urllib.parse import urlsplit

import msgspec
from django.conf import settings
from django.http import HttpResponse
from django.utils.html import escape

from rounds.base.errors import NotFound
from rounds.edge.mastodon.api import JSON, Answer, Call, Nothing, endpoint
from rounds.edge.mastodon.errors import ApiError
from rounds.edge.mastodon.instance import census, own_version
from rounds.identity.queries import account_by_handle
from rounds.timelines import addresses
from rounds.timelines.hydrate import hydrate_account

_SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/"


@endpoint("GET", "/.well-known/nodeinfo", needs="none")
def nodeinfo_links(call: Call[Nothing]) -> JSON:
    """Where the server describes itself."""
    base = settings.BASE_URL
    return {
        "links": [
            {"rel": f"{_SCHEMA}{version}", "href": f"{base}/nodeinfo/{version}"}
            for version in ("2.0", "2.1")
        ]
    }


def _nodeinfo(version: str) -> dict[str, Any]:
    here = census()
    software = {"name": "rounds", "version": own_version()}
    return {
        "version": version,
        "software": software,
        "protocols": [],
        "services": {"inbound": [], "outbound": []},
        "openRegistrations": settings.ROUNDS.registration in {"open", "approval"},
        "usage": {
            "users": {
                "total": here.people,
                "activeMonth": here.active_month,
                "activeHalfyear": here.active_half_year,
            },
            "localPosts": here.posts,
        },
        "metadata": {
            "nodeName": settings.ROUNDS.name,
            "nodeDescription": settings.ROUNDS.description,
        },
    }


@endpoint("GET", "/nodeinfo/:version", needs="none")
def nodeinfo(call: Call[Nothing], version: str) -> JSON:
    """The server about itself; it speaks no protocol between servers yet and says so."""
    if version not in {"2.0", "2.1"}:
        raise NotFound
    kind = f'application/json; profile="{_SCHEMA}{version}#"; charset=utf-8'
    return Answer(_nodeinfo(version), headers={"Content-Type": kind})


@endpoint("GET", "/.well-known/host-meta", needs="none")
def host_meta(call: Call[Nothing]) -> JSON:
    """Where WebFinger answers."""
    template = escape(f"{settings.BASE_URL}/.well-known/webfinger?resource={{uri}}")
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">'
        f'<Link rel="lrdd" template="{template}"/></XRD>'
    )
    return HttpResponse(body, content_type="application/xrd+xml; charset=utf-8")


class Sought(msgspec.Struct):
    """Whom somebody asks about: `acct:leo@host`, or the address of a profile."""

    resource: str = ""


def _handle(resource: str) -> str:
    """The handle that `resource` names.

    Errors: ApiError 400 for what names nobody, NotFound for somebody elsewhere.
    """
    if resource.startswith("acct:"):
        name, _, host = resource.removeprefix("acct:").removeprefix("@").partition("@")
        if host.lower() != settings.LOCAL_HOST.lower():
            raise NotFound
        return name
    parts = urlsplit(resource)
    if parts.scheme not in {"http", "https"}:
        raise ApiError(400, "Name a resource, such as acct:name@host")
    if parts.netloc.lower() != settings.LOCAL_HOST.lower() or not parts.path.startswith("/@"):
        raise NotFound
    return parts.path.removeprefix("/@").strip("/")


@endpoint("GET", "/.well-known/webfinger", needs="none", body=Sought)
def webfinger(call: Call[Sought]) -> JSON:
    """Somebody here, and where their page and picture are."""
    account = account_by_handle(_handle(call.params.resource))
    view = hydrate_account(None, account.pk)
    if view is None or account.domain:
        raise NotFound
    page = addresses.account_url(account.username)
    links = [{"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": page}]
    if view.has_avatar:
        links.append(
            {"rel": "http://webfinger.net/rel/avatar", "type": "image/webp", "href": view.avatar}
        )
    said = {
        "subject": f"acct:{account.username}@{settings.LOCAL_HOST}",
        "aliases": [page],
        "links": links,
    }
    return Answer(said, headers={"Content-Type": "application/jrd+json; charset=utf-8"})
