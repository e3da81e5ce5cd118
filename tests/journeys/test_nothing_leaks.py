"""What was said about a patient, or stands in a held draft, is nowhere but in its author's draft.

Marker words are planted on every way in; then every table, log, page, file and figure is searched.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rounds.gate.models import DraftState, KeptDraft
from rounds.gatherings.models import Gathering
from rounds.gatherings.prompts import close_now
from rounds.identity.appoint import appoint
from rounds.identity.claim_models import Claim, ClaimState, Evidence
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.insights.make import write_gathering_report
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.posts.models import Media, Post
from rounds.timelines import bus
from tests.journeys.searching import Answers, everything_logged, in_database, in_files
from tests.mastodon.conftest import Phone
from tests.pictures import NAME, film, look_finds, look_with
from tests.web.chats.conftest import announced, evening, live
from tests.web.conftest import LogIn

__all__ = ["announced", "evening", "live"]
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
PhoneOf = Callable[..., Phone]

PATIENT = (
    "Mrs Zephyrine Quillfeather, NHS number 943 476 5919, was here. Ring 07700 900876 or write to"
    " zq.private@example.net about her xylotomy."
)
# As they begin: a search index keeps the stem of a word.
MARKERS = ("quillfea", "943 476 5919", "9434765919", "900876", "zq.private", "xylotom")
EVIDENCE = ("7654399", "evidencewor")
QUESTION = ("askedofoneonl",)
FILES = ("burnedinwor",)
ALL = (*MARKERS, *EVIDENCE, *QUESTION, *FILES)
# Where the words may stand, and why.
ALLOWED = {
    "gate_keptdraft.content": "the draft itself: its author reads it, and the reviewer they name",
    "gate_keptdraft.question": "what the author wrote to that reviewer, beside the draft",
    "posts_media.description": "of a picture no post holds: its owner's alone, deleted with it",
}
STRANGERS_PAGES = (
    "/", "/local", "/about", "/search?q=xylo", "/chats", "/chats.ics", "/@amina", "/@leo",
    "/@amina/interests", "/@amina/followers", "/credentials/issuer.json", "/healthz", "/metrics",
    "/api/v1/timelines/public", "/api/v2/instance", "/api/v1/instance/activity",
    "/api/v2/search?q=xylotomy", "/api/v1/directory", "/api/v1/trends/statuses",
    "/api/v1/trends/tags", "/api/openapi.json", "/nodeinfo/2.0",
    "/.well-known/webfinger?resource=acct:amina@localhost",
)  # fmt: skip
MEMBERS_PAGES = (
    "/home", "/notifications", "/drafts", "/bookmarks", "/search?q=xylo", "/settings/data",
    "/api/v1/timelines/home", "/api/v1/notifications", "/api/v1/conversations",
)  # fmt: skip
V1 = "/api/rounds/v1"
EVERYTHING = "read write follow push admin:read admin:write"
OUR_CALLS = (
    f"{V1}/drafts", f"{V1}/reviews", f"{V1}/takedowns", f"{V1}/credentials", f"{V1}/archives",
    f"{V1}/credentials/asked", f"{V1}/admin/claims", f"{V1}/admin/credentials",
    f"{V1}/admin/takedowns", "/api/v1/notifications?supported_types[]=mention",
    "/api/v2/notifications?supported_types[]=mention",
)  # fmt: skip
MODERATORS_ROOMS = (
    "/moderation", "/moderation/held", "/moderation/gate", "/moderation/pictures",
    "/moderation/credentials", "/moderation/newcomers", *MEMBERS_PAGES,
)  # fmt: skip


def form(**more: Any) -> dict[str, Any]:
    """What the composer sends."""
    return {"text": PATIENT, "visibility": "public", "act": "publish"} | more


def picture() -> SimpleUploadedFile:
    """A film with a name in it, in its file's name, and in what a camera writes."""
    return SimpleUploadedFile("burnedinword.png", film("BURNEDINWORD"), "image/png")


def writes_on_pages(amina: Client, reviewer: Account, post: Post) -> None:
    """Type, look, keep, publish, ask a reviewer, edit, each with the patient in it."""
    amina.post("/compose/coach", form())
    amina.post("/compose", form(act="preview", key="1"))
    amina.post("/compose", form(act="keep", key="2"))
    amina.post("/compose", form(key="3", content_warning="Quillfeather", summary="Quillfeather"))
    held = amina.post("/compose", form(key="4"))["Location"]
    said = {"act": "ask_reviewer", "reviewer": str(reviewer.pk), "question": "Askedofoneonly?"}
    amina.post(held, said)
    amina.post(f"/posts/{post.pk}/edit", form(key="5"))
    amina.post("/compose", form(key="6", poll_option="Quillfeather", act="more"))


def writes_in_an_app(phone: Phone) -> None:
    """Send, send again, schedule, edit."""
    keyed = phone.headers | {"Idempotency-Key": "once"}
    for _ in range(2):
        phone.client.post(
            "/api/v1/statuses", {"status": PATIENT}, content_type="application/json", headers=keyed
        )
    phone.post("/api/v1/statuses", {"status": PATIENT, "scheduled_at": "2031-01-01T10:00:00Z"})
    phone.post("/api/v1/statuses", {"status": "Fine", "spoiler_text": PATIENT})
    made = phone.post("/api/v1/statuses", {"status": "An ordinary morning"}).json()
    phone.send("PUT", f"/api/v1/statuses/{made['id']}", {"status": PATIENT})


def writes_with_our_calls(phone: Phone) -> None:
    """Keep a draft, submit it, ask for its review, and send evidence that can't be right."""
    code = phone.post(f"{V1}/drafts", {"status": PATIENT}).json()["code"]
    again = phone.send("PUT", f"{V1}/drafts/{code}", {"status": f"{PATIENT} Again."})
    assert again.status_code == 422
    wish = {"status": PATIENT, "teaching": True, "interests": "none"}
    assert phone.post(f"{V1}/reviews", wish).status_code == 422
    entry = {"way": "register", "what": "consultant", "register": "gmc", "number": "76543990"}
    assert phone.post(f"{V1}/credentials/claims", entry).status_code == 422


def sends_pictures(amina: Client, phone: Phone) -> None:
    """One is blurred and goes out, one makes the look at it crash, one is sent by an app."""
    look_finds(NAME)
    out = amina.post("/compose", form(text="What is it?", key="p1", files=picture()))["Location"]
    run_due()
    media = Media.objects.get()
    sent = {"picture": str(media.pk), f"describe-{media.pk}": "A film"}
    blur = form(text="What is it?", key="p1", blur=f"{media.pk} all") | sent
    blur.pop("act")
    amina.post(out, blur)
    look_with(_crashes)
    phone.upload("/api/v2/media", {"file": picture(), "description": PATIENT})
    run_due()


def _crashes(_data: bytes) -> Any:
    raise RuntimeError(PATIENT)


def claims(amina: Client, ines: Client, otto: Client) -> None:
    """A look into the register: one claim is confirmed, its evidence gone; one waits."""
    entry = {
        "what": "consultant", "scope": "cardiology", "register": "gmc", "number": "7654399",
        "name": "Amina Evidenceword",
    }  # fmt: skip
    for number in range(2):
        amina.post("/settings/credentials/new/register", entry)
        if number == 0:
            check = f"/moderation/credentials/{Claim.objects.get().pk}"
            for one in (ines, otto):
                one.post(f"{check}/take")
                one.post(f"{check}/answer", {"answer": "yes"})


@contextmanager
def everything_breaks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Publishing fails with an error that quotes what was written."""

    def break_down(_author: Account, draft: Any, **_more: Any) -> Any:
        raise RuntimeError(draft.text)

    with monkeypatch.context() as patch:
        for door in ("edge.web.compose", "edge.mastodon.statuses"):
            patch.setattr(f"rounds.{door}.submit", break_down)
        yield


def breaks(amina: Client, phone: Phone, answers: Answers) -> None:
    """Publish while it breaks: an error page and an app's error."""
    amina.raise_request_exception = phone.client.raise_request_exception = False
    page = answers.look("the author", amina.post("/compose", form(key="7")))
    told = answers.look("the author's app", phone.post("/api/v1/statuses", {"status": PATIENT}))
    assert (page.status_code, told.status_code) == (500, 500)


def moderator(username: str) -> Account:
    """Somebody who moderates."""
    made = open_account(Newcomer(username=username, email=f"{username}@example.org"))
    appoint(made, moderator=True)
    return made


def pages_of_posts(chat: Gathering) -> Iterable[str]:
    """Every post, chat and draft by its address, and as apps ask for it."""
    for post in Post.objects.select_related("author"):
        yield f"/@{post.author.username}/{post.pk}"
        yield f"/@{post.author.username}/{post.pk}/history"
        for rest in ("", "/context", "/history"):
            yield f"/api/v1/statuses/{post.pk}{rest}"
    for account in Account.objects.all():
        yield f"/api/v1/accounts/{account.pk}"
        yield f"/api/v1/accounts/{account.pk}/statuses"
    for rest in ("", ".ics", "/transcript.json", "/transcript.csv", "/transcript.html", "/report"):
        yield f"/chats/{chat.pk}{rest}"
    for media in Media.objects.all():
        yield f"/pictures/{media.pk}/whole.webp"
    for kept in KeptDraft.objects.all():
        yield f"/d/{kept.code}"
        yield f"/moderation/held/{kept.code}"
        yield f"{V1}/drafts/{kept.code}"
    for claim in Claim.objects.all():
        yield f"{V1}/admin/claims/{claim.pk}/evidence"


def test_nothing_about_a_patient_is_anywhere_but_in_the_authors_drafts(
    live: Gathering, dr_amina: Account, student_leo: Account, log_in: LogIn, phone_of: PhoneOf,
    media_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    publish: Callable[..., Post], visitor: Client,
) -> None:  # fmt: skip
    told: list[str] = []
    monkeypatch.setattr(bus, "_deliver", lambda event: told.append(str(event)))
    ines, otto = moderator("ines"), moderator("otto")
    amina, phone = log_in(dr_amina), phone_of(dr_amina)
    answers = Answers(ALL)
    with everything_logged() as written:
        post = publish(dr_amina, "Good morning, xenolith.")
        writes_on_pages(amina, ines, post)
        writes_in_an_app(phone)
        writes_with_our_calls(phone)
        amina.post(f"/chats/{live.pk}/say", form(key="8"))
        claims(amina, log_in(ines), log_in(otto))
        sends_pictures(amina, phone)
        with everything_breaks(monkeypatch):
            breaks(amina, phone, answers)
        visitor.get("/search", {"q": "Quillfeather"})
        close_now(dr_amina, live)
        run_due()
        report = tmp_path / "report"
        write_gathering_report(live, report)
        answers.get("a stranger", visitor, (*STRANGERS_PAGES, *pages_of_posts(live)))
        answers.get("a member", log_in(student_leo), (*MEMBERS_PAGES, *pages_of_posts(live)))
        answers.get("a moderator", log_in(otto), (*MODERATORS_ROOMS, *pages_of_posts(live)))
        for who, app in (("a member's app", phone_of(student_leo, EVERYTHING)),
                         ("a moderator's app", phone_of(otto, EVERYTHING))):  # fmt: skip
            answers.get(who, app, (*OUR_CALLS, *MEMBERS_PAGES, *pages_of_posts(live)))

    happened(ines)
    assert in_database(("xenolith",)) >= {"posts_post.source"}, "the search finds what is there"
    assert "gate_keptdraft.content" in in_database(MARKERS)
    assert in_database(ALL) - set(ALLOWED) == set()
    posted = Media.objects.filter(post__isnull=False).values_list("description", flat=True)
    assert [words for words in posted if _speaks(words)] == []
    assert answers.found == set()
    assert answers.asked > 100
    assert "request failed" in written.getvalue(), "the failures are in the log"
    assert "RuntimeError" in written.getvalue()
    assert [line for line in written.getvalue().splitlines() if _speaks(line)] == []
    assert [one for one in told if _speaks(one)] == []
    assert [one.subject for one in mail.outbox if _speaks(one.subject + one.body)] == []
    home = Path(settings.ROUNDS.home)
    assert in_files((home, media_folder, report), ALL) == set()
    assert Job.objects.filter(last_error__contains=" ").count() == 0


def happened(reviewer: Account) -> None:
    """Check that the journeys went as far as they were meant to."""
    assert KeptDraft.objects.filter(reviewer=reviewer, state=DraftState.HELD).exists()
    assert KeptDraft.objects.filter(revises__isnull=False).count() == 2, "edits are held too"
    assert Evidence.objects.count() == 1, "one claim waits with its evidence"
    assert Claim.objects.filter(state=ClaimState.CONFIRMED).count() == 1
    assert Media.objects.filter(post__isnull=False, spots=[]).count() == 1


def _speaks(words: str) -> bool:
    return any(marker in words.lower() for marker in ALL)
