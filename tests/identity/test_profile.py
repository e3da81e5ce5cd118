"""What others see of somebody: profile, pictures, names, credentials."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.identity.credentials import (
    confirm_credential,
    current_credential,
    list_credentials,
    revoke_credential,
)
from rounds.identity.models import Account, Credential
from rounds.identity.names import list_unnamed_doctors, name_policy
from rounds.identity.portrait import set_avatar, set_header
from rounds.identity.preferences import Preferences, revise_preferences
from rounds.identity.profile import Changes, revise_profile
from rounds.identity.roles import Role
from rounds.identity.snapshot import speaker
from rounds.ledger.models import FactRow


def test_a_note_becomes_safe_html_with_links_and_mentions(
    student_leo: Account, dr_amina: Account
) -> None:
    version = student_leo.version
    revise_profile(student_leo, Changes(note="I learn from @amina <b>\n\n#MedEd", country="pt"))
    stored = Account.objects.get(pk=student_leo.pk)
    assert "/@amina" in stored.note_html
    assert "&lt;b&gt;" in stored.note_html
    assert stored.country == "PT"
    assert stored.version == version + 1
    assert FactRow.objects.filter(kind="ProfileRevised").count() == 1


def test_nothing_changed_is_nothing_said(student_leo: Account) -> None:
    revise_profile(student_leo, Changes(display_name="Leo Martins"))
    assert not FactRow.objects.filter(kind="ProfileRevised").exists()


def test_fields_are_kept_as_typed_and_empty_ones_are_not(student_leo: Account) -> None:
    pairs = [("ORCID", "https://orcid.org/0000"), ("", ""), ("<i>", "<script>")]
    revise_profile(student_leo, Changes(fields=pairs))
    first, second = Account.objects.get(pk=student_leo.pk).fields
    assert first == {"name": "ORCID", "value": "https://orcid.org/0000", "verified_at": None}
    assert second["value"] == "<script>"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (Changes(display_name="x" * 61), "display_name"),
        (Changes(note="x" * 501), "note"),
        (Changes(fields=[("a", "b")] * 7), "fields"),
        (Changes(fields=[("a", "b" * 256)]), "fields"),
        (Changes(country="Portugal"), "country"),
        (Changes(languages=["english please"]), "languages"),
        (Changes(specialties=[str(n) for n in range(9)]), "specialties"),
        (Changes(pronouns="x" * 31), "pronouns"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(
    student_leo: Account, changes: Changes, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        revise_profile(student_leo, changes)
    assert caught.value.field == field


def _picture(width: int, height: int, colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def test_an_avatar_is_cut_kept_and_replaced(
    student_leo: Account,
    tmp_path: Path,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    set_avatar(student_leo, _picture(900, 500))
    first = student_leo.avatar
    with default_storage.open(first) as file:
        assert Image.open(file).size == (400, 400)
    with django_capture_on_commit_callbacks(execute=True):
        set_avatar(student_leo, _picture(900, 500, "navy"))
    assert student_leo.avatar != first
    assert not default_storage.exists(first)
    set_header(student_leo, _picture(3000, 1000))
    assert student_leo.header.endswith(".webp")
    set_avatar(student_leo, b"")
    assert Account.objects.get(pk=student_leo.pk).avatar == ""


def test_what_is_no_picture_changes_no_avatar(student_leo: Account) -> None:
    with pytest.raises(Invalid):
        set_avatar(student_leo, b"<svg onload=alert(1)>")
    assert Account.objects.get(pk=student_leo.pk).avatar == ""


def test_who_says_doctor_is_asked_for_the_name(
    dr_amina: Account, student_leo: Account, patient_joan: Account
) -> None:
    assert name_policy(dr_amina) is None
    assert name_policy(student_leo) is None
    assert name_policy(patient_joan) is None
    revise_profile(student_leo, Changes(role=Role.DOCTOR_IN_TRAINING))
    finding = name_policy(student_leo)
    assert finding is not None
    assert "paragraph 17" in finding.source
    assert list_unnamed_doctors() == [student_leo]
    revise_profile(student_leo, Changes(uses_own_name=False))
    again = name_policy(student_leo)
    assert again is not None
    assert "isn't your own" in again.reason
    revise_profile(student_leo, Changes(uses_own_name=True))
    assert name_policy(student_leo) is None


def test_a_credential_counts_until_it_ends(dr_amina: Account) -> None:
    assert current_credential(dr_amina) is None
    kept = confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    version = dr_amina.version
    assert current_credential(dr_amina) == kept
    with pytest.raises(Invalid):
        confirm_credential(dr_amina, "Consultant", "")
    with pytest.raises(Invalid):
        confirm_credential(
            dr_amina, "Consultant", "nhs.net", "", expires_at=clock.now() - timedelta(days=1)
        )
    revoke_credential(dr_amina, kept.pk)
    assert current_credential(dr_amina) is None
    assert dr_amina.version == version + 1
    with pytest.raises(NotFound):
        revoke_credential(dr_amina, kept.pk)
    ended = confirm_credential(
        dr_amina, "Fellow", "Society", expires_at=clock.now() + timedelta(days=1)
    )
    Credential.objects.filter(pk=ended.pk).update(expires_at=clock.now() - timedelta(days=1))
    assert current_credential(dr_amina) is None
    assert len(list_credentials(dr_amina)) == 2


def test_nobody_revokes_for_somebody_else(dr_amina: Account, student_leo: Account) -> None:
    kept = confirm_credential(dr_amina, "Consultant", "nhs.net")
    with pytest.raises(NotFound):
        revoke_credential(student_leo, kept.pk)
    assert current_credential(dr_amina) == kept


def test_how_somebody_stands_is_told_in_words(dr_amina: Account, society: Account) -> None:
    confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    stands = speaker(dr_amina)
    assert stands.role is Role.CONSULTANT
    assert stands.role_line == "Consultant or specialist, cardiology"
    assert stands.credential_line.startswith("Consultant, cardiology – confirmed by nhs.net")
    assert speaker(society).role_line == "Society"
    assert speaker(society).credential_id is None


def test_preferences_stand_ready_for_the_next_post(student_leo: Account) -> None:
    user = student_leo.user
    revise_preferences(user, Preferences(default_visibility="unlisted", default_language="pt"))
    user.refresh_from_db()
    assert (user.default_visibility, user.default_language) == ("unlisted", "pt")
    with pytest.raises(Invalid):
        revise_preferences(user, Preferences(default_visibility="everyone"))


@pytest.mark.parametrize(
    "name",
    ["Dr. Heart MD", "Dr Leo", "Leo Martins, MBBS", "Prof Leo", "Leo FRCP", "Leo MRCGP", "\uff24\uff52 Leo",
     "Leo M.D.", "Leo MBChB", "Dra. Leo"],
)  # fmt: skip
def test_who_writes_a_doctors_title_into_the_name_shown_is_asked_and_listed(
    student_leo: Account, name: str
) -> None:
    assert name_policy(student_leo) is None
    leo = revise_profile(student_leo, Changes(display_name=name))
    finding = name_policy(leo)
    assert finding is not None
    assert "The name shown says that you are a doctor" in finding.reason
    assert list_unnamed_doctors() == [leo]
    assert name_policy(revise_profile(leo, Changes(uses_own_name=True))) is None
    assert list_unnamed_doctors() == []


@pytest.mark.parametrize(
    "name",
    ["Andrea Drew", "Professional Nurse", "Mdina Runner", "Leo Martins", "Profound Thoughts"],
)
def test_a_name_that_only_begins_like_a_title_is_left_alone(
    student_leo: Account, name: str
) -> None:
    assert name_policy(revise_profile(student_leo, Changes(display_name=name))) is None


def test_an_organisation_may_name_its_doctors(society: Account) -> None:
    named = revise_profile(society, Changes(display_name="Dr Gray's Hospital"))
    assert name_policy(named) is None
