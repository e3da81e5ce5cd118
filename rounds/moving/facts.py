"""What happens to copies of one's own data."""

from rounds.ledger.facts import Fact


class CopyTaken(Fact, frozen=True):
    """`actor` asked for a copy of what is theirs: the parcel `subject`."""


class ArchiveSent(Fact, frozen=True):
    """`actor` sent an archive to bring in: the parcel `subject`."""
