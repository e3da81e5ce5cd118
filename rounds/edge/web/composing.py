"""The composer's form: what was typed, kept through every refusal, and the draft it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from rounds.base.ids import new_id, parse_id
from rounds.base.text import plain
from rounds.edge.web.about import UNSAID, About, about_of, labels_in, typed_about
from rounds.edge.web.countries import languages
from rounds.edge.web.shown import Card, Picture
from rounds.gate.draft import Draft, PollDraft
from rounds.gate.finding import Confirmation
from rounds.identity.models import Account
from rounds.posts.polls import LONGEST_OPTION, MOST_OPTIONS
from rounds.posts.visibility import Visibility

DAY = 86400
WORDS_OF = {
    Visibility.PUBLIC: "public",
    Visibility.UNLISTED: "unlisted",
    Visibility.FOLLOWERS: "private",
    Visibility.DIRECT: "direct",
}
VISIBILITY_OF = {word: visibility for visibility, word in WORDS_OF.items()}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form; the names are those of parts/composer.html."""

    text: str = ""
    content_warning: str = ""
    visibility: str = "public"
    language: str = ""
    sensitive: bool = False
    teaching: bool = False
    interests: str = ""
    about: About = UNSAID
    poll_options: tuple[str, ...] = ()
    poll_multiple: bool = False
    poll_seconds: int = DAY
    reply_to: int | None = None
    quote: int | None = None
    pictures: tuple[Picture, ...] = ()
    confirmed: tuple[str, ...] = ()
    key: str = field(default_factory=lambda: str(new_id()))

    @property
    def poll_rows(self) -> list[str]:
        """The choices with room for at least two, and for one more."""
        room = min(max(2, len(self.poll_options) + 1), MOST_OPTIONS)
        return [*self.poll_options, *[""] * room][:room]


def typed_in(data: QueryDict, pictures: tuple[Picture, ...]) -> Typed:
    """What a composer sent."""
    seconds = data.get("poll_seconds", "")
    options = [plain(option).strip() for option in data.getlist("poll_option")]
    visibility = data.get("visibility", "")
    return Typed(
        text=plain(data.get("text", "")),
        content_warning=plain(data.get("content_warning", "")).strip(),
        visibility=visibility if visibility in VISIBILITY_OF else "public",
        language=plain(data.get("language", ""))[:12],
        sensitive=data.get("sensitive") == "1",
        teaching=data.get("teaching") == "1",
        interests=plain(data.get("interests", "")).strip(),
        about=typed_about(data),
        poll_options=tuple(option for option in options if option)[: MOST_OPTIONS + 1],
        poll_multiple=data.get("poll_multiple") == "1",
        poll_seconds=int(seconds) if seconds.isascii() and seconds.isdigit() else DAY,
        reply_to=parse_id(data.get("reply_to", "")),
        quote=parse_id(data.get("quote", "")),
        pictures=pictures,
        confirmed=tuple(map(plain, data.getlist("confirmed")))[:50],
        key=plain(data.get("key", ""))[:64] or str(new_id()),
    )


def draft_of(typed: Typed) -> Draft:
    """The draft that the form means."""
    poll = None
    if typed.poll_options:
        poll = PollDraft(
            options=typed.poll_options, expires_in=typed.poll_seconds, multiple=typed.poll_multiple
        )
    return Draft(
        text=typed.text,
        content_warning=typed.content_warning,
        sensitive=typed.sensitive,
        language=typed.language,
        visibility=VISIBILITY_OF[typed.visibility],
        reply_to=typed.reply_to,
        quote_of=typed.quote,
        media=tuple(int(picture.id) for picture in typed.pictures),
        poll=poll,
        teaching=typed.teaching,
        interests=typed.interests or None,
        labels=labels_in(typed.about),
        app_name=_("Web page"),
    )


def typed_of(draft: Draft, pictures: tuple[Picture, ...], confirmed: tuple[str, ...] = ()) -> Typed:
    """A kept draft, back in the form."""
    poll = draft.poll
    return Typed(
        text=draft.text,
        content_warning=draft.content_warning,
        visibility=WORDS_OF[draft.visibility],
        language=draft.language,
        sensitive=draft.sensitive,
        teaching=draft.teaching,
        interests=draft.interests or "",
        about=about_of(draft.labels),
        poll_options=tuple(poll.options) if poll else (),
        poll_multiple=bool(poll and poll.multiple),
        poll_seconds=poll.expires_in if poll else DAY,
        reply_to=draft.reply_to,
        quote=draft.quote_of,
        pictures=pictures,
        confirmed=confirmed,
    )


def confirmations_in(typed: Typed) -> list[Confirmation]:
    """What the author confirmed so far, each 'kind digest'."""
    pairs = [word.split(" ", 1) for word in typed.confirmed if " " in word]
    return [Confirmation(kind=kind, digest=digest) for kind, digest in pairs]


def languages_for(account: Account) -> list[tuple[str, str]]:
    """The languages to choose from, the account's own first, each in its own words."""
    known = languages()
    own = [code for code in account.languages if code in known]
    return [(code, known[code]) for code in [*own, *(code for code in known if code not in own)]]


def limits() -> Mapping[str, Any]:
    """What the form allows, in numbers and words."""
    return {
        "characters": settings.ROUNDS.max_characters,
        "poll_characters": LONGEST_OPTION,
        "poll_most": MOST_OPTIONS,
        "poll_lengths": [
            (3600, _("1 hour")), (6 * 3600, _("6 hours")), (DAY, _("1 day")), (3 * DAY, _("3 days")),
            (7 * DAY, _("1 week")),
        ],
        "visibilities": [
            ("public", _("Everyone")), ("unlisted", _("Everyone, quietly")),
            ("private", _("My followers")), ("direct", _("Only those I mention")),
        ],
    }  # fmt: skip


def start(account: Account, reply_to: Card | None) -> Typed:
    user: Any = getattr(account, "user", None)
    wish = user.default_visibility if user else "public"
    language = user.default_language if user else "en"
    if reply_to is None:
        return Typed(visibility=wish if wish in VISIBILITY_OF else "public", language=language)
    narrow = max(VISIBILITY_OF[reply_to.visibility], VISIBILITY_OF.get(wish, Visibility.PUBLIC))
    named = "" if reply_to.author.id == account.pk else f"@{reply_to.author.handle} "
    return Typed(
        text=named, visibility=WORDS_OF[Visibility(narrow)], language=language,
        content_warning=reply_to.content_warning, reply_to=reply_to.id,
    )  # fmt: skip


def form_of(account: Account, typed: Typed, **more: Any) -> dict[str, Any]:
    """What parts/composer.html reads."""
    choices = languages_for(account)
    if typed.language not in dict(choices):
        choices = [(typed.language, typed.language or _("No language stated")), *choices]
    return {"draft": typed, "limits": limits(), "languages": choices} | more


def blank(account: Account, reply_to: Card | None = None, **more: Any) -> dict[str, Any]:
    """An empty composer with the account's habits, or the beginning of an answer."""
    return form_of(account, start(account, reply_to), reply_to=reply_to, **more)


def wants(request: HttpRequest, act: str) -> bool:
    """Whether the button `act` of the composer was pressed."""
    return request.POST.get("act") == act
