"""The nouns of timelines: what somebody follows beside people, and what somebody was told."""

from typing import Any

from django.db import models

from rounds.base.clock import now
from rounds.base.ids import new_id
from rounds.identity.models import Account, AppToken, User
from rounds.posts.models import Post, Tag


class RenderedPost(models.Model):
    """The part of a post's view that only an edit changes, as a JSON fragment without braces.

    Fresh while `version` equals the post's; otherwise it is made again.
    """

    post = models.OneToOneField(
        Post, primary_key=True, on_delete=models.CASCADE, related_name="rendered"
    )
    version = models.PositiveIntegerField()
    core = models.TextField()

    def __str__(self) -> str:
        return f"{self.post_id} v{self.version}"


class RenderedAccount(models.Model):
    """The part of an account's view that only a change of profile changes, like `RenderedPost`."""

    account = models.OneToOneField(
        Account, primary_key=True, on_delete=models.CASCADE, related_name="rendered"
    )
    version = models.PositiveIntegerField()
    core = models.TextField()

    def __str__(self) -> str:
        return f"{self.account_id} v{self.version}"


class Notification(models.Model):
    """Something `account` is told: `kind` done by `by`, about `post` where there is one.

    `about` is the id of a gathering, or of a claim to a post, for what concerns one.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=20)
    by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    about = models.BigIntegerField(null=True)
    fact_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=now)
    filtered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "fact_id", "kind"], name="told_once")
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="told_newest"),
            models.Index(fields=["account", "filtered", "by"], name="told_filtered"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.account_id}"


class NotificationPolicy(models.Model):
    """From whom `account` wants to be told: what it chose beside the default 'accept'.

    `choices` maps a rule ('for_not_following' ...) to 'filter' or 'drop'; `let_in` lists the ids of
    accounts that pass whatever the rules say.
    """

    account = models.OneToOneField(
        Account, primary_key=True, on_delete=models.CASCADE, related_name="notification_policy"
    )
    choices: Any = models.JSONField(default=dict)
    let_in: Any = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"policy of {self.account_id}"


class PushKey(models.Model):
    """The one key with which this server signs what it sends to devices.

    `sealed` is the private half, sealed with the server's secret.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    public = models.CharField(max_length=100)
    sealed = models.TextField()
    made_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.public


class PushSubscription(models.Model):
    """A device of `user` that is rung: an app's, with its `token`, or a browser's, with its `session`.

    `sealed` holds address and keys, sealed with the server's secret. `alerts` are the kinds it rings
    for, each between blanks. `refusals` counts how often in a row a push service would not take it.
    """

    # Small on purpose: apps of phones read it into 32 bits.
    id = models.AutoField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.OneToOneField(AppToken, null=True, on_delete=models.CASCADE, related_name="+")
    session = models.CharField(max_length=40, null=True, unique=True)
    sealed = models.TextField()
    standard = models.BooleanField(default=False)
    alerts = models.CharField(max_length=300, default=" ")
    policy = models.CharField(max_length=10, default="all")
    refusals = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(token__isnull=True, session__isnull=False)
                | models.Q(token__isnull=False, session__isnull=True),
                name="push_of_app_or_browser",
            )
        ]

    def __str__(self) -> str:
        return f"push {self.pk}"


class Marker(models.Model):
    """How far `account` has read `timeline` ('home' or 'notifications')."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="markers")
    timeline = models.CharField(max_length=16)
    last_read_id = models.BigIntegerField()
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "timeline"], name="marker_once")]

    def __str__(self) -> str:
        return f"{self.timeline} of {self.account_id}"


class List(models.Model):
    """A list of people that `owner` reads apart."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="lists")
    title = models.CharField(max_length=120)
    replies_policy = models.CharField(max_length=10, default="list")
    exclusive = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"list {self.pk}"


class ListMember(models.Model):
    """`account` is on `list`."""

    list = models.ForeignKey(List, on_delete=models.CASCADE, related_name="members")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "account"], name="listed_once")]

    def __str__(self) -> str:
        return f"{self.account_id} on {self.list_id}"


class FollowedTag(models.Model):
    """`account` follows `tag`: its public posts appear at home."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="followed_tags")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "tag"], name="tag_followed_once")]

    def __str__(self) -> str:
        return f"{self.account_id} follows {self.tag_id}"


class FeaturedTag(models.Model):
    """`account` shows `tag` on the profile."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="featured_tags")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "tag"], name="tag_featured_once")]

    def __str__(self) -> str:
        return f"{self.account_id} features {self.tag_id}"


class Filter(models.Model):
    """Words or posts that `account` wants warned about or hidden, in `contexts`."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="filters")
    title = models.CharField(max_length=200)
    contexts: Any = models.JSONField(default=list)
    action = models.CharField(max_length=8, default="warn")
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"filter {self.pk}"


class FilterKeyword(models.Model):
    """A word or phrase of a filter."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    filter = models.ForeignKey(Filter, on_delete=models.CASCADE, related_name="keywords")
    keyword = models.CharField(max_length=200)
    whole_word = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"keyword {self.pk}"


class FilterPost(models.Model):
    """A single post of a filter."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    filter = models.ForeignKey(Filter, on_delete=models.CASCADE, related_name="posts")
    post_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"filtered post {self.post_id}"


class Conversation(models.Model):
    """A thread of direct posts as `account` sees it: with whom, the last post, read or not."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="conversations")
    thread = models.BigIntegerField()
    people: Any = models.JSONField(default=list)
    last_post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="+")
    unread = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "thread"], name="thread_once")]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class HiddenSuggestion(models.Model):
    """`account` doesn't want `target` suggested."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "target"], name="hide_once")]

    def __str__(self) -> str:
        return f"{self.account_id} hides {self.target_id}"
