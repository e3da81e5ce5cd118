"""The preview of a link: looked at after publishing, in public posts, and never inside a network."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit, submit_revision
from rounds.identity.models import Account
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.outside.pages import words_of
from rounds.posts.models import LinkPreview, Post
from rounds.posts.previews import first_link, look_up
from rounds.posts.visibility import Visibility
from rounds.timelines.hydrate import hydrate_post
from tests.identity.elsewhere import Elsewhere, Reply, page, somebody_elses_server

ARTICLE = (
    '<html><head><meta charset="utf-8"><title>Plain title</title>'
    '<meta property="og:title" content="Salt &amp; the <b>kidney</b>">'
    '<meta property="og:description" content="One trial,\n read   together.">'
    '<meta property="og:image" content="https://elsewhere.example/tracker.png">'
    '<meta property="og:site_name" content="A Journal"></head><body>Text</body></html>'
)


@pytest.fixture
def elsewhere(settings: Any, db: None) -> Iterator[Elsewhere]:
    """Somebody else's server, with an article, on loopback that may be reached for this test."""
    settings.ROUNDS = replace(settings.ROUNDS, reach_loopback=True, link_previews=True)
    with somebody_elses_server() as server:
        server.answers["/article"] = page(ARTICLE)
        yield server


def publish(author: Account, text: str, visibility: Visibility = Visibility.PUBLIC) -> Post:
    """Publish through the gate, and let what follows settle."""
    outcome = submit(author, Draft(text=text, visibility=visibility))
    assert isinstance(outcome, Released)
    run_due()
    assert not Job.objects.filter(attempts__gt=0).exists()
    return outcome.post


def told(post: Post) -> Any:
    """The post's `card` as an app reads it."""
    view = hydrate_post(post.author, post.pk)
    assert view is not None
    return json.loads(view.json())["card"]


def test_a_public_post_shows_what_its_link_says(elsewhere: Elsewhere, dr_amina: Account) -> None:
    post = publish(dr_amina, f"Read this: {elsewhere.url}/article.")
    card = told(post)
    assert card["url"] == f"{elsewhere.url}/article"
    assert card["title"] == "Salt & the <b>kidney</b>"
    assert card["description"] == "One trial, read together."
    assert (card["provider_name"], card["type"], card["image"]) == ("A Journal", "link", None)
    text = Client().get(f"/@amina/{post.pk}").content.decode()
    assert 'class="link-preview"' in text
    assert "Salt &amp; the &lt;b&gt;kidney&lt;/b&gt;" in text
    assert "tracker.png" not in text


def test_the_same_link_is_asked_once_a_day(
    elsewhere: Elsewhere, dr_amina: Account, student_leo: Account
) -> None:
    publish(dr_amina, f"{elsewhere.url}/article")
    asked = len(elsewhere.shown)
    again = publish(student_leo, f"Good: {elsewhere.url}/article")
    look_up(again.pk)
    assert told(again)["title"] == "Salt & the <b>kidney</b>"
    assert len(elsewhere.shown) == asked == 1


@pytest.mark.parametrize("visibility", [Visibility.FOLLOWERS, Visibility.DIRECT])
def test_a_link_in_a_post_to_fewer_people_is_not_looked_at(
    elsewhere: Elsewhere, dr_amina: Account, visibility: Visibility
) -> None:
    post = publish(dr_amina, f"For you: {elsewhere.url}/article", visibility)
    assert told(post) is None
    assert elsewhere.shown == []


def test_a_link_in_a_draft_that_waits_is_not_looked_at(
    elsewhere: Elsewhere, dr_amina: Account
) -> None:
    text = f"NHS number 943 476 5919, see {elsewhere.url}/article"
    assert not isinstance(submit(dr_amina, Draft(text=text)), Released)
    run_due()
    assert elsewhere.shown == []


@pytest.mark.parametrize(
    "answer",
    [
        (404, {"Content-Type": "text/html"}, b"<title>Gone</title>"),
        (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"),
        (200, {"Content-Type": "text/html"}, b"<p>No title at all"),
        (302, {"Location": "http://10.0.0.1/"}, b""),
    ],
)
def test_what_is_no_page_gets_no_preview(
    elsewhere: Elsewhere, dr_amina: Account, answer: Reply
) -> None:
    elsewhere.answers["/odd"] = answer
    post = publish(dr_amina, f"{elsewhere.url}/odd")
    assert told(post) is None
    assert LinkPreview.objects.get(post=post).title == ""


def test_an_edit_that_takes_the_link_away_takes_the_preview_away(
    elsewhere: Elsewhere, dr_amina: Account
) -> None:
    post = publish(dr_amina, f"{elsewhere.url}/article")
    outcome = submit_revision(dr_amina, post.pk, Draft(text="Without a link."))
    assert isinstance(outcome, Released)
    run_due()
    assert told(outcome.post) is None
    assert not LinkPreview.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "https://10.0.0.1/admin", "https://192.168.1.1/", "https://[::1]/", "https://127.0.0.1/",
        "http://example.org/plain", "https://user:secret@example.org/", "no link at all",
        "https://169.254.169.254/latest/meta-data", "https://[bad/",
    ],
)  # fmt: skip
def test_no_private_address_is_ever_asked(text: str) -> None:
    assert first_link(text) is None


def test_our_own_pages_need_no_preview(settings: Any) -> None:
    settings.LOCAL_HOST = "rounds.example"
    assert first_link("https://rounds.example/chats/1 https://example.org/x") == (
        "https://example.org/x"
    )


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (b"<title>  Two\n lines </title>", "Two lines"),
        ("<meta charset='latin-1'><title>caf\u00e9</title>".encode("latin-1"), "caf\u00e9"),
        (b"<meta charset='nonsense'><title>Still</title>", "Still"),
        (b"<title>" + b"x" * 400 + b"</title>", "x" * 299 + "\u2026"),
        ("<title>safe\u202eexe</title>".encode(), "safeexe"),
        (b"", ""),
        (b"\x00\xff\xfe", ""),
    ],
)
def test_a_page_is_read_whatever_it_holds(body: bytes, title: str) -> None:
    assert words_of(body).title == title
