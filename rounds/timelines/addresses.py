"""The addresses of people, posts, tags and files on this server."""

import re
from urllib.parse import quote, urlsplit

from django.conf import settings

from rounds.base.ids import parse_id
from rounds.base.text import normal_tag

NO_AVATAR = "icons/person.png"
NO_HEADER = "icons/header.png"


def account_url(username: str, domain: str = "", uri: str = "") -> str:
    """The page of somebody; elsewhere, the address they are known by."""
    if domain:
        return uri or f"https://{domain}/@{username}"
    return f"{settings.BASE_URL}/@{username}"


def post_url(username: str, post_id: int, uri: str = "") -> str:
    """The page of a post; of one from elsewhere, its address there."""
    return uri or f"{settings.BASE_URL}/@{username}/{post_id}"


def page_url(path: str) -> str:
    """The page at `path` of this server."""
    return f"{settings.BASE_URL}{path}"


def tag_url(name: str) -> str:
    """The page of a hashtag."""
    return f"{settings.BASE_URL}/tags/{quote(normal_tag(name))}"


def media_url(name: str) -> str:
    """Where the stored file `name` is served; empty for none."""
    if not name:
        return ""
    here = settings.BASE_URL if settings.MEDIA_URL.startswith("/") else ""
    return f"{here}{settings.MEDIA_URL}{name}"


def own_picture_url(media_id: int, *, small: bool = False) -> str:
    """Where a picture that no post holds yet is served, to its owner alone."""
    return f"{settings.BASE_URL}/pictures/{media_id}/{'small' if small else 'whole'}.webp"


def static_url(name: str) -> str:
    """Where the static file `name` is served."""
    return f"{settings.BASE_URL}{settings.STATIC_URL}{name}"


def near(url: str) -> str:
    """`url` as a path where it is ours, so that it holds under every name of this server."""
    parts, ours = urlsplit(url), urlsplit(settings.BASE_URL)
    return parts.path if (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc) else url


_POST = re.compile(r"/(?:@[\w.-]+|x|users/[\w.-]+/statuses)/(\d{1,19})/?$")


def id_in_address(text: str) -> int | None:
    """The id in the address of a post here; None for any other text."""
    address = text.strip()
    if not address.startswith(settings.BASE_URL + "/"):
        return None
    found = _POST.search(address)
    return parse_id(found[1]) if found else None
