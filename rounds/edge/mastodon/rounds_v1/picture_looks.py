"""Pictures that wait for a person's look, for moderators: take one, see it, say what comes of it.

The list shows no picture. Who takes one is from then on the only one beside its owner to see it;
the draft's words are never given here.
"""

import msgspec
from django.http import HttpResponse

from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.rounds_v1.shapes import V1, People, page, worded
from rounds.edge.mastodon.shapes import moment_json
from rounds.gate import look
from rounds.identity.queries import check_moderates
from rounds.posts.looking import picture_file
from rounds.posts.models import Media

HERE = f"{V1}/admin/pictures"
READ, WRITE = "admin:read:pictures", "admin:write:pictures"


@endpoint("GET", HERE, scope=READ)
def waiting(call: Call[Nothing]) -> JSON:
    """Which pictures wait for a person, and who has taken them; the oldest first."""
    check_moderates(call.account)
    rows = look.list_looks(call.account)
    people = People(n.pk for one in rows for n in (one.owner, one.reviewer) if n is not None)
    return [
        {
            "id": str(one.media_id), "owner": people(one.owner.pk),
            "taken_by": people(one.reviewer.pk if one.reviewer else None),
            "waits_since": moment_json(one.since),
        }
        for one in rows
    ]  # fmt: skip


def _taken(call: Call[Nothing], id: str) -> Media:
    check_moderates(call.account)
    return look.picture_under_review(call.account, record_id(id))


@endpoint("POST", f"{HERE}/:id/look", scope=WRITE)
def take(call: Call[Nothing], id: str) -> JSON:
    """Take a picture, by name."""
    check_moderates(call.account)
    look.take(call.account, record_id(id))
    return _shown(_taken(call, id))


@endpoint("DELETE", f"{HERE}/:id/look", scope=WRITE)
def give_back(call: Call[Nothing], id: str) -> JSON:
    """Let somebody else look at a picture that one has taken."""
    media = _taken(call, id)
    look.give_back(call.account, media.pk)
    return {}


def _shown(media: Media) -> JSON:
    return {
        "id": str(media.pk), "url": page(f"/moderation/pictures/{media.pk}"),
        "file_url": page(f"{HERE}/{media.pk}/file"), "description": media.description,
        "width": media.width, "height": media.height,
    }  # fmt: skip


@endpoint("GET", f"{HERE}/:id", scope=READ)
def one(call: Call[Nothing], id: str) -> JSON:
    """A picture that one has taken: what its owner says of it, and where its file is."""
    return _shown(_taken(call, id))


@endpoint("GET", f"{HERE}/:id/file", scope=READ)
def fetch(call: Call[Nothing], id: str) -> JSON:
    """The file of a picture that one has taken, as WebP; keep no copy."""
    answer = HttpResponse(picture_file(_taken(call, id)), content_type="image/webp")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@endpoint("POST", f"{HERE}/:id/pass", scope=WRITE)
def let_pass(call: Call[Nothing], id: str) -> JSON:
    """It shows nobody's patient: what waited for it goes on."""
    look.let_pass(call.account, _taken(call, id).pk)
    return {}


class Refusing(msgspec.Struct, kw_only=True):
    """Why, in a sentence that its owner reads."""

    reason: str = ""


@endpoint("POST", f"{HERE}/:id/refuse", scope=WRITE, body=Refusing)
def refuse(call: Call[Refusing], id: str) -> JSON:
    """Keep a picture back."""
    check_moderates(call.account)
    with worded():
        look.turn_down(call.account, record_id(id), call.params.reason)
    return {}
