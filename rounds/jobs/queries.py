"""What the queue looks like from outside, for those who look after the server."""

from dataclasses import dataclass
from datetime import datetime

from rounds.base import clock
from rounds.jobs.models import Job


@dataclass(frozen=True, slots=True)
class QueueState:
    """How much work waits: `due` now, the oldest since `oldest`, and `dead` jobs that gave up."""

    due: int
    oldest: datetime | None
    dead: int


def queue_state() -> QueueState:
    """The state of the queue now."""
    due = Job.objects.filter(dead=False, run_at__lte=clock.now())
    oldest = due.order_by("run_at").values_list("run_at", flat=True).first()
    return QueueState(due.count(), oldest, Job.objects.filter(dead=True).count())
