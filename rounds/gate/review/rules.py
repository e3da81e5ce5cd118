"""The rules of review: eight items, who is independent of whom, and what earns the badge. Pure.

The idea: a badge is worth something when it can't be had in another way. It stands for two people
whose professional standing was confirmed, who are independent of the author and of each other, and
who both recommended to accept the very version it names. An editor may accept without that, with a
reason that everybody can read; such a post carries its reports and no badge.

Rules
1. A review answers all eight items. What is only partly met, or not, needs a comment.
2. Nobody recommends to accept what doesn't meet an item.
3. Independent are two people who are not the same, not the author, and share no institution within
   24 months, neither with each other nor with the author. Institutions are who confirmed
   somebody's credential, whom they declared an interest in, and for whom they spoke or speak.
   A register of professionals confirms everybody in it and is no institution in this sense.
4. The badge takes two reviews of the same version that keep all of this.

What would break it: a review counted for another version; institutions read at the time of the
decision instead of the review; two spellings of one institution counted as two.

Source: COPE, Ethical guidelines for peer reviewers (2017); ICMJE Recommendations (2024), II.C.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from itertools import combinations

import msgspec


def _(words: str) -> str:
    """Mark `words` for the translators' catalogue; pages translate them, other doors need not."""
    return words


APART_FOR = timedelta(days=730)
ANSWER_WITHIN = timedelta(days=14)
NEEDED = 2
LONGEST_COMMENT = 1000
LONGEST_WORDS = 5000
LONGEST_LINE = 300


class Item(StrEnum):
    """What a reviewer judges."""

    ACCURACY = "accuracy"
    CURRENCY = "currency"
    OBJECTIVES = "objectives"
    LEVEL = "level"
    CONFIDENTIALITY = "confidentiality"
    INTERESTS = "interests"
    ACCESSIBILITY = "accessibility"
    QUESTIONS = "questions"


ITEM_WORDS: dict[Item, tuple[str, str]] = {
    Item.ACCURACY: (_("Accuracy"), _("What it says is right, and its sources say so.")),
    Item.CURRENCY: (_("Currency of the evidence"), _("It rests on what is known and advised today.")),
    Item.OBJECTIVES: (_("Objectives met"), _("Who reads it can do what it sets out to teach.")),
    Item.LEVEL: (_("Level fits"), _("It suits those it says it is for.")),
    Item.CONFIDENTIALITY: (_("Confidentiality"), _("Nobody could recognise a patient.")),
    Item.INTERESTS: (_("Interests"), _("What is declared is whole, and does not colour what is taught.")),
    Item.ACCESSIBILITY: (_("Accessibility"), _("Pictures are described, words are plain, nothing rests on colour.")),
    Item.QUESTIONS: (_("Question quality"), _("Questions have one best answer and test what was taught.")),
}  # fmt: skip


class Answer(StrEnum):
    """How far an item is met."""

    MEETS = "meets"
    PARTLY = "partly"
    DOES_NOT = "does_not"
    NOT_APPLICABLE = "not_applicable"


ANSWER_WORDS: dict[Answer, str] = {
    Answer.MEETS: _("Meets"),
    Answer.PARTLY: _("Partly"),
    Answer.DOES_NOT: _("Does not"),
    Answer.NOT_APPLICABLE: _("Not applicable"),
}
_NEEDS_COMMENT = frozenset({Answer.PARTLY, Answer.DOES_NOT})


class Recommendation(StrEnum):
    """What a reviewer recommends, and what an editor decides."""

    ACCEPT = "accept"
    REVISE = "revise"
    REJECT = "reject"


RECOMMENDATION_WORDS: dict[Recommendation, str] = {
    Recommendation.ACCEPT: _("Accept"),
    Recommendation.REVISE: _("Revise"),
    Recommendation.REJECT: _("Reject"),
}


class AiUse(StrEnum):
    """What a language model had to do with a review."""

    NONE = "none"
    WORDING = "wording"
    JUDGING = "judging"


AI_WORDS: dict[AiUse, str] = {
    AiUse.NONE: _("No AI was used"),
    AiUse.WORDING: _("AI helped with the wording"),
    AiUse.JUDGING: _("AI helped with the judgement"),
}


class CorrectionKind(StrEnum):
    """How far a correction goes."""

    MINOR = "minor"
    SUBSTANCE = "substance"
    RETRACTION = "retraction"


CORRECTION_WORDS: dict[CorrectionKind, str] = {
    CorrectionKind.MINOR: _("Minor wording"),
    CorrectionKind.SUBSTANCE: _("Correction of substance"),
    CorrectionKind.RETRACTION: _("Retraction"),
}


class Assessment(msgspec.Struct, frozen=True):
    """One item judged."""

    item: Item
    answer: Answer
    comment: str = ""


class Opinion(msgspec.Struct, frozen=True, kw_only=True):
    """A review as its reviewer writes it; `to_editor` is read by the editor alone."""

    items: tuple[Assessment, ...]
    recommendation: Recommendation
    ai_use: AiUse
    ai_words: str = ""
    words: str = ""
    to_editor: str = ""


def wrong_with(opinion: Opinion) -> tuple[str, str]:
    """Why `opinion` can't be given, and the field it is about; ('', '') when it can."""
    given = {one.item: one for one in opinion.items}
    for item in Item:
        one = given.get(item)
        if one is None:
            return _("Answer each of the eight items; ‘not applicable’ is an answer."), item
        if one.answer in _NEEDS_COMMENT and not one.comment:
            return _("Say in a sentence what is missing: the author mends by it."), item
        if len(one.comment) > LONGEST_COMMENT:
            return _("A comment holds at most 1,000 characters. Shorten it."), item
    if len(opinion.items) > len(given):
        return _("Judge each of the eight items once."), ""
    unmet = any(one.answer is Answer.DOES_NOT for one in opinion.items)
    if unmet and opinion.recommendation is Recommendation.ACCEPT:
        return _("An item is not met. Recommend to revise or to reject."), "recommendation"
    if opinion.ai_use is not AiUse.NONE and not opinion.ai_words:
        return _("Say which AI and what it did."), "ai_words"
    if max(len(opinion.words), len(opinion.to_editor)) > LONGEST_WORDS:
        return _("Words hold at most 5,000 characters. Shorten them."), "words"
    return "", ""


class Standing(msgspec.Struct, frozen=True):
    """Somebody as independence is judged: who, whether verified, and where within 24 months."""

    account: int
    is_verified: bool
    institutions: tuple[str, ...] = ()


# They confirm that somebody is registered or is who they are, not where they work.
_REGISTERS = frozenset({
    "gmc", "general medical council", "nmc", "nursing and midwifery council", "gdc",
    "general dental council", "hcpc", "health and care professions council", "gphc", "gphc register",
    "general pharmaceutical council", "npi", "nppes", "npi registry", "orcid", "medical council of india",
    "national medical commission", "ahpra", "medical council of new zealand", "bundesarztekammer",
    "two verified colleagues", "two moderators",
})  # fmt: skip
_ENDINGS = frozenset({"ltd", "limited", "plc", "inc", "llc", "gmbh", "ag", "se", "sa", "trust"})


def institution_key(name: str) -> str:
    """`name` as two spellings of one institution are compared.

    Example: institution_key("The St Mary's NHS Trust ") == institution_key("St Marys NHS").
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = re.sub(r"['’.\u0300-\u036f]", "", plain)
    words = re.sub(r"[^\w]+", " ", plain.replace("&", " and ")).split()
    if words[:1] == ["the"]:
        words = words[1:]
    while len(words) > 1 and words[-1] in _ENDINGS:
        words = words[:-1]
    return " ".join(words)


def institutions_in(names: Iterable[str]) -> tuple[str, ...]:
    """The names among `names` that are institutions, each once."""
    kept: dict[str, str] = {}
    for name in names:
        key = institution_key(name)
        if key and key not in _REGISTERS:
            kept.setdefault(key, name)
    return tuple(kept.values())


def shared_institution(one: Standing, other: Standing) -> str:
    """The name of an institution that both have or had within 24 months, or ''."""
    keys = {institution_key(name) for name in other.institutions}
    return next((name for name in one.institutions if institution_key(name) in keys), "")


def apart(reviewer: Standing, author: Standing) -> str:
    """Why `reviewer` isn't independent of `author`, or ''."""
    if reviewer.account == author.account:
        return _("Nobody reviews their own teaching.")
    if shared_institution(reviewer, author):
        return _("The reviewer and the author share an institution within 24 months.")
    return ""


def independent(one: Standing, other: Standing, author: Standing) -> str:
    """Why the two reviewers aren't independent of each other and of the author, or ''."""
    if one.account == other.account:
        return _("Both reviews are by the same person.")
    if reason := apart(one, author) or apart(other, author):
        return reason
    if shared_institution(one, other):
        return _("The two reviewers share an institution within 24 months.")
    return ""


class Given(msgspec.Struct, frozen=True):
    """A review as the badge looks at it: whose, on which version, how its reviewer stood then."""

    review: int
    version: int
    recommendation: Recommendation
    by: Standing


def earning(given: Sequence[Given], version: int, author: Standing) -> tuple[Given, Given] | None:
    """The two reviews of `version` that earn the badge; None when there are no such two."""
    good = [
        one for one in given
        if one.version == version and one.by.is_verified
        and one.recommendation is Recommendation.ACCEPT
    ]  # fmt: skip
    for one, other in combinations(sorted(good, key=lambda g: g.review), 2):
        if not independent(one.by, other.by, author):
            return one, other
    return None


def unearned(given: Sequence[Given], version: int, author: Standing) -> str:
    """Why `version` has no badge, as the editor reads it; '' when it is earned."""
    if earning(given, version, author) is not None:
        return ""
    good = [g for g in given if g.version == version and g.recommendation is Recommendation.ACCEPT]
    if len(good) < NEEDED:
        return _("Two reviews of this version that recommend to accept are needed for the badge.")
    if sum(one.by.is_verified for one in good) < NEEDED:
        return _("A reviewer had no confirmed credential when the review was given.")
    return independent(good[0].by, good[1].by, author)
