"""What `submit` answers with: published, asked, held, or waiting for its time."""

from dataclasses import dataclass

from rounds.gate.finding import Finding
from rounds.gate.models import KeptDraft
from rounds.posts.models import Post


@dataclass(frozen=True, slots=True)
class Released:
    """The draft is published as `post`."""

    post: Post


@dataclass(frozen=True, slots=True)
class Asked:
    """The draft is kept; its author can change it or confirm the findings."""

    kept_draft: KeptDraft
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The draft is kept; it can be changed, but not confirmed as it is."""

    kept_draft: KeptDraft
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """The draft passed and will be published at `kept_draft.scheduled_at`."""

    kept_draft: KeptDraft


Outcome = Released | Asked | Held | Scheduled
