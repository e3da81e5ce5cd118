"""What a post says about itself: whose voice, for whom, under which licence, at which level. Pure.

Labels are the author's word, not a judgement. They travel with the post, into its entity, its
exports and the files made of it. `Labels` is how an author chooses them; a `Post` holds them as
they were resolved and frozen when it was published.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

import msgspec


def _(words: str) -> str:
    """Mark `words` for the translators' catalogue; pages translate them, other doors need not."""
    return words


class Voice(StrEnum):
    """On whose behalf somebody speaks."""

    UNSAID = ""
    PERSONAL = "personal"
    PROFESSIONAL = "professional"
    ORGANISATION = "organisation"


class ForWhom(StrEnum):
    """Whom a post is written for."""

    UNSAID = ""
    PROFESSIONALS = "professionals"
    EVERYONE = "everyone"


class Level(StrEnum):
    """What a reader should know already."""

    UNSAID = ""
    PUBLIC = "public"
    STUDENT = "student"
    TRAINING = "training"
    SPECIALIST = "specialist"


class Bloom(StrEnum):
    """What a reader will be able to do, by Bloom's taxonomy as revised.

    Source: Anderson and Krathwohl, A taxonomy for learning, teaching, and assessing (2001).
    """

    UNSAID = ""
    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"
    CREATE = "create"


class Licence(NamedTuple):
    """A licence by its SPDX id: its short name, what it lets others do, and where it stands.

    `keeps` is what the author keeps for themselves; a licence that keeps less permits more.
    """

    spdx: str
    short: str
    words: str
    url: str
    keeps: frozenset[str]


ALL_RIGHTS_RESERVED = "LicenseRef-All-Rights-Reserved"
_CC = "https://creativecommons.org/licenses/{name}/4.0/"


def _cc(name: str, words: str) -> Licence:
    parts = frozenset(name.split("-"))
    url = _CC.format(name=name)
    return Licence(f"CC-{name.upper()}-4.0", f"CC {name.upper()} 4.0", words, url, parts)


LICENCES: Mapping[str, Licence] = {
    one.spdx: one
    for one in (
        Licence(
            ALL_RIGHTS_RESERVED,
            _("All rights reserved"),
            _("Others may read, quote and link to it; for anything more they ask."),
            "",
            frozenset({"by", "sa", "nc", "nd", "all"}),
        ),
        _cc("by", _("Others may share and adapt it, also for money, if they name you.")),
        _cc("by-sa", _("As CC BY, and what they make of it carries the same licence.")),
        _cc("by-nc", _("As CC BY, but not for money.")),
        _cc("by-nc-sa", _("As CC BY-SA, but not for money.")),
        _cc("by-nd", _("Others may share it unchanged, also for money, if they name you.")),
        _cc("by-nc-nd", _("Others may share it unchanged, not for money, if they name you.")),
        Licence(
            "CC0-1.0",
            "CC0 1.0",
            _("Others may do anything with it; you give up your rights in it."),
            "https://creativecommons.org/publicdomain/zero/1.0/",
            frozenset(),
        ),
    )
}
OWNERSHIP = _("Whoever wrote a post owns it. The licence says what others may do with it.")

LONGEST_SUMMARY = 600
LONGEST_SPONSOR = 120


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """What an author chose; '' is 'not said', and `licence` '' is the author's usual one.

    `speaks_for` is the id of the organisation in whose name the post is written.
    """

    voice: Voice = Voice.UNSAID
    speaks_for: int | None = None
    for_whom: ForWhom = ForWhom.UNSAID
    summary: str = ""
    licence: str = ""
    sponsored_by: str = ""
    level: Level = Level.UNSAID
    bloom: Bloom = Bloom.UNSAID


def may_relicense(before: str, after: str) -> bool:
    """Whether a published post under `before` may be put under `after`.

    What was permitted once can't be taken back, so a later licence may only permit more.
    """
    if before == after or before not in LICENCES:
        return True
    return after in LICENCES and LICENCES[after].keeps <= LICENCES[before].keeps


class Ended(StrEnum):
    """Why a review badge stands no longer; '' while it does."""

    NOT = ""
    SPONSORED = "sponsored"
    INDUSTRY = "industry"
    REWRITTEN = "rewritten"


def ended_by(noted: str, *, sponsored_by: str, industry: bool) -> Ended:
    """Why a badge that was earned isn't shown, from what the gate `noted` and the labels now.

    Example: ended_by("", sponsored_by="Acme", industry=False) is Ended.SPONSORED.
    """
    if industry or noted == Ended.INDUSTRY:
        return Ended.INDUSTRY
    return Ended.SPONSORED if sponsored_by else Ended(noted)


def may_be_reviewed(*, sponsored_by: str, industry: bool) -> str:
    """Why a post with these labels can't earn the review badge; '' when it can.

    Example: may_be_reviewed(sponsored_by="Acme", industry=False) names the sponsor.
    """
    if sponsored_by:
        return _("A sponsored post cannot earn the review badge.")
    if industry:
        return _("A post by or for a company cannot earn the review badge.")
    return ""
