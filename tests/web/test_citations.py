"""'Cite this' on the page of a post: who may, what the page and the files say."""

import json
import re

from django.test import Client

from rounds.gate.draft import Draft
from rounds.gate.submit import submit_revision
from rounds.identity.models import Account
from rounds.posts.labels import Labels
from rounds.posts.visibility import Visibility
from tests.web.conftest import Publish

CC_BY = Labels(licence="CC-BY-4.0")


def test_anybody_can_cite_a_public_post(
    dr_amina: Account, publish: Publish, visitor: Client
) -> None:
    post = publish(dr_amina, "P before QRS", labels=CC_BY)
    page = visitor.get(f"/@amina/{post.pk}/cite").content.decode()
    assert "Dr Amina Yusuf (@amina). P before QRS." in page
    assert "This post has no DOI" in page
    assert 'rel="license"' in page
    for form in ("ris", "bib", "json", "txt"):
        answer = visitor.get(f"/@amina/{post.pk}/cite.{form}")
        assert answer.status_code == 200
        assert f"/@amina/{post.pk}" in answer.content.decode()
    assert visitor.get(f"/@amina/{post.pk}/cite.exe").status_code == 404


def test_the_page_of_a_post_says_how_to_cite_it_to_people_and_programmes(
    dr_amina: Account, publish: Publish, visitor: Client
) -> None:
    post = publish(dr_amina, "</script><b>P before QRS", labels=CC_BY)
    page = visitor.get(f"/@amina/{post.pk}").content.decode()
    assert f'href="/@amina/{post.pk}/cite"' in page
    assert '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">' in page
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block
    said = json.loads(block[1])
    assert said["author"]["name"] == "Dr Amina Yusuf"
    assert said["headline"] == "</script><b>P before QRS"


def test_the_version_that_stands_is_the_one_cited(
    dr_amina: Account, publish: Publish, visitor: Client
) -> None:
    post = publish(dr_amina, "P before QRS")
    submit_revision(dr_amina, post.pk, Draft(text="P before QRS, nearly always"))
    page = visitor.get(f"/@amina/{post.pk}/cite").content.decode()
    assert "version 2" in page
    assert f"/@amina/{post.pk}/history" in page


def test_what_was_said_to_some_is_not_cited(
    dr_amina: Account, publish: Publish, visitor: Client, amina: Client
) -> None:
    post = publish(dr_amina, "For you alone", visibility=Visibility.FOLLOWERS)
    assert visitor.get(f"/@amina/{post.pk}/cite.ris").status_code == 404
    assert amina.get(f"/@amina/{post.pk}/cite").status_code == 404
    assert "Cite this" not in amina.get(f"/@amina/{post.pk}").content.decode()
