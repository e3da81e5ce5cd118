"""The words a device shows when it rings.

Encrypted for the device alone. Even so a screen lies on a table in the canteen: a setting says whether
the words of posts go out at all, and those of direct posts only where it says so.
"""

from typing import Any

import msgspec
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.base.html import strip
from rounds.gatherings.queries import hidden_with_reason, named
from rounds.posts.models import Visibility
from rounds.timelines.kinds import DRAFTS, REPORTS, REVIEWS
from rounds.timelines.notifications import NotificationView
from rounds.timelines.views import PostView

LONGEST_TITLE, LONGEST_BODY, LONGEST_ICON = 120, 140, 1000
_TITLES: dict[str, str | Promise] = {
    "status": gettext_lazy("%(name)s wrote"),
    "reblog": gettext_lazy("%(name)s boosted your post"),
    "follow": gettext_lazy("%(name)s follows you now"),
    "follow_request": gettext_lazy("%(name)s asks to follow you"),
    "favourite": gettext_lazy("%(name)s favourited your post"),
    "poll": gettext_lazy("A poll has ended"),
    "update": gettext_lazy("%(name)s changed a post you took part in"),
    "correction": gettext_lazy("%(name)s corrected teaching that you used"),
    "quote": gettext_lazy("%(name)s quoted your post"),
    "chat": gettext_lazy("A chat you come to is near"),
    "chat_off": gettext_lazy("A chat you come to was called off"),
    "chat_hidden": gettext_lazy("%(name)s hid your post from a chat"),
    "draft_asked": gettext_lazy("%(name)s asks you to look at a held draft"),
    "draft_cleared": gettext_lazy("%(name)s let your held draft pass"),
    "admin.report": gettext_lazy("A report waits for you"),
    "draft_sent_back": gettext_lazy("%(name)s sent your held draft back"),
}


def _cut(words: str, longest: int) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def title_of(view: NotificationView, me: int) -> str:
    """A notification of the account `me` in a few words, in the language in force."""
    if view.warned is not None:
        return _("A claim on a post has moved")
    if view.kind in REVIEWS:
        # Who reviews may not want to be known: the page says what it may.
        return _("There is news in your reviews")
    if view.kind == "mention":
        answers = view.post is not None and view.post.reply_to_author == me
        title = _("%(name)s answered you") if answers else _("%(name)s mentioned you")
    else:
        title = str(_TITLES.get(view.kind, _("Something is new")))
    return title % {"name": view.account.shown_name}


def _spoken(post: PostView) -> str:
    """A post in one line: its content warning stands for it where it has one."""
    shown, allowed = post.shown, settings.ROUNDS.push_words
    warned = [hit for hit in post.filtered if "notifications" in hit.contexts]
    if warned:
        return _("Filtered: %(title)s") % {"title": warned[0].title}
    if allowed == "none":
        return ""
    if shown.visibility == Visibility.DIRECT and allowed != "all":
        return _("A direct post. Open it to read it.")
    return shown.content_warning or strip(shown.content_html)


def body_of(view: NotificationView) -> str:
    """What stands below the title, or ''."""
    if view.warned is not None:
        return view.warned.words
    if view.chat_id is not None:
        return _of_chat(view, view.chat_id)
    if view.post is not None:
        return _spoken(view.post)
    quiet = view.kind in {*REVIEWS, *DRAFTS, *REPORTS}
    return "" if quiet else f"@{view.account.handle}"


def _of_chat(view: NotificationView, about: int) -> str:
    """The chat's title, with the reason where it was called off or one's post was hidden there."""
    for chat in named([about]).values():
        reason = chat.cancelled_because if view.kind == "chat_off" else ""
        if view.kind == "chat_hidden" and view.post is not None:
            rows = hidden_with_reason([view.post.shown.id])
            reason = next((row.hidden_reason for row in rows if row.gathering_id == about), "")
        return f"{chat.title}: {reason}" if reason else chat.title
    return ""


def _address(view: NotificationView) -> str:
    if view.warned is not None:
        return view.warned.path
    if view.kind in DRAFTS:
        return "/moderation/held" if view.kind == "draft_asked" else "/drafts"
    if view.chat_id is not None:
        return f"/chats/{view.chat_id}"
    if view.kind in REPORTS:
        return "/moderation/reports"
    if view.kind in REVIEWS:
        return "/reviews"
    if view.post is None:
        return f"/@{view.account.handle}"
    shown = view.post.shown
    return f"/@{shown.account.handle}/{shown.id}"


def words_of(view: NotificationView, me: int, locale: str) -> bytes:
    """What is encrypted about a notification: the fields that Mastodon's apps read, and a page.

    The access token, which Mastodon repeats here, is left empty: this server keeps only its digest.
    """
    with translation.override(locale):
        title, body = title_of(view, me), body_of(view)
    said = {
        "access_token": "",
        # A number, since apps read it as one.
        "notification_id": view.id,
        "notification_type": view.app_kind,
    }
    return _packed(
        said, locale, title=title, body=body, icon=view.account.avatar, url=_address(view)
    )


def words_of_prompt(post: PostView, gathering_id: int, locale: str) -> bytes:
    """What is encrypted about the next question of a chat; for browsers, since apps know no such kind."""
    with translation.override(locale):
        body = _spoken(post)
    title = next((chat.title for chat in named([gathering_id]).values()), "")
    said = {"notification_type": "prompt", "tag": f"chat-{gathering_id}"}
    url = f"/chats/{gathering_id}"
    return _packed(said, locale, title=title, body=body, icon=post.account.avatar, url=url)


def _packed(said: dict[str, Any], locale: str, **words: str) -> bytes:
    icon = words["icon"]
    more = {
        "preferred_locale": locale.partition("-")[0],
        "icon": icon if len(icon) <= LONGEST_ICON else "",
        "title": _cut(words["title"], LONGEST_TITLE),
        "body": _cut(words["body"], LONGEST_BODY),
        "url": f"{settings.BASE_URL}{words['url']}",
    }
    return msgspec.json.encode(said | more)
