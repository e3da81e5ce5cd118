"""Note something about somebody, for one's own eyes."""

from django.db import transaction

from rounds.base import text
from rounds.base.errors import Invalid
from rounds.identity.models import Account, PrivateNote

NOTE_LENGTH = 2000


@transaction.atomic
def note_privately(account: Account, target: Account, comment: str) -> None:
    """Keep `comment` about `target`; an empty one takes the note away.

    Errors: Invalid when it is longer than 2,000 characters.
    """
    words = text.plain(comment).strip()
    if len(words) > NOTE_LENGTH:
        raise Invalid(f"A note holds at most {NOTE_LENGTH} characters. Shorten it.", "comment")
    if not words:
        PrivateNote.objects.filter(account=account, target=target).delete()
        return
    PrivateNote.objects.update_or_create(
        account=account, target=target, defaults={"comment": words}
    )
