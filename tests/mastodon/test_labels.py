"""The labels of a post as apps meet them."""

from collections.abc import Callable

from rounds.identity.interests import declare_interest
from rounds.identity.models import Account
from rounds.identity.profile import Changes, revise_profile
from rounds.identity.register import Entry, InterestKind
from rounds.identity.representatives import appoint_representative, end_appointment
from rounds.identity.roles import OrganisationKind
from rounds.timelines.render import forget_all
from rounds.timelines.rendered import keep_posts
from tests.mastodon.conftest import Phone

STATUSES = "/api/v1/statuses"


def test_an_app_that_knows_no_labels_gets_sensible_ones(
    dr_amina: Account, phone_of: Callable[..., Phone]
) -> None:
    dr_amina.default_licence = "CC-BY-SA-4.0"
    dr_amina.save(update_fields=["default_licence"])
    made = phone_of(dr_amina).post(STATUSES, {"status": "Good morning"}).json()
    told = made["rounds"]
    assert (told["voice"], told["speaks_for"], told["for_whom"]) == ("personal", None, "")
    assert told["licence"] == "CC-BY-SA-4.0"


def test_an_organisations_app_speaks_for_the_organisation(
    society: Account, phone_of: Callable[..., Phone]
) -> None:
    told = phone_of(society).post(STATUSES, {"status": "Tonight at nine"}).json()["rounds"]
    assert (told["voice"], told["speaks_for"]) == ("organisation", str(society.pk))


def test_an_app_that_knows_labels_sends_them_with_the_post(
    dr_amina: Account, phone_of: Callable[..., Phone], stranger: Phone
) -> None:
    phone = phone_of(dr_amina)
    body = (
        "status=P+before+QRS&rounds[voice]=professional&rounds[for_whom]=everyone"
        "&rounds[summary]=The+top+beats+first&rounds[licence]=CC-BY-4.0&rounds[level]=student"
        "&rounds[bloom]=understand&rounds[sponsored_by]=Acme"
    )
    made = phone.form(STATUSES, body).json()
    keep_posts([int(made["id"])])
    forget_all()
    told = stranger.get(f"{STATUSES}/{made['id']}").json()["rounds"]
    assert told["voice"] == "professional"
    assert told["summary"] == "The top beats first"
    assert (told["licence"], told["level"], told["bloom"]) == ("CC-BY-4.0", "student", "understand")
    assert told["sponsored_by"] == "Acme"


def test_a_label_that_is_no_such_word_is_refused(
    dr_amina: Account, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(dr_amina)
    wrong = phone.post(STATUSES, {"status": "x", "rounds": {"voice": "loud"}})
    assert wrong.status_code == 422
    assert "Rounds voice" in wrong.json()["error"]
    odd = phone.post(STATUSES, {"status": "x", "rounds": {"licence": "WTFPL"}})
    assert odd.status_code == 422
    assert "CC-BY-4.0" in odd.json()["error"]


def test_an_app_of_a_representative_speaks_for_the_organisation_until_the_appointment_ends(
    dr_amina: Account, society: Account, phone_of: Callable[..., Phone]
) -> None:
    appointment = appoint_representative(society, society, dr_amina)
    phone = phone_of(dr_amina)
    wish = {"status": "We meet on Tuesday", "rounds": {"speaks_for": str(society.pk)}}
    told = phone.post(STATUSES, wish).json()["rounds"]
    assert (told["voice"], told["speaks_for_acct"]) == ("organisation", "cardsoc")
    assert told["speaks_for_name"] == "Cardiology Student Society"
    end_appointment(society, appointment.pk)
    refused = phone.post(STATUSES, wish | {"status": "We meet on Wednesday"})
    assert refused.status_code == 422
    assert "no longer, a representative" in refused.json()["error"]
    assert refused.json()["draft"]["url"]


def test_what_was_said_for_an_organisation_stands_when_the_appointment_ended_but_can_be_deleted(
    dr_amina: Account, society: Account, phone_of: Callable[..., Phone]
) -> None:
    appointment = appoint_representative(society, society, dr_amina)
    phone = phone_of(dr_amina)
    wish = {"status": "We meet on Tuesday", "rounds": {"speaks_for": str(society.pk)}}
    path = f"{STATUSES}/{phone.post(STATUSES, wish).json()['id']}"
    end_appointment(society, appointment.pk)
    refused = phone.send("PUT", path, {"status": "We never meet again"})
    assert refused.status_code == 422
    assert "You no longer speak for this organisation" in refused.json()["error"]
    assert "Tuesday" in phone.get(path).json()["content"]
    assert phone.send("DELETE", path).status_code == 200
    assert phone.get(path).status_code == 404


def test_an_edit_takes_off_neither_the_sponsor_nor_the_mark_of_teaching(
    dr_amina: Account, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(dr_amina)
    body = {"status": "P before QRS", "teaching": True, "interests": "none"}
    made = phone.post(STATUSES, body | {"rounds": {"sponsored_by": "Acme"}}).json()
    path = f"{STATUSES}/{made['id']}"
    unsaid = phone.send("PUT", path, {"status": "P, QRS", "rounds": {"sponsored_by": " "}})
    assert unsaid.status_code == 422
    assert "Who sponsored a post stays with it" in unsaid.json()["error"]
    untaught = phone.send("PUT", path, {"status": "P, QRS", "teaching": False})
    assert untaught.status_code == 422
    assert "stays teaching" in untaught.json()["error"]
    told = phone.get(path).json()
    assert told["rounds"]["sponsored_by"] == "Acme"
    assert told["rounds"]["interests_snapshot"]
    assert "P before QRS" in told["content"]


def test_an_edit_keeps_the_labels_that_the_app_leaves_out(
    dr_amina: Account, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(dr_amina)
    labels = {"level": "student", "licence": "CC-BY-NC-4.0", "sponsored_by": "Acme"}
    made = phone.post(STATUSES, {"status": "One", "rounds": labels}).json()
    path = f"{STATUSES}/{made['id']}"
    edited = phone.send("PUT", path, {"status": "Two"}).json()["rounds"]
    assert {name: edited[name] for name in labels} == labels
    wider = {"status": "Two", "rounds": {"licence": "CC-BY-4.0", "sponsored_by": "Acme Ltd"}}
    edited = phone.send("PUT", path, wider).json()["rounds"]
    assert (edited["licence"], edited["sponsored_by"]) == ("CC-BY-4.0", "Acme Ltd")
    narrower = phone.send("PUT", path, {"status": "Two", "rounds": {"licence": "CC-BY-ND-4.0"}})
    assert narrower.status_code == 422


def test_an_app_of_somebody_with_interests_is_asked_and_teaching_carries_the_snapshot(
    dr_amina: Account, phone_of: Callable[..., Phone]
) -> None:
    declare_interest(dr_amina, Entry(kind=InterestKind.SHARES, body="Pulsarion"))
    phone = phone_of(dr_amina)
    asked = phone.post(STATUSES, {"status": "Pulsarion did well"})
    assert asked.status_code == 422
    assert asked.json()["error"].startswith("You declared Pulsarion")
    told = phone.post(STATUSES, {"status": "P before QRS", "teaching": True}).json()["rounds"]
    assert told["interests"] == "Shares: Pulsarion"
    assert told["interests_snapshot"]
    assert told["interests_at"].endswith("Z")


def test_an_app_shows_beside_the_name_that_an_account_is_a_companys(
    society: Account, dr_amina: Account, stranger: Phone
) -> None:
    def roles(account: Account) -> list[str]:
        told = stranger.get(f"/api/v1/accounts/{account.pk}").json()
        return [role["name"] for role in told["roles"]]

    assert (roles(society), roles(dr_amina)) == ([], [])
    revise_profile(society, Changes(organisation_kind=OrganisationKind.INDUSTRY))
    assert roles(society) == ["Industry"]


def test_what_an_app_shows_of_a_sponsored_post_says_so_and_what_it_edits_does_not(
    dr_amina: Account, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(dr_amina)
    body = {"status": "P before QRS", "rounds": {"sponsored_by": "Acme"}}
    path = f"{STATUSES}/{phone.post(STATUSES, body).json()['id']}"
    assert "Sponsored by Acme" in phone.get(path).json()["content"]
    text = phone.get(f"{path}/source").json()["text"]
    assert text == "P before QRS"
    again = phone.send("PUT", path, {"status": f"{text}, always"}).json()
    assert again["content"].count("Sponsored by Acme") == 1


def test_what_a_company_posts_says_so_everywhere(
    society: Account, dr_amina: Account, phone_of: Callable[..., Phone]
) -> None:
    society.organisation_kind = OrganisationKind.INDUSTRY
    society.save(update_fields=["organisation_kind"])
    appoint_representative(society, society, dr_amina)
    mine = phone_of(society).post(STATUSES, {"status": "New device"}).json()
    theirs = phone_of(dr_amina).post(
        STATUSES, {"status": "Our device", "rounds": {"speaks_for": str(society.pk)}}
    )
    assert mine["rounds"]["industry"] is True
    assert theirs.json()["rounds"]["industry"] is True
