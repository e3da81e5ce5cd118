"""The labels of a post on the page: set in the composer, read wherever the post is shown."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from rounds.base import clock
from rounds.edge.web.labels import labels_of
from rounds.gate.models import KeptDraft
from rounds.identity.interests import confirm_register, declare_interest
from rounds.identity.models import Account, User
from rounds.identity.register import Entry, InterestKind
from rounds.identity.representatives import appoint_representative, end_appointment
from rounds.identity.roles import OrganisationKind
from rounds.posts.labels import Labels
from rounds.posts.models import Post
from rounds.timelines.bodies import CorrectionOfPost, ReviewOfPost, RoundsOfPost
from tests.web.conftest import LogIn, Publish

SHARES = Entry(kind=InterestKind.SHARES, body="Pulsarion Ltd", products=("Pulsoreg",))


def _send(client: Client, text: str, act: str = "publish", **more: Any) -> Any:
    return client.post(
        "/compose", {"text": text, "act": act, "visibility": "public", "key": text} | more
    )


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_the_composer_says_about_a_post_stands_under_it(
    amina: Client, visitor: Client
) -> None:
    _send(
        amina, "P before QRS", voice="professional", for_whom="everyone", level="student",
        bloom="understand", licence="CC-BY-4.0", sponsored_by="Acme", summary="The top beats first",
    )  # fmt: skip
    post = Post.objects.get()
    page = _page(visitor, f"/@amina/{post.pk}")
    for words in (
        "Sponsored by Acme", "In a professional capacity", "For everyone", "Level: Students",
        "Aim: Understand", "CC BY 4.0", "creativecommons.org/licenses/by/4.0", "The top beats first",
        "Written and owned by Dr Amina Yusuf",
    ):  # fmt: skip
        assert words in page, words
    assert "Sponsored by Acme" in _page(visitor, "/@amina")
    assert "Written and owned by" not in _page(visitor, "/@amina")


def test_a_refused_composer_keeps_what_was_typed_about_the_post(amina: Client) -> None:
    answer = _send(amina, "", for_whom="professionals", summary="In short", licence="CC0-1.0")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "In short" in page
    assert re.search(r'value="CC0-1.0" selected', page)
    assert re.search(r'value="professionals" selected', page)


def test_a_kept_draft_brings_its_labels_back(amina: Client) -> None:
    _send(amina, "Not yet, but soon enough", act="keep", level="training", sponsored_by="Acme")
    code = KeptDraft.objects.get().code
    page = _page(amina, f"/d/{code}")
    assert 'value="training" selected' in page
    assert 'value="Acme"' in page


def test_naming_a_declared_company_is_asked_about_while_typing_and_mended_in_one_tap(
    amina: Client, dr_amina: Account
) -> None:
    declare_interest(dr_amina, SHARES)
    said = amina.post("/compose/coach", {"text": "Pulsoreg did well in our audit"})
    assert "You declared Pulsarion Ltd" in said.content.decode()
    address = _send(amina, "Pulsoreg did well in our audit")["Location"]
    page = _page(amina, address)
    mend = re.search(r'name="mend" value="(declared_interest [^"]+)"', page)
    assert mend
    code = address.rsplit("/", 1)[1]
    form = {"text": "Pulsoreg did well in our audit", "visibility": "public", "draft": code}
    shown = amina.post(address, form | {"mend": mend[1]}).content.decode()
    assert 'value="Shares: Pulsarion Ltd"' in shown
    amina.post(address, form | {"act": "publish", "interests": "Shares: Pulsarion Ltd"})
    assert Post.objects.get().interests == "Shares: Pulsarion Ltd"


def test_it_may_have_nothing_to_do_with_the_company(amina: Client, dr_amina: Account) -> None:
    declare_interest(dr_amina, SHARES)
    address = _send(amina, "Pulsoreg is my cat")["Location"]
    found = re.search(r'name="confirm" value="([^"]+)"', _page(amina, address))
    assert found
    amina.post(address, {"text": "Pulsoreg is my cat", "visibility": "public", "confirm": found[1]})
    assert Post.objects.get().interests == ""


def test_the_interests_of_a_teaching_post_lead_to_its_snapshot_and_turn_amber_with_the_years(
    publish: Publish, dr_amina: Account, visitor: Client
) -> None:
    declare_interest(dr_amina, SHARES)
    post = publish(dr_amina, "P before QRS", teaching=True)
    page = _page(visitor, f"/@amina/{post.pk}")
    assert f'href="/interests/{post.interests_snapshot}"' in page
    assert 'class="amber apart"' not in page
    clock.travel(clock.now() + timedelta(days=366))
    later = _page(visitor, f"/@amina/{post.pk}")
    assert 'class="amber apart"' in later
    assert "more than a year ago" in later
    assert "more than a year ago" in _page(visitor, "/@amina")
    assert "more than a year ago" in _page(visitor, "/@amina/interests")
    assert "more than a year ago" in _page(visitor, f"/interests/{post.interests_snapshot}")


def test_a_snapshot_page_names_the_digest_of_its_file(
    publish: Publish, dr_amina: Account, visitor: Client
) -> None:
    import hashlib

    declare_interest(dr_amina, SHARES)
    post = publish(dr_amina, "P before QRS", teaching=True)
    file = visitor.get(f"/interests/{post.interests_snapshot}.json").content
    assert hashlib.sha256(file).hexdigest() in _page(
        visitor, f"/interests/{post.interests_snapshot}"
    )
    assert visitor.get("/interests/12345").status_code == 404


def test_the_register_is_kept_and_confirmed_on_its_page(amina: Client, dr_amina: Account) -> None:
    assert "You have not declared anything yet" in _page(amina, "/settings/interests")
    amina.post("/settings/interests/confirm")
    assert "None to declare." in _page(amina, "/@amina/interests")
    form = {
        "kind": "speaker_fees", "body": "Pulsarion Ltd", "products": "Pulsoreg, Alarm One",
        "band": "500_5000", "since": "2025-03-01", "until": "", "note": "",
    }  # fmt: skip
    assert amina.post("/settings/interests/new", form).status_code == 302
    page = _page(amina, "/@amina/interests")
    assert "Speaker fees: Pulsarion Ltd" in page
    assert "since March 2025" in page
    assert "500 to 5,000 a year (GBP)" in page
    abroad = form | {"body": "Zenith", "currency": "CHF"}
    assert amina.post("/settings/interests/new", abroad).status_code == 302
    assert "500 to 5,000 a year (CHF)" in _page(amina, "/@amina/interests")
    unpaid = form | {"body": "A charity", "band": "nothing", "currency": "CHF"}
    assert amina.post("/settings/interests/new", unpaid).status_code == 302
    assert "No money (" not in _page(amina, "/@amina/interests")
    odd = amina.post("/settings/interests/new", form | {"currency": "ABC"})
    assert odd.status_code == 422
    wrong = amina.post("/settings/interests/new", form | {"until": "2024-01-01", "note": "kept"})
    assert wrong.status_code == 422
    assert 'value="kept"' in wrong.content.decode()
    assert "The end lies before the beginning." in wrong.content.decode()


def test_somebody_elses_interest_is_not_there(
    leo: Client, amina: Client, dr_amina: Account, visitor: Client
) -> None:
    made = declare_interest(dr_amina, SHARES)
    assert leo.get(f"/settings/interests/{made.pk}").status_code == 404
    assert leo.post(f"/settings/interests/{made.pk}/remove").status_code == 404
    assert visitor.get("/settings/interests").status_code == 302
    form = _page(amina, f"/settings/interests/{made.pk}")
    assert 'value="Pulsoreg"' in form
    amina.post(f"/settings/interests/{made.pk}/remove")
    assert "Pulsarion" not in _page(amina, "/settings/interests")


def test_a_representative_chooses_the_organisation_and_the_post_says_so_for_ever(
    amina: Client, dr_amina: Account, society: Account, log_in: LogIn, visitor: Client
) -> None:
    office = log_in(society)
    answer = office.post("/settings/representatives", {"representative": "amina", "until": ""})
    assert answer.status_code == 302
    assert "Dr Amina Yusuf" in _page(visitor, "/@cardsoc")
    assert f'value="for:{society.pk}"' in _page(amina, "/compose")
    _send(amina, "In our view, yes", voice=f"for:{society.pk}")
    post = Post.objects.get()
    held = re.search(r'action="(/appointments/\d+/end)"', _page(amina, "/settings/representatives"))
    assert held
    office.post(held[1])
    refused = _send(amina, "In our view, no", voice=f"for:{society.pk}")
    page = _page(amina, refused["Location"])
    assert "no longer, a representative" in page
    assert "In our view, no" in page
    assert Post.objects.count() == 1
    page = _page(visitor, f"/@amina/{post.pk}")
    assert re.search(r", for <a[^>]+>Cardiology Student Society", page)
    assert "Dr Amina Yusuf" in _page(visitor, "/@cardsoc/representatives")


def test_only_the_organisation_or_a_moderator_appoints(
    leo: Client, amina: Client, dr_amina: Account, society: Account, visitor: Client
) -> None:
    path, form = "/@cardsoc/representatives", {"representative": "leo"}
    assert leo.post(path, form).status_code == 404
    assert visitor.post(path, form).status_code == 404
    assert leo.post("/settings/representatives", form).status_code == 404
    User.objects.filter(account=dr_amina).update(is_moderator=True)
    assert amina.post(path, form).status_code == 302
    assert "Leo Martins" in _page(visitor, path)
    assert visitor.get("/@amina/representatives").status_code == 404


def test_who_cannot_be_appointed_is_said_beside_the_name(society: Account, log_in: LogIn) -> None:
    office = log_in(society)
    nobody = office.post("/settings/representatives", {"representative": "nobody"})
    assert nobody.status_code == 422
    assert "Nobody here has this name." in nobody.content.decode()
    itself = office.post("/settings/representatives", {"representative": "cardsoc"})
    assert "A representative is a person with an account here." in itself.content.decode()


@pytest.mark.parametrize("path", ["/local", "/@cardsoc", "/search?q=monitors"])
def test_what_a_company_posts_carries_industry_wherever_it_is_listed(
    society: Account, publish: Publish, visitor: Client, path: str
) -> None:
    society.organisation_kind = OrganisationKind.INDUSTRY
    society.save(update_fields=["organisation_kind"])
    publish(society, "New monitors for everybody")
    from rounds.jobs.work import run_due

    run_due()
    assert '<li class="strong apart">Industry</li>' in _page(visitor, path)


def test_a_quoted_sponsored_post_says_so_inside_the_quote(
    dr_amina: Account, student_leo: Account, publish: Publish, visitor: Client
) -> None:
    post = publish(dr_amina, "A leaflet", labels=Labels(sponsored_by="Acme"))
    quote = publish(student_leo, "Worth reading", quote_of=post.pk)
    assert "Sponsored by Acme" in _page(visitor, f"/@leo/{quote.pk}")


def test_a_transcript_tells_labels_in_every_format(
    society: Account, dr_amina: Account, publish: Publish, visitor: Client
) -> None:
    from rounds.edge.web.chats_transcript import COLUMNS
    from rounds.edge.web.labels import columns_of

    told = columns_of(RoundsOfPost(sponsored_by="Acme", industry=True, speaks_for="1"))
    assert set(told) <= set(COLUMNS)
    assert told["industry"] == "yes"
    written = io.StringIO()
    csv.writer(written).writerow(told.values())
    assert "Acme" in written.getvalue()


def test_the_usual_licence_is_chosen_in_the_preferences(amina: Client, dr_amina: Account) -> None:
    page = _page(amina, "/settings/preferences")
    assert "All rights reserved" in page
    wish = {
        "locale": "en-gb", "theme": "auto", "default_visibility": "public",
        "default_language": "en", "default_licence": "CC-BY-SA-4.0",
    }  # fmt: skip
    assert amina.post("/settings/preferences", wish).status_code == 302
    assert "As usual: CC BY-SA 4.0" in _page(amina, "/compose")
    _send(amina, "Share this")
    assert Post.objects.get().licence == "CC-BY-SA-4.0"


def test_an_edit_begins_with_the_labels_and_keeps_the_voice(
    amina: Client, dr_amina: Account, society: Account, publish: Publish
) -> None:
    appointment = appoint_representative(society, society, dr_amina)
    _send(
        amina, "In our view, yes", voice=f"for:{society.pk}", licence="CC-BY-4.0", level="student"
    )
    post = Post.objects.get()
    page = _page(amina, f"/posts/{post.pk}/edit")
    assert 'value="CC-BY-4.0" selected' in page
    assert "stays as it was" in page
    amina.post(
        f"/posts/{post.pk}/edit",
        {"text": "In our view: yes", "act": "publish", "licence": "CC-BY-4.0", "level": "public"},
    )
    post.refresh_from_db()
    assert (post.source, post.level, post.speaks_for) == ("In our view: yes", "public", society.pk)
    narrower = amina.post(
        f"/posts/{post.pk}/edit",
        {"text": "Mine again", "act": "publish", "licence": "LicenseRef-All-Rights-Reserved"},
    )
    assert narrower.status_code == 422
    assert "Mine again" in narrower.content.decode()
    end_appointment(society, appointment.pk)
    form = {"text": "In our view, no", "act": "publish", "licence": "CC-BY-4.0"}
    late = amina.post(f"/posts/{post.pk}/edit", form)
    assert late.status_code == 422
    assert "You no longer speak for this organisation" in late.content.decode()
    assert "In our view, no" in late.content.decode()
    post.refresh_from_db()
    assert post.source == "In our view: yes"


def test_none_to_declare_is_said_with_its_month(dr_amina: Account) -> None:
    confirm_register(dr_amina)
    now = clock.now()
    told = RoundsOfPost(interests="none", interests_at=now.isoformat())
    label = next(one for one in labels_of(told, "A", now) if "interests" in one.words)
    assert label.words.startswith("No interests to declare (declared in ")
    assert label.tone == ""


def test_what_nobody_should_miss_stands_on_its_own_line_and_only_old_interests_are_amber() -> None:
    now = clock.now()
    told = RoundsOfPost(
        sponsored_by="Acme", teaching=True, level="student", licence="CC-BY-4.0",
        interests="none", interests_at=(now - timedelta(days=400)).isoformat(),
        review=ReviewOfPost(version=1, current=2, reviewers=["Dr Ben", "Dr Carla"], url=""),
        correction=CorrectionOfPost(kind="minor", why="A dose", version=2, at="", url=""),
    )  # fmt: skip
    with translation.override("en-gb"):
        labels = labels_of(told, "A", now)
    apart = [one.words.split()[0] for one in labels if one.apart]
    assert apart == ["Sponsored", "Version", "Corrected:", "No"]
    assert [one.words.split()[0] for one in labels if one.tone == "amber"] == ["No"]


def test_from_a_short_composer_more_choices_keep_what_was_typed(
    amina: Client, dr_amina: Account, student_leo: Account, publish: Publish
) -> None:
    asked = publish(student_leo, "What is one question you would ask?")
    page = _page(amina, f"/@leo/{asked.pk}")
    assert 'value="more"' in page
    form = {"text": "Half a thought", "reply_to": str(asked.pk), "visibility": "public"}
    shown = amina.post("/compose", form | {"act": "more"}).content.decode()
    assert "Half a thought" in shown
    assert f'name="reply_to" value="{asked.pk}"' in shown
    assert 'name="voice"' in shown
    assert "nothing written yet" not in shown
    assert not Post.objects.filter(author=dr_amina).exists()
