"""'About this post' in the composer: what it offers, and what was typed there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from rounds.base import clock
from rounds.base.ids import parse_id
from rounds.base.text import plain
from rounds.edge.web.labels import (
    bloom_choices,
    for_whom_choices,
    interest_words,
    level_choices,
    licence_choices,
    licence_name,
    month_of,
)
from rounds.identity.interests import register_line
from rounds.identity.models import Account
from rounds.identity.register import NONE, is_stale
from rounds.identity.representatives import is_organisation, organisations_of
from rounds.posts.labels import (
    ALL_RIGHTS_RESERVED,
    LICENCES,
    LONGEST_SPONSOR,
    LONGEST_SUMMARY,
    Bloom,
    ForWhom,
    Labels,
    Level,
    Voice,
)

_FOR = "for:"
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class About:
    """What stands in that part of the form. `voice` is a voice, or 'for:' and an organisation's id."""

    voice: str = Voice.PERSONAL.value
    for_whom: str = ""
    summary: str = ""
    licence: str = ""
    sponsored_by: str = ""
    level: str = ""
    bloom: str = ""

    @property
    def is_said(self) -> bool:
        """Whether anything differs from what stands there at first."""
        return self != UNSAID


UNSAID = About()


def _word(kind: type[_Word], value: str | None) -> str:
    return value if value in {word.value for word in kind} and value else ""


def typed_about(data: QueryDict) -> About:
    """What a composer sent; a composer without this part sends nothing of it."""
    voice = data.get("voice", "")
    kept = voice.startswith(_FOR) or voice == Voice.PROFESSIONAL
    return About(
        voice=voice[:40] if kept else Voice.PERSONAL.value,
        for_whom=_word(ForWhom, data.get("for_whom")),
        summary=plain(data.get("summary", "")).strip(),
        licence=plain(data.get("licence", ""))[:40],
        sponsored_by=plain(data.get("sponsored_by", "")).strip(),
        level=_word(Level, data.get("level")),
        bloom=_word(Bloom, data.get("bloom")),
    )


def labels_in(about: About) -> Labels:
    """The labels that the form means."""
    organisation = about.voice.startswith(_FOR)
    return Labels(
        voice=Voice.ORGANISATION if organisation else Voice(about.voice),
        speaks_for=parse_id(about.voice.removeprefix(_FOR)) or 0 if organisation else None,
        for_whom=ForWhom(about.for_whom),
        summary=about.summary,
        licence=about.licence,
        sponsored_by=about.sponsored_by,
        level=Level(about.level),
        bloom=Bloom(about.bloom),
    )


def about_of(labels: Labels) -> About:
    """Labels of a kept draft or a post, back in the form."""
    voice = labels.voice or Voice.PERSONAL
    return About(
        voice=f"{_FOR}{labels.speaks_for or 0}" if voice is Voice.ORGANISATION else voice.value,
        for_whom=labels.for_whom.value,
        summary=labels.summary,
        licence=labels.licence,
        sponsored_by=labels.sponsored_by,
        level=labels.level.value,
        bloom=labels.bloom.value,
    )


def _voices(author: Account, about: About) -> list[tuple[str, str]]:
    """In whose name `author` may write; empty for an organisation, which speaks for itself."""
    if is_organisation(author):
        return []
    offered = [
        (Voice.PERSONAL.value, _("Personal: my own view")),
        (Voice.PROFESSIONAL.value, _("Professional: as somebody who does this work")),
        *((f"{_FOR}{o.pk}", _("For %s") % o.shown_name) for o in organisations_of(author)),
    ]
    if about.voice not in dict(offered):
        offered.append((about.voice, _("For an organisation you do not represent now")))
    return offered


def _licences(author: Account, *, is_edit: bool) -> list[tuple[str, str]]:
    usual = author.default_licence if author.default_licence in LICENCES else ALL_RIGHTS_RESERVED
    kept = [] if is_edit else [("", _("As usual: %s") % licence_name(usual))]
    return [*kept, *licence_choices()]


def _register(author: Account) -> str:
    line = register_line(author)
    return _("nothing to declare") if line == NONE else interest_words(line)


def offered(author: Account, about: About, *, is_edit: bool = False) -> Mapping[str, Any]:
    """What parts/about.html reads: the choices, and the author's register in one line."""
    declared_at = author.interests_declared_at
    return {
        "voices": [] if is_edit else _voices(author, about),
        "licences": _licences(author, is_edit=is_edit),
        "for_whom": for_whom_choices(),
        "levels": level_choices(),
        "blooms": bloom_choices(),
        "longest_summary": LONGEST_SUMMARY,
        "longest_sponsor": LONGEST_SPONSOR,
        "register": _register(author),
        "declared": month_of(declared_at) if declared_at else "",
        "is_old": is_stale(declared_at, clock.now()),
    }
