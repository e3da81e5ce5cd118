"""Which part of a list is asked for: by ids, both ways."""

from collections.abc import Iterable

import msgspec

LONGEST = 80


class Page(msgspec.Struct, frozen=True):
    """Older than `max_id`, newer than `since_id`, or next above `min_id`; at most `limit`.

    `min_id` pages upward: it gives the oldest entries above it, still listed newest first.
    """

    max_id: int | None = None
    since_id: int | None = None
    min_id: int | None = None
    limit: int = 20

    @property
    def upward(self) -> bool:
        """Whether the page is read from below."""
        return self.min_id is not None

    @property
    def direction(self) -> str:
        """SQL's word for the order in which the page is read."""
        return "ASC" if self.upward else "DESC"

    @property
    def size(self) -> int:
        """How many entries are given at most."""
        return max(1, min(self.limit, LONGEST))

    def bounds(self, column: str) -> str:
        """The page's bounds on `column` as SQL; always a condition."""
        parts = [
            f"{column} {sign} {int(bound)}"
            for sign, bound in (("<", self.max_id), (">", self.since_id), (">", self.min_id))
            if bound is not None
        ]
        return " AND ".join(parts) or "1 = 1"

    def newest_first(self, ids: Iterable[int]) -> list[int]:
        """`ids`, which were read in `direction`, newest first."""
        return sorted(ids, reverse=True)
