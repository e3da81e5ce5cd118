"""When things happen in a gathering, and the jobs that make them happen.

Every due time has its own job, keyed by gathering and time, and every job calls the same
`advance`. A job left over from an older plan finds nothing due and ends; a changed plan queues the
new times beside it. Nothing is ever cancelled, so nothing can be lost by cancelling.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from rounds.gatherings.models import Gathering, Prompt
from rounds.jobs.queue import later


def due_at(gathering: Gathering, prompt: Prompt) -> datetime:
    """When `prompt` posts itself."""
    return gathering.starts_at + timedelta(minutes=prompt.minute)


def ends_at(gathering: Gathering) -> datetime:
    """When the gathering closes: by plan, as extended, or when it was closed."""
    return gathering.closed_at or gathering.starts_at + timedelta(minutes=gathering.minutes)


def moments(gathering: Gathering) -> list[datetime]:
    """Every time at which something becomes due, in order, each once."""
    prompts = {due_at(gathering, prompt) for prompt in gathering.prompts.all()}
    return sorted({gathering.starts_at, ends_at(gathering), *prompts})


def queue(gathering: Gathering, advance: Callable[[int], None]) -> None:
    """Queue `advance(gathering.id)` for each moment; asking twice queues once."""
    for moment in moments(gathering):
        key = f"gathering:{gathering.pk}:{int(moment.timestamp())}"
        later(advance, gathering.pk, at=moment, key=key)
