"""One post of one's own as the archive has it: an activity with its note, labels, versions and pictures."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from django.conf import settings

from rounds.gate.draft import Draft, PollDraft
from rounds.gate.vouch import words_given
from rounds.identity.interests import readable_snapshot
from rounds.identity.models import Account
from rounds.moving.vocabulary import audience
from rounds.posts.labels import LICENCES, ForWhom, Labels, Voice
from rounds.posts.models import Media, Poll, Post
from rounds.posts.provenance import told_of
from rounds.posts.queries import uri_of
from rounds.posts.takeout import path_in_archive


def _actor(account: Account) -> str:
    return f"{settings.BASE_URL}/@{account.username}"


def _licence_url(post: Post) -> str:
    return LICENCES[post.licence].url if post.licence in LICENCES else ""


def _picture(picture: Media, post: Post) -> dict[str, Any]:
    told = told_of(picture.provenance, (picture.width, picture.height))
    return {
        "type": "Document", "mediaType": picture.mime, "url": f"/{path_in_archive(picture)}",
        "name": picture.description, "blurhash": picture.blurhash, "width": picture.width,
        "height": picture.height, "focalPoint": [picture.focus_x, picture.focus_y],
        "rounds:licence": post.licence, "rounds:hadCredential": picture.had_credential,
        "rounds:contentCredential": msgspec.to_builtins(told) if told else None,
    }  # fmt: skip


def _labels(post: Post) -> dict[str, Any]:
    return {
        "voice": post.voice, "speaksFor": post.speaks_for_handle, "speaksForName": post.speaks_for_name,
        "speaksForId": str(post.speaks_for or ""), "industry": post.industry,
        "sponsoredBy": post.sponsored_by, "forWhom": post.for_whom, "summary": post.summary,
        "licence": post.licence, "level": post.level, "bloom": post.bloom,
    }  # fmt: skip


def _labels_then(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The labels of an earlier version, where they were kept."""
    if not kept:
        return {}
    return {
        "rounds:teaching": kept["teaching"], "rounds:interests": kept["interests"],
        "rounds:labels": {
            "voice": kept["voice"], "speaksFor": kept["speaks_for_handle"],
            "speaksForName": kept["speaks_for_name"], "speaksForId": kept.get("speaks_for", ""),
            "industry": kept["industry"], "sponsoredBy": kept["sponsored_by"],
            "forWhom": kept["for_whom"], "summary": kept["summary"], "licence": kept["licence"],
            "level": kept["level"], "bloom": kept["bloom"],
        },
    }  # fmt: skip


def _interests(post: Post) -> dict[str, Any]:
    found: dict[str, Any] = {"rounds:interests": post.interests}
    if post.interests_at:
        found["rounds:interestsDeclared"] = post.interests_at.isoformat()
    if post.interests_snapshot:
        frozen = readable_snapshot(post.interests_snapshot)
        found["rounds:interestsSnapshot"] = {
            "id": str(frozen.pk), "digest": frozen.digest, "document": frozen.document,
            "at": frozen.at.isoformat(),
        }  # fmt: skip
    return found


def _poll(poll: Poll) -> dict[str, Any]:
    options = [
        {"type": "Note", "name": name, "replies": {"type": "Collection", "totalItems": votes}}
        for name, votes in zip(poll.options, poll.counts, strict=False)
    ]
    found: dict[str, Any] = {
        "type": "Question", "anyOf" if poll.multiple else "oneOf": options,
        "votersCount": poll.voters_count,
    }  # fmt: skip
    if poll.expires_at:
        found["endTime"] = poll.expires_at.isoformat()
    return found


def _drafts(post: Post) -> Iterator[Draft]:
    """The post and its earlier versions as the gate reads them."""
    poll = getattr(post, "poll", None)
    yield Draft(
        text=post.source, content_warning=post.content_warning, teaching=post.teaching,
        interests=post.interests or None, media=tuple(one.pk for one in post.media.all()),
        poll=PollDraft(options=tuple(poll.options)) if poll else None,
        labels=Labels(
            voice=Voice(post.voice), speaks_for=post.speaks_for, for_whom=ForWhom(post.for_whom),
            summary=post.summary, licence=post.licence, sponsored_by=post.sponsored_by,
        ),
    )  # fmt: skip
    for one in post.revisions.all():
        yield Draft(text=one.source or "-", content_warning=one.content_warning)


def _note(account: Account, post: Post, origins: list[str]) -> dict[str, Any]:
    name = uri_of(post)
    poll = getattr(post, "poll", None)
    named = [mention.account.handle for mention in post.mentions.all() if not mention.silent]
    tags = [
        {"type": "Hashtag", "name": f"#{use.tag.shown}", "href": f"{settings.BASE_URL}/tags/{use.tag.name}"}
        for use in post.tags.all()
    ]  # fmt: skip
    return {
        "id": name, "url": name, "type": "Note", "attributedTo": _actor(account),
        "published": post.created_at.isoformat(),
        "updated": post.edited_at.isoformat() if post.edited_at else None,
        "summary": post.content_warning or None, "sensitive": post.sensitive,
        "content": post.html, "contentMap": {post.language: post.html} if post.language else {},
        "source": {"content": post.source, "mediaType": "text/plain"},
        "inReplyTo": uri_of(post.reply_to) if post.reply_to else None,
        "quoteUrl": uri_of(post.quote_of) if post.quote_of else None,
        "tag": tags, "attachment": [_picture(one, post) for one in post.media.all()],
        "schema:license": _licence_url(post) or None,
        "rounds:language": post.language, "rounds:labels": _labels(post),
        "rounds:teaching": post.teaching, "rounds:origin": origins,
        "rounds:confirmed": words_given(account, _drafts(post), post.release_id, name),
        "rounds:roleWhenWritten": post.role_line, "rounds:credentialWhenWritten": post.credential_line,
        "rounds:reviewed": post.reviewed, "rounds:corrected": post.corrected,
        "rounds:earlierVersions": [
            {
                "content": one.source, "summary": one.content_warning, "sensitive": one.sensitive,
                "published": one.written_at.isoformat(), **_labels_then(one.labels),
            }
            for one in post.revisions.all()
        ],
        **_interests(post), **(_poll(poll) if poll else {}),
        **audience(post.visibility, f"{_actor(account)}/followers", named),
    }  # fmt: skip


def post_activity(account: Account, post: Post, origins: list[str]) -> dict[str, Any]:
    """The activity that made `post`; `origins` are the addresses it had before it came here."""
    note = _note(account, post, origins)
    return {
        "id": f"{note['id']}/activity", "type": "Create", "actor": _actor(account),
        "published": note["published"], "to": note["to"], "cc": note["cc"], "object": note,
    }  # fmt: skip


def boost_activity(account: Account, boost: Post) -> dict[str, Any]:
    """The activity that passed another's post on; what that says is theirs, so only its address."""
    assert boost.boost_of is not None
    return {
        "id": f"{_actor(account)}/{boost.pk}/activity", "type": "Announce", "actor": _actor(account),
        "published": boost.created_at.isoformat(), "object": uri_of(boost.boost_of),
        **audience(boost.visibility, f"{_actor(account)}/followers", []),
    }  # fmt: skip
