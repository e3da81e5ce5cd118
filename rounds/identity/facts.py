"""What happens between people."""

from datetime import datetime

from rounds.identity.claim_models import Answer, ClaimState, Way
from rounds.identity.claim_words import Reason, What
from rounds.identity.roles import OrganisationKind, Role
from rounds.ledger.facts import Fact


class AccountOpened(Fact, frozen=True):
    """`subject` opened an account here with `role`."""

    role: Role = Role.UNSTATED


class Followed(Fact, frozen=True):
    """`actor` follows `subject` (accepted)."""


class FollowRequested(Fact, frozen=True):
    """`actor` asks the locked account `subject`."""


class Unfollowed(Fact, frozen=True):
    """`actor` no longer follows `subject`, or withdrew the request."""


class FollowRejected(Fact, frozen=True):
    """`actor` turned the request of `subject` down, or removed that follower."""


class Blocked(Fact, frozen=True):
    """`actor` blocked `subject`; follows both ways have ended."""


class Unblocked(Fact, frozen=True):
    """`actor` no longer blocks `subject`."""


class AppLetGo(Fact, frozen=True):
    """An app may act for `subject` no longer: its token is good for nothing now."""


class ProfileRevised(Fact, frozen=True):
    """`subject` changed what others see of the profile."""


class OrganisationKindChanged(Fact, frozen=True):
    """`subject` was an organisation of kind `was` and is one of `kind`; `actor` says so.

    `change` is its row in the record; `undoes` that of an earlier change to a company which a
    moderator says never held, or 0.
    """

    was: OrganisationKind
    kind: OrganisationKind
    change: int = 0
    undoes: int = 0


class AccountClosed(Fact, frozen=True):
    """`subject` closed the account: profile and ties are gone, the posts are being withdrawn."""


class InterestsDeclared(Fact, frozen=True):
    """`subject` said that the register of interests is right today."""


class RepresentativeAppointed(Fact, frozen=True):
    """`actor` lets `subject` speak for `organisation` from `since` until `until`."""

    organisation: int
    since: datetime
    until: datetime | None = None


class AppointmentEnded(Fact, frozen=True):
    """`actor` ended the appointment of `subject` for `organisation`."""

    organisation: int


class ClaimOpened(Fact, frozen=True):
    """`subject` claims something of itself, to be checked by a way."""

    claim: int
    what: What
    way: Way


class ClaimSettled(Fact, frozen=True):
    """The claim of `subject` is confirmed, refused, withdrawn or over; `actor` had the last word."""

    claim: int
    state: ClaimState
    reason: Reason


class ClaimAnswered(Fact, frozen=True):
    """`actor`, a voucher or a checking moderator, answered about the claim of `subject`."""

    claim: int
    answer: Answer


class CredentialConfirmed(Fact, frozen=True):
    """Something about `subject` counts as confirmed."""

    credential: int
    way: Way


class CredentialRevoked(Fact, frozen=True):
    """A credential of `subject` was taken back by `actor`."""

    credential: int
    reason: Reason


class CredentialLapsed(Fact, frozen=True):
    """A credential of `subject` has come to its end."""

    credential: int
