"""A copy of what somebody set up to read by: lists, followed hashtags, filters."""

from typing import Any

from rounds.identity.models import Account
from rounds.timelines.models import Filter, FollowedTag, List


def take_out(account: Account) -> dict[str, Any]:
    """Lists with their members, followed hashtags and filters of `account`."""
    lists = List.objects.filter(owner=account).prefetch_related("members__account").order_by("pk")
    tags = FollowedTag.objects.filter(account=account).select_related("tag").order_by("pk")
    filters = Filter.objects.filter(account=account).prefetch_related("keywords").order_by("pk")
    return {
        "lists": [
            {"title": one.title, "members": [m.account.handle for m in one.members.all()]}
            for one in lists
        ],
        "followed_hashtags": [one.tag.shown for one in tags],
        "filters": [
            {
                "title": one.title, "where": one.contexts, "action": one.action,
                "until": one.expires_at, "words": [k.keyword for k in one.keywords.all()],
            }
            for one in filters
        ],
    }  # fmt: skip
