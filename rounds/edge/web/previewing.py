"""What the world will see: the card of a post that is not one."""

from django.conf import settings
from django.utils.safestring import mark_safe

from rounds.base import clock, html, text
from rounds.edge.web.about import labels_in
from rounds.edge.web.composing import Typed
from rounds.edge.web.labels import labels_of
from rounds.edge.web.shown import Ballot, Card, Choice, person
from rounds.identity.interests import register_line
from rounds.identity.models import Account
from rounds.identity.register import together
from rounds.identity.representatives import organisations_of
from rounds.identity.roles import OrganisationKind
from rounds.posts.labels import ALL_RIGHTS_RESERVED
from rounds.timelines.bodies import RoundsOfPost
from rounds.timelines.hydrate import hydrate_accounts


def _ballot(typed: Typed) -> Ballot | None:
    if not typed.poll_options:
        return None
    choices = tuple(Choice(option, 0, False) for option in typed.poll_options)
    return Ballot(0, choices, typed.poll_multiple, False, None, 0, shows_results=False)


def _told(author: Account, typed: Typed) -> RoundsOfPost:
    """The labels as they would be frozen now."""
    labels = labels_in(typed.about)
    said = register_line(author) if typed.teaching else ""
    organisation = _chosen(author, typed)
    company = author.organisation_kind if organisation is None else organisation.organisation_kind
    return RoundsOfPost(
        industry=company == OrganisationKind.INDUSTRY,
        teaching=typed.teaching,
        interests=together(typed.interests, said),
        voice=labels.voice.value or "personal",
        sponsored_by=typed.about.sponsored_by,
        for_whom=typed.about.for_whom,
        summary=typed.about.summary,
        licence=typed.about.licence or author.default_licence or ALL_RIGHTS_RESERVED,
        level=typed.about.level,
        bloom=typed.about.bloom,
    )


def _chosen(author: Account, typed: Typed) -> Account | None:
    wished = labels_in(typed.about).speaks_for
    named = (one for one in organisations_of(author) if one.pk == wished) if wished else ()
    return next(iter(named), None)


def _organisation(author: Account, typed: Typed) -> tuple[str, str] | None:
    one = _chosen(author, typed)
    return (one.shown_name, f"/@{one.handle}") if one else None


def preview_of(author: Account, typed: Typed) -> Card:
    """The card that `typed` would become; people it names are shown as written."""
    told = _told(author, typed)
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
        labels=labels_of(told, me.shown_name, clock.now()),
        told=told,
        speaks_for=_organisation(author, typed),
    )
