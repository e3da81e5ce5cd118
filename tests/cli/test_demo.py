"""The demo: invented people, a journal club that ended, a chat that is live, two drafts kept back."""

import pytest

from rounds.base import clock
from rounds.edge.cli.demo_picture import rhythm_strip, signed
from rounds.edge.cli.demo_story import Story, live_through
from rounds.gate.models import KeptDraft
from rounds.gatherings.models import Gathering, GatheringState
from rounds.identity.models import Account, Badge, Claim, Credential
from rounds.jobs.models import Job
from rounds.ledger.record import subscribe
from rounds.posts.models import Post
from rounds.posts.provenance import KEPT, provenance_of
from rounds.site.subscriptions import SUBSCRIPTIONS
from rounds.trust.models import Report

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

    shown = {one.username for one in Account.objects.exclude(avatar="")}
    assert shown == {"amina", "cardsoc", "leo"}
    assert Account.objects.exclude(header="").get().username == "amina"
    answers = Report.objects.order_by("pk").values_list("target__username", "state", "answer")
    assert list(answers) == [("pulsarion", "resolved", "none"), ("lars", "open", "")]

    waiting = KeptDraft.objects.exclude(state="released")
    assert set(waiting.values_list("state", flat=True)) == {"held", "asked"}
    assert Story(clock.now()).missing_parts() == []


@pytest.mark.images
def test_the_drawn_strip_says_that_a_program_drew_it() -> None:
    found = provenance_of(signed(rhythm_strip()))
    assert found is not None
    assert (found.state, found.originals[0].source) == (KEPT, "algorithmicMedia")


def test_without_the_extra_the_strip_is_drawn_all_the_same() -> None:
    assert signed(rhythm_strip()) == rhythm_strip()
