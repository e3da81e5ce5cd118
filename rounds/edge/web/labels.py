"""The labels of a post in words: one quiet line below it, and what the composer offers.

Pure: it shapes what was frozen into the post; how old a declaration is, the clock tells when it is
read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rounds.gate.review.rules import CorrectionKind
from rounds.identity.register import NONE, is_stale
from rounds.posts.labels import ALL_RIGHTS_RESERVED, LICENCES, Bloom, Ended, ForWhom, Level, Voice
from rounds.timelines.addresses import near
from rounds.timelines.bodies import UNNAMED_REVIEWER, ReviewEnded, RoundsOfPost

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Label:
    """One label. `tone` is 'strong' (nobody should miss it), 'amber' (look again), 'badge',
    'mended' or ''.

    One that is `alone` stands only on the post's own page, one that is `apart` on a line of its
    own. `rel` says what `href` is to the post.
    """

    words: str
    href: str = ""
    tone: str = ""
    alone: bool = False
    rel: str = ""
    apart: bool = False

    @property
    def classes(self) -> str:
        """What the page calls it: its tone, and 'apart'."""
        return " ".join(filter(None, (self.tone, "apart" if self.apart else "")))


def for_whom_choices() -> Choices:
    """Whom a post is written for, in words."""
    return [
        (ForWhom.UNSAID, _("Not stated")),
        (ForWhom.PROFESSIONALS, _("For professionals")),
        (ForWhom.EVERYONE, _("For everyone")),
    ]


def level_choices() -> Choices:
    """What a reader should know already, in words."""
    return [
        (Level.UNSAID, _("Not stated")),
        (Level.PUBLIC, _("Anybody")),
        (Level.STUDENT, _("Students")),
        (Level.TRAINING, _("In training")),
        (Level.SPECIALIST, _("Specialists")),
    ]


def bloom_choices() -> Choices:
    """What a reader will be able to do, in words, from the least to the most."""
    return [
        (Bloom.UNSAID, _("Not stated")),
        (Bloom.REMEMBER, _("Remember")),
        (Bloom.UNDERSTAND, _("Understand")),
        (Bloom.APPLY, _("Apply")),
        (Bloom.ANALYSE, _("Analyse")),
        (Bloom.EVALUATE, _("Evaluate")),
        (Bloom.CREATE, _("Create")),
    ]


def licence_name(spdx: str) -> str:
    """The short name of a licence: 'CC BY 4.0', 'All rights reserved'."""
    return _(LICENCES[spdx].short) if spdx in LICENCES else spdx


def licence_choices() -> Choices:
    """Every licence with what it lets others do."""
    return [(one.spdx, f"{_(one.short)}: {_(one.words)}") for one in LICENCES.values()]


def interest_words(line: str) -> str:
    """A line of interests, the kinds in the reader's language."""
    parts = (part.partition(": ") for part in line.split("; "))
    return "; ".join(f"{_(kind)}: {bodies}" if bodies else kind for kind, _colon, bodies in parts)


def month_of(moment: datetime) -> str:
    """'March 2026', in the reader's language."""
    return date_format(timezone.localtime(moment), "F Y")


def interests_label(told: RoundsOfPost, now: datetime) -> Label | None:
    """What is declared with a post, dated; amber once the declaration is older than 12 months."""
    if not told.interests:
        return None
    href = f"/interests/{told.interests_snapshot}" if told.interests_snapshot else ""
    if told.interests.casefold() == NONE:
        words = _("No interests to declare")
    else:
        words = _("Interests: %s") % interest_words(told.interests)
    if told.interests_at is None:
        return Label(words, href, apart=True)
    at = datetime.fromisoformat(told.interests_at)
    if is_stale(at, now):
        return Label(
            _("%(words)s (declared in %(month)s, more than a year ago)")
            % {"words": words, "month": month_of(at)},
            href,
            "amber",
            apart=True,
        )
    said = {"words": words, "month": month_of(at)}
    return Label(_("%(words)s (declared in %(month)s)") % said, href, apart=True)


def _money(told: RoundsOfPost) -> Iterator[Label]:
    if told.industry:
        yield Label(_("Industry"), tone="strong", apart=True)
    if told.sponsored_by:
        yield Label(_("Sponsored by %s") % told.sponsored_by, tone="strong", apart=True)


def _names(reviewers: list[str]) -> str:
    """'Dr A and Dr B', 'Dr A and a verified reviewer', or 'two verified reviewers'."""
    named = [name for name in reviewers if name != UNNAMED_REVIEWER]
    if not named:
        return _("two verified reviewers")
    if len(named) == 1:
        return _("%(name)s and a verified reviewer") % {"name": named[0]}
    return _("%(one)s and %(other)s") % {"one": named[0], "other": named[1]}


_ENDED = {
    Ended.SPONSORED: lazy(
        "Version %(version)s, without a sponsor, was reviewed; this version is sponsored and carries no review badge"
    ),
    Ended.INDUSTRY: lazy(
        "The review badge of version %(version)s was withdrawn: this account is a company’s"
    ),
    Ended.REWRITTEN: lazy(
        "Version %(version)s was reviewed; this version was written anew and was not reviewed"
    ),
}


def _ended(told: ReviewEnded) -> Label:
    words = _ENDED[Ended(told.why)] % {"version": told.version}
    return Label(words, near(told.url), "mended", apart=True)


def _standing(told: RoundsOfPost) -> Iterator[Label]:
    """What reviewers and corrections made of it; a retracted post shows no badge."""
    mended, badge = told.correction, told.review
    if mended is not None and mended.kind == CorrectionKind.RETRACTION:
        yield Label(_("Retracted: %s") % mended.why, near(mended.url), "strong", apart=True)
        return
    if badge is not None:
        said = {
            "version": badge.version,
            "current": badge.current,
            "names": _names(badge.reviewers),
        }
        if badge.version == badge.current:
            words = _("Version %(version)s reviewed by %(names)s")
        else:
            words = _("Version %(version)s reviewed by %(names)s; this is version %(current)s")
        yield Label(words % said, near(badge.url), "badge", apart=True)
    if told.badge_ended is not None:
        yield _ended(told.badge_ended)
    if mended is not None:
        yield Label(_("Corrected: %s") % mended.why, near(mended.url), "mended", apart=True)


def _kind(told: RoundsOfPost) -> Iterator[Label]:
    if told.teaching:
        yield Label(_("Teaching"))
    if told.for_whom:
        yield Label(dict(for_whom_choices())[ForWhom(told.for_whom)])
    if told.level:
        yield Label(_("Level: %s") % dict(level_choices())[Level(told.level)])
    if told.bloom:
        yield Label(_("Aim: %s") % dict(bloom_choices())[Bloom(told.bloom)])


def _voice(told: RoundsOfPost) -> Iterator[Label]:
    if told.voice == Voice.PROFESSIONAL:
        yield Label(_("In a professional capacity"))
    elif told.voice == Voice.PERSONAL:
        yield Label(_("Personal view"), alone=True)


def _rights(told: RoundsOfPost, author: str) -> Iterator[Label]:
    if told.licence in LICENCES:
        licence = LICENCES[told.licence]
        is_usual = told.licence == ALL_RIGHTS_RESERVED
        yield Label(licence_name(told.licence), licence.url, alone=is_usual, rel="license")
        yield Label(_("Written and owned by %s") % author, alone=True)


def labels_of(told: RoundsOfPost, author: str, now: datetime) -> tuple[Label, ...]:
    """The labels of a post by `author`, what nobody should miss first."""
    interests = interests_label(told, now)
    return (
        *_money(told),
        *_standing(told),
        *_kind(told),
        *_voice(told),
        *((interests,) if interests else ()),
        *_rights(told, author),
    )


def labels_of_version(told: RoundsOfPost, author: str, written: datetime) -> tuple[Label, ...]:
    """The labels of an earlier version as they read when it was written."""
    kept = labels_of(told, author, written)
    return tuple(one for one in kept if one.rel or not one.alone)


@dataclass(frozen=True, slots=True)
class Labelled:
    """The labels of one version: those it has, and the words of those it lost since the one before.

    `is_known` is false for a version of the days before labels were kept.
    """

    labels: tuple[Label, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    is_known: bool = True


def labelled(before: Labelled | None, labels: tuple[Label, ...] | None) -> Labelled:
    """`labels` (None: not kept) beside what the version `before` had."""
    if labels is None:
        return Labelled(is_known=False)
    if before is None or not before.is_known:
        return Labelled(labels)
    had, has = [one.words for one in before.labels], [one.words for one in labels]
    return Labelled(
        labels,
        new=tuple(words for words in has if words not in had),
        gone=tuple(words for words in had if words not in has),
    )


def strong_labels(told: RoundsOfPost) -> tuple[Label, ...]:
    """What nobody should miss where a post is quoted in short: who paid, and what was retracted."""
    return tuple(one for one in (*_money(told), *_standing(told)) if one.tone == "strong")


def spoken_for(told: RoundsOfPost, author_id: int) -> tuple[str, str] | None:
    """Name and page of the organisation that somebody else speaks for, as it stood."""
    if told.speaks_for is None or told.speaks_for == str(author_id):
        return None
    return told.speaks_for_name, f"/@{told.speaks_for_acct}"


def columns_of(told: RoundsOfPost) -> Mapping[str, str]:
    """The labels for a file: one column each, in words that programs read."""
    return {
        "voice": told.voice,
        "speaks_for": told.speaks_for_name if told.speaks_for else "",
        "industry": "yes" if told.industry else "",
        "sponsored_by": told.sponsored_by,
        "for_whom": told.for_whom,
        "level": told.level,
        "bloom": told.bloom,
        "interests": told.interests,
        "interests_at": told.interests_at or "",
        "licence": told.licence,
    }
