"""What a fact is, and how it is written down."""

from datetime import datetime

import msgspec

from rounds.base import clock


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened. Rooms subclass it in their `facts.py`; fields are ids and enums.

    `actor` is the account that did it, `subject` the id of what it was done to.
    """

    actor: int
    subject: int
    at: datetime = msgspec.field(default_factory=clock.now)

    @classmethod
    def fact_name(cls) -> str:
        """The name the ledger and the table of subscriptions know it by."""
        return cls.__name__
