"""The nouns of SAML: which providers this server believes, its own key, and what has been used up."""

from typing import Any

from django.db import models

from rounds.base.clock import now
from rounds.base.ids import new_id


class SamlProvider(models.Model):
    """An institution's log-in as a federation describes it: where, by which keys, for which domains.

    `names` are by language; `words` is what a search looks through; after `until` it counts for
    nothing.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    entity = models.CharField(max_length=1024, unique=True)
    names: Any = models.JSONField(default=dict)
    words = models.TextField(default="", blank=True)
    sign_in = models.CharField(max_length=2000)
    certificates: Any = models.JSONField(default=list)
    scopes: Any = models.JSONField(default=list)
    listed = models.BooleanField(default=True)
    until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.entity


class SamlKey(models.Model):
    """The key this server shows to institutions; `sealed` holds the private half."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    certificate = models.TextField()
    sealed = models.TextField()
    made_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"SAML key {self.pk}"


class SamlSpent(models.Model):
    """An assertion that was shown here once, by a digest, until it would be refused for its age."""

    digest = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="saml_spent_until")]

    def __str__(self) -> str:
        return self.digest
