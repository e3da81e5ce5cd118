"""Labels, interests and representatives: nothing axe-core objects to, nothing wider than the window."""

from datetime import timedelta

import pytest

from rounds.base import clock
from rounds.identity.interests import declare_interest
from rounds.identity.models import Account
from rounds.identity.register import Entry, InterestKind
from rounds.identity.representatives import appoint_representative
from rounds.posts.labels import Bloom, ForWhom, Labels, Level, Voice
from tests.web.browser.conftest import SHAPES, Desk
from tests.web.conftest import Publish

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("shape", SHAPES)
def test_the_pages_of_labels_look_right(
    desk: Desk, shape: str, dr_amina: Account, society: Account, publish: Publish
) -> None:
    now = clock.now()
    clock.travel(now - timedelta(days=400))
    declare_interest(dr_amina, Entry(kind=InterestKind.SHARES, body="Pulsarion Ltd"))
    clock.travel(None)
    appoint_representative(society, society, dr_amina)
    labels = Labels(
        voice=Voice.ORGANISATION, speaks_for=society.pk, for_whom=ForWhom.EVERYONE,
        summary="The top of the heart beats first.", licence="CC-BY-NC-SA-4.0",
        sponsored_by="A company with a rather long name, of which there are some",
        level=Level.SPECIALIST, bloom=Bloom.UNDERSTAND,
    )  # fmt: skip
    post = publish(dr_amina, "P before QRS", teaching=True, labels=labels)
    paths = [
        (f"/@amina/{post.pk}", None), ("/@amina/interests", None), ("/@cardsoc", None),
        (f"/interests/{post.interests_snapshot}", None), ("/@cardsoc/representatives", None),
        ("/settings/interests", dr_amina), ("/settings/interests/new", dr_amina),
        ("/settings/representatives", dr_amina), ("/settings/representatives", society),
        ("/compose", dr_amina),
    ]  # fmt: skip
    for path, who in paths:
        desk.look(path, shape, who=who)
    assert desk.complaints == []
