"""Link previews: look at the page behind a public post's first link, once it is published.

Never before: a draft that waits at the gate reaches nobody, and no other server either. Never for
posts to fewer people, since the other server would learn that somebody was told of its page. Links
that lead here need none, and what was looked at within a day is not asked again.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F

from rounds.base import clock
from rounds.base.text import links
from rounds.jobs.queue import later
from rounds.ledger.record import record
from rounds.outside.pages import PageWords, words_at
from rounds.outside.web import Unreachable, check_address
from rounds.posts.facts import LinkLookedUp
from rounds.posts.models import Post
from rounds.posts.preview_models import LinkPreview
from rounds.posts.visibility import OPEN

FRESH = timedelta(days=1)
LONGEST = 2000


def host_of(link: str) -> str:
    """The host (and port) of a link; empty for one that can't be read."""
    try:
        return urlsplit(link).netloc.lower()
    except ValueError:
        return ""


def first_link(source: str) -> str | None:
    """The link of a text that gets a preview: the first that may be asked and leads elsewhere."""
    for link in links(source):
        if len(link.encode()) > LONGEST or host_of(link) == settings.LOCAL_HOST.lower():
            continue
        try:
            return check_address(link)
        except Unreachable:
            continue
    return None


def want_preview(post: Post) -> None:
    """Queue a look at the link of `post`, which was just published or changed; drop a stale one."""
    link = first_link(post.source) if settings.ROUNDS.link_previews else None
    if post.version > 1:
        LinkPreview.objects.filter(post=post).exclude(url=link or "").delete()
    if link and post.visibility in OPEN:
        later(look_up, post.pk)


def look_up(post_id: int) -> None:
    """The job: look at the link of a post and keep what its page says; a repeat changes nothing."""
    post = Post.objects.filter(pk=post_id).first()
    link = first_link(post.source) if post else None
    if link is None or LinkPreview.objects.filter(post_id=post_id, url=link).exists():
        return
    _keep(post_id, link, _known(link) or words_at(link))


def _known(link: str) -> PageWords | None:
    """What somebody else's post with the same link found lately."""
    lately = LinkPreview.objects.filter(url=link, looked_at__gt=clock.now() - FRESH).first()
    return PageWords(lately.title, lately.description, lately.site) if lately else None


@transaction.atomic
def _keep(post_id: int, link: str, words: PageWords) -> None:
    """Keep the preview, if the post still holds the link that was looked at."""
    post = Post.objects.select_for_update().filter(pk=post_id).first()
    if post is None or first_link(post.source) != link:
        return
    said = {"title": words.title, "description": words.description, "site": words.site}
    LinkPreview.objects.update_or_create(
        post_id=post_id, defaults={"url": link, "looked_at": clock.now(), **said}
    )
    if words.title:
        # A rendering of the post from before the look is stale.
        Post.objects.filter(pk=post_id).update(version=F("version") + 1)
        record(LinkLookedUp(actor=post.author_id, subject=post_id))
