"""Correct one's own teaching: a new version, how far it goes, and why.

Everybody here who answered, saved or boosted the post is told once. That other servers need to hear
of it is in the fact.
"""

from collections.abc import Sequence

from django.db import transaction

from rounds.base.errors import Invalid, NotFound
from rounds.gate.draft import Draft
from rounds.gate.finding import Confirmation
from rounds.gate.models import DraftState, KeptDraft
from rounds.gate.outcome import Outcome, Released
from rounds.gate.review.difference import is_more_than_wording
from rounds.gate.review.facts import PostCorrected
from rounds.gate.review.rewriting import noted_as_it_stands, words_of
from rounds.gate.review.rules import LONGEST_LINE, CorrectionKind
from rounds.gate.review.words import checked
from rounds.gate.reviews import Correction
from rounds.gate.submit import submit_revision
from rounds.identity.models import Account
from rounds.ledger.record import record
from rounds.posts.labelled import check_still_speaks
from rounds.posts.labels import Ended
from rounds.posts.models import Post
from rounds.posts.queries import own_post
from rounds.posts.reviewed import note_correction, note_review

_MORE_THAN_WORDING = (
    "This changes more than the wording. Choose ‘Correction of substance’, so that readers know."
)
_SPONSOR_IS_MORE = "A new sponsor is more than wording. Choose ‘Correction of substance’."


@transaction.atomic
def correct(
    author: Account, post_id: int, draft: Draft | None, kind: CorrectionKind,
    *, why: str, confirmed: Sequence[Confirmation] = (), vouched: bool = False, code: str = "",
) -> Outcome:  # fmt: skip
    """Make one's own teaching post say what `draft` says; a retraction may leave the words.

    Where the gate asks about the new words, nothing is corrected yet and the outcome says so.
    `code` names the kept draft that this came from; it goes out once.

    Errors: NotFound for other people's posts and for what isn't teaching; Refused for what was said
    in the name of an organisation the author no longer speaks for; Invalid (field 'why', 'text', or
    'correction_kind' for what is more than wording); otherwise as `submit_revision`.
    """
    post = own_post(author, post_id, lock=True)
    if not post.teaching or post.boost_of_id is not None:
        raise NotFound
    kept = _kept(post, code)
    if kept is not None and kept.state == DraftState.RELEASED:
        return Released(post)
    check_still_speaks(post)
    sentence = checked(why, LONGEST_LINE, "why", vouched=vouched)
    if not sentence:
        raise Invalid("Say in a sentence why: everybody who used the post reads it.", "why")
    if draft is not None and kind is CorrectionKind.MINOR:
        _check_minor(post, draft)
    before = post.edition
    outcome: Outcome = Released(post)
    if draft is not None:
        outcome = submit_revision(
            author, post_id, draft, confirmed=confirmed, is_correction=True, kept=kept
        )
    if not isinstance(outcome, Released):
        return outcome
    if outcome.post.edition == before and _says_so_already(outcome.post, kind, sentence):
        return outcome
    if kind is not CorrectionKind.RETRACTION and outcome.post.edition == before:
        raise Invalid("Nothing has changed yet. Change the text, or retract the post.", "text")
    _note_rewriting(outcome.post)
    return Released(_note(outcome.post, kind, sentence))


def _says_so_already(post: Post, kind: CorrectionKind, why: str) -> bool:
    """Whether this very correction was noted: its button was pressed twice."""
    told = post.corrected or {}
    return (told.get("kind"), told.get("why")) == (kind.value, why)


def _check_minor(post: Post, draft: Draft) -> None:
    """Errors: Invalid (field 'correction_kind') for a change that readers need to know of."""
    if bool(draft.labels.sponsored_by.strip()) and not post.sponsored_by:
        raise Invalid(_SPONSOR_IS_MORE, "correction_kind")
    before = words_of(post.content_warning, post.source)
    if is_more_than_wording(before, words_of(draft.content_warning, draft.text)):
        raise Invalid(_MORE_THAN_WORDING, "correction_kind")


def _note_rewriting(post: Post) -> None:
    """Note on a reviewed post whether what stands now is still what was reviewed."""
    told = post.reviewed or {}
    if not told or told.get("ended") == Ended.INDUSTRY:
        return
    post.reviewed = noted_as_it_stands(post, told)
    if post.reviewed != told:
        note_review(post.pk, post.reviewed)


def _kept(post: Post, code: str) -> KeptDraft | None:
    if not code:
        return None
    rows = KeptDraft.objects.select_for_update(of=("self",)).select_related("author")
    kept = rows.filter(author=post.author_id, code=code).first()
    if kept is None or post.pk not in {kept.revises, kept.post_id}:
        raise NotFound
    return kept


def _note(post: Post, kind: CorrectionKind, why: str) -> Post:
    made = Correction.objects.create(
        post=post, edition=post.edition, version=post.version, kind=kind, why=why
    )
    told = {"kind": kind.value, "why": why, "version": post.edition, "at": made.at.isoformat()}
    told["path"] = f"/@{post.author.username}/{post.pk}/versions"
    post.version, post.corrected = note_correction(post.pk, told), told
    record(
        PostCorrected(
            actor=post.author_id, subject=post.pk, at=made.at, edition=post.edition,
            version=made.version, kind=kind,
        )
    )  # fmt: skip
    return post
