"""Which posts that are here an address names: addresses of this server, and those of posts received."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from rounds.identity.models import Account
from rounds.posts.models import Post
from rounds.posts.queries import readable_ids
from rounds.posts.visibility import may_boost

_OWN = re.compile(r"/@([^/@]+)/(\d{1,19})")


@dataclass(frozen=True, slots=True)
class Known:
    """A post that is here and that its reader may read; `may_pass_on` it by a boost or a quote."""

    id: int
    written_at: datetime
    may_pass_on: bool


def _ids_here(uris: Collection[str]) -> dict[str, tuple[str, int]]:
    """Those of `uris` that are addresses of this server, with the name and the id in them."""
    paths = {u: u.removeprefix(settings.BASE_URL) for u in uris if u.startswith(settings.BASE_URL)}
    found = {uri: _OWN.fullmatch(path) for uri, path in paths.items()}
    return {uri: (one[1].lower(), int(one[2])) for uri, one in found.items() if one}


def known_to(reader: Account, uris: Collection[str]) -> dict[str, Known]:
    """Those of `uris` that name posts which are here and which `reader` may read."""
    here = _ids_here(uris)
    names = {(name, pk): uri for uri, (name, pk) in here.items()}
    rows = Post.objects.select_related("author").filter(boost_of=None)
    local = rows.filter(pk__in=[pk for _name, pk in here.values()], local=True)
    found = {names.get((one.author.username.lower(), one.pk), ""): one for one in local}
    found |= {one.uri: one for one in rows.filter(uri__in=[u for u in uris if u])}
    found.pop("", None)
    readable = readable_ids(reader, [one.pk for one in found.values()])
    return {
        uri: Known(one.pk, one.created_at, may_boost(reader.pk, one.author_id, one.visibility))
        for uri, one in found.items()
        if one.pk in readable
    }
