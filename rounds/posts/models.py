"""The nouns of posts: the post itself and everything attached to it.

Rows that a timeline reads are narrow: what only changes with an edit is rendered once elsewhere
(timelines.RenderedPost) and matched by `version`; what changes all the time is counted here.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from rounds.base.clock import now
from rounds.base.ids import new_id
from rounds.identity.models import Account
from rounds.identity.roles import Role
from rounds.posts.labels import Voice
from rounds.posts.preview_models import LinkPreview as LinkPreview
from rounds.posts.seen import POSTABLE, UNCHECKED
from rounds.posts.visibility import Visibility as Visibility


def tomorrow() -> datetime:
    """When an upload that no post took is deleted."""
    return now() + timedelta(days=1)


class Post(models.Model):
    """What somebody wrote, or (with `boost_of`) passed on.

    `author_role`, `role_line`, `author_credential` and `credential_line` stand as they stood when
    it was written, and so do `voice`, `speaks_for` (an organisation's id, with its name), `industry`
    (a company wrote it, or it was written for one) and the snapshot of interests. `thread` is the id of the first post of its conversation. `release_id` names the
    gate's release: the database refuses a local text without one. `edition` counts how often it was
    written, `version` also grows when what others made of it changes: `reviewed` (its review badge)
    and `corrected` (the last correction), both made by the gate.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    author = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="posts")
    local = models.BooleanField(default=True)
    uri = models.CharField(max_length=2048, default="", blank=True)
    source = models.TextField(default="", blank=True)
    html = models.TextField(default="", blank=True)
    content_warning = models.TextField(default="", blank=True)
    sensitive = models.BooleanField(default=False)
    language = models.CharField(max_length=12, default="", blank=True)
    visibility = models.PositiveSmallIntegerField(
        choices=[(v.value, v.name) for v in Visibility], default=Visibility.PUBLIC
    )
    reply_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replies"
    )
    reply_to_author = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    thread = models.BigIntegerField()
    boost_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="boosts"
    )
    quote_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="quotes"
    )
    quoted = models.BooleanField(default=False)

    author_role = models.CharField(max_length=24, default=Role.UNSTATED)
    author_credential = models.BigIntegerField(null=True, blank=True)
    role_line = models.CharField(max_length=200, default="", blank=True)
    credential_line = models.CharField(max_length=300, default="", blank=True)
    teaching = models.BooleanField(default=False)
    interests = models.CharField(max_length=500, default="", blank=True)
    interests_at = models.DateTimeField(null=True, blank=True)
    interests_snapshot = models.BigIntegerField(null=True, blank=True)
    voice = models.CharField(max_length=12, default=Voice.PERSONAL)
    speaks_for = models.BigIntegerField(null=True, blank=True)
    speaks_for_handle = models.CharField(max_length=320, default="", blank=True)
    speaks_for_name = models.CharField(max_length=64, default="", blank=True)
    industry = models.BooleanField(default=False)
    sponsored_by = models.CharField(max_length=120, default="", blank=True)
    for_whom = models.CharField(max_length=14, default="", blank=True)
    summary = models.TextField(default="", blank=True)
    licence = models.CharField(max_length=40, default="", blank=True)
    level = models.CharField(max_length=12, default="", blank=True)
    bloom = models.CharField(max_length=12, default="", blank=True)
    app_name = models.CharField(max_length=60, default="", blank=True)
    app_website = models.CharField(max_length=2000, default="", blank=True)

    created_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    edition = models.PositiveIntegerField(default=1)
    reviewed: Any = models.JSONField(null=True, blank=True)
    corrected: Any = models.JSONField(null=True, blank=True)
    release_id = models.BigIntegerField(null=True, blank=True)

    replies_count = models.PositiveIntegerField(default=0)
    boosts_count = models.PositiveIntegerField(default=0)
    favourites_count = models.PositiveIntegerField(default=0)
    quotes_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(local=False) | Q(release_id__isnull=False) | Q(boost_of__isnull=False),
                name="only_the_gate_publishes",
            ),
            models.CheckConstraint(
                condition=~Q(voice=Voice.ORGANISATION) | Q(speaks_for__isnull=False),
                name="an_organisation_is_named",
            ),
            models.UniqueConstraint(
                fields=["author", "boost_of"],
                condition=Q(boost_of__isnull=False),
                name="boost_once",
            ),
            models.UniqueConstraint(fields=["uri"], condition=~Q(uri=""), name="post_uri"),
        ]
        indexes = [
            # The narrow timeline row: a bounded scan of the newest ids reads this index alone.
            models.Index(
                fields=["-id", "author", "visibility", "boost_of", "reply_to_author", "local"],
                name="post_newest",
            ),
            models.Index(fields=["author", "-id"], name="post_by_author"),
            models.Index(fields=["thread", "id"], name="post_thread"),
            models.Index(fields=["visibility", "local", "-id"], name="post_public"),
        ]

    def __str__(self) -> str:
        return f"post {self.pk}"


class Mention(models.Model):
    """`post` names `account`."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="mentioned_in")
    silent = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "account"], name="mention_once")]
        indexes = [models.Index(fields=["account", "-post"], name="mention_newest")]

    def __str__(self) -> str:
        return f"{self.post_id} names {self.account_id}"


class Tag(models.Model):
    """A hashtag: `name` is its normal form, `shown` how it was first written."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    name = models.CharField(max_length=200, unique=True)
    shown = models.CharField(max_length=200)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"#{self.shown}"


class PostTag(models.Model):
    """`post` carries `tag`; `public` copies the post's visibility so that a tag page reads this alone."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="uses")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="tags")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    public = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "tag"], name="tag_once")]
        indexes = [models.Index(fields=["tag", "public", "-post", "account"], name="tag_newest")]

    def __str__(self) -> str:
        return f"{self.post_id} under {self.tag_id}"


class Media(models.Model):
    """A picture (or other file): uploaded first, then attached to a post.

    `file` and `preview` are names in the media storage; metadata was removed by re-encoding.
    Focus runs from -1 to 1, left to right and bottom to top. While no post has it, it is deleted
    at `delete_at`, and `private`: its files are served to nobody but its owner, as those of a post
    that is hidden or of a suspended account (`withdrawn`). `state`, `spots`
    (what was found, as `seen.Spot`) and `refusal` (a reviewer's reason) are those of `posts.seen`.
    `had_credential` says that the file came with a content credential, `provenance` what became of it
    (`provenance.Provenance`); empty where it came without, or nothing here can read one.
    `remarks` says what else its owner should know of the file (`base.dicom`). `portrait` is 'avatar' or
    'header' for a new one that waits to be shown: no post ever takes it (`posts.portraits`).
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="media")
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.CASCADE, related_name="media"
    )
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, default="image")
    mime = models.CharField(max_length=60, default="image/webp")
    file = models.CharField(max_length=200)
    preview = models.CharField(max_length=200, default="", blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    preview_width = models.PositiveIntegerField(default=0)
    preview_height = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=0)
    description = models.TextField(default="", blank=True)
    blurhash = models.CharField(max_length=60, default="", blank=True)
    focus_x = models.FloatField(default=0.0)
    focus_y = models.FloatField(default=0.0)
    created_at = models.DateTimeField(default=now)
    delete_at = models.DateTimeField(default=tomorrow)
    state = models.CharField(max_length=10, default=UNCHECKED)
    spots: Any = models.JSONField(default=list)
    refusal = models.CharField(max_length=300, default="", blank=True)
    private = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    had_credential = models.BooleanField(default=False)
    provenance: Any = models.JSONField(default=dict)
    remarks: Any = models.JSONField(default=list)
    portrait = models.CharField(max_length=6, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post=None) | Q(state__in=POSTABLE), name="only_seen_pictures_in_posts"
            ),
            models.CheckConstraint(
                condition=Q(post=None) | Q(private=False) | Q(withdrawn=True),
                name="posted_pictures_are_served",
            ),
            models.CheckConstraint(
                condition=Q(post=None) | Q(portrait=""), name="no_post_takes_a_portrait"
            ),
            models.UniqueConstraint(
                fields=["account", "portrait"], condition=~Q(portrait=""), name="one_waits_for_each"
            ),
        ]
        indexes = [
            models.Index(fields=["post", "position"], name="media_of_post"),
            models.Index(fields=["delete_at"], condition=Q(post=None), name="media_unattached"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Poll(models.Model):
    """A question with options; counts grow with the votes."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="poll")
    options: Any = models.JSONField(default=list)
    counts: Any = models.JSONField(default=list)
    voters_count = models.PositiveIntegerField(default=0)
    multiple = models.BooleanField(default=False)
    hide_totals = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True)
    closed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"poll {self.pk}"


class PollVote(models.Model):
    """`account` chose option `choice` (its index)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="votes")
    choice = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "account", "choice"], name="vote_once")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} on {self.poll_id}"


class _Reaction(models.Model):
    """What one account did with one post, once."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=now)

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["account", "post"], name="%(class)s_once")]
        indexes = [
            models.Index(fields=["post", "-id"], name="%(class)s_of_post"),
            models.Index(fields=["account", "-id"], name="%(class)s_by"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {type(self).__name__.lower()} {self.post_id}"


class Favourite(_Reaction):
    """A thank-you, seen by the author."""


class Bookmark(_Reaction):
    """Kept for later, seen by nobody else."""


class Pin(_Reaction):
    """Shown first on its author's profile."""


class ThreadMute(models.Model):
    """`account` wants no more notifications from `thread`."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    thread = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "thread"], name="quiet_once")]

    def __str__(self) -> str:
        return f"{self.account_id} mutes {self.thread}"


class Revision(models.Model):
    """How a post stood before an edit: what its history shows.

    `labels` are those it carried, as `labelled.labels_then` writes them; empty for one of the days
    before they were kept.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    source = models.TextField(default="", blank=True)
    html = models.TextField(default="", blank=True)
    content_warning = models.TextField(default="", blank=True)
    sensitive = models.BooleanField(default=False)
    media: Any = models.JSONField(default=list)
    poll_options: Any = models.JSONField(default=list)
    labels: Any = models.JSONField(default=dict)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.post_id} as of {self.written_at:%Y-%m-%d %H:%M}"


class HiddenPost(models.Model):
    """A post that is its author's alone while a claim to it is open, with what it was before."""

    post = models.OneToOneField(
        Post, primary_key=True, on_delete=models.CASCADE, related_name="hidden"
    )
    visibility = models.PositiveSmallIntegerField()
    named: Any = models.JSONField(default=list)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"post {self.post_id}, hidden"


class Tombstone(models.Model):
    """A post that was here and was withdrawn: its id, author and time, never its text."""

    post_id = models.BigIntegerField(primary_key=True)
    author_id = models.BigIntegerField()
    uri = models.CharField(max_length=2048, default="", blank=True)
    withdrawn_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"post {self.post_id}, withdrawn"
