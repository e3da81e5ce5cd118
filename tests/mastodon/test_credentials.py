"""What an app shows of a credential: beside the account now, beside a post as it stood."""

from collections.abc import Callable

from rounds.identity.claim_models import Way
from rounds.identity.credentials import confirm_credential, revoke_credential
from rounds.identity.models import Account
from rounds.identity.profile import Changes, revise_profile
from rounds.jobs.work import run_due
from tests.mastodon.conftest import Phone

LINE = "Consultant, cardiology – confirmed by nhs.net"


def account_of(phone: Phone, account: Account) -> dict[str, object]:
    """The account as the app gets it."""
    run_due()
    found: dict[str, object] = phone.get(f"/api/v1/accounts/{account.pk}").json()
    return found


def test_an_app_shows_the_credential_now_and_on_a_post_as_it_stood(
    phone_of: Callable[..., Phone], dr_amina: Account, stranger: Phone
) -> None:
    held = confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    phone = phone_of(dr_amina)
    assert account_of(stranger, dr_amina)["rounds"]["credential"].startswith(LINE)  # type: ignore[index]
    post = phone.post("/api/v1/statuses", {"status": "Written as a confirmed consultant."}).json()
    revoke_credential(dr_amina, held.pk)
    assert account_of(stranger, dr_amina)["rounds"]["credential"] == ""  # type: ignore[index]
    kept = stranger.get(f"/api/v1/statuses/{post['id']}").json()
    assert kept["rounds"]["credential"].startswith(LINE)
    assert kept["account"]["rounds"]["credential"] == ""


def test_under_a_new_name_an_app_shows_no_credential(dr_amina: Account, stranger: Phone) -> None:
    confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    revise_profile(dr_amina, Changes(display_name="Professor Yusuf"))
    assert account_of(stranger, dr_amina)["rounds"]["credential"] == ""  # type: ignore[index]


def test_a_role_is_shown_before_a_website(dr_amina: Account, stranger: Phone) -> None:
    confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    confirm_credential(
        dr_amina, "Website", "a link back", "amina.example", weight=1, way=Way.LINK,
        link="https://amina.example/",
    )  # fmt: skip
    assert account_of(stranger, dr_amina)["rounds"]["credential"].startswith(LINE)  # type: ignore[index]


def test_a_confirmed_link_is_ticked_in_every_app(dr_amina: Account, stranger: Phone) -> None:
    revise_profile(
        dr_amina,
        Changes(fields=[("Web", "https://amina.example/"), ("Other", "https://else.example")]),
    )
    held = confirm_credential(
        dr_amina, "Website", "a link back", "amina.example", link="https://amina.example"
    )
    ticks = [one["verified_at"] for one in account_of(stranger, dr_amina)["fields"]]  # type: ignore[attr-defined,index,union-attr]
    assert ticks[0] is not None
    assert ticks[1] is None
    revoke_credential(dr_amina, held.pk)
    assert account_of(stranger, dr_amina)["fields"][0]["verified_at"] is None  # type: ignore[index]
