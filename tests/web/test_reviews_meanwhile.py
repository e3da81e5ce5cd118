"""What somebody decides on may change while they read: nothing passes on a word about other words."""

import re

from django.test import Client

from rounds.gate.models import Manuscript
from rounds.gate.reviews import ManuscriptVersion
from rounds.identity.interests import confirm_register
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.looking import pass_by_eye
from rounds.posts.media import describe, upload
from rounds.posts.models import Post
from tests.pictures import film
from tests.web.test_reviews import (
    ASKS,
    GIVES,
    MENDED,
    TEACHING,
    _do,
    _page,
    _seat,
    asked,
    ben,
    editor,
)

__all__ = ["asked", "ben", "editor"]


def test_a_review_of_the_old_version_is_not_taken_for_one_of_the_new(
    amina: Client, editor: Client, ben: Client, asked: str
) -> None:
    _seat(editor, asked, ben)
    old = {"seen": re.findall(r'name="seen" value="([^"]+)"', _page(ben, asked))[0]}
    stale = {"seen": re.findall(r'name="seen" value="([^"]+)"', _page(editor, asked))[0]}
    _do(editor, asked, "decide", decision="revise", words="Add the fourth.")
    amina.post(f"{asked}/revise", ASKS | {"text": MENDED, "answer": "Done.", "act": "publish"})
    answer = ben.post(asked, GIVES | old)
    assert answer.status_code == 422
    assert "changed since you opened it" in answer.content.decode()
    assert "four questions" in answer.content.decode()
    assert "Clear and right." in answer.content.decode()
    accepts = {"act": "decide", "decision": "accept", "words": "Thank you.", "despite": "Known."}
    assert editor.post(asked, accepts | stale).status_code == 422
    fresh = re.findall(r'name="seen" value="([^"]+)"', answer.content.decode())[0]
    assert ben.post(asked, GIVES | {"seen": fresh}).status_code == 303


def test_a_picture_described_anew_after_its_review_is_not_published_on_the_reviewers_word(
    amina: Client, dr_amina: Account, editor: Client, ben: Client
) -> None:
    confirm_register(dr_amina)
    picture = upload(dr_amina, film(), description="A trace.")
    pass_by_eye(picture.pk)
    more = {"picture": str(picture.pk), f"describe-{picture.pk}": "A trace.", "act": "ask_review"}
    asked = str(amina.post("/compose", ASKS | more)["Location"])
    _seat(editor, asked, ben)
    decision = {"act": "decide", "decision": "accept", "words": "Fine.", "despite": "Known."}
    assert editor.post(asked, decision).status_code == 303
    describe(dr_amina, picture.pk, description="Quite another thing.")
    refused = amina.post(asked, {"act": "publish"})
    assert refused.status_code == 422
    assert "described anew" in refused.content.decode()
    assert not Post.objects.exists()
    describe(dr_amina, picture.pk, description="A trace.")
    assert amina.post(asked, {"act": "publish"}).status_code == 303


def test_publishing_an_accepted_draft_twice_leads_to_its_one_post(
    amina: Client, editor: Client, ben: Client, asked: str
) -> None:
    _seat(editor, asked, ben)
    decision = {"act": "decide", "decision": "accept", "words": "Fine.", "despite": "Known."}
    editor.post(asked, decision)
    first = amina.post(asked, {"act": "publish"})
    second = amina.post(asked, {"act": "publish"})
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Post.objects.count() == 1
    assert editor.post(asked, {"act": "publish"}).status_code == 404


def _delete(amina: Client, post: Post) -> None:
    assert amina.post(f"/posts/{post.pk}/withdraw").status_code == 303
    run_due()
    assert not Post.objects.exists()


def test_a_reviewed_post_that_its_author_deletes_is_read_nowhere_any_more(
    amina: Client, editor: Client, ben: Client, asked: str
) -> None:
    _seat(editor, asked, ben)
    decision = {"act": "decide", "decision": "accept", "words": "Fine.", "despite": "Known."}
    editor.post(asked, decision)
    amina.post(asked, {"act": "publish"})
    assert TEACHING in _page(editor, asked)
    _delete(amina, Post.objects.get())
    assert TEACHING not in _page(editor, asked)
    assert not ManuscriptVersion.objects.exclude(content="").exists()


def test_a_post_that_its_author_deletes_under_review_is_reviewed_no_further(
    amina: Client, dr_amina: Account, editor: Client, ben: Client
) -> None:
    confirm_register(dr_amina)
    amina.post("/compose", ASKS | {"act": "publish"})
    post = Post.objects.get()
    asked = str(amina.post(f"/posts/{post.pk}/ask-review")["Location"])
    _seat(editor, asked, ben)
    assert TEACHING in _page(ben, asked)
    _delete(amina, post)
    assert TEACHING not in ben.get(asked).content.decode()
    assert TEACHING not in _page(editor, asked)
    assert Manuscript.objects.get().state == "withdrawn"
