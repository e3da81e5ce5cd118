"""toot, the real program, in two people's hands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.clients.conftest import Browser, Toot
from tests.site.serving import Running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def amina(toot_of: Callable[[str], Toot]) -> Toot:
    """Amina's toot."""
    return toot_of("amina")


@pytest.fixture
def leo(toot_of: Callable[[str], Toot]) -> Toot:
    """Leo's toot."""
    return toot_of("leo")


def test_toot_signs_in_by_the_browser_and_posts(
    server: Running, browser: Browser, tmp_path: Path
) -> None:
    toot = Toot(tmp_path)
    # The first run registers the app and shows the address; it ends where a code is asked for.
    begun = toot.run("login", "--instance", server.url, type_in="n\n")
    address = next(line for line in begun.stdout.splitlines() if line.startswith(server.url))
    browser.sign_in("leo@example.org")
    code = browser.allow(address)
    said = toot("login", "--instance", server.url, type_in=f"n\n{code}\n")
    assert "Successfully logged in" in said
    assert "@leo" in toot("whoami")
    assert toot.post("Signed in by the browser.")
    again = toot.run("login", "--instance", server.url, type_in=f"n\n{code}\n")
    assert again.returncode != 0


def test_people_post_answer_boost_and_keep(amina: Toot, leo: Toot) -> None:
    post = amina.post("Which rhythm is this? #ecgclub")
    answer = leo.post("Atrial flutter @amina", "--reply-to", post)
    for verb in ("favourite", "bookmark", "reblog"):
        leo(verb, post)
    seen = leo.json("status", post)
    assert (seen["favourited"], seen["bookmarked"], seen["reblogged"]) == (True, True, True)
    assert [one["id"] for one in amina.json("thread", post)["descendants"]] == [answer]
    assert "Which rhythm is this?" in leo("bookmarks", "--once")
    told = {one["type"] for one in amina.json("notifications")}
    assert {"mention", "favourite", "reblog"} <= told
    for verb in ("unfavourite", "unbookmark", "unreblog"):
        leo(verb, post)
    seen = leo.json("status", post)
    assert (seen["favourites_count"], seen["reblogs_count"]) == (0, 0)


def test_people_and_hashtags_are_followed_and_read(amina: Toot, leo: Toot) -> None:
    leo("follow", "amina")
    leo("tags", "follow", "sepsisround")
    assert "sepsisround" in [one["name"] for one in leo.json("tags", "followed")]
    post = amina.post("Fluids first? #sepsisround")
    for timeline in (
        ("home",),
        ("public", "--local"),
        ("tag", "sepsisround"),
        ("account", "amina"),
    ):
        ids = [one["id"] for one in leo.json("timelines", *timeline)]
        assert post in ids, timeline
    assert "amina" in leo("following", "leo")
    assert [one["acct"] for one in leo.json("search", "amina")["accounts"]] == ["amina"]
    assert leo.json("search", "#sepsisround")["hashtags"][0]["name"] == "sepsisround"
    assert "follow" in {one["type"] for one in amina.json("notifications")}
    leo("unfollow", "amina")


def test_a_picture_goes_up_with_its_description(amina: Toot, tmp_path: Path) -> None:
    picture = tmp_path / "trace.png"
    Image.new("RGB", (64, 32), "white").save(picture)
    post = amina.post(
        "A trace", "--media", str(picture), "--description", "A flat line, from the simulator"
    )
    (held,) = amina.json("status", post)["media_attachments"]
    assert held["description"] == "A flat line, from the simulator"
    assert (held["type"], held["meta"]["original"]["width"]) == ("image", 64)
    assert amina.json("upload", str(picture), "--description", "Again")["description"] == "Again"


def test_a_poll_is_voted_in(amina: Toot, leo: Toot) -> None:
    post = amina.post("First drug?", "--poll-option", "Adenosine", "--poll-option", "Amiodarone")
    poll = amina.json("status", post)["poll"]["id"]
    leo("polls", "vote", poll, "1")
    voted = leo.json("polls", "show", poll)
    assert [one["votes_count"] for one in voted["options"]] == [0, 1]


def test_toot_shows_why_a_patients_number_does_not_go_out(amina: Toot, server: Running) -> None:
    refused = amina.run("post", "Seen today: NHS 943 476 5919")
    assert refused.returncode == 1
    assert f"{server.url}/d/" in refused.stderr
    assert amina.run("post", "Seen today: NHS 943 476 5919").returncode == 1
    assert "Seen today" not in amina("timelines", "account", "amina", "--json")
