"""The nouns of the ledger."""

from django.db import models

from rounds.base.ids import new_id


class FactRow(models.Model):
    """One fact, written once and never changed: who (`actor`) did what (`kind`) to what (`subject`).

    `data` is the whole fact as JSON: ids and small enums, never text.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor = models.BigIntegerField()
    subject = models.BigIntegerField()
    data = models.TextField()

    class Meta:
        db_table = "ledger_fact"
        indexes = [
            models.Index(fields=["kind", "id"], name="fact_kind"),
            models.Index(fields=["subject", "kind"], name="fact_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} by {self.actor}"


class Audience(models.Model):
    """The people a post could reach when it was written, frozen.

    Content-addressed: an author's ten answers in one hour share one row. `digest` is the SHA-256 of
    `members`, which are account ids, sorted, as little-endian 64-bit integers, compressed with zlib.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField()
    members = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.size} people"
