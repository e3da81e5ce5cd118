"""The way to other people's servers: no private address, and an end to bytes, time and redirects."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from rounds.outside.web import Request, Unreachable, ask, check_address, may_reach
from tests.identity.elsewhere import Elsewhere, page, somebody_elses_server


@pytest.fixture
def elsewhere(settings: Any) -> Iterator[Elsewhere]:
    """A server on loopback that may be reached."""
    settings.ROUNDS = replace(settings.ROUNDS, reach_loopback=True)
    with somebody_elses_server() as server:
        yield server


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",
     "100.64.0.1", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
     "224.0.0.1", "2002:7f00:1::", "192.0.2.1", "64:ff9b::a00:1", "::a00:1", "::"],
)  # fmt: skip
def test_a_private_address_is_never_reached(address: str) -> None:
    assert not may_reach(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_a_public_address_may_be(address: str) -> None:
    assert may_reach(address)


def test_the_setting_for_tests_opens_loopback_and_nothing_else(settings: Any) -> None:
    settings.ROUNDS = replace(settings.ROUNDS, reach_loopback=True)
    assert may_reach("127.0.0.1")
    assert not may_reach("10.0.0.1")


def test_a_name_that_leads_to_this_machine_is_refused() -> None:
    with pytest.raises(Unreachable):
        ask(Request(url="https://localhost/"))


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "gopher://example.org/", "https:///x", "https://a:b@example.org/",
     "https://127.0.0.1/", "https://[::1]/", "https://example.org:25/", "//example.org", "https://[/"],
)  # fmt: skip
def test_an_address_that_may_not_be_asked_is_refused(url: str) -> None:
    with pytest.raises(Unreachable):
        check_address(url)


def test_an_answer_comes_back_whole(elsewhere: Elsewhere) -> None:
    elsewhere.answers["/"] = page("<p>hello</p>")
    answer = ask(Request(url=f"{elsewhere.url}/"))
    assert (answer.status, answer.text, answer.content_type) == (200, "<p>hello</p>", "text/html")


def test_too_long_an_answer_is_cut_off(elsewhere: Elsewhere) -> None:
    elsewhere.answers["/"] = page("x" * 5000)
    with pytest.raises(Unreachable):
        ask(Request(url=f"{elsewhere.url}/", longest=1000))


def test_redirects_are_followed_to_an_end_and_judged_anew(elsewhere: Elsewhere) -> None:
    elsewhere.answers["/a"] = (302, {"Location": "/b"}, b"")
    elsewhere.answers["/b"] = page("there")
    assert ask(Request(url=f"{elsewhere.url}/a")).text == "there"
    elsewhere.answers["/b"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(Unreachable):
        ask(Request(url=f"{elsewhere.url}/a"))
    elsewhere.answers["/b"] = (302, {"Location": "http://10.0.0.1/"}, b"")
    with pytest.raises(Unreachable):
        ask(Request(url=f"{elsewhere.url}/a"))


def test_a_form_is_not_sent_on_to_another_server(elsewhere: Elsewhere) -> None:
    elsewhere.answers["/a"] = (307, {"Location": "/b"}, b"")
    with pytest.raises(Unreachable):
        ask(Request(url=f"{elsewhere.url}/a", form={"secret": "1"}))


def test_nobody_waits_for_ever(elsewhere: Elsewhere) -> None:
    import time

    def slowly(form: dict[str, str]) -> Any:
        time.sleep(1)
        return page("late")

    elsewhere.answers["/"] = slowly
    with pytest.raises(Unreachable):
        ask(Request(url=f"{elsewhere.url}/", seconds=0.3))
