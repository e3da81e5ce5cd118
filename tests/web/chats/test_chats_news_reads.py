"""What the page of a live chat asks for at every answer is read once."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rounds.base import clock
from rounds.gatherings.models import Gathering
from rounds.gatherings.moderate import hide
from rounds.identity.models import Account
from tests.web.chats.conftest import say


def test_the_news_of_a_chat_reads_the_whole_chat_once(
    live: Gathering, dr_amina: Account, patient_joan: Account
) -> None:
    for number in range(3):
        say(patient_joan, f"Less salt, for the {number}th time. #RenalJC")
    since = clock.epoch_ms(clock.now()) - 1
    ad = say(patient_joan, "Buy this. #RenalJC")
    hide(dr_amina, live, ad.pk, "Advertising.")
    with CaptureQueriesContext(connection) as asked:
        news = Client().get(f"/chats/{live.pk}/news?after=1&at={since}")
    assert f'id="post-{ad.pk}" hx-swap-oob="delete"' in news.content.decode()
    reads = [q["sql"] for q in asked.captured_queries]
    whole = [
        s for s in reads if 'FROM "gatherings_collectedpost"' in s and "_at" in s.split("WHERE")[0]
    ]
    unfiltered = [s for s in whole if " > " not in s.split("WHERE")[1]]
    assert len(unfiltered) == 1
    assert sum('FROM "gatherings_gathering"' in s for s in reads) == 1
