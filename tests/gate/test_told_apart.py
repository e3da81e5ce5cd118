"""Details that stand apart: in a warning and a text, a poll, a picture's description, a thread."""

from datetime import timedelta

import pytest

from rounds.base import clock
from rounds.gate.draft import Draft, PollDraft, Visibility
from rounds.gate.finding import Finding, confirmations
from rounds.gate.keep import confirm
from rounds.gate.outcome import Asked, Released
from rounds.gate.submit import submit
from rounds.gate.verdict import Judgement, Verdict, judge
from rounds.gate.writer import Writer
from rounds.identity.models import Account
from rounds.posts.labels import Labels
from tests.gate.told_apart import BREACH, HARMLESS, Told

SPLIT = Told("She is the lollipop lady here.", "My patient, 54, from Ballycastle")


def judged(told: Told) -> Judgement:
    """The verdict on a post that says `told`."""
    draft = Draft(
        text=told.text, content_warning=told.warning, labels=Labels(summary=told.summary),
        poll=PollDraft(options=told.poll) if told.poll else None,
    )  # fmt: skip
    pictures = [told.picture] if told.picture else []
    return judge(draft, descriptions=pictures, writer=Writer(earlier=told.before))


def sums(judgement: Judgement) -> list[Finding]:
    """The sums of details that are asked about."""
    return [one for one in judgement.findings if one.kind == "recognisable"]


def test_a_warning_and_a_text_are_asked_about_once_for_both() -> None:
    assert judge(Draft(text=SPLIT.text)).verdict is Verdict.RELEASE
    assert judge(Draft(text=SPLIT.warning)).verdict is Verdict.RELEASE
    (found,) = sums(judged(SPLIT))
    words = {"text": SPLIT.text, "content_warning": SPLIT.warning}
    said = {(d.part, words[d.part][d.start : d.end]) for d in found.details}
    assert said >= {("content_warning", "Ballycastle"), ("text", "lollipop")}
    assert "the content warning and the text" in found.reason
    assert found.part == "text"


def test_one_word_of_the_author_is_good_for_both_parts() -> None:
    asked = judged(SPLIT)
    draft = Draft(text=SPLIT.text, content_warning=SPLIT.warning)
    word = confirmations(asked.findings)
    assert judge(draft, word).verdict is Verdict.RELEASE
    other = Draft(text=SPLIT.text, content_warning="My patient, 54, from Portrush")
    assert judge(other, word).verdict is Verdict.ASK_AUTHOR


def test_a_summary_that_says_the_text_again_adds_nothing() -> None:
    text = "A piper from Fort William asked me about earplugs."
    assert not sums(judge(Draft(text=text)))
    assert not sums(judged(Told(text, summary=text)))


def test_a_part_that_was_asked_about_is_not_asked_about_twice() -> None:
    story = "Our lollipop man, 61, is on my ward today with a brain tumour."
    (found,) = sums(judged(Told(story, "My patient from Ballycastle")))
    assert not any(one.part for one in found.details)


def test_most_of_what_stands_apart_is_asked_about_and_hardly_anything_harmless() -> None:
    missed = [one for one in BREACH if not sums(judged(one))]
    alarms = [one for one in HARMLESS if any(f.details[0].part for f in sums(judged(one)))]
    assert len(missed) <= 5, missed
    assert not alarms


@pytest.mark.parametrize(
    ("minutes", "visibility", "is_asked"),
    [(5, Visibility.PUBLIC, True), (90, Visibility.PUBLIC, False), (5, Visibility.DIRECT, False)],
    ids=["just before", "long before", "to one person"],
)
def test_a_thread_of_ones_own_is_read_together(
    student_leo: Account, minutes: int, visibility: Visibility, is_asked: bool
) -> None:
    first = submit(student_leo, Draft(text="A death on our ward in Whitby.", visibility=visibility))
    assert isinstance(first, Released)
    clock.travel(clock.now() + timedelta(minutes=minutes))
    second = submit(student_leo, Draft(text="She was the florist.", reply_to=first.post.pk))
    assert isinstance(second, Asked) is is_asked
    if isinstance(second, Asked):
        assert "what you wrote just before in this thread and the text" in second.findings[0].reason
        out = confirm(student_leo, second.kept_draft.code, confirmations(second.findings))
        assert isinstance(out, Released)


def test_what_somebody_else_wrote_is_not_the_authors(
    student_leo: Account, dr_amina: Account
) -> None:
    first = submit(dr_amina, Draft(text="A death on our ward in Whitby."))
    assert isinstance(first, Released)
    answer = submit(student_leo, Draft(text="She was the florist.", reply_to=first.post.pk))
    assert isinstance(answer, Released)


def test_a_thread_longer_than_two_is_followed_back(student_leo: Account) -> None:
    before: int | None = None
    for words in ("A death on our ward.", "I will not forget it.", "It was in Whitby."):
        made = submit(student_leo, Draft(text=words, reply_to=before))
        assert isinstance(made, Released)
        before = made.post.pk
    assert isinstance(
        submit(student_leo, Draft(text="She was the florist.", reply_to=before)), Asked
    )
