"""The pages by which somebody has something confirmed, vouches, or checks as a moderator."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.test import Client

from rounds.identity.appoint import appoint
from rounds.identity.claim_models import Claim, ClaimState, Evidence
from rounds.identity.credentials import confirm_credential, current_credential
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.profile import Changes, revise_profile
from rounds.identity.roles import Role
from rounds.jobs.work import run_due
from tests.identity.elsewhere import Elsewhere, found, page, somebody_elses_server
from tests.web.conftest import LogIn, Publish

HERE = "/settings/credentials"
ENTRY = {
    "what": "consultant", "scope": "cardiology", "register": "gmc", "number": "765 4321",
    "name": "Amina Yusuf",
}  # fmt: skip


def person(username: str, role: Role = Role.UNSTATED, *, moderator: bool = False) -> Account:
    """Somebody more."""
    made = open_account(Newcomer(username=username, email=f"{username}@example.org", role=role))
    appoint(made, moderator=moderator)
    return made


def words(response: Any) -> str:
    """The page as one line of text."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_code_sent_to_the_hospital_confirms_belonging(amina: Client, dr_amina: Account) -> None:
    sent = amina.post(f"{HERE}/new/mail", {"address": "a.yusuf@nhs.net"}, follow=True)
    assert "Type the code" in words(sent)
    assert mail.outbox[-1].to == ["a.yusuf@nhs.net"]
    code = re.search(r"^\d{6}$", mail.outbox[-1].body, re.MULTILINE)
    assert code
    where = sent.redirect_chain[-1][0]
    wrong = amina.post(where, {"code": "x"})
    assert wrong.status_code == 422
    assert "This is not the code" in words(wrong)
    shown = amina.post(where, {"code": code[0]}, follow=True)
    assert "Affiliation – confirmed by NHSmail (nhs.net)" in words(shown)
    assert "a.yusuf" not in words(amina.get(f"/@{dr_amina.username}"))


def test_a_private_address_is_refused_and_stays_typed(amina: Client, db: None) -> None:
    refused = amina.post(f"{HERE}/new/mail", {"address": "me@gmail.com"})
    assert refused.status_code == 422
    assert 'value="me@gmail.com"' in refused.content.decode()
    assert "No list here knows this domain" in words(refused)
    assert not mail.outbox


def test_the_list_of_domains_names_its_keeper(amina: Client) -> None:
    shown = words(amina.get(f"{HERE}/new/mail"))
    assert "Kept by: The maintainers of Rounds" in shown
    assert "nhs.net – NHSmail" in shown


def test_an_operator_adds_domains(amina: Client, settings: Any, tmp_path: Any) -> None:
    added = tmp_path / "more.toml"
    added.write_text(
        'maintainer = "Ward Round"\n[[institution]]\ndomain = "ward.example"\nissuer = "The Ward"\n'
    )
    settings.ROUNDS = replace(settings.ROUNDS, institutions=str(added))
    amina.post(f"{HERE}/new/mail", {"address": "me@ward.example"})
    assert mail.outbox[-1].to == ["me@ward.example"]


def test_colleagues_vouch_from_their_settings(
    log_in: LogIn, dr_amina: Account, trainee_priya: Account
) -> None:
    marek = person("marek", Role.CONSULTANT)
    for one in (dr_amina, marek):
        confirm_credential(one, "Consultant", "nhs.net")
    asks = log_in(trainee_priya).post(
        f"{HERE}/new/colleagues",
        {"what": "doctor_in_training", "scope": "", "handles": "@amina, @marek"},
        follow=True,
    )
    assert "Asked: @amina, @marek" in words(asks)
    claim = Claim.objects.get()
    for one in (dr_amina, marek):
        page_of = log_in(one)
        assert "You are asked to vouch" in words(page_of.get(HERE))
        page_of.post(f"{HERE}/{claim.pk}/vouch", {"answer": "yes"})
    held = current_credential(trainee_priya)
    assert held is not None
    assert "confirmed by Dr Amina Yusuf and marek" in held.line


def test_somebody_unconfirmed_is_named_when_asked(leo: Client, dr_amina: Account) -> None:
    refused = leo.post(f"{HERE}/new/colleagues", {"what": "student", "handles": "amina, nobody"})
    assert refused.status_code == 422
    assert "@amina can't vouch for this" in refused.content.decode().replace("&#x27;", "'")


def test_two_moderators_look_into_the_register_and_nobody_else_reads_it(
    amina: Client, dr_amina: Account, log_in: LogIn, leo: Client
) -> None:
    moderators = [log_in(person(name, moderator=True)) for name in ("ines", "otto", "wanda")]
    amina.post(f"{HERE}/new/register", ENTRY)
    claim = Claim.objects.get()
    check = f"/moderation/credentials/{claim.pk}"
    for one in (*moderators, amina, leo):
        assert one.get(check).status_code == 404
    for one in moderators[:2]:
        waiting = words(one.get("/moderation/credentials"))
        assert "7654321" not in waiting
        assert "Dr Amina Yusuf" in waiting
        one.post(f"{check}/take")
        shown = one.get(check)
        assert "7654321" in words(shown)
        assert shown["Cache-Control"] == "no-store"
    assert moderators[2].post(f"{check}/take").status_code == 403
    for one in moderators[:2]:
        one.post(f"{check}/answer", {"answer": "yes"})
        assert one.get(check).status_code == 404
    line = "cardiology – register of the General Medical Council (UK) checked by two moderators"
    assert line in words(amina.get(HERE))
    assert not Evidence.objects.exists()
    assert "7654321" not in words(amina.get(HERE)) + words(amina.get("/@amina"))


def test_whoever_claims_finds_no_seat(amina: Client, dr_amina: Account) -> None:
    appoint(dr_amina, moderator=True)
    amina.post(f"{HERE}/new/register", ENTRY)
    claim = Claim.objects.get()
    assert "Your own: others check it" in words(amina.get("/moderation/credentials"))
    assert amina.post(f"/moderation/credentials/{claim.pk}/take").status_code == 403
    assert Claim.objects.get().state == ClaimState.OPEN


def test_a_wrong_number_is_refused_and_nothing_typed_is_lost(amina: Client) -> None:
    refused = amina.post(f"{HERE}/new/register", ENTRY | {"number": "12"})
    assert refused.status_code == 422
    assert 'value="Amina Yusuf"' in refused.content.decode()


def test_a_moderator_revokes_with_a_reason_and_the_old_post_keeps_it(
    amina: Client, dr_amina: Account, log_in: LogIn, publish: Publish
) -> None:
    held = confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    before = publish(dr_amina, "Written as a confirmed consultant.")
    moderator = log_in(person("ines", moderator=True))
    moderator.post(f"/moderation/credentials/{held.pk}/revoke", {"reason": "left"})
    after = publish(dr_amina, "Written later.")
    line = "Consultant, cardiology – confirmed by nhs.net"
    assert line in words(amina.get(f"/@amina/{before.pk}"))
    assert line not in words(amina.get(f"/@amina/{after.pk}"))
    assert "It is no longer so." in words(amina.get(HERE))


def test_moderators_see_which_doctors_have_not_given_their_name(
    log_in: LogIn, trainee_priya: Account
) -> None:
    revise_profile(trainee_priya, Changes(uses_own_name=False))
    shown = words(log_in(person("ines", moderator=True)).get("/moderation/credentials"))
    assert "Dr Priya Raman" in shown
    assert "paragraph 17" in shown


def test_the_moderators_page_is_not_there_for_others(leo: Client, visitor: Client) -> None:
    assert leo.get("/moderation/credentials").status_code == 404
    assert visitor.get("/moderation/credentials").status_code == 302
    assert visitor.get(HERE).status_code == 302


def test_one_withdraws_and_gives_back_only_what_is_ones_own(
    amina: Client, leo: Client, dr_amina: Account
) -> None:
    held = confirm_credential(dr_amina, "Consultant", "nhs.net")
    amina.post(f"{HERE}/new/register", ENTRY)
    claim = Claim.objects.get()
    assert leo.post(f"{HERE}/{claim.pk}/withdraw").status_code == 404
    assert leo.post(f"{HERE}/{held.pk}/revoke").status_code == 404
    assert leo.get(f"{HERE}/{claim.pk}/code").status_code == 404
    amina.post(f"{HERE}/{claim.pk}/withdraw")
    amina.post(f"{HERE}/{held.pk}/revoke")
    assert current_credential(dr_amina) is None
    assert not Evidence.objects.exists()


@pytest.fixture
def elsewhere(settings: Any) -> Iterator[Elsewhere]:
    """ORCID and a university, both on loopback."""
    with somebody_elses_server() as server:
        settings.ROUNDS = replace(
            settings.ROUNDS, reach_loopback=True,
            orcid_client_id="APP", orcid_secret="s", orcid_url=server.url, orcid_api=server.url,
            oidc_url=server.url, oidc_client_id="r", oidc_secret="s", oidc_name="Northbridge",
            oidc_domains="northbridge.ac.uk",
        )  # fmt: skip
        server.answers["/.well-known/openid-configuration"] = found(
            {
                "issuer": server.url,
                "authorization_endpoint": f"{server.url}/authorize",
                "token_endpoint": f"{server.url}/token",
                "userinfo_endpoint": f"{server.url}/me",
            }
        )
        server.answers["/token"] = found({"access_token": "t"})
        server.answers["/me"] = found(
            {"sub": "1", "eduperson_scoped_affiliation": ["student@northbridge.ac.uk"]}
        )
        yield server


def test_a_student_logs_in_at_the_university_and_comes_back(
    leo: Client, student_leo: Account, elsewhere: Elsewhere
) -> None:
    assert "Log in at Northbridge" in words(leo.get(HERE))
    away = leo.get(f"{HERE}/institution/begin")
    sent = parse_qs(urlsplit(away["Location"]).query)
    leo.get(f"{HERE}/institution/back", {"state": sent["state"][0], "code": "c"})
    run_due()
    assert "Affiliation, student – confirmed by northbridge.ac.uk" in words(leo.get(HERE))


def test_somebody_elses_code_is_not_taken(leo: Client, elsewhere: Elsewhere) -> None:
    for path in ("institution", "orcid"):
        leo.get(f"{HERE}/{path}/begin")
        back = leo.get(f"{HERE}/{path}/back", {"state": "forged", "code": "c"}, follow=True)
        assert "That did not begin in this browser" in words(back)
    leo.get(f"{HERE}/orcid/back", {"code": "c"})
    assert not Claim.objects.exists()


def test_who_says_no_at_orcid_comes_back_with_nothing(leo: Client, elsewhere: Elsewhere) -> None:
    away = leo.get(f"{HERE}/orcid/begin", {"what": "education"})
    assert away["Location"].startswith(f"{elsewhere.url}/oauth/authorize?")
    state = parse_qs(urlsplit(away["Location"]).query)["state"][0]
    back = leo.get(f"{HERE}/orcid/back", {"state": state, "error": "access_denied"}, follow=True)
    assert "nothing was asked" in words(back)


def test_ways_that_are_not_set_up_are_not_offered(leo: Client) -> None:
    assert "ORCID" not in words(leo.get(HERE))
    assert leo.get(f"{HERE}/orcid/begin").status_code == 404
    assert leo.get(f"{HERE}/institution/begin").status_code == 404
    assert leo.get(f"{HERE}/new/fax").status_code == 404


def test_a_website_is_looked_at_and_ticked(
    leo: Client, student_leo: Account, elsewhere: Elsewhere, settings: Any
) -> None:
    me = f"{settings.BASE_URL}/@leo"
    elsewhere.answers["/"] = page(f'<a rel="me" href="{me}">Rounds</a>')
    assert me in words(leo.get(f"{HERE}/new/website")).replace("&quot;", '"')
    revise_profile(student_leo, Changes(fields=[("Web", f"{elsewhere.url}/")]))
    leo.post(f"{HERE}/new/website", {"link": f"{elsewhere.url}/"})
    run_due()
    assert "confirmed by a link back" in words(leo.get(HERE))
    assert "confirmed" in words(leo.get("/@leo"))


def test_a_name_changed_while_a_moderator_looked_is_looked_at_again(
    amina: Client, dr_amina: Account, log_in: LogIn
) -> None:
    moderator = log_in(person("ines", moderator=True))
    amina.post(f"{HERE}/new/register", ENTRY)
    check = f"/moderation/credentials/{Claim.objects.get().pk}"
    moderator.post(f"{check}/take")
    found = re.search(r'name="seen" value="([^"]+)"', moderator.get(check).content.decode())
    assert found
    dr_amina.display_name = "Professor Elsewhere"
    dr_amina.save(update_fields=["display_name"])
    answer = moderator.post(f"{check}/answer", {"answer": "yes", "seen": found[1]})
    assert answer.status_code == 422
    assert "changed since you opened it" in words(answer)
    assert "Professor Elsewhere" in words(answer)
