"""Collect what belongs to a gathering: the subscriber of the posts' facts.

Each handler may be called again after a crash and then finds its work done. Posts may also arrive
out of turn (an answer before the post it answers): whoever is collected asks for the answers and
boosts that wait below it, so the order of arrival changes nothing.
"""

from django.db import transaction
from django.db.models import F, QuerySet

from rounds.base import clock
from rounds.base.errors import NotFound
from rounds.gatherings.belongs import could_belong, gatherings_for, kind_of, prompt_of, text_of
from rounds.gatherings.facts import CollectedChanged, PostCollected, PromptPosted
from rounds.gatherings.models import CollectedPost, Gathering, GatheringState, Kind
from rounds.gatherings.queries import host_ids, locked, prompts_of
from rounds.gatherings.wording import asks, own_prompt_number
from rounds.identity.models import Account
from rounds.identity.queries import account_by_id, follower_ids
from rounds.identity.roles import Role
from rounds.ledger.audiences import freeze
from rounds.ledger.record import record
from rounds.posts.facts import (
    BoostUndone,
    PostBoosted,
    PostHidden,
    PostPublished,
    PostRestored,
    PostRevised,
    PostWithdrawn,
)
from rounds.posts.hide import is_hidden
from rounds.posts.models import Post
from rounds.posts.queries import readable_post
from rounds.posts.visibility import OPEN


@transaction.atomic
def on_published(fact: PostPublished) -> None:
    """Collect a new post where it belongs."""
    if fact.visibility not in OPEN or not could_belong(fact.subject):
        return
    if post := _post(fact.actor, fact.subject):
        _collect_with_what_waits(post)


@transaction.atomic
def on_boosted(fact: PostBoosted) -> None:
    """Collect a boost of a post that belongs."""
    if fact.visibility not in OPEN or not could_belong(fact.subject):
        return
    if post := _post(fact.actor, fact.subject):
        _collect_with_what_waits(post)


@transaction.atomic
def on_revised(fact: PostRevised) -> None:
    """Collect a post that an edit brought in; note what an edit changed in one that is here."""
    post = _post(fact.actor, fact.subject)
    if post is None:
        return
    _collect_with_what_waits(post)
    for row in CollectedPost.objects.filter(post_id=post.pk).select_related("gathering"):
        if row.kind in {Kind.ORIGINAL, Kind.REPLY}:
            row.prompt = prompt_of(row.gathering, post, row.kind)
            row.asks = asks(text_of(post))
            row.save(update_fields=["prompt", "asks"])
        _note(row, fact.actor, "revised")


@transaction.atomic
def on_withdrawn(fact: PostWithdrawn) -> None:
    """Leave a gap where the post was, and where its boosts were."""
    _withdraw(fact.actor, CollectedPost.objects.filter(post_id=fact.subject))
    _withdraw(fact.actor, CollectedPost.objects.filter(boost_of=fact.subject))


@transaction.atomic
def on_boost_undone(fact: BoostUndone) -> None:
    """Leave a gap where the boost was."""
    _withdraw(fact.actor, CollectedPost.objects.filter(post_id=fact.subject))


@transaction.atomic
def on_hidden(fact: PostHidden) -> None:
    """Leave a gap while a claim to the post is open; its boosts stay, they hold no words."""
    if not is_hidden(fact.subject):
        return
    for row in CollectedPost.objects.filter(post_id=fact.subject, withheld_at=None):
        row.withheld_at, row.withheld_times = clock.now(), row.withheld_times + 1
        row.save(update_fields=["withheld_at", "withheld_times"])
        _note(row, fact.actor, "withheld")


@transaction.atomic
def on_restored(fact: PostRestored) -> None:
    """Close the gap: the claim is over and the post is back where it was."""
    if is_hidden(fact.subject):
        return
    for row in CollectedPost.objects.filter(post_id=fact.subject, withheld_at__isnull=False):
        row.withheld_at = None
        row.save(update_fields=["withheld_at"])
        _note(row, fact.actor, "restored")


@transaction.atomic
def collect_at_once(author: Account, post_id: int, into: Gathering | None = None) -> None:
    """Collect a post without waiting for its fact to be handed over; that then finds it done.

    For a door whose next page shows the post: its author looks for it there. `into` is the chat on
    whose page it was written, which collects an unlisted one too.
    """
    if post := _post(author.pk, post_id):
        if into is not None and post.visibility in OPEN and post.created_at >= into.starts_at:
            _collect(into, post)
        _collect_with_what_waits(post)


def _post(author_id: int, post_id: int) -> Post | None:
    """The post as its author reads it, or None when it is gone meanwhile."""
    try:
        return readable_post(account_by_id(author_id), post_id)
    except NotFound:
        return None


def _collect_with_what_waits(post: Post) -> None:
    waiting = [post]
    while waiting:
        current = waiting.pop()
        taken = [_collect(gathering, current) for gathering in gatherings_for(current)]
        if any(taken):
            below = current.replies.filter(visibility__in=OPEN, author__suspended_at=None)
            boosts = current.boosts.filter(visibility__in=OPEN, author__suspended_at=None)
            waiting += [*below.order_by("-pk"), *boosts.order_by("-pk")]


def _collect(gathering: Gathering, post: Post) -> bool:
    """Collect `post` into `gathering`; tells whether it was not there before."""
    if CollectedPost.objects.filter(gathering=gathering, post_id=post.pk).exists():
        return False
    _adopt_own_prompt(gathering, post)
    kind = kind_of(gathering, prompts_of(gathering), post)
    prompt = prompt_of(gathering, post, kind)
    row, made = CollectedPost.objects.get_or_create(
        gathering=gathering,
        post_id=post.pk,
        defaults={
            "author_id": post.author_id,
            "kind": kind,
            "prompt": prompt,
            "reply_to": post.reply_to_id,
            "reply_to_author": post.reply_to_author_id,
            "boost_of": post.boost_of_id,
            "author_role": post.author_role,
            "author_credential": post.author_credential,
            "audience": freeze(follower_ids(post.author_id)),
            "posted_at": post.created_at,
            "late": _is_late(gathering, post),
            "asks": kind in {Kind.ORIGINAL, Kind.REPLY} and asks(text_of(post)),
        },
    )
    if made:
        _record(row, prompt.number if prompt else None)
    return made


def _is_late(gathering: Gathering, post: Post) -> bool:
    """Whether `post` came after the close; the closing words are the close."""
    closed = gathering.closed_at
    return closed is not None and post.created_at > closed and post.pk != gathering.closing_post


def _record(row: CollectedPost, number: int | None) -> None:
    record(
        PostCollected(
            actor=row.author_id,
            subject=row.post_id,
            gathering=row.gathering_id,
            kind=row.kind,
            prompt=number,
            reply_to=row.reply_to,
            reply_to_author=row.reply_to_author,
            boost_of=row.boost_of,
            role=Role(row.author_role),
            credential=row.author_credential,
            audience=row.audience,
            late=row.late,
        )
    )
    _grow(row.gathering_id)


def _adopt_own_prompt(gathering: Gathering, post: Post) -> None:
    """Take a host's own 'Q3. ...' for prompt 3, when it is the one awaited or the gate kept it."""
    number = own_prompt_number(text_of(post)) if post.boost_of_id is None else None
    if number is None or gathering.state != GatheringState.LIVE:
        return
    if post.author_id not in host_ids(gathering):
        return
    # The schedule asks the same prompt under the same lock: whoever comes second finds it asked.
    fresh = locked(gathering.pk)
    if fresh is None or fresh.state != GatheringState.LIVE:
        return
    open_prompts = [p for p in prompts_of(gathering) if p.post_id is None]
    awaited = next((p.number for p in open_prompts if not p.kept_code), None)
    for prompt in open_prompts:
        if prompt.number == number and (prompt.kept_code or number == awaited):
            prompt.post_id, prompt.posted_at, prompt.kept_code = post.pk, post.created_at, ""
            prompt.save(update_fields=["post_id", "posted_at", "kept_code"])
            record(
                PromptPosted(
                    actor=post.author_id,
                    subject=post.pk,
                    gathering=gathering.pk,
                    number=number,
                )
            )


def _withdraw(actor: int, rows: QuerySet[CollectedPost]) -> None:
    for row in rows.filter(withdrawn_at=None):
        row.withdrawn_at, row.pinned_at = clock.now(), None
        row.save(update_fields=["withdrawn_at", "pinned_at"])
        _note(row, actor, "withdrawn")


def _note(row: CollectedPost, actor: int, change: str) -> None:
    record(
        CollectedChanged(
            actor=actor, subject=row.post_id, gathering=row.gathering_id, change=change
        )
    )
    _grow(row.gathering_id)


def _grow(gathering_id: int) -> None:
    Gathering.objects.filter(pk=gathering_id).update(facts_version=F("facts_version") + 1)
