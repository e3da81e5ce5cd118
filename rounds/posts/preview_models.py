"""The noun of link previews."""

from django.db import models

from rounds.base.clock import now


class LinkPreview(models.Model):
    """What the page behind a post's first link said of itself when it was looked at.

    An empty `title` says that there was nothing to show. No picture is kept: none is loaded from
    elsewhere, and whose it is nobody knows.
    """

    post = models.OneToOneField(
        "posts.Post", primary_key=True, on_delete=models.CASCADE, related_name="preview"
    )
    url = models.CharField(max_length=2000)
    title = models.CharField(max_length=300, default="", blank=True)
    description = models.CharField(max_length=500, default="", blank=True)
    site = models.CharField(max_length=120, default="", blank=True)
    looked_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["url", "looked_at"], name="preview_url")]

    def __str__(self) -> str:
        return f"preview of {self.post_id}"
