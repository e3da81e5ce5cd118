"""From A to B to A: a thousand posts keep text, media, licences and dates, and nobody is told."""

import io
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings
from PIL import Image, ImageChops, ImageStat

from rounds.base import clock
from rounds.gate.draft import Draft, PollDraft
from rounds.gate.models import KeptDraft, Release
from rounds.gate.submit import submit, submit_revision
from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.jobs.work import run_due
from rounds.ledger.record import subscribe
from rounds.moving.bring_in import Report, bring_in_posts
from rounds.moving.opened import opened
from rounds.moving.take_out import take_out
from rounds.posts.labels import Bloom, ForWhom, Labels, Level, Voice
from rounds.posts.media import upload
from rounds.posts.models import Mention, Post
from rounds.posts.queries import history, media_of, poll_of
from rounds.posts.visibility import Visibility
from rounds.site.subscriptions import SUBSCRIPTIONS
from rounds.timelines.models import Notification

START = datetime(2025, 1, 6, 8, tzinfo=UTC)
LICENCES = ("CC-BY-4.0", "CC-BY-NC-ND-4.0", "CC0-1.0", "LicenseRef-All-Rights-Reserved")
WORDS = (
    "The P wave comes before the QRS complex.", "Ask before you examine: consent is a conversation.",
    "Spaced repetition beats rereading #MedEd", "Read @leo on murmurs https://example.org/murmurs",
    "Line one\n\nLine two with <b>no markup</b> & an ampersand",
)  # fmt: skip


@pytest.fixture(autouse=True)
def subscriptions(db: None) -> None:
    subscribe(SUBSCRIPTIONS)


def _picture(number: int) -> bytes:
    out = io.BytesIO()
    gradient = Image.linear_gradient("L").resize((160, 120)).rotate(number * 7)
    Image.merge("RGB", (gradient, gradient, gradient)).save(out, "PNG")
    return out.getvalue()


def _write(author: Account, count: int) -> None:
    """`count` posts of every kind, an hour apart, with pictures, threads, polls and edits."""
    last: Post | None = None
    for n in range(count):
        clock.travel(START + timedelta(hours=n, milliseconds=n % 7))
        media = ()
        if n % 5 == 0:
            media = (upload(author, _picture(n), description=f"Trace {n}", focus=(0.25, -0.5)).pk,)
        draft = Draft(
            text=f"{WORDS[n % len(WORDS)]} ({'abcdefghij'[n // 100 % 10]}{n % 100})",
            content_warning="Of blood" if n % 11 == 0 else "", language=("en", "de", "pt")[n % 3],
            visibility=Visibility(n % 4 if n % 9 == 0 else 0), media=media,
            reply_to=last.pk if last and n % 6 in {1, 2} else None,
            poll=PollDraft(options=("Yes", "No", "Unsure")) if n % 50 == 7 else None,
            labels=Labels(
                voice=Voice.PROFESSIONAL if n % 2 else Voice.PERSONAL, licence=LICENCES[n % 4],
                for_whom=ForWhom.EVERYONE if n % 10 == 0 else ForWhom.UNSAID,
                summary="In plain words: the top beats first." if n % 10 == 0 else "",
                level=Level.STUDENT if n % 3 == 0 else Level.UNSAID,
                bloom=Bloom.APPLY if n % 3 == 1 else Bloom.UNSAID,
            ),
        )  # fmt: skip
        last = submit(author, draft).post  # type: ignore[union-attr]
        assert last is not None
        if n % 20 == 3:
            clock.travel(START + timedelta(hours=n, minutes=10))
            changed = Draft(
                text=f"{draft.text} Corrected.", language=draft.language, media=draft.media,
                content_warning=draft.content_warning, labels=draft.labels,
            )  # fmt: skip
            submit_revision(author, last.pk, changed)
    clock.travel(START + timedelta(days=200))


def _shown(post: Post) -> dict[str, Any]:
    """Everything about a post that has to survive."""
    poll = poll_of(post)
    kept = (
        "source", "content_warning", "sensitive", "language", "visibility", "licence", "voice",
        "for_whom", "summary", "sponsored_by", "level", "bloom", "teaching", "interests", "version",
    )  # fmt: skip
    return {name: getattr(post, name) for name in kept} | {
        "written": post.created_at,
        "edited": post.edited_at,
        "answers": post.reply_to.source if post.reply_to else None,
        "tags": sorted(use.tag.name for use in post.tags.all()),
        "poll": (poll.options, poll.counts, poll.multiple) if poll else None,
        "versions": [(v.source, v.written_at, v.labels) for v in history(post.author, post.pk)],
        "media": [
            (m.description, m.focus_x, m.focus_y, m.width, m.height, m.kind) for m in media_of(post)
        ],
    }


def _posts(account: Account) -> list[Post]:
    return list(
        Post.objects.filter(author=account).select_related("author", "reply_to").order_by("pk")
    )


def _pixels(post: Post) -> list[Image.Image]:
    return [
        Image.open(io.BytesIO(default_storage.open(m.file).read())).convert("RGB")
        for m in media_of(post)
    ]


def _bring_in(account: Account, path: Path) -> Report:
    report = Report()
    with opened(path) as archive:
        for now in bring_in_posts(account, archive):
            report = now
    return report


def _run_everything() -> None:
    while run_due():
        pass


def _person(name: str) -> Account:
    return open_account(Newcomer(username=name, email=f"{name}@example.org", display_name="Dr A"))


def _there_and_back(count: int, folder: Path, leo: Account) -> None:
    at_a, at_b, again = _person("anna"), _person("anna_b"), _person("anna_again")
    with override_settings(BASE_URL="https://a.example"):
        _write(at_a, count)
        before = [_shown(post) for post in _posts(at_a)]
        with (folder / "a.zip").open("wb") as out:
            take_out(at_a, out)
    for account in (at_b, again):
        follow(leo, account, notify=True)
    _run_everything()
    told = Notification.objects.count()
    mentions = Mention.objects.count()
    began = time.monotonic()
    with override_settings(BASE_URL="https://b.example"):
        report = _bring_in(at_b, folder / "a.zip")
        assert (report.published, report.drafts, report.refused) == (count, 0, 0)
        with (folder / "b.zip").open("wb") as out:
            take_out(at_b, out)
    with override_settings(BASE_URL="https://a.example"):
        report = _bring_in(again, folder / "b.zip")
        assert (report.published, report.pictures_left_out, report.versions_left_out) == (
            count,
            0,
            0,
        )
        print(f"{count} posts, in, out and in again: {time.monotonic() - began:.1f} s")
        _run_everything()
        assert [_shown(post) for post in _posts(at_b)] == before
        assert [_shown(post) for post in _posts(again)] == before
        for old, new in zip(_posts(at_a), _posts(again), strict=True):
            for one, other in zip(_pixels(old), _pixels(new), strict=True):
                assert max(ImageStat.Stat(ImageChops.difference(one, other)).mean) < 3
        # The same archives again, here and at home, change nothing.
        for account, file in ((again, "b.zip"), (again, "a.zip"), (at_a, "a.zip"), (at_a, "b.zip")):
            report = _bring_in(account, folder / file)
            assert (report.known, report.published, report.drafts) == (count, 0, 0)
    assert Notification.objects.count() == told
    assert Mention.objects.count() == mentions
    assert not KeptDraft.objects.exists()
    assert Release.objects.filter(kind="import").count() == 2 * count


def test_sixty_posts_go_there_and_back(tmp_path: Path, student_leo: Account) -> None:
    _there_and_back(60, tmp_path, student_leo)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_thousand_posts_go_there_and_back(tmp_path: Path, student_leo: Account) -> None:
    _there_and_back(1000, tmp_path, student_leo)
