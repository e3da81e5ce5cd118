"""Pictures for posts."""

import msgspec

from rounds.base.errors import Invalid
from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.asking import unprocessable
from rounds.edge.mastodon.drafting import focus_of
from rounds.edge.mastodon.limits import UPLOADS
from rounds.edge.mastodon.params import Upload
from rounds.posts.media import describe, discard, own_media, upload
from rounds.posts.models import Media
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
    """Mastodon's MediaAttachment."""
    return media_entity(
        (
            media.pk, media.kind, media.file, media.preview, media.width, media.height,
            media.preview_width, media.preview_height, media.description, media.blurhash,
            media.focus_x, media.focus_y,
        )
    )  # fmt: skip


@endpoint("POST", "/api/v2/media", scope="write:media", body=NewMedia, limit=UPLOADS)
def upload_media(call: Call[NewMedia]) -> JSON:
    """Upload a picture; it is ready at once and waits a day for its post."""
    sent = call.params
    if sent.file is None:
        raise Invalid("Validation failed: File can't be blank", "file")
    focus = focus_of(sent.focus) or (0.0, 0.0)
    made = upload(call.account, sent.file.data, description=sent.description, focus=focus)
    return media_json(made)


@endpoint("POST", "/api/v1/media", scope="write:media", body=NewMedia, limit=UPLOADS)
def upload_media_v1(call: Call[NewMedia]) -> JSON:
    """Upload a picture, as older apps do."""
    return upload_media(call)


@endpoint("GET", "/api/v1/media/:id", scope="write:media")
def show_media(call: Call[Nothing], id: str) -> JSON:
    """One's own picture."""
    return media_json(own_media(call.account, record_id(id)))


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
