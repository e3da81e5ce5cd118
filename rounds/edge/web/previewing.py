"""What the world will see: the card of a post that is not one."""

from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from rounds.base import clock, html, text
from rounds.edge.web.composing import Typed
from rounds.edge.web.shown import Ballot, Card, Choice, person
from rounds.identity.models import Account
from rounds.timelines.hydrate import hydrate_accounts


def _ballot(typed: Typed) -> Ballot | None:
    if not typed.poll_options:
        return None
    choices = tuple(Choice(option, 0, False) for option in typed.poll_options)
    return Ballot(0, choices, typed.poll_multiple, False, None, 0, shows_results=False)


def _labels(typed: Typed) -> tuple[str, ...]:
    words = [_("Teaching")] if typed.teaching else []
    if typed.interests:
        words.append(_("Interests: %s") % typed.interests)
    return tuple(words)


def preview_of(author: Account, typed: Typed) -> Card:
    """The card that `typed` would become; people it names are shown as written."""
    me = person(hydrate_accounts(author, [author.pk])[0])
    named = {
        handle: f"/@{handle.username}" for handle in text.mentions(typed.text) if not handle.domain
    }
    return Card(
        id=0,
        url="",
        author=me,
        role_words=me.role_words,
        credential_words=me.credential_words,
        created_at=clock.now(),
        edited_at=None,
        html=mark_safe(html.render(typed.text, settings.BASE_URL, named)),
        language=typed.language,
        content_warning=typed.content_warning,
        sensitive=typed.sensitive and bool(typed.pictures),
        media=typed.pictures,
        poll=_ballot(typed),
        visibility=typed.visibility,
        label_words=_labels(typed),
    )
