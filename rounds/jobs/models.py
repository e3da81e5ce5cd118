"""The nouns of the queue."""

from django.db import models

from rounds.base.ids import new_id


class Job(models.Model):
    """One call to make: `function` (dotted name) with `args` (JSON: ids and small values, no text).

    A row exists while there is work: it is deleted when the call succeeds. A worker leases it for
    a while (`leased_by` is its machine's name); when the worker dies the lease ends and another takes it. `dead` jobs used up their
    tries and wait for an operator.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    function = models.CharField(max_length=120)
    args = models.TextField(default="[]")
    key = models.CharField(max_length=160, unique=True, null=True)
    run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=64, default="", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    dead = models.BooleanField(default=False)
    last_error = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["run_at", "id"], name="job_due", condition=models.Q(dead=False))
        ]

    def __str__(self) -> str:
        return f"{self.function} at {self.run_at:%Y-%m-%d %H:%M:%S}"
