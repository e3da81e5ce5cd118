"""What other servers say of somebody: read once, by a job, and believed as far as they can know."""

import copy
from datetime import date
from typing import Any

import pytest
from django.core import mail

from rounds.base.errors import Invalid
from rounds.identity.claim_models import Claim, ClaimState, Evidence
from rounds.identity.claim_words import Reason, What
from rounds.identity.claims.by_affiliation import belonging, claim_by_affiliation
from rounds.identity.claims.by_link import claim_link, links_to_me
from rounds.identity.claims.by_orcid import asserted, claim_by_orcid, provider
from rounds.identity.claims.grants import address_of, new_errand
from rounds.identity.credentials import current_credential, revoke_credential
from rounds.identity.models import Account
from rounds.identity.profile import Changes, revise_profile
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from tests.identity.elsewhere import Elsewhere, found, page

TODAY = date(2026, 11, 22)
ORCID = "0000-0002-1825-0097"


def settled(claim: Claim) -> tuple[str, str]:
    """State and reason of a claim once the jobs have run."""
    run_due()
    claim.refresh_from_db()
    return claim.state, claim.reason


# a website that links back


def back(account: Account) -> str:
    """A page that links back to the profile."""
    from rounds.identity.claims.by_link import profile_of

    return f'<p>Me: <a class="u-url" rel="me noopener" href="{profile_of(account)}/">here</a></p>'


def test_a_page_that_links_back_is_ticked_on_the_profile(
    dr_amina: Account, elsewhere: Elsewhere
) -> None:
    elsewhere.answers["/me"] = page(back(dr_amina))
    link = f"{elsewhere.url}/me"
    revise_profile(dr_amina, Changes(fields=[("Web", link), ("Other", "https://example.org")]))
    assert settled(claim_link(dr_amina, link)) == (ClaimState.CONFIRMED, "")
    account = Account.objects.get(pk=dr_amina.pk)
    assert account.fields[0]["verified_at"].startswith("20")
    assert account.fields[1]["verified_at"] is None
    revise_profile(account, Changes(fields=[("My page", link + "/")]))
    assert Account.objects.get(pk=dr_amina.pk).fields[0]["verified_at"]


def test_the_tick_goes_with_the_credential(dr_amina: Account, elsewhere: Elsewhere) -> None:
    elsewhere.answers["/me"] = page(back(dr_amina))
    revise_profile(dr_amina, Changes(fields=[("Web", f"{elsewhere.url}/me")]))
    settled(claim_link(dr_amina, f"{elsewhere.url}/me"))
    held = current_credential(dr_amina)
    assert held is not None
    revoke_credential(dr_amina, held.pk)
    assert Account.objects.get(pk=dr_amina.pk).fields[0]["verified_at"] is None


@pytest.mark.parametrize(
    "words",
    [
        "<p>nothing</p>",
        '<a href="{me}">a plain link</a>',
        '<a rel="nofollow" href="{me}">not said to be me</a>',
        '<a rel="me" href="{me}2">another account</a>',
        '<!-- <a rel="me" href="{me}">a comment</a> -->',
    ],
)
def test_a_page_without_a_link_back_proves_nothing(
    dr_amina: Account, elsewhere: Elsewhere, words: str
) -> None:
    from rounds.identity.claims.by_link import profile_of

    elsewhere.answers["/me"] = page(words.replace("{me}", profile_of(dr_amina)))
    claim = claim_link(dr_amina, f"{elsewhere.url}/me")
    assert settled(claim) == (ClaimState.REFUSED, Reason.NO_LINK_BACK)


def test_links_are_read_from_the_head_too() -> None:
    assert links_to_me('<link href="https://A.example/@leo" rel="ME">') == [
        "https://a.example/@leo"
    ]


def test_a_page_that_is_not_there_is_said_so(dr_amina: Account, elsewhere: Elsewhere) -> None:
    claim = claim_link(dr_amina, "http://127.0.0.1:9/me")
    assert settled(claim) == (ClaimState.REFUSED, Reason.NOT_READ)
    assert "could not be reached" in mail.outbox[-1].body


@pytest.mark.parametrize(
    "link",
    ["", "me", "ftp://example.org", "http://example.org/", "https://user:pass@example.org/",
     "https://127.0.0.1/", "https://10.0.0.8/x", "https://[::1]/", "https://example.org:22/",
     "https://169.254.169.254/latest"],
)  # fmt: skip
def test_a_link_to_a_private_machine_is_refused_at_once(dr_amina: Account, link: str) -> None:
    with pytest.raises(Invalid):
        claim_link(dr_amina, link)


# ORCID


def item(source: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An employment as ORCID writes it."""
    summary = {
        "source": {"source-name": {"value": "Northbridge Trust"}, **source},
        "organization": {"name": "Northbridge Hospital"}, "role-title": "Registrar",
        "end-date": None, **more,
    }  # fmt: skip
    return {"summaries": [{"employment-summary": summary}]}


BY_TRUST = {"source-client-id": {"path": "APP-1"}, "source-orcid": None}
BY_HERSELF = {"source-orcid": {"path": ORCID}, "source-client-id": None}
THROUGH_A_TOOL = {**BY_TRUST, "assertion-origin-orcid": {"path": ORCID}}
ENDED = {"end-date": {"year": {"value": "2020"}, "month": {"value": "07"}}}


def record(*items: dict[str, Any]) -> dict[str, Any]:
    """A record with these employments."""
    return {"activities-summary": {"employments": {"affiliation-group": list(items)}}}


def test_only_what_an_organisation_asserted_counts() -> None:
    said = record(item(BY_HERSELF), item(THROUGH_A_TOOL), item(BY_TRUST, **ENDED), item(BY_TRUST))
    first = list(asserted(said, What.EMPLOYMENT, TODAY))
    assert [(one.by, one.organisation) for one in first] == [
        ("Northbridge Trust", "Northbridge Hospital")
    ]
    assert not list(asserted(record(item(BY_HERSELF)), What.EMPLOYMENT, TODAY))
    assert not list(asserted({}, What.EDUCATION, TODAY))


def orcid_says(elsewhere: Elsewhere, document: dict[str, Any]) -> None:
    """Let the other server be ORCID with one person's record."""
    elsewhere.answers["/oauth/token"] = found({"access_token": "t0ken", "orcid": ORCID})
    elsewhere.answers[f"/v3.0/{ORCID}/record"] = found(document)


def test_an_employer_on_orcid_confirms_employment(dr_amina: Account, elsewhere: Elsewhere) -> None:
    orcid_says(elsewhere, record(item(BY_TRUST)))
    errand = new_errand("https://rounds.example/back")
    claim = claim_by_orcid(dr_amina, What.EMPLOYMENT, errand, "c0de")
    assert "c0de" not in str(list(Job.objects.values())) + str(list(Evidence.objects.values()))
    assert settled(claim) == (ClaimState.CONFIRMED, "")
    held = current_credential(dr_amina)
    assert held is not None
    assert held.line.startswith(
        "Employment, Northbridge Hospital – confirmed by Northbridge Trust (ORCID)"
    )
    sent = elsewhere.forms[0]
    assert (sent["code"], sent["code_verifier"]) == ("c0de", errand.verifier)
    assert elsewhere.shown[-1] == "Bearer t0ken"


def test_what_she_says_of_herself_on_orcid_confirms_nothing(
    dr_amina: Account, elsewhere: Elsewhere
) -> None:
    orcid_says(elsewhere, record(item(BY_HERSELF)))
    claim = claim_by_orcid(dr_amina, What.EMPLOYMENT, new_errand("x"), "c")
    assert settled(claim) == (ClaimState.REFUSED, Reason.NOTHING_ASSERTED)


def test_one_orcid_record_confirms_one_account(
    dr_amina: Account, student_leo: Account, elsewhere: Elsewhere
) -> None:
    orcid_says(elsewhere, record(item(BY_TRUST)))
    settled(claim_by_orcid(dr_amina, What.EMPLOYMENT, new_errand("x"), "c"))
    claim = claim_by_orcid(student_leo, What.EMPLOYMENT, new_errand("x"), "c")
    assert settled(claim) == (ClaimState.REFUSED, Reason.TAKEN)


@pytest.mark.parametrize("broken", [b"", b"[]", b'{"activities-summary": 3}', b'{"orcid": 1}'])
def test_nonsense_from_orcid_confirms_nothing(
    dr_amina: Account, elsewhere: Elsewhere, broken: bytes
) -> None:
    orcid_says(elsewhere, {})
    elsewhere.answers[f"/v3.0/{ORCID}/record"] = (200, {}, broken)
    claim = claim_by_orcid(dr_amina, What.EMPLOYMENT, new_errand("x"), "c")
    assert settled(claim)[0] == ClaimState.REFUSED


def test_a_refused_code_is_said_so(dr_amina: Account, elsewhere: Elsewhere) -> None:
    elsewhere.answers["/oauth/token"] = (400, {}, b'{"error": "invalid_grant"}')
    claim = claim_by_orcid(dr_amina, What.EMPLOYMENT, new_errand("x"), "c")
    assert settled(claim) == (ClaimState.REFUSED, Reason.NOT_READ)


def test_the_browser_is_sent_with_a_challenge_and_never_the_secret(elsewhere: Elsewhere) -> None:
    known = provider()
    assert known is not None
    address = address_of(known, new_errand("https://rounds.example/back"))
    assert "code_challenge_method=S256" in address
    assert "hush" not in address


def test_without_registration_with_orcid_that_way_is_closed(dr_amina: Account) -> None:
    assert provider() is None
    with pytest.raises(Invalid):
        claim_by_orcid(dr_amina, What.EMPLOYMENT, new_errand("x"), "c")


# an institution's own log-in


@pytest.mark.parametrize(
    ("said", "known"),
    [
        (["alum@northbridge.ac.uk", "staff@northbridge.ac.uk"], ("staff", "northbridge.ac.uk")),
        ("student@med.northbridge.ac.uk", ("student", "med.northbridge.ac.uk")),
        (["staff@elsewhere.ac.uk"], None),
        (["staff@evilnorthbridge.ac.uk"], None),
        (["alum@northbridge.ac.uk", "library-walk-in@northbridge.ac.uk"], None),
        (["affiliate@northbridge.ac.uk"], None),
        ([], None),
    ],
)
def test_what_an_institution_says_counts_for_its_own_domains(
    said: object, known: tuple[str, str] | None
) -> None:
    assert belonging({"eduperson_scoped_affiliation": said}, ["northbridge.ac.uk"]) == known


def institution_says(elsewhere: Elsewhere, said: dict[str, Any]) -> None:
    """Let the other server be an institution's log-in."""
    elsewhere.answers["/.well-known/openid-configuration"] = found(
        {
            "issuer": elsewhere.url,
            "authorization_endpoint": f"{elsewhere.url}/authorize",
            "token_endpoint": f"{elsewhere.url}/token",
            "userinfo_endpoint": f"{elsewhere.url}/userinfo",
        }
    )
    elsewhere.answers["/token"] = found({"access_token": "t0ken"})
    elsewhere.answers["/userinfo"] = found(said)


def test_a_university_log_in_confirms_belonging(dr_amina: Account, elsewhere: Elsewhere) -> None:
    institution_says(
        elsewhere, {"sub": "u1", "eduperson_scoped_affiliation": ["staff@northbridge.ac.uk"]}
    )
    claim = claim_by_affiliation(dr_amina, new_errand("x"), "c")
    assert settled(claim) == (ClaimState.CONFIRMED, "")
    held = current_credential(dr_amina)
    assert held is not None
    assert held.line.startswith("Affiliation, staff – confirmed by northbridge.ac.uk")


def test_a_university_that_says_nothing_confirms_nothing(
    dr_amina: Account, elsewhere: Elsewhere
) -> None:
    institution_says(elsewhere, {"sub": "u1"})
    claim = claim_by_affiliation(dr_amina, new_errand("x"), "c")
    assert settled(claim) == (ClaimState.REFUSED, Reason.NOTHING_ASSERTED)
    assert not Evidence.objects.exists()


def test_a_log_in_that_calls_itself_by_another_name_is_not_asked(
    dr_amina: Account, elsewhere: Elsewhere
) -> None:
    institution_says(elsewhere, {"sub": "u1"})
    said = copy.deepcopy(elsewhere.answers)
    said["/.well-known/openid-configuration"] = found({"issuer": "https://evil.example"})
    elsewhere.answers = said
    claim = claim_by_affiliation(dr_amina, new_errand("x"), "c")
    assert settled(claim) == (ClaimState.REFUSED, Reason.NOT_READ)
