"""The nouns of gatherings."""

from typing import Any

from django.db import models

from rounds.base.clock import now
from rounds.base.ids import new_id
from rounds.identity.models import Account
from rounds.identity.roles import Role


class GatheringState:
    """Where a gathering stands; it only moves forward."""

    ANNOUNCED = "announced"
    LIVE = "live"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Kind:
    """What a collected post is in its gathering: `HOST` is the welcome and the closing words."""

    ORIGINAL = "original"
    REPLY = "reply"
    BOOST = "boost"
    PROMPT = "prompt"
    HOST = "host"


class Gathering(models.Model):
    """A hashtag chat (or journal club, when `article_title` is set): a time, a tag, hosts, prompts.

    `time_zone` is the host's (an IANA name); times are stored in UTC. `minutes` is the planned
    length, grown by 'extend'. `facts_version` grows with everything that changes the report.
    `confirmed` keeps what the host confirmed to the gate when planning. `revision` grows when the
    time or the words of the plan change, for calendars that hold the old ones.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    host = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="gatherings")
    co_hosts = models.ManyToManyField(Account, related_name="co_hosted", blank=True)
    title = models.CharField(max_length=120)
    tag = models.CharField(max_length=100)
    tag_shown = models.CharField(max_length=100)
    aims = models.TextField(default="", blank=True)
    article_title = models.CharField(max_length=300, default="", blank=True)
    article_url = models.CharField(max_length=500, default="", blank=True)
    welcome = models.TextField(default="", blank=True)
    closing = models.TextField(default="", blank=True)
    starts_at = models.DateTimeField()
    minutes = models.PositiveIntegerField(default=60)
    time_zone = models.CharField(max_length=64, default="UTC")
    state = models.CharField(max_length=10, default=GatheringState.ANNOUNCED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    welcome_post = models.BigIntegerField(null=True, blank=True)
    closing_post = models.BigIntegerField(null=True, blank=True)
    facts_version = models.PositiveIntegerField(default=0)
    confirmed: Any = models.JSONField(default=list, blank=True)
    cancelled_because = models.CharField(max_length=300, default="", blank=True)
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["tag", "starts_at"], name="gathering_tag"),
            models.Index(fields=["state", "starts_at"], name="gathering_state"),
        ]

    def __str__(self) -> str:
        return f"#{self.tag_shown} {self.starts_at:%Y-%m-%d}"


class Prompt(models.Model):
    """Question `number` of a gathering, posted by itself `minute` minutes after the start.

    `kept_code` is the short link of the draft that the gate kept, when it did not let the prompt
    pass at its time; the host finds it there.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="prompts")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    minute = models.PositiveIntegerField()
    post_id = models.BigIntegerField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    kept_code = models.CharField(max_length=16, default="", blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="prompt_number"),
            models.UniqueConstraint(fields=["post_id"], name="prompt_posted_once"),
        ]

    def __str__(self) -> str:
        return f"Q{self.number}"


class CollectedPost(models.Model):
    """A post that belongs to a gathering, with what the report needs frozen beside it.

    Keeps the post's public id, not a foreign key: a withdrawn post leaves a gap that says so.
    `audience` names the frozen audience (ledger); `late` is after the close; `asks` says that the
    text holds a question; `withheld_at` is set while a claim to the post is open, and
    `withheld_times` counts how often that happened.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="collected")
    post_id = models.BigIntegerField()
    author_id = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    prompt = models.ForeignKey(Prompt, null=True, on_delete=models.SET_NULL, related_name="answers")
    reply_to = models.BigIntegerField(null=True, blank=True)
    reply_to_author = models.BigIntegerField(null=True, blank=True)
    boost_of = models.BigIntegerField(null=True, blank=True)
    author_role = models.CharField(max_length=24, default=Role.UNSTATED)
    author_credential = models.BigIntegerField(null=True, blank=True)
    audience = models.CharField(max_length=64, default="", blank=True)
    posted_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    asks = models.BooleanField(default=False)
    pinned_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.BigIntegerField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=300, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withheld_at = models.DateTimeField(null=True, blank=True)
    withheld_times = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "post_id"], name="collected_once")
        ]
        indexes = [
            models.Index(fields=["post_id"], name="collected_post"),
            models.Index(fields=["gathering", "posted_at"], name="collected_in_time"),
            models.Index(fields=["author_id", "-id"], name="collected_by"),
            # Every post that is deleted, anywhere, asks for its boosts; few rows are boosts.
            models.Index(
                fields=["boost_of"],
                name="collected_boosts",
                condition=models.Q(boost_of__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} in {self.gathering_id}"


class KeptCounts(models.Model):
    """How often the posts of a gathering were favourited and boosted when a report was first made of
    `version` of its facts: both rank what the report quotes, and grow no version by themselves.

    `counts` holds pairs by post id; a post without either is left out.
    """

    gathering = models.OneToOneField(
        Gathering, primary_key=True, on_delete=models.CASCADE, related_name="kept_counts"
    )
    version = models.PositiveIntegerField()
    counts: Any = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"version {self.version} of {self.gathering_id}"


class Rsvp(models.Model):
    """`account` means to come; `reminded_at` says when it was told that the chat is near."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="rsvps")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="rsvps")
    at = models.DateTimeField(default=now)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gathering", "account"], name="rsvp_once")]

    def __str__(self) -> str:
        return f"{self.account_id} to {self.gathering_id}"
