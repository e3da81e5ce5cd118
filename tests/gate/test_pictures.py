"""Pictures on their way out: looked at first, blurred or vouched for, never public unseen."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.images import decoded
from rounds.gate import look
from rounds.gate.case import findings_of
from rounds.gate.draft import Draft
from rounds.gate.examine import go_on
from rounds.gate.finding import confirmations
from rounds.gate.keep import confirm, readable_draft
from rounds.gate.models import KeptDraft
from rounds.gate.outcome import Asked, Held, Outcome, Released
from rounds.gate.pictures import port
from rounds.gate.submit import submit, submit_revision
from rounds.identity.models import Account
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.posts.attach import attach
from rounds.posts.looking import blur, blur_everything, picture_file
from rounds.posts.media import own_media, upload
from rounds.posts.models import Media, Post
from rounds.posts.queries import media_of
from rounds.posts.withdraw import withdraw
from rounds.site.files import media_path
from tests.pictures import NAME, NAME_BOX, NHS_NUMBER, fails, film, look_finds, look_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def moderator(trainee_priya: Account) -> Account:
    """Who looks at pictures that nothing could check."""
    return trainee_priya


def sent(author: Account, media: Media, **more: Any) -> Outcome:
    return submit(author, Draft(text="A film", media=(media.pk,), **more))


def teaching(author: Account, media: Media) -> Outcome:
    return sent(author, media, teaching=True, interests="none")


def served(name: str) -> bool:
    """Whether anybody at all can fetch the file `name`."""
    return media_path(f"/media/{name}") is not None


def test_a_picture_is_nobody_elses_until_a_post_takes_it_and_gets_a_new_name_then(
    dr_amina: Account,
) -> None:
    media = upload(dr_amina, film())
    before = {media.file, media.preview}
    assert all(default_storage.exists(name) for name in before)
    assert not any(served(name) for name in before)
    outcome = sent(dr_amina, media)
    assert isinstance(outcome, Released)
    run_due()
    taken = media_of(outcome.post)[0]
    assert served(taken.file)
    assert served(taken.preview)
    assert before.isdisjoint({taken.file, taken.preview})
    assert Path(taken.file).stem not in {Path(name).stem for name in before}
    assert not any(default_storage.exists(name) for name in before)


def test_a_picture_taken_back_for_a_redraft_is_its_owners_alone_again(dr_amina: Account) -> None:
    media = upload(dr_amina, film())
    outcome = sent(dr_amina, media)
    assert isinstance(outcome, Released)
    public = media_of(outcome.post)[0].file
    withdraw(dr_amina, outcome.post.pk, keep_media=True)
    run_due()
    assert not default_storage.exists(public)
    back = own_media(dr_amina, media.pk)
    assert back.private
    assert not served(back.file)
    assert picture_file(back)


def test_a_name_burned_into_a_picture_is_found_before_anybody_sees_it(dr_amina: Account) -> None:
    look_finds(NAME)
    media = upload(dr_amina, film())
    run_due()
    outcome = sent(dr_amina, media)
    assert isinstance(outcome, Asked)
    assert [(f.kind, f.part) for f in outcome.findings] == [("name", "media:0")]
    assert outcome.findings[0].box == pytest.approx(NAME_BOX)
    assert not served(own_media(dr_amina, media.pk).file)


def test_what_is_written_in_a_picture_is_kept_nowhere(dr_amina: Account) -> None:
    look_finds(NAME)
    media = upload(dr_amina, film("SMITH JOHN"))
    assert "SMITH" not in str(list(Job.objects.values_list("args", flat=True)))
    run_due()
    sent(dr_amina, media)
    rows = [*Media.objects.values_list("spots"), *KeptDraft.objects.values_list("findings")]
    assert "SMITH" not in str(rows)


def test_blurring_a_name_publishes_the_post_once_without_it(dr_amina: Account) -> None:
    look_finds(NAME)
    media = upload(dr_amina, film())
    run_due()
    outcome = sent(dr_amina, media)
    assert isinstance(outcome, Asked)
    before = own_media(dr_amina, media.pk).file
    blur(dr_amina, media.pk, [outcome.findings[0].digest])
    first = confirm(dr_amina, outcome.kept_draft.code, ())
    again = confirm(dr_amina, outcome.kept_draft.code, ())
    assert isinstance(first, Released)
    assert isinstance(again, Released)
    assert first.post.pk == again.post.pk
    run_due()
    assert not default_storage.exists(before)
    shown = decoded(picture_file(media_of(first.post)[0])).convert("L")
    assert shown.crop((30, 25, 170, 55)).getextrema()[1] < 200, "white letters are still there"


def test_an_author_may_vouch_for_a_name_and_the_picture_goes_out_as_it_is(
    dr_amina: Account,
) -> None:
    look_finds(NAME)
    media = upload(dr_amina, film())
    run_due()
    outcome = sent(dr_amina, media)
    assert isinstance(outcome, Asked)
    released = confirm(dr_amina, outcome.kept_draft.code, confirmations(outcome.findings))
    assert isinstance(released, Released)


def test_an_nhs_number_in_a_picture_can_only_be_blurred(dr_amina: Account) -> None:
    look_finds(NHS_NUMBER)
    media = upload(dr_amina, film())
    run_due()
    outcome = sent(dr_amina, media)
    assert isinstance(outcome, Held)
    code = outcome.kept_draft.code
    assert isinstance(confirm(dr_amina, code, confirmations(outcome.findings)), Held)
    blur_everything(dr_amina, media.pk)
    assert isinstance(confirm(dr_amina, code, ()), Released)


def test_a_post_sent_while_its_picture_is_looked_at_goes_out_by_itself(dr_amina: Account) -> None:
    look_finds()
    media = upload(dr_amina, film())
    outcome = sent(dr_amina, media)
    assert isinstance(outcome, Asked)
    assert [f.kind for f in outcome.findings] == ["picture_checking"]
    run_due()
    kept = readable_draft(dr_amina, outcome.kept_draft.code)
    assert kept.state == "released"
    assert Post.objects.filter(author=dr_amina).count() == 1


def test_a_post_sent_while_its_picture_is_looked_at_waits_when_something_is_found(
    dr_amina: Account,
) -> None:
    look_finds(NAME)
    outcome = sent(dr_amina, upload(dr_amina, film()))
    assert isinstance(outcome, Asked)
    run_due()
    kept = readable_draft(dr_amina, outcome.kept_draft.code)
    assert [f.kind for f in findings_of(kept)] == ["name"]
    assert not Post.objects.exists()


def test_a_post_kept_in_the_moment_the_look_ends_is_asked_once_more(dr_amina: Account) -> None:
    look_finds()
    media = upload(dr_amina, film())
    outcome = sent(dr_amina, media)
    assert isinstance(outcome, Asked)
    # The look ended before this draft was there to be found.
    Media.objects.filter(pk=media.pk).update(state="ready")
    go_on(media.pk)
    go_on(media.pk)
    assert readable_draft(dr_amina, outcome.kept_draft.code).state == "released"
    assert Post.objects.count() == 1


def test_a_look_that_crashes_leaves_the_picture_held_and_never_public(dr_amina: Account) -> None:
    look_with(fails)
    media = upload(dr_amina, film())
    run_due()
    assert own_media(dr_amina, media.pk).state == "failed"
    assert isinstance(sent(dr_amina, media), Held)
    assert not served(own_media(dr_amina, media.pk).file)


def test_no_post_can_take_an_unseen_picture_even_past_the_gate(
    dr_amina: Account, student_leo: Account
) -> None:
    plain = submit(dr_amina, Draft(text="No picture"))
    assert isinstance(plain, Released)
    look_with(fails)
    media = upload(dr_amina, film())
    for _ in range(2):
        with pytest.raises(Invalid):
            attach(dr_amina, plain.post, [media.pk])
        run_due()
    for verb in (lambda: blur(student_leo, media.pk, ["x"]),):
        with pytest.raises(NotFound):
            verb()


def test_a_picture_taken_in_while_a_look_was_possible_is_unchecked_once_it_is_not(
    dr_amina: Account,
) -> None:
    look_finds(NAME)
    media = upload(dr_amina, film())
    port.plug(None)
    run_due()
    assert own_media(dr_amina, media.pk).state == "unchecked"


def test_where_nothing_can_look_an_ordinary_picture_passes_and_teaching_waits_for_a_person(
    dr_amina: Account,
) -> None:
    assert isinstance(sent(dr_amina, upload(dr_amina, film())), Released)
    outcome = teaching(dr_amina, upload(dr_amina, film()))
    assert isinstance(outcome, Held)
    assert [f.kind for f in outcome.findings] == ["picture_unseen"]
    word = confirmations(outcome.findings)
    assert isinstance(confirm(dr_amina, outcome.kept_draft.code, word), Held)


def test_an_ordinary_post_does_not_become_teaching_with_an_unseen_picture(
    dr_amina: Account,
) -> None:
    outcome = sent(dr_amina, upload(dr_amina, film()))
    assert isinstance(outcome, Released)
    media = media_of(outcome.post)[0]
    draft = Draft(text="A film", media=(media.pk,), teaching=True, interests="none")
    assert isinstance(submit_revision(dr_amina, outcome.post.pk, draft), Held)


@pytest.fixture
def waiting(dr_amina: Account) -> Held:
    """Teaching whose picture waits for a person."""
    outcome = teaching(dr_amina, upload(dr_amina, film()))
    assert isinstance(outcome, Held)
    return outcome


def media_id(outcome: Held) -> int:
    return Media.objects.get(account=outcome.kept_draft.author).pk


def test_one_person_looks_at_a_picture_and_lets_it_pass(
    waiting: Held, moderator: Account, student_leo: Account
) -> None:
    number = media_id(waiting)
    assert [one.media_id for one in look.list_looks(moderator)] == [number]
    with pytest.raises(NotFound):
        look.picture_under_review(moderator, number)
    look.take(moderator, number)
    with pytest.raises(Refused):
        look.take(student_leo, number)
    with pytest.raises(NotFound):
        look.let_pass(student_leo, number)
    look.let_pass(moderator, number)
    post = Post.objects.get(author=waiting.kept_draft.author)
    assert served(media_of(post)[0].file)
    with pytest.raises(NotFound):
        look.picture_under_review(moderator, number)
    assert look.list_looks(moderator) == []


def test_nobody_looks_at_a_picture_of_their_own(waiting: Held) -> None:
    author = waiting.kept_draft.author
    assert look.list_looks(author) == []
    with pytest.raises(NotFound):
        look.take(author, media_id(waiting))


def test_a_refused_picture_stays_back_and_its_author_reads_why(
    waiting: Held, moderator: Account
) -> None:
    number, author = media_id(waiting), waiting.kept_draft.author
    look.take(moderator, number)
    with pytest.raises(Invalid):
        look.turn_down(moderator, number, "  ")
    look.turn_down(moderator, number, "A name in the top left corner")
    kept = readable_draft(author, waiting.kept_draft.code)
    assert "top left corner" in findings_of(kept)[0].reason
    assert not Post.objects.filter(author=author).exists()
    assert isinstance(teaching(author, own_media(author, number)), Held)


def test_a_picture_given_back_waits_for_the_next_person(
    waiting: Held, moderator: Account, student_leo: Account
) -> None:
    look.take(moderator, media_id(waiting))
    look.give_back(moderator, media_id(waiting))
    look.take(student_leo, media_id(waiting))
    assert look.list_looks(student_leo)[0].reviewer == student_leo


def test_a_picture_of_somebody_else_and_one_in_a_post_are_not_blurred(
    dr_amina: Account, student_leo: Account
) -> None:
    media = upload(dr_amina, film())
    with pytest.raises(NotFound):
        blur_everything(student_leo, media.pk)
    sent(dr_amina, media)
    with pytest.raises(Refused):
        blur(dr_amina, media.pk, ["x"])


def test_blurring_changes_what_is_there_and_nothing_beside_it(dr_amina: Account) -> None:
    look_finds(NAME, NHS_NUMBER)
    media = upload(dr_amina, film())
    run_due()
    first = own_media(dr_amina, media.pk)
    digest = first.spots[0]["digest"]
    after = blur(dr_amina, media.pk, [digest])
    assert [spot["kind"] for spot in after.spots] == ["nhs_number"]
    assert after.file != first.file
    assert (after.width, after.height, after.private) == (400, 300, True)
    run_due()
    assert not default_storage.exists(first.file)
    assert isinstance(decoded(picture_file(after, small=True)), Image.Image)
