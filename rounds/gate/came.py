"""What a draft that was published elsewhere brings with it, and the words its author gave there.

An archive names what its author confirmed by a seal: the digest of the address, the kind and the
words together. It says nothing that the text beside it doesn't, and proves nothing to anybody: who
brings the archive in says that the posts are theirs, and answers for them.
"""

import hashlib
from collections.abc import Iterable

import msgspec

from rounds.gate.draft import Draft
from rounds.gate.finding import Confirmation, Finding, confirmations
from rounds.gate.models import BroughtIn, KeptDraft
from rounds.identity.models import Account
from rounds.posts.composition import Elsewhere, Version


class Came(msgspec.Struct, frozen=True, kw_only=True):
    """Where and when a draft was published before: its addresses there, its dates and versions.

    `tied` is the draft with its ties to others' posts, for the day it is published as it was.
    """

    elsewhere: Elsewhere
    uris: tuple[str, ...]
    tied: Draft | None = None


def came_of(kept: KeptDraft) -> Came | None:
    """Whence `kept` came; None for a draft that was written here."""
    return msgspec.convert(kept.came, Came) if kept.came else None


def as_draft(version: Version) -> Draft:
    """An earlier version of a post, to be judged like a draft."""
    return Draft(text=version.source or "-", content_warning=version.content_warning)


def digest_of_address(uri: str) -> str:
    """By what an address is looked up."""
    return hashlib.sha256(uri.encode()).hexdigest()


def travelling_seal(uri: str, word: Confirmation) -> str:
    """`word`, as an archive carries it beside the post `uri`."""
    return hashlib.sha256(f"{uri}\x1f{word.kind}\x1f{word.digest}".encode()).hexdigest()


def sealed_for(uri: str, findings: Iterable[Finding], seals: Iterable[str]) -> list[Confirmation]:
    """Of `findings`, those that `seals` say were confirmed in the post `uri`."""
    told = frozenset(seals)
    words = confirmations(findings) if told else []
    return [word for word in words if travelling_seal(uri, word) in told]


def note_published(author: Account, came: Came, post_id: int) -> None:
    """From now on the addresses in `came` are the post's."""
    digests = [digest_of_address(uri) for uri in came.uris]
    BroughtIn.objects.filter(account=author, digest__in=digests).update(post_id=post_id)
