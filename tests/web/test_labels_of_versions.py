"""The labels of each version of a post: kept, shown, and not edited away."""

import re
from typing import Any

from django.test import Client

from rounds.gate.draft import Draft
from rounds.gate.submit import submit_revision
from rounds.identity.models import Account
from rounds.posts.labels import Labels
from rounds.posts.models import Post, Revision
from tests.web.conftest import Publish


def _send(client: Client, text: str, act: str = "publish", **more: Any) -> Any:
    return client.post(
        "/compose", {"text": text, "act": act, "visibility": "public", "key": text} | more
    )


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_version_keeps_the_labels_it_carried(
    amina: Client, dr_amina: Account, visitor: Client
) -> None:
    first = {"licence": "CC-BY-NC-4.0", "for_whom": "professionals", "sponsored_by": "Acme"}
    _send(amina, "P before QRS", voice="professional", **first)
    post = Post.objects.get()
    form = {"text": "P before QRS, always", "act": "publish", "visibility": "public", "key": "e"}
    changed = {"licence": "CC-BY-4.0", "for_whom": "everyone", "sponsored_by": "Acme Ltd"}
    answer = amina.post(f"/posts/{post.pk}/edit", form | changed | {"voice": "professional"})
    assert answer.status_code in {302, 303}, answer.content.decode()
    page = _page(visitor, f"/@amina/{post.pk}/history")
    now, _sep, then = page.partition('<li class="post">')[2].partition('<li class="post">')
    assert "CC BY 4.0" in now
    assert "For everyone" in now
    assert "Sponsored by Acme Ltd" in now
    assert re.search(r"For everyone <em>\(new\)</em>", now)
    for words in ("Sponsored by Acme", "For professionals", "CC BY-NC 4.0", "In a professional"):
        assert words in then, words
    told = [one["rounds"] for one in visitor.get(f"/api/v1/statuses/{post.pk}/history").json()]
    assert [one["licence"] for one in told] == ["CC-BY-NC-4.0", "CC-BY-4.0"]
    assert [one["sponsored_by"] for one in told] == ["Acme", "Acme Ltd"]
    assert [one["for_whom"] for one in told] == ["professionals", "everyone"]
    assert [one["voice"] for one in told] == ["professional", "professional"]


def test_a_version_of_the_days_before_labels_were_kept_says_so(
    publish: Publish, dr_amina: Account, visitor: Client, amina: Client
) -> None:
    post = publish(dr_amina, "P before QRS")
    form = {"text": "P before QRS, always", "act": "publish", "visibility": "public", "key": "e"}
    amina.post(f"/posts/{post.pk}/edit", form)
    Revision.objects.update(labels={})
    assert "The labels of this version were not kept." in _page(
        visitor, f"/@amina/{post.pk}/history"
    )
    assert visitor.get(f"/api/v1/statuses/{post.pk}/history").json()[0]["rounds"] is None


def test_teaching_shows_the_labels_of_each_version_beside_its_changes(
    publish: Publish, dr_amina: Account, visitor: Client
) -> None:
    labels = Labels(licence="CC-BY-NC-4.0", sponsored_by="Acme")
    post = publish(dr_amina, "P before QRS", teaching=True, interests="none", labels=labels)
    mended = Draft(
        text="P before QRS, always", teaching=True, interests="none",
        labels=Labels(licence="CC-BY-4.0", sponsored_by="Acme Ltd"),
    )  # fmt: skip
    submit_revision(dr_amina, post.pk, mended)
    page = _page(visitor, f"/@amina/{post.pk}/versions")
    assert "No longer: Sponsored by Acme" in page
    assert "Sponsored by Acme Ltd" in page
    assert "CC BY-NC 4.0" in page


def test_the_page_keeps_sponsor_and_teaching_and_what_was_typed(
    publish: Publish, dr_amina: Account, amina: Client
) -> None:
    labels = Labels(sponsored_by="Acme")
    post = publish(dr_amina, "P before QRS", teaching=True, interests="none", labels=labels)
    form = {"text": "P before QRS, ever", "act": "publish", "interests": "none"}
    for address, said, words in (
        ("edit", {"sponsored_by": "Acme"}, "stays teaching"),
        ("edit", {"teaching": "1", "sponsored_by": ""}, "Who sponsored a post stays with it"),
        ("correct", {"teaching": "1", "correction_kind": "wording", "why": "A word."}, "sponsored"),
    ):
        answer = amina.post(f"/posts/{post.pk}/{address}", form | said)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "P before QRS, ever" in answer.content.decode()
    post.refresh_from_db()
    assert (post.source, post.teaching, post.sponsored_by) == ("P before QRS", True, "Acme")
