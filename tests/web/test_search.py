"""Search: posts newest first, people by what they say of themselves, hashtags by their beginning."""

import pytest
from django.test import Client

from rounds.gate.draft import Draft
from rounds.gate.submit import submit
from rounds.identity.block import block
from rounds.identity.models import Account
from rounds.identity.profile import Changes, revise_profile
from rounds.jobs.work import run_due
from rounds.posts.visibility import Visibility
from tests.web.conftest import LogIn


def write(account: Account, text: str, visibility: Visibility = Visibility.PUBLIC) -> None:
    submit(account, Draft(text=text, visibility=visibility))
    run_due()


def found(client: Client, **asked: str) -> str:
    page = client.get("/search", asked)
    assert page.status_code == 200
    return page.content.decode().split("<main", 1)[1]


def test_a_word_finds_public_posts_newest_first(
    visitor: Client, dr_amina: Account, student_leo: Account
) -> None:
    write(dr_amina, "Amyloid deposits stiffen the ventricle.")
    write(student_leo, "So amyloid explains the low voltages?")
    page = found(visitor, q="amyloid")
    assert page.index("low voltages") < page.index("stiffen")


def test_a_post_for_followers_is_not_found_by_others(
    visitor: Client, dr_amina: Account, student_leo: Account, log_in: LogIn
) -> None:
    write(dr_amina, "Quietly about amyloid.", Visibility.FOLLOWERS)
    assert "Quietly" not in found(visitor, q="amyloid")
    assert "Quietly" not in found(log_in(student_leo), q="amyloid")
    assert "Quietly" in found(log_in(dr_amina), q="amyloid")


def test_what_looks_like_a_person_or_a_hashtag_opens_its_tab(
    visitor: Client, dr_amina: Account
) -> None:
    write(dr_amina, "Join us at #echofirst today.")
    assert "Dr Amina Yusuf" in found(visitor, q="@amina")
    assert 'href="/tags/echofirst"' in found(visitor, q="#echo")


def test_the_directory_narrows_by_role_specialty_and_country(
    visitor: Client, dr_amina: Account, student_leo: Account, trainee_priya: Account
) -> None:
    everybody = found(visitor, tab="people")
    assert "Dr Amina Yusuf" in everybody
    assert "Leo Martins" in everybody
    assert "Leo Martins" not in found(visitor, tab="people", role="consultant")
    assert "Dr Amina Yusuf" in found(visitor, tab="people", role="consultant", specialty="cardio")
    assert "Leo Martins" in found(visitor, tab="people", country="PT")
    assert "Nobody found" in found(visitor, tab="people", role="consultant", country="PT")
    assert "Dr Priya Raman" in found(visitor, tab="people", q="priya", country="IN")
    assert "Nobody found" in found(visitor, tab="people", q="priya", country="PT")


def test_who_does_not_wish_to_be_found_is_found_by_the_exact_address_alone(
    visitor: Client, dr_amina: Account
) -> None:
    revise_profile(dr_amina, Changes(discoverable=False))
    assert "Dr Amina Yusuf" not in found(visitor, tab="people")
    assert "Dr Amina Yusuf" not in found(visitor, tab="people", role="consultant")
    assert "Dr Amina Yusuf" in found(visitor, q="@amina")


def test_who_blocked_the_reader_is_not_in_the_directory(
    dr_amina: Account, student_leo: Account, log_in: LogIn
) -> None:
    block(dr_amina, student_leo)
    assert "Dr Amina Yusuf" not in found(log_in(student_leo), tab="people", role="consultant")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "'; DROP TABLE x; --", "%", "\0", "a" * 5000]
)
def test_odd_words_find_nothing_and_break_nothing(visitor: Client, db: None, words: str) -> None:
    for tab in ("posts", "people", "hashtags"):
        page = found(visitor, q=words, tab=tab)
        assert "<script>alert" not in page


@pytest.mark.parametrize("asked", ["tab=gossip", "tab=posts&q=a&max_id=x"])
def test_an_address_that_was_changed_is_refused(visitor: Client, asked: str) -> None:
    assert visitor.get(f"/search?{asked}").status_code in {404, 422}


def test_nothing_asked_says_how_to_begin(visitor: Client) -> None:
    assert "Look for a discussion" in found(visitor)


def test_people_are_paged(visitor: Client, db: None) -> None:
    from rounds.identity.open_account import Newcomer, open_account

    for number in range(35):
        open_account(Newcomer(username=f"p{number:02}", email=f"p{number}@example.org", display_name=f"Person {number:02}"))  # fmt: skip
    first = visitor.get("/search?tab=people")
    assert "Person 29" in first.content.decode()
    assert "Person 30" not in first.content.decode()
    second = visitor.get(first.context["older"]).content.decode()
    assert "Person 34" in second


def test_who_waits_to_be_let_in_is_not_found(visitor: Client, dr_amina: Account) -> None:
    dr_amina.user.approved = False
    dr_amina.user.save()
    assert "Dr Amina Yusuf" not in found(visitor, tab="people")
    assert "Dr Amina Yusuf" not in found(visitor, q="@amina")
