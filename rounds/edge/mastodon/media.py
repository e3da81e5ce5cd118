"""Pictures for posts.

A picture is looked at in a job before anybody but its owner can fetch it: until then it is answered
with 202 or 206 and without an address, as apps know it from a server that is still at work. Until a
post takes it, its address answers its owner alone.
"""

import msgspec

from rounds.base.errors import Invalid
from rounds.edge.mastodon.api import JSON, Answer, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.asking import unprocessable
from rounds.edge.mastodon.drafting import focus_of
from rounds.edge.mastodon.limits import UPLOADS
from rounds.edge.mastodon.params import Upload
from rounds.posts.media import describe, discard, own_media, upload
from rounds.posts.models import Media
from rounds.posts.seen import CHECKING
from rounds.timelines.addresses import own_picture_url
from rounds.timelines.render import media_entity


class NewMedia(msgspec.Struct, kw_only=True):
    """A picture with what it shows and where to look; its own thumbnail is made here."""

    file: Upload | None = None
    thumbnail: Upload | None = None
    description: str = ""
    focus: str | None = None


class ChangedMedia(msgspec.Struct, kw_only=True):
    """What changes about a picture."""

    description: str | None = None
    focus: str | None = None


def media_json(media: Media) -> JSON:
    """Mastodon's MediaAttachment; `rounds` says how far the look at it is, and what was found."""
    entity = media_entity(
        (
            media.pk, media.kind, media.file, media.preview, media.width, media.height,
            media.preview_width, media.preview_height, media.description, media.blurhash,
            media.focus_x, media.focus_y, media.provenance,
        )
    )  # fmt: skip
    if media.private:
        entity["url"] = own_picture_url(media.pk)
        entity["preview_url"] = own_picture_url(media.pk, small=True)
    if media.state == CHECKING:
        entity["url"] = None
    found = [
        {"id": spot["digest"], "kind": spot["kind"], "box": spot["box"]} for spot in media.spots
    ]
    kept = entity.get("rounds", {}).get("content_credential")
    entity["rounds"] = {
        "state": media.state,
        "findings": found,
        "content_credential": kept,
        "content_credential_removed": media.had_credential and kept is None,
        "content_credential_state": media.provenance.get("state"),
        "remarks": media.remarks,
    }
    return entity


def _uploaded(call: Call[NewMedia]) -> Media:
    sent = call.params
    if sent.file is None:
        raise Invalid("Validation failed: File can't be blank", "file")
    focus = focus_of(sent.focus) or (0.0, 0.0)
    return upload(call.account, sent.file.data, description=sent.description, focus=focus)


@endpoint("POST", "/api/v2/media", scope="write:media", body=NewMedia, limit=UPLOADS)
def upload_media(call: Call[NewMedia]) -> JSON:
    """Upload a picture; it waits a day for its post. 202 while it is still looked at."""
    made = _uploaded(call)
    return Answer(media_json(made), 202 if made.state == CHECKING else 200)


@endpoint("POST", "/api/v1/media", scope="write:media", body=NewMedia, limit=UPLOADS)
def upload_media_v1(call: Call[NewMedia]) -> JSON:
    """Upload a picture, as older apps do, which know no 202."""
    return media_json(_uploaded(call))


@endpoint("GET", "/api/v1/media/:id", scope="write:media")
def show_media(call: Call[Nothing], id: str) -> JSON:
    """One's own picture. 206 while it is still looked at."""
    media = own_media(call.account, record_id(id))
    return Answer(media_json(media), 206 if media.state == CHECKING else 200)


@endpoint("PUT", "/api/v1/media/:id", scope="write:media", body=ChangedMedia)
def change_media(call: Call[ChangedMedia], id: str) -> JSON:
    """Say what one's own picture shows, before it is posted."""
    sent = call.params
    media = describe(
        call.account, record_id(id), description=sent.description, focus=focus_of(sent.focus)
    )
    return media_json(media)


@endpoint("DELETE", "/api/v1/media/:id", scope="write:media")
def delete_media(call: Call[Nothing], id: str) -> JSON:
    """Delete one's own picture that no post holds."""
    with unprocessable():
        discard(call.account, record_id(id))
    return {}
