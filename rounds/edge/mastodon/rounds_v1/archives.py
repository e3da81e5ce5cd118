"""Archives for apps: ask for a copy of everything of one's own, fetch it, bring an archive in."""

import msgspec
from django.http import FileResponse

from rounds.base.errors import Invalid
from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.limits import UPLOADS
from rounds.edge.mastodon.params import Upload
from rounds.edge.mastodon.rounds_v1.shapes import V1, worded
from rounds.edge.mastodon.shapes import moment_json
from rounds.gate.from_elsewhere import keep_as_drafts, waiting_from_elsewhere
from rounds.moving.models import Parcel, ParcelState, Way
from rounds.moving.parcels import MOST_SENT, ask_for_copy, list_parcels, ready_copy, send_in

HERE = f"{V1}/archives"
SENT = f"{HERE}/sent"


def parcel_json(one: Parcel) -> dict[str, JSON]:
    """How far a copy or an archive is; `file_url` once a copy can be fetched."""
    is_copy = one.way == Way.OUT
    return {
        "id": str(one.pk), "way": one.way, "state": one.state, "done": one.done, "total": one.total,
        "size": one.size, "reason": one.reason or None,
        "counts": None if is_copy else one.counts,
        "left_out": [] if is_copy else [{"why": w, "url": url or None} for w, url in one.left_out],
        "file_url": f"{HERE}/{one.pk}/file" if is_copy and one.state == ParcelState.READY else None,
        "created_at": moment_json(one.created_at), "finished_at": moment_json(one.finished_at),
        "deleted_at": moment_json(one.delete_at),
    }  # fmt: skip


@endpoint("GET", HERE, scope="read:archives")
def mine(call: Call[Nothing]) -> JSON:
    """One's copies and the archives one sent, the newest first."""
    return [parcel_json(one) for one in list_parcels(call.account)]


@endpoint("POST", HERE, scope="write:archives")
def ask(call: Call[Nothing]) -> JSON:
    """Have a copy of everything of one's own made; one that is being made stays the one."""
    return parcel_json(ask_for_copy(call.account))


@endpoint("GET", f"{HERE}/:id/file", scope="read:archives")
def fetch(call: Call[Nothing], id: str) -> JSON:
    """A finished copy, as a zip."""
    parcel, file = ready_copy(call.account, record_id(id))
    name = f"rounds-{call.account.username}-{parcel.created_at:%Y-%m-%d}.zip"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


class Sent(msgspec.Struct, kw_only=True):
    """An archive of Mastodon or of ours, and the word that its posts are one's own."""

    file: Upload | None = None
    mine: bool = False


@endpoint("POST", SENT, scope="write:archives", body=Sent, limit=UPLOADS, most_file=MOST_SENT)
def send(call: Call[Sent]) -> JSON:
    """Bring an archive in: a job reads it, and nobody is told of what comes in."""
    sent = call.params
    with worded():
        if sent.file is None or not sent.file.size:
            raise Invalid("Choose a file first.", "file")
        if not sent.mine:
            raise Invalid("Say that the posts are yours, then send it again.", "mine")
        return parcel_json(send_in(call.account, sent.file.opened(), sent.file.size))


@endpoint("GET", f"{HERE}/asked", scope="read:archives")
def asked(call: Call[Nothing]) -> JSON:
    """What the gate asks about, of all that was brought in."""
    found = waiting_from_elsewhere(call.account)
    return {
        "posts": found.posts, "things": found.things, "held": found.held,
        "last": str(found.last) if found.last else None,
    }  # fmt: skip


class Answered(msgspec.Struct, kw_only=True):
    """The newest of the drafts that are meant, as `asked` gave it."""

    last: str


@endpoint("POST", f"{HERE}/asked/keep", scope="write:archives", body=Answered)
def keep(call: Call[Answered]) -> JSON:
    """Keep what is asked about as drafts. That it is nobody's patient is said on the page alone."""
    return {"kept": keep_as_drafts(call.account, record_id(call.params.last))}
