"""The chats' pages afterwards: the transcript, its files, and what one said."""

import csv
import io
import json

from django.test import Client

from rounds.gatherings.models import Gathering
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.hide import hide_post, restore_post
from rounds.posts.models import Post
from tests.web.chats.conftest import client_of, page


def test_the_transcript_has_gaps_that_say_so(closed: Gathering) -> None:
    text = page(Client(), closed)
    assert "less salt, more water" in text
    assert "I take this back" not in text
    assert "Buy this" not in text
    assert "A post stood here. Its author withdrew it." in text
    assert "A post stood here. A host hid it from this page." in text
    assert text.index("After the close") < text.index("One more thing")
    assert f"/chats/{closed.pk}/report" in text


def test_the_transcript_can_be_kept_as_json(closed: Gathering) -> None:
    document = json.loads(page(Client(), closed, "/transcript.json"))
    assert (document["title"], document["posts"], document["gaps"]) == ("Salt & the kidney", 5, 2)
    gaps = [line for line in document["lines"] if line["gap"]]
    assert [line["gap"] for line in gaps] == ["withdrawn", "hidden"]
    assert all(line["name"] == line["text"] == line["url"] == "" for line in gaps)
    assert document["version"] == closed.facts_version


def test_the_transcript_can_be_kept_as_a_table_no_spreadsheet_runs(closed: Gathering) -> None:
    rows = list(csv.DictReader(io.StringIO(page(Client(), closed, "/transcript.csv"))))
    assert len(rows) == 7
    texts = [row["text"] for row in rows]
    assert "'=1+1 less salt, more water #RenalJC" in texts
    assert not [t for t in texts if t.startswith(("=", "+", "-", "@"))]


def test_the_transcript_can_be_kept_as_one_page(closed: Gathering) -> None:
    answer = Client().get(f"/chats/{closed.pk}/transcript.html")
    assert answer["Content-Disposition"].startswith("attachment")
    text = answer.content.decode()
    assert "less salt, more water" in text
    assert "<script" not in text
    assert "I take this back" not in text


def test_a_kept_transcript_says_which_language_its_own_words_are_in(closed: Gathering) -> None:
    address = f"/chats/{closed.pk}/transcript.html"
    german = Client(headers={"accept-language": "de"}).get(address).content.decode()
    assert '<html lang="de">' in german
    english = Client().get(address).content.decode()
    assert '<html lang="en-gb">' in english


def test_a_chat_that_has_not_begun_has_no_transcript(announced: Gathering) -> None:
    assert Client().get(f"/chats/{announced.pk}/transcript.json").status_code == 404


def test_my_posts_in_chats_lists_what_i_said(closed: Gathering, patient_joan: Account) -> None:
    text = client_of(patient_joan).get("/chats/mine").content.decode()
    assert "less salt, more water" in text
    assert "You withdrew this post." in text
    assert "after the close" in text


WITHHELD = "A post stood here. It is withheld after a takedown notice."


def _kept(chat: Gathering) -> dict[str, str]:
    return {
        ending: page(Client(), chat, rest)
        for ending, rest in (
            ("page", ""),
            ("html", "/transcript.html"),
            ("json", "/transcript.json"),
            ("csv", "/transcript.csv"),
        )
    }


def test_a_post_taken_down_is_a_gap_in_the_transcript_and_its_files_until_it_is_back(
    closed: Gathering,
) -> None:
    post = Post.objects.get(source__contains="less salt")
    hide_post(post.pk, 1)
    run_due()
    away = _kept(closed)
    assert not [ending for ending, text in away.items() if "less salt" in text]
    assert WITHHELD in away["page"]
    assert WITHHELD in away["html"]
    document = json.loads(away["json"])
    gaps = [line for line in document["lines"] if line["gap"] == "withheld"]
    assert [(line["name"], line["text"], line["url"]) for line in gaps] == [("", "", "")]
    rows = csv.DictReader(io.StringIO(away["csv"]))
    assert [row["text"] for row in rows if row["gap"] == "withheld"] == [""]
    restore_post(post.pk, 0)
    run_due()
    back = _kept(closed)
    assert not [ending for ending, text in back.items() if "less salt" not in text]
    assert not [ending for ending, text in back.items() if "withheld" in text]


def test_the_gaps_say_so_in_german_too(closed: Gathering) -> None:
    hide_post(Post.objects.get(source__contains="less salt").pk, 1)
    run_due()
    answer = Client().get(f"/chats/{closed.pk}", headers={"accept-language": "de"})
    text = answer.content.decode()
    assert "Hier stand ein Beitrag. Er wird nach einer Rechtsmeldung zurückgehalten." in text
    assert "A post stood here" not in text
