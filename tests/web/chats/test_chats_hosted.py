"""What a host does from the page of a live chat, as a browser does it."""

import re

from rounds.gatherings.models import Gathering
from rounds.identity.models import Account
from tests.web.chats.conftest import client_of, fresh, page


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
