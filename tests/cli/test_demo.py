"""The demo: invented people, a journal club that ended, a chat that is live, two drafts kept back."""

import pytest

from rounds.base import clock
from rounds.edge.cli.demo_story import Story, live_through
from rounds.gate.models import KeptDraft
from rounds.gatherings.models import Gathering, GatheringState
from rounds.identity.models import Badge, Claim, Credential
from rounds.jobs.models import Job
from rounds.ledger.record import subscribe
from rounds.posts.models import Post
from rounds.site.subscriptions import SUBSCRIPTIONS

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(240)]


@pytest.fixture
def story() -> Story:
    """The story as it stands when the demo starts now."""
    subscribe(SUBSCRIPTIONS)
    told = Story(clock.now())
    live_through(told.missing_parts())
    return told


def test_the_demo_has_a_closed_club_a_live_chat_and_kept_drafts(story: Story) -> None:
    club = Gathering.objects.get(tag="roundsjc")
    assert club.state == GatheringState.CLOSED
    assert club.prompts.filter(post_id__isnull=False).count() == 4
    assert club.collected.filter(late=True).exists()

    chat = Gathering.objects.get(tag="medstudentq")
    assert chat.state == GatheringState.LIVE
    assert [p.number for p in chat.prompts.all() if p.post_id is None] == [3, 4]
    assert Job.objects.filter(function="rounds.gatherings.prompts.advance", dead=False).exists()

    confirmed = Badge.objects.get().credential
    assert (confirmed.account.username, confirmed.revoked_at) == ("amina", None)
    revoked = Credential.objects.get(revoked_at__isnull=False)
    kept = Post.objects.filter(author_credential=revoked.pk)
    assert kept.exists()
    assert all("Nurse – confirmed" in post.credential_line for post in kept)
    assert Claim.objects.get(state="open").account.username == "priya"

    waiting = KeptDraft.objects.exclude(state="released")
    assert set(waiting.values_list("state", flat=True)) == {"held", "asked"}
    assert Story(clock.now()).missing_parts() == []
