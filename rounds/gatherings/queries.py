"""Reading gatherings."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rounds.base import clock
from rounds.base.errors import NotFound, Refused
from rounds.gatherings.models import (
    CollectedPost,
    Gathering,
    GatheringState,
    Kind,
    Prompt,
    Rsvp,
)
from rounds.identity.models import Account

# Who is suspended, or has left, takes along what had not begun; what others said in a chat stays.
_IS_THERE = Q(host__suspended_at=None) | Q(opened_at__isnull=False)


def _rows() -> QuerySet[Gathering]:
    return Gathering.objects.select_related("host").filter(_IS_THERE)


def gathering_by_id(gathering_id: int) -> Gathering:
    """The gathering with its host.

    Errors: NotFound, also for one that had not begun when its host was suspended or left.
    """
    row = _rows().filter(pk=gathering_id).first()
    if row is None:
        raise NotFound
    return row


def named(gathering_ids: Iterable[int]) -> dict[int, Gathering]:
    """The gatherings with these ids whose page is there, by id."""
    rows = _rows().filter(pk__in=set(gathering_ids))
    return {row.pk: row for row in rows}


def locked(gathering_id: int) -> Gathering | None:
    """The gathering as it stands now, kept for the caller's transaction alone."""
    return Gathering.objects.select_for_update().filter(pk=gathering_id).first()


def begun() -> list[int]:
    """The gatherings whose start has come and which have not ended."""
    going_on = [GatheringState.ANNOUNCED, GatheringState.LIVE]
    rows = Gathering.objects.filter(state__in=going_on, starts_at__lte=clock.now())
    return list(rows.order_by("starts_at").values_list("pk", flat=True))


def live() -> list[Gathering]:
    """What is going on now, the one that began last first."""
    return list(_rows().filter(state=GatheringState.LIVE).order_by("-starts_at", "-pk")[:50])


def upcoming(limit: int = 50) -> list[Gathering]:
    """What is announced, the next first."""
    announced = _rows().filter(state=GatheringState.ANNOUNCED)
    return list(announced.order_by("starts_at", "pk")[:limit])


def called_off() -> list[Gathering]:
    """What was called off and would have been to come, the next first."""
    off = _rows().filter(state=GatheringState.CANCELLED, starts_at__gt=clock.now())
    return list(off.order_by("starts_at", "pk")[:50])


def past(limit: int = 50, before: int | None = None) -> list[Gathering]:
    """What is closed, the latest first; `before` (an id) pages on."""
    closed = _rows().filter(state=GatheringState.CLOSED)
    if before is not None:
        last = Gathering.objects.filter(pk=before).values_list("starts_at", flat=True).first()
        closed = closed.filter(Q(starts_at__lt=last) | Q(starts_at=last, pk__lt=before))
    return list(closed.order_by("-starts_at", "-pk")[:limit])


def under_tag(tag: str) -> list[Gathering]:
    """Every gathering under the tag's normal form that was not called off, the latest first."""
    held = _rows().filter(tag=tag).exclude(state=GatheringState.CANCELLED)
    return list(held.order_by("-starts_at", "-pk"))


def under_tags(tags: Iterable[str]) -> list[Gathering]:
    """Gatherings under any of `tags` whose start has come, the latest first."""
    begun = Gathering.objects.filter(tag__in=list(tags), starts_at__lte=clock.now())
    return list(begun.exclude(state=GatheringState.CANCELLED).order_by("-starts_at", "-pk"))


def hosted_by(account: Account) -> list[Gathering]:
    """What `account` hosts or co-hosts, the latest first."""
    mine = _rows().filter(Q(host=account) | Q(co_hosts=account)).distinct()
    return list(mine.order_by("-starts_at", "-pk"))


def may_host(account: Account | None, gathering: Gathering) -> bool:
    """Whether `account` may use the host tools: the host and the co-hosts."""
    if account is None:
        return False
    if account.pk == gathering.host_id:
        return True
    return gathering.co_hosts.filter(pk=account.pk).exists()


def check_hosts(account: Account, gathering: Gathering) -> None:
    """Refuse somebody who does not host the gathering.

    Errors: Refused.
    """
    if not may_host(account, gathering):
        raise Refused(_("Only the chat's hosts can do this. Ask one of them."))


def shown_hosts(gathering: Gathering) -> list[Account]:
    """The host and the co-hosts who are still here, for a page."""
    hosts = [gathering.host, *gathering.co_hosts.order_by("pk")]
    return [host for host in hosts if host.suspended_at is None]


def host_ids(gathering: Gathering) -> set[int]:
    """The host and the co-hosts."""
    return {gathering.host_id, *gathering.co_hosts.values_list("pk", flat=True)}


def prompts_of(gathering: Gathering) -> list[Prompt]:
    """The prompts by number, posted or not."""
    return list(Prompt.objects.filter(gathering=gathering).order_by("number"))


def shown_prompts(gathering: Gathering) -> list[Prompt]:
    """The prompts by number, for a page: one whose post is withheld has no words."""
    prompts = prompts_of(gathering)
    posted = [prompt.post_id for prompt in prompts if prompt.post_id is not None]
    rows = CollectedPost.objects.filter(gathering=gathering, post_id__in=posted)
    withheld = set(rows.exclude(withheld_at=None).values_list("post_id", flat=True))
    for prompt in prompts:
        if prompt.post_id in withheld:
            prompt.text = ""
    return prompts


def unposted(gathering: Gathering) -> list[Prompt]:
    """The prompts still to come, by number; one that the gate kept is not among them."""
    return [p for p in prompts_of(gathering) if p.post_id is None and not p.kept_code]


def current_prompt(gathering: Gathering) -> Prompt | None:
    """The prompt that was posted last, or None before the first."""
    posted = [p for p in shown_prompts(gathering) if p.posted_at is not None]
    return max(posted, key=lambda p: (p.posted_at, p.number), default=None)


def collected(gathering: Gathering) -> list[CollectedPost]:
    """Everything that belongs to the gathering, gaps and hidden posts included, in time order."""
    rows = CollectedPost.objects.filter(gathering=gathering)
    return list(rows.order_by("posted_at", "post_id"))


def left_the_page(gathering: Gathering, since: datetime) -> list[int]:
    """The posts that were withdrawn or hidden after `since`."""
    left = Q(withdrawn_at__gt=since) | Q(withdrawn_at=None, hidden_at__gt=since)
    rows = CollectedPost.objects.filter(left, gathering=gathering)
    return list(rows.order_by("posted_at", "post_id").values_list("post_id", flat=True))


def newly_withheld(gathering: Gathering, since: datetime) -> list[CollectedPost]:
    """The answers that became a gap after `since`, because a claim to them is open."""
    rows = CollectedPost.objects.filter(gathering=gathering, withheld_at__gt=since)
    rows = rows.filter(hidden_at=None, withdrawn_at=None, kind__in=[Kind.ORIGINAL, Kind.REPLY])
    return list(rows.order_by("posted_at", "post_id"))


def collected_post(gathering: Gathering, post_id: int) -> CollectedPost:
    """The collected post, for a host's tool.

    Errors: NotFound when it does not belong to the gathering.
    """
    row = CollectedPost.objects.filter(gathering=gathering, post_id=post_id).first()
    if row is None:
        raise NotFound("This post is not part of the chat.")
    return row


def posts_in_chats(author: Account, limit: int = 100) -> list[CollectedPost]:
    """What `author` wrote in gatherings, the newest first, with what hosts hid and why."""
    rows = CollectedPost.objects.filter(author_id=author.pk, boost_of=None)
    return list(rows.select_related("gathering", "prompt").order_by("-post_id")[:limit])


def hidden_from_page(author: Account | None, gathering: Gathering) -> list[CollectedPost]:
    """The posts of `author` that a host hid from this gathering's page, with the reason."""
    if author is None:
        return []
    rows = CollectedPost.objects.filter(gathering=gathering, author_id=author.pk)
    return list(rows.filter(hidden_at__isnull=False, withdrawn_at=None).order_by("post_id"))


def hidden_with_reason(post_ids: Iterable[int]) -> list[CollectedPost]:
    """Where hosts hid these posts, each with its gathering and the reason, which is its author's to read."""
    rows = CollectedPost.objects.filter(post_id__in=list(post_ids), hidden_at__isnull=False)
    return list(rows.filter(withdrawn_at=None).select_related("gathering").order_by("pk"))


def withheld_from_page(author: Account | None, gathering: Gathering) -> list[CollectedPost]:
    """The posts of `author` that are a gap here while a claim to them is open."""
    if author is None:
        return []
    rows = CollectedPost.objects.filter(gathering=gathering, author_id=author.pk)
    return list(rows.filter(withheld_at__isnull=False, withdrawn_at=None).order_by("post_id"))


def means_to_come(account: Account | None, gathering: Gathering) -> bool:
    """Whether `account` said it will come."""
    if account is None:
        return False
    return Rsvp.objects.filter(gathering=gathering, account=account).exists()


def coming(gathering: Gathering) -> list[Account]:
    """Those who said they will come, the first first."""
    rows = Rsvp.objects.filter(gathering=gathering, account__suspended_at=None)
    return [row.account for row in rows.select_related("account").order_by("at", "pk")]


def url_of(gathering: Gathering) -> str:
    """The address of the gathering's page."""
    return f"{settings.BASE_URL}/chats/{gathering.pk}"
