"""A copy of the chats that somebody hosts or said to come to, for that person."""

from typing import Any

from rounds.gatherings.models import Gathering, Rsvp
from rounds.identity.models import Account


def take_out(account: Account) -> dict[str, Any]:
    """The gatherings `account` hosts, with their prompts, and those it said it would come to."""
    hosted = Gathering.objects.filter(host=account).prefetch_related("prompts").order_by("pk")
    coming = Rsvp.objects.filter(account=account).select_related("gathering").order_by("pk")
    return {
        "chats_hosted": [
            {
                "title": one.title, "hashtag": one.tag_shown, "aims": one.aims,
                "starts": one.starts_at, "minutes": one.minutes, "time_zone": one.time_zone,
                "state": one.state, "welcome": one.welcome, "closing": one.closing,
                "prompts": [
                    {"minute": p.minute, "text": p.text}
                    for p in sorted(one.prompts.all(), key=lambda p: p.number)
                ],
            }
            for one in hosted
        ],
        "chats_coming": [
            {"title": one.gathering.title, "starts": one.gathering.starts_at} for one in coming
        ],
    }  # fmt: skip
