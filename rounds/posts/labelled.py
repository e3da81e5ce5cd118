"""From what an author chose to what a post holds: voice, licence and interests, resolved and frozen.

Each function gives fields of a `Post`. Who leaves the voice out speaks for themselves; who leaves
the licence out gives the one they usually give.
"""

from typing import Any

from rounds.base import text as words
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.identity.interests import confirm_register, freeze_interests, readable_snapshot
from rounds.identity.models import Account
from rounds.identity.queries import account_by_id
from rounds.identity.register import NONE, together
from rounds.identity.representatives import is_organisation, may_speak_for
from rounds.identity.roles import OrganisationKind
from rounds.posts.composition import Composition
from rounds.posts.labels import (
    ALL_RIGHTS_RESERVED,
    LICENCES,
    LONGEST_SPONSOR,
    LONGEST_SUMMARY,
    Bloom,
    ForWhom,
    Labels,
    Level,
    Voice,
    may_relicense,
)
from rounds.posts.models import Post

_NOT_APPOINTED = (
    "You are not, or no longer, a representative of this organisation. Choose another voice."
)
_SPOKE_THEN = (
    "You no longer speak for this organisation, so what you said in its name can't be changed. You "
    "may still delete the post."
)
_STILL_SPONSORED = (
    "Who sponsored a post stays with it. Correct the name if it is wrong; it can't be left out."
)
_STILL_TEACHES = (
    "What was published as teaching stays teaching, with the interests declared for it. Leave the "
    "mark, or delete the post and write another."
)


def _organisation(author: Account, labels: Labels) -> Account | None:
    """In whose name the post speaks.

    Errors: Refused for an organisation that the author may not speak for.
    """
    if is_organisation(author):
        return author
    if labels.voice is not Voice.ORGANISATION:
        return None
    try:
        organisation = account_by_id(labels.speaks_for)
    except NotFound:
        raise Refused(_NOT_APPOINTED) from None
    if not may_speak_for(author, organisation):
        raise Refused(_NOT_APPOINTED)
    return organisation


def voice_of(author: Account, labels: Labels) -> dict[str, Any]:
    """Voice, organisation and whether a company speaks, as of now.

    Errors: Refused for an organisation that the author may not speak for.
    """
    organisation = _organisation(author, labels)
    if organisation is None:
        return {"voice": labels.voice or Voice.PERSONAL}
    return {
        "voice": Voice.ORGANISATION,
        "speaks_for": organisation.pk,
        "speaks_for_handle": organisation.handle,
        "speaks_for_name": organisation.shown_name,
        "industry": organisation.organisation_kind == OrganisationKind.INDUSTRY,
    }


def licence_of(author: Account, labels: Labels) -> dict[str, Any]:
    """The licence chosen, else the author's usual one, else all rights reserved."""
    wished = labels.licence or author.default_licence
    return {"licence": wished if wished in LICENCES else ALL_RIGHTS_RESERVED}


def licence_after(post: Post, labels: Labels) -> dict[str, Any]:
    """The licence after an edit; left out, it stays.

    Errors: Invalid (field 'licence') for one that takes back what was permitted.
    """
    wished = labels.licence or post.licence
    if not may_relicense(post.licence, wished):
        raise Invalid(
            "What the licence of a published post permits can't be taken back. Choose the same "
            "licence or one that permits more.",
            "licence",
        )
    return {"licence": wished}


def told_by(labels: Labels) -> dict[str, Any]:
    """What an author says about a post and may say otherwise later."""
    sponsor = " ".join(words.plain(labels.sponsored_by).split())
    return {
        "for_whom": labels.for_whom,
        "summary": words.plain(labels.summary).strip()[:LONGEST_SUMMARY],
        "sponsored_by": sponsor[:LONGEST_SPONSOR],
        "level": labels.level,
        "bloom": labels.bloom,
    }


def check_edit(post: Post, piece: Composition) -> None:
    """Refuse an edit by somebody who may no longer speak so, or that takes a label off.

    Errors: Refused for a post in the name of an organisation that its author speaks for no longer;
    Invalid (field 'sponsored_by' or 'teaching'): who sponsored a post may be corrected, and what
    was published as teaching stays it, with its register of interests.
    """
    check_still_speaks(post)
    if post.sponsored_by and not told_by(piece.labels)["sponsored_by"]:
        raise Invalid(_STILL_SPONSORED, "sponsored_by")
    if post.teaching and not piece.teaching:
        raise Invalid(_STILL_TEACHES, "teaching")


def check_still_speaks(post: Post) -> None:
    """Refuse to change what an organisation said once its author may no longer speak for it.

    Errors: Refused.
    """
    if post.voice != Voice.ORGANISATION or is_organisation(post.author):
        return
    try:
        if may_speak_for(post.author, account_by_id(post.speaks_for)):
            return
    except NotFound:
        pass
    raise Refused(_SPOKE_THEN)


def _said(piece: Composition) -> str:
    return words.plain(piece.interests or "").strip()


def interests_of(author: Account, piece: Composition) -> dict[str, Any]:
    """The line of interests; for teaching with the register as it stands, frozen.

    Somebody who never declared anything and says 'none' has declared that from now on.
    """
    said = _said(piece)
    if not piece.teaching:
        return {"interests": together(said, "")}
    if author.interests_declared_at is None and said.casefold() == NONE:
        confirm_register(author)
    snapshot = freeze_interests(author)
    return {
        "interests": together(said, snapshot.line),
        "interests_at": snapshot.declared_at,
        "interests_snapshot": snapshot.pk,
    }


def interests_after(post: Post, piece: Composition) -> dict[str, Any]:
    """The line after an edit: its snapshot stays, and what that says can't be edited away."""
    if post.interests_snapshot is None:
        return interests_of(post.author, piece)
    snapshot = readable_snapshot(post.interests_snapshot)
    return {"interests": together(_said(piece), snapshot.line)}


_KEPT = (
    "teaching", "interests", "voice", "speaks_for_handle", "speaks_for_name", "industry",
    "sponsored_by", "for_whom", "summary", "licence", "level", "bloom",
)  # fmt: skip


def labels_then(post: Post) -> dict[str, Any]:
    """The labels of `post` as a version keeps them: what can be written as JSON, ids as text."""
    numbers = ("interests_snapshot", "speaks_for")
    return {
        **{name: getattr(post, name) for name in _KEPT},
        **{name: str(number) for name in numbers if (number := getattr(post, name))},
        "interests_at": post.interests_at.isoformat() if post.interests_at else None,
    }


def labels_of(post: Post) -> Labels:
    """The labels of `post`, as an edit begins with them."""
    return Labels(
        voice=Voice(post.voice), speaks_for=post.speaks_for, licence=post.licence,
        for_whom=ForWhom(post.for_whom), summary=post.summary, sponsored_by=post.sponsored_by,
        level=Level(post.level), bloom=Bloom(post.bloom),
    )  # fmt: skip
