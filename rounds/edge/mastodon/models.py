"""The nouns of OAuth: apps, the codes they are handed, the tokens they hold.

Secrets stand here as SHA-256 digests only. They are 256 random bits, so a plain digest can't be
guessed back; whoever reads the database can't act in anybody's name.
"""

from django.conf import settings
from django.db import models

from rounds.base.clock import now
from rounds.base.ids import new_id


class App(models.Model):
    """A program that people let act for them. `redirect_uris` and `scopes` are split by blanks."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    name = models.CharField(max_length=60)
    website = models.CharField(max_length=2000, default="", blank=True)
    redirect_uris = models.TextField()
    scopes = models.TextField(default="read")
    client_id = models.CharField(max_length=64, unique=True)
    secret_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name


class Code(models.Model):
    """What an app exchanges for a token, once, within ten minutes of the person's consent."""

    digest = models.CharField(max_length=64, primary_key=True)
    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="codes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    redirect_uri = models.TextField()
    scopes = models.TextField()
    challenge = models.CharField(max_length=128, default="", blank=True)
    challenge_method = models.CharField(max_length=10, default="", blank=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"code for {self.app_id}"


class Token(models.Model):
    """What an app shows with each call; without `user` it speaks for itself only."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    digest = models.CharField(max_length=64, unique=True)
    app = models.ForeignKey(App, null=True, on_delete=models.CASCADE, related_name="tokens")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="tokens"
    )
    scopes = models.TextField()
    created_at = models.DateTimeField(default=now)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "app"], name="token_of_user")]

    def __str__(self) -> str:
        return f"token {self.pk}"
