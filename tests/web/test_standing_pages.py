"""The pages that stand by themselves, the policy on every page, and errors said in words."""

import json

import pytest
from django.test import Client

from rounds.identity.models import Account


@pytest.mark.parametrize("address", ["/about", "/more", "/offline", "/appearance"])
def test_a_visitor_reads_the_standing_pages(visitor: Client, address: str) -> None:
    page = visitor.get(address)
    assert page.status_code == 200
    assert b"<main" in page.content


def test_every_page_carries_a_policy_that_allows_nothing_inline(visitor: Client) -> None:
    page = visitor.get("/about")
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert b"<script>" not in page.content
    assert b" style=" not in page.content


def test_an_unknown_address_says_what_to_do_next(visitor: Client) -> None:
    page = visitor.get("/nobody/here")
    assert page.status_code == 404
    assert b"Nothing here" in page.content


def test_a_form_without_its_token_is_refused_in_words() -> None:
    page = Client(enforce_csrf_checks=True).post("/appearance", {"theme": "dark"})
    assert page.status_code == 403
    assert b"no longer valid" in page.content


def test_a_visitor_keeps_the_dark_page_in_a_cookie(visitor: Client) -> None:
    answer = visitor.post("/appearance", {"theme": "dark"})
    assert answer.status_code == 303
    assert b'data-theme="dark"' in visitor.get("/about").content


def test_somebody_known_keeps_the_dark_page_with_the_account(student_leo: Account) -> None:
    client = Client()
    client.force_login(student_leo.user)
    client.post("/appearance", {"theme": "dark"})
    student_leo.user.refresh_from_db()
    assert student_leo.user.theme == "dark"


def test_an_unknown_colour_falls_back_to_the_device(visitor: Client) -> None:
    visitor.post("/appearance", {"theme": "<script>"})
    assert b"data-theme" not in visitor.get("/about").content


def test_going_on_never_leaves_this_server(visitor: Client) -> None:
    answer = visitor.post("/appearance", {"theme": "dark", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/appearance"


def test_the_page_can_be_installed(visitor: Client) -> None:
    manifest = json.loads(visitor.get("/manifest.webmanifest").content)
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    worker = visitor.get("/worker.js")
    assert b"/offline" in b"".join(worker.streaming_content)


def test_the_offline_page_names_nobody(student_leo: Account) -> None:
    client = Client()
    client.force_login(student_leo.user)
    assert b"leo" not in client.get("/offline").content.lower()
