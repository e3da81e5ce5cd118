"""Settle a draft: judge it, then publish it, schedule it or keep it with what was found.

Every way to a post leads through `settle`: a new post, an edit, a confirmed or changed draft, a
scheduled one when its time comes. It runs inside its caller's transaction.
"""

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gate.came import as_draft, note_published
from rounds.gate.case import (
    Case,
    case_of,
    cleared_in,
    confirmed_in,
    described,
    digest_of_draft,
    findings_of,
)
from rounds.gate.checks.declared import UNCORRECTED, UNREVIEWED
from rounds.gate.draft import Draft
from rounds.gate.finding import Confirmation, Finding, confirmations
from rounds.gate.known import writer_of
from rounds.gate.models import DraftState, KeptDraft, Release, ReleaseKind
from rounds.gate.outcome import Asked, Held, Outcome, Released, Scheduled
from rounds.gate.store import KEPT_AT_WISH, KEPT_FOR, OPEN, store
from rounds.gate.tally import count_answers, count_asked
from rounds.gate.verdict import RULES, Judgement, Verdict, judge
from rounds.gate.words import remember, remembered, seal
from rounds.identity.models import Account
from rounds.jobs.queue import later
from rounds.posts.attach import seen_of
from rounds.posts.composition import Elsewhere
from rounds.posts.labels import Voice
from rounds.posts.made import posting
from rounds.posts.models import Post
from rounds.posts.publish import publish
from rounds.posts.queries import own_post, readable_post
from rounds.posts.receive import receive
from rounds.posts.revise import revise

SENT_AGAIN = timedelta(days=1)


def _judge(author: Account, case: Case, *, anew: bool = False) -> Judgement:
    """The verdict on `case`; what `author` gave their word for before is asked again only `anew`."""
    draft = as_edit(case.draft) if case.revises is not None else case.draft
    descriptions = described(author, draft)
    pictures, writer = seen_of(author, draft.media), writer_of(author, draft)

    def judged(*known: Confirmation) -> Judgement:
        return judge(
            draft,
            (*case.confirmed, *known),
            cleared=case.cleared,
            descriptions=descriptions,
            pictures=pictures,
            limit=settings.ROUNDS.max_characters if case.came is None else sys.maxsize,
            writer=writer,
        )

    first = judged()
    known = [] if anew else remembered(author, first.findings)
    return msgspec.structs.replace(judged(*known), by_earlier_word=True) if known else first


def judged(author: Account, case: Case) -> Judgement:
    """The verdict on `case`; nothing is kept or published."""
    return _judge(author, case)


def found_in(author: Account, draft: Draft) -> tuple[Finding, ...]:
    """All that is found in `draft`, whatever `author` said of it before."""
    return _judge(author, Case(draft=draft), anew=True).findings


def as_edit(draft: Draft) -> Draft:
    """`draft` as an edit is judged: in whose name a post speaks stays as it was, unasked."""
    labels = msgspec.structs.replace(draft.labels, voice=Voice.UNSAID, speaks_for=None)
    return msgspec.structs.replace(draft, labels=labels)


def settle(author: Account, case: Case) -> Outcome:
    """Judge `case` and do what the verdict says.

    Errors: Invalid for an empty draft (there is nothing to keep) and for parts that can't be used;
    NotFound when what it answers, quotes or edits is gone; Refused when it may not be quoted.
    """
    case, asked = look_at(author, case)
    return asked or _let_pass(author, case)


def look_at(author: Account, case: Case) -> tuple[Case, Outcome | None]:
    """Judge `case`; where something is asked or held it is kept, else the outcome is None.

    A text that was asked about, confirmed and published a moment ago has its post for an outcome.

    Errors: Invalid for an empty draft.
    """
    judgement = _judge(author, case)
    if judgement.verdict is not Verdict.RELEASE:
        case, judgement = _with_earlier_word(author, case, judgement)
    if judgement.verdict is Verdict.RELEASE and (left := _left_to_do(author, case)):
        case, _judged = _with_earlier_word(author, case, judgement)
        judgement = Judgement(Verdict.ASK_AUTHOR, (left,))
    if judgement.verdict is Verdict.RELEASE:
        return case, _sent_again(author, case) if judgement.by_earlier_word else None
    for finding in judgement.findings:
        if finding.kind == "empty":
            raise Invalid(finding.reason, "text")
    kept = _keep(author, case, judgement)
    if judgement.verdict is Verdict.HOLD_FOR_REVIEW:
        return case, Held(kept, judgement.findings)
    return case, Asked(kept, judgement.findings)


def _left_to_do(author: Account, case: Case) -> Finding | None:
    """What no word of the author's settles: to have it reviewed, or to say why it changes."""
    if _awaits_review(author, case):
        return UNREVIEWED
    if case.revises is None or case.is_correction:
        return None
    return UNCORRECTED if must_be_corrected(own_post(author, case.revises)) else None


def must_be_corrected(post: Post) -> bool:
    """Whether a change of `post` has to say how far it goes, and why: others vouched for it."""
    return bool(post.reviewed or post.corrected)


def _awaits_review(author: Account, case: Case) -> bool:
    """Whether this server wants `case` reviewed first: teaching, or a post that becomes teaching."""
    if not settings.ROUNDS.review_required or case.is_reviewed or case.came:
        return False
    if not case.draft.teaching:
        return False
    return case.revises is None or not own_post(author, case.revises).teaching


def _with_earlier_word(author: Account, case: Case, judgement: Judgement) -> tuple[Case, Judgement]:
    """The same text sent again is the draft that is kept already, with what was confirmed in it."""
    if case.kept is not None:
        return case, judgement
    digest = digest_of_draft(case.draft, described(author, case.draft), case.revises)
    rows = KeptDraft.objects.select_for_update().filter(author=author, digest=digest)
    kept = rows.filter(state__in=OPEN).first()
    if kept is None:
        return case, judgement
    confirmed = _together(confirmed_in(kept), case.confirmed)
    case = replace(case, confirmed=confirmed, cleared=cleared_in(kept), kept=kept)
    return case, _judge(author, case)


def _sent_again(author: Account, case: Case) -> Outcome | None:
    """The post of the same text, asked about and published within a day.

    An app that was refused still has the text in its box after its author confirmed it on the page;
    sending it once more is no wish for a second post.
    """
    if case.kept is not None or case.revises is not None:
        return None
    digest = digest_of_draft(case.draft, described(author, case.draft), None)
    released = KeptDraft.objects.filter(
        author=author, digest=digest, state=DraftState.RELEASED, post_id__isnull=False
    )
    latest = released.filter(changed_at__gte=clock.now() - SENT_AGAIN).order_by("-id").first()
    if latest is None:
        return None
    try:
        return Released(readable_post(author, latest.post_id or 0))
    except NotFound:
        return None


def _together(*words: Iterable[Confirmation]) -> tuple[Confirmation, ...]:
    return tuple(dict.fromkeys(c for some in words for c in some))


def _let_pass(author: Account, case: Case) -> Outcome:
    if case.at is not None and case.at > clock.now():
        return Scheduled(_wait(author, case, case.at))
    return Released(_release(author, case))


def _sealed(word: Confirmation) -> dict[str, str]:
    return {"kind": word.kind, "sealed": seal(word)}


def confirmed_before(author: Account, draft: Draft, release_id: int | None) -> list[Confirmation]:
    """What is found in `draft` and was confirmed already when its post was released."""
    earlier = Release.objects.filter(pk=release_id or 0).first()
    if earlier is None or not earlier.confirmed:
        return []
    words = confirmations(_judge(author, Case(draft=draft)).findings)
    return [word for word in words if _sealed(word) in earlier.confirmed]


def _release(author: Account, case: Case) -> Post:
    draft = as_said(case.draft, case.confirmed)
    passed = Release.objects.create(
        author=author,
        rules=RULES,
        confirmed=[_sealed(word) for word in (*case.confirmed, *case.cleared)],
        cleared_by=case.kept.reviewer_id if case.kept and case.cleared else None,
        kind=ReleaseKind.IMPORT if case.came else ReleaseKind.DRAFT,
    )
    remember(author, case.confirmed)
    if case.revises is not None:
        post = revise(author, case.revises, draft, release_id=passed.pk)
    elif case.came is not None:
        post = receive(author, draft, with_clean_versions(author, case), release_id=passed.pk)
        note_published(author, case.came, post.pk)
    else:
        post = publish(author, draft, release_id=passed.pk)
    if case.kept is not None:
        count_answers(findings_of(case.kept), case.confirmed, case.cleared)
        _empty(case.kept, post)
    return post


def with_clean_versions(author: Account, case: Case) -> Elsewhere:
    """Whence `case` came, without those earlier versions in which something is left to ask."""
    assert case.came is not None
    clean = [
        one
        for one in case.came.elsewhere.earlier
        if _judge(author, replace(case, draft=as_draft(one))).verdict is Verdict.RELEASE
    ]
    return msgspec.structs.replace(case.came.elsewhere, earlier=tuple(clean))


def as_said(draft: Draft, confirmed: Iterable[Confirmation]) -> Draft:
    """`draft` with 'none' where its author confirmed that there are no interests to declare."""
    asks = draft.teaching and draft.interests is None
    if asks and any(word.kind == "interests" for word in confirmed):
        return msgspec.structs.replace(draft, interests="none")
    return draft


def _empty(kept: KeptDraft, post: Post) -> None:
    """What was published needs no copy here; the row stays to answer a second confirmation."""
    kept.state, kept.post_id, kept.content = DraftState.RELEASED, post.pk, "{}"
    kept.findings, kept.scheduled_at, kept.question, kept.advice = [], None, "", ""
    kept.came = None
    kept.changed_at, kept.delete_at = clock.now(), clock.now() + KEPT_FOR
    kept.save()


def _keep(author: Account, case: Case, judgement: Judgement) -> KeptDraft:
    held = judgement.verdict is Verdict.HOLD_FOR_REVIEW
    state = DraftState.HELD if held else DraftState.ASKED
    count_asked(judgement.findings, findings_of(case.kept) if case.kept else ())
    kept_for = KEPT_AT_WISH if case.came and not held else KEPT_FOR
    return store(author, case, state, delete_at=clock.now() + kept_for, findings=judgement.findings)


def _wait(author: Account, case: Case, at: datetime) -> KeptDraft:
    kept = store(author, case, DraftState.SCHEDULED)
    later(publish_scheduled, kept.pk, at=at, key=schedule_key(kept))
    return kept


def schedule_key(kept: KeptDraft) -> str:
    """The name of the job that publishes `kept` at its present time."""
    moment = kept.scheduled_at or kept.created_at
    return f"scheduled:{kept.pk}:{int(moment.timestamp() * 1000)}"


def publish_scheduled(kept_id: int) -> None:
    """The job: publish a scheduled draft whose time has come. Does nothing the second time.

    It is judged again: rules may have grown since. What can't be published any more (what it
    answers is gone) is kept for its author.
    """
    waiting = KeptDraft.objects.filter(pk=kept_id, state=DraftState.SCHEDULED)
    kept = waiting.select_related("author").first()
    if kept is not None:
        with posting(kept.author, case_of(kept).draft.media):
            _publish_if_due(kept_id)


def _publish_if_due(kept_id: int) -> None:
    kept = (
        KeptDraft.objects.select_for_update(of=("self",))
        .select_related("author")
        .filter(pk=kept_id)
        .first()
    )
    if kept is None or kept.state != DraftState.SCHEDULED or kept.scheduled_at is None:
        return
    if kept.scheduled_at > clock.now():
        return
    case = case_of(kept)
    try:
        with transaction.atomic():
            settle(kept.author, case)
    except (Invalid, NotFound, Refused):
        store(kept.author, case, DraftState.KEPT, delete_at=clock.now() + KEPT_AT_WISH)
