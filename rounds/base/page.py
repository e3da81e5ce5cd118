"""A page of a long list, by id: what part of it the reader asks for.

Lists are newest first. `max_id` asks for what is older, `since_id` for the newest that are younger,
`min_id` for those right above it: paging upwards leaves no gap.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list, and at most how much of it."""

    max_id: int | None = None
    since_id: int | None = None
    min_id: int | None = None
    limit: int = 20

    @property
    def upwards(self) -> bool:
        """Whether the page starts right above `min_id` instead of at the newest."""
        return self.min_id is not None
