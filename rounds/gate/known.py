"""What is known of somebody when a draft of theirs is judged."""

from rounds.gate.draft import Draft
from rounds.gate.writer import Writer
from rounds.identity.interests import declared_names
from rounds.identity.models import Account
from rounds.identity.representatives import is_organisation, organisations_of
from rounds.posts.labels import Voice
from rounds.posts.said_before import said_before


def writer_of(author: Account, draft: Draft) -> Writer:
    """What the checks of `draft` need of its author; nothing is read that they don't."""
    own = author.pk if is_organisation(author) else None
    asks = own is None and draft.labels.voice is Voice.ORGANISATION
    names = [one.pk for one in organisations_of(author)] if asks else []
    return Writer(
        declared=declared_names(author),
        has_declared=author.interests_declared_at is not None,
        speaks_for=frozenset([*names, *([own] if own else [])]),
        organisation=own,
        earlier=said_before(author, draft.reply_to) if draft.reply_to else (),
    )
