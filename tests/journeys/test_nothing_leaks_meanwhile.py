"""What waits is nobody else's: a manuscript and its reviews, a finished copy, an archive sent in.

And the store of archives: what was held in a chat is not in what others export of it.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rounds.edge.archive.bring_in import bring_in
from rounds.gate.models import KeptDraft, Manuscript, Review
from rounds.gate.review.rules import Item
from rounds.gatherings.models import Gathering
from rounds.gatherings.prompts import close_now
from rounds.identity.interests import confirm_register
from rounds.identity.models import Account
from rounds.insights.report import build
from rounds.insights.sources import ROWS_FILE, archive_folder, open_archive
from rounds.insights.write import write_report
from rounds.jobs.work import run_due
from rounds.moving.models import Parcel, ParcelState, Way
from rounds.posts.models import Post
from rounds.site.files import media_path
from rounds.timelines import bus
from tests.gate.reviewing import doctor
from tests.journeys.searching import Answers, everything_logged, in_database, in_files, in_parquet
from tests.journeys.test_nothing_leaks import (
    MARKERS,
    MEMBERS_PAGES,
    MODERATORS_ROOMS,
    PATIENT,
    STRANGERS_PAGES,
    form,
    moderator,
    pages_of_posts,
)
from tests.moving.test_bring_in import archive, note
from tests.web.chats.conftest import announced, evening, live
from tests.web.conftest import LogIn

__all__ = ["announced", "evening", "live"]
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
TEACHING = "Underreviewonly: rate, rhythm, axis."
REVIEW = {f"answer-{item}": "meets" for item in Item} | {
    "act": "review", "recommendation": "revise", "ai_use": "wording", "ai_words": "Aiwordsonly",
    "answer-accuracy": "partly", "comment-accuracy": "Commentonly: change is missing.",
    "words": "Toauthoronly", "to_editor": "Toeditoronly",
}  # fmt: skip
# As they begin: a search index keeps the stem of a word.
ALL = (
    *MARKERS, "underreviewon", "commenton", "toauthoron", "toeditoron", "aiwordson", "broughtinon",
)  # fmt: skip
# Where the words may stand, and why.
ALLOWED = {
    "gate_keptdraft.content": "drafts: what was held, and what the gate asks about in an archive",
    "gate_keptdraft.came": "what such a draft brought along: its earlier versions, its ties",
    "gate_manuscriptversion.content": "the manuscript: its author, editor and reviewers read it",
    "gate_review.items": "a review's comments, for the author once it was decided",
    "gate_review.words": "what a reviewer says to the author",
    "gate_review.to_editor": "what a reviewer says to the editor alone",
    "gate_review.ai_words": "which AI helped a reviewer, and with what",
}
FILES = {
    "the copy": "a finished copy of what is the author's own, drafts too: seven days, privately",
    "the archive": "an archive that waits to be read: deleted as soon as it is",
}


def reviews(amina: Client, editor: Client, ben: Client) -> str:
    """Ask for review, take up, invite, accept, review; gives the manuscript's page."""
    asks = {"text": TEACHING, "teaching": "1", "interests": "none", "visibility": "public"}
    place = str(amina.post("/compose", asks | {"act": "ask_review", "key": "r"})["Location"])
    editor.post(place, {"act": "take_up"})
    editor.post(place, {"act": "invite", "reviewer": "ben"})
    ben.post(place, {"act": "accept", "signs": "yes"})
    assert ben.post(place, REVIEW).status_code == 303
    return place


def sends(amina: Client, path: Path, *notes: Any) -> None:
    """Send an archive of one's own."""
    file = SimpleUploadedFile("mine.zip", archive(path, *notes).read_bytes(), "application/zip")
    assert amina.post("/settings/data/bring-in", {"file": file, "mine": "yes"}).status_code == 302


def moves(amina: Client, folder: Path) -> None:
    """Bring an archive in that names a patient, have a copy made, and send another archive."""
    sends(amina, folder / "one.zip", note(1, content=f"<p>{PATIENT}</p>"))
    run_all()
    amina.post("/settings/data/archive")
    run_all()
    sends(amina, folder / "two.zip", note(2, content="<p>Broughtinonly, on 07700 900876</p>"))


def run_all() -> None:
    """Do every job that is due."""
    while run_due():
        pass


def exported(stranger: Client, tag: str, home: Path) -> Path:
    """What anybody can export of a chat, brought in under its tag, with its report."""
    told = stranger.get(f"/api/v1/timelines/tag/{tag}").json()
    lines = "\n".join(json.dumps(one) for one in told).encode()
    done = bring_in(home, tag, lines)
    assert (done.rows_new, done.rows_bad) == (len(told), 0)
    write_report(build(open_archive(home, tag)), home / "report")
    return archive_folder(home, tag) / ROWS_FILE


def theirs(place: str) -> Iterable[str]:
    """The addresses of what is somebody else's."""
    yield from (place, f"{place}/revise", "/reviews")
    for parcel in Parcel.objects.all():
        yield f"/settings/data/{parcel.pk}"
        yield f"/media/{parcel.file}"


def test_what_waits_is_in_its_own_place_alone(
    live: Gathering, dr_amina: Account, student_leo: Account, log_in: LogIn, visitor: Client,
    media_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    publish: Callable[..., Post],
) -> None:  # fmt: skip
    told: list[str] = []
    monkeypatch.setattr(bus, "_deliver", lambda event: told.append(str(event)))
    ines, otto, ben = moderator("ines"), moderator("otto"), doctor("ben", "guys.nhs.uk")
    confirm_register(dr_amina)
    amina, answers = log_in(dr_amina), Answers(ALL)
    with everything_logged() as written:
        place = reviews(amina, log_in(ines), log_in(ben))
        publish(student_leo, f"Salt, and xenolith. #{live.tag}")
        amina.post(f"/chats/{live.pk}/say", form(key="8"))
        run_all()
        close_now(dr_amina, live)
        moves(amina, tmp_path)
        rows = exported(visitor, live.tag, tmp_path / "home")
        places = (*pages_of_posts(live), *theirs(place))
        answers.get("a stranger", visitor, (*STRANGERS_PAGES, *places))
        answers.get("a member", log_in(student_leo), (*MEMBERS_PAGES, *places))
        answers.get("a moderator", log_in(otto), (*MODERATORS_ROOMS, *places))
        answers.get("the editor", log_in(ines), (*MODERATORS_ROOMS, "/reviews"))

    happened()
    assert in_database(ALL) == set(ALLOWED)
    assert answers.found == set()
    assert [line for line in written.getvalue().splitlines() if _speaks(line)] == []
    assert [one for one in told if _speaks(one)] == []
    assert [one.subject for one in mail.outbox if _speaks(one.subject + one.body)] == []
    assert in_parquet(rows, ("xenolith",)), "the search finds what is there"
    assert not in_parquet(rows, ALL)
    held = {"the copy": _file(Way.OUT), "the archive": _file(Way.IN)}
    assert set(held) == set(FILES)
    found = in_files((media_folder, tmp_path / "home"), ALL)
    assert found == {str(media_folder / name) for name in held.values()}
    assert [name for name in held.values() if media_path(f"/media/{name}")] == []


def happened() -> None:
    """Check that everything is there that was meant to be."""
    assert Manuscript.objects.count() == 1
    assert Review.objects.count() == 1
    assert KeptDraft.objects.count() == 2, "one was held in the chat, one in the archive"
    assert Parcel.objects.filter(way=Way.IN, state=ParcelState.READY, file="").count() == 1


def _file(way: str) -> str:
    return str(Parcel.objects.exclude(file="").get(way=way).file)


def _speaks(words: str) -> bool:
    return any(marker in words.lower() for marker in ALL)
