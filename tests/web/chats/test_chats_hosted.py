"""What a host does from the page of a live chat, as a browser does it."""

import re

from django.test import Client

from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.gatherings.models import Gathering
from rounds.gatherings.moderate import hide, unhide
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.visibility import Visibility
from tests.web.chats.conftest import client_of, fresh, page, say


def test_the_page_offers_a_host_lengths_to_extend_by_and_takes_each(
    live: Gathering, dr_amina: Account
) -> None:
    client = client_of(dr_amina)
    form = (
        page(client, live).partition(f'action="/chats/{live.pk}/extend"')[2].partition("</form>")[0]
    )
    offered = re.findall(r'<option value="([^"]*)">([^<]+)</option>', form)
    assert [words for _, words in offered] == [
        "5 minutes",
        "10 minutes",
        "15 minutes",
        "30 minutes",
    ]
    for minutes, _ in offered:
        before = fresh(live).minutes
        sent = client.post(f"/chats/{live.pk}/extend", {"minutes": minutes})
        assert sent.status_code == 303
        assert fresh(live).minutes == before + int(minutes)


def test_an_author_reads_why_a_post_was_hidden_on_the_post_and_among_the_notices(
    live: Gathering, dr_amina: Account, patient_joan: Account
) -> None:
    post = say(patient_joan, "Buy this #RenalJC")
    hide(dr_amina, live, post.pk, "Advertising & noise.")
    run_due()
    author, own = client_of(patient_joan), f"/@joan/{post.pk}"
    for address in (own, "/notifications"):
        text = author.get(address).content.decode()
        assert "Advertising &amp; noise." in text, address
        assert "Salt &amp; the kidney" in text, address
    for somebody in (Client(), client_of(dr_amina)):
        assert "Advertising" not in somebody.get(own).content.decode()
    unhide(dr_amina, live, post.pk)
    run_due()
    assert "Advertising" not in author.get(own).content.decode()
    assert "hid your post" not in author.get("/notifications").content.decode()


def test_a_quiet_answer_on_the_chats_page_belongs_to_it_and_the_composer_says_so(
    live: Gathering, patient_joan: Account
) -> None:
    said = {"text": "Less salt", "visibility": "unlisted", "act": "publish", "key": "k1"}
    assert client_of(patient_joan).post(f"/chats/{live.pk}/say", said).status_code == 303
    assert "Less salt" in page(Client(), live)
    quiet = submit(patient_joan, Draft(text="Just musing #RenalJC", visibility=Visibility.UNLISTED))
    assert isinstance(quiet, Released)
    run_due()
    assert "Just musing" not in page(Client(), live)
    empty = client_of(patient_joan).post(f"/chats/{live.pk}/say", {**said, "text": "", "key": "k2"})
    assert "Quiet elsewhere" in empty.content.decode()


def test_a_transcript_that_leaves_the_site_names_it_in_every_address(closed: Gathering) -> None:
    lines = Client().get(f"/chats/{closed.pk}/transcript.json").json()["lines"]
    told = [line["url"] for line in lines if not line["gap"]]
    assert told
    assert all(url.startswith("http://testserver/@") for url in told)
    table = Client().get(f"/chats/{closed.pk}/transcript.csv").content.decode()
    assert ",/@" not in table
    assert "the report counts gaps as posts" in page(Client(), closed)
